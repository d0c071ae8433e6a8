package export

import (
	"bytes"
	digits "encoding/hex"
	"errors"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"forethought/workbook"
)

// fieldValue is what a field of a document holds.
type fieldValue struct {
	name  string
	value string
	page  int // from 1; 0 for a field that no page shows
}

// What a filled form may have at most. Fields may name one another in circles, and many fields
// one text, so what is counted is the going through them.
const (
	maxFormPages  = 500
	maxFormFields = 20_000
	maxFormText   = 16 << 20 // bytes, of all values
	maxFieldText  = 1 << 20  // bytes, of one value
	maxFieldName  = 1_000    // bytes; a longer one is no field of ours
	maxFieldDepth = 12       // of fields in one another
)

// fieldValues reads every field: those that the pages show in the pages' order, then those
// that only the document's list of fields holds. The library's own reading of forms knows
// fewer ways of writing a value than programs use.
func fieldValues(read *model.Context) ([]fieldValue, error) {
	v := &fieldReader{read: read, seen: map[string]int{}, fields: maxFormFields, text: maxFormText}
	if read.PageCount > maxFormPages {
		return nil, v.tooMuch()
	}
	for page := 1; page <= read.PageCount; page++ {
		d, _, _, err := read.PageDict(page, false)
		if err != nil {
			return nil, err
		}
		annotations, _ := v.array(d, "Annots")
		for _, a := range annotations {
			v.widget(a, page)
		}
	}
	root, err := read.Catalog()
	if err != nil {
		return nil, err
	}
	if form, ok := v.dict(root, "AcroForm"); ok {
		fields, _ := v.array(form, "Fields")
		for _, f := range fields {
			v.branch(f, "", nil, 0)
		}
	}
	if v.fields < 0 || v.text < 0 {
		return nil, v.tooMuch()
	}
	return v.values, nil
}

type fieldReader struct {
	read   *model.Context
	values []fieldValue
	seen   map[string]int // by name, where among the values
	fields int            // that may still be gone through
	text   int            // that may still be read
}

func (v *fieldReader) tooMuch() error {
	return &workbook.Problem{Kind: workbook.ErrTooMuch, Err: errors.New("too many pages, fields or texts")}
}

// may counts a field that is gone to, and says whether it may be read.
func (v *fieldReader) may() bool {
	v.fields--
	return v.fields >= 0 && v.text >= 0
}

// name is the part of a field's name that stands in it.
func (v *fieldReader) name(o types.Object) string {
	name, _ := textOf(v.read, o)
	if len(name) > maxFieldName {
		return "-"
	}
	return name
}

func (v *fieldReader) add(name, value string, page int) {
	if name == "" {
		return
	}
	if at, ok := v.seen[name]; ok {
		if v.values[at].value == "" {
			v.values[at].value = value
		}
		return
	}
	v.seen[name] = len(v.values)
	v.values = append(v.values, fieldValue{name, value, page})
}

// widget reads a field from the place where a page shows it, upward.
func (v *fieldReader) widget(o types.Object, page int) {
	if !v.may() {
		return
	}
	d, err := v.read.DereferenceDict(o)
	if err != nil || d == nil {
		return
	}
	if subtype := d.NameEntry("Subtype"); subtype == nil || *subtype != "Widget" {
		return
	}
	var parts []string
	var value types.Object
	state := stateOf(d)
	for depth := 0; d != nil && depth < maxFieldDepth; depth++ {
		if part, ok := d.Find("T"); ok {
			parts = append([]string{v.name(part)}, parts...)
		}
		if found, ok := d.Find("V"); ok && value == nil {
			value = found
		}
		parent, ok := v.dict(d, "Parent")
		if !ok {
			break
		}
		d = parent
	}
	v.add(strings.Join(parts, "."), v.valueOf(value, state), page)
}

// branch reads the fields of the document's list, downward.
func (v *fieldReader) branch(o types.Object, above string, value types.Object, depth int) {
	if !v.may() {
		return
	}
	d, err := v.read.DereferenceDict(o)
	if err != nil || d == nil || depth > maxFieldDepth {
		return
	}
	name := above
	if part, ok := d.Find("T"); ok {
		name = strings.TrimPrefix(above+"."+v.name(part), ".")
	}
	if found, ok := d.Find("V"); ok {
		value = found
	}
	if kids, ok := v.array(d, "Kids"); ok {
		for _, kid := range kids {
			v.branch(kid, name, value, depth+1)
		}
		return
	}
	v.add(name, v.valueOf(value, stateOf(d)), 0)
}

