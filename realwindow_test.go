package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"forethought/assets"
	"forethought/storage"
	"forethought/workbook"
)

// realWindow is the program as a person has it: the built binary, in a window on a display,
// with a home of its own.
type realWindow struct {
	t      *testing.T
	binary string
	home   string
	file   string
	run    *exec.Cmd
	log    bytes.Buffer
	id     string

	watching func() // ends the watch over its connections
}

func newRealWindow(t *testing.T) *realWindow {
	t.Helper()
	if os.Getenv("FORETHOUGHT_REAL_WINDOW") == "" {
		t.Skip("starts the real program on a display: make real-window asks for it")
	}
	w := &realWindow{t: t, binary: buildProgram(t), home: t.TempDir()}
	folder := filepath.Join(t.TempDir(), "district")
	if out, err := exec.Command(w.binary, "sample", folder).CombinedOutput(); err != nil {
		t.Fatalf("sample: %v\n%s", err, out)
	}
	w.file = filepath.Join(folder, "cedar-valley.forethought")
	t.Cleanup(w.kill)
	return w
}

// start opens the workbook and waits for the window.
func (w *realWindow) start() {
	w.t.Helper()
	w.log.Reset()
	w.run = exec.Command(w.binary, w.file)
	w.run.Env = append(os.Environ(), "HOME="+w.home, "XDG_CONFIG_HOME="+w.home, "XDG_CACHE_HOME="+w.home,
		"XDG_DATA_HOME="+w.home, "LIBGL_ALWAYS_SOFTWARE=1", "LANG=C.UTF-8")
	w.run.Stdout, w.run.Stderr = &w.log, &w.log
	if err := w.run.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.watching = watchNetwork(w.run.Process.Pid, func(socket string) {
		w.t.Errorf("the window opened a connection: %s", socket)
	})
	w.until("the window with its workbook", func() bool {
		out, err := exec.Command("xdotool", "search", "--onlyvisible", "--name", "cedar-valley").Output()
		w.id = strings.TrimSpace(string(out))
		return err == nil && w.id != ""
	})
	time.Sleep(time.Second) // the first frame, and the focus from the window manager
	w.do("windowfocus", "--sync", w.id)
}

func (w *realWindow) do(args ...string) {
	w.t.Helper()
	if out, err := exec.Command("xdotool", args...).CombinedOutput(); err != nil {
		w.t.Fatalf("xdotool %v: %v\n%s", args, err, out)
	}
}

func (w *realWindow) press(key string) { w.t.Helper(); w.do("key", "--window", w.id, key) }

// kill ends the program at once, as a power cut does.
func (w *realWindow) kill() {
	if w.watching != nil {
		w.watching()
		w.watching = nil
	}
	if w.run != nil && w.run.Process != nil {
		_ = w.run.Process.Kill()
		_ = w.run.Wait()
		w.run = nil
	}
}

func (w *realWindow) until(what string, holds func() bool) {
	w.t.Helper()
	for deadline := time.Now().Add(60 * time.Second); !holds(); time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			w.t.Fatalf("waited in vain for %s; the program said:\n%s", what, w.log.String())
		}
	}
}

// reads reads the file, beside the program that has it open; the id is of the first school.
func (w *realWindow) reads(read func(ctx context.Context, book *storage.Workbook, school string) error) {
	w.t.Helper()
	ctx := context.Background()
	book, err := storage.Open(ctx, w.file, storage.Options{ReadOnly: true})
	if err != nil {
		w.t.Fatal(err)
	}
	defer book.Close()
	schools, err := book.Schools(ctx)
	if err == nil {
		err = read(ctx, book, schools[0].ID)
	}
	if err != nil {
		w.t.Fatal(err)
	}
}

// answer reads the first school's answer.
func (w *realWindow) answer(item string) (a workbook.Answer) {
	w.t.Helper()
	w.reads(func(ctx context.Context, book *storage.Workbook, school string) error {
		answers, err := book.Answers(ctx, school)
		a = answers.Of(school, item)
		return err
	})
	return a
}

// exercise reads an exercise of the first school.
func (w *realWindow) exercise(name string) (e workbook.ExerciseRecord) {
	w.t.Helper()
	w.reads(func(ctx context.Context, book *storage.Workbook, school string) error {
		all, err := book.Exercises(ctx, school)
		if at := slices.IndexFunc(all, func(e workbook.Exercise) bool { return e.Name == name }); at >= 0 {
			e, err = book.ExerciseRecord(ctx, all[at].ID)
		}
		return err
	})
	return e
}

