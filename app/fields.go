package app

import (
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"forethought/app/kit"
	"forethought/workbook"
)

// Fields as the screens use them: labelled from the language file, checked by the domain's
// own rules, and with the desk's way to the UI goroutine.

// field makes a one-line field of an entity's short text.
func (d *desk) field(name string, commit func(string)) *kit.Field {
	f := kit.NewField(commit)
	f.Post = d.post
	if hint := "field." + name + ".hint"; d.words.Has(hint) {
		f.SetPlaceHolder(d.text(hint))
	}
	return f
}

// note makes a field of several lines.
func (d *desk) note(name string, commit func(string)) *kit.Field {
	f := kit.NewNote(commit)
	f.Post = d.post
	if hint := "field." + name + ".hint"; d.words.Has(hint) {
		f.SetPlaceHolder(d.text(hint))
	}
	return f
}

// dateField makes a field for a day, labelled by a key.
func (d *desk) dateField(label string, commit func(workbook.Date)) *kit.DateField {
	f := kit.NewDateField(d.text(label), d.text("date.placeholder"), d.text("date.calendar"), func(text string) string {
		return d.notADate(label, text)
	}, commit)
	f.Field.Post = d.post
	return f
}

// notADate says what is wrong with the text of a day, labelled by a key, and how to write it.
func (d *desk) notADate(label, text string) string {
	return d.text("problem.not-a-date", "Field", d.text(label), "Value", workbook.Shorten(text, 40)) +
		" " + d.text("problem.not-a-date.way-on")
}

// numberField makes a checked field for a whole number, labelled by a key.
func (d *desk) numberField(label string, commit func(int)) (*kit.Field, *fyne.Container) {
	f := d.field("", func(text string) {
		n, _ := strconv.Atoi(strings.TrimSpace(text)) // checked before it is committed
		commit(n)
	})
	return f, kit.Checked(d.text(label), f, func(text string) string {
		n, err := strconv.Atoi(strings.TrimSpace(text))
		if text = strings.TrimSpace(text); text != "" && (err != nil || n < 0 || n > workbook.MaxNumber) {
			return d.text("problem.not-a-number", "Field", d.text(label), "Value", workbook.Shorten(text, 40))
		}
		return ""
	})
}

// numberText writes a number for a field; zero is an empty field.
func numberText(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

// choice makes a choice from a vocabulary; none adds the empty choice first.
func (d *desk) choice(kind string, codes []string, none bool, choose func(string)) *kit.Choice {
	if none {
		codes = append([]string{""}, codes...)
	}
	return kit.NewChoice(codes, func(code string) string { return d.text(kind + "." + code) }, choose)
}

// codesOf writes a vocabulary as text.
func codesOf[T ~string](all []T) []string {
	codes := make([]string, len(all))
	for i, c := range all {
		codes[i] = string(c)
	}
	return codes
}
