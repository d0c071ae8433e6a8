// Floor is the least that a window can be: a label. It is what Forethought's window is
// measured against. With a number it draws as many frames, and prints the milliseconds of
// processor time that one took.
package main

import (
	"fmt"
	"os"
	"strconv"
	"syscall"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	a := app.NewWithID("org.forethought.floor")
	w := a.NewWindow("floor")
	label := widget.NewLabel("One label")
	w.SetContent(label)
	w.Resize(fyne.NewSize(1280, 800))
	w.CenterOnScreen()
	if len(os.Args) > 1 {
		frames, err := strconv.Atoi(os.Args[1])
		if err != nil {
			panic(err)
		}
		a.Lifecycle().SetOnStarted(func() { go draw(a, label, frames) })
	}
	w.ShowAndRun()
}

// draw asks for a frame every 20 milliseconds, as a wheel that is turned does.
func draw(a fyne.App, label *widget.Label, frames int) {
	time.Sleep(time.Second) // until the window has come to rest
	before := spent()
	for range frames {
		fyne.DoAndWait(label.Refresh)
		time.Sleep(20 * time.Millisecond)
	}
	fmt.Printf("%.4f\n", (spent()-before).Seconds()*1000/float64(frames))
	fyne.Do(a.Quit)
}

// spent is the processor time that the process has used.
func spent() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
