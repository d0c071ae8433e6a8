package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"testing"
	"time"

	"forethought/workbook"
)

// apart has a workbook with two schools go to two places; the copies are open, the first of
// them at ten o'clock, the second at eleven.
func apart(t *testing.T) (first, second *Workbook, maple, oak string) {
	t.Helper()
	c := newClock()
	w := newFile(t, Options{Now: c.now})
	maple, oak = addSchool(t, w, ana, "Maple Elementary"), addSchool(t, w, ana, "Oak High")
	to := filepath.Join(t.TempDir(), "Oak's copy.forethought")
	if err := w.SaveCopy(context.Background(), to); err != nil {
		t.Fatal(err)
	}
	shut(t, w)
	at := func(hours int) Options {
		later := &clock{c.at.Add(time.Duration(hours) * time.Hour)}
		return Options{Now: later.now}
	}
	return reopen(t, w.Path(), at(1)), reopen(t, to, at(2)), maple, oak
}

// together merges two copies into a third file and opens it.
func together(t *testing.T, first, second *Workbook, order workbook.MergeOrder) (*Workbook, workbook.Merging) {
	t.Helper()
	to := filepath.Join(t.TempDir(), "Together.forethought")
	m, err := Merge(context.Background(), first.Path(), second.Path(), to, merging, order, false, Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := reopen(t, to, Options{})
	wantHealthy(t, w)
	return w, m
}

// eitherWay gives two copies in both orders, in which they are merged alike.
func eitherWay(a, b *Workbook) iter.Seq2[*Workbook, *Workbook] {
	return func(yield func(first, second *Workbook) bool) {
		_ = yield(a, b) && yield(b, a)
	}
}

func TestTwoCopiesBecomeOne(t *testing.T) {
	ctx := context.Background()
	a, b, maple, oak := apart(t)
	apply(t, a, ana, setAnswer(maple, "alarms", "status", "needed"), setAnswer(oak, "gates", "note", "North gate sticks."))
	apply(t, b, ben, setAnswer(oak, "gates", "status", "in-place"))
	elm := addSchool(t, b, ben, "Elm Primary")
	attach(t, b, laid(elm, "gate.txt", []byte("the gate")))
	w, m := together(t, a, b, workbook.MergeOrder{})

	if g := answerOf(t, w, oak, "gates"); g.Status != workbook.InPlace || g.Note != "North gate sticks." {
		t.Errorf("the answer that both worked on is %+v", g)
	}
	if g := answerOf(t, w, maple, "alarms"); g.Status != workbook.Needed {
		t.Errorf("the first copy's answer is %+v", g)
	}
	if data, err := w.Content(ctx, attachments(t, w, elm)[0].ID); err != nil || string(data) != "the gate" {
		t.Errorf("the file is %q, %v", data, err)
	}
	if len(m.Decisions) != 0 || m.Batches[workbook.FirstCopy] != 1 || m.Batches[workbook.SecondCopy] != 3 || m.Files != 1 ||
		m.Came[workbook.SchoolEntity] != (workbook.CameIn{Things: 1, Added: 1}) ||
		m.Came[workbook.AnswerEntity] != (workbook.CameIn{Things: 1}) || m.Came[workbook.AttachmentEntity].Added != 1 {
		t.Errorf("what came in: %+v", m)
	}
	history, err := w.History(ctx, HistoryFilter{Entity: workbook.AnswerEntity})
	if err != nil || len(history) != 2 || history[0].Author != ben || history[1].Author != ana {
		t.Errorf("history %+v, %v", history, err)
	}
	if hits, err := w.Search(ctx, "elm", 5); err != nil || len(hits) == 0 || hits[0].ID != elm {
		t.Errorf("search finds %+v, %v", hits, err)
	}
	if _, err := w.Undo(ctx, merging); err != nil {
		t.Fatal(err)
	}
	if g := answerOf(t, w, oak, "gates"); g.Status != workbook.NotAssessed || g.Note != "North gate sticks." {
		t.Errorf("after undo %+v", g)
	}
	if schools, err := w.Schools(ctx); err != nil || len(schools) != 2 {
		t.Errorf("schools after undo %+v, %v", schools, err)
	}
	if _, err := w.Redo(ctx, merging); err != nil {
		t.Fatal(err)
	}
	if schools, err := w.Schools(ctx); err != nil || len(schools) != 3 {
		t.Errorf("schools after redo %+v, %v", schools, err)
	}
	wantHealthy(t, w)
}

func TestTheLaterChangeStandsUnlessSomebodyChooses(t *testing.T) {
	a, b, maple, _ := apart(t)
	apply(t, b, ben, setAnswer(maple, "alarms", "status", "in-place"), setAnswer(maple, "gates", "note", "theirs")) // eleven
	apply(t, a, ana, setAnswer(maple, "alarms", "status", "needed"), setAnswer(maple, "gates", "note", "ours"))     // ten
	status := workbook.Spot{Entity: workbook.AnswerEntity, ID: workbook.AnswerID(maple, "alarms"), Field: "status"}
	for _, c := range []struct {
		name         string
		order        workbook.MergeOrder
		status, note string
		why          workbook.MergeReason
	}{
		{"nobody", workbook.MergeOrder{}, "in-place", "theirs", workbook.TakenAsLater},
		{"the first", workbook.MergeOrder{Take: workbook.FirstCopy}, "needed", "ours", workbook.TakenAsTold},
		{"the second", workbook.MergeOrder{Take: workbook.SecondCopy}, "in-place", "theirs", workbook.TakenAsTold},
		{"one field", workbook.MergeOrder{Choices: map[workbook.Spot]workbook.Side{status: workbook.FirstCopy}}, "needed", "theirs", workbook.TakenAsTold},
	} {
		for first, second := range eitherWay(a, b) {
			turned, order := first != a, c.order
			if turned {
				if order.Take != "" {
					order.Take = otherSide(order.Take)
				}
				order.Choices = nil
				for spot, side := range c.order.Choices {
					order.Choices = map[workbook.Spot]workbook.Side{spot: otherSide(side)}
				}
			}
			w, m := together(t, first, second, order)
			if got := answerOf(t, w, maple, "alarms"); string(got.Status) != c.status {
				t.Errorf("%s, turned %v: status %q", c.name, turned, got.Status)
			}
			if got := answerOf(t, w, maple, "gates"); got.Note != c.note {
				t.Errorf("%s, turned %v: note %q", c.name, turned, got.Note)
			}
			if len(m.Decisions) != 2 || m.Decisions[0].Spot != status || m.Decisions[0].Why != c.why || m.Decisions[0].School != "Maple Elementary" {
				t.Fatalf("%s: decisions %+v", c.name, m.Decisions)
			}
			d := m.Decisions[0]
			if turned {
				d.First, d.Second = d.Second, d.First
			}
			if d.First.Value != "needed" || d.First.Author != ana || d.Second.Value != "in-place" || d.Second.Author != ben || !d.First.At.Before(d.Second.At) {
				t.Errorf("%s: %+v", c.name, d)
			}
			// What was decided is not asked again, and one step takes the merge back.
			again, m := together(t, w, second, workbook.MergeOrder{})
			if !m.Nothing() || string(answerOf(t, again, maple, "alarms").Status) != c.status {
				t.Errorf("%s: once more brings %+v", c.name, m)
			}
			before := answerOf(t, first, maple, "alarms")
			if _, err := w.Undo(context.Background(), merging); err != nil && !errors.Is(err, workbook.ErrNothingToUndo) {
				t.Error(err)
			}
			if got := answerOf(t, w, maple, "alarms"); got.Status != before.Status {
				t.Errorf("%s, turned %v: after undo %q, was %q", c.name, turned, got.Status, before.Status)
			}
			wantHealthy(t, w)
		}
	}
}

func otherSide(s workbook.Side) workbook.Side {
	if s == workbook.FirstCopy {
		return workbook.SecondCopy
	}
	return workbook.FirstCopy
}

func TestWhatOneRemovedAndTheOtherWorkedOnStays(t *testing.T) {
	a, b, maple, oak := apart(t)
	apply(t, a, ana, workbook.Remove(workbook.SchoolEntity, maple)...)
	apply(t, a, ana, workbook.Remove(workbook.SchoolEntity, oak)...) // nobody works on this one
	apply(t, b, ben, setAnswer(maple, "alarms", "status", "in-place"))
	for first, second := range eitherWay(a, b) {
		turned := first != a
		w, m := together(t, first, second, workbook.MergeOrder{})
		schools, err := w.Schools(context.Background())
		if err != nil || len(schools) != 1 || schools[0].ID != maple {
			t.Errorf("turned %v: schools %+v, %v", turned, schools, err)
		}
		if len(m.Decisions) != 1 || m.Decisions[0].Why != workbook.TakenAsEdited || m.Decisions[0].Field != workbook.Present {
			t.Errorf("turned %v: %+v", turned, m.Decisions)
		}
		before, _ := first.Schools(context.Background())
		if _, err := w.Undo(context.Background(), merging); err != nil {
			t.Fatal(err)
		}
		if after, _ := w.Schools(context.Background()); len(after) != len(before) {
			t.Errorf("turned %v: after undo %+v, before %+v", turned, after, before)
		}
		wantHealthy(t, w)
	}
}

func TestWhatStaysIsWhole(t *testing.T) {
	ctx := context.Background()
	a, _, _, oak := apart(t)
	// Both copies know an action with a title; one takes its adding back, the other sets a status.
	const id = "action-x"
	adding := []workbook.Change{
		{Entity: workbook.ActionEntity, ID: id, Field: workbook.Present, New: "1"},
		{Entity: workbook.ActionEntity, ID: id, Field: "title", New: "Mend the gate"},
		{Entity: workbook.ActionEntity, ID: id, Field: "schools", New: oak},
	}
	apply(t, a, ana, adding...)
	to := filepath.Join(t.TempDir(), "Oak's copy.forethought")
	if err := a.SaveCopy(ctx, to); err != nil {
		t.Fatal(err)
	}
	b := reopen(t, to, Options{})
	if _, err := a.Undo(ctx, ana); err != nil {
		t.Fatal(err)
	}
	apply(t, b, ben, workbook.Change{Entity: workbook.ActionEntity, ID: id, Field: "status", New: "on-hold"})
	for first, second := range eitherWay(a, b) {
		turned := first != a
		w, m := together(t, first, second, workbook.MergeOrder{})
		got, err := w.Actions(ctx, oak)
		if err != nil || len(got) != 1 || got[0].Title != "Mend the gate" || got[0].Status != "on-hold" {
			t.Errorf("turned %v: actions %+v, %v", turned, got, err)
		}
		if len(m.Decisions) != 1 || m.Decisions[0].Why != workbook.TakenAsEdited {
			t.Errorf("turned %v: %+v", turned, m.Decisions)
		}
		wantHealthy(t, w)
	}
}

func TestWhatIsNotMerged(t *testing.T) {
	ctx := context.Background()
	a, b, maple, _ := apart(t)
	stranger := newFile(t, Options{})
	other := newFile(t, Options{})
	if _, err := other.db.Exec("UPDATE book SET id = ?, case_id = 'other'", a.ID()); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	to := filepath.Join(dir, "C.forethought")
	taken := filepath.Join(dir, "taken.forethought")
	if err := os.WriteFile(taken, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, second, to string
		replace          bool
		kind             error
	}{
		{"another workbook", stranger.Path(), to, false, workbook.ErrNotACopy},
		{"another case", other.Path(), to, false, workbook.ErrOtherCase},
		{"no file", filepath.Join(dir, "none"), to, false, workbook.ErrNoSuchFile},
		{"no workbook", taken, to, false, workbook.ErrNotAWorkbook},
		{"a file is there", b.Path(), taken, false, workbook.ErrExists},
		{"over the first", b.Path(), a.Path(), true, workbook.ErrSameFile},
		{"over the second", b.Path(), b.Path(), true, workbook.ErrSameFile},
		{"over a folder", b.Path(), dir, true, workbook.ErrNotAFile},
	} {
		_, err := Merge(ctx, a.Path(), c.second, c.to, merging, workbook.MergeOrder{}, c.replace, Options{})
		if !errors.Is(err, c.kind) {
			t.Errorf("%s: %v", c.name, err)
		}
		wantFiles(t, dir, "taken.forethought")
	}
	if _, err := Merge(ctx, a.Path(), b.Path(), taken, merging, workbook.MergeOrder{}, true, Options{}); err != nil {
		t.Errorf("with force: %v", err)
	}
	wantHealthy(t, reopen(t, taken, Options{}))
	_, err := a.MergeIn(ctx, a.Path(), merging, workbook.MergeOrder{})
	wantKind(t, err, workbook.ErrSameFile)
	apply(t, a, ana, setAnswer(maple, "alarms", "note", "still open for writing"))
}

func TestACopyIsMergedIntoTheOpenWorkbook(t *testing.T) {
	ctx := context.Background()
	a, b, maple, oak := apart(t)
	apply(t, a, ana, setAnswer(maple, "alarms", "status", "needed"))
	apply(t, b, ben, setAnswer(maple, "alarms", "status", "in-place"), setAnswer(oak, "gates", "note", "theirs"))
	seen, err := a.WouldMerge(ctx, b.Path(), ana, workbook.MergeOrder{})
	if err != nil || len(seen.Decisions) != 1 || seen.Came[workbook.AnswerEntity].Things != 2 {
		t.Fatalf("would merge %+v, %v", seen, err)
	}
	if g := answerOf(t, a, oak, "gates"); g.Note != "" {
		t.Fatalf("looking changed %+v", g)
	}
	wantHealthy(t, a)
	order := workbook.MergeOrder{Take: workbook.FirstCopy, Seen: seen.Decisions}
	apply(t, a, ana, setAnswer(maple, "alarms", "status", "in-progress"))
	_, err = a.MergeIn(ctx, b.Path(), ana, order)
	wantKind(t, err, workbook.ErrChangedSince)
	if g := answerOf(t, a, oak, "gates"); g.Note != "" {
		t.Fatalf("what was refused changed %+v", g)
	}
	if seen, err = a.WouldMerge(ctx, b.Path(), ana, workbook.MergeOrder{}); err != nil {
		t.Fatal(err)
	}
	order.Seen = seen.Decisions
	if _, err = a.MergeIn(ctx, b.Path(), ana, order); err != nil {
		t.Fatal(err)
	}
	if g := answerOf(t, a, oak, "gates"); g.Note != "theirs" {
		t.Errorf("the note is %+v", g)
	}
	if g := answerOf(t, a, maple, "alarms"); g.Status != workbook.InProgress {
		t.Errorf("the status is %+v", g)
	}
	wantHealthy(t, a)
	if _, err := a.Undo(ctx, ana); err != nil {
		t.Fatal(err)
	}
	if g := answerOf(t, a, oak, "gates"); g.Note != "" {
		t.Errorf("after undo the note is %+v", g)
	}
	wantHealthy(t, a)
	read := reopen(t, b.Path(), Options{ReadOnly: true})
	_, err = read.MergeIn(ctx, a.Path(), ana, workbook.MergeOrder{})
	wantKind(t, err, workbook.ErrReadOnly)
}

// A copy that an older Forethought wrote is merged as it is, and stays as it was.
func TestAnOlderCopyIsMerged(t *testing.T) {
	ctx := context.Background()
	steps, err := builtInSteps()
	if err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(t.TempDir(), "old.forethought")
	if err := writeBeside(old, func(scratch string) error { return found(ctx, scratch, beslan, steps[:4], time.Now()) }); err != nil {
		t.Fatal(err)
	}
	w, err := openWith(ctx, old, Options{}, steps[:4])
	if err != nil {
		t.Fatal(err)
	}
	// What the older program wrote, which knew no turns.
	const school = "maple"
	wrote := func(n int, id, field, value string) {
		t.Helper()
		if _, err := w.db.Exec(`INSERT INTO school (id) VALUES (?1) ON CONFLICT DO NOTHING;
			UPDATE school SET `+field+` = ?4 WHERE id = ?1;
			INSERT INTO batch (seq, id, at, author, role, seat, origin) VALUES (?2, ?3, ?5, 'Ana', '', 'a', 'edit') ON CONFLICT DO NOTHING;
			INSERT INTO change (seq, entity, id, field, old, new) VALUES (?2, 'school', ?1, ?6, '', ?4);`,
			school, n, id, value, stamp(time.Now()), field); err != nil {
			t.Fatal(err)
		}
	}
	wrote(1, "first", "name", "Maple Elementary")
	wrote(1, "first", "present", "1")
	newer := filepath.Join(t.TempDir(), "new.forethought")
	if err := w.SaveCopy(ctx, newer); err != nil {
		t.Fatal(err)
	}
	wrote(2, "second", "note", "written with the older program")
	shut(t, w)
	n := reopen(t, newer, Options{})
	apply(t, n, ben, setAnswer(school, "gates", "note", "written with the newer"))
	before, _ := os.ReadFile(old)
	for _, first := range []string{old, newer} {
		second := newer
		if first == newer {
			second = old
		}
		to := filepath.Join(t.TempDir(), "C.forethought")
		if _, err := Merge(ctx, first, second, to, merging, workbook.MergeOrder{}, false, Options{}); err != nil {
			t.Fatal(err)
		}
		wantFiles(t, filepath.Dir(to), "C.forethought")
		c := reopen(t, to, Options{})
		if h := wantHealthy(t, c); h.Counts["answers"] != 1 || h.Counts["schools"] != 1 || h.Counts["batches"] != 4 {
			t.Errorf("%+v", h.Counts)
		}
		if s, err := c.Schools(ctx); err != nil || s[0].Note != "written with the older program" {
			t.Errorf("%+v, %v", s, err)
		}
	}
	if after, _ := os.ReadFile(old); !bytes.Equal(before, after) {
		t.Error("the older copy was changed")
	}
}

// A merge goes along when its result is merged into something else, and its author can take it
// back there.
func TestAMergeIsTakenBackWhereItCameTo(t *testing.T) {
	a, b, maple, oak := apart(t)
	apply(t, a, ana, setAnswer(maple, "alarms", "note", "ours"))
	apply(t, b, ben, setAnswer(oak, "gates", "note", "theirs"))
	ab, _ := together(t, a, b, workbook.MergeOrder{})
	w, _ := together(t, b, ab, workbook.MergeOrder{})
	for _, want := range []struct{ ours, theirs string }{{"", "theirs"}, {"", ""}} { // what came from ab, then what had come to it
		if _, err := w.Undo(context.Background(), merging); err != nil {
			t.Fatal(err)
		}
		if got := answerOf(t, w, maple, "alarms"); got.Note != want.ours {
			t.Errorf("the first copy's note is %q", got.Note)
		}
		if got := answerOf(t, w, oak, "gates"); got.Note != want.theirs {
			t.Errorf("the second copy's note is %q", got.Note)
		}
	}
	wantHealthy(t, w)
}

// What a merge writes down to be taken back fills its pages, since a district's merge is mostly that.
func TestAMergeMakesTheFileNoLargerThanItHolds(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	first, folder := filepath.Join(t.TempDir(), "First.forethought"), t.TempDir()
	if err := w.SaveCopy(ctx, first); err != nil {
		t.Fatal(err)
	}
	var changes []workbook.Change
	for s := range 60 {
		id := NewID()
		changes = append(changes, workbook.Add(workbook.SchoolEntity, id, workbook.School{ID: id, Name: fmt.Sprint("School ", s)})...)
		for i := range 30 {
			item := fmt.Sprint("item-", i)
			changes = append(changes, setAnswer(id, item, "status", "needed"), setAnswer(id, item, "note", "The north gate sticks when it is cold."))
		}
	}
	apply(t, w, ana, changes...)
	whole, _ := together(t, reopen(t, first, Options{}), w, workbook.MergeOrder{})
	compact := filepath.Join(folder, "Compact.forethought")
	if err := whole.SaveCopy(ctx, compact); err != nil {
		t.Fatal(err)
	}
	size := func(path string) int64 {
		t.Helper()
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	is, could := size(whole.Path()), size(compact)
	t.Logf("%d bytes, written anew %d", is, could)
	if is > could*112/100 {
		t.Errorf("the merged file has %d bytes, written anew it has %d", is, could)
	}
}
