package workbook

import "fmt"

// Clock is a time of day as "HH:MM" in 24 hours, as times of an exercise and of its story are
// written. Empty means none.
type Clock string

// MinutesADay is how many minutes a day has.
const MinutesADay = 24 * 60

// ClockAt is a time of day so many minutes after midnight; it goes round at midnight.
func ClockAt(minutes int) Clock {
	minutes = ((minutes % MinutesADay) + MinutesADay) % MinutesADay
	return Clock(fmt.Sprintf("%02d:%02d", minutes/60, minutes%60))
}

// ParseClock reads "7:05", "07:05" or nothing. Its error is a Problem of kind ErrNotATime.
func ParseClock(text string) (Clock, error) {
	if text == "" {
		return "", nil
	}
	var h, m int
	var rest string
	n, _ := fmt.Sscanf(text, "%d:%d%s", &h, &m, &rest)
	c := ClockAt(h*60 + m)
	if n != 2 || h < 0 || h > 23 || m < 0 || m > 59 || (text != string(c) && "0"+text != string(c)) {
		return "", &Problem{Kind: ErrNotATime, Value: Shorten(text, 60)}
	}
	return c, nil
}

// Minutes is how many minutes after midnight a time is; 0 for none.
func (c Clock) Minutes() int {
	var h, m int
	_, _ = fmt.Sscanf(string(c), "%d:%d", &h, &m)
	return h*60 + m
}

// Add is the time so many minutes on; none stays none.
func (c Clock) Add(minutes int) Clock {
	if c == "" {
		return ""
	}
	return ClockAt(c.Minutes() + minutes)
}
