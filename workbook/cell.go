package workbook

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// cellReader reads the cells of a table as values of fields.
type cellReader struct {
	words    Wording
	dayFirst bool
	months   map[string]time.Month
}

func newCellReader(w Wording) *cellReader {
	c := &cellReader{words: w, months: map[string]time.Month{}}
	for m := time.January; m <= time.December; m++ {
		c.months[wordKey(w.Text("month."+strconv.Itoa(int(m))))] = m
		c.months[wordKey(w.Text("month-short."+strconv.Itoa(int(m))))] = m
	}
	return c
}

// read turns a cell that is not empty into the value of a field other than of ids. Its
// error is a [Problem] without file and place.
func (c *cellReader) read(e Entity, field Field, cell string) (string, *Problem) {
	bad := func(kind error) (string, *Problem) {
		return "", &Problem{Kind: kind, Field: field.Name, Value: Shorten(cell, 60)}
	}
	if spreadsheetError(cell) {
		return bad(ErrBadValue)
	}
	value, ok := "", true
	switch field.Kind {
	case LongText:
		value = plainText(cell)
	case Number:
		if value, ok = readNumber(cell); !ok {
			return bad(ErrNotANumber)
		}
	case Day:
		var d Date
		if d, _, ok = c.day(cell); !ok {
			return bad(ErrNotADate)
		}
		value = string(d)
	case Choice:
		if value, ok = c.code(e, field, cell); !ok {
			return bad(ErrBadValue)
		}
	case Codes:
		var levels []Level
		if levels, ok = c.levels(cell); !ok {
			return bad(ErrBadValue)
		}
		value = JoinIDs(levels)
	default:
		value = strings.Join(strings.Fields(cell), " ")
	}
	if err := field.Check(value); err != nil {
		p := err.(*Problem) // as Check promises
		p.Value = Shorten(cell, 60)
		return "", p
	}
	return value, nil
}

// plainText is a text with even line ends and nothing around it.
func plainText(text string) string {
	return strings.TrimSpace(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text))
}

// spreadsheetError reports whether a cell holds what a formula shows that has no result.
func spreadsheetError(cell string) bool {
	return slices.Contains([]string{"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"}, strings.TrimSpace(cell))
}

var (
	wholeNumber = regexp.MustCompile(`^\d+(?:\.0*)?$`)
	inThousands = regexp.MustCompile(`^\d{1,3}(?:,\d{3})+(?:\.0*)?$`)
)

// readNumber reads a whole number as people write it: 1,234 or $12,500.00.
func readNumber(cell string) (string, bool) {
	text := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Sc, r) || r == '\u202f' {
			return -1
		}
		return r
	}, cell)
	if inThousands.MatchString(text) {
		text = strings.ReplaceAll(text, ",", "")
	}
	if !wholeNumber.MatchString(text) {
		return "", false
	}
	text, _, _ = strings.Cut(text, ".")
	n, err := strconv.Atoi(text)
	if err != nil || n > MaxNumber {
		return "", false
	}
	return number(n), true
}

