package workbook

import (
	"cmp"
	"errors"
	"slices"
	"strconv"
	"strings"
)

// FormsRequest is what filled forms are held against.
type FormsRequest struct {
	Case     *Case
	Workbook string // its id
	Schools  []School
	Answers  map[string]Answers // of every school, as they are now
	Records  CaseRecords
	Forms    []FilledForm
}

// What a proposal of forms passes over or points out; words under "proposal.note.<code>".
const (
	NoteFormTwice       = "form-twice"        // Value: the file that holds the same
	NoteFormDiffers     = "form-differs"      // Value: the file of the same form that says something else
	NoteFormVersion     = "form-version"      // Value: the case's version that it was made for
	NoteFormBook        = "form-book"         // from another workbook that has the school too
	NoteFormMissing     = "form-missing"      // Value: titles of the items whose fields are gone
	NoteFormItemGone    = "form-item-gone"    // Value: ids of items that the case does not hold any more
	NoteFormReworded    = "form-reworded"     // Value: titles of the items that ask something else now
	NoteFormNoReason    = "form-no-reason"    // Value: titles of the items not necessary without a reason
	NoteFormNothingDone = "form-nothing-done" // came back as it went out
)

// NewFormProposal lists what filled forms would change.
//
// What was left as the form had it changes nothing, whatever stands there today. What was
// changed on the form alone is proposed, one row an item. What was changed on the form and
// here is a row of its own that diverges, and so is what two forms of a school say
// differently. A form is passed over where the same one came with the same contents. Where
// the case asks an item differently than the form did, the row waits for a decision.
func NewFormProposal(r FormsRequest) Proposal {
	j := formJudge{FormsRequest: r, reworded: r.Records.Reworded(), said: map[string][]string{}, taken: map[string]bool{}}
	var forms []*formRead
	for _, filled := range r.Forms {
		if f := j.read(filled); f != nil {
			forms = append(forms, f)
		}
	}
	for i, f := range forms {
		if !j.twice(forms[:i], f) {
			for _, e := range f.entries {
				if e.touched && !slices.Contains(j.said[e.key()], e.value) {
					j.said[e.key()] = append(j.said[e.key()], e.value)
				}
			}
		}
	}
	for _, f := range forms {
		if !f.passed {
			j.propose(f)
		}
	}
	return j.out
}

// formJudge is a proposal in the making.
type formJudge struct {
	FormsRequest
	out      Proposal
	reworded map[string]ItemVersion
	said     map[string][]string // by school, item and field: what the forms changed it to
	taken    map[string]bool     // what a form before has proposed
}

// formRead is a form whose origin is known.
type formRead struct {
	FilledForm
	school  School
	entries []formEntry
	passed  bool // the same came before
}

// formEntry is one field of it.
type formEntry struct {
	school  string
	item    Item
	field   Field
	page    int
	value   string // as it came back
	was     string // as it went out
	now     string // as it is in the workbook
	touched bool   // came back different
}

func (e formEntry) key() string { return AnswerID(e.school, e.item.ID) + "/" + e.field.Name }

func (j *formJudge) fault(f FilledForm, kind error, value string) {
	j.out.Faults = append(j.out.Faults, &Problem{Kind: kind, File: f.File, Value: value})
}

func (j *formJudge) note(f FilledForm, code, value string, count int) {
	j.out.Notes = append(j.out.Notes, ProposalNote{Code: code, File: f.File, Value: value, Count: count})
}

