package storage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
	"time"

	"forethought/workbook"
)

// lookEvery is how often a window looks for what others committed.
const lookEvery = time.Second

// sawOther is what a process reports of the other one's edits.
type sawOther struct {
	Edits   int
	Slowest time.Duration // from an edit's time to when it was read here
	Waited  int           // own edits that found the file busy for too long, and were tried again
}

// editOneField edits one field of the same ten answers over and over, and looks for what the
// other process did as a window does.
func editOneField(args []string) error {
	ctx := context.Background()
	path, school, field := args[0], args[1], args[2]
	n, err := strconv.Atoi(args[3])
	if err != nil {
		return err
	}
	since, err := strconv.ParseInt(args[4], 10, 64)
	if err != nil {
		return err
	}
	w, err := Open(ctx, path, Options{})
	if err != nil {
		return err
	}
	author := workbook.Author{Name: field, Seat: "seat of " + field}
	var saw sawOther
	done := make(chan error, 1)
	go func() { done <- saw.watch(ctx, w, author.Seat, since, n) }()
	for i := range n {
		for {
			_, err := w.Apply(ctx, author, []workbook.Change{setAnswer(school, fmt.Sprint("item-", i%10), field, fmt.Sprint(field, " ", i))})
			if err == nil {
				break
			}
			if !errors.Is(err, workbook.ErrBusy) {
				return err
			}
			saw.Waited++
		}
		time.Sleep(time.Duration(rand.IntN(20)) * time.Millisecond)
	}
	if err := <-done; err != nil {
		return err
	}
	return errors.Join(json.NewEncoder(os.Stdout).Encode(saw), w.Close())
}

// watch looks every second until all edits of the other process were seen.
func (s *sawOther) watch(ctx context.Context, w *Workbook, seat string, since int64, n int) error {
	for last := time.Now(); s.Edits < n; {
		time.Sleep(lookEvery)
		newest, err := w.Seq(ctx)
		if err != nil {
			return err
		}
		if newest > since {
			last = time.Now()
		} else if time.Since(last) > time.Minute {
			return fmt.Errorf("only %d of the other's %d edits were ever seen", s.Edits, n)
		}
		if newest == since {
			continue
		}
		batches, err := w.History(ctx, HistoryFilter{Limit: int(newest-since) + 1000})
		if err != nil {
			return err
		}
		for _, b := range batches {
			if b.Author.Seat != seat && b.Seq > since && b.Seq <= newest {
				s.Edits++
				s.Slowest = max(s.Slowest, time.Since(b.At))
			}
		}
		since = newest
	}
	return nil
}

// Two processes edit different fields of the same rows, dozens of times a second: none is lost,
// and each reads the other's within two seconds.
func TestTwoProcessesLoseNothing(t *testing.T) {
	n := torture(200, 10_000)
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	since, err := w.Seq(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	shut(t, w)
	fields := []string{"owner", "note"}
	results := make(chan error, len(fields))
	for _, field := range fields {
		c, said := child("edit one field", w.Path(), school, field, strconv.Itoa(n), strconv.FormatInt(since, 10))
		go func() {
			out, err := c.Output()
			var saw sawOther
			if err != nil {
				err = fmt.Errorf("%w: %s", err, said)
			} else if err = json.Unmarshal(out, &saw); err == nil && (saw.Edits != n || saw.Slowest > 2*time.Second) {
				err = fmt.Errorf("saw %d of %d, the slowest after %s", saw.Edits, n, saw.Slowest)
			}
			t.Logf("%s: saw %d of the other's edits, the slowest after %s; waited for the file %d times longer than five seconds",
				field, saw.Edits, saw.Slowest, saw.Waited)
			results <- err
		}()
	}
	for range fields {
		if err := <-results; err != nil {
			t.Error(err)
		}
	}
	w = reopen(t, w.Path(), Options{})
	history, err := w.History(context.Background(), HistoryFilter{Entity: workbook.AnswerEntity})
	if err != nil {
		t.Fatal(err)
	}
	if len(history) != 2*n {
		t.Errorf("%d batches in the history, want %d", len(history), 2*n)
	}
	next := map[string]int{"owner": n - 1, "note": n - 1}
	for _, b := range history { // newest first
		c, i := b.Changes[0], next[b.Author.Name]
		if len(b.Changes) != 1 || c.Field != b.Author.Name || c.New != fmt.Sprint(c.Field, " ", i) {
			t.Fatalf("batch %d is %+v, want %s %d", b.Seq, b.Changes, b.Author.Name, i)
		}
		next[b.Author.Name]--
	}
	for i := range 10 {
		got, last := answerOf(t, w, school, fmt.Sprint("item-", i)), n-10+i
		if got.Owner != fmt.Sprint("owner ", last) || got.Note != fmt.Sprint("note ", last) {
			t.Errorf("item %d: owner %q, note %q", i, got.Owner, got.Note)
		}
	}
	wantHealthy(t, w)
}
