package assets

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"forethought/workbook"
)

// English is the language whose file is complete; every other falls back on it.
const English = "en"

// Language gives the words of one language. It is safe for concurrent use.
type Language struct {
	code      string
	localizer func() *i18n.Localizer
	plain     sync.Map // key -> text, for keys without arguments
}

// Languages lists the codes of the built-in languages, English first.
func Languages() []string {
	entries, err := fs.ReadDir(files, "lang")
	if err != nil {
		panic("assets: " + err.Error())
	}
	list := []string{English}
	for _, e := range entries {
		if c, ok := strings.CutSuffix(e.Name(), ".json"); ok && c != English {
			list = append(list, c)
		}
	}
	return list
}

// OpenLanguage opens a built-in language by its code; an unknown code gives English. It is read
// once words are asked for, or with [Language.Read].
func OpenLanguage(code string) *Language {
	if !slices.Contains(Languages(), code) {
		code = English
	}
	return &Language{code: code, localizer: sync.OnceValue(func() *i18n.Localizer {
		read, err := readLanguage(code, mustRead)
		if err != nil {
			panic("assets: " + err.Error()) // built in: the build is broken, not the input
		}
		return read.localizer()
	})}
}

// Read reads the language, which takes a while, unless it has been read.
func (l *Language) Read() { l.localizer() }

// readLanguage reads English and a language besides, whose files read gives by their names.
// Its error is a [workbook.Problem] of kind ErrFaulty or ErrTooLarge that names the file, and
// the text where it is one that is wrong.
func readLanguage(code string, read func(name string) []byte) (*Language, error) {
	tag, err := language.Parse(code)
	if err != nil {
		return nil, &workbook.Problem{Kind: workbook.ErrFaulty, File: code + ".json", Err: err}
	}
	bundle := i18n.NewBundle(language.English)
	for _, c := range slices.Compact([]language.Tag{language.English, tag}) { // each takes a while
		name := path.Join("lang", c.String()+".json")
		messages, err := readMessages(read(name), name)
		if err == nil {
			err = bundle.AddMessages(c, messages...)
		}
		if err != nil {
			var p *workbook.Problem
			if !errors.As(err, &p) {
				err = &workbook.Problem{Kind: workbook.ErrFaulty, File: name, Err: err}
			}
			return nil, fmt.Errorf("read language %s: %w", c, err)
		}
	}
	localizer := i18n.NewLocalizer(bundle, code, English)
	return &Language{code: code, localizer: func() *i18n.Localizer { return localizer }}, nil
}

// Code is the language's BCP 47 code.
func (l *Language) Code() string { return l.code }

// Text gives the words for a key. Args are names and values in turn, for the places
// {{.Name}} in the text; a number named Count also picks the plural form. A key without
// words gives the key in brackets, so that it is seen and not hidden.
func (l *Language) Text(key string, args ...any) string {
	if len(args) == 0 {
		if text, ok := l.plain.Load(key); ok {
			return text.(string)
		}
	}
	config := &i18n.LocalizeConfig{MessageID: key}
	data := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		name := args[i].(string)
		data[name] = args[i+1]
		if n, ok := args[i+1].(int); ok && name == "Count" {
			config.PluralCount = n
		}
	}
	config.TemplateData = data
	text, err := l.localizer().Localize(config)
	if text == "" && err != nil {
		return "[" + key + "]"
	}
	if len(args) == 0 {
		l.plain.Store(key, text)
	}
	return text
}

// Has reports whether there are words for a key.
func (l *Language) Has(key string) bool { return l.Text(key) != "["+key+"]" }

// HandlingMark is the customary mark of a document for an audience, empty where it needs none.
func (l *Language) HandlingMark(a workbook.Audience) string {
	switch {
	case !a.Marked():
		return ""
	case a == workbook.PartnersAudience:
		return l.Text("report.handling.partners")
	}
	return l.Text("report.handling.official")
}

// Date writes a day in full: 14 August 2027. No date gives empty text.
func (l *Language) Date(d workbook.Date) string { return workbook.SayDate(d, l) }

// ShortDate writes a day with a short month and its year: 14 Aug 2027.
func (l *Language) ShortDate(d workbook.Date) string { return workbook.SayDateShort(d, l) }

// When writes a moment of a timeline (see [workbook.TimelineEvent]) as exactly as it is
// known: 2004, July 2004, 1 September 2004, or with its time of day.
func (l *Language) When(when string) string {
	day, clock, _ := strings.Cut(when, " ")
	parts := strings.Split(day, "-")
	switch len(parts) {
	case 1:
		return day
	case 2:
		m, _ := strconv.Atoi(parts[1])
		return l.Text("date.month-year", "Month", l.Text("month."+strconv.Itoa(m)), "Year", parts[0])
	}
	text := l.Date(workbook.Date(day))
	if clock != "" {
		text += ", " + clock
	}
	return text
}

