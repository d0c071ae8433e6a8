package workbook

import (
	"cmp"
	"errors"
	"maps"
	"slices"
)

// FeedbackForm is the participant feedback form of an exercise, which everybody who took part
// gets a copy of. It asks for no name.
type FeedbackForm struct {
	ExerciseOverview
	Stamp FeedbackStamp
}

// FeedbackStamp is what a feedback form carries hidden: which exercise it is about.
type FeedbackStamp struct {
	Exercise string `json:"exercise"` // its id
	Name     string `json:"name"`     // the exercise's, for messages
}

// NewFeedbackForm makes the form of an exercise.
func NewFeedbackForm(r ExerciseRequest) FeedbackForm {
	return FeedbackForm{NewExerciseOverview(r), FeedbackStamp{r.Exercise.ID, r.Exercise.Name}}
}

// Encode writes the stamp as [FormStamp.Encode] writes that of a checklist.
func (s FeedbackStamp) Encode() string { return seal(s) }

// ReadFeedbackStamp reads what [FeedbackStamp.Encode] wrote. Its error is a [Problem] of kind
// ErrFormAltered or ErrNewerVersion.
func ReadFeedbackStamp(text string) (FeedbackStamp, error) {
	return unseal(text, func(*FeedbackStamp) {})
}

// FeedbackFields lists the fields of the form in its order.
func FeedbackFields() []string {
	fields := append([]string{"exercise_role"}, FeedbackStatements()...)
	return append(fields, "strengths", "improvements", "comments")
}

// FilledFeedback is a feedback form that came back.
type FilledFeedback struct {
	File   string // its name without the folder
	Sum    string // of the file's bytes: the same file under two names has one
	Stamp  FeedbackStamp
	Values Values // of [FeedbackFields], as they were typed
}

// What a proposal of feedback points out; words under "proposal.note.<code>".
const (
	NoteFeedbackEmpty = "feedback-empty" // nobody wrote anything
	NoteFeedbackAlike = "feedback-alike" // scores alone, and the same as another form's
)

// ProposeFeedback says what filled feedback forms would add to an exercise.
//
// Everybody fills in a copy of the same form, so only what is written tells two of them
// apart. A file that was read before, and one that says the same words as feedback that is
// there, is passed over. One that holds scores alone may rightly be the same as another's:
// it is proposed and left for a person to accept.
func ProposeFeedback(e ExerciseRecord, forms []FilledFeedback, newID func() string) Proposal {
	var out Proposal
	type said struct {
		file   string
		values Values
	}
	var before []said
	for _, f := range e.Feedback {
		before = append(before, said{"", feedbackOnly(f.Values())})
	}
	files := map[string]string{}
	for _, f := range forms {
		note := func(code, value string) {
			out.Notes = append(out.Notes, ProposalNote{Code: code, File: f.File, Value: value, Count: 1})
		}
		if f.Stamp.Exercise != e.ID {
			out.Faults = append(out.Faults, &Problem{Kind: ErrOtherExercise, File: f.File, Value: f.Stamp.Name})
			continue
		}
		values, faults := readFeedback(f)
		out.Faults = append(out.Faults, faults...)
		if len(faults) > 0 {
			continue
		}
		if !slices.ContainsFunc(slices.Collect(maps.Values(values)), func(v string) bool { return v != "" }) {
			note(NoteFeedbackEmpty, "")
			continue
		}
		if other, again := files[f.Sum]; again {
			note(NoteFormTwice, other)
			continue
		}
		files[f.Sum] = f.File
		row := ProposedRow{File: f.File, Title: f.File, State: Adds, Accept: true}
		alike := slices.IndexFunc(before, func(s said) bool { return maps.Equal(s.values, values) })
		words := values["strengths"]+values["improvements"]+values["comments"] != ""
		switch {
		case alike >= 0 && words && before[alike].file != "":
			note(NoteFormTwice, before[alike].file)
			continue
		case alike >= 0 && words:
			row.State, row.Accept = Agrees, false
		case alike >= 0:
			row.Accept = false
			note(NoteFeedbackAlike, cmp.Or(before[alike].file, e.Name))
		}
		if row.State == Adds {
			id := newID()
			with := maps.Clone(values)
			with["exercise"] = e.ID
			row.Changes = Add(FeedbackEntity, id, FeedbackFrom(id, with))
		}
		before = append(before, said{f.File, values})
		out.Rows = append(out.Rows, row)
	}
	return out
}

// readFeedback brings what was typed into the form in which it is kept.
func readFeedback(f FilledFeedback) (Values, []*Problem) {
	values := Values{}
	var faults []*Problem
	for _, name := range FeedbackFields() {
		field, err := FieldOf(FeedbackEntity, name)
		if err != nil {
			continue // FeedbackFields names fields that there are; a test holds it to that
		}
		values[name] = asTyped(field, f.Values[name])
		if err := field.Check(values[name]); err != nil {
			var p *Problem
			if !errors.As(err, &p) {
				p = &Problem{Kind: ErrBadValue, Field: name, Err: err}
			}
			p.File, p.Value = f.File, Shorten(values[name], 60)
			faults = append(faults, p)
		}
	}
	return values, faults
}

// feedbackOnly are the values that stand on the form.
func feedbackOnly(all Values) Values {
	values := Values{}
	for _, name := range FeedbackFields() {
		values[name] = all[name]
	}
	return values
}
