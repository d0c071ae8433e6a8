package export

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"

	"golang.org/x/text/language"
)

var errForm = errors.New("describe document: unexpected form")

// describe mends and completes what the drawing library writes. To the catalog it adds the
// language of the text and the wish that the title stand in the window's title bar; to
// every line of the outline the number of lines below it, closed, where the library writes
// a zero that the standard forbids; to the file an identifier made from its own bytes. The
// file's table of objects is written anew to match.
func describe(doc []byte, code string, below []int) ([]byte, error) {
	tag, err := language.Parse(code)
	if err != nil {
		tag = language.Und
	}
	parts, err := takeApart(doc)
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(doc)
	var out bytes.Buffer
	out.Write(doc[:parts.outline])
	const zero = "\n/Count 0>>\nendobj\n"
	shifts := []shift{{}}
	rest := doc[parts.outline:parts.catalogEnd]
	for _, n := range below {
		at := bytes.Index(rest, []byte(zero))
		if at < 0 {
			return nil, errForm
		}
		out.Write(rest[:at])
		if n > 0 {
			fmt.Fprintf(&out, "\n/Count -%d", n)
		}
		out.WriteString("\n>>\nendobj\n")
		rest = rest[at+len(zero):]
		from := parts.catalogEnd - len(rest)
		shifts = append(shifts, shift{from, out.Len() - from})
	}
	out.Write(rest)
	fmt.Fprintf(&out, "\n/Lang (%s)\n/ViewerPreferences <</DisplayDocTitle true>>\n>>\nendobj\n", tag)

	xref := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(parts.offsets)+1)
	for _, offset := range parts.offsets {
		fmt.Fprintf(&out, "%010d 00000 n \n", offset+shiftAt(shifts, offset))
	}
	out.WriteString("trailer\n<<\n")
	out.Write(parts.trailer)
	fmt.Fprintf(&out, "/ID [<%X> <%X>]\n>>\nstartxref\n%d\n%%%%EOF\n", sum[:16], sum[:16], xref)
	finished := out.Bytes()
	copy(finished, "%PDF-1.7") // the version that knows all of these, as long as the old one
	return finished, nil
}

// shift says by how much everything from an old offset on has moved.
type shift struct{ from, by int }

func shiftAt(shifts []shift, offset int) int {
	by := 0
	for _, s := range shifts {
		if s.from <= offset {
			by = s.by
		}
	}
	return by
}

// fileParts are the places of a finished file that describe works on.
type fileParts struct {
	outline    int    // no object from here on holds a stream
	catalogEnd int    // the catalog is the last object; its dictionary ends here
	offsets    []int  // of the objects, from the first on
	trailer    []byte // what the trailer's dictionary holds
}

func takeApart(doc []byte) (fileParts, error) {
	const header, catalogEnd, table = "%PDF-1.", "\n>>\nendobj\nxref\n", "\ntrailer\n<<\n"
	var p fileParts
	p.outline = bytes.LastIndex(doc, []byte("\nendstream\n"))
	p.catalogEnd = bytes.LastIndex(doc, []byte(catalogEnd))
	if !bytes.HasPrefix(doc, []byte(header)) || p.outline < 0 || p.catalogEnd < p.outline {
		return p, errForm
	}
	tail := doc[p.catalogEnd+len(catalogEnd):]
	start := bytes.Index(tail, []byte(table))
	end := bytes.LastIndex(tail, []byte(">>\nstartxref\n"))
	if start < 0 || end < start {
		return p, errForm
	}
	p.trailer = tail[start+len(table) : end]
	for i, entry := range bytes.Split(tail[:start], []byte("\n")) {
		if i < 2 { // the table's size and the entry of free objects
			continue
		}
		var offset int
		if _, err := fmt.Sscanf(string(entry), "%d 00000 n", &offset); err != nil {
			return p, fmt.Errorf("describe document: %w", err)
		}
		p.offsets = append(p.offsets, offset)
	}
	return p, nil
}
