package workbook

import (
	"errors"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// FuzzText gives one text to everything that reads what a person typed. What is accepted is
// what it is when it is read again.
func FuzzText(f *testing.F) {
	for _, text := range []string{
		"", "2027-08-14", "8/14/2027", "14 Aug 2027", "August 14, 2027", "14.8.27", "46000", "29 Feb 2027", "0000-00-00",
		"09:15", "7:05", "9 pm", "0915 hrs", "T+1:15", "StartEx + 15 min", "1 h 15", "2027-08-14 09:15:00", "0.40625", "٣:٤٥", "99:99",
		"1,234", "$12,500.00", "9999999999999999999", "K-5", "pre-k; 9–12", "grades 6 to 8", "NUL.txt", "../..\\a:b", "a\u202egpj.exe", strings.Repeat("é", 130) + ".pdf",
		`{"form":1,"stamp":{"id":"x"},"sum":""}`, "\xff\x00", "violet kettle drums softly", "=1+1", "#N/A", "a\r\nb", "aaaa-0142",
	} {
		f.Add(text)
	}
	words := wording(f)
	cells, times := newCellReader(words), newTimeReader(words)
	e := &ExerciseRecord{}
	e.Starts, e.Minutes = "23:30", 120
	f.Fuzz(func(t *testing.T, text string) {
		said := func(err error) {
			t.Helper()
			var p *Problem
			if err != nil && (!errors.As(err, &p) || utf8.RuneCountInString(p.Value) > 120) {
				t.Errorf("refused with %v", err)
			}
		}
		if d, err := ParseDate(text); err == nil {
			if again, err := ParseDate(string(d)); err != nil || again != d || d != "" && d.Time().IsZero() {
				t.Errorf("the day %q is read again as %q", d, again)
			}
		} else if !errors.Is(err, ErrNotADate) {
			t.Error(err)
		}
		if d, err := ReadDate(text); err == nil && d != "" {
			if _, err := time.Parse(time.DateOnly, string(d)); err != nil || len(d) != 10 {
				t.Errorf("%q is read as the day %q", text, d)
			}
		}
		c, err := ParseClock(text)
		said(err)
		if err == nil && c != "" && ClockAt(c.Minutes()) != c {
			t.Errorf("%q is read as the time %q", text, c)
		}
		if at, ok := times.read(text); ok {
			if at.isClock && (at.clock < 0 || at.clock >= MinutesADay) || at.isSinceZero && (at.elapsed < 0 || at.elapsed > 10_000*60) {
				t.Errorf("%q is read as %+v", text, at)
			}
			for _, sinceZero := range []bool{false, true} {
				if minute, ok := e.minute(at, sinceZero); ok && minute < 0 {
					t.Errorf("%q is minute %d", text, minute)
				}
			}
		}
		if n, ok := readNumber(text); ok && n != "" { // which is 0
			if again, ok := readNumber(n); !ok || again != n {
				t.Errorf("the number %q is read again as %q", n, again)
			}
		}
		for _, entity := range []Entity{SchoolEntity, ActionEntity, AnswerEntity, InjectEntity, EventEntity, ExerciseEntity} {
			for _, field := range FieldsOf(entity) {
				said(field.Check(text))
				if field.Kind == Refs || field.Kind == Ref || field.Kind == Link || field.Kind == Token || field.Kind == Flag || field.Kind == TimeOfDay {
					continue // is not read from cells
				}
				value, problem := cells.read(entity, field, text)
				if problem != nil {
					said(problem)
				} else if err := field.Check(value); err != nil {
					t.Errorf("%s.%s: %q is read as %q: %v", entity, field.Name, text, value, err)
				}
			}
		}
		if name := CleanFileName(text); CleanFileName(name) != name || name == "" || !utf8.ValidString(name) || strings.ContainsAny(name, `/\:`) || utf8.RuneCountInString(name) > maxFileName+1 {
			t.Errorf("%q is cleaned to %q, and that to %q", text, name, CleanFileName(name))
		}
		if s, err := ReadFormStamp(text); err == nil {
			if again, err := ReadFormStamp(s.Encode()); err != nil || again.Encode() != s.Encode() {
				t.Errorf("a stamp is read again as %+v (%v)", again, err)
			}
		} else {
			said(err)
		}
		_, err = ReadFeedbackStamp(text)
		said(err)
		if p, why := NewPassphrase(text, text); why == StrongEnough && p.Text() != text {
			t.Errorf("%q is another passphrase than %q", p.Text(), text)
		}
		w := ParseWords(text)
		if _, excerpt, all := w.Find([]Passage{{"note", text}}); all && !w.Empty() && len(excerpt.Marks) == 0 && len(w.phrases) < maxPhrases {
			t.Errorf("%q is found in itself, and nowhere marked", text)
		}
		if s := Shorten(text, 10); utf8.RuneCountInString(s) > 10 {
			t.Errorf("shortened to %q", s)
		}
	})
}
