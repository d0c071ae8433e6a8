package kit

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"

	"forethought/workbook"
)

// StepLine is a line of a checklist: a box that is ticked once the step is done, and what
// is to be done with a hint below it, which opens into what belongs to the step.
type StepLine struct {
	Box  *Tap // ticks
	Head *Tap // opens and closes

	icon, arrow *Icon
	title, hint *Text
	pill        *Pill
	body        *fyne.Container
	box         *fyne.Container
}

// NewStepLine makes a closed line for a step.
func NewStepLine(title string, onTick, onOpen func()) *StepLine {
	l := &StepLine{
		icon: NewIcon(nil, ""), arrow: NewIcon(nil, ""), body: container.NewStack(),
		title: Body(title), hint: Small(""),
		pill: StatusPill(workbook.NotAssessed, ""),
	}
	l.Box = NewTap(title, container.New(inline{}, l.icon), onTick)
	l.Box.PadX, l.Box.PadY = Grid, Grid
	words := container.New(&stepWords{}, Column(0, l.title, l.hint), l.pill)
	l.Head = NewTap(title, Row(words, container.New(inline{}, l.arrow)), onOpen)
	l.Head.PadX, l.Head.PadY = Grid, 0.75*Grid
	l.box = Column(0, container.New(stepRow{}, l.Box, l.Head), l.body)
	l.Close()
	return l
}

// Object is what to put on a screen.
func (l *StepLine) Object() fyne.CanvasObject { return l.box }

// Set shows how far the step is: word names that for a reader, hint stands below the title,
// and pressing is a word for what presses, "" for nothing.
func (l *StepLine) Set(s workbook.StepStatus, word, hint, pressing string) {
	ink := ColorInk
	switch s {
	case workbook.StepDone:
		l.icon.Set(sign("step-done", `<path d="M1.5 1.5h13v13h-13zM6.6 11.9l5.9-5.9-1.3-1.3-4.6 4.6-1.9-1.9-1.3 1.3z" fill="#000" fill-rule="evenodd"/>`), ColorGood)
	case workbook.StepNotNeeded:
		ink = ColorMuted
		l.icon.Set(sign("step-not-needed", `<path d="M1.5 1.5h13v13h-13zM3 3v10h10v-10zM4.8 7.2h6.4v1.6h-6.4z" fill="#000" fill-rule="evenodd"/>`), ColorAside)
	default:
		l.icon.Set(sign("step-to-do", `<path d="M1.5 1.5h13v13h-13zM3 3v10h10v-10z" fill="#000" fill-rule="evenodd"/>`), ColorMuted)
	}
	l.title.SetLook(ink, l.IsOpen())
	l.hint.Set(hint)
	l.pill.SetStatus(workbook.Needed, pressing)
	l.pill.Hidden = pressing == ""
	l.Box.Label = l.title.Text() + ": " + word
	l.Head.Label = l.title.Text() + ", " + hint
	l.box.Refresh()
}

// Hint is what stands below the title.
func (l *StepLine) Hint() string { return l.hint.Text() }

// Pressing is the word for what presses, "" for nothing.
func (l *StepLine) Pressing() string {
	if l.pill.Hidden {
		return ""
	}
	return l.pill.words
}

// Open shows content below the line.
func (l *StepLine) Open(content fyne.CanvasObject) { l.show(content, theme.MenuDropUpIcon()) }

// Close takes the content away.
func (l *StepLine) Close() { l.show(nil, theme.MenuDropDownIcon()) }

// IsOpen reports whether there is content below the line.
func (l *StepLine) IsOpen() bool { return len(l.body.Objects) > 0 }

func (l *StepLine) show(content fyne.CanvasObject, arrow fyne.Resource) {
	l.body.Objects = nil
	if content != nil {
		l.body.Objects = []fyne.CanvasObject{content}
	}
	l.body.Hidden = content == nil
	l.arrow.Set(arrow, ColorMuted)
	l.box.Refresh()
}

// stepWords sets a pill beside the words of a line, below them where there is little room.
type stepWords struct{ width float32 }

// stepLeast is the width of the words and the pill, at 100 % text, below which the pill
// stands under the words.
const stepLeast float32 = 340

func (s *stepWords) stacked() bool { return s.width > 0 && s.width < stepLeast*TextScale() }

func (s *stepWords) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s.width = size.Width
	words, pill, p, room := objects[0], objects[1], objects[1].MinSize(), size.Width
	if pill.Visible() && !s.stacked() {
		room -= p.Width + Grid
	}
	h := heightAt(words, fyne.Max(room, 0))
	pill.Resize(p)
	if s.stacked() {
		words.Move(fyne.NewPos(0, 0))
		pill.Move(fyne.NewPos(0, h+4))
		return
	}
	words.Move(fyne.NewPos(0, (size.Height-h)/2))
	pill.Move(fyne.NewPos(size.Width-p.Width, (size.Height-p.Height)/2))
}

func (s *stepWords) MinSize(objects []fyne.CanvasObject) fyne.Size {
	words, pill := objects[0].MinSize(), fyne.Size{}
	if objects[1].Visible() {
		pill = objects[1].MinSize()
	}
	if s.stacked() && pill.Height > 0 {
		return fyne.NewSize(pill.Width, words.Height+4+pill.Height)
	}
	return fyne.NewSize(pill.Width, fyne.Max(words.Height, pill.Height))
}

// stepRow sets the box before the words, both centred.
type stepRow struct{}

func (stepRow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	box, words := objects[0], objects[1]
	b := box.MinSize()
	box.Resize(b)
	box.Move(fyne.NewPos(0, (size.Height-b.Height)/2))
	words.Resize(fyne.NewSize(fyne.Max(size.Width-b.Width, 0), size.Height))
	words.Move(fyne.NewPos(b.Width, 0))
}

func (stepRow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	box, words := objects[0].MinSize(), objects[1].MinSize()
	return fyne.NewSize(box.Width+words.Width, fyne.Max(box.Height, words.Height))
}
