package app

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"forethought/app/kit"
)

// reads is all that stands on the projector.
func (p *projector) reads() string {
	r := test.WidgetRenderer(p.slide).(*slideRenderer)
	words := []string{r.head.Text, r.clock.Text, r.mode.Text}
	for _, l := range r.lines {
		words = append(words, l.Text)
	}
	return strings.Join(append(words, r.foot.Text, r.timer.Text), " ")
}

func TestTheProjectorShowsWhatPlayersMaySee(t *testing.T) {
	b := newBench(t)
	b.sample()
	e := b.runTabletop()
	p := b.console(e.ID)
	b.key(fyne.KeyF5)
	screen := p.conduct.projector
	if screen == nil {
		t.Fatal("F5 did not open the projector")
	}
	screen.window.Resize(fyne.NewSize(1280, 800))
	var seen []string
	see := func(want ...string) {
		t.Helper()
		b.settle()
		seen = append(seen, screen.reads())
		for _, w := range want {
			if !strings.Contains(screen.reads(), w) {
				t.Errorf("the projector shows %q, want %q", screen.reads(), w)
			}
		}
	}
	see("Opening day tabletop", "families fill the yard")
	b.press(" ")
	see("Warning and prevention", "What is known at 09:00", "Scenario 09:00", "12:00")
	b.pass(12 * time.Minute)
	b.key(fyne.KeyReturn)
	see("Phone call · front office", "A parent reports an unmarked truck", "Discussion ends in", "06:00")
	b.pass(time.Minute)
	see("05:00")
	test.Tap(p.discuss.rows[0].show)
	see("Who decides whether the ceremony moves indoors")
	p.conduct.time(2)
	see("02:00")
	b.open(checklistsScreen) // the projector goes on while the facilitator looks something up
	b.pass(30 * time.Second)
	see("01:30")
	b.console(e.ID)
	b.press(" ")
	see("Pause")
	b.press(" n")
	see("Initial response", "What is known at 10:00")
	p.bar.onEnd()
	b.say(b.desk.text("exercise.run.end"))
	see("Thank you")
	for _, s := range seen {
		for _, secret := range []string{
			"writes the call down", "somebody asks who", "a second for when", "Warn and decide", "five minutes of the first",
			"Listen for", "Expected", b.desk.theCase.Items[0].Title,
		} {
			if strings.Contains(s, secret) {
				t.Errorf("the projector gives %q away: %s", secret, s)
			}
		}
	}
	screen.onKey(&fyne.KeyEvent{Name: fyne.KeyF11})
	if !screen.window.FullScreen() {
		t.Error("F11 did not go to full screen")
	}
	screen.onKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if screen.window.FullScreen() {
		t.Error("Esc did not leave full screen")
	}
	screen.slide.DoubleTapped(nil)
	if !screen.window.FullScreen() {
		t.Error("a double click did not go to full screen")
	}
	screen.window.Close()
	if p.conduct.projector != nil || b.desk.session == nil || p.bar.projector.Label != b.desk.text("exercise.run.projector") {
		t.Error("closing the projector closed more than that, or the console does not know")
	}
	b.key(fyne.KeyF5)
	again := p.conduct.projector
	b.desk.closeBook()
	for _, w := range fyne.CurrentApp().Driver().AllWindows() {
		if w == again.window {
			t.Error("the projector is left over from a closed workbook")
		}
	}
}

func TestAProjectedTextAlwaysFits(t *testing.T) {
	newBench(t)
	for _, text := range []string{"Short.", strings.Repeat("A long situation with many words. ", 300), strings.Repeat("unbroken", 200), "One\n\nTwo"} {
		room := fyne.NewSize(1120, 480)
		lines, size := kit.FitText(text, fyne.TextStyle{Bold: true}, room, 60)
		height := float32(0)
		for _, l := range lines {
			m := fyne.MeasureText(l, size, fyne.TextStyle{Bold: true})
			height += m.Height
			if m.Width > room.Width {
				t.Errorf("at %.1f a line of %.12q is %.0f wide", size, text, m.Width)
			}
		}
		if height > room.Height {
			t.Errorf("at %.1f the lines of %.12q are %.0f high", size, text, height)
		}
		if got := strings.Join(strings.Fields(strings.Join(lines, " ")), ""); got != strings.Join(strings.Fields(text), "") {
			t.Errorf("words of %.12q were lost", text)
		}
	}
	if _, size := kit.FitText("Short.", fyne.TextStyle{Bold: true}, fyne.NewSize(1120, 480), 60); size != 60 {
		t.Errorf("a short text is set in %.1f", size)
	}
}
