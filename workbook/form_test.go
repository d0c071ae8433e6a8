package workbook

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

// formsBench is a case of three items and two schools of one workbook.
type formsBench struct {
	t *testing.T
	FormsRequest
}

func newFormsBench(t *testing.T) *formsBench {
	c := &Case{ID: "case", Version: 2}
	for _, id := range []string{"gates", "keys", "drill"} {
		c.Items = append(c.Items, Item{ID: id, Title: "About " + id, Ask: "Who looks after " + id + "?"})
	}
	return &formsBench{t, FormsRequest{
		Case: c, Workbook: "book", Schools: []School{{ID: "s1", Name: "Maple"}, {ID: "s2", Name: "Oak"}},
		Answers: map[string]Answers{"s1": {}, "s2": {}},
	}}
}

// answer sets what stands in the workbook.
func (b *formsBench) answer(item string, set func(*Answer)) {
	a := b.Answers["s1"].Of("s1", item)
	set(&a)
	b.Answers["s1"][item] = a
}

// goesOut makes the form of Maple as it is filled in by somebody who changes nothing.
func (b *formsBench) goesOut(id string) FilledForm {
	form := NewForm(FormRequest{Case: b.Case, Workbook: b.Workbook, School: b.Schools[0], Answers: b.Answers["s1"], On: "2026-08-14", ID: id})
	stamp, err := ReadFormStamp(form.Stamp.Encode())
	if err != nil {
		b.t.Fatal(err)
	}
	out := FilledForm{File: id + ".pdf", Stamp: stamp}
	for i, it := range b.Case.Items {
		for _, field := range FormFields() {
			out.Fields = append(out.Fields, FilledField{it.ID, field, i + 2, stamp.Value(it.ID, field)})
		}
	}
	return out
}

// write fills one field in.
func (f *FilledForm) write(item, field, value string) {
	f.Fields = slices.Clone(f.Fields)
	for i, x := range f.Fields {
		if x.Item == item && x.Field == field {
			f.Fields[i].Value = value
		}
	}
}

func (b *formsBench) propose(forms ...FilledForm) Proposal {
	b.Forms = forms
	return NewFormProposal(b.FormsRequest)
}

func codesOfNotes(p Proposal) []string {
	var list []string
	for _, n := range p.Notes {
		list = append(list, n.Code)
	}
	return list
}

func TestWhatWasLeftOnAFormChangesNothing(t *testing.T) {
	b := newFormsBench(t)
	b.answer("gates", func(a *Answer) { a.Status, a.Note, a.Owner = InPlace, "  two\r\nlines \n", "Zoë Łukasz 😀" })
	form := b.goesOut("f")
	form.write("gates", "note", "two\rlines") // as some readers write it
	form.write("gates", "owner", "Zoe\u0308 Łukasz 😀")
	form.write("keys", "status", "") // no button pressed
	b.answer("gates", func(a *Answer) { a.Status, a.Note = Needed, "changed here since" })
	p := b.propose(form)
	if len(p.Rows) > 0 || len(p.Faults) > 0 || !slices.Equal(codesOfNotes(p), []string{NoteFormNothingDone}) {
		t.Errorf("%+v", p)
	}
}

func TestWhatAFormWouldChange(t *testing.T) {
	b := newFormsBench(t)
	b.answer("gates", func(a *Answer) { a.Status, a.Owner, a.Target = InProgress, "Ann", "2026-01-01" })
	b.answer("keys", func(a *Answer) { a.Status = Needed })
	form := b.goesOut("f")
	b.answer("gates", func(a *Answer) { a.Owner = "Bob" })      // changed here since
	b.answer("keys", func(a *Answer) { a.Status = InProgress }) // and this to what the form says
	form.write("gates", "status", "in-place")
	form.write("gates", "owner", "Cleo")
	form.write("gates", "target", "8/14/2027")
	form.write("keys", "status", "in-progress")
	form.write("drill", "status", "not-necessary")
	form.write("drill", "note", "Łódź\rtwo")
	p := b.propose(form)
	want := []ProposedRow{
		{File: "f.pdf", Place: "2", Title: "About gates", School: "Maple", State: Diverges, Was: "Ann", Changes: []Change{
			{AnswerEntity, "s1/gates", "owner", "Bob", "Cleo"},
		}},
		{File: "f.pdf", Place: "2", Title: "About gates", School: "Maple", State: Edits, Accept: true, Changes: []Change{
			{AnswerEntity, "s1/gates", "status", "in-progress", "in-place"}, {AnswerEntity, "s1/gates", "target", "2026-01-01", "2027-08-14"},
		}},
		{File: "f.pdf", Place: "3", Title: "About keys", School: "Maple", State: Agrees},
		{File: "f.pdf", Place: "4", Title: "About drill", School: "Maple", State: Adds, Accept: true, Changes: []Change{
			{AnswerEntity, "s1/drill", "status", "not-assessed", "not-necessary"}, {AnswerEntity, "s1/drill", "note", "", "Łódź\ntwo"},
		}},
	}
	equal := func(a, b ProposedRow) bool {
		return a.File == b.File && a.Place == b.Place && a.Title == b.Title && a.School == b.School &&
			a.State == b.State && a.Was == b.Was && a.Accept == b.Accept && slices.Equal(a.Changes, b.Changes)
	}
	if !slices.EqualFunc(p.Rows, want, equal) {
		t.Errorf("the rows are\n%+v\nwant\n%+v", p.Rows, want)
	}
	if len(p.Notes) != 1 || p.Notes[0].Code != NoteFormNoReason || p.Notes[0].Value != "About drill" {
		t.Errorf("the notes are %+v", p.Notes)
	}
	if len(p.Accepted()) != 4 {
		t.Errorf("%d changes would be applied", len(p.Accepted()))
	}
}

