package storage

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"forethought/workbook"
)

// A school's part goes out, is worked on, and comes back, while the district goes on.
func TestASchoolsPartGoesOutAndComesBack(t *testing.T) {
	ctx := context.Background()
	w, _, maple, oak := apart(t)
	shared := NewID()
	apply(t, w, ana, append(workbook.Add(workbook.ActionEntity, shared, workbook.Action{Title: "Radios for all", Schools: []string{maple, oak}, Status: workbook.ToDo}),
		append(workbook.Add(workbook.ActionEntity, NewID(), workbook.Action{Title: "Secretfence", Schools: []string{oak}, Status: workbook.ToDo}),
			setAnswer(oak, "gates", "note", "Secretgate of the other school"), setAnswer(maple, "gates", "note", "Maplegate"))...)...)
	apply(t, w, ana, workbook.Add(workbook.ContactEntity, NewID(), workbook.Contact{Name: "Secretperson", Schools: []string{oak}})...)
	apply(t, w, ana, workbook.Add(workbook.ContactEntity, NewID(), workbook.Contact{Name: "District desk"})...)
	attach(t, w, laid(oak, "Secretfile.txt", []byte("Secretbytes")))
	attach(t, w, laid(maple, "maple.txt", []byte("Maplebytes")))
	event := NewID()
	apply(t, w, ana, append(workbook.Add(workbook.EventEntity, event, workbook.SchoolEvent{SchoolID: maple, Name: "Fair"}),
		workbook.Change{Entity: workbook.StepEntity, ID: workbook.StepID(event, "guards"), Field: "note", New: "Two at the gate"})...)
	exercise := NewID()
	apply(t, w, ana, append(workbook.Add(workbook.ExerciseEntity, exercise, workbook.Exercise{SchoolID: maple, Name: "Autumn tabletop"}),
		workbook.Add(workbook.ModuleEntity, NewID(), workbook.Module{ExerciseID: exercise, Title: "Alert"})...)...)

	out := filepath.Join(t.TempDir(), "Maple.forethought")
	if _, err := w.Extract(ctx, maple, out, false); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"Secret", "secret", "Oak High"} {
		if bytes.Contains(data, []byte(word)) {
			t.Errorf("%q of another school is in the file", word)
		}
	}
	for _, word := range []string{"Maplegate", "Maplebytes", "Radios for all", "District desk", "Two at the gate", "Autumn tabletop"} {
		if !bytes.Contains(data, []byte(word)) {
			t.Errorf("%q is not in the file", word)
		}
	}
	if _, err := w.Extract(ctx, maple, out, false); !errors.Is(err, workbook.ErrExists) {
		t.Errorf("over a file: %v", err)
	}
	if _, err := w.Extract(ctx, maple, w.Path(), true); !errors.Is(err, workbook.ErrSameFile) {
		t.Errorf("over itself: %v", err)
	}
	if _, err := w.Extract(ctx, "nowhere", filepath.Join(t.TempDir(), "x"), false); !errors.Is(err, workbook.ErrNotFound) {
		t.Errorf("of no school: %v", err)
	}

	at := newClock()
	at.at = at.at.Add(3 * time.Hour)
	part := reopen(t, out, Options{Now: at.now})
	if h := wantHealthy(t, part); h.Counts["schools"] != 1 || h.Counts["actions"] != 1 || h.Counts["exercises"] != 1 || part.ID() != w.ID() {
		t.Errorf("the part holds %+v", h.Counts)
	}
	apply(t, part, ben, setAnswer(maple, "alarms", "status", "in-place"),
		workbook.Change{Entity: workbook.ActionEntity, ID: shared, Field: "owner", New: "Ben"})
	apply(t, w, ana, setAnswer(oak, "alarms", "status", "needed"))
	before, _ := w.Schools(ctx)
	for first, second := range eitherWay(w, part) {
		turned := first != w
		whole, m := together(t, first, second, workbook.MergeOrder{})
		schools, err := whole.Schools(ctx)
		if err != nil || !slices.EqualFunc(schools, before, func(a, b workbook.School) bool { return workbook.Same(a, b) && a.ID == b.ID }) || len(m.Decisions) > 0 {
			t.Errorf("turned %v: schools %+v, decisions %+v, %v", turned, schools, m.Decisions, err)
		}
		if got := answerOf(t, whole, maple, "alarms"); got.Status != workbook.InPlace {
			t.Errorf("turned %v: %+v", turned, got)
		}
		if got := answerOf(t, whole, oak, "gates"); !strings.HasPrefix(got.Note, "Secretgate") {
			t.Errorf("turned %v: %+v", turned, got)
		}
		actions, err := whole.Actions(ctx, oak)
		if err != nil || len(actions) != 2 || !slices.ContainsFunc(actions, func(a workbook.Action) bool { return a.Owner == "Ben" && len(a.Schools) == 2 }) {
			t.Errorf("turned %v: actions %+v, %v", turned, actions, err)
		}
	}
}

