package workbook

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf16"

	"golang.org/x/text/unicode/norm"
)

// FormFields lists the fields of an answer that a form asks for, in the form's order.
func FormFields() []string { return []string{"status", "reason", "note", "owner", "target"} }

// Form is a school's checklist to be filled in outside the program: what is printed, and the
// stamp by which the filled form is known again.
type Form struct {
	Case       *Case
	School     School
	PreparedBy string
	Handling   string
	Stamp      FormStamp
}

// FormStamp is what a form carries hidden: where it came from, and the answers as they were
// when it was made. So a filled form tells what somebody wrote from what stood there
// before, whatever has happened in the workbook meanwhile.
type FormStamp struct {
	ID       string          `json:"id"`       // UUIDv7 of this form
	Workbook string          `json:"workbook"` // the workbook's own id
	Case     string          `json:"case"`
	Version  int             `json:"version"` // of the case
	School   string          `json:"school"`
	Name     string          `json:"name"` // the school's, for messages
	On       Date            `json:"on"`
	Answers  []StampedAnswer `json:"answers"`
}

// StampedAnswer is an answer as it was when a form was made.
type StampedAnswer struct {
	Item     string            `json:"item"`
	Question string            `json:"question"` // see [QuestionMark]
	Values   map[string]string `json:"values"`   // of [FormFields]; empty ones are left out
}

// FormRequest is what a form is made from.
type FormRequest struct {
	Case       *Case
	Workbook   string // its id
	School     School
	Answers    Answers // of the school
	PreparedBy string
	Handling   string
	On         Date
	ID         string // a new UUIDv7 for the form
}

// NewForm makes the form of a school with the answers of today in it.
func NewForm(r FormRequest) Form {
	f := Form{Case: r.Case, School: r.School, PreparedBy: r.PreparedBy, Handling: r.Handling}
	f.Stamp = FormStamp{
		ID: r.ID, Workbook: r.Workbook, Case: r.Case.ID, Version: r.Case.Version,
		School: r.School.ID, Name: r.School.Name, On: r.On,
	}
	for _, it := range r.Case.Items {
		all := r.Answers.Of(r.School.ID, it.ID).Values()
		values := map[string]string{}
		for _, field := range FormFields() {
			if all[field] != "" {
				values[field] = all[field]
			}
		}
		f.Stamp.Answers = append(f.Stamp.Answers, StampedAnswer{it.ID, QuestionMark(it), values})
	}
	return f
}

// Value is what a field of an item held when the form was made, empty for an item that the
// form does not have.
func (s FormStamp) Value(item, field string) string {
	for _, a := range s.Answers {
		if a.Item == item {
			return a.Values[field]
		}
	}
	return ""
}

// QuestionMark is a short mark of what an item asks. It differs once the item is worded
// differently.
func QuestionMark(it Item) string {
	sum := sha256.Sum256([]byte(it.Title + "\x00" + it.Ask))
	return hex.EncodeToString(sum[:6])
}

// stampVersion is the version of what [FormStamp.Encode] writes.
const stampVersion = 1

// sealed is a stamp with the sum over it.
type sealed[T any] struct {
	Form  int    `json:"form"`
	Stamp T      `json:"stamp"`
	Sum   string `json:"sum"`
}

func sumOf[T any](s T) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(fmt.Sprintf("workbook: write stamp: %v", err)) // made of texts and numbers alone
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}

// Encode writes the stamp with a sum over it as one line of ASCII, which every program that
// fills forms leaves as it is. The sum finds what was altered by accident or by hand; it is
// no signature.
func (s FormStamp) Encode() string { return seal(s) }

func seal[T any](stamp T) string {
	data, err := json.Marshal(sealed[T]{stampVersion, stamp, sumOf(stamp)})
	if err != nil {
		panic(fmt.Sprintf("workbook: write stamp: %v", err))
	}
	var out strings.Builder
	for _, r := range string(data) {
		switch {
		case r < 0x80:
			out.WriteRune(r)
		case r > 0xFFFF:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&out, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&out, `\u%04x`, r)
		}
	}
	return out.String()
}

// ReadFormStamp reads what [FormStamp.Encode] wrote. Its error is a [Problem] of kind
// ErrFormAltered, or ErrNewerVersion for what a newer program made.
func ReadFormStamp(text string) (FormStamp, error) {
	return unseal(text, func(s *FormStamp) {
		for i := range s.Answers {
			if s.Answers[i].Values == nil {
				s.Answers[i].Values = map[string]string{}
			}
		}
	})
}

// unseal reads what seal wrote. Mend brings what was read into the form in which it was
// written.
func unseal[T any](text string, mend func(*T)) (T, error) {
	var s sealed[T]
	var none T
	if err := json.Unmarshal([]byte(text), &s); err != nil {
		return none, &Problem{Kind: ErrFormAltered, Err: err}
	}
	if s.Form > stampVersion {
		return none, &Problem{Kind: ErrNewerVersion}
	}
	mend(&s.Stamp)
	if s.Form != stampVersion || s.Sum != sumOf(s.Stamp) {
		return none, &Problem{Kind: ErrFormAltered}
	}
	return s.Stamp, nil
}

// FilledForm is a form that came back.
type FilledForm struct {
	File   string // its name without the folder
	Stamp  FormStamp
	Fields []FilledField
}

// FilledField is what stands in one field of a form.
type FilledField struct {
	Item  string
	Field string // one of [FormFields]
	Page  int    // from 1
	Value string // as it was typed
}

// asTyped brings a value into the one form in which what was typed is compared and kept:
// composed characters, newlines alone between lines, no control characters, no blanks
// around it, one line where the field holds one.
func asTyped(f Field, text string) string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	text = strings.Map(func(r rune) rune {
		switch {
		case r == '\n' && f.Kind == LongText:
			return r
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r):
			return -1
		}
		return r
	}, norm.NFC.String(strings.ToValidUTF8(text, "\uFFFD")))
	return strings.TrimSpace(text)
}