func TestWhatAFieldMayNotHoldIsAFaultAndTheRestIsTaken(t *testing.T) {
	b := newFormsBench(t)
	form := b.goesOut("f")
	form.write("gates", "status", "perhaps")
	form.write("gates", "owner", strings.Repeat("x", MaxShortText+1))
	form.write("keys", "target", "next spring")
	form.write("keys", "owner", "Ann\nBob\x00")
	p := b.propose(form)
	if len(p.Faults) != 3 || len(p.Rows) != 1 || p.Rows[0].Changes[0].New != "Ann Bob" {
		t.Fatalf("%+v", p)
	}
	for i, want := range []struct {
		kind         error
		field, place string
	}{{ErrBadValue, "status", "2"}, {ErrTooLong, "owner", "2"}, {ErrNotADate, "target", "3"}} {
		f := p.Faults[i]
		if !errors.Is(f, want.kind) || f.Field != want.field || f.Place != want.place || f.File != "f.pdf" {
			t.Errorf("fault %d is %v", i, f)
		}
	}
}

func TestFormsFromElsewhereAreRefused(t *testing.T) {
	b := newFormsBench(t)
	other, gone, book, copied := b.goesOut("case"), b.goesOut("gone"), b.goesOut("book"), b.goesOut("copy")
	for _, f := range []*FilledForm{&other, &gone, &book, &copied} {
		f.write("gates", "owner", "Ann")
	}
	other.Stamp.Case = "flood"
	gone.Stamp.School = "s9"
	book.Stamp.School, book.Stamp.Workbook = "s9", "another"
	copied.Stamp.Workbook = "another"
	p := b.propose(other, gone, book, copied)
	for i, kind := range []error{ErrOtherCase, ErrSchoolRemoved, ErrOtherWorkbook} {
		if i >= len(p.Faults) || !errors.Is(p.Faults[i], kind) {
			t.Fatalf("the faults are %v, want %v at %d", p.Faults, kind, i)
		}
	}
	if len(p.Rows) != 1 || !slices.Equal(codesOfNotes(p), []string{NoteFormBook}) {
		t.Errorf("the form of a copy gives %+v, %+v", p.Rows, p.Notes)
	}
}

func TestAFormOfAnotherVersionWaitsWhereTheQuestionIsAnotherOne(t *testing.T) {
	b := newFormsBench(t)
	form := b.goesOut("f")
	for _, item := range []string{"gates", "keys", "drill"} {
		form.write(item, "owner", "Ann")
	}
	b.Case = &Case{ID: "case", Version: 3, Items: slices.Clone(b.Case.Items[:2])}
	b.Case.Items[0].Ask = "Who locks the gates?"
	p := b.propose(form)
	if len(p.Rows) != 2 || p.Rows[0].Accept || !p.Rows[1].Accept {
		t.Errorf("%+v", p.Rows)
	}
	if got := codesOfNotes(p); !slices.Equal(got, []string{NoteFormVersion, NoteFormItemGone, NoteFormReworded}) {
		t.Errorf("the notes are %q", got)
	}
}

