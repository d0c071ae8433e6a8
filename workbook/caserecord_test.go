package workbook

import (
	"strings"
	"testing"
)

// asks is an item of a version of a case.
func asks(id, ask string, measures ...string) AskedItem {
	return AskedItem{ID: id, Checklist: Prevention, Title: "The " + id, Shows: "It lacked " + id + ".", Ask: ask, Measures: measures}
}

// changesTold writes what changed in a line.
func changesTold(c ItemChanges) string {
	var words []string
	for _, a := range c.Added {
		words = append(words, "+"+a.ID)
	}
	for _, x := range c.Changed {
		for _, p := range x.Parts {
			words = append(words, x.Item.ID+"."+p.Part+":"+p.Old+">"+p.New)
		}
	}
	for _, a := range c.Withdrawn {
		words = append(words, "-"+a.ID)
	}
	return strings.Join(words, " ")
}

func TestWhatChangedInItems(t *testing.T) {
	gates, keys := asks("gates", "Shut?", "Lock", "Look"), asks("keys", "Where?")
	with := func(a AskedItem, change func(*AskedItem)) AskedItem { change(&a); return a }
	for name, c := range map[string]struct {
		old, now []AskedItem
		want     string
		reworded bool
	}{
		"nothing":          {[]AskedItem{gates, keys}, []AskedItem{gates, keys}, "", false},
		"another order":    {[]AskedItem{gates, keys}, []AskedItem{keys, gates}, "", false},
		"added":            {[]AskedItem{gates}, []AskedItem{gates, keys}, "+keys", false},
		"withdrawn":        {[]AskedItem{gates, keys}, []AskedItem{gates}, "-keys", false},
		"all anew":         {[]AskedItem{gates}, []AskedItem{keys}, "+keys -gates", false},
		"another question": {[]AskedItem{keys}, []AskedItem{asks("keys", "Who?")}, "keys.ask:Where?>Who?", true},
		"another title":    {[]AskedItem{keys}, []AskedItem{with(keys, func(a *AskedItem) { a.Title = "Keys" })}, "keys.title:The keys>Keys", true},
		"another story":    {[]AskedItem{keys}, []AskedItem{with(keys, func(a *AskedItem) { a.Shows = "" })}, "keys.shows:It lacked keys.>", true},
		"another list":     {[]AskedItem{keys}, []AskedItem{with(keys, func(a *AskedItem) { a.Checklist = Response })}, "keys.checklist:prevention>response", false},
		"a measure less":   {[]AskedItem{gates}, []AskedItem{asks("gates", "Shut?", "Lock")}, "gates.measures:Lock\nLook>Lock", false},
	} {
		got := CompareItems(c.old, c.now)
		if changesTold(got) != c.want || got.Empty() != (c.want == "") {
			t.Errorf("%s: %q, want %q", name, changesTold(got), c.want)
		}
		if len(got.Changed) == 1 && got.Changed[0].Reworded() != c.reworded {
			t.Errorf("%s: reworded is %v", name, !c.reworded)
		}
	}
}

func TestTheVersionsOfACase(t *testing.T) {
	rs := CaseRecords{
		{Version: 1, Items: []AskedItem{asks("gates", "Shut?"), asks("keys", "Where?"), asks("radios", "How many?")}},
		{Version: 2, Items: []AskedItem{asks("gates", "Shut at noon?"), asks("radios", "How many?", "Buy")}}, // keys withdrawn
		{Version: 4, Items: []AskedItem{asks("gates", "Shut at noon?"), asks("keys", "Who has them?")}},      // and back; radios withdrawn
	}
	steps := rs.Steps()
	if len(steps) != 2 || steps[0].From != 2 || steps[0].Version != 4 || steps[1].From != 1 {
		t.Fatalf("steps %+v", steps)
	}
	if got := changesTold(steps[0].ItemChanges); got != "+keys -radios" {
		t.Errorf("to version 4: %q", got)
	}
	re := rs.Reworded()
	if len(re) != 2 || re["gates"].Version != 2 || re["keys"].Version != 4 || re["keys"].Parts[0].Old != "Where?" {
		t.Errorf("reworded %+v", re)
	}
	if w := rs.Withdrawn(); len(w) != 1 || w[0].ID != "radios" || w[0].Version != 4 || w[0].Measures[0] != "Buy" {
		t.Errorf("withdrawn %+v", w)
	}
	if rs.Title("radios") != "The radios" || rs.Title("none") != "" {
		t.Error("titles are not found")
	}
	if CaseRecords(nil).Withdrawn() != nil || CaseRecords(nil).Steps() != nil {
		t.Error("without records there is something")
	}
	unknown := CaseRecords{{Version: 1}, rs[1]}
	if s := unknown.Steps(); !s[0].Unknown || !s[0].Empty() || len(unknown.Reworded()) != 0 || len(unknown.Withdrawn()) != 0 {
		t.Errorf("with nothing to compare to: %+v", s)
	}
}

