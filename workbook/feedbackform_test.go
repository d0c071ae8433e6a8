package workbook

import (
	"errors"
	"fmt"
	"testing"
)

func filledFeedback(file string, values Values) FilledFeedback {
	return FilledFeedback{File: file, Sum: file, Stamp: FeedbackStamp{"x", "Opening day"}, Values: values}
}

func TestFeedbackFieldsAreThoseOfTheWorkbook(t *testing.T) {
	for _, name := range FeedbackFields() {
		if _, err := FieldOf(FeedbackEntity, name); err != nil {
			t.Error(err)
		}
	}
	if got, want := len(FeedbackFields())+2, len(FieldsOf(FeedbackEntity)); got != want { // exercise and present
		t.Errorf("the form asks for %d fields of %d", got, want)
	}
}

func TestFeedbackComesInOnce(t *testing.T) {
	e := tabletop()
	n := 0
	id := func() string { n++; return fmt.Sprint("f", n) }
	forms := []FilledFeedback{
		filledFeedback("a.pdf", Values{"exercise_role": "player", "structure": "4", "strengths": " Good pace\r\n", "comments": "Thanks"}),
		filledFeedback("a copy.pdf", Values{"exercise_role": "player", "structure": "4", "strengths": "Good pace", "comments": "Thanks"}),
		filledFeedback("b.pdf", Values{"structure": "5", "realism": "5"}),
		filledFeedback("c.pdf", Values{"structure": "5", "realism": "5"}),
		filledFeedback("d.pdf", Values{}),
		filledFeedback("e.pdf", Values{"structure": "9"}),
	}
	other := filledFeedback("f.pdf", Values{"structure": "4"})
	other.Stamp = FeedbackStamp{"y", "Another"}
	same := forms[2]
	same.File = "b again.pdf"
	p := ProposeFeedback(e, append(forms, other, same), id)
	if got := told(p); got != " adds a.pdf;  adds b.pdf;  adds c.pdf;  structure value not allowed;   made for another exercise" {
		t.Errorf("proposed %s", got)
	}
	if p.Rows[2].Accept || !p.Rows[1].Accept {
		t.Error("scores alone that are the same as another's are taken without asking")
	}
	var notes string
	for _, x := range p.Notes {
		notes += x.File + " " + x.Code + " " + x.Value + "; "
	}
	if notes != "a copy.pdf form-twice a.pdf; c.pdf feedback-alike b.pdf; d.pdf feedback-empty ; b again.pdf form-twice b.pdf; " {
		t.Errorf("said %s", notes)
	}
	e = e.With(p.Accepted())
	if len(e.Feedback) != 2 || e.Feedback[0].Strengths != "Good pace" || e.Feedback[0].Scores["structure"] != 4 || e.Feedback[0].Role != Player {
		t.Fatalf("taken in as %+v", e.Feedback)
	}
	again := ProposeFeedback(e, forms[:1], id)
	if len(again.Accepted()) != 0 || again.Count(Agrees) != 1 {
		t.Errorf("the same form comes in twice: %s", told(again))
	}
}

func TestAStampOfFeedbackIsReadBack(t *testing.T) {
	s := FeedbackStamp{"x", "Übung \"1\""}
	if got, err := ReadFeedbackStamp(s.Encode()); err != nil || got != s {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err := ReadFeedbackStamp(s.Encode()[1:]); !errors.Is(err, ErrFormAltered) {
		t.Errorf("an altered one gives %v", err)
	}
}
