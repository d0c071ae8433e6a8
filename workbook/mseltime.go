package workbook

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// How far from its start an exercise's times may be where it does not say how long it takes:
// times of day are looked for in half a day, times on a clock that starts at 0 in four hours.
const (
	longestClock   = 12 * 60
	longestElapsed = 4 * 60
)

// MSELTime writes when an inject is due: as a time of day of the exercise, "09:15"; as time
// since its start, "T+1:15", where the exercise has no start time or the inject comes after
// its end; as nothing for one that is off the timeline. [ProposeMSEL] reads each back as the
// same minute.
func (e *ExerciseRecord) MSELTime(i Inject) string {
	switch {
	case i.OffTimeline:
		return ""
	case e.Starts != "" && i.Minute <= e.clockReach():
		return string(e.Starts.Add(i.Minute))
	}
	return SinceStart(i.Minute)
}

// SinceStart writes a time since the start of an exercise, "T+1:15".
func SinceStart(minute int) string {
	return "T+" + strconv.Itoa(minute/60) + string(ClockAt(minute % 60))[2:]
}

// clockReach is up to which minute times of day are looked for.
func (e *ExerciseRecord) clockReach() int {
	if e.Minutes == 0 {
		return longestClock
	}
	return min(e.Minutes, MinutesADay-1)
}

// listTime is a cell with a time as it can be read: as a time of day, as minutes since the
// start, or, where it does not say which, as both.
type listTime struct {
	clock, elapsed       int // minutes
	isClock, isSinceZero bool
}

func (t listTime) unsure() bool { return t.isClock && t.isSinceZero }

// pattern is one that is compiled when it is asked for first: those that know all letters take
// a while, and few starts of the program need them.
func pattern(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}

var (
	dayBefore   = regexp.MustCompile(`^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?: |t|, )(.+)$`)
	sinceStart  = pattern(`^(?:[\pL]+ ?)?\+ ?(.+)$`)
	withColon   = pattern(`^(\d{1,3}):(\d{2})(?::\d{2})?(?: ?([\pL.]+(?: [\pL.]+)?))?$`)
	withUnits   = pattern(`^(\d{1,4}) ?([\pL.]+(?: m\.?)?)(?: ?(\d{1,4}) ?([\pL.]*))?$`)
	digitsAlone = regexp.MustCompile(`^\d{1,4}$`)
	partOfDay   = regexp.MustCompile(`^0?[.,]\d{3,}$`)
)

// timeReader reads the times of a list.
type timeReader struct {
	minutes, hours, am, pm, none []string // words in use
}

func newTimeReader(w Wording) timeReader {
	words := func(key string) []string { return wordKeys(w.Text("import.words." + key)) }
	return timeReader{words("minutes"), words("hours"), words("am"), words("pm"), words("off-timeline")}
}

// isNone reports whether a cell says that an inject has no time.
func (r timeReader) isNone(cell string) bool {
	key := wordKey(cell)
	return key == "" || slices.Contains(r.none, key)
}

// read reads "9:15", "09:15:00", "9:15 AM", "9 pm", "0915", "0915 hrs", "15", "15 min",
// "1 h 15", "T+0:15", "StartEx + 15 min", a day with a time after it, or a part of a day as
// spreadsheets count.
func (r timeReader) read(cell string) (listTime, bool) {
	text := strings.ToLower(strings.Join(strings.Fields(cell), " "))
	if m := dayBefore.FindStringSubmatch(text); m != nil {
		t, ok := r.bare(m[1])
		return listTime{clock: t.clock, isClock: true}, ok && t.isClock
	}
	if m := sinceStart().FindStringSubmatch(text); m != nil {
		t, ok := r.bare(m[1])
		return listTime{elapsed: t.elapsed, isSinceZero: true}, ok && t.isSinceZero
	}
	return r.bare(text)
}

