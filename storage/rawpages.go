package storage

import (
	"encoding/binary"
	"errors"
	"io"
	"os"
)

// rawFile reads a damaged database file a page at a time, without SQLite, which gives up
// where a page is not as it should be. It only ever reads, and holds at every number in the
// file: each may be rubbish. See https://www.sqlite.org/fileformat.html for the format.
type rawFile struct {
	f       *os.File
	size    int // of a page
	usable  int // of it, without what is reserved at its end
	pages   int // that are in the file, counting a last one that is cut off
	meant   int // that were in the file, as far as its header tells
	sound   bool
	version int // of the workbook, 0 when the header is lost
}

// openRaw opens a file. What its header cannot tell is taken to be as in any workbook.
func openRaw(path string) (*rawFile, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	info, err := f.Stat()
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	r := &rawFile{f: f, size: 4096, usable: 4096}
	head := make([]byte, 100)
	if n, _ := io.ReadFull(f, head); n == len(head) && string(head[:16]) == "SQLite format 3\x00" {
		size := int(binary.BigEndian.Uint16(head[16:]))
		if size == 1 {
			size = 1 << 16
		}
		if reserved := int(head[20]); size >= 512 && size&(size-1) == 0 && size-reserved >= 480 {
			r.size, r.usable, r.sound = size, size-reserved, true
			r.version = int(binary.BigEndian.Uint32(head[60:]))
			r.meant = int(binary.BigEndian.Uint32(head[28:]))
		}
	}
	r.pages = int((info.Size() + int64(r.size) - 1) / int64(r.size))
	if r.meant < r.pages || r.meant > maxRawPages {
		r.meant = r.pages
	}
	return r, nil
}

// maxRawPages is more than any workbook has; what claims more is rubbish.
const maxRawPages = 1 << 28

func (r *rawFile) close() error { return r.f.Close() }

// page reads a page, numbered from 1; what is cut off of it is zeros. ok is false for one
// that is not there at all.
func (r *rawFile) page(n int) (data []byte, ok bool) {
	if n < 1 || n > r.pages {
		return nil, false
	}
	data = make([]byte, r.size)
	got, _ := r.f.ReadAt(data, int64(n-1)*int64(r.size))
	return data[:r.usable], got > 0
}

// The kinds of pages of a tree.
const (
	indexInner = 2
	tableInner = 5
	indexLeaf  = 10
	tableLeaf  = 13
)

// rawPage is a page of a tree: its cells, and the page behind the last of them.
type rawPage struct {
	r     *rawFile
	data  []byte
	kind  byte
	cells []int // where each begins
	last  int   // the last child, of an inner page
}

// tree reads a page as one of a tree; ok is false when it is none.
func (r *rawFile) tree(n int) (p rawPage, ok bool) {
	data, ok := r.page(n)
	if !ok {
		return p, false
	}
	at := 0
	if n == 1 {
		at = 100
	}
	p = rawPage{r: r, data: data, kind: data[at]}
	width := 8
	switch p.kind {
	case tableInner, indexInner:
		width = 12
		p.last = int(binary.BigEndian.Uint32(data[at+8:]))
	case tableLeaf, indexLeaf:
	default:
		return p, false
	}
	count := int(binary.BigEndian.Uint16(data[at+3:]))
	if at+width+2*count > len(data) {
		return p, false
	}
	for i := range count {
		cell := int(binary.BigEndian.Uint16(data[at+width+2*i:]))
		if cell < at+width+2*count || cell >= len(data) {
			return p, false // the page is not what its first byte says
		}
		p.cells = append(p.cells, cell)
	}
	return p, true
}

// children are the pages below an inner page.
func (p rawPage) children() []int {
	var all []int
	for _, at := range p.cells {
		if at+4 <= len(p.data) {
			all = append(all, int(binary.BigEndian.Uint32(p.data[at:])))
		}
	}
	return append(all, p.last)
}

// record reads a cell's row; ok is false for one that makes no sense. The row's number is 0 in
// an index.
func (p rawPage) record(i int) (row int64, values []any, ok bool) {
	rest := p.data[p.cells[i]:]
	if p.kind == indexInner {
		if len(rest) < 4 {
			return 0, nil, false
		}
		rest = rest[4:]
	}
	length, n := varint(rest)
	if n == 0 || length < 1 || length > maxRawRecord {
		return 0, nil, false
	}
	rest = rest[n:]
	if p.kind == tableLeaf {
		if row, n = varint(rest); n == 0 {
			return 0, nil, false
		}
		rest = rest[n:]
	}
	payload, ok := p.r.payload(rest, int(length), p.kind == tableLeaf)
	if !ok {
		return 0, nil, false
	}
	values, ok = decodeRecord(payload)
	return row, values, ok
}

// maxRawRecord is more than any row of a workbook takes.
const maxRawRecord = 1 << 30

// payload gathers the bytes of a row, which may go on over pages of their own.
func (r *rawFile) payload(rest []byte, length int, table bool) ([]byte, bool) {
	u := r.usable
	most := (u-12)*64/255 - 23
	if table {
		most = u - 35
	}
	if length <= most {
		if length > len(rest) {
			return nil, false
		}
		return rest[:length], true
	}
	least := (u-12)*32/255 - 23
	local := least + (length-least)%(u-4)
	if local > most {
		local = least
	}
	if local+4 > len(rest) || (length-local)/(u-4) > r.pages {
		return nil, false
	}
	payload := append(make([]byte, 0, length), rest[:local]...)
	for next := int(binary.BigEndian.Uint32(rest[local:])); len(payload) < length; {
		data, ok := r.page(next)
		if !ok {
			return nil, false
		}
		next = int(binary.BigEndian.Uint32(data))
		payload = append(payload, data[4:min(len(data), 4+length-len(payload))]...)
	}
	return payload, true
}

// decodeRecord reads a row's values: nil, int64, string or []byte. A workbook holds no
// fractions.
func decodeRecord(payload []byte) ([]any, bool) {
	headLength, n := varint(payload)
	if n == 0 || headLength < int64(n) || headLength > int64(len(payload)) {
		return nil, false
	}
	head, body := payload[n:headLength], payload[headLength:]
	var values []any
	for len(head) > 0 {
		kind, n := varint(head)
		if n == 0 {
			return nil, false
		}
		head = head[n:]
		var width int64
		switch {
		case kind < 0 || kind == 7 || kind == 10 || kind == 11:
			return nil, false
		case kind >= 12:
			width = (kind - 12) / 2
		case kind <= 6:
			width = []int64{0, 1, 2, 3, 4, 6, 8}[kind]
		}
		if width > int64(len(body)) {
			return nil, false
		}
		part := body[:width]
		body = body[width:]
		switch {
		case kind == 0:
			values = append(values, nil)
		case kind >= 12 && kind%2 == 0:
			values = append(values, part)
		case kind >= 13:
			values = append(values, string(part))
		case kind >= 8:
			values = append(values, kind-8)
		default:
			number := int64(int8(part[0])) // the sign is in the first byte
			for _, b := range part[1:] {
				number = number<<8 | int64(b)
			}
			values = append(values, number)
		}
	}
	return values, len(body) == 0
}

// varint reads a number of one to nine bytes, and how many there were; 0 for none.
func varint(b []byte) (int64, int) {
	var v uint64
	for i := range min(9, len(b)) {
		if i == 8 {
			return int64(v<<8 | uint64(b[i])), 9
		}
		v = v<<7 | uint64(b[i]&0x7f)
		if b[i]&0x80 == 0 {
			return int64(v), i + 1
		}
	}
	return 0, 0
}
