package workbook

import (
	"errors"
	"fmt"
)

// Sentinel errors. Wrap them with %w; [Problem] carries what a person needs besides.
var (
	ErrNotADate       = errors.New("not a date")
	ErrNotATime       = errors.New("not a time of day")
	ErrOffTheClock    = errors.New("time not on the exercise's clock")
	ErrOtherExercise  = errors.New("made for another exercise")
	ErrUnknownField   = errors.New("unknown field")
	ErrBadValue       = errors.New("value not allowed")
	ErrTooLong        = errors.New("too long")
	ErrNotFound       = errors.New("not found")
	ErrNothingToUndo  = errors.New("nothing to undo")
	ErrNothingToRedo  = errors.New("nothing to redo")
	ErrChangedSince   = errors.New("changed by someone else since")
	ErrExists         = errors.New("file exists already")
	ErrNotAWorkbook   = errors.New("not a Forethought workbook")
	ErrNewerVersion   = errors.New("made by a newer version")
	ErrNewerCase      = errors.New("answered against a newer version of the case")
	ErrOlderVersion   = errors.New("made by an older version")
	ErrDamaged        = errors.New("damaged")
	ErrReadOnly       = errors.New("read-only")
	ErrDiskFull       = errors.New("disk full")
	ErrNotWritable    = errors.New("not writable")
	ErrNoSuchFile     = errors.New("no such file")
	ErrBusy           = errors.New("in use by another program")
	ErrTooLarge       = errors.New("too large")
	ErrTooMuch        = errors.New("asks for more than such a file needs")
	ErrNotText        = errors.New("not UTF-8 text")
	ErrFaulty         = errors.New("has faults")
	ErrOtherCase      = errors.New("made for another case")
	ErrEmpty          = errors.New("empty and needed")
	ErrTwice          = errors.New("stands twice")
	ErrSeveral        = errors.New("fits several")
	ErrNoSuchName     = errors.New("no such name")
	ErrNotANumber     = errors.New("not a whole number")
	ErrNoColumn       = errors.New("no such column")
	ErrNoRows         = errors.New("no rows")
	ErrTooManyColumns = errors.New("too many columns")
	ErrTooManyRows    = errors.New("too many rows")
	ErrOtherFormat    = errors.New("not a table that can be read")
	ErrNoSheet        = errors.New("no such sheet")
	ErrQuotes         = errors.New("quotation marks do not match")
	ErrDocumentFaulty = errors.New("document failed its check")
	ErrNotAForm       = errors.New("not a form of Forethought")
	ErrUnreadable     = errors.New("damaged or not a PDF")
	ErrEncrypted      = errors.New("protected by a password")
	ErrFormFlat       = errors.New("form without its fields")
	ErrFormAltered    = errors.New("hidden part of the form is altered")
	ErrOtherWorkbook  = errors.New("made from another workbook")
	ErrSchoolRemoved  = errors.New("school was removed since")
	ErrFileTooLarge   = errors.New("file too large to attach")
	ErrEmptyFile      = errors.New("empty file")
	ErrNotAFile       = errors.New("not a file")
	ErrContentGone    = errors.New("content deleted for good")
	ErrNotSealed      = errors.New("not a sealed copy")
	ErrPassphrase     = errors.New("passphrase does not fit")
	ErrSealBroken     = errors.New("sealed copy cut off or altered")
	ErrSealUnsafe     = errors.New("sealed copy holds what is not allowed")
	ErrNotSealable    = errors.New("cannot be sealed")
	ErrNotACopy       = errors.New("no copy of the same workbook")
	ErrForeignJournal = errors.New("journal of another file beside it")
	ErrJournalThere   = errors.New("journal left under its name")
	ErrSameFile       = errors.New("one of the files that are read")
)

// Problem is an error that reaches a person. Its kind is one of the sentinels above, which
// assets/lang turns into a sentence and a way on (keys "problem.<kind>" and
// "problem.<kind>.way-on"); the rest says where.
type Problem struct {
	Kind  error  // one of the sentinels
	File  string // the file it concerns, if any
	Place string // where in it: a line, a page, an entity
	Of    string // the title of what has the field, where the place alone does not tell
	Field string // the field, if any
	Value string // what was found, shortened
	Err   error  // the cause, for a log and for errors.Is
}

func (p *Problem) Error() string {
	s := p.Kind.Error()
	if p.Field != "" {
		s = fmt.Sprintf("%s: %s", p.Field, s)
	}
	if p.Place != "" {
		s = fmt.Sprintf("%s: %s", p.Place, s)
	}
	if p.File != "" {
		s = fmt.Sprintf("%s: %s", p.File, s)
	}
	if p.Err != nil {
		s = fmt.Sprintf("%s (%v)", s, p.Err)
	}
	return s
}

// Unwrap makes both the kind and the cause visible to errors.Is.
func (p *Problem) Unwrap() []error {
	if p.Err == nil {
		return []error{p.Kind}
	}
	return []error{p.Kind, p.Err}
}
