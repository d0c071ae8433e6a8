package export

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"

	"forethought/workbook"
)

// document is a PDF in the making: a frame, and the parts that are drawn on it in order.
type document interface {
	parts() []func()
	err() error
	finish() (doc []byte, pages int, err error)
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
	doc, receipt, err := draw(o, begin)
	if err != nil {
		var fault *workbook.Problem
		if errors.As(err, &fault) && fault.File == "" {
			fault.File = path
		}
		return Receipt{}, err
	}
	receipt.Path, receipt.Bytes = path, int64(len(doc))
	if o.Passphrase.Text() != "" {
		receipt.Bytes, err = deliverProtected(ctx, path, doc, receipt.Pages, o.Passphrase)
	} else {
		err = deliver(ctx, path, doc, receipt.Pages)
	}
	if err != nil {
		return Receipt{}, err
	}
	return receipt, nil
}

// draw draws a document in memory. The drawing library panics on what it cannot draw; here,
// and only here, that becomes an error.
func draw(o Options, begin func(Options) (document, error)) (doc []byte, receipt Receipt, err error) {
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
		return nil, Receipt{}, err
	}
	parts := d.parts()
	for i, part := range parts {
		if err := d.err(); err != nil {
			return nil, Receipt{}, err
		}
		part()
		if o.Progress != nil {
			o.Progress(i+1, len(parts)+1)
		}
	}
	doc, pages, err := d.finish()
	if err != nil {
		return nil, Receipt{}, err
	}
	if o.Progress != nil {
		o.Progress(len(parts)+1, len(parts)+1)
	}
	return doc, Receipt{Pages: pages, Replaced: d.printedOtherwise()}, nil
}