func TestTheSameFormTwice(t *testing.T) {
	b := newFormsBench(t)
	first := b.goesOut("f")
	first.write("gates", "status", "needed")
	first.write("keys", "owner", "Ann")
	same, differs := first, first
	same.File, differs.File = "copy.pdf", "other.pdf"
	differs.write("gates", "status", "in-place")
	p := b.propose(first, same, differs)
	if got := codesOfNotes(p); !slices.Equal(got, []string{NoteFormTwice, NoteFormDiffers}) {
		t.Errorf("the notes are %q", got)
	}
	var states []ProposalState
	for _, r := range p.Rows {
		states = append(states, r.State)
	}
	// Gates diverge in both; keys are taken once and agree the second time.
	if !slices.Equal(states, []ProposalState{Diverges, Adds, Diverges, Agrees}) || p.Rows[0].Was != "not-assessed" {
		t.Errorf("the rows are %+v", p.Rows)
	}
	if got := p.Accepted(); len(got) != 1 || got[0].Field != "owner" {
		t.Errorf("what is accepted by itself is %+v", got)
	}
	p.Rows[0].Accept = true
	if got := p.Clashes(2); !slices.Equal(got, []int{0}) || len(p.Clashes(1)) > 0 {
		t.Errorf("taking both files' values of one field clashes with %v", got)
	}
}

func TestASecondCopyOfEitherOfTwoFormsIsPassedOver(t *testing.T) {
	b := newFormsBench(t)
	first := b.goesOut("f")
	first.write("gates", "status", "needed")
	differs := first
	differs.File = "other.pdf"
	differs.write("gates", "status", "in-place")
	copied := differs
	copied.File = "copy-of-other.pdf"
	p := b.propose(first, differs, copied)
	if got := codesOfNotes(p); !slices.Equal(got, []string{NoteFormDiffers, NoteFormTwice}) {
		t.Errorf("the notes are %q", got)
	}
	if len(p.Rows) != 2 {
		t.Errorf("two values of one field make the rows %+v", p.Rows)
	}
}

func TestAPageThatIsMissingIsSaid(t *testing.T) {
	b := newFormsBench(t)
	form := b.goesOut("f")
	form.write("gates", "owner", "Ann")
	form.Fields = slices.DeleteFunc(form.Fields, func(f FilledField) bool { return f.Item != "gates" })
	p := b.propose(form)
	if len(p.Rows) != 1 || len(p.Notes) != 1 || p.Notes[0].Code != NoteFormMissing || p.Notes[0].Value != "About keys; About drill" {
		t.Errorf("%+v, %+v", p.Rows, p.Notes)
	}
}

func TestAStampFindsWhatWasAltered(t *testing.T) {
	b := newFormsBench(t)
	b.answer("gates", func(a *Answer) { a.Note = "Zoë 😀 \"<b>\"" })
	text := NewForm(FormRequest{Case: b.Case, Workbook: "book", School: b.Schools[0], Answers: b.Answers["s1"], ID: "f"}).Stamp.Encode()
	for _, r := range text {
		if r > '~' || r < ' ' {
			t.Fatalf("the stamp holds %q", r)
		}
	}
	stamp, err := ReadFormStamp(" " + text + "\n")
	if err != nil || stamp.Value("gates", "note") != "Zoë 😀 \"<b>\"" || stamp.Value("nothing", "note") != "" {
		t.Fatalf("%+v, %v", stamp, err)
	}
	for from, to := range map[string]string{`"s1"`: `"s2"`, `"not-assessed"`: `"needed"`, `"form":1`: `"form":0`, "{": ""} {
		if _, err := ReadFormStamp(strings.Replace(text, from, to, 1)); !errors.Is(err, ErrFormAltered) {
			t.Errorf("with %s for %s the error is %v", to, from, err)
		}
	}
	if _, err := ReadFormStamp(strings.Replace(text, `"form":1`, `"form":2`, 1)); !errors.Is(err, ErrNewerVersion) {
		t.Errorf("a newer stamp gives %v", err)
	}
	for _, name := range FormFields() {
		if _, err := FieldOf(AnswerEntity, name); err != nil {
			t.Error(err)
		}
	}
}

func TestDaysAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]Date{
		"2027-08-14": "2027-08-14", "8/14/2027": "2027-08-14", " 08/04/2027 ": "2027-08-04",
		"14 Aug 2027": "2027-08-14", "August  14, 2027": "2027-08-14", "": "",
	} {
		if got, err := ReadDate(text); err != nil || got != want {
			t.Errorf("%q is read as %q (%v), want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"14/8/2027", "soon", "2/30/2027"} {
		if got, err := ReadDate(text); !errors.Is(err, ErrNotADate) {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}