// read finds out where a form belongs and what it says; nil with a fault for one that
// belongs nowhere here.
func (j *formJudge) read(filled FilledForm) *formRead {
	s := filled.Stamp
	if s.Case != j.Case.ID {
		j.fault(filled, ErrOtherCase, s.Case)
		return nil
	}
	at := slices.IndexFunc(j.Schools, func(x School) bool { return x.ID == s.School })
	switch {
	case at < 0 && s.Workbook == j.Workbook:
		j.fault(filled, ErrSchoolRemoved, s.Name)
		return nil
	case at < 0:
		j.fault(filled, ErrOtherWorkbook, s.Name)
		return nil
	case s.Workbook != j.Workbook:
		j.note(filled, NoteFormBook, j.Schools[at].Name, 1)
	}
	if s.Version != j.Case.Version {
		j.note(filled, NoteFormVersion, strconv.Itoa(s.Version), 1)
	}
	f := &formRead{FilledForm: filled, school: j.Schools[at]}
	var missing, gone []string
	for _, a := range s.Answers {
		item, ok := j.Case.Item(a.Item)
		if !ok {
			gone = append(gone, a.Item)
			continue
		}
		if !j.readItem(f, a, item) {
			missing = append(missing, item.Title)
		}
	}
	j.noteItems(filled, NoteFormMissing, missing)
	j.noteItems(filled, NoteFormItemGone, gone)
	return f
}

func (j *formJudge) noteItems(f FilledForm, code string, titles []string) {
	if len(titles) > 0 {
		j.note(f, code, strings.Join(titles, "; "), len(titles))
	}
}

// readItem takes what the form says about an item; it reports whether all of its fields are
// there. A value that cannot be taken is a fault; the rest is taken all the same.
func (j *formJudge) readItem(f *formRead, stamped StampedAnswer, item Item) (whole bool) {
	now := j.Answers[f.school.ID].Of(f.school.ID, item.ID).Values()
	whole = true
	for _, name := range FormFields() {
		at := slices.IndexFunc(f.Fields, func(x FilledField) bool { return x.Item == item.ID && x.Field == name })
		if at < 0 {
			whole = false
			continue
		}
		got := f.Fields[at]
		field, err := FieldOf(AnswerEntity, name)
		if err != nil {
			continue // FormFields names fields that there are; a test holds it to that
		}
		e := formEntry{school: f.school.ID, item: item, field: field, page: got.Page, now: now[name]}
		e.was, e.value = asTyped(field, stamped.Values[name]), asTyped(field, got.Value)
		if field.Kind == Choice && e.value == "" {
			e.value = e.was // nothing is chosen: nobody has chosen otherwise
		}
		if e.touched = e.value != e.was; e.touched {
			if err := e.check(); err != nil {
				j.fieldFault(f, item, got, err)
				continue
			}
			e.touched = e.value != e.was // a date that was only written differently
		}
		f.entries = append(f.entries, e)
	}
	return whole
}

// check brings a date into its form and says whether the field may hold the value.
func (e *formEntry) check() error {
	if e.field.Kind == Day {
		day, err := ReadDate(e.value)
		if err != nil {
			return e.field.Check(e.value)
		}
		e.value = string(day)
	}
	return e.field.Check(e.value)
}

func (j *formJudge) fieldFault(f *formRead, item Item, got FilledField, err error) {
	var p *Problem
	if !errors.As(err, &p) {
		p = &Problem{Kind: ErrBadValue, Field: got.Field, Err: err}
	}
	p.File, p.Of, p.Value = f.File, item.Title, Shorten(got.Value, 60)
	p.Place = placeOf(got.Page)
	j.out.Faults = append(j.out.Faults, p)
}

func placeOf(page int) string {
	if page == 0 {
		return ""
	}
	return strconv.Itoa(page)
}

// twice passes over a form that came before with the same contents, and says where the same
// form came with others.
func (j *formJudge) twice(before []*formRead, f *formRead) bool {
	other := ""
	for _, b := range before {
		if b.passed || b.Stamp.ID != f.Stamp.ID {
			continue
		}
		if slices.EqualFunc(b.entries, f.entries, func(a, b formEntry) bool {
			return a.key() == b.key() && a.value == b.value
		}) {
			j.note(f.FilledForm, NoteFormTwice, b.File, 1)
			f.passed = true
			return true
		}
		other = cmp.Or(other, b.File)
	}
	if other != "" {
		j.note(f.FilledForm, NoteFormDiffers, other, 1)
	}
	return false
}

