package storage

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"io"
	"os"

	"forethought/workbook"
)

// WritePages hands over the whole file as it is at one moment, byte for byte, without
// writing a copy of it anywhere. It calls begin once with the size and writes so many bytes
// to what that returns. Memory does not grow with the file. Until it returns, changes wait.
//
// It works for a workbook that is open for reading only, too. Its errors are those of begin
// and of its writer, as they are, or a [workbook.Problem] of kind ErrDamaged or ErrBusy.
func (w *Workbook) WritePages(ctx context.Context, begin func(size int64) (io.Writer, error)) error {
	var failed error // of the taker, which is no fault of the file
	err := w.read(ctx, "read workbook", func(tx *sql.Tx) error {
		var pages, size int64
		if err := tx.QueryRowContext(ctx, "PRAGMA page_size").Scan(&size); err != nil {
			return err
		}
		if err := tx.QueryRowContext(ctx, "PRAGMA page_count").Scan(&pages); err != nil {
			return err
		}
		to, err := begin(pages * size)
		if err != nil {
			failed = err
			return err
		}
		written := int64(0)
		err = each(ctx, tx, "SELECT data FROM sqlite_dbpage ORDER BY pgno", nil, func(rows *sql.Rows) error {
			var page sql.RawBytes
			if err := rows.Scan(&page); err != nil {
				return err
			}
			n, err := to.Write(page)
			written += int64(n)
			failed = err
			return err
		})
		if err == nil && written != pages*size {
			err = refuse(workbook.ErrDamaged, w.path, errors.New("not all pages could be read"))
		}
		return err
	})
	if failed != nil {
		return failed
	}
	return err
}

// WritePagesOf is [Workbook.WritePages] for a file that is not open, or open elsewhere. Its
// errors are those of [Open] for reading besides.
func WritePagesOf(ctx context.Context, path string, begin func(size int64) (io.Writer, error)) error {
	w, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		return err
	}
	return errors.Join(w.WritePages(ctx, begin), w.Close())
}

// IsWorkbook says whether a file begins as a workbook does, without locking it. A damaged
// one may begin so, too.
func IsWorkbook(path string) bool {
	if info, err := os.Stat(path); err != nil || !info.Mode().IsRegular() {
		return false // a pipe would be waited for
	}
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	const head, mark = "SQLite format 3\x00", 68 // where SQLite keeps the application's id
	begins := make([]byte, mark+4)
	_, err = io.ReadFull(file, begins)
	return err == nil && string(begins[:len(head)]) == head && binary.BigEndian.Uint32(begins[mark:]) == ApplicationID
}