// stateOf is how a button is drawn; some programs set nothing else.
func stateOf(d types.Dict) string {
	if state := d.NameEntry("AS"); state != nil && *state != "Off" {
		return *state
	}
	return ""
}

func (v *fieldReader) valueOf(o types.Object, state string) string {
	text, whole := textOf(v.read, o)
	if v.text -= len(text); !whole {
		v.text = -1
	}
	if text != "" && text != "Off" {
		return text
	}
	return state
}

func (v *fieldReader) array(d types.Dict, key string) (types.Array, bool) {
	o, ok := d.Find(key)
	if !ok {
		return nil, false
	}
	a, err := v.read.DereferenceArray(o)
	return a, err == nil && a != nil
}

func (v *fieldReader) dict(d types.Dict, key string) (types.Dict, bool) {
	o, ok := d.Find(key)
	if !ok {
		return nil, false
	}
	found, err := v.read.DereferenceDict(o)
	return found, err == nil && found != nil
}

// textOf reads text in each of the ways in which programs write it: as a name, a string or
// a stream; in UTF-16, UTF-8, or the encoding of the standard's own. It reports whether the
// text is whole, which the text of a stream is not that cannot be unpacked or is too long.
func textOf(read *model.Context, o types.Object) (text string, whole bool) {
	o, err := read.Dereference(o)
	if err != nil || o == nil {
		return "", true
	}
	switch o := o.(type) {
	case types.Name:
		if name, err := types.DecodeName(o.Value()); err == nil {
			return name, true
		}
		return o.Value(), true
	case types.StringLiteral:
		if data, err := types.Unescape(o.Value()); err == nil {
			return decodeText(data), true
		}
	case types.HexLiteral:
		written := strings.Join(strings.Fields(o.Value()), "")
		if len(written)%2 == 1 {
			written += "0"
		}
		if data, err := digits.DecodeString(written); err == nil {
			return decodeText(data), true
		}
	case types.StreamDict:
		if err := o.DecodeWithLimit(maxFieldText); err != nil {
			return "", false
		}
		return decodeText(o.Content), true
	}
	return "", true
}

func decodeText(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		return decodeUTF16(data[2:], 0)
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}): // not allowed, and written all the same
		return decodeUTF16(data[2:], 1)
	case bytes.HasPrefix(data, []byte{0xEF, 0xBB, 0xBF}):
		return strings.ToValidUTF8(string(data[3:]), "\uFFFD")
	}
	var out strings.Builder
	for _, b := range data {
		out.WriteRune(pdfDocRune(b))
	}
	return out.String()
}

func decodeUTF16(data []byte, little int) string {
	units := make([]uint16, 0, len(data)/2)
	for i := 0; i+1 < len(data); i += 2 {
		units = append(units, uint16(data[i+little])<<8|uint16(data[i+1-little]))
	}
	// A language may be named between two escapes; it is not part of the text.
	var out strings.Builder
	within := false
	for _, r := range utf16.Decode(units) {
		switch {
		case r == 0x1B:
			within = !within
		case !within:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// pdfDoc are the characters from 0x18 and from 0x80 on in which PDFDocEncoding differs from
// Latin 1.
const (
	pdfDocLow  = "˘ˇˆ˙˝˛˚˜"
	pdfDocHigh = "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž\uFFFD€"
)

func pdfDocRune(b byte) rune {
	pick := func(from string, n int) rune {
		for range n {
			_, size := utf8.DecodeRuneInString(from)
			from = from[size:]
		}
		r, _ := utf8.DecodeRuneInString(from)
		return r
	}
	switch {
	case b >= 0x18 && b < 0x20:
		return pick(pdfDocLow, int(b-0x18))
	case b >= 0x80 && b <= 0xA0:
		return pick(pdfDocHigh, int(b-0x80))
	}
	return rune(b)
}