// propose makes the rows of a form.
func (j *formJudge) propose(f *formRead) {
	rows := len(j.out.Rows)
	var reworded, unexplained []string
	for from := 0; from < len(f.entries); {
		to := from + 1
		for to < len(f.entries) && f.entries[to].item.ID == f.entries[from].item.ID {
			to++
		}
		entries := f.entries[from:to]
		from = to
		before := len(j.out.Rows)
		j.proposeItem(f, entries)
		if added := j.out.Rows[before:]; len(added) > 0 {
			item := entries[0].item
			if f.reworded(item) {
				for i := range added {
					added[i].Accept = false
				}
				reworded = append(reworded, item.Title)
			}
			if lacksReason(entries) {
				unexplained = append(unexplained, item.Title)
			}
		}
	}
	j.noteItems(f.FilledForm, NoteFormReworded, reworded)
	j.noteItems(f.FilledForm, NoteFormNoReason, unexplained)
	if len(j.out.Rows) == rows && !slices.ContainsFunc(j.out.Faults, func(p *Problem) bool { return p.File == f.File }) {
		j.note(f.FilledForm, NoteFormNothingDone, f.school.Name, 1)
	}
}

func (f *formRead) reworded(item Item) bool {
	return slices.ContainsFunc(f.Stamp.Answers, func(a StampedAnswer) bool {
		return a.Item == item.ID && a.Question != QuestionMark(item)
	})
}

// lacksReason reports whether the form says not necessary and nobody says why.
func lacksReason(entries []formEntry) bool {
	status, reason := false, ""
	for _, e := range entries {
		value := e.now
		if e.touched {
			value = e.value
		}
		switch e.field.Name {
		case "status":
			status = e.touched && value == string(NotNecessary)
		case "reason":
			reason = value
		}
	}
	return status && reason == ""
}

// proposeItem makes the rows of an item: what diverges field by field, the rest as one.
func (j *formJudge) proposeItem(f *formRead, entries []formEntry) {
	first := entries[0]
	row := ProposedRow{
		File: f.File, Place: placeOf(first.page), Title: first.item.Title, School: f.school.Name,
	}
	plain, agrees := row, false
	now := j.Answers[f.school.ID].Of(f.school.ID, first.item.ID)
	settled := func(changes ...Change) []Change {
		reworded := j.reworded
		if f.reworded(first.item) {
			reworded = nil // the form asked in the words before
		}
		return LookedAgain(changes, reworded, func(string) Answer { return now })
	}
	for _, e := range entries {
		if !e.touched {
			continue
		}
		today := asTyped(e.field, e.now)
		change := Change{
			Entity: AnswerEntity, ID: AnswerID(f.school.ID, e.item.ID), Field: e.field.Name, Old: e.now, New: e.value,
		}
		switch {
		case e.value == today, j.taken[e.key()] && len(j.said[e.key()]) == 1:
			agrees = true
		case e.was != today || len(j.said[e.key()]) > 1:
			apart := row
			apart.State, apart.Was, apart.Changes, apart.Place = Diverges, e.was, settled(change), placeOf(e.page)
			j.out.Rows = append(j.out.Rows, apart)
		default:
			j.taken[e.key()] = true
			plain.Changes = append(plain.Changes, change)
		}
	}
	switch {
	case len(plain.Changes) > 0:
		plain.State, plain.Accept, plain.Changes = Edits, true, settled(plain.Changes...)
		if Same(now, BlankAnswer(f.school.ID, first.item.ID)) {
			plain.State = Adds
		}
		j.out.Rows = append(j.out.Rows, plain)
	case agrees:
		row.State = Agrees
		j.out.Rows = append(j.out.Rows, row)
	}
}
