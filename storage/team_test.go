package storage

import (
	"context"
	"testing"

	"forethought/workbook"

	"github.com/google/go-cmp/cmp"
)

func TestANameIsRenamedWhereverItStands(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	d := fullDistrict()
	d.school.Contacts[0].Name = "Ana Ruiz"
	apply(t, w, ana, d.add()...)
	step := workbook.StepID(d.school.Events[0].ID, "police")
	apply(t, w, ana, workbook.Change{Entity: workbook.StepEntity, ID: step, Field: "owner", New: "Ana Ruiz"})
	apply(t, w, ana, setAnswer(d.school.ID, "gates", "owner", "ana ruiz")) // as somebody typed it
	apply(t, w, ana, workbook.Remove(workbook.ActionEntity, d.action.ID)...)

	named, err := w.Named(ctx, "Ana Ruiz")
	want := []workbook.Named{
		{Entity: workbook.StepEntity, ID: step, Field: "owner"},
		{Entity: workbook.AnswerEntity, ID: d.answer.ID(), Field: "owner"},
		{Entity: workbook.ActionEntity, ID: d.action.ID, Field: "owner"},
	}
	if diff := cmp.Diff(want, named); diff != "" || err != nil {
		t.Fatalf("%v %s", err, diff)
	}
	contacts, err := w.Contacts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	changes, _ := workbook.Rename(contacts[0], "Ana Ruiz-Vega", contacts, named)
	apply(t, w, ana, changes...)
	if got := answerOf(t, w, d.school.ID, d.answer.ItemID); got.Owner != "Ana Ruiz-Vega" {
		t.Errorf("the answer is still %q's", got.Owner)
	}
	if _, err := w.Undo(ctx, ana); err != nil {
		t.Fatal(err)
	}
	if got := answerOf(t, w, d.school.ID, d.answer.ItemID); got.Owner != "Ana Ruiz" {
		t.Errorf("one undo leaves the answer with %q", got.Owner)
	}
	r, err := w.TeamRequest(ctx, &workbook.Case{ID: beslan.ID})
	if err != nil || len(r.Contacts) != 1 || len(r.Schools) != 1 || len(r.Answers[d.school.ID]) != 2 || len(r.Actions) != 0 {
		t.Errorf("gathered %+v, %v", r, err)
	}
	wantHealthy(t, w)
}
