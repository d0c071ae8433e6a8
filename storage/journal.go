package storage

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"forethought/tempfile"
	"forethought/workbook"
)

// Beside a database may lie a journal, with what stood there before a change that a crash cut
// short. SQLite puts that back before it reads anything, and knows the journal by its name alone:
// of a journal that was left from another file, or put there by somebody, it writes pages into
// the workbook, cuts the workbook to another length, or removes the file that the journal names
// as its own superior. So we look first. See https://www.sqlite.org/fileformat.html, "The
// Rollback Journal".

// journalMagic begins each part of a journal, and ends a journal that names a superior.
var journalMagic = []byte{0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7}

const (
	journalSuffix = "-journal"
	walSuffix     = "-wal"
	databaseHead  = 100 // bytes that a database file begins with
)

// errUnfit says that a journal is not the workbook's.
var errUnfit = errors.New("the journal does not belong to the workbook")

// fitsBeside refuses a workbook beside which lies what is not its own: ErrForeignJournal, with the
// name in Value. Nothing is touched. What another program is just writing is left to it.
func fitsBeside(ctx context.Context, path string) error {
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real // SQLite looks beside that
	}
	foreign := func(suffix string, cause error) error {
		return &workbook.Problem{Kind: workbook.ErrForeignJournal, File: path, Value: filepath.Base(path) + suffix, Err: cause}
	}
	if err := fitsWAL(path); err != nil {
		return foreign(walSuffix, err)
	}
	const tries = 20
	var unfit error // found at the try before
	var then []byte
	for range tries {
		before := moment(path)
		err := fitsJournal(ctx, path)
		switch {
		case err == nil || ctx.Err() != nil:
			return ctx.Err()
		case unfit != nil && bytes.Equal(then, before) && bytes.Equal(before, moment(path)):
			return foreign(journalSuffix, err)
		}
		unfit, then = err, before
		select {
		case <-time.After(50 * time.Millisecond):
		case <-ctx.Done():
		}
	}
	return nil // somebody goes on writing, so it is theirs
}

// moment tells two moments of a file and its journal apart.
func moment(path string) []byte {
	var b bytes.Buffer
	for _, name := range []string{path, path + journalSuffix} {
		if info, err := os.Lstat(name); err == nil {
			fmt.Fprintln(&b, info.Size(), info.ModTime().UnixNano(), info.Mode())
		}
	}
	head := make([]byte, 28) // each change has a random number there
	if f, err := os.Open(path + journalSuffix); err == nil {
		n, _ := io.ReadFull(f, head)
		b.Write(head[:n])
		_ = f.Close()
	}
	return b.Bytes()
}

// fitsWAL refuses a write-ahead log beside a workbook, which has none. Another program may have
// given it one; its header says so then.
func fitsWAL(path string) error {
	info, err := os.Lstat(path + walSuffix)
	if err != nil || info.Mode().IsRegular() && info.Size() == 0 {
		return nil
	}
	head, err := beginning(path)
	if err != nil || head[18] == 2 {
		return nil
	}
	return errUnfit
}

// beginning is the header of a database file.
func beginning(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	head := make([]byte, databaseHead)
	_, err = io.ReadFull(f, head)
	return head, errors.Join(err, f.Close())
}

// fitsJournal says why a journal beside a workbook is not its own, nil where there is none or it is.
func fitsJournal(ctx context.Context, path string) error {
	name := path + journalSuffix
	info, err := os.Lstat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return errors.New("no file")
	}
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // it was somebody's, who has finished
	}
	if err != nil {
		return err
	}
	defer f.Close()
	head := make([]byte, 28)
	if _, err := io.ReadFull(f, head); err != nil || !bytes.Equal(head[:8], journalMagic) {
		return nil // SQLite takes nothing from it
	}
	end := make([]byte, len(journalMagic))
	if _, err := f.ReadAt(end, info.Size()-int64(len(end))); err != nil || bytes.Equal(end, journalMagic) {
		return errors.New("it names a superior journal") // ours never have one
	}
	was, err := beginning(path)
	if err != nil {
		return err
	}
	book, err := os.Stat(path)
	if err != nil {
		return err
	}
	pages, size := int64(binary.BigEndian.Uint32(head[16:])), int64(binary.BigEndian.Uint32(head[24:]))
	// A change writes each page into its journal once, so a journal is not much larger than its file.
	most := 2*book.Size() + 1<<20
	if size != pageSizeIn(was) || pages*size > most || info.Size() > most {
		return errUnfit
	}
	return fitsAfterwards(ctx, path, was, pages)
}

func pageSizeIn(head []byte) int64 {
	if size := int64(binary.BigEndian.Uint16(head[16:])); size != 1 {
		return size
	}
	return 1 << 16
}

// fitsAfterwards has SQLite take back what the journal says, in a copy that goes at once, and looks
// at what comes of it: the same workbook as it was one change before, or the same still, and whole.
func fitsAfterwards(ctx context.Context, path string, was []byte, pages int64) error {
	folder, err := tempfile.MakeDir(os.TempDir())
	if err != nil {
		return nil // there is no room to look, as on a full disk, where a crash must not end the work
	}
	defer func() { _ = os.RemoveAll(folder) }()
	tried := filepath.Join(folder, "tried")
	for _, suffix := range []string{"", journalSuffix} {
		if err := duplicate(ctx, path+suffix, tried+suffix); err != nil {
			return ctx.Err()
		}
	}
	var id string
	known := look(path, func(db *sql.DB) (err error) {
		id, _, err = bookOf(ctx, db, path)
		return err
	}) == nil // it may be half written
	db, err := connect(tried, readWrite)
	if err != nil {
		return err
	}
	defer db.Close()
	its, _, err := bookOf(ctx, db, tried)
	if err != nil {
		return err
	}
	found, err := integrity(ctx, db)
	if err != nil {
		return err
	}
	is, err := beginning(tried)
	if err != nil {
		return err
	}
	now, err := os.Stat(tried)
	if err != nil {
		return err
	}
	const counter, count = 24, 28 // in a database's header: of its changes, and of its pages
	changes := binary.BigEndian.Uint32(was[counter:]) - binary.BigEndian.Uint32(is[counter:])
	switch {
	case known && its != id, len(found) > 0, changes > 1,
		int64(binary.BigEndian.Uint32(is[count:])) != pages, now.Size() != pages*pageSizeIn(is):
		return errUnfit
	}
	return nil
}

// duplicate copies a file, for its owner alone.
func duplicate(ctx context.Context, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	buffer := make([]byte, 1<<20)
	for err == nil {
		var n int
		if n, err = in.Read(buffer); n > 0 {
			_, failed := out.Write(buffer[:n])
			err = errors.Join(err, failed)
		}
		if ctx.Err() != nil {
			err = ctx.Err()
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return errors.Join(err, out.Close())
}

// nothingBeside refuses to make a file of a name beside which a journal lies: it would be taken
// for the new file's own (ErrJournalThere).
func nothingBeside(target string) error {
	for _, suffix := range []string{journalSuffix, walSuffix} {
		info, err := os.Lstat(target + suffix)
		if err == nil && !(info.Mode().IsRegular() && info.Size() == 0) {
			return &workbook.Problem{Kind: workbook.ErrJournalThere, File: target, Value: filepath.Base(target) + suffix}
		}
	}
	return nil
}