var (
	yearFirst = regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?$`)
	yearLast  = regexp.MustCompile(`^(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?:[T ].*)?$`)
	serialDay = regexp.MustCompile(`^\d{5}(?:\.0*)?$`)
)

// day reads a day: 2027-08-14, 8/14/2027 or 14/8/2027 in the order of the table, 14.8.2027,
// 14 Aug 2027, or the number by which spreadsheets count days. It reports whether the order
// of month and day made a difference.
func (c *cellReader) day(cell string) (d Date, ambiguous, ok bool) {
	text := strings.TrimSpace(cell)
	if m := yearFirst.FindStringSubmatch(text); m != nil {
		d, ok = dateOf(m[1], m[2], m[3])
		return d, false, ok
	}
	if m := yearLast.FindStringSubmatch(text); m != nil {
		month, day, year := m[1], m[3], m[4]
		if m[2] == "." || c.dayFirst {
			month, day = day, month
		}
		d, ok = dateOf(year, month, day)
		return d, m[2] != "." && m[1] != m[3], ok
	}
	if serialDay.MatchString(text) {
		n, _ := strconv.Atoi(text[:5])
		d, err := ParseDate(time.Date(1899, time.December, 30+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
		return d, false, err == nil
	}
	d, ok = c.written(text)
	return d, false, ok
}

// written reads a day whose month is a word.
func (c *cellReader) written(text string) (Date, bool) {
	parts := strings.Fields(wordKey(text))
	if len(parts) != 3 {
		return "", false
	}
	i := slices.IndexFunc(parts[:2], func(p string) bool { return c.months[p] > 0 })
	if i < 0 {
		return "", false
	}
	return dateOf(parts[2], strconv.Itoa(int(c.months[parts[i]])), parts[1-i])
}

// dateOf puts a day together; a year of two digits is of this century.
func dateOf(year, month, day string) (Date, bool) {
	if len(year) == 2 {
		year = "20" + year
	}
	d, err := ParseDate(year + "-" + strings.Repeat("0", max(2-len(month), 0)) + month + "-" + strings.Repeat("0", max(2-len(day), 0)) + day)
	return d, err == nil && d != ""
}

// tells reports whether a day can only be read in one order, and whether that has the day first.
func tells(cell string) (dayFirst, known bool) {
	m := yearLast.FindStringSubmatch(strings.TrimSpace(cell))
	if m == nil || m[2] == "." {
		return false, false
	}
	first, _ := strconv.Atoi(m[1])
	second, _ := strconv.Atoi(m[3])
	return first > 12, first > 12 != (second > 12)
}

// code finds the code of a vocabulary that a word means: the code itself, its word in the
// language, or another word in use for it.
func (c *cellReader) code(e Entity, field Field, cell string) (string, bool) {
	family := field.Name
	switch {
	case e == ActionEntity && field.Name == "status":
		family = "action-status"
	case e == InjectEntity && field.Name == "type":
		family = "inject-type"
	}
	key := wordKey(cell)
	for _, code := range field.Codes {
		if code != "" && slices.Contains(c.wordsFor(family, code), key) {
			return code, true
		}
	}
	return "", false
}

// wordsFor lists what a code is called.
func (c *cellReader) wordsFor(family, code string) []string {
	list := code + ";" + c.words.Text(family+"."+code)
	if more := "import.words." + family + "." + code; c.words.Has(more) {
		list += ";" + c.words.Text(more)
	}
	return wordKeys(list)
}

var (
	levelBreaks = regexp.MustCompile(`[;,/&+\n|]`)
	gradeRange  = regexp.MustCompile(`^(p|pk|prek|tk|k|\d{1,2})(?:(?:-|–|—|to)(k|\d{1,2}))?$`)
)

// levels reads levels of schooling: words with ; , / or & between, or grades as K-5, 6-8
// and 9-12.
func (c *cellReader) levels(cell string) ([]Level, bool) {
	var all []Level
	for part := range strings.SplitSeq(levelBreaks.ReplaceAllString(cell, ";"), ";") {
		if strings.TrimSpace(part) == "" {
			continue
		}
		levels, ok := c.level(part)
		if !ok {
			return nil, false
		}
		all = append(all, levels...)
	}
	return all, true
}

func (c *cellReader) level(part string) ([]Level, bool) {
	key := wordKey(part)
	for _, l := range Levels() {
		if slices.Contains(c.wordsFor("level", string(l)), key) {
			return []Level{l}, true
		}
	}
	text := strings.ToLower(strings.Join(strings.Fields(part), ""))
	text = strings.TrimPrefix(strings.TrimPrefix(text, "grades"), "grade")
	text = strings.ReplaceAll(text, "pre-k", "pk")
	m := gradeRange.FindStringSubmatch(text)
	if m == nil {
		return nil, false
	}
	from, okFrom := grade(m[1])
	to, okTo := from, true
	if m[2] != "" {
		to, okTo = grade(m[2])
	}
	if !okFrom || !okTo || from > to {
		return nil, false
	}
	return levelsOf(from, to), true
}

// grade is the number of a grade, 0 for kindergarten, -1 for what comes before.
func grade(text string) (int, bool) {
	switch text {
	case "p", "pk", "prek":
		return -1, true
	case "k", "tk":
		return 0, true
	}
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 1 && n <= 12
}

// levelsOf are the levels that a range of grades is taught at. One grade alone of a level at
// the edge of a range does not make a school of that level: K-6 is elementary.
func levelsOf(from, to int) []Level {
	var several, some []Level
	if from < 0 {
		several = append(several, "pre-k")
	}
	for _, l := range []struct {
		level    Level
		from, to int
	}{{"elementary", 0, 5}, {"middle", 6, 8}, {"high", 9, 12}} {
		n := min(to, l.to) - max(from, l.from) + 1
		if n > 1 {
			several = append(several, l.level)
		}
		if n > 0 {
			some = append(some, l.level)
		}
	}
	if len(several) == 0 || len(several) == 1 && several[0] == "pre-k" {
		return append(several, some...)
	}
	return several
}
