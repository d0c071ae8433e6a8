package storage

import (
	"context"
	"slices"
	"testing"
	"time"

	"forethought/workbook"
)

func seqs(batches []workbook.Batch) []int64 {
	var list []int64
	for _, b := range batches {
		list = append(list, b.Seq)
	}
	return list
}

func TestHistoryOfAnAnswer(t *testing.T) {
	ctx := context.Background()
	at := newClock()
	w := newFile(t, Options{Now: at.now})
	school := addSchool(t, w, ana, "Maple Elementary")
	apply(t, w, ana, setAnswer(school, "alarms", "status", "needed"), setAnswer(school, "doors", "status", "needed"))
	at.at = at.at.Add(36 * time.Hour)
	apply(t, w, ben, setAnswer(school, "alarms", "status", "in-place"))
	if _, err := w.Undo(ctx, ben); err != nil {
		t.Fatal(err)
	}
	history, err := w.History(ctx, HistoryFilter{Entity: workbook.AnswerEntity, ID: workbook.AnswerID(school, "alarms")})
	if err != nil || !slices.Equal(seqs(history), []int64{4, 3, 2}) {
		t.Fatalf("batches %v, %v", seqs(history), err)
	}
	undo, edit, first := history[0], history[1], history[2]
	if undo.Origin != workbook.Undid || undo.Of != edit.ID || undo.Changes[0].New != "needed" {
		t.Errorf("undo %+v", undo)
	}
	if edit.Author != ben || !edit.At.Equal(at.at) || edit.At.Location() != time.UTC {
		t.Errorf("edit %+v", edit)
	}
	if len(first.Changes) != 1 || first.Changes[0].ID != workbook.AnswerID(school, "alarms") {
		t.Errorf("the first batch brings other answers: %+v", first.Changes)
	}
}

func TestHistoryOfASchool(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	maple, oak := addSchool(t, w, ana, "Maple"), addSchool(t, w, ana, "Oak") // 1, 2
	apply(t, w, ana, setAnswer(maple, "alarms", "status", "needed"), setAnswer(oak, "alarms", "status", "needed"))
	zone, contact, event, action := NewID(), NewID(), NewID(), NewID()
	apply(t, w, ana, workbook.Add(workbook.ZoneEntity, zone, workbook.Zone{SchoolID: maple, Name: "Gym"})...)                          // 4
	apply(t, w, ana, workbook.Add(workbook.ContactEntity, contact, workbook.Contact{Schools: []string{oak}, Name: "Dana"})...)         // 5
	apply(t, w, ana, workbook.Add(workbook.EventEntity, event, workbook.SchoolEvent{SchoolID: maple, Name: "Match"})...)               // 6
	apply(t, w, ana, workbook.Add(workbook.ActionEntity, action, workbook.Action{Schools: []string{maple}, Status: workbook.ToDo})...) // 7
	apply(t, w, ana, workbook.Change{Entity: workbook.ActionEntity, ID: action, Field: "schools", New: oak})                           // 8

	for _, c := range []struct {
		name   string
		filter HistoryFilter
		want   []int64
	}{
		{"all", HistoryFilter{}, []int64{8, 7, 6, 5, 4, 3, 2, 1}},
		{"maple", HistoryFilter{SchoolID: maple}, []int64{6, 4, 3, 1}},
		{"oak", HistoryFilter{SchoolID: oak}, []int64{8, 7, 5, 3, 2}},
		{"oak, first page", HistoryFilter{SchoolID: oak, Limit: 2}, []int64{8, 7}},
		{"oak, second page", HistoryFilter{SchoolID: oak, Limit: 2, BeforeSeq: 7}, []int64{5, 3}},
		{"answers of maple", HistoryFilter{SchoolID: maple, Entity: workbook.AnswerEntity}, []int64{3}},
		{"all zones", HistoryFilter{Entity: workbook.ZoneEntity}, []int64{4}},
		{"nothing", HistoryFilter{SchoolID: "nowhere"}, nil},
	} {
		history, err := w.History(ctx, c.filter)
		if err != nil || !slices.Equal(seqs(history), c.want) {
			t.Errorf("%s: %v, want %v (%v)", c.name, seqs(history), c.want, err)
		}
		for _, b := range history {
			if len(b.Changes) == 0 {
				t.Errorf("%s: batch %d without changes", c.name, b.Seq)
			}
			if b.Seq == 3 && c.filter.SchoolID != "" && len(b.Changes) != 1 {
				t.Errorf("%s: the shared batch brings %+v", c.name, b.Changes)
			}
		}
	}
}

// The queries that a screen asks again and again start from an index.
func TestHistoryIsReadThroughIndexes(t *testing.T) {
	w := newFile(t, Options{})
	for name, c := range map[string]struct {
		query string
		args  int
	}{
		"undo": {nextUndo, 1}, "redo": {nextRedo, 1},
		"school":   {"SELECT c.seq FROM change AS c WHERE " + first(HistoryFilter{SchoolID: "x"}.condition()), 10},
		"exercise": {"SELECT c.seq FROM change AS c WHERE " + first(HistoryFilter{ExerciseID: "x"}.condition()), 11},
		"answer":   {"SELECT c.seq FROM change AS c WHERE " + first(HistoryFilter{Entity: "answer", ID: "x"}.condition()), 2},
	} {
		args := make([]any, c.args)
		for i := range args {
			args[i] = "x"
		}
		rows, err := w.db.Query("EXPLAIN QUERY PLAN "+c.query, args...)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			if len(detail) >= 4 && detail[:4] == "SCAN" && detail != "SCAN CONSTANT ROW" {
				t.Errorf("%s: %s", name, detail)
			}
		}
		_ = rows.Close()
	}
}

func first(condition string, _ []any) string { return condition }