func TestAnAnswerIsOutdatedUntilSomebodyLooksAgain(t *testing.T) {
	re := map[string]ItemVersion{"gates": {Version: 2}}
	for _, c := range []struct {
		a    Answer
		want bool
	}{
		{Answer{Status: InPlace}, true}, {Answer{Status: InPlace, ItemVersion: 1}, true}, {Answer{Status: InPlace, ItemVersion: 2}, false},
		{Answer{Status: NotAssessed, Note: "a note"}, false},
	} {
		if re["gates"].Outdated(c.a) != c.want {
			t.Errorf("%+v is outdated: %v", c.a, !c.want)
		}
	}
	if re["keys"].Outdated(Answer{Status: InPlace}) {
		t.Error("an item that did not change outdates its answer")
	}
	from := Answer{SchoolID: "s", ItemID: "gates", Status: InPlace, Disproved: "o"}
	now := func(string) Answer { return from }
	to := from
	to.Status = Needed
	changes := LookedAgain(EditAnswer(from, to), re, now)
	if len(changes) != 3 || changes[2] != (Change{Entity: AnswerEntity, ID: "s/gates", Field: "item_version", New: "2"}) {
		t.Errorf("another status gives %+v", changes)
	}
	to = from
	to.Note = "a note"
	if changes := LookedAgain(EditAnswer(from, to), re, now); len(changes) != 1 {
		t.Errorf("a note settles it: %+v", changes)
	}
	from.ItemVersion = 2
	to = from
	to.ReviewedOn = "2027-03-04"
	if changes := LookedAgain(EditAnswer(from, to), re, now); len(changes) != 2 {
		t.Errorf("what was looked at gets %+v", changes)
	}
	set := []Change{{Entity: AnswerEntity, ID: "s/gates", Field: "status", New: "needed"}, {Entity: AnswerEntity, ID: "s/keys", Field: "status", New: "needed"}}
	if changes := LookedAgain(set, re, nil); len(changes) != 5 || changes[3].Field != "item_version" || changes[3].ID != "s/gates" {
		t.Errorf("without knowing the answers it gives %+v", changes)
	}
}

func TestWhatASchoolHasOnWithdrawnItems(t *testing.T) {
	c := &Case{Version: 2, Items: []Item{{ID: "gates"}}}
	rs := CaseRecords{{Version: 1, Items: []AskedItem{asks("gates", "Shut?"), asks("keys", "Where?"), asks("radios", "How many?"), asks("masks", "?"), asks("ropes", "?")}},
		{Version: 2, Items: AskedItems(c)}}
	s := SchoolRecord{School: School{ID: "s"}, Attachments: Attachments{{SchoolID: "s", ItemID: "radios"}, {SchoolID: "s", ItemID: "gates"}}}
	answers := Answers{
		"keys":  {SchoolID: "s", ItemID: "keys", Status: Needed},
		"ghost": {SchoolID: "s", ItemID: "ghost", Status: NotAssessed, Note: "x"},      // of a version that nobody noted
		"ropes": {SchoolID: "s", ItemID: "ropes", Status: NotAssessed, ItemVersion: 1}, // taken back
	}
	actions := []Action{{ID: "a", Schools: []string{"s"}, Items: []string{"masks"}}, {ID: "b", Schools: []string{"t"}, Items: []string{"ropes"}}}
	var got []string
	for _, w := range rs.WithdrawnOf(c, s, answers, actions) {
		got = append(got, w.Item().Title)
	}
	if strings.Join(got, ", ") != "The keys, The radios, The masks, ghost" {
		t.Errorf("listed are %q", got)
	}
}

// A form that was printed in the words of before says nothing about those of now.
func TestAFilledFormOfAnOlderVersionLeavesTheAnswerToBeLookedAt(t *testing.T) {
	b := newFormsBench(t)
	form := b.goesOut("f")
	form.write("gates", "status", string(InPlace))
	form.write("keys", "status", string(InPlace))
	older := CaseRecord{Version: b.Case.Version, Items: AskedItems(b.Case)}
	b.Case.Version++
	for i := range b.Case.Items {
		if b.Case.Items[i].ID == "gates" {
			b.Case.Items[i].Ask = "Another question?"
		}
	}
	b.Records = CaseRecords{older, {Version: b.Case.Version, Items: AskedItems(b.Case)}}
	p := b.propose(form)
	if len(p.Rows) != 2 || p.Rows[0].Accept || len(p.Rows[0].Changes) != 1 || !p.Rows[1].Accept {
		t.Fatalf("the form proposes %+v", p.Rows)
	}
	again := b.goesOut("g") // printed in the new words
	again.write("gates", "status", string(Needed))
	if p := b.propose(again); len(p.Rows) != 1 || len(p.Rows[0].Changes) != 2 || p.Rows[0].Changes[1].Field != "item_version" {
		t.Errorf("a form in the new words proposes %+v", p.Rows)
	}
}
