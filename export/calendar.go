package export

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	ics "github.com/arran4/golang-ical"

	"forethought/workbook"
)

// ErrNoEntries is the error for a calendar without any entry, which the standard forbids.
var ErrNoEntries = errors.New("no entries")

// namedSchools is how many schools stand in an entry's title by name.
const namedSchools = 3

// WriteCalendar writes an agenda as an iCalendar file (RFC 5545) at path, replacing what is
// there, for its owner only. Every entry is a whole day that blocks no time. Its UID is
// that of the action, event, step or exercise, and its sequence number and time stamp are those of the last
// change, so that importing a later file brings an entry up to date and doubles none.
// Owners stand in it by name; notes, details and phones stay in the workbook, since
// calendars are shared and kept by others.
//
// An agenda without entries is refused with [ErrNoEntries]. The other errors and the
// guarantees are those of every document, see [writePDF].
func WriteCalendar(ctx context.Context, path string, a workbook.Agenda, words Words) (SheetReceipt, error) {
	if len(a.Entries) == 0 {
		return SheetReceipt{}, fmt.Errorf("write calendar: %w", ErrNoEntries)
	}
	if err := ctx.Err(); err != nil {
		return SheetReceipt{}, fmt.Errorf("write calendar: %w", err)
	}
	calendar := drawCalendar(a, words)
	size, err := put(ctx, path,
		func(w io.Writer) error { return calendar.SerializeTo(w, ics.WithNewLine("\r\n")) },
		func(written io.ReadSeeker) error { return checkCalendar(written, len(a.Entries)) })
	if err != nil {
		return SheetReceipt{}, fmt.Errorf("write calendar: %w", err)
	}
	return SheetReceipt{Path: path, Bytes: size, Entries: len(a.Entries)}, nil
}

func drawCalendar(a workbook.Agenda, words Words) *ics.Calendar {
	c := ics.NewCalendarFor(product)
	c.SetProductId("-//" + product + "//" + product + "//" + strings.ToUpper(words.Code()))
	c.SetCalscale("GREGORIAN")
	c.SetXWRCalName(product)
	for _, e := range a.Entries {
		changed := e.Changed
		if changed.IsZero() {
			changed = a.On.Time()
		}
		event := c.AddEvent(e.ID + "@forethought")
		event.SetDtStampTime(changed)
		event.SetLastModifiedAt(changed)
		event.SetSequence(int(e.Revision))
		event.SetAllDayStartAt(e.On.Time())
		event.SetAllDayEndAt(e.On.AddDays(1).Time())
		event.SetSummary(summary(e, words))
		if text := details(e, words); text != "" {
			event.SetDescription(text)
		}
		event.AddCategory(words.Text("agenda." + string(e.Kind)))
		event.SetTimeTransparency(ics.TransparencyTransparent)
	}
	return c
}

// summary is an entry's title: what it is, and where.
func summary(e workbook.AgendaEntry, words Words) string {
	where := strings.Join(e.Schools, ", ")
	if len(e.Schools) > namedSchools {
		where = words.Text("agenda.schools", "Count", len(e.Schools))
	}
	key := "agenda.summary"
	if where == "" {
		key = "agenda.summary.nowhere"
	}
	title := e.Title
	if e.Event != "" {
		title = words.Text("agenda.step-of", "Title", e.Title, "Event", e.Event)
	}
	return oneLine(words.Text(key, "What", words.Text("agenda."+string(e.Kind)), "Title", title, "Where", where))
}

// details are the lines below the title.
func details(e workbook.AgendaEntry, words Words) string {
	var lines []string
	add := func(key, value string) { // each has a place for the value
		if value != "" {
			lines = append(lines, words.Text(key, "Value", oneLine(value)))
		}
	}
	if len(e.Schools) > namedSchools {
		add("agenda.where", strings.Join(e.Schools, "; "))
	}
	add("agenda.owner", e.Owner)
	add("agenda.organization", e.Organization)
	add("agenda.items", titles(e.Items))
	if e.Starts != "" {
		add("agenda.starts", string(e.Starts))
	}
	if e.Minutes > 0 {
		lines = append(lines, words.Text("exercise.minutes", "Count", e.Minutes))
	}
	add("agenda.place", e.Place)
	if e.People > 0 {
		lines = append(lines, words.Text("agenda.people", "Count", e.People))
	}
	return strings.Join(lines, "\n")
}

// oneLine folds blanks, and leaves out the control characters that a calendar must not hold.
func oneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7F {
			return ' '
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// checkCalendar reads a calendar back: every entry has to be there.
func checkCalendar(from io.Reader, entries int) error {
	c, err := ics.ParseCalendar(from)
	if err != nil {
		return fmt.Errorf("check document: %w", err)
	}
	if len(c.Events()) != entries {
		return errReadBack
	}
	return nil
}
