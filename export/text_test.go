package export

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"forethought/workbook"
)

func readFaces(t *testing.T) [3]*face {
	t.Helper()
	var faces [3]*face
	for i, name := range []string{"Regular", "Bold", "Italic"} {
		ttf, err := os.ReadFile(filepath.Join("..", "assets", "fonts", "NotoSans-"+name+".ttf"))
		if err != nil {
			t.Fatal(err)
		}
		if faces[i], err = newFace(ttf); err != nil {
			t.Fatal(err)
		}
	}
	return faces
}

func TestCleanTextHoldsOnlyWhatTheFontDraws(t *testing.T) {
	faces := readFaces(t)
	rapid.Check(t, func(t *rapid.T) {
		raw := rapid.OneOf(rapid.String(), rapid.Map(rapid.SliceOf(rapid.Byte()), func(b []byte) string { return string(b) })).Draw(t, "text")
		clean, replaced := faces[bold].clean(raw)
		for _, r := range clean {
			if r != '\n' && (r > 0xFFFF || faces[bold].advance(r) < 0) {
				t.Fatalf("%q is left in the text", r)
			}
		}
		if replaced == 0 && strings.ContainsRune(string(clean), '\uFFFD') {
			t.Fatal("a replacement was not counted")
		}
	})
}

func TestLinesHoldEveryCharacterAndKeepTheWidth(t *testing.T) {
	faces := readFaces(t)
	letters := rapid.StringOf(rapid.RuneFrom([]rune("abc WЖễ-/\n 1")))
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.Float64Range(5, 200).Draw(t, "width")
		var spans []span
		var given strings.Builder
		for i, text := range rapid.SliceOf(letters).Draw(t, "spans") {
			spans = append(spans, span{text: printable(text), style: style(i % 3)})
			given.WriteString(text)
		}
		var set strings.Builder
		for _, line := range breakLines(faces, spans, 9, width) {
			used := 0.0
			for _, r := range line {
				set.WriteString(string(r.text))
				used += faces[r.style].width(r.text, 9)
			}
			if n := len(line); used > width+0.1 && (n > 1 || len([]rune(line[0].text)) > 1) {
				t.Fatalf("a line of %.1f in a width of %.1f: %v", used, width, line)
			}
		}
		bare := strings.NewReplacer(" ", "", "\n", "")
		if bare.Replace(set.String()) != bare.Replace(given.String()) {
			t.Fatalf("%q became %q", given.String(), set.String())
		}
	})
}

func TestTakingPiecesLosesNoneAndAlwaysEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var pieces []piece
		for range rapid.IntRange(0, 30).Draw(t, "n") {
			pieces = append(pieces, piece{
				height: rapid.Float64Range(1, 60).Draw(t, "height"), stay: rapid.Bool().Draw(t, "stay"),
			})
		}
		room := rapid.Float64Range(1, 50).Draw(t, "room")
		total := len(pieces)
		for taken := 0; taken < total; {
			fit, rest := take(pieces, room, true)
			if len(fit) == 0 || len(fit)+len(rest) != len(pieces) {
				t.Fatalf("%d of %d pieces taken, %d left", len(fit), len(pieces), len(rest))
			}
			if len(fit) > 1 && heightOf(fit) > room+0.02 {
				t.Fatalf("%.1f taken into a room of %.1f", heightOf(fit), room)
			}
			taken, pieces = taken+len(fit), rest
		}
	})
}

func TestWordsOfADateAreNotPartedAtTheirHyphens(t *testing.T) {
	faces := readFaces(t)
	spans := []span{{text: "due 2027-08-14 fire-service"}}
	var lines []string
	for _, l := range breakLines(faces, spans, 9, faces[regular].width("2027-08-14 fire-", 9)+1) {
		lines = append(lines, string(l[0].text))
	}
	if got := strings.Join(lines, "|"); got != "due 2027-08-14|fire-service" && got != "due|2027-08-14 fire-|service" {
		t.Errorf("set as %s", got)
	}
}

func TestDocumentThatFailsItsCheckIsNotDelivered(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "plan.pdf")
	for name, doc := range map[string][]byte{"empty": nil, "cut short": []byte("%PDF-1.7\n1 0 obj"), "no PDF": bytes.Repeat([]byte("x"), 5000)} {
		err := deliver(context.Background(), path, doc, 1)
		if !errors.Is(err, workbook.ErrDocumentFaulty) {
			t.Errorf("%s: the error is %v", name, err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
			t.Errorf("%s: left in the folder: %v (%v)", name, left, err)
		}
	}
}

// plainFrame is a document without pages yet, in which a key is its own words.
func plainFrame(t *testing.T) (*frame, *bytes.Buffer) {
	t.Helper()
	o := Options{Paper: Letter, Words: plainWords{}}
	for name, at := range map[string]*[]byte{"Regular": &o.Fonts.Regular, "Bold": &o.Fonts.Bold, "Italic": &o.Fonts.Italic} {
		ttf, err := os.ReadFile(filepath.Join("..", "assets", "fonts", "NotoSans-"+name+".ttf"))
		if err != nil {
			t.Fatal(err)
		}
		*at = ttf
	}
	drawn := new(bytes.Buffer)
	o.to = drawn
	f, err := newFrame(context.Background(), o, about{Title: "Test"})
	if err != nil {
		t.Fatal(err)
	}
	return f, drawn
}

func TestDocumentWithAPageTooFewIsFaulty(t *testing.T) {
	f, drawn := plainFrame(t)
	f.page()
	f.part("1", "One", "one", 0)
	f.page()
	pages, err := f.finish()
	if err != nil || pages != 2 {
		t.Fatalf("%d pages, %v", pages, err)
	}
	if err := check(bytes.NewReader(drawn.Bytes()), 2); err != nil {
		t.Error(err)
	}
	if err := check(bytes.NewReader(drawn.Bytes()), 3); err == nil {
		t.Error("a missing page was not noticed")
	}
}

// A row of which nothing fits on what is left of a page begins on the next one: with its
// bookmark, and not as the continuation of anything.
func TestARowThatBeginsOnTheNextPageIsPlacedThere(t *testing.T) {
	f, _ := plainFrame(t)
	f.page()
	table := f.newTable(column{"Item", 1})
	table.heading()
	f.y += f.room() - 80 // less than the row's opening lines, which stay together
	cell := make([]piece, 60)
	for i := range cell {
		cell[i] = piece{height: 10, stay: i < 9}
	}
	continued, placed := false, 0
	table.row(row{
		cells: [][]piece{cell},
		again: []piece{{height: 10, draw: func(_, _ float64) { continued = f.pdf.number() == 2 }}},
		place: func(float64) { placed = f.pdf.number() },
	})
	if placed != 2 || continued {
		t.Errorf("placed on page %d, as a continuation: %v; want page 2 and as a beginning", placed, continued)
	}
}

// plainWords give a key back as its own words.
type plainWords struct{}

func (plainWords) Text(key string, _ ...any) string { return key }
func (plainWords) Date(d workbook.Date) string      { return string(d) }
func (plainWords) When(when string) string          { return when }
func (plainWords) Code() string                     { return "en" }
