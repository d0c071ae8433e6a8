package storage

import (
	"context"
	"fmt"
	"os"
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

// twoDistricts are two workbooks of 5,000 schools, each with 165,000 answers that the other has not.
func twoDistricts(b *testing.B) (first, second string) {
	b.Helper()
	ctx := context.Background()
	w := newFile(b, Options{})
	fast := func(w *Workbook) {
		if _, err := w.db.Exec("PRAGMA synchronous = OFF"); err != nil {
			b.Fatal(err)
		}
	}
	fast(w)
	var schools []string
	for i := range 5000 {
		schools = append(schools, addSchool(b, w, ana, fmt.Sprintf("School %d", i+1)))
	}
	second = filepath.Join(b.TempDir(), "second.forethought")
	if err := w.SaveCopy(ctx, second); err != nil {
		b.Fatal(err)
	}
	fill := func(w *Workbook, who workbook.Author, from int) {
		fast(w)
		for _, school := range schools {
			var changes []workbook.Change
			for i := range 33 {
				item := fmt.Sprintf("item-%d", from+i)
				changes = append(changes, setAnswer(school, item, "status", "needed"),
					setAnswer(school, item, "note", "The gate at the north side sticks in frost."))
			}
			apply(b, w, who, changes...)
		}
		shut(b, w)
	}
	fill(w, ana, 1)
	fill(reopen(b, second, Options{}), ben, 34)
	return w.Path(), second
}

// BenchmarkMerge merges two large districts.
func BenchmarkMerge(b *testing.B) {
	first, second := twoDistricts(b)
	dir := b.TempDir()
	b.Run("merge", func(b *testing.B) {
		for b.Loop() {
			m, err := Merge(context.Background(), first, second, filepath.Join(dir, "merged"), merging, workbook.MergeOrder{}, true, Options{})
			if err != nil || m.Came[workbook.AnswerEntity].Things != 165_000 {
				b.Fatal(m, err)
			}
		}
	})
	// The least that the same driver can do: the second's rows, copied into the first's file
	// with its indexes and its index for searching.
	b.Run("bare", func(b *testing.B) {
		for b.Loop() {
			to := filepath.Join(b.TempDir(), "copied")
			data, err := os.ReadFile(first)
			if err == nil {
				err = os.WriteFile(to, data, 0o600)
			}
			if err != nil {
				b.Fatal(err)
			}
			db, err := connect(to, readWrite)
			if err != nil {
				b.Fatal(err)
			}
			for _, query := range []string{
				"ATTACH '" + second + "' AS other", "BEGIN",
				"INSERT INTO main.answer SELECT * FROM other.answer",
				`INSERT INTO main.batch (id, at, author, role, seat, origin, of, stale, turn)
					SELECT id, at, author, role, seat, origin, of, stale, turn FROM other.batch WHERE author = 'Ben Okafor'`,
				`INSERT INTO main.change (seq, entity, id, field, old, new)
					SELECT seq, entity, id, field, old, new FROM other.change WHERE entity = 'answer'`,
				"COMMIT",
			} {
				if _, err := db.Exec(query); err != nil {
					b.Fatal(err)
				}
			}
			if err := db.Close(); err != nil {
				b.Fatal(err)
			}
		}
	})
}
