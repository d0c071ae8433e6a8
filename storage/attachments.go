package storage

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strings"

	"forethought/workbook"
)

// Attach adds files to answers as one batch, like [Workbook.Apply]: their bytes are written
// in the same transaction, each content once however many attachments have it. Size, type
// and checksum are read from the bytes; the name loses its folder and what no file system
// takes. An attachment without an id gets one, and one without AddedBy the author's name.
//
// One file's bytes are in memory at a time. Each file is read twice: first to know it, while
// others may still write the workbook, and then into the workbook.
//
// Its errors besides those of Apply name the file: ErrFileTooLarge with its size in Value,
// ErrEmptyFile, ErrNotAFile for a folder, ErrNoSuchFile for one that cannot be read, ErrBusy
// for one that changed between the two readings. Nothing of any file is kept then.
func (w *Workbook) Attach(ctx context.Context, author workbook.Author, files []workbook.FileToAttach) (workbook.Batch, error) {
	const doing = "attach files"
	if w.readOnly {
		return workbook.Batch{}, problem(w.path, doing, refuse(workbook.ErrReadOnly, w.path, nil))
	}
	files = append([]workbook.FileToAttach(nil), files...)
	var changes []workbook.Change
	for i := range files {
		f := &files[i]
		data, err := readFile(ctx, *f)
		if err != nil {
			return workbook.Batch{}, problem(f.Name, doing, err)
		}
		describe(&f.Attachment, data)
		if f.ID == "" {
			f.ID = NewID()
		}
		if f.AddedBy == "" {
			f.AddedBy = author.Name
		}
		changes = append(changes, workbook.Add(workbook.AttachmentEntity, f.ID, f.Attachment)...)
	}
	return w.apply(ctx, author, changes, edit{beside: func(ctx context.Context, tx *sql.Tx) error {
		for _, f := range files {
			data, err := readFile(ctx, f)
			if err == nil && sum(data) != f.SHA256 {
				err = refuse(workbook.ErrBusy, f.Name, errors.New("changed while it was read"))
			}
			if err == nil {
				err = keep(ctx, tx, f.SHA256, data)
			}
			if err != nil {
				return err
			}
		}
		return nil
	}})
}

func sum(data []byte) string {
	digest := sha256.Sum256(data)
	return hex.EncodeToString(digest[:])
}

// keep writes a content unless it is there. Where it was deleted for good, it comes back.
func keep(ctx context.Context, tx *sql.Tx, checksum string, data []byte) error {
	_, err := tx.ExecContext(ctx, `INSERT INTO content (sha256, data) VALUES (?, ?)
		ON CONFLICT (sha256) DO UPDATE SET data = excluded.data WHERE length(content.data) = 0`, checksum, data)
	return err
}

// readFile reads the whole file and never more than one byte beyond what may be attached.
func readFile(ctx context.Context, f workbook.FileToAttach) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	in, err := f.Open()
	if err != nil {
		return nil, unreadable(f.Name, err)
	}
	defer in.Close()
	size := 0
	if s, ok := in.(interface{ Stat() (fs.FileInfo, error) }); ok {
		info, err := s.Stat()
		switch {
		case err != nil:
			return nil, unreadable(f.Name, err)
		case info.IsDir() || !info.Mode().IsRegular():
			return nil, &workbook.Problem{Kind: workbook.ErrNotAFile, File: f.Name}
		case info.Size() > workbook.MaxAttachment:
			return nil, tooLarge(f.Name, int(info.Size()))
		}
		size = int(info.Size())
	}
	data := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	n, err := data.ReadFrom(io.LimitReader(stopping{ctx, in}, workbook.MaxAttachment+1))
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return nil, unreadable(f.Name, err)
	case n == 0:
		return nil, &workbook.Problem{Kind: workbook.ErrEmptyFile, File: f.Name}
	case n > workbook.MaxAttachment:
		return nil, tooLarge(f.Name, int(n))
	}
	return data.Bytes(), nil
}

func tooLarge(name string, size int) error {
	return &workbook.Problem{Kind: workbook.ErrFileTooLarge, File: name, Value: workbook.FileSize(size)}
}

