package workbook

import (
	"slices"
	"testing"
)

func walkCase() *Case {
	item := func(id string, layer Layer, components ...Component) Item {
		return Item{ID: id, Layer: layer, Components: components}
	}
	return &Case{Items: []Item{
		item("gate", "campus-perimeter", "people", "access-control"),
		item("crowd", "campus-perimeter", "people"),
		item("door", "building-perimeter", "architectural"),
		item("alarm", "classroom-interior", "detection-and-alarms"),
		item("drill", "classroom-interior", "people"),
		item("policy", "district-wide", "access-control"),
		item("records", "digital-infrastructure", "video-surveillance"),
	}}
}

func walkIDs(items []Item) []string {
	var ids []string
	for _, it := range items {
		ids = append(ids, it.ID)
	}
	return ids
}

func TestEachZoneIsAskedWhatCanBeSeenInIt(t *testing.T) {
	w := NewWalkAround(walkCase(), SchoolRecord{School: School{Name: "Maple"}, Zones: []Zone{{ID: "g", Building: "Main", Name: "Gym"}, {ID: "y", Name: "Yard"}}})
	want := [][]string{{"door", "alarm"}, {"gate"}, {"crowd", "drill"}}
	if len(w.Pages) != len(want) {
		t.Fatalf("%d pages, want one a zone and one for the school", len(w.Pages))
	}
	for i, ids := range want {
		if got := walkIDs(w.Pages[i].Items); !slices.Equal(got, ids) {
			t.Errorf("page %d asks about %v, want %v", i+1, got, ids)
		}
	}
	if !slices.Equal(w.LeftOut, []LeftOut{{LeftOutDesk, 2}}) {
		t.Errorf("left out %v", w.LeftOut)
	}
}

func TestWithoutZonesTheWalkGoesByLayers(t *testing.T) {
	w := NewWalkAround(walkCase(), SchoolRecord{})
	for i, ids := range [][]string{{"gate", "crowd"}, {"door"}, {"alarm", "drill"}} {
		if p := w.Pages[i]; p.Layer == "" || !slices.Equal(walkIDs(p.Items), ids) {
			t.Errorf("page %d is %s with %v, want %v", i+1, p.Layer, walkIDs(p.Items), ids)
		}
	}
	if len(w.Pages) != 3 {
		t.Errorf("%d pages", len(w.Pages))
	}
}

func TestAChecklistRequestHoldsNothingOfTheOtherLists(t *testing.T) {
	r := secretRequest()
	some := r.OfChecklists(Aftermath)
	if ids := walkIDs(some.Case.Items); !slices.Equal(ids, []string{"support"}) {
		t.Errorf("the items are %v", ids)
	}
	p := NewActionPlan(some.For(PublicAudience))
	if got := left(p.LeftOut); got[LeftOutNotNecessary] != 1 || got[LeftOutOpenAnswers] != 0 || got[LeftOutActions]+got[LeftOutContactLines] != 0 {
		t.Errorf("a checklist of one list leaves out %v", p.LeftOut)
	}
	if len(r.Case.Items) != 5 || len(r.Actions) == 0 {
		t.Error("narrowing a request changed the one it came from")
	}
}
