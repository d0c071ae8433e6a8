package workbook

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxPhrases is how many words of a search count; a pasted page is not a search.
const maxPhrases = 32

// Words are what somebody searches for. A text holds them when it holds each of them; of
// the last, the beginning is enough, since it may still be in the typing. Letter case and
// accents do not count. What is written without blanks belongs together: 555-0142 is 555
// followed at once by 0142. The first 32 words count.
type Words struct {
	phrases [][]token
}

// token is a run of letters and digits.
type token struct {
	start, end int    // bytes of the text
	folded     string // without case and accents
	raw        string
}

// ParseWords reads what was typed into a search field. Any text will do; one without
// letters and digits makes empty Words.
func ParseWords(typed string) Words {
	var w Words
	for _, part := range strings.Fields(norm.NFC.String(strings.ToValidUTF8(typed, " "))) {
		if tokens := tokensOf(part); len(tokens) > 0 && len(w.phrases) < maxPhrases {
			w.phrases = append(w.phrases, tokens)
		}
	}
	return w
}

// Empty reports whether there is nothing to search for.
func (w Words) Empty() bool { return len(w.phrases) == 0 }

// Phrases are the words as they were written, each split into runs of letters and digits.
func (w Words) Phrases() [][]string {
	var phrases [][]string
	for _, p := range w.phrases {
		var runs []string
		for _, t := range p {
			runs = append(runs, t.raw)
		}
		phrases = append(phrases, runs)
	}
	return phrases
}

// Range is a part of a text, in bytes, End not included.
type Range struct{ Start, End int }

// Excerpt is a piece of a text around the words that were searched for. It is one line; an
// ellipsis stands where something was left out.
type Excerpt struct {
	Text  string
	Marks []Range // the words found, in order, none touching another
}

// Passage is a field of a thing that is searched.
type Passage struct {
	Field string
	Text  string
}

// excerptLength is how many characters an excerpt has at most, besides its ellipses.
const excerptLength = 160

// Find picks the passage that holds the most of the words, the first of several, and cuts
// an excerpt out of it. It reports whether the passages together hold all of them.
func (w Words) Find(passages []Passage) (field string, e Excerpt, all bool) {
	var best Passage
	var marks []Range
	most, found := -1, make([]bool, len(w.phrases))
	for _, p := range passages {
		p.Text = strings.ToValidUTF8(p.Text, " ")
		here, count := w.mark(p.Text, found)
		if p.Text != "" && count > most {
			best, marks, most = p, here, count
		}
	}
	return best.Field, excerpt(best.Text, marks, excerptLength), !w.Empty() && !slices.Contains(found, false)
}

// mark finds where the words stand in a text and how many of them do, and notes them in found.
func (w Words) mark(text string, found []bool) ([]Range, int) {
	tokens := tokensOf(text)
	var marks []Range
	count := 0
	for n, phrase := range w.phrases {
		prefix, met := n == len(w.phrases)-1, false
		for i := 0; i+len(phrase) <= len(tokens); i++ {
			if !begins(tokens[i:], phrase, prefix) {
				continue
			}
			met = true
			marks = append(marks, Range{tokens[i].start, tokens[i+len(phrase)-1].end})
		}
		if met {
			found[n] = true
			count++
		}
	}
	return united(marks), count
}

// begins reports whether tokens start with a phrase, of whose last token the beginning is
// enough where prefix is set.
func begins(tokens, phrase []token, prefix bool) bool {
	last := len(phrase) - 1
	for i, t := range phrase {
		if tokens[i].folded != t.folded && !(prefix && i == last && strings.HasPrefix(tokens[i].folded, t.folded)) {
			return false
		}
	}
	return true
}

// united sorts ranges and joins those that overlap.
func united(marks []Range) []Range {
	slices.SortFunc(marks, func(a, b Range) int { return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End)) })
	var out []Range
	for _, m := range marks {
		if n := len(out); n > 0 && m.Start <= out[n-1].End {
			out[n-1].End = max(out[n-1].End, m.End)
		} else {
			out = append(out, m)
		}
	}
	return out
}

// tokensOf splits a text as the index of a workbook file does, or finer.
func tokensOf(text string) []token {
	var tokens []token
	var folded strings.Builder
	start := -1
	end := func(at int) {
		if start >= 0 && folded.Len() > 0 {
			tokens = append(tokens, token{start, at, folded.String(), text[start:at]})
		}
		folded.Reset()
		start = -1
	}
	for i, r := range text {
		if !inWord(r) {
			end(i)
			continue
		}
		if start < 0 {
			start = i
		}
		fold(&folded, r)
	}
	end(len(text))
	return tokens
}

func inWord(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
	}
	return unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Co)
}

// fold writes a letter without case and accents.
func fold(to *strings.Builder, r rune) {
	if r < utf8.RuneSelf {
		to.WriteRune(unicode.ToLower(r))
		return
	}
	for _, part := range norm.NFD.String(string(r)) {
		if !unicode.Is(unicode.Mn, part) {
			to.WriteRune(unicode.ToLower(part))
		}
	}
}

// excerpt cuts up to n characters out of a text of valid UTF-8, the first mark among them.
func excerpt(text string, marks []Range, n int) Excerpt {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' ' // one byte for one byte, so the marks stay right
		}
		return r
	}, text)
	start, end := 0, len(text)
	if utf8.RuneCountInString(text) > n {
		start, end = window(text, marks, n)
	}
	for start < end && text[start] == ' ' {
		start++
	}
	for end > start && text[end-1] == ' ' {
		end--
	}
	e, before := Excerpt{}, ""
	if strings.TrimSpace(text[:start]) != "" {
		before = "…"
	}
	e.Text = before + text[start:end]
	for _, m := range marks {
		m = Range{max(m.Start, start), min(m.End, end)}
		if m.Start < m.End {
			e.Marks = append(e.Marks, Range{m.Start - start + len(before), m.End - start + len(before)})
		}
	}
	if strings.TrimSpace(text[end:]) != "" {
		e.Text += "…"
	}
	return e
}

// window chooses n characters of a longer text, beginning a little before the first mark
// and, where it can be had, at the beginning and the end of a word.
func window(text string, marks []Range, n int) (start, end int) {
	first := Range{}
	if len(marks) > 0 {
		first = marks[0]
	}
	start = first.Start
	for range n / 4 {
		_, size := utf8.DecodeLastRuneInString(text[:start])
		start -= size
	}
	if start > 0 {
		if blank := strings.IndexByte(text[start:first.Start], ' '); blank >= 0 {
			start += blank + 1
		}
	}
	end = start
	for range n {
		_, size := utf8.DecodeRuneInString(text[end:])
		end += size
	}
	if end < len(text) {
		if blank := strings.LastIndexByte(text[start:end], ' '); start+blank >= first.End && blank > 0 {
			end = start + blank
		}
	}
	return start, end
}
