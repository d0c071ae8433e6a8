package storage

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"runtime"

	"forethought/tempfile"
	"forethought/workbook"
)

// Merge makes one workbook of two copies that went separate ways, and writes it to a third
// file. It goes on from the first copy; what came in from the second is one step that the
// author's seat can undo. Neither copy is changed. A file that is there already is replaced
// only where replace is set, and never one of the copies (ErrSameFile).
//
// What makes the result is the two histories together. A field that only one copy changed has
// that value; one that both did has the later change's, or as order says, and is listed in what
// is returned. What one copy removed while the other worked on it stays. Merged with a copy that
// it was made of, a workbook stays as it is; the order of the two makes no difference to what
// stands in it, nor does that of several merges, but for what a person decided.
//
// Its errors are those of [Open] for either copy, ErrNotACopy for a workbook with another id,
// ErrNewerCase for one that was answered against a newer version of the case than that of the
// options, and for the new file
// ErrExists, ErrSameFile, ErrBusy, ErrNotAFile, ErrNotWritable and ErrDiskFull.
func Merge(ctx context.Context, first, second, to string, author workbook.Author, order workbook.MergeOrder, replace bool, o Options) (workbook.Merging, error) {
	const doing = "merge workbooks"
	var m workbook.Merging
	to, err := filepath.Abs(to)
	if err == nil {
		err = checkAuthor(author)
	}
	if err != nil {
		return m, problem(to, doing, err)
	}
	for _, input := range []string{first, second} {
		if sameFile(input, to) {
			return m, problem(to, doing, refuse(workbook.ErrSameFile, to, nil))
		}
	}
	a, err := openCopy(ctx, first, filepath.Dir(to), o.Case)
	if err != nil {
		return m, problem(first, doing, err)
	}
	defer a.close()
	b, err := openCopy(ctx, second, filepath.Dir(to), o.Case)
	if err != nil {
		return m, problem(second, doing, err)
	}
	defer b.close()
	write := writeBeside
	if replace {
		write = writeOver
	}
	err = write(to, func(scratch string) error {
		if _, err := a.db.ExecContext(ctx, "VACUUM INTO ?", scratch); err != nil {
			return err
		}
		return withScratch(ctx, scratch, func(db *sql.DB) error {
			w := &Workbook{path: scratch, options: o, id: a.id, ref: a.ref, db: db}
			var err error
			m, err = w.merge(ctx, b, author, order, false)
			return err
		})
	})
	return m, problem(to, doing, err)
}

// MergeIn brings what a copy of the workbook has into it, as [Merge] does, as one step that the
// author's seat can undo. The copy stays as it is.
//
// Its errors are those of [Workbook.Apply] for the file, those of [Merge] for the copy, and
// ErrChangedSince where order has decisions that a person has seen and they are others by now:
// nothing is changed then.
func (w *Workbook) MergeIn(ctx context.Context, path string, author workbook.Author, order workbook.MergeOrder) (workbook.Merging, error) {
	return w.mergeIn(ctx, path, author, order, false)
}

// WouldMerge tells what [Workbook.MergeIn] would do, and does nothing.
func (w *Workbook) WouldMerge(ctx context.Context, path string, author workbook.Author, order workbook.MergeOrder) (workbook.Merging, error) {
	return w.mergeIn(ctx, path, author, order, true)
}

func (w *Workbook) mergeIn(ctx context.Context, path string, author workbook.Author, order workbook.MergeOrder, try bool) (workbook.Merging, error) {
	const doing = "merge in copy"
	if err := checkAuthor(author); err != nil {
		return workbook.Merging{}, problem(w.path, doing, err)
	}
	if w.readOnly {
		return workbook.Merging{}, problem(w.path, doing, refuse(workbook.ErrReadOnly, w.path, nil))
	}
	if sameFile(path, w.path) {
		return workbook.Merging{}, problem(path, doing, refuse(workbook.ErrSameFile, path, nil))
	}
	b, err := openCopy(ctx, path, os.TempDir(), w.options.Case)
	if err != nil {
		return workbook.Merging{}, problem(path, doing, err)
	}
	defer b.close()
	m, err := w.merge(ctx, b, author, order, try)
	w.forgetRecords()
	return m, problem(w.path, doing, err)
}

