package storage

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// BackupFile is one backup of a workbook.
type BackupFile struct {
	Path       string
	At         time.Time // UTC, when it was made
	Size       int64     // bytes
	WorkbookID string
	Case       CaseRef
	Counts     map[string]int // as in [Health]; nil when it cannot be read
	LastChange time.Time      // of the history in it
	Problem    error          // why it cannot be used, nil when it can
}

// Backups lists the backups of a workbook in a folder, newest first. Where the workbook can
// still be read, its own id finds them, also after it was renamed and without those of
// another workbook of the same name. Where it is damaged or gone, all that were made of a
// workbook of this file name are listed, and WorkbookID tells them apart. A folder that is
// not there holds none. Its error is of kind ErrNotWritable for a folder that cannot be
// read.
func Backups(dir, workbookPath string) ([]BackupFile, error) {
	const doing = "list backups"
	path, err := filepath.Abs(workbookPath)
	if err != nil {
		return nil, problem(workbookPath, doing, err)
	}
	ctx := context.Background()
	stem, id := stemOf(path), workbookID(ctx, path)
	files, err := backupsOf(dir, func(n backupName) bool {
		if id != "" {
			return n.id == id
		}
		return strings.EqualFold(n.stem, stem) // Windows may spell it either way
	})
	if err != nil {
		return nil, problem(dir, doing, err)
	}
	for i := range files {
		files[i].read(ctx)
	}
	return files, nil
}

// workbookID reads the id of a workbook, empty when it cannot.
func workbookID(ctx context.Context, path string) string {
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	var id string
	err := look(path, func(db *sql.DB) error {
		var err error
		id, _, err = bookOf(ctx, db, path)
		return err
	})
	if err != nil {
		return ""
	}
	return id
}

// read fills in what the backup holds.
func (b *BackupFile) read(ctx context.Context) {
	err := func() error {
		steps, err := builtInSteps()
		if err != nil {
			return err
		}
		if err := recognize(ctx, b.Path, len(steps)); err != nil {
			return err
		}
		return look(b.Path, func(db *sql.DB) error {
			if err := soundStructure(ctx, db, b.Path); err != nil {
				return err
			}
			var err error
			if _, b.Case, err = bookOf(ctx, db, b.Path); err != nil {
				return err
			}
			b.Counts, b.LastChange, err = summary(ctx, db)
			return err
		})
	}()
	b.Problem = problem(b.Path, "read backup", err)
}

// lastSeq is the number of the newest batch in the backup, -1 when it cannot be read.
func (b *BackupFile) lastSeq(ctx context.Context) int64 {
	seq := int64(-1)
	err := look(b.Path, func(db *sql.DB) error {
		return db.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM batch").Scan(&seq)
	})
	if err != nil {
		return -1
	}
	return seq
}

// backupName is what a backup's file name tells: <stem>-<id>-<time>.forethought, where the
// stem is that of the workbook's file name and the id its own, so that the backups of two
// workbooks of one name in different folders are told apart.
type backupName struct {
	stem, id string
	at       time.Time
}

const (
	backupLayout = "20060102T150405.000Z"
	maxStem      = 120 // bytes, to stay within what file systems allow for a name
)

var backupForm = regexp.MustCompile(
	`^(.*)-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})-(\d{8}T\d{6}\.\d{3}Z)\.forethought$`)

func (n backupName) String() string {
	return n.stem + "-" + n.id + "-" + n.at.UTC().Format(backupLayout) + Extension
}

func parseBackupName(name string) (backupName, bool) {
	m := backupForm.FindStringSubmatch(name)
	if m == nil {
		return backupName{}, false
	}
	at, err := time.Parse(backupLayout, m[3])
	return backupName{m[1], m[2], at}, err == nil
}

// stemOf is the part of a file's name that its backups carry.
func stemOf(path string) string {
	stem := strings.TrimSuffix(filepath.Base(path), Extension)
	if len(stem) <= maxStem {
		return stem
	}
	cut := maxStem
	for cut > 0 && !utf8.RuneStart(stem[cut]) {
		cut--
	}
	return stem[:cut]
}

// backupsOf lists the backups whose names are wanted, newest first, without opening them.
func backupsOf(dir string, wanted func(backupName) bool) ([]BackupFile, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var files []BackupFile
	for _, e := range entries {
		name, ok := parseBackupName(e.Name())
		if !ok || !e.Type().IsRegular() || !wanted(name) {
			continue
		}
		b := BackupFile{Path: filepath.Join(dir, e.Name()), At: name.at, WorkbookID: name.id}
		if info, err := e.Info(); err == nil {
			b.Size = info.Size()
		}
		files = append(files, b)
	}
	slices.SortFunc(files, func(a, b BackupFile) int {
		return cmp.Or(b.At.Compare(a.At), cmp.Compare(a.Path, b.Path))
	})
	return files, nil
}

// prune removes a workbook's backups beyond the newest ones.
func prune(dir, id string) error {
	files, err := backupsOf(dir, func(n backupName) bool { return n.id == id })
	if err != nil {
		return err
	}
	for _, b := range files[min(len(files), KeptBackups):] {
		err = errors.Join(err, os.Remove(b.Path))
	}
	return err
}