// An answer of one school may name a zone of another, and an inject an objective of another's
// exercise. The part has their ids, and nothing is lost when it comes back.
func TestAPartThatNamesSomethingOfAnotherSchoolKeepsTheName(t *testing.T) {
	ctx := context.Background()
	w, _, maple, oak := apart(t)
	ours, theirs := NewID(), NewID()
	exercises, objective, inject := []string{NewID(), NewID()}, NewID(), NewID()
	apply(t, w, ana, slices.Concat(
		workbook.Add(workbook.ZoneEntity, ours, workbook.Zone{SchoolID: maple, Name: "Gym"}),
		workbook.Add(workbook.ZoneEntity, theirs, workbook.Zone{SchoolID: oak, Name: "Secretfield"}),
		workbook.Add(workbook.ExerciseEntity, exercises[0], workbook.Exercise{SchoolID: maple, Name: "Autumn"}),
		workbook.Add(workbook.ExerciseEntity, exercises[1], workbook.Exercise{SchoolID: oak, Name: "Secretexercise"}),
		workbook.Add(workbook.ObjectiveEntity, objective, workbook.Objective{ExerciseID: exercises[1], Title: "Secretaim"}),
		workbook.Add(workbook.InjectEntity, inject, workbook.Inject{ExerciseID: exercises[0], Type: workbook.Standard, Text: "A call", Objectives: []string{objective}}),
	)...)
	apply(t, w, ana, setAnswer(maple, "gates", "zones", workbook.JoinIDs([]string{ours, theirs})), setAnswer(maple, "gates", "note", "Shared field"))
	zones := func(w *Workbook) []string { t.Helper(); return answerOf(t, w, maple, "gates").Zones }
	aims := func(w *Workbook) []string {
		t.Helper()
		e, err := w.ExerciseRecord(ctx, exercises[0])
		if err != nil || len(e.Injects) != 1 {
			t.Fatalf("the exercise: %+v, %v", e, err)
		}
		return e.Injects[0].Objectives
	}
	want := zones(w)

	out := filepath.Join(t.TempDir(), "Maple.forethought")
	if elsewhere, err := w.Extract(ctx, maple, out, false); err != nil || elsewhere != 2 {
		t.Fatalf("%d named elsewhere, %v", elsewhere, err)
	}
	data, err := os.ReadFile(out)
	if err != nil || bytes.Contains(data, []byte("Secret")) {
		t.Errorf("something of the other school is in the file: %v", err)
	}
	at := newClock()
	at.at = at.at.Add(3 * time.Hour)
	part := reopen(t, out, Options{Now: at.now})
	if h := wantHealthy(t, part); h.Counts["schools"] != 1 || h.Counts["zones"] != 1 || h.Counts["exercises"] != 1 {
		t.Errorf("the part holds %+v", h.Counts)
	}
	if got := zones(part); !slices.Equal(got, want) || !slices.Equal(aims(part), []string{objective}) {
		t.Errorf("in the part the answer names %v, the inject %v", got, aims(part))
	}
	apply(t, part, ben, setAnswer(maple, "gates", "status", "in-place"))
	apply(t, w, ana, workbook.Change{Entity: workbook.ZoneEntity, ID: theirs, Field: "name", New: "Far field"})
	for first, second := range eitherWay(w, part) {
		turned := first != w
		whole, m := together(t, first, second, workbook.MergeOrder{})
		if got := zones(whole); !slices.Equal(got, want) || !slices.Equal(aims(whole), []string{objective}) || len(m.Decisions) > 0 {
			t.Errorf("turned %v: the answer names %v, the inject %v; %+v", turned, got, aims(whole), m.Decisions)
		}
		if r, err := whole.SchoolRecord(ctx, oak); err != nil || len(r.Zones) != 1 || r.Zones[0].Name != "Far field" || r.School.Name != "Oak High" {
			t.Errorf("turned %v: the other school is %+v, %v", turned, r, err)
		}
	}

	// A part is recovered and taken out of like any workbook.
	if _, err := part.Extract(ctx, maple, filepath.Join(t.TempDir(), "again.forethought"), false); err != nil {
		t.Error(err)
	}
	saved := filepath.Join(t.TempDir(), "saved.forethought")
	if _, err := Recover(ctx, out, saved, RecoverOptions{}); err != nil {
		t.Fatal(err)
	}
	if got := zones(reopen(t, saved, Options{})); !slices.Equal(got, want) {
		t.Errorf("recovered, the answer names %v", got)
	}
}