// OpenFile opens a file to attach. It does not wait for what is no file and might never
// answer, such as a pipe; its error is then of kind ErrNotAFile.
func OpenFile(path string) (io.ReadCloser, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, &workbook.Problem{Kind: workbook.ErrNotAFile, File: filepath.Base(path)}
	}
	return os.Open(path)
}

func unreadable(name string, err error) error {
	if errors.Is(err, workbook.ErrNotAFile) {
		return err
	}
	return &workbook.Problem{Kind: workbook.ErrNoSuchFile, File: name, Err: err}
}

// stopping is a reader that ends with its context.
type stopping struct {
	ctx context.Context
	in  io.Reader
}

func (s stopping) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.in.Read(p)
}

// describe fills in what the bytes say of a file, and cleans its name.
func describe(a *workbook.Attachment, data []byte) {
	a.Name = workbook.CleanFileName(a.Name)
	a.Size, a.SHA256, a.Type = len(data), sum(data), mediaType(a.Name, data)
}

// byEnding are media types that show in the name and not in the first bytes: what lies in a
// zip archive, and text.
var byEnding = map[string]string{
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
	".odt":  "application/vnd.oasis.opendocument.text",
	".ods":  "application/vnd.oasis.opendocument.spreadsheet",
	".odp":  "application/vnd.oasis.opendocument.presentation",
	".doc":  "application/msword",
	".xls":  "application/vnd.ms-excel",
	".csv":  "text/csv",
	".md":   "text/markdown",
	".eml":  "message/rfc822",
	".heic": "image/heic",
	".tif":  "image/tiff",
	".tiff": "image/tiff",
	".dwg":  "image/vnd.dwg",
}

// mediaType reads from the first bytes what a file is; the ending of its name decides only
// between kinds whose bytes begin alike. It is empty for an unknown one.
func mediaType(name string, data []byte) string {
	found, _, _ := strings.Cut(http.DetectContentType(data), ";")
	switch found {
	case "application/octet-stream", "application/zip", "text/plain":
		if said, ok := byEnding[strings.ToLower(path.Ext(name))]; ok {
			return said
		}
	}
	if found == "application/octet-stream" {
		return ""
	}
	return found
}

// Attachments reads the files of a school's answers, or of all schools for an empty id, in
// the order in which they were added and without their bytes. Those of a removed school are
// not listed.
func (w *Workbook) Attachments(ctx context.Context, schoolID string) (workbook.Attachments, error) {
	var all workbook.Attachments
	err := w.read(ctx, "read attachments", func(tx *sql.Tx) error {
		condition, args := "t.present = 1 AND "+ofPresentSchool, []any(nil)
		if schoolID != "" {
			condition, args = "t.present = 1 AND t.school = ? AND "+ofItsPresentSchool, []any{schoolID}
		}
		rows, err := tableOf(workbook.AttachmentEntity).records(ctx, tx, condition, args...)
		for _, r := range rows {
			all = append(all, workbook.AttachmentFrom(r.id, r.values))
		}
		return err
	})
	return all, err
}