// kinds are the keys under "problem." of the errors that reach a person.
var kinds = []struct {
	kind error
	key  string
}{
	{workbook.ErrNotADate, "not-a-date"},
	{workbook.ErrNotATime, "not-a-time"},
	{workbook.ErrOffTheClock, "off-the-clock"},
	{workbook.ErrOtherExercise, "other-exercise"},
	{workbook.ErrUnknownField, "unknown-field"},
	{workbook.ErrBadValue, "bad-value"},
	{workbook.ErrTooLong, "too-long"},
	{workbook.ErrNothingToUndo, "nothing-to-undo"},
	{workbook.ErrNothingToRedo, "nothing-to-redo"},
	{workbook.ErrChangedSince, "changed-since"},
	{workbook.ErrExists, "exists"},
	{workbook.ErrNotAWorkbook, "not-a-workbook"},
	{workbook.ErrNewerVersion, "newer-version"},
	{workbook.ErrOlderVersion, "older-version"}, // is read-only, too, and says more
	{workbook.ErrReadOnly, "read-only"},
	{workbook.ErrDiskFull, "disk-full"},
	{workbook.ErrBusy, "busy"},
	{workbook.ErrNotWritable, "not-writable"},
	{workbook.ErrNoSuchFile, "no-such-file"},
	{workbook.ErrTooLarge, "too-large"},
	{workbook.ErrTooMuch, "too-much"},
	{workbook.ErrNotText, "not-text"},
	{workbook.ErrFaulty, "faulty"},
	{workbook.ErrOtherCase, "other-case"},
	{workbook.ErrNewerCase, "newer-case"},
	{workbook.ErrEmpty, "empty"},
	{workbook.ErrTwice, "twice"},
	{workbook.ErrSeveral, "several"},
	{workbook.ErrNoSuchName, "no-such-name"},
	{workbook.ErrNotANumber, "not-a-number"},
	{workbook.ErrNoColumn, "no-column"},
	{workbook.ErrNoRows, "no-rows"},
	{workbook.ErrTooManyColumns, "too-many-columns"},
	{workbook.ErrTooManyRows, "too-many-rows"},
	{workbook.ErrOtherFormat, "other-format"},
	{workbook.ErrNoSheet, "no-sheet"},
	{workbook.ErrQuotes, "quotes"},
	{workbook.ErrDocumentFaulty, "document-faulty"},
	{workbook.ErrNotAForm, "not-a-form"},
	{workbook.ErrUnreadable, "unreadable"},
	{workbook.ErrEncrypted, "encrypted"},
	{workbook.ErrFormFlat, "form-flat"},
	{workbook.ErrFormAltered, "form-altered"},
	{workbook.ErrOtherWorkbook, "other-workbook"},
	{workbook.ErrSchoolRemoved, "school-removed"},
	{workbook.ErrFileTooLarge, "file-too-large"},
	{workbook.ErrEmptyFile, "empty-file"},
	{workbook.ErrNotAFile, "not-a-file"},
	{workbook.ErrContentGone, "content-gone"},
	{workbook.ErrNotSealed, "not-sealed"},
	{workbook.ErrPassphrase, "passphrase"},
	{workbook.ErrSealBroken, "seal-broken"},
	{workbook.ErrSealUnsafe, "seal-unsafe"},
	{workbook.ErrNotSealable, "not-sealable"},
	{workbook.ErrNotACopy, "not-a-copy"},
	{workbook.ErrForeignJournal, "foreign-journal"},
	{workbook.ErrJournalThere, "journal-there"},
	{workbook.ErrSameFile, "same-file"},
	{workbook.ErrDamaged, "damaged"},
	{workbook.ErrNotFound, "not-found"},
}

// Explain turns an error into a sentence for a person and, where there is one, a way on.
// It is the one place that does.
func (l *Language) Explain(err error) (sentence, wayOn string) {
	var p *workbook.Problem
	if !errors.As(err, &p) {
		p = &workbook.Problem{Kind: err}
	}
	for _, k := range kinds {
		if !errors.Is(err, k.kind) {
			continue
		}
		field := p.Field
		if name := "field." + field; field != "" && l.Has(name) {
			field = l.Text(name)
		}
		args := []any{"File", p.File, "Place", p.Place, "Field", field, "Value", p.Value}
		sentence = l.Text("problem."+k.key, args...)
		if way := "problem." + k.key + ".way-on"; l.Has(way) {
			wayOn = l.Text(way, args...)
		}
		return sentence, wayOn
	}
	return l.Text("problem.other", "Error", err.Error()), ""
}
