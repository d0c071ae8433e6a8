package export

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"

	"forethought/workbook"
)

// MaxFormMB is how large a form may be, in megabytes.
const MaxFormMB = 25

// What is passed over among the files of a folder; words under "proposal.note.<code>".
const (
	NoteNotAForm   = "not-a-form"
	NoteEmptyPlace = "form-folder-empty"
)

// ReadForm reads what came back in a form that [WriteForm] made, whichever program filled
// it. What a field may hold is not judged here.
//
// Its errors are a [workbook.Problem] with the file's name, of kind ErrNoSuchFile,
// ErrTooLarge, ErrUnreadable, ErrEncrypted, ErrNotAForm, ErrFormFlat (a form printed to a
// new file), ErrFormAltered or ErrNewerVersion. The file is only read.
func ReadForm(path string) (workbook.FilledForm, error) {
	form, err := readForm(path)
	if err != nil {
		return workbook.FilledForm{}, unread(path, err)
	}
	form.File = filepath.Base(path)
	return form, nil
}

// unread says which file could not be read.
func unread(path string, err error) *workbook.Problem {
	var p *workbook.Problem
	if !errors.As(err, &p) {
		p = &workbook.Problem{Kind: workbook.ErrUnreadable, Err: err}
	}
	p.File = filepath.Base(path)
	return p
}

// ReadForms reads forms and folders of them, a folder's files by name. What cannot be read
// is among the proposal's faults; what lies in a folder and is no form is among its notes.
// The error is the context's alone.
func ReadForms(ctx context.Context, paths []string, progress func(done, total int)) ([]workbook.FilledForm, workbook.Proposal, error) {
	return readAll(ctx, paths, ReadForm, progress)
}

// readAll reads forms of one kind.
func readAll[T any](ctx context.Context, paths []string, readOne func(string) (T, error), progress func(done, total int)) ([]T, workbook.Proposal, error) {
	var forms []T
	var said workbook.Proposal
	files, within := formFiles(paths, &said)
	for i, path := range files {
		if err := ctx.Err(); err != nil {
			return nil, workbook.Proposal{}, fmt.Errorf("read forms: %w", err)
		}
		form, err := readOne(path)
		var p *workbook.Problem
		switch {
		case err == nil:
			forms = append(forms, form)
		case within[i] && errors.Is(err, workbook.ErrNotAForm):
			said.Notes = append(said.Notes, workbook.ProposalNote{Code: NoteNotAForm, File: filepath.Base(path), Count: 1})
		case errors.As(err, &p):
			said.Faults = append(said.Faults, p)
		}
		if progress != nil {
			progress(i+1, len(files))
		}
	}
	return forms, said, nil
}

// formFiles lists the files behind some paths and says which of them lie in a folder.
func formFiles(paths []string, said *workbook.Proposal) (files []string, within []bool) {
	note := func(code, name string) {
		said.Notes = append(said.Notes, workbook.ProposalNote{Code: code, File: name, Count: 1})
	}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || !info.IsDir() {
			files, within = append(files, path), append(within, false)
			continue
		}
		entries, err := os.ReadDir(path)
		if err != nil {
			said.Faults = append(said.Faults, &workbook.Problem{Kind: workbook.ErrNoSuchFile, File: path, Err: err})
			continue
		}
		before := len(files)
		for _, e := range entries {
			switch {
			case strings.HasPrefix(e.Name(), "."): // the system's own
			case e.IsDir() || !strings.EqualFold(filepath.Ext(e.Name()), ".pdf"):
				note(NoteNotAForm, e.Name())
			default:
				files, within = append(files, filepath.Join(path, e.Name())), append(within, true)
			}
		}
		if len(files) == before {
			note(NoteEmptyPlace, filepath.Base(path))
		}
	}
	return files, within
}

func readForm(path string) (workbook.FilledForm, error) {
	read, err := readFields(path)
	if err != nil {
		return workbook.FilledForm{}, err
	}
	return formOf(read.values, read.marked(formMark))
}

// filledFields are the fields of a document as they were found.
type filledFields struct {
	values   []fieldValue
	keywords string // of the document
	data     []byte // the file
}

// marked reports whether a document says of itself that it was made as a form.
func (f filledFields) marked(mark string) bool { return strings.Contains(f.keywords, mark) }

