package workbook

import "testing"

func TestANewLookSettlesAFlagInTheSameBatch(t *testing.T) {
	from := Answer{SchoolID: "s", ItemID: "gates", Status: InPlace, Disproved: "o"}
	flag := func(string) Answer { return from }
	for name, set := range map[string]func(*Answer){
		"status": func(a *Answer) { a.Status = Needed }, "day": func(a *Answer) { a.ReviewedOn = "2026-10-01" },
		"reviewer": func(a *Answer) { a.ReviewedBy = "Ann" },
	} {
		to := from
		set(&to)
		changes := LookedAgain(EditAnswer(from, to), nil, flag)
		if len(changes) != 2 || changes[1].Field != "disproved" || changes[1].Old != "o" || changes[1].New != "" {
			t.Errorf("another %s gives %+v", name, changes)
		}
	}
	to := from
	to.Note, to.Owner = "a note", "Ann"
	if changes := LookedAgain(EditAnswer(from, to), nil, flag); len(changes) != 2 {
		t.Errorf("a note settles it: %+v", changes)
	}
	to = from
	to.Status, to.Disproved = InProgress, "other"
	if changes := LookedAgain(EditAnswer(from, to), nil, flag); len(changes) != 2 {
		t.Errorf("what is said of the flag itself does not stand: %+v", changes)
	}
	set := []Change{{Entity: AnswerEntity, ID: "s/a", Field: "status", New: "needed"}, {Entity: ActionEntity, ID: "x", Field: "status"}}
	if changes := LookedAgain(set, nil, nil); len(changes) != 3 || changes[2].ID != "s/a" {
		t.Errorf("without knowing the flags it gives %+v", changes)
	}
	if changes := LookedAgain(set, nil, func(string) Answer { return Answer{} }); len(changes) != 2 {
		t.Errorf("an answer without a flag gets %+v", changes)
	}
}

func TestAFormWithAnotherStatusSettlesAFlag(t *testing.T) {
	b := newFormsBench(t)
	b.answer("gates", func(a *Answer) { a.Status, a.Disproved = InPlace, "o" })
	b.answer("keys", func(a *Answer) { a.Status, a.Disproved = InPlace, "o" })
	form := b.goesOut("f")
	form.write("gates", "status", string(InProgress))
	form.write("keys", "note", "a note")
	p := b.propose(form)
	if len(p.Rows) != 2 || len(p.Rows[0].Changes) != 2 || len(p.Rows[1].Changes) != 1 {
		t.Fatalf("the form proposes %+v", p.Rows)
	}
	if c := p.Rows[0].Changes[1]; c.Field != "disproved" || c.Old != "o" || c.New != "" {
		t.Errorf("the flag: %+v", c)
	}
	b.answer("gates", func(a *Answer) { a.Status = Needed }) // meanwhile
	if p = b.propose(form); p.Rows[0].State != Diverges || len(p.Rows[0].Changes) != 2 {
		t.Errorf("what diverges: %+v", p.Rows[0])
	}
}

func TestAFlagOfAnExerciseThatIsGoneIsNone(t *testing.T) {
	c := &Case{Items: []Item{{ID: "gates"}, {ID: "keys"}}}
	answers := Answers{"gates": {SchoolID: "s", ItemID: "gates", Disproved: "gone"}, "keys": {SchoolID: "s", ItemID: "keys", Disproved: "o"}}
	list := Doubts(c, "s", answers, map[string]Disproof{"o": {Objective: Objective{ID: "o"}}})
	if len(list) != 1 || list[0].Item.ID != "keys" || list[0].Objective.ID != "o" {
		t.Errorf("doubts are %+v", list)
	}
}
