package workbook

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Passphrase is one that was found strong enough to seal with; see [NewPassphrase].
type Passphrase struct{ text string }

// Text is the passphrase itself. The zero value has none.
func (p Passphrase) Text() string { return p.text }

// String hides it, so that it does not end up in a message or a log.
func (p Passphrase) String() string { return "(passphrase)" }

// GoString hides it from %#v, too.
func (p Passphrase) GoString() string { return p.String() }

// Weakness is why a passphrase is refused; its words are under "passphrase.weak.".
type Weakness string

// The reasons. StrongEnough is none of them.
const (
	StrongEnough   Weakness = ""
	WeakBlank      Weakness = "blank"    // begins or ends with a blank, or holds what cannot be typed
	WeakLong       Weakness = "long"     // longer than a PDF's passphrase may be
	WeakShort      Weakness = "short"    // fewer than 12 characters
	WeakRepeats    Weakness = "repeats"  // a few characters, or one piece, over and over
	WeakSequence   Weakness = "sequence" // mostly runs of the alphabet, of digits or of keys
	WeakNames      Weakness = "names"    // little besides the names of the file and its schools
	WeakCommon     Weakness = "common"   // little besides words that everybody tries first
	WeakSingleWord Weakness = "one-word" // letters with figures behind them
)

const (
	leastPassphrase  = 12  // characters
	mostPassphrase   = 127 // bytes; what a PDF takes
	leastDifferent   = 6   // characters that are not the same
	leastOwn         = 8   // characters besides names and common words
	longEnoughAsWord = 20  // from here on letters with figures are more than one word
)

// NewPassphrase takes a passphrase for sealing, or says why it is too weak. Names are those
// that anybody would guess: of the file, of its schools.
//
// The rule is simple and says what it can: it finds passphrases that are guessed first. It
// cannot tell that one was used elsewhere or is somebody's birthday.
func NewPassphrase(text string, names ...string) (Passphrase, Weakness) {
	for _, rule := range []struct {
		why  Weakness
		weak bool
	}{
		{WeakBlank, !typable(text)},
		{WeakLong, len(text) > mostPassphrase},
		{WeakShort, utf8.RuneCountInString(text) < leastPassphrase},
		{WeakRepeats, repeats(text)},
		{WeakSequence, isSequence(text)},
		{WeakCommon, own(text, commonWords()) < leastOwn},
		{WeakNames, own(text, append(wordsOf(names...), commonWords()...)) < leastOwn},
		{WeakSingleWord, isSingleWord(text)},
	} {
		if rule.weak {
			return Passphrase{}, rule.why
		}
	}
	return Passphrase{text}, StrongEnough
}

// typable says whether everybody who is told the passphrase types the same.
func typable(text string) bool {
	return utf8.ValidString(text) && strings.TrimSpace(text) == text &&
		strings.IndexFunc(text, func(r rune) bool { return !unicode.IsGraphic(r) }) < 0
}

// repeats says whether a text is made of few characters or of one piece.
func repeats(text string) bool {
	runes := []rune(strings.ToLower(text))
	different := map[rune]bool{}
	for _, r := range runes {
		different[r] = true
	}
	if len(different) < leastDifferent {
		return true
	}
	for piece := 1; piece <= len(runes)/2; piece++ {
		same := true
		for i := piece; i < len(runes) && same; i++ {
			same = runes[i] == runes[i-piece]
		}
		if same {
			return true
		}
	}
	return false
}

// keyRows are the letters as they lie beside each other on keyboards.
var keyRows = []string{"qwertyuiop", "asdfghjkl", "zxcvbnm", "qwertzuiop", "yxcvbnm", "azertyuiop", "qsdfghjklm", "wxcvbn", "1234567890"}

// isSequence says whether at least half of a text's steps lead to a neighbour in the
// alphabet, among the figures or on the keyboard, or stay.
func isSequence(text string) bool {
	runes := letters(text)
	steps := 0
	for i := 1; i < len(runes); i++ {
		pair, back := string(runes[i-1:i+1]), string([]rune{runes[i], runes[i-1]})
		near := runes[i] - runes[i-1]
		for _, row := range keyRows {
			if strings.Contains(row, pair) || strings.Contains(row, back) {
				near = 0
			}
		}
		if near >= -1 && near <= 1 {
			steps++
		}
	}
	return 2*steps >= len(runes)
}

// letters are a text's letters and figures, in lower case.
func letters(text string) []rune {
	var kept []rune
	for _, r := range strings.ToLower(text) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			kept = append(kept, r)
		}
	}
	return kept
}

// disguises are figures and signs that stand for letters.
var disguises = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "@", "a", "$", "s", "!", "i")

var years = regexp.MustCompile(`(19|20)\d\d`)

// own counts a text's characters besides blanks, years and some words, longest first,
// whether these stand as they are or in disguise.
func own(text string, words []string) int {
	least := utf8.RuneCountInString(text)
	text = years.ReplaceAllString(strings.ToLower(text), " ")
	for _, form := range []string{text, disguises.Replace(text)} {
		for _, w := range words {
			form = strings.ReplaceAll(form, w, " ")
		}
		n := 0
		for _, r := range form {
			if !unicode.IsSpace(r) {
				n++
			}
		}
		least = min(least, n)
	}
	return least
}

// wordsOf are the words in names, three letters and more, in lower case and the longest
// first.
func wordsOf(names ...string) []string {
	var words []string
	for _, name := range names {
		for _, w := range strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
			if utf8.RuneCountInString(w) >= 3 {
				words = append(words, w)
			}
		}
	}
	return longestFirst(words)
}

// commonWords are what is tried first, of passwords in general and of those of schools. The
// phrase of four words is the one in every text on passphrases.
func commonWords() []string {
	return longestFirst(append([]string{"correct horse battery staple", "correcthorsebatterystaple"}, wordsOf(`
		password passwort passwords passphrase passcode pass letmein welcome admin administrator root user guest
		qwerty qwertz azerty iloveyou love monkey dragon football baseball basketball soccer sunshine princess
		master login secret shadow superman batman starwars whatever trustno1 changeme default test testing
		abc123 hello freedom computer internet
		school schools safety safe plan plans planning forethought workbook teacher teachers principal student
		students security secure emergency district elementary middle high academy classroom lockdown
		spring summer autumn fall winter january february march april may june july august september october
		november december monday tuesday wednesday thursday friday saturday sunday
		the and our for this that`)...))
}

// isSingleWord says whether a text is letters alone, perhaps with figures and signs behind:
// a word, a name, with what is put behind to please a rule.
func isSingleWord(text string) bool {
	return singleWord().MatchString(text) && utf8.RuneCountInString(text) < longEnoughAsWord
}

var singleWord = pattern(`^\p{L}+[\d\p{P}\p{S}]*$`)

func longestFirst(words []string) []string {
	slices.SortStableFunc(words, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return words
}