// errTried ends a transaction that was made to see what it would do.
var errTried = errors.New("tried")

// merge takes over what a copy has.
func (w *Workbook) merge(ctx context.Context, from *copied, author workbook.Author, order workbook.MergeOrder, try bool) (m workbook.Merging, err error) {
	switch {
	case from.id != w.id:
		return m, refuse(workbook.ErrNotACopy, from.named, nil)
	case from.ref.ID != w.ref.ID:
		return m, &workbook.Problem{Kind: workbook.ErrOtherCase, File: from.named, Value: from.ref.ID}
	}
	// The first copy is written anew and examined then; of the second only rows are read.
	if err := soundStructure(ctx, from.db, from.path); err != nil {
		return m, err
	}
	err = w.beside(ctx, from.path, func() error {
		err := w.write(ctx, "merge", func(tx *sql.Tx) error {
			g := &merger{tx: tx, now: w.options.now(), author: author, order: order}
			if err := g.run(ctx); err != nil {
				return err
			}
			if m = g.found; try {
				return errTried
			}
			return takeCase(ctx, tx)
		})
		if try && errors.Is(err, errTried) {
			return nil
		}
		return err
	})
	return m, err
}

// besideName is what a second file is called in the statements that read it.
const besideName = "other"

// beside runs f while another workbook file can be read, for its statements only.
func (w *Workbook) beside(ctx context.Context, path string, f func() error) (err error) {
	if _, err := w.db.ExecContext(ctx, "ATTACH ? AS "+besideName, readingURI(path, runtime.GOOS == "windows")); err != nil {
		return err
	}
	defer func() {
		// Not of the context, which may have ended: the pool keeps the connection.
		_, detached := w.db.ExecContext(context.Background(), "DETACH "+besideName)
		err = errors.Join(err, detached)
	}()
	return f()
}

// withScratch opens a file that nobody knows of yet and that is thrown away when f fails, so
// that it needs no journal, and examines it when f is done.
func withScratch(ctx context.Context, path string, f func(*sql.DB) error) (err error) {
	db, err := connect(path, readWrite)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	for _, pragma := range []string{"synchronous = OFF", "journal_mode = OFF", "cache_size = -65536"} {
		if _, err := db.ExecContext(ctx, "PRAGMA "+pragma); err != nil {
			return err
		}
	}
	if err := f(db); err != nil {
		return err
	}
	if err := soundStructure(ctx, db, path); err != nil {
		return err
	}
	broken, err := brokenReferences(ctx, db)
	if err == nil && len(broken) > 0 {
		err = refuse(workbook.ErrDamaged, path, errors.New(broken[0]))
	}
	return err
}

// copied is a workbook file that is read for a merge.
type copied struct {
	named string // the file that the person named
	path  string // it, or a copy of it that was brought up to date
	id    string
	ref   CaseRef
	db    *sql.DB
	own   string // a folder that goes with it, empty for none
}

func (c *copied) close() {
	_ = c.db.Close() // nothing was written
	if c.own != "" {
		_ = os.RemoveAll(c.own)
	}
}

// openCopy opens a workbook for reading. One of an older Forethought is copied into a folder
// of its own, which only its owner can read, and brought up to date there. One that was answered
// against an earlier version of the case is read as it is.
func openCopy(ctx context.Context, path, dir string, c *workbook.Case) (*copied, error) {
	w, err := Open(ctx, path, Options{ReadOnly: true, Case: c})
	if err == nil {
		return &copied{named: w.path, path: w.path, id: w.id, ref: w.ref, db: w.db}, nil
	}
	if !errors.Is(err, workbook.ErrOlderVersion) {
		return nil, err
	}
	own, err := tempfile.MakeDir(dir)
	if err != nil {
		return nil, err
	}
	newer := filepath.Join(own, "copy"+Extension)
	if err = Restore(ctx, path, newer); err == nil {
		if w, err = Open(ctx, newer, Options{}); err == nil {
			return &copied{named: path, path: newer, id: w.id, ref: w.ref, db: w.db, own: own}, nil
		}
	}
	return nil, errors.Join(err, os.RemoveAll(own))
}

// sameFile reports whether two names are of one file that is there.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}
