package kit

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Pick is a chip that says which of several codes holds and opens the others. It is lit
// while another one than the first holds.
type Pick struct {
	Chip
	Lights bool   // whether another code than the first lights the chip
	Find   string // what the search says that long lists open with

	codes []string
	code  string
	says  func(code string) string // on the chip
	word  func(code string) string // in the list
	took  func(code string)
}

// menuMost is how many words a menu holds; more are searched.
const menuMost = 12

// NewPick makes a pick among codes, the first chosen.
func NewPick(codes []string, says, word func(code string) string, took func(code string)) *Pick {
	p := &Pick{Lights: true, codes: codes, says: says, word: word, took: took}
	p.words("", p.open)
	p.opens()
	p.ExtendBaseWidget(p)
	p.Put(codes[0])
	return p
}

// NewOpener makes a chip that opens what there is to choose from, and says so with an arrow.
func NewOpener(onTapped func()) *Chip {
	c := &Chip{}
	c.words("", onTapped)
	c.opens()
	c.ExtendBaseWidget(c)
	return c
}

// opens gives a chip its arrow.
func (c *Chip) opens() {
	arrow := NewIcon(theme.MenuDropDownIcon(), ColorMuted)
	c.content = container.New(pickWords{}, c.text, arrow)
	c.PadX = 1.25 * Grid
}

// Code is the code that holds.
func (p *Pick) Code() string { return p.code }

// Put shows a code without acting on it.
func (p *Pick) Put(code string) {
	p.code = code
	p.SetText(p.says(code))
	p.SetOn(p.Lights && code != p.codes[0])
}

// SetCodes changes what there is to choose from.
func (p *Pick) SetCodes(codes []string) { p.codes = codes }

// Choose takes a code as the person does.
func (p *Pick) Choose(code string) {
	p.Put(code)
	p.took(code)
}

func (p *Pick) open() {
	at := fyne.CurrentApp().Driver().CanvasForObject(p)
	if at == nil {
		return
	}
	if len(p.codes) > menuMost && p.Find != "" {
		p.search(at)
		return
	}
	var items []*fyne.MenuItem
	for _, code := range p.codes {
		item := fyne.NewMenuItem(p.word(code), func() {
			p.Choose(code)
			at.Focus(p)
		})
		item.Checked = code == p.code
		items = append(items, item)
	}
	ShowMenu(items, p)
}

// search opens the words with a search over them.
func (p *Pick) search(at fyne.Canvas) {
	found := p.codes
	var popup *widget.PopUp
	list := NewList(func() int { return len(found) },
		func() fyne.CanvasObject { return Inset(6, Grid, NewText("", Style{Single: true})) },
		func(i int, o fyne.CanvasObject) {
			o.(*fyne.Container).Objects[0].(*Text).Set(p.word(found[i]))
		}, func(int) {})
	leave := func() {
		popup.Hide()
		at.Focus(p)
	}
	list.OnSelected = func(i int) {
		code := found[i]
		leave()
		p.Choose(code)
	}
	find := NewSearch(p.Find, list, func(words string) {
		found = nil
		for _, code := range p.codes {
			if strings.Contains(strings.ToLower(p.word(code)), strings.ToLower(strings.TrimSpace(words))) {
				found = append(found, code)
			}
		}
	}, leave)
	scale := TextScale()
	popup = ShowBelow(container.NewBorder(find, nil, nil, nil, list), p, fyne.NewSize(300*scale, 320*scale))
	at.Focus(find)
}

// pickWords sets the words of a pick before its arrow, and shortens them where there is
// little room.
type pickWords struct{}

func (pickWords) arrow() float32 {
	return fyne.CurrentApp().Settings().Theme().Size(SizeSmall) + 2
}

func (l pickWords) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	t, side := objects[0].(*Text), l.arrow()
	room, height := size.Width-side-2, t.MinSize().Height
	t.shorten(room < t.Natural().Width-textSlack)
	t.Resize(fyne.NewSize(fyne.Max(room, 0), height))
	t.Move(fyne.NewPos(0, (size.Height-height)/2))
	objects[1].Resize(fyne.NewSquareSize(side))
	objects[1].Move(fyne.NewPos(size.Width-side, (size.Height-side)/2))
}

func (l pickWords) MinSize(objects []fyne.CanvasObject) fyne.Size {
	t, side := objects[0].(*Text), l.arrow()
	return fyne.NewSize(t.Natural().Width-textSlack+2+side, fyne.Max(t.MinSize().Height, side))
}
