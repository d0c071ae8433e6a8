package app

import (
	"errors"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/storage"
	"forethought/workbook"
)

// prefs are this installation's settings, kept by the toolkit in the user's own folder.
// Nothing of them goes into a workbook but the name and role that the person chose.
type prefs struct{ fyne.Preferences }

const maxRecent = 8

func (p prefs) author() workbook.Author {
	seat := p.String("seat")
	if seat == "" {
		seat = storage.NewID()
		p.SetString("seat", seat)
	}
	return workbook.Author{
		Name: strings.TrimSpace(p.String("author.name")), Role: strings.TrimSpace(p.String("author.role")), Seat: seat,
	}
}

func (p prefs) setAuthor(name, role string) {
	p.SetString("author.name", name)
	p.SetString("author.role", role)
}

func (p prefs) theme() kit.Theme {
	return kit.Theme{
		Variant: kit.Variant(p.StringWithFallback("theme", string(kit.FollowSystem))),
		Scale:   float32(p.textSize()) / 100,
	}
}

// textSize is the size of all text in percent.
func (p prefs) textSize() int { return p.IntWithFallback("text", 100) }

func (p prefs) recent() []string { return p.StringList("recent") }

// remember puts a file first among the recent ones.
func (p prefs) remember(path string) {
	list := slices.DeleteFunc(p.recent(), func(x string) bool { return x == path })
	list = append([]string{path}, list...)
	p.SetStringList("recent", list[:min(len(list), maxRecent)])
}

// forgetIfGone takes a file that is not there any more off the recent ones.
func (p prefs) forgetIfGone(path string, err error) {
	if errors.Is(err, workbook.ErrNoSuchFile) {
		p.SetStringList("recent", slices.DeleteFunc(p.recent(), func(x string) bool { return x == path }))
	}
}

// place is where the person left off in a workbook.
func (p prefs) place(path string) (school, screen, item string) {
	if p.String("place.file") != path {
		return "", "", ""
	}
	return p.String("place.school"), p.String("place.screen"), p.String("place.item")
}

func (p prefs) setPlace(path, school, screen, item string) {
	p.SetString("place.file", path)
	p.SetString("place.school", school)
	p.SetString("place.screen", screen)
	p.SetString("place.item", item)
}

func (p prefs) size() fyne.Size {
	return fyne.NewSize(float32(p.FloatWithFallback("window.width", 1280)), float32(p.FloatWithFallback("window.height", 800)))
}

func (p prefs) setSize(s fyne.Size) {
	if s.Width >= 400 && s.Height >= 300 {
		p.SetFloat("window.width", float64(s.Width))
		p.SetFloat("window.height", float64(s.Height))
	}
}
