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
		"XDG_SESSION_TYPE=x11", "LIBGL_ALWAYS_SOFTWARE=1", "LP_NUM_THREADS=0", "LANG=C.UTF-8")
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

// drawn starts a program and says after how long a picture stands.
func (s *screen) drawn(home string, want []byte, program string, args ...string) (float64, error) {
	c := s.run(home, program, args...)
	start := time.Now()
	if err := c.Start(); err != nil {
		return 0, err
	}
	defer func() {
		kill(c)
		s.blank()
	}()
	best := 0.0
	for time.Since(start) < time.Minute {
		best = max(best, alike(s.pixels, want, wanted))
		if best > 0.97 {
			return millis(time.Since(start)), nil
		}
		time.Sleep(time.Millisecond)
	}
	return 0, fmt.Errorf("%s drew %.1f %% of what it drew before", filepath.Base(program), 100*best)
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
	first, err := interleave(b.rounds,
		func() (float64, error) { return s.drawn(forty.home, forty.want, b.program, forty.file) },
		func() (float64, error) { return s.drawn(floorHome, label, b.floor) })
	if err != nil {
		return err
	}
	b.add(result{
		what: fmt.Sprintf("start to the Overview drawn with a %d-school workbook", b.ordinary), floor: "a Fyne window with one label", reach: "at most 1.3 x",
		ours: figure(median(first.ours)), bare: figure(median(first.floor)), ratio: first.ratio(), short: first.ratio() > 1.3,
		bound: "The label's window stands with one frame. Ours reads and checks the case, draws the first screen, opens the workbook and draws the Overview, whose texts and shapes the software renderer has to make the first time.",
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
		func() (float64, error) { return s.drawn(many.home, many.want, b.program, many.file) },
		func() (float64, error) { return s.drawn(few.home, few.want, b.program, few.file) })
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
	var memory, frame [2]float64
	for i, schools := range []int{b.few, b.many} {
		b.say("scrolling the matrix of %d schools", schools)
		if frame[i], memory[i], err = b.scroll(s, schools); err != nil {
			return err
		}
	}
	ratio := memory[1] / memory[0]
	b.add(result{
		what:  fmt.Sprintf("scroll the district matrix, %s x %d, a frame", count(b.many), len(b.theCase.Items)),
		floor: "one frame of an empty window", reach: "under 16 ms, memory within 1.3 x of the small workbook",
		ours: figure(frame[1]), bare: figure(empty), ratio: frame[1] / empty, short: frame[1] >= 16 || ratio > 1.3,
		more: fmt.Sprintf("Processor time of the whole program for a step of the wheel, the software renderer's with it. Memory %.0f MiB against %.0f MiB, %.2f x.",
			memory[1], memory[0], ratio),
		bound: "The software renderer paints every pixel of the window anew for each frame. The matrix holds a byte or two for each of its cells and the names of the schools; the rest is what reading them leaves for the collector.",
	})
	return nil
}

// scroll opens the District screen, turns the wheel, and says what a step took and how much
// memory the program has then.
func (b *bench) scroll(s *screen, schools int) (frame, memory float64, err error) {
	path, err := b.makeDistrict(schools, false)
	if err != nil {
		return 0, 0, err
	}
	home, err := b.at(path, "district")
	if err != nil {
		return 0, 0, err
	}
	c := s.run(home, b.program, path)
	if err := c.Start(); err != nil {
		return 0, 0, err
	}
	defer kill(c)
	time.Sleep(2 * time.Second)
	s.settled(4*time.Second, time.Minute)
	do := func(args ...string) error {
		x := exec.CommandContext(context.Background(), "xdotool", args...)
		x.Env = s.environment(home)
		if out, err := x.CombinedOutput(); err != nil {
			return fmt.Errorf("xdotool: %w: %s", err, out)
		}
		return nil
	}
	if err := do("mousemove", "700", "520"); err != nil {
		return 0, 0, err
	}
	time.Sleep(300 * time.Millisecond)
	before, shown := processorTime(c.Process.Pid), s.picture()
	if err := do("click", "--repeat", strconv.Itoa(b.frames), "--delay", "20", "5"); err != nil {
		return 0, 0, err
	}
	time.Sleep(200 * time.Millisecond)
	if schools > 20 && bytes.Equal(shown, s.picture()) {
		return 0, 0, errors.New("the matrix did not scroll")
	}
	return millis(processorTime(c.Process.Pid)-before) / float64(b.frames), residentOf(c.Process.Pid), nil
}
