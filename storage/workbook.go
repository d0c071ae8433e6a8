package storage

import (
	"context"
	"database/sql"
	"errors"
	"runtime"
	"sync"
	"time"

	"forethought/workbook"

	"github.com/google/uuid"
)

// ApplicationID is what the header of every workbook file carries: "FoTh".
const ApplicationID = 0x466F5468

// CaseRef says which case a workbook was made for.
type CaseRef struct {
	ID      string
	Version int
}

// Options say how a workbook is opened.
type Options struct {
	ReadOnly   bool             // change nothing, and look even at a file that fails its check
	BackupDir  string           // folder for backups, made when missing; empty for no backups
	CheckLater bool             // read at once; check and back up beside, before anything is written, see [Workbook.Looked]
	Now        func() time.Time // nil for time.Now

	// Case is the case that the program has, which the workbook is to be opened for; nil for
	// whatever it was made for. See [Workbook.Carried].
	Case *workbook.Case
	By   workbook.Author // whose opening it is, for the record
}

func (o Options) now() time.Time {
	if o.Now == nil {
		return time.Now().UTC()
	}
	return o.Now().UTC()
}

// Workbook is one open workbook file. It is safe for use by several goroutines. Close it.
type Workbook struct {
	path     string
	options  Options
	readOnly bool
	id       string
	ref      CaseRef
	carried  int     // the version of the case that it was carried along from, 0 for none
	db       *sql.DB // one connection: SQLite has one writer, and our own calls never collide

	looked      chan struct{} // closed once the file was checked beside; nil where it was before
	look        func()        // has that begin, once
	stopLooking context.CancelFunc
	unsound     error // what that check found; read once looked is closed

	known known // what was read and need not be read again

	backups    sync.Mutex // guards what follows
	lastBackup time.Time
	madeBackup string // its path, where it was made since opening
	backupErr  error

	recordsLock sync.Mutex // guards what follows
	records     workbook.CaseRecords
}

// NewID makes an id for a new entity, a UUIDv7: unique across computers, and ordered by the
// time of making.
func NewID() string { return uuid.Must(uuid.NewV7()).String() }

// Path is the absolute path of the file.
func (w *Workbook) Path() string { return w.path }

// ReadOnly reports whether nothing can be changed, because it was asked for or because the
// file or its folder does not allow it.
func (w *Workbook) ReadOnly() bool { return w.readOnly }

// Case says which case the workbook was made for.
func (w *Workbook) Case() CaseRef { return w.ref }

// ID is the workbook's own id. Its copies and backups carry the same one.
func (w *Workbook) ID() string { return w.id }

// Close ends the use of the file, and leaves no other file beside it. What was applied is
// on the disk already. Closing twice does no harm.
func (w *Workbook) Close() error {
	if w.looked != nil {
		w.stopLooking()
		w.look()
		<-w.looked
	}
	if !w.readOnly {
		// Where somebody else is writing at this moment it stays, empty, until they close.
		_, _ = w.db.Exec("PRAGMA journal_mode = DELETE")
	}
	return problem(w.path, "close workbook", w.db.Close())
}

// keepJournal has the journal of an open workbook stay between changes, emptied by writing
// zeros over its head: to make a file for each change and to take it away again needs a flush
// more for the folder, and a virus scanner looks at each. After a large change it is cut.
const keepJournal = "PRAGMA journal_mode = PERSIST; PRAGMA journal_size_limit = 1048576"

// connect makes the pool for a file, of one connection that lasts.
func connect(path string, how access) (*sql.DB, error) {
	db, err := pool(dsn(path, how, runtime.GOOS == "windows"))
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	db.SetMaxIdleConns(1)
	return db, nil
}

// inMemory makes an empty database that is gone when it is closed.
func inMemory() (*sql.DB, error) {
	db, err := pool(":memory:")
	if err == nil {
		db.SetMaxOpenConns(1) // another connection would be another database
	}
	return db, err
}

// queryer is a connection or a transaction.
type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// each calls scan for every row of a query.
func each(ctx context.Context, q queryer, query string, args []any, scan func(*sql.Rows) error) (err error) {
	rows, err := q.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	for rows.Next() {
		if err := scan(rows); err != nil {
			_ = rows.Close()
			return err
		}
	}
	if err := rows.Close(); err != nil {
		return err
	}
	return rows.Err()
}

// read runs f on one state of the file.
func (w *Workbook) read(ctx context.Context, doing string, f func(*sql.Tx) error) error {
	return w.transact(ctx, doing, &sql.TxOptions{ReadOnly: true}, f)
}

// write runs f in an immediate transaction: nobody else changes the file meanwhile. When
// it returns nil, what f did is durable; when not, nothing was done.
func (w *Workbook) write(ctx context.Context, doing string, f func(*sql.Tx) error) error {
	if w.readOnly {
		return problem(w.path, doing, refuse(workbook.ErrReadOnly, w.path, nil))
	}
	if err := w.Looked(ctx); err != nil {
		return problem(w.path, doing, err)
	}
	return w.transact(ctx, doing, nil, f)
}

func (w *Workbook) transact(ctx context.Context, doing string, o *sql.TxOptions, f func(*sql.Tx) error) error {
	tx, err := w.db.BeginTx(ctx, o)
	if err != nil {
		return problem(w.path, doing, err)
	}
	if err := f(tx); err != nil {
		_ = tx.Rollback()
		if ctx.Err() != nil {
			err = ctx.Err() // the transaction ends with its context, and so do rows that are being read
		}
		return problem(w.path, doing, err)
	}
	err = tx.Commit()
	if errors.Is(err, sql.ErrTxDone) && ctx.Err() != nil {
		err = ctx.Err()
	}
	return problem(w.path, doing, err)
}
