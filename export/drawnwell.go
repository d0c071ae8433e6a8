package export

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
)

var errUnsound = errors.New("check document: it is not as it was drawn")

// drawnWell reads a document of ours back: its bytes have to be those that were written, its
// table has to lead to each object, and its pages have to be those that were drawn. It
// stops within a block once the context is cancelled.
func drawnWell(ctx context.Context, doc io.ReadSeeker, pages int, sum []byte) error {
	end, err := doc.Seek(0, io.SeekEnd)
	if err != nil {
		return fmt.Errorf("check document: %w", err)
	}
	tail, err := readAt(doc, max(0, end-1024), 1024)
	if err != nil {
		return err
	}
	at := bytes.LastIndex(tail, []byte("startxref\n"))
	var start int64
	if at < 0 {
		return errUnsound
	}
	if _, err := fmt.Sscanf(string(tail[at:]), "startxref\n%d\n%%%%EOF", &start); err != nil || start <= 0 || start >= end {
		return errUnsound
	}
	root, objects, err := soundTable(doc, start, end)
	if err != nil {
		return err
	}
	if err := soundPages(doc, start, root, objects, pages); err != nil {
		return err
	}
	return soundBytes(ctx, doc, objects, sum)
}

// entry of a document's table: an object and where it begins.
type placed struct {
	object int
	at     int64
}

var trailerRoot = regexp.MustCompile(`\n/Root (\d+) 0 R\n`)

// maxTable is how long a table may be: that of hundreds of thousands of pages.
const maxTable = 64 << 20

// soundTable reads the table at a document's end: where each object begins, in the order of
// the file.
func soundTable(doc io.ReadSeeker, start, end int64) (root int, objects []placed, err error) {
	table, err := readAt(doc, start, min(end-start, maxTable))
	if err != nil {
		return 0, nil, err
	}
	var count int
	if _, err := fmt.Sscanf(string(table[:min(len(table), 32)]), "xref\n0 %d\n", &count); err != nil || count < 1 {
		return 0, nil, errUnsound
	}
	entries := table[len(fmt.Sprintf("xref\n0 %d\n", count)):]
	if len(entries) < 20*count {
		return 0, nil, errUnsound
	}
	for n := 1; n < count; n++ {
		entry := entries[20*n : 20*n+20]
		at, err := strconv.ParseInt(string(entry[:10]), 10, 64)
		if err != nil || entry[17] != 'n' {
			return 0, nil, errUnsound
		}
		objects = append(objects, placed{n, at})
	}
	found := trailerRoot.FindSubmatch(entries[20*count:])
	if found == nil {
		return 0, nil, errUnsound
	}
	root, _ = strconv.Atoi(string(found[1]))
	slices.SortFunc(objects, func(a, b placed) int { return cmp.Compare(a.at, b.at) })
	return root, objects, nil
}

// soundPages finds the pages by the way that a reader goes: the catalog, then their tree.
func soundPages(doc io.ReadSeeker, start int64, root int, objects []placed, pages int) error {
	find := func(object int, pattern string) (int, error) {
		i := slices.IndexFunc(objects, func(p placed) bool { return p.object == object })
		if i < 0 {
			return 0, errUnsound
		}
		end := start // of the object
		if i+1 < len(objects) {
			end = objects[i+1].at
		}
		body, err := readAt(doc, objects[i].at, end-objects[i].at)
		if err != nil {
			return 0, err
		}
		body, _, _ = bytes.Cut(body, []byte("\nendobj"))
		found := regexp.MustCompile(pattern).FindSubmatch(body)
		if found == nil {
			return 0, errUnsound
		}
		return strconv.Atoi(string(found[1]))
	}
	tree, err := find(root, `/Type /Catalog\s+/Pages (\d+) 0 R`)
	if err != nil {
		return err
	}
	count, err := find(tree, `(?s)/Type /Pages.*/Count (\d+)>>`)
	if err != nil {
		return err
	}
	if count != pages {
		return fmt.Errorf("check document: %d pages read, %d drawn", count, pages)
	}
	return nil
}

// soundBytes goes through the document once: its sum, and each object in its place.
func soundBytes(ctx context.Context, doc io.ReadSeeker, objects []placed, sum []byte) error {
	if _, err := doc.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("check document: %w", err)
	}
	read, at := sha256.New(), int64(0)
	in := bufio.NewReaderSize(io.TeeReader(doc, read), 256<<10)
	for _, p := range objects {
		if err := ctx.Err(); err != nil {
			return err
		}
		for at < p.at {
			n, err := in.Discard(int(min(p.at-at, 1<<20)))
			if at += int64(n); err != nil {
				return errUnsound
			}
		}
		want := fmt.Appendf(nil, "%d 0 obj\n", p.object)
		if got, err := in.Peek(len(want)); at != p.at || err != nil || !bytes.Equal(got, want) {
			return fmt.Errorf("%w: object %d", errUnsound, p.object)
		}
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := in.Discard(1 << 20); err == io.EOF {
			break
		} else if err != nil {
			return fmt.Errorf("check document: %w", err)
		}
	}
	if !bytes.Equal(read.Sum(nil), sum) {
		return errUnsound
	}
	return nil
}

// readAt reads as much as there is from a place, up to a length.
func readAt(doc io.ReadSeeker, at, length int64) ([]byte, error) {
	if _, err := doc.Seek(at, io.SeekStart); err != nil {
		return nil, fmt.Errorf("check document: %w", err)
	}
	data := make([]byte, max(0, length))
	n, err := io.ReadFull(doc, data)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, fmt.Errorf("check document: %w", err)
	}
	return data[:n], nil
}