// readFields reads the fields of a PDF that may have been filled in.
func readFields(path string) (fields filledFields, err error) {
	defer func() {
		if r := recover(); r != nil { // the library, on a file that is made to trip it
			err = fmt.Errorf("read form: %v", r)
		}
	}()
	data, err := readLimited(path)
	if err != nil {
		return fields, err
	}
	if err := soundPDF(data); err != nil {
		return fields, err
	}
	conf := reading()
	conf.Limits.MaxStreamBytes, conf.Limits.MaxDecodeBytes = MaxFormMB<<20, maxFormStream
	conf.Limits.MaxObjectCount, conf.Limits.MaxXRefEntries = maxFormObjects, maxFormObjects
	inTime, done := context.WithTimeout(context.Background(), maxFormTime)
	defer done()
	read, err := pdfcpu.ReadWithContext(inTime, bytes.NewReader(data), conf)
	switch {
	case inTime.Err() != nil:
		return fields, &workbook.Problem{Kind: workbook.ErrTooMuch, Err: inTime.Err()}
	case isProtected(err):
		return fields, &workbook.Problem{Kind: workbook.ErrEncrypted, Err: err}
	case err != nil:
		return fields, fmt.Errorf("read form: %w", err)
	}
	if err := read.EnsurePageCount(); err != nil {
		return fields, fmt.Errorf("read form: %w", err)
	}
	fields.data, fields.keywords = data, keywordsOf(read)
	if fields.values, err = fieldValues(read); err != nil {
		return fields, fmt.Errorf("read form: %w", err)
	}
	if !ended(data) {
		return fields, &workbook.Problem{Kind: workbook.ErrUnreadable}
	}
	return fields, nil
}

// ended says whether a PDF is there to its end. The library reads one that broke off as far
// as it goes, which would be without its fields, or as it was before it was filled in.
func ended(data []byte) bool {
	const last = "%%EOF"
	data = bytes.TrimRight(data, "\x00\t\n\f\r ")
	at := bytes.LastIndex(data, []byte(last))
	return at >= 0 && len(data)-at < 1024 && !bytes.Contains(data[at:], []byte(" obj"))
}

// isProtected says whether the library could not read a document because of its passphrase.
func isProtected(err error) bool {
	for _, kind := range []error{pdfcpu.ErrWrongPassword, pdfcpu.ErrOwnerPasswordRequired,
		pdfcpu.ErrUnsupportedEncryptionFeature, pdfcpu.ErrMalformedEncryption} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// readLimited reads a file that is no larger than a form may be.
func readLimited(path string) ([]byte, error) {
	file, _, err := openFile(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // only read
	data, err := io.ReadAll(io.LimitReader(file, MaxFormMB<<20+1))
	if err != nil {
		return nil, &workbook.Problem{Kind: workbook.ErrNoSuchFile, Err: err}
	}
	if len(data) > MaxFormMB<<20 {
		return nil, &workbook.Problem{Kind: workbook.ErrTooLarge, Value: decimal(MaxFormMB)}
	}
	return data, nil
}

// openFile opens a file to be read and says how large it is. What is no file, such as a
// pipe, is not opened: that could wait for ever.
func openFile(path string) (*os.File, int64, error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a file")
	}
	if err != nil {
		return nil, 0, &workbook.Problem{Kind: workbook.ErrNoSuchFile, Err: err}
	}
	file, err := os.Open(path)
	if err != nil {
		return nil, 0, &workbook.Problem{Kind: workbook.ErrNoSuchFile, Err: err}
	}
	return file, info.Size(), nil
}

// reading is how files are read: the library neither reads nor makes a folder of its own,
// never asks the network, and bounds what it unpacks.
func reading() *model.Configuration {
	return &model.Configuration{
		Reader15:       true,
		ValidationMode: model.ValidationRelaxed,
		Offline:        true,
		Limits:         model.DefaultResourceLimits(),
	}
}

// formOf makes a form of the values of a document's fields.
func formOf(values []fieldValue, marked bool) (workbook.FilledForm, error) {
	var form workbook.FilledForm
	stamp, found, answers := "", false, false
	for _, v := range values {
		parts := strings.Split(v.name, ".")
		switch {
		case v.name == stampField:
			stamp, found = v.value, true
		case len(parts) == 3 && parts[0] == answerField && v.page > 0: // what lost its page was not seen
			form.Fields = append(form.Fields, workbook.FilledField{
				Item: parts[1], Field: parts[2], Page: v.page, Value: v.value,
			})
			answers = true
		}
	}
	switch {
	case !found && answers:
		return form, &workbook.Problem{Kind: workbook.ErrFormAltered}
	case !found && marked:
		return form, &workbook.Problem{Kind: workbook.ErrFormFlat}
	case !found:
		return form, &workbook.Problem{Kind: workbook.ErrNotAForm}
	case !answers:
		return form, &workbook.Problem{Kind: workbook.ErrFormFlat}
	}
	var err error
	form.Stamp, err = workbook.ReadFormStamp(strings.TrimSpace(stamp))
	return form, err
}

// keywordsOf are a document's keywords.
func keywordsOf(read *model.Context) string {
	if read.Info == nil {
		return ""
	}
	info, err := read.DereferenceDict(*read.Info)
	if err != nil || info == nil {
		return ""
	}
	keywords, _ := info.Find("Keywords")
	text, _ := textOf(read, keywords)
	return text
}