// A planner answers with the keyboard, the power fails, and everything that was shown as
// saved is there; then the planner goes on, undoes, and closes the window.
func TestRealWindow(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("drives the window through X11")
	}
	w := newRealWindow(t)
	c, err := assets.LoadBuiltInCase()
	if err != nil {
		t.Fatal(err)
	}
	items := c.ItemsOf(workbook.Indicators)
	first, second := items[0].ID, items[1].ID
	is := func(item string, s workbook.Status) func() bool {
		return func() bool { return w.answer(item).Status == s }
	}
	w.start()
	if w.answer(first).Status == workbook.Needed || w.answer(second).Status == workbook.NotNecessary {
		t.Fatal("the sample has these answers already, so the test could not fail")
	}
	before := w.answer(second).Status
	w.press("ctrl+4")
	w.press("3")
	w.until("the first answer on disk", is(first, workbook.Needed))
	w.press("Down")
	w.press("4") // asks why, so the reason has the focus
	w.until("the second answer on disk", is(second, workbook.NotNecessary))
	w.do("type", "--window", w.id, "--delay", "30", "no shared yard")
	w.until("the reason on disk after a pause", func() bool { return w.answer(second).Reason == "no shared yard" })
	// From the note on to another item, by its words; Enter comes before the answer does.
	third := c.Items[slices.IndexFunc(c.Items, func(it workbook.Item) bool { return it.Title == "Fire lanes, gates and hydrants" })].ID
	third0 := w.answer(third).Status
	if third0 == workbook.Needed {
		t.Fatal("the sample has this answer already, so the test could not fail")
	}
	search := func(words string) {
		w.press("ctrl+f")
		w.do("type", "--window", w.id, "--delay", "30", words)
		w.press("Return")
		time.Sleep(time.Second) // until the search has closed, its keys are letters of the words
	}
	search("fire lanes, gat")
	w.press("3")
	w.until("the answer to the item that was searched for", is(third, workbook.Needed))
	w.press("ctrl+z")
	w.until("undo of it", is(third, third0))
	search(items[1].Title) // and back, where the window opens again
	w.kill()

	if a, b := w.answer(first), w.answer(second); a.Status != workbook.Needed || b.Status != workbook.NotNecessary || b.Reason != "no shared yard" {
		t.Fatalf("after the power cut: %q, %q because %q", a.Status, b.Status, b.Reason)
	}
	out, err := exec.Command(w.binary, "check", w.file).CombinedOutput()
	if err != nil {
		t.Fatalf("check after the power cut: %v\n%s", err, out)
	}

	w.start()
	for reason := w.answer(second).Reason; reason != ""; { // in one step, or more where typing paused
		w.press("ctrl+z")
		w.until("undo of the reason across the restart", func() bool { return w.answer(second).Reason != reason })
		reason = w.answer(second).Reason
	}
	w.press("ctrl+z")
	w.until("undo of the second answer", is(second, before))
	w.press("ctrl+shift+z")
	w.until("redo", is(second, workbook.NotNecessary))
	w.press("1")
	// At once after the answer. The window may be gone before the key is let go, of which
	// xdotool complains.
	_ = exec.Command("xdotool", "key", "--window", w.id, "ctrl+q").Run()
	done := make(chan error, 1)
	run := w.run
	w.run = nil
	go func() { done <- run.Wait() }()
	select {
	case <-done:
	case <-time.After(30 * time.Second):
		_ = run.Process.Kill()
		t.Fatal("the window does not close")
	}
	if strings.Contains(w.log.String(), "panic") {
		t.Errorf("the program said:\n%s", w.log.String())
	}
	if got := w.answer(second).Status; got != workbook.InPlace {
		t.Errorf("the answer made just before closing is %q on disk, want in place", got)
	}
}

// A facilitator runs an exercise with the keyboard and the power fails: the log and what was
// recorded are there, and the clock goes on from where it stood.
func TestRealWindowRunsAnExercise(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("drives the window through X11")
	}
	w := newRealWindow(t)
	school := ""
	w.reads(func(ctx context.Context, book *storage.Workbook, id string) error {
		s, err := book.SchoolRecord(ctx, id)
		school = s.Name
		return err
	})
	const name = "Power cut tabletop"
	out, err := exec.Command(w.binary, "exercise", "draft", "--workbook", w.file, "--school", school, "--name", name, "--date", "2099-01-13").CombinedOutput()
	if err != nil {
		t.Fatalf("draft: %v\n%s", err, out)
	}
	logged := func(n int) func() bool { return func() bool { return len(w.exercise(name).Happenings) == n } }
	w.start()
	w.press("ctrl+7")
	w.press("Down") // the newest date first
	w.press("Return")
	time.Sleep(2 * time.Second) // until the exercise is read
	w.press("Right")            // from the design to the console
	w.press("space")
	w.until("the start on disk", logged(1))
	w.press("Return")
	w.until("the first inject on disk", logged(2))
	w.press("i")
	w.do("type", "--window", w.id, "--delay", "30", "nobody rang")
	w.until("what is being typed on disk", func() bool {
		e := w.exercise(name)
		return len(e.Observations) == 1 && e.Observations[0].Text == "nobody rang"
	})
	w.kill()

	cut := time.Now()
	e := w.exercise(name)
	stood := int(cut.Sub(e.Happenings[0].At).Seconds())
	w.start()
	time.Sleep(time.Until(cut.Add(21 * time.Second))) // by then the window that ran it counts as gone
	w.press("ctrl+7")
	w.press("Down")
	w.press("Return") // into the console, since it is under way
	time.Sleep(2 * time.Second)
	w.press("Return")
	w.until("the second inject on disk", logged(5)) // after a pause and its end
	e = w.exercise(name)
	run := workbook.NewRun(&e)
	if got := e.Happenings[4]; got.Kind != workbook.Delivered || got.InjectID == e.Happenings[1].InjectID || got.Elapsed > stood+1 || got.Elapsed < e.Happenings[1].Elapsed {
		t.Errorf("when the power failed the clock stood at %d seconds; the step after is %+v", stood, got)
	}
	if o := e.Observations[0]; run.State != workbook.Running || o.Kind != workbook.Improvement || o.InjectID != e.Happenings[1].InjectID {
		t.Errorf("the run is %s, and the observation %+v", run.State, o)
	}
	w.kill()
	if strings.Contains(w.log.String(), "panic") {
		t.Errorf("the program said:\n%s", w.log.String())
	}
}
