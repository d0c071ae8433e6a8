package storage

import (
	"context"
	"strings"
	"testing"

	"forethought/workbook"
)

func TestHealthFindsWhatTheHistoryDoesNotKnow(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	wantHealthy(t, w)
	for _, s := range []string{ // somebody with another tool
		"UPDATE answer SET owner = 'Nobody'",
		"DELETE FROM action_item WHERE item = 'campus-perimeter'",
		"PRAGMA foreign_keys = OFF", "DELETE FROM contact", "DELETE FROM contact_school",
		"INSERT INTO zone (id, school, name) VALUES ('z', 'nowhere', 'Attic')",
	} {
		if _, err := w.db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	h, err := w.Health(ctx)
	if err != nil {
		t.Fatal(err)
	}
	found := strings.Join(h.HistoryMismatch, "\n")
	for _, want := range []string{
		`answer ` + d.answer.ID() + ` owner: holds "Nobody", the history says "Ana Ruiz"`,
		`action ` + d.action.ID + ` items: holds "predictable-events"`,
		`contact ` + d.school.Contacts[0].ID + ` name: holds "", the history says "Dana Whitfield"`,
		`zone z school: holds "nowhere", the history says ""`,
	} {
		if !strings.Contains(found, want) {
			t.Errorf("not found: %s\nin: %s", want, found)
		}
	}
	if len(h.ForeignKeys) != 1 || !strings.Contains(h.ForeignKeys[0], "zone") {
		t.Errorf("references %q", h.ForeignKeys)
	}
	if h.Healthy() {
		t.Error("says that all is well")
	}
}

func TestHealthOfANewWorkbook(t *testing.T) {
	at := newClock()
	w := newFile(t, Options{Now: at.now})
	h := wantHealthy(t, w)
	if !h.LastChange.IsZero() || h.Counts["batches"] != 0 || len(h.Counts) != 10 {
		t.Errorf("health %+v", h)
	}
	school := addSchool(t, w, ana, "Maple Elementary")
	apply(t, w, ana, setAnswer(school, "alarms", "status", "needed"))
	apply(t, w, ana, setAnswer(school, "alarms", "status", string(workbook.NotAssessed)))
	h = wantHealthy(t, w)
	if !h.LastChange.Equal(at.at) || h.Counts["batches"] != 3 || h.Counts["answers"] != 0 {
		t.Errorf("health %+v", h)
	}
}