// Content reads the bytes of an attachment, exactly as they were when it was attached. Its
// errors name the attachment in File and are of kind ErrNotFound when there is none of that
// id, ErrContentGone when its content was deleted for good, and ErrDamaged when the bytes are
// not those that were attached.
func (w *Workbook) Content(ctx context.Context, id string) ([]byte, error) {
	var data []byte
	err := w.read(ctx, "read attachment", func(tx *sql.Tx) error {
		var name, checksum string
		var size int
		err := tx.QueryRowContext(ctx, "SELECT name, sha256, size FROM attachment WHERE id = ? AND present = 1", id).
			Scan(&name, &checksum, &size)
		if errors.Is(err, sql.ErrNoRows) {
			return &workbook.Problem{Kind: workbook.ErrNotFound, Place: string(workbook.AttachmentEntity), Value: workbook.Shorten(id, 60)}
		}
		if err != nil {
			return err
		}
		err = tx.QueryRowContext(ctx, "SELECT data FROM content WHERE sha256 = ?", checksum).Scan(&data)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return refuse(workbook.ErrDamaged, name, errors.New("its content is not in the workbook"))
		case err != nil:
			return err
		case len(data) == 0:
			return refuse(workbook.ErrContentGone, name, nil)
		case len(data) != size || sum(data) != checksum:
			return refuse(workbook.ErrDamaged, name, errors.New("its checksum is another one"))
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return data, nil
}

// Contents counts files and their bytes.
type Contents struct {
	Files int
	Bytes int
}

// unused holds for contents that no present attachment has.
const unused = "length(c.data) > 0 AND NOT EXISTS (SELECT 1 FROM attachment AS a WHERE a.sha256 = c.sha256 AND a.present = 1)"

// Unused counts the contents that no attachment has any more: they are kept so that undo can
// bring the attachment back.
func (w *Workbook) Unused(ctx context.Context) (Contents, error) {
	var u Contents
	err := w.read(ctx, "count removed files", func(tx *sql.Tx) error {
		var err error
		u, err = countContents(ctx, tx, unused)
		return err
	})
	return u, err
}

func countContents(ctx context.Context, q queryer, condition string) (Contents, error) {
	var n Contents
	err := q.QueryRowContext(ctx, "SELECT count(*), coalesce(sum(length(c.data)), 0) FROM content AS c WHERE "+condition).
		Scan(&n.Files, &n.Bytes)
	return n, err
}

// DeleteUnused deletes for good what [Workbook.Unused] counts, and makes the file smaller by
// it. It is the one thing that no undo brings back: of a file only the entry in the history
// is left, and one that is brought back says that its content was deleted (ErrContentGone).
// The bytes are written over before their room in the file is given up; backups and copies
// made earlier still hold them.
//
// Its errors are those of Apply for the file. ErrBusy and ErrDiskFull may come when the bytes
// are gone already and the file has only kept its size.
func (w *Workbook) DeleteUnused(ctx context.Context) (Contents, error) {
	const doing = "delete removed files"
	if w.readOnly {
		return Contents{}, problem(w.path, doing, refuse(workbook.ErrReadOnly, w.path, nil))
	}
	// The pool has one connection, so the switch holds for what follows.
	if _, err := w.db.ExecContext(ctx, "PRAGMA secure_delete = ON"); err != nil {
		return Contents{}, problem(w.path, doing, err)
	}
	var gone Contents
	err := w.write(ctx, doing, func(tx *sql.Tx) error {
		var err error
		if gone, err = countContents(ctx, tx, unused); err != nil {
			return err
		}
		// The row stays, empty, and tells that its bytes are missing on purpose.
		_, err = tx.ExecContext(ctx, "UPDATE content AS c SET data = x'' WHERE "+unused)
		return err
	})
	if err != nil || gone.Files == 0 {
		return gone, err
	}
	_, err = w.db.ExecContext(ctx, "VACUUM")
	return gone, problem(w.path, doing, err)
}

// contentMismatch compares the content of every present attachment with its checksum.
// One content is in memory at a time.
func contentMismatch(ctx context.Context, q queryer) ([]string, error) {
	var found []string
	sizes := map[string]int{}
	err := each(ctx, q, "SELECT sha256, data FROM content ORDER BY sha256", nil, func(rows *sql.Rows) error {
		var checksum string
		var data sql.RawBytes
		if err := rows.Scan(&checksum, &data); err != nil {
			return err
		}
		if sizes[checksum] = len(data); len(data) > 0 && sum(data) != checksum {
			found = append(found, "content "+checksum[:12]+": the bytes have another checksum")
		}
		return ctx.Err()
	})
	if err != nil {
		return nil, err
	}
	rows, err := tableOf(workbook.AttachmentEntity).records(ctx, q, "t.present = 1")
	for _, r := range rows {
		a := workbook.AttachmentFrom(r.id, r.values)
		switch size, ok := sizes[a.SHA256]; {
		case !ok:
			found = append(found, "attachment "+a.ID+": its content is missing")
		case size > 0 && size != a.Size:
			found = append(found, "attachment "+a.ID+": its content has another size")
		}
	}
	return found, err
}
