package workbook

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Date is a calendar day in the form 2006-01-02, without time or zone. The empty Date
// means that none is set. Dates compare as strings.
type Date string

// Today is the calendar day of now where the computer stands.
func Today(now time.Time) Date { return Date(now.Format(time.DateOnly)) }

// ParseDate reads a day written as 2026-08-14, or an empty string for none. Years outside
// 1900 to 2199 are refused, since they are slips of typing.
func ParseDate(s string) (Date, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return "", nil
	}
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1900 || t.Year() > 2199 {
		return "", fmt.Errorf("read date %q: %w", s, ErrNotADate)
	}
	return Date(s), nil
}

// ReadDate reads a day as people write it: 2027-08-14, 8/14/2027 (the month first, as in the
// United States), 14 Aug 2027, August 14, 2027. Its error is that of [ParseDate].
func ReadDate(text string) (Date, error) {
	text = strings.Join(strings.Fields(text), " ")
	for _, form := range []string{"1/2/2006", "2 Jan 2006", "2 January 2006", "Jan 2, 2006", "January 2, 2006", "Jan 2 2006", "January 2 2006"} {
		if t, err := time.Parse(form, text); err == nil {
			return ParseDate(t.Format(time.DateOnly))
		}
	}
	return ParseDate(text)
}

// Compare puts the earlier day first and no day last, as [cmp.Compare].
func (d Date) Compare(other Date) int {
	if (d == "") != (other == "") {
		return -cmp.Compare(d, other)
	}
	return cmp.Compare(d, other)
}

// Time is midnight UTC of the day, the zero time for none.
func (d Date) Time() time.Time {
	t, _ := time.Parse(time.DateOnly, string(d))
	return t
}

// AddDays is the day n days later; it keeps none as none.
func (d Date) AddDays(n int) Date {
	if d == "" {
		return ""
	}
	return Date(d.Time().AddDate(0, 0, n).Format(time.DateOnly))
}

// DaysUntil counts the days from d to the other day, negative when it is past.
func (d Date) DaysUntil(other Date) int {
	return int(other.Time().Sub(d.Time()).Hours() / 24)
}

// SayDate writes a day in full, as 14 August 2027. No date gives empty text.
func SayDate(d Date, w Wording) string { return sayDate(d, w, "month.") }

// SayDateShort writes a day with a short month and its year: 14 Aug 2027.
func SayDateShort(d Date, w Wording) string { return sayDate(d, w, "month-short.") }

func sayDate(d Date, w Wording, months string) string {
	if d == "" {
		return ""
	}
	t := d.Time()
	return w.Text("date.long", "Day", t.Day(), "Month", w.Text(months+strconv.Itoa(int(t.Month()))), "Year", t.Year())
}
