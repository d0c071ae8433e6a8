package export

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"runtime/debug"

	"forethought/workbook"
)

// document is a PDF in the making: a frame, and the parts that are drawn on it in order. It is
// written as it is drawn, page after page.
type document interface {
	parts() []func()
	err() error
	finish() (pages int, err error)
	printedOtherwise() int
}

// writePDF draws a document and puts it at path, replacing what is there, readable and
// writable by its owner only. The receipt holds the path, the size, the pages and how many
// characters were replaced.
//
// Its errors are a [workbook.Problem] of kind ErrNotWritable (the target is a folder,
// read-only, open elsewhere, or its folder refuses), ErrDiskFull, or ErrDocumentFaulty (the
// document could not be drawn or failed its check); the context's error once it is
// cancelled; or a plain error for fonts that cannot be read. After any of them the former
// file is whole and nothing is left beside it.
func writePDF(ctx context.Context, path string, o Options, begin func(Options) (document, error)) (Receipt, error) {
	paper, err := ParsePaper(string(o.Paper))
	if err != nil {
		return Receipt{}, err
	}
	o.Paper = paper
	if err := mayReplace(path); err != nil {
		return Receipt{}, err
	}
	var receipt Receipt
	if o.Passphrase.Text() != "" {
		receipt, err = writeProtected(ctx, path, o, begin)
	} else {
		receipt, err = writeOpen(ctx, path, o, begin)
	}
	if err != nil {
		var fault *workbook.Problem
		if errors.As(err, &fault) && fault.File == "" {
			fault.File = path
		}
		return Receipt{}, err
	}
	receipt.Path = path
	return receipt, nil
}

// writeOpen has a document that everybody may open drawn into its file.
func writeOpen(ctx context.Context, path string, o Options, begin func(Options) (document, error)) (receipt Receipt, err error) {
	var undrawn error
	written := &counted{sum: sha256.New()}
	size, err := put(ctx, path, func(w io.Writer) error {
		written.to, o.to = w, written
		if receipt, undrawn = draw(o, begin); written.err != nil {
			undrawn = nil // it is the disk's fault
			return written.err
		}
		return undrawn
	}, func(file io.ReadSeeker) error {
		return drawnWell(ctx, file, receipt.Pages, written.sum.Sum(nil))
	})
	if undrawn != nil {
		return Receipt{}, undrawn
	}
	receipt.Bytes = size
	return receipt, err
}

// writeProtected has a document drawn in memory, so that it never lies on the disk as
// everybody could read it.
func writeProtected(ctx context.Context, path string, o Options, begin func(Options) (document, error)) (Receipt, error) {
	var whole bytes.Buffer
	o.to = &whole
	receipt, err := draw(o, begin)
	if err == nil {
		receipt.Bytes, err = deliverProtected(ctx, path, whole.Bytes(), receipt.Pages, o.Passphrase)
	}
	return receipt, err
}

// counted passes on what is written, sums it up and keeps the first error.
type counted struct {
	to  io.Writer
	sum hash.Hash
	err error
}

func (c *counted) Write(p []byte) (int, error) {
	if c.err != nil {
		return 0, c.err
	}
	n, err := c.to.Write(p)
	c.sum.Write(p[:n])
	c.err = err
	return n, err
}

// draw draws a document. What panics over words or figures that it does not expect becomes an
// error here, and only here.
func draw(o Options, begin func(Options) (document, error)) (receipt Receipt, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &workbook.Problem{
				Kind: workbook.ErrDocumentFaulty,
				Err:  fmt.Errorf("draw document: %v\n%s", r, debug.Stack()),
			}
		}
	}()
	d, err := begin(o)
	if err != nil {
		return Receipt{}, err
	}
	parts := d.parts()
	for i, part := range parts {
		if err := d.err(); err != nil {
			return Receipt{}, err
		}
		part()
		if o.Progress != nil {
			o.Progress(i+1, len(parts)+1)
		}
	}
	pages, err := d.finish()
	if err != nil {
		return Receipt{}, err
	}
	if o.Progress != nil {
		o.Progress(len(parts)+1, len(parts)+1)
	}
	return Receipt{Pages: pages, Replaced: d.printedOtherwise()}, nil
}
