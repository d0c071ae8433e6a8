package storage

import (
	"context"
	"path/filepath"
	"testing"

	"forethought/workbook"
)

// BenchmarkAnswerApplied is one answer's status as a planner gives it: checked, applied,
// in the history and on the disk.
func BenchmarkAnswerApplied(b *testing.B) {
	w := newFile(b, Options{})
	school := addSchool(b, w, ana, "Maple Elementary")
	status := []string{"needed", "in-place"}
	ctx := context.Background()
	for i := 0; b.Loop(); i++ {
		if _, err := w.Apply(ctx, ana, []workbook.Change{setAnswer(school, "alarms", "status", status[i%2])}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBareUpsert is the least that the same driver can do for one answer, with the
// same durability: a prepared statement, no history.
func BenchmarkBareUpsert(b *testing.B) {
	w := newFile(b, Options{})
	school := addSchool(b, w, ana, "Maple Elementary")
	status := []string{"needed", "in-place"}
	ctx := context.Background()
	upsert, err := w.db.PrepareContext(ctx, `INSERT INTO answer (school, item, status) VALUES (?, ?, ?)
		ON CONFLICT (school, item) DO UPDATE SET status = excluded.status`)
	if err != nil {
		b.Fatal(err)
	}
	defer upsert.Close()
	for i := 0; b.Loop(); i++ {
		if _, err := upsert.ExecContext(ctx, school, "alarms", status[i%2]); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkDistrictRead reads the answers of 30 schools to 45 items.
func BenchmarkDistrictRead(b *testing.B) {
	ctx := context.Background()
	w := newFile(b, Options{})
	for s := range 30 {
		school := addSchool(b, w, ana, string(rune('A'+s)))
		var changes []workbook.Change
		for i := range 45 {
			changes = append(changes, setAnswer(school, "item-"+string(rune('a'+i)), "status", "needed"))
		}
		apply(b, w, ana, changes...)
	}
	for b.Loop() {
		if all, err := w.AllAnswers(ctx); err != nil || len(all) != 30 {
			b.Fatal(len(all), err)
		}
	}
}

// BenchmarkOpen opens a workbook with its checks.
func BenchmarkOpen(b *testing.B) {
	ctx := context.Background()
	w := newFile(b, Options{BackupDir: filepath.Join(b.TempDir(), "backups")})
	addSchool(b, w, ana, "Maple Elementary")
	for b.Loop() {
		o, err := Open(ctx, w.Path(), Options{})
		if err != nil {
			b.Fatal(err)
		}
		if err := o.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
