package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"forethought/workbook"

	"github.com/google/go-cmp/cmp"
)

// The tests in crash_test.go, fulldisk_linux_test.go, refused_test.go, fault_test.go,
// damage_test.go and twoprocesses_test.go treat a workbook badly, a little in every run of the
// tests and at length with make torture, which sets this.
const tortureEnv = "FORETHOUGHT_TORTURE"

// torture is how much of something is done: a little, or at length.
func torture(little, atLength int) int {
	switch said := os.Getenv(tortureEnv); said {
	case "":
		return little
	default:
		if n, err := strconv.Atoi(said); err == nil && n > 1 { // in percent, to try the long run out
			return max(little, atLength*n/100)
		}
		return atLength
	}
}

// dice are the same in every short run, and others in each long one.
func dice(t *testing.T) *rand.Rand {
	seed := uint64(2004)
	if os.Getenv(tortureEnv) != "" {
		seed = uint64(time.Now().UnixNano())
	}
	t.Logf("seed %d", seed)
	return rand.New(rand.NewPCG(seed, 9))
}

// childEnv names the work that the test program does as a child process, with its arguments.
const childEnv = "FORETHOUGHT_TEST_CHILD"

func TestMain(m *testing.M) {
	work, args, ok := strings.Cut(os.Getenv(childEnv), "\n")
	if !ok {
		os.Exit(m.Run())
	}
	if err := children[work](strings.Split(args, "\n")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// children is what a child process can do.
var children = map[string]func(args []string) error{
	"edit without end": editWithoutEnd,
	"edit one field":   editOneField,
}

// child prepares a process that does some of children's work.
func child(work string, args ...string) (*exec.Cmd, *bytes.Buffer) {
	c := exec.Command(os.Args[0])
	c.Env = append(os.Environ(), childEnv+"="+work+"\n"+strings.Join(args, "\n"))
	said := &bytes.Buffer{}
	c.Stderr = said
	return c, said
}

// editor makes random edits of every kind of thing that a workbook holds, exercises and
// the log of their run included.
type editor struct {
	w      *Workbook
	random *rand.Rand
	author workbook.Author
	d      district
	things []thing
	edits  int
	undo   bool // the last edit may be taken back
	redo   bool // it was taken back
}

type thing struct {
	entity workbook.Entity
	id     string
}

func newEditor(w *Workbook, random *rand.Rand) *editor {
	return &editor{w: w, random: random, author: ana, d: fullDistrict()}
}

// next makes one edit and returns its batch, which is empty where there was nothing to
// change and for the work that is no edit: deleting for good, and a backup.
func (e *editor) next(ctx context.Context) (workbook.Batch, error) {
	dice := e.random.IntN(100)
	switch {
	case e.edits == 0: // one of everything
		changes := slices.DeleteFunc(e.d.add(), func(c workbook.Change) bool { return c.Entity == workbook.AttachmentEntity })
		b, err := e.w.Apply(ctx, e.author, changes)
		if err == nil {
			for _, c := range changes {
				if at := (thing{c.Entity, c.ID}); !slices.Contains(e.things, at) {
					e.things = append(e.things, at)
				}
			}
		}
		return e.did(b, err)
	case e.edits == 1:
		return e.attach(ctx, e.d.proof, signed)
	case e.redo && dice < 70:
		e.redo = false
		return e.w.Redo(ctx, e.author)
	case e.undo && dice < 15:
		b, err := e.w.Undo(ctx, e.author)
		if err == nil {
			e.undo, e.redo = false, true
		}
		return b, err
	case dice < 30: // a line in the log of a run
		id := NewID()
		return e.apply(ctx, workbook.Add(workbook.HappeningEntity, id, workbook.Happening{
			ID: id, ExerciseID: e.d.drill.ID, Kind: workbook.Postponed, At: time.Now().UTC(), Elapsed: e.edits,
			InjectID: e.d.drill.Injects[0].ID, ModuleID: e.d.drill.Modules[0].ID, Shift: e.random.IntN(9) - 4,
		}))
	case dice < 38:
		data := make([]byte, 1+e.random.IntN(20_000))
		for i := range data {
			data[i] = byte(e.random.Uint32())
		}
		proof := e.d.proof
		proof.ID, proof.Name = NewID(), fmt.Sprintf("photo-%d.jpg", e.edits)
		return e.attach(ctx, proof, data)
	case dice < 42: // a zone goes, with its place in answers
		zone := e.d.school.Zones[0].ID
		now := "1"
		if err := e.w.db.QueryRowContext(ctx, "SELECT 1 - present FROM zone WHERE id = ?", zone).Scan(&now); err != nil {
			return workbook.Batch{}, problem(e.w.path, "look", err)
		}
		return e.apply(ctx, []workbook.Change{{Entity: workbook.ZoneEntity, ID: zone, Field: workbook.Present, New: now}})
	case dice < 44:
		_, err := e.w.DeleteUnused(ctx)
		return workbook.Batch{}, err
	case dice < 46 && e.w.options.BackupDir != "":
		_, err := e.w.Backup(ctx)
		return workbook.Batch{}, err
	}
	var changes []workbook.Change
	at := e.things[e.random.IntN(len(e.things))]
	for range 1 + e.random.IntN(3) {
		fields := slices.DeleteFunc(workbook.FieldsOf(at.entity), func(f workbook.Field) bool {
			return f.Kind == workbook.Ref || f.Kind == workbook.Token || f.Name == workbook.Present
		})
		f := fields[e.random.IntN(len(fields))]
		changes = append(changes, workbook.Change{Entity: at.entity, ID: at.id, Field: f.Name, New: e.value(f)})
	}
	return e.apply(ctx, changes)
}

func (e *editor) apply(ctx context.Context, changes []workbook.Change) (workbook.Batch, error) {
	return e.did(e.w.Apply(ctx, e.author, changes))
}

func (e *editor) attach(ctx context.Context, a workbook.Attachment, data []byte) (workbook.Batch, error) {
	return e.did(e.w.Attach(ctx, e.author, []workbook.FileToAttach{{
		Attachment: a, Open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil },
	}}))
}

func (e *editor) did(b workbook.Batch, err error) (workbook.Batch, error) {
	if err == nil {
		e.edits++
		if b.Seq > 0 {
			e.undo, e.redo = true, false
		}
	}
	return b, err
}

// value is one that a field may hold.
func (e *editor) value(f workbook.Field) string {
	word := []string{"gate", "Tür", "радио", "drill", "“list”"}[e.random.IntN(5)]
	some := func(all []string) string {
		return workbook.JoinIDs(slices.DeleteFunc(slices.Clone(all), func(string) bool { return e.random.IntN(2) == 0 }))
	}
	var targets []string
	for _, at := range e.things {
		if at.entity == f.Target && at.id != e.d.school.Zones[0].ID { // which comes and goes
			targets = append(targets, at.id)
		}
	}
	switch f.Kind {
	case workbook.LongText:
		return strings.Repeat(word+" ", e.random.IntN(800))
	case workbook.Number:
		return strconv.Itoa(1 + e.random.IntN(5))
	case workbook.Day:
		return fmt.Sprintf("2026-%02d-%02d", 1+e.random.IntN(12), 1+e.random.IntN(28))
	case workbook.Flag:
		return strconv.Itoa(e.random.IntN(2))
	case workbook.Choice:
		return f.Codes[e.random.IntN(len(f.Codes))]
	case workbook.Codes:
		return some(f.Codes)
	case workbook.Refs:
		if f.Target == "" {
			targets = []string{"alarms", "campus-perimeter", "predictable-events"}
		}
		return some(targets)
	case workbook.Link:
		if e.random.IntN(2) == 0 {
			return ""
		}
		return targets[e.random.IntN(len(targets))]
	case workbook.TimeOfDay:
		return fmt.Sprintf("%02d:%02d", e.random.IntN(24), e.random.IntN(60))
	}
	return fmt.Sprint(word, " ", e.random.IntN(1000))
}

// follow takes what was reported as done into the model, and what the file has besides: at
// most the one edit that was done and could not be reported any more.
func (m *model) follow(t *testing.T, w *Workbook, reported []workbook.Batch) {
	t.Helper()
	since := int64(0)
	if len(m.log) > 0 {
		since = m.log[len(m.log)-1].Seq
	}
	newest, err := w.History(context.Background(), HistoryFilter{Limit: len(reported) + 2})
	if err != nil {
		t.Fatal(err)
	}
	newest = slices.DeleteFunc(newest, func(b workbook.Batch) bool { return b.Seq <= since })
	slices.Reverse(newest)
	if more := len(newest) - len(reported); more < 0 || more > 1 {
		t.Fatalf("%d edits were reported as done, and the history has %d", len(reported), len(newest))
	}
	if diff := cmp.Diff(reported, newest[:len(reported)]); len(reported) > 0 && diff != "" {
		t.Fatalf("what was reported as done is not in the history: %s", diff)
	}
	for _, b := range newest {
		m.commit(b)
	}
}

// wantAll checks that a workbook holds what the model does, and that it is sound.
func (m *model) wantAll(t *testing.T, w *Workbook) {
	t.Helper()
	if found := m.differs(w); found != "" {
		t.Fatal(found)
	}
	wantHealthy(t, w)
}

// wantOneOf checks that an error is a Problem of one of some kinds that names the file.
func wantOneOf(t *testing.T, err error, kinds ...error) {
	t.Helper()
	var p *workbook.Problem
	if !errors.As(err, &p) || !slices.ContainsFunc(kinds, func(k error) bool { return errors.Is(err, k) }) {
		t.Fatalf("error is %v, want one of %q", err, kinds)
	}
	if p.File == "" {
		t.Fatalf("error %v names no file", err)
	}
}
