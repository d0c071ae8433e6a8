package export

import (
	"context"
	"io"
	"strings"

	"forethought/workbook"
)

// Words are the texts of one language.
type Words interface {
	// Text is the text of a key. Arguments are pairs of a name and a value that the text
	// may hold; the value of "Count" picks the plural.
	Text(key string, args ...any) string
	// Date is a day as it is written in full, for example 14 August 2027.
	Date(workbook.Date) string
	// When is a moment of the record, as exactly as it is known: a year, a month, a day, or
	// a day with its time.
	When(string) string
	// Code is the language's BCP 47 code.
	Code() string
}

// Fonts are the three faces of the document's typeface, as the bytes of TrueType files.
// They are embedded in the document, cut down to the characters in use.
type Fonts struct {
	Regular, Bold, Italic []byte
}

// NewFonts are fonts as [forethought/assets.Fonts] gives them.
func NewFonts(regular, bold, italic []byte) Fonts { return Fonts{regular, bold, italic} }

// Paper is the size of a document's pages.
type Paper string

// The papers.
const (
	Letter Paper = "letter" // 8.5 x 11 inches
	A4     Paper = "a4"     // 210 x 297 millimetres
)

// Papers lists the papers, the customary one of the United States first.
func Papers() []Paper { return []Paper{Letter, A4} }

// ParsePaper reads a paper's name in any case. Its error is a [workbook.Problem] of kind
// ErrBadValue.
func ParsePaper(name string) (Paper, error) {
	for _, p := range Papers() {
		if strings.EqualFold(strings.TrimSpace(name), string(p)) {
			return p, nil
		}
	}
	return "", &workbook.Problem{Kind: workbook.ErrBadValue, Field: "paper", Value: workbook.Shorten(name, 60)}
}

// size is width and height in points of 1/72 inch.
func (p Paper) size() (float64, float64) {
	if p == A4 {
		return 595.28, 841.89
	}
	return 612, 792
}

// Options say how a document is drawn.
type Options struct {
	Paper    Paper
	Words    Words
	Fonts    Fonts
	Progress func(done, total int) // called after each part, from the calling goroutine; may be nil
	Content  Content               // nil for a document that lists pictures and shows none
	// Passphrase has a PDF protected with AES-256, so that it opens with the passphrase
	// alone; the zero value leaves it open to everybody.
	Passphrase workbook.Passphrase

	to io.Writer // where the document goes
}

// Content gives the bytes of an attachment by its id.
type Content func(ctx context.Context, id string) ([]byte, error)

// Receipt says what a written document contains and what it leaves out.
type Receipt struct {
	Path          string
	Pages         int
	Bytes         int64
	Actions       int
	Items         int
	Schools       int // in documents on several
	Sources       int
	OpenQuestions int
	Objectives    int // in documents on an exercise, as the four that follow
	Injects       int
	Questions     int
	Ratings       int
	Observations  int
	Replaced      int // characters that the fonts lack, printed as a visible replacement
	LeftOut       []workbook.LeftOut
}
