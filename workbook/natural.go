package workbook

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// NaturalCompare compares names as a person orders them: without regard to letter case, and
// with numbers by their value, so that "School 10" follows "School 2". Names that differ
// in letter case or in leading zeros alone are told apart last.
func NaturalCompare(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		if m, n := digits(x), digits(y); m > 0 && n > 0 {
			p, q := strings.TrimLeft(x[:m], "0"), strings.TrimLeft(y[:n], "0")
			if c := cmp.Or(cmp.Compare(len(p), len(q)), cmp.Compare(p, q)); c != 0 {
				return c
			}
			x, y = x[m:], y[n:]
			continue
		}
		r, m := utf8.DecodeRuneInString(x)
		s, n := utf8.DecodeRuneInString(y)
		if r != s {
			if c := cmp.Compare(unicode.ToLower(r), unicode.ToLower(s)); c != 0 {
				return c
			}
		}
		x, y = x[m:], y[n:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), cmp.Compare(a, b))
}

// digits is how many ASCII digits a text begins with.
func digits(s string) int {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return i
		}
	}
	return len(s)
}