func (r timeReader) bare(text string) (listTime, bool) {
	if m := withColon().FindStringSubmatch(text); m != nil {
		h, _ := strconv.Atoi(m[1])
		min, _ := strconv.Atoi(m[2])
		if min > 59 {
			return listTime{}, false
		}
		return r.marked(h, min, wordKey(m[3]))
	}
	if digitsAlone.MatchString(text) {
		n, _ := strconv.Atoi(text)
		var t listTime
		if len(text) < 4 {
			t.elapsed, t.isSinceZero = n, true
		}
		if h, min := n/100, n%100; len(text) > 2 && h < 24 && min < 60 { // as armies write it
			t.clock, t.isClock = h*60+min, true
		}
		return t, t.isClock || t.isSinceZero
	}
	if partOfDay.MatchString(text) {
		part, err := strconv.ParseFloat(strings.Replace(text, ",", ".", 1), 64)
		n := int(math.Round(part * MinutesADay))
		return listTime{n, n, true, true}, err == nil && n < MinutesADay
	}
	if m := withUnits().FindStringSubmatch(text); m != nil {
		return r.units(m[1], wordKey(m[2]), m[3], wordKey(m[4]))
	}
	return listTime{}, false
}

// marked is a time with what may stand after it.
func (r timeReader) marked(h, min int, mark string) (listTime, bool) {
	pm := slices.Contains(r.pm, mark)
	switch {
	case mark == "":
		t := listTime{elapsed: h*60 + min, isSinceZero: true}
		if h < 24 {
			t.clock, t.isClock = t.elapsed, true
		}
		return t, true
	case pm || slices.Contains(r.am, mark):
		if h < 1 || h > 12 {
			return listTime{}, false
		}
		if h %= 12; pm {
			h += 12
		}
		return listTime{clock: h*60 + min, isClock: true}, true
	case slices.Contains(r.hours, mark): // 09:15 hrs
		return listTime{clock: h*60 + min, isClock: true}, h < 24
	}
	return listTime{}, false
}

// units is a time as "1 h 15 min", "15 min", "9 am" or "0915 hrs".
func (r timeReader) units(first, unit, second, unit2 string) (listTime, bool) {
	n, _ := strconv.Atoi(first)
	m, _ := strconv.Atoi(second)
	hours := slices.Contains(r.hours, unit)
	switch {
	case second == "" && slices.Contains(r.minutes, unit):
		return listTime{elapsed: n, isSinceZero: true}, true
	case second == "" && hours && len(first) == 4:
		return listTime{clock: n/100*60 + n%100, isClock: true}, n/100 < 24 && n%100 < 60
	case hours && len(first) < 4 && (unit2 == "" || slices.Contains(r.minutes, unit2)):
		return listTime{elapsed: n*60 + m, isSinceZero: true}, true
	case second == "" && len(first) < 3:
		return r.marked(n, 0, unit)
	}
	return listTime{}, false
}

// sinceZero settles how the times of a column are read that do not say whether they are
// times of day: as what more of them would then be within the exercise.
func (e *ExerciseRecord) sinceZero(times []listTime) bool {
	asClock, asElapsed, count := 0, 0, 0
	limit := e.Minutes
	if limit == 0 {
		limit = longestElapsed
	}
	for _, t := range times {
		if !t.unsure() {
			continue
		}
		count++
		if e.Starts != "" && e.sinceStart(t.clock) <= e.clockReach() {
			asClock++
		}
		if t.elapsed <= limit {
			asElapsed++
		}
	}
	if e.Starts == "" {
		return 2*asElapsed >= count
	}
	return asElapsed > asClock
}

// sinceStart is how many minutes after the exercise's start a time of day comes next.
func (e *ExerciseRecord) sinceStart(clock int) int {
	return (clock - e.Starts.Minutes() + MinutesADay) % MinutesADay
}

// minute is the minute of the exercise that a time means. It reports whether there is one: a
// time of day has none where the exercise has no start time, or where it lies before it.
func (e *ExerciseRecord) minute(t listTime, sinceZero bool) (int, bool) {
	if t.isSinceZero && (sinceZero || !t.isClock) {
		return t.elapsed, true
	}
	at := e.sinceStart(t.clock)
	return at, e.Starts != "" && at <= max(e.clockReach(), longestClock)
}
