package export

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"time"

	"github.com/pdfcpu/pdfcpu/pkg/api"

	"forethought/tempfile"
	"forethought/workbook"
)

// mayReplace says whether a file may be written at path, without touching it. A folder, a
// read-only file and one that another program keeps to itself may not.
func mayReplace(path string) error {
	notWritable := func(err error) error {
		return &workbook.Problem{Kind: workbook.ErrNotWritable, File: path, Err: err}
	}
	info, err := os.Stat(path)
	if errors.Is(err, os.ErrNotExist) {
		return nil // the folder answers for itself when the file is written beside
	}
	if err != nil {
		return notWritable(err)
	}
	if !info.Mode().IsRegular() {
		return notWritable(errors.New("not a file"))
	}
	if info.Mode().Perm()&0o200 == 0 {
		return notWritable(os.ErrPermission)
	}
	file, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return notWritable(err)
	}
	return file.Close()
}

// deliver puts a PDF in place; see [put].
func deliver(ctx context.Context, path string, doc []byte, pages int) error {
	_, err := put(ctx, path,
		func(w io.Writer) error { _, err := w.Write(doc); return err },
		func(written io.ReadSeeker) error { return check(written, pages) })
	return err
}

// put writes a document beside its target, reads it back, checks it and renames it over the
// target. Until the rename the target is as it was; after an error nothing is left beside
// it. It returns how many bytes were written.
func put(ctx context.Context, path string, write func(io.Writer) error, check func(io.ReadSeeker) error) (size int64, err error) {
	if err := mayReplace(path); err != nil {
		return 0, err
	}
	beside, err := tempfile.Create(filepath.Dir(path))
	if err != nil {
		return 0, undelivered(path, err)
	}
	defer func() {
		if err != nil {
			beside.Close() // again, where it is closed already; harmless
			os.Remove(beside.Name())
		}
	}()
	onto := &steady{file: beside, ctx: ctx}
	buffer := bufio.NewWriterSize(onto, 64<<10)
	if err := write(buffer); err != nil {
		return 0, undelivered(path, err)
	}
	if err := buffer.Flush(); err != nil {
		return 0, undelivered(path, err)
	}
	if err := beside.Sync(); err != nil {
		return 0, undelivered(path, err)
	}
	size, err = beside.Seek(0, io.SeekCurrent)
	if err != nil {
		return 0, undelivered(path, err)
	}
	if _, err := beside.Seek(0, io.SeekStart); err != nil {
		return 0, undelivered(path, err)
	}
	if err := check(beside); err != nil {
		if ctx.Err() != nil {
			return 0, undelivered(path, ctx.Err())
		}
		return 0, &workbook.Problem{Kind: workbook.ErrDocumentFaulty, File: path, Err: err}
	}
	if err := beside.Close(); err != nil {
		return 0, undelivered(path, err)
	}
	if err := ctx.Err(); err != nil {
		return 0, fmt.Errorf("write document: %w", err)
	}
	if err := rename(ctx, beside.Name(), path); err != nil {
		return 0, undelivered(path, err)
	}
	return size, nil
}

// steady writes to a file and has the disk keep up, so that no flush takes long enough to
// hold up somebody who cancels. After cancelling nothing more is written.
type steady struct {
	file    *os.File
	ctx     context.Context
	waiting int // written since the last flush
}

const flushEvery = 8 << 20

func (s *steady) Write(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := s.file.Write(p)
	if s.waiting += n; err == nil && s.waiting >= flushEvery {
		s.waiting = 0
		err = s.file.Sync()
	}
	return n, err
}

// rename moves a file over another. Sync clients and virus scanners hold new files for a
// moment, so it tries again before it gives up.
func rename(ctx context.Context, from, to string) error {
	err := os.Rename(from, to)
	for pause := 50 * time.Millisecond; err != nil && pause < time.Second; pause *= 2 {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		err = os.Rename(from, to)
	}
	return err
}

// undelivered tells a full disk from a place that cannot be written to.
func undelivered(path string, err error) error {
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("write document: %w", err)
	}
	kind := workbook.ErrNotWritable
	if diskFull(err) {
		kind = workbook.ErrDiskFull
	}
	return &workbook.Problem{Kind: kind, File: path, Err: err}
}

func diskFull(err error) bool {
	var code syscall.Errno
	if !errors.As(err, &code) {
		return false
	}
	if runtime.GOOS == "windows" {
		return code == 112 || code == 39 // ERROR_DISK_FULL, ERROR_HANDLE_DISK_FULL
	}
	return code == syscall.ENOSPC
}

// check reads a document as another program would: it has to be a valid PDF with the
// pages that were drawn.
func check(doc io.ReadSeeker, pages int) error {
	// The library's strict mode refuses links that stand in their page directly, as the drawing
	// library writes them and the standard allows.
	read, err := api.ReadAndValidate(doc, reading())
	if err != nil {
		return fmt.Errorf("check document: %w", err)
	}
	if read.PageCount != pages {
		return fmt.Errorf("check document: %d pages read, %d drawn", read.PageCount, pages)
	}
	return nil
}
