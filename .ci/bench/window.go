package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"forethought/app"
)

// screen is a virtual display whose picture lies in a file that is mapped into memory: what
// a window has drawn is seen from outside, without a word from the program.
type screen struct {
	number string
	pixels []byte
	server *exec.Cmd
}

func openScreen(dir string) (*screen, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	s := &screen{server: exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset", "-nocursor", "-fbdir", dir)}
	s.server.ExtraFiles, s.server.Stderr = []*os.File{write}, os.Stderr
	if err := s.server.Start(); err != nil {
		return nil, err
	}
	_ = write.Close()
	line, err := bufio.NewReader(read).ReadString('\n') // to the end, or the server fails in writing it
	_ = read.Close()
	if err != nil {
		return nil, errors.Join(errors.New("the virtual display did not start"), err)
	}
	s.number = ":" + strings.TrimSpace(line)
	f, err := os.Open(filepath.Join(dir, "Xvfb_screen0"))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	all, err := syscall.Mmap(int(f.Fd()), 0, int(info.Size()), syscall.PROT_READ, syscall.MAP_SHARED)
	if err != nil {
		return nil, err
	}
	s.pixels = all[len(all)-1280*800*4:]
	away := exec.Command("xdotool", "mousemove", "1279", "799") // what the pointer is over looks different
	away.Env = s.environment(dir)
	return s, away.Run()
}

func (s *screen) close() {
	_ = s.server.Process.Kill()
	_ = s.server.Wait()
}

// picture is what the display shows, as a copy.
func (s *screen) picture() []byte { return bytes.Clone(s.pixels) }

// alike is which share of some pixels two pictures have in common; every 13th is looked at.
func alike(a, b []byte, part [2]int) float64 {
	same, all := 0, 0
	for i := part[0] * 1280 * 4; i+3 < part[1]*1280*4; i += 13 * 4 {
		all++
		if a[i] == b[i] && a[i+1] == b[i+1] && a[i+2] == b[i+2] {
			same++
		}
	}
	return float64(same) / float64(all)
}

// plain reports whether a picture holds no more than one colour, as a window does before it
// has drawn.
func plain(a []byte) bool {
	for i := 4; i+3 < len(a); i += 4 {
		if a[i] != a[0] || a[i+1] != a[1] || a[i+2] != a[2] {
			return false
		}
	}
	return true
}

// environment is what a program on the display sees; its home is its own.
func (s *screen) environment(home string) []string {
	var env []string
	for _, v := range os.Environ() {
		if !strings.HasPrefix(v, "WAYLAND_DISPLAY=") {
			env = append(env, v)
		}
	}
	return append(env, "DISPLAY="+s.number, "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_CACHE_HOME="+home, "XDG_DATA_HOME="+home,
		"XDG_SESSION_TYPE=x11", "LIBGL_ALWAYS_SOFTWARE=1", "LANG=C.UTF-8")
}

func (s *screen) run(home, program string, args ...string) *exec.Cmd {
	c := exec.Command(program, args...)
	c.Env = s.environment(home)
	return c
}

func kill(c *exec.Cmd) {
	_ = c.Process.Kill()
	_ = c.Wait()
}

// settled waits until the display has not changed for a while.
func (s *screen) settled(quiet, most time.Duration) {
	last, since := s.picture(), time.Now()
	for end := time.Now().Add(most); time.Now().Before(end) && time.Since(since) < quiet; time.Sleep(100 * time.Millisecond) {
		if now := s.picture(); !bytes.Equal(now, last) {
			last, since = now, time.Now()
		}
	}
}

// wanted are the lines of the display by which a screen is known: below the window's bar and
// above what is added up beside the window.
var wanted = [2]int{0, 560}

// drawn starts a program and says after how many milliseconds there is a first picture, and
// after how many a wanted one stands.
func (s *screen) drawn(home string, want []byte, program string, args ...string) (first, whole float64, err error) {
	c := s.run(home, program, args...)
	start := time.Now()
	if err := c.Start(); err != nil {
		return 0, 0, err
	}
	defer func() {
		kill(c)
		s.blank()
	}()
	best := 0.0
	for time.Since(start) < time.Minute {
		if first == 0 && !plain(s.pixels) {
			first = millis(time.Since(start))
		}
		best = max(best, alike(s.pixels, want, wanted))
		if first > 0 && best > 0.97 {
			return first, millis(time.Since(start)), nil
		}
		time.Sleep(time.Millisecond)
	}
	return 0, 0, fmt.Errorf("%s drew %.1f %% of what it drew before", filepath.Base(program), 100*best)
}

// whole measures until a wanted picture stands.
func (s *screen) whole(home string, want []byte, program string, args ...string) func() (float64, error) {
	return func() (float64, error) {
		_, whole, err := s.drawn(home, want, program, args...)
		return whole, err
	}
}

// blank waits until a killed program's window is gone.
func (s *screen) blank() {
	for range 3000 {
		if plain(s.pixels) {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// reference is the picture that a program comes to rest on.
func (s *screen) reference(home string, quiet time.Duration, program string, args ...string) ([]byte, error) {
	c := s.run(home, program, args...)
	if err := c.Start(); err != nil {
		return nil, err
	}
	for start := time.Now(); plain(s.pixels) && time.Since(start) < time.Minute; {
		time.Sleep(20 * time.Millisecond)
	}
	title := "floor"
	if len(args) > 0 { // the window has the file's name once the workbook is on the screen
		title = strings.TrimSuffix(filepath.Base(args[0]), filepath.Ext(args[0]))
	}
	for start := time.Now(); time.Since(start) < time.Minute; time.Sleep(100 * time.Millisecond) {
		x := exec.Command("xdotool", "search", "--name", title)
		x.Env = s.environment(home)
		if x.Run() == nil {
			break
		}
	}
	s.settled(quiet, time.Minute)
	want := s.picture()
	kill(c)
	s.blank()
	return want, nil
}

// at makes the home of a person who left off on a screen.
func (b *bench) at(file, screen string) (string, error) {
	home := filepath.Join(b.scratch, "home-"+filepath.Base(file)+"-"+screen)
	dir := filepath.Join(home, "fyne", app.ID)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	data, err := json.Marshal(map[string]any{
		"place.file": file, "place.screen": screen, "care." + b.theCase.ID: true, "seat": "bench", "theme": "light",
	})
	if err != nil {
		return "", err
	}
	return home, os.WriteFile(filepath.Join(dir, "preferences.json"), data, 0o600)
}

// opened is a workbook whose window is measured.
type opened struct {
	file, home string
	want       []byte
}

func (b *bench) openedAt(s *screen, schools int, on string, quiet time.Duration) (o opened, err error) {
	path, err := b.makeDistrict(schools, false)
	if err == nil {
		o.file, err = b.copied(path, fmt.Sprintf("window-%d", schools))
	}
	if err == nil {
		o.home, err = b.at(o.file, on)
	}
	for range 2 { // the first time there is no backup yet, and the person has been nowhere
		if err == nil {
			o.want, err = s.reference(o.home, quiet, b.program, o.file)
		}
	}
	return o, err
}

// onScreen measures something of what the real program draws, on a display of its own. Home
// is where the bare window of the floor lives.
func (b *bench) onScreen(measure func(s *screen, home string) error) func() error {
	return func() error {
		s, err := openScreen(filepath.Join(b.scratch, "screen"))
		if err != nil {
			return err
		}
		defer s.close()
		home := filepath.Join(b.scratch, "home-floor")
		if err := os.MkdirAll(home, 0o700); err != nil {
			return err
		}
		return measure(s, home)
	}
}

// starting measures the start of the program with an ordinary district.
func (b *bench) starting(s *screen, floorHome string) error {
	label, err := s.reference(floorHome, 3*time.Second, b.floor)
	if err != nil {
		return err
	}
	forty, err := b.openedAt(s, b.ordinary, "overview", 3*time.Second)
	if err != nil {
		return err
	}
	b.say("start to first frame")
	first, err := interleave(4*b.rounds, // it is short, and varies
		func() (float64, error) {
			first, _, err := s.drawn(forty.home, forty.want, b.program, forty.file)
			return first, err
		}, s.whole(floorHome, label, b.floor))
	if err != nil {
		return err
	}
	b.add(result{
		what: fmt.Sprintf("start to the first frame, the Overview of a %d-school workbook", b.ordinary), floor: "a Fyne window with one label", reach: "at most 1.3 x",
		ours: figure(median(first.ours)), bare: figure(median(first.floor)), ratio: first.ratio(), short: first.ratio() > 1.3,
		more:     "It holds the whole Overview but for the district's figures, which are added up once it is drawn, as is the check of the file.",
		bound:    "The label's window needs no words, no rail and no Overview. Laying these out and drawing them makes the difference, half of it in the software renderer, for texts and surfaces that are drawn the first time. Typefaces, words, case and workbook are read while the toolkit makes the window.",
		profiled: true,
	})
	return nil
}

// openingMany measures the start of the program with a large district.
func (b *bench) openingMany(s *screen, _ string) error {
	few, err := b.openedAt(s, b.few, "overview", 3*time.Second)
	if err != nil {
		return err
	}
	many, err := b.openedAt(s, b.many, "overview", 6*time.Second)
	if err != nil {
		return err
	}
	b.say("opening %d schools", b.many)
	opening, err := interleave(b.rounds,
		s.whole(many.home, many.want, b.program, many.file), s.whole(few.home, few.want, b.program, few.file))
	if err != nil {
		return err
	}
	inside, looked, err := b.opening()
	if err != nil {
		return err
	}
	b.add(result{
		what:  fmt.Sprintf("open the %s-school workbook to a usable Overview", count(b.many)),
		floor: fmt.Sprintf("open the %d-school one", b.few), reach: "at most 1.5 x",
		ours: figure(median(opening.ours)), bare: figure(median(opening.floor)), ratio: opening.ratio(), short: opening.ratio() > 1.5,
		more: fmt.Sprintf("From the start of the program until it is drawn. Without a window, opening and reading the first view take %s against %s. The check of the whole file goes on beside for %s; until then edits wait to be written.",
			figure(median(inside.ours)), figure(median(inside.floor)), figure(looked)),
		bound: "Schools are listed by name, so all their names are read.",
	})
	return nil
}

// scrolling turns the wheel over the district matrix of the real program.
func (b *bench) scrolling(s *screen, floorHome string) error {
	out, err := s.run(floorHome, b.floor, strconv.Itoa(b.frames)).Output()
	if err != nil {
		return fmt.Errorf("frames of an empty window: %w", err)
	}
	empty, err := strconv.ParseFloat(strings.TrimSpace(string(out)), 64)
	if err != nil {
		return err
	}
	var memory, frame, work [2]float64
	for i, schools := range []int{b.few, b.many} {
		b.say("scrolling the matrix of %d schools", schools)
		if frame[i], work[i], memory[i], err = b.scroll(s, schools); err != nil {
			return err
		}
	}
	ratio := memory[1] / memory[0]
	b.add(result{
		what:  fmt.Sprintf("scroll the district matrix, %s x %d, from frame to frame", count(b.many), len(b.theCase.Items)),
		floor: "the toolkit's pace, 60 a second", reach: "that pace, one frame in twenty may be late; memory within 1.3 x of the small workbook",
		ours: figure(frame[1]), bare: figure(pace), ratio: frame[1] / pace, short: frame[1] > 1.05*pace || ratio > 1.3,
		more: fmt.Sprintf("The wheel is turned faster than frames are drawn. A frame takes %s of processor time, the software renderer's with it, which draws on all processors; one of an empty window takes %s. With %d schools it is %s from frame to frame. Memory %.0f MiB against %.0f MiB, %.2f x.",
			figure(work[1]), figure(empty), b.few, figure(frame[0]), memory[1], memory[0], ratio),
		bound:    "The software renderer paints every point of the window anew for each frame, and rounded surfaces take it longest. The matrix holds a byte or two for each of its cells and the names of the schools; the rest is what reading them leaves for the collector.",
		profiled: true,
	})
	return nil
}

// pace is how many milliseconds lie between the frames of a window that is always drawn.
const pace = 1000.0 / 60

// scroll opens the District screen, turns the wheel without a pause, and says how long it is
// from frame to frame, how much processor time a frame takes, both in milliseconds, and how
// much memory the program has then, in MiB.
func (b *bench) scroll(s *screen, schools int) (frame, work, memory float64, err error) {
	path, err := b.makeDistrict(schools, false)
	if err != nil {
		return 0, 0, 0, err
	}
	home, err := b.at(path, "district")
	if err != nil {
		return 0, 0, 0, err
	}
	c := s.run(home, b.program, path)
	if err := c.Start(); err != nil {
		return 0, 0, 0, err
	}
	defer kill(c)
	time.Sleep(2 * time.Second)
	s.settled(4*time.Second, time.Minute)
	atRest(c.Process.Pid)
	turn := func(args ...string) error {
		x := exec.CommandContext(context.Background(), "xdotool", args...)
		x.Env = s.environment(home)
		if out, err := x.CombinedOutput(); err != nil {
			return fmt.Errorf("xdotool: %w: %s", err, out)
		}
		return nil
	}
	if err := turn("mousemove", "700", "520"); err != nil {
		return 0, 0, 0, err
	}
	time.Sleep(300 * time.Millisecond)
	before, seen := processorTime(c.Process.Pid), s.watch()
	if err := turn("click", "--repeat", strconv.Itoa(2*b.frames), "--delay", "12", "5"); err != nil {
		return 0, 0, 0, err
	}
	time.Sleep(200 * time.Millisecond)
	frames, took := seen()
	work = millis(processorTime(c.Process.Pid) - before)
	switch {
	case frames > 1:
		return millis(took) / float64(frames-1), work / float64(frames), residentOf(c.Process.Pid), nil
	case schools > 20:
		return 0, 0, 0, errors.New("the matrix did not scroll")
	}
	return pace, work, residentOf(c.Process.Pid), nil // all of it is in view
}

// atRest waits until a program works no more, as on its backup.
func atRest(pid int) {
	for quiet := 0; quiet < 3; time.Sleep(500 * time.Millisecond) {
		before := processorTime(pid)
		time.Sleep(500 * time.Millisecond)
		if quiet++; processorTime(pid)-before > 20*time.Millisecond {
			quiet = 0
		}
	}
}

// watch counts from now on how often a line of the display changes, which a scrolled list
// does with each frame. What it gives ends that and says how often it was, and how long from
// the first time to the last.
func (s *screen) watch() (seen func() (changes int, took time.Duration)) {
	const from, to = 440 * 1280 * 4, 441 * 1280 * 4 // few: whoever watches takes time from the renderer
	stop, done := make(chan struct{}), make(chan struct{})
	var first, last time.Time
	changes, shown := 0, bytes.Clone(s.pixels[from:to])
	go func() {
		defer close(done)
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
			}
			if bytes.Equal(shown, s.pixels[from:to]) {
				continue
			}
			time.Sleep(2 * time.Millisecond) // until all of it is there
			copy(shown, s.pixels[from:to])
			if changes++; changes == 1 {
				first = time.Now()
			}
			last = time.Now()
		}
	}()
	return func() (int, time.Duration) {
		close(stop)
		<-done
		return changes, last.Sub(first)
	}
}
