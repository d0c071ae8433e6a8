package storage

import (
	"bytes"
	"context"
	"database/sql"
	"database/sql/driver"
	"io"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"forethought/workbook"

	"modernc.org/sqlite"
)

// fault makes one statement fail: the nth from when it is set, before it is carried out or
// when it has been.
type fault struct {
	in    int // statements until then; 0 for never
	after bool
}

// strikes counts a statement, and reports whether it is the one.
func (f *fault) strikes() bool {
	if f.in == 0 {
		return false
	}
	f.in--
	return f.in == 0
}

// errFull is what the system says of a disk without room.
var errFull = &fs.PathError{Op: "write", Path: "Plan.forethought", Err: syscall.ENOSPC}

// faulty replaces a workbook's connection by one on which a fault can be set. It does not
// wait for the disk, which the other tests look after.
func faulty(t *testing.T, path string) (*sql.DB, *fault) {
	t.Helper()
	c, err := sqlite.NewConnector(dsn(path, readWrite, runtime.GOOS == "windows"))
	if err != nil {
		t.Fatal(err)
	}
	f := &fault{}
	db := sql.OpenDB(faultyConnector{c, f})
	db.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = db.Close() })
	if _, err := db.Exec("PRAGMA synchronous = OFF"); err != nil {
		t.Fatal(err)
	}
	return db, f
}

type faultyConnector struct {
	driver.Connector
	fault *fault
}

func (c faultyConnector) Connect(ctx context.Context) (driver.Conn, error) {
	conn, err := c.Connector.Connect(ctx)
	return faultyConn{conn, c.fault}, err
}

type faultyConn struct {
	driver.Conn
	fault *fault
}

func (c faultyConn) BeginTx(ctx context.Context, o driver.TxOptions) (driver.Tx, error) {
	if c.fault.strikes() {
		return nil, errFull
	}
	tx, err := c.Conn.(driver.ConnBeginTx).BeginTx(ctx, o)
	return faultyTx{tx, c.fault}, err
}

func (c faultyConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	return failing(c.fault, func() (driver.Result, error) { return c.Conn.(driver.ExecerContext).ExecContext(ctx, query, args) })
}

func (c faultyConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	return failingRows(c.fault, func() (driver.Rows, error) { return c.Conn.(driver.QueryerContext).QueryContext(ctx, query, args) })
}

func (c faultyConn) PrepareContext(ctx context.Context, query string) (driver.Stmt, error) {
	s, err := c.Conn.(driver.ConnPrepareContext).PrepareContext(ctx, query)
	return faultyStmt{s, c.fault}, err
}

type faultyStmt struct {
	driver.Stmt
	fault *fault
}

func (s faultyStmt) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	return failing(s.fault, func() (driver.Result, error) { return s.Stmt.(driver.StmtExecContext).ExecContext(ctx, args) })
}

func (s faultyStmt) QueryContext(ctx context.Context, args []driver.NamedValue) (driver.Rows, error) {
	return failingRows(s.fault, func() (driver.Rows, error) { return s.Stmt.(driver.StmtQueryContext).QueryContext(ctx, args) })
}

type faultyTx struct {
	driver.Tx
	fault *fault
}

// Commit fails as SQLite's does: the transaction is taken back.
func (tx faultyTx) Commit() error {
	if tx.fault.strikes() {
		_ = tx.Tx.Rollback()
		return errFull
	}
	return tx.Tx.Commit()
}

// failing carries out a statement that may be the one to fail.
func failing[T any](f *fault, do func() (T, error)) (T, error) {
	strikes := f.strikes()
	var done T
	if strikes && !f.after {
		return done, errFull
	}
	done, err := do()
	if strikes && err == nil {
		err = errFull
	}
	return done, err
}

// failingRows is failing for a query, which may also break off at its first row.
func failingRows(f *fault, do func() (driver.Rows, error)) (driver.Rows, error) {
	strikes := f.strikes()
	if strikes && !f.after {
		return nil, errFull
	}
	rows, err := do()
	if strikes && err == nil {
		rows = brokenRows{rows}
	}
	return rows, err
}

type brokenRows struct{ driver.Rows }

func (brokenRows) Next([]driver.Value) error { return errFull }

// Each statement of an edit fails in turn, before and after it was carried out: the error
// says that the disk is full, nothing of the edit is applied, and the next edit works.
func TestAnyStatementMayFail(t *testing.T) {
	ctx := context.Background()
	every := torture(19, 1) // of the statements
	w := newFile(t, Options{})
	shut(t, w)
	db, fault := faulty(t, w.Path())
	w.db = db
	m := newModel()
	e := newEditor(w, rand.New(rand.NewPCG(2004, 9)))
	e.author = ben // so that what he takes back is his own
	one := func() {
		t.Helper()
		b, err := e.next(ctx)
		if err != nil {
			t.Fatalf("the next edit: %v", err)
		}
		if b.Seq > 0 {
			m.commit(b)
		}
	}
	one()
	one()
	school := e.d.school.ID
	other := func() workbook.Change {
		return setAnswer(school, "alarms", "note", NewID())
	}
	proof := func() workbook.FileToAttach {
		a := e.d.proof
		a.ID = NewID()
		return workbook.FileToAttach{Attachment: a, Open: func() (io.ReadCloser, error) {
			return io.NopCloser(bytes.NewReader([]byte(a.ID))), nil
		}}
	}
	failures := 0
	for _, c := range []struct {
		name string
		do   func() (workbook.Batch, error)
	}{
		{"one answer", func() (workbook.Batch, error) { return w.Apply(ctx, ana, []workbook.Change{other()}) }},
		{"undo", func() (workbook.Batch, error) { return w.Undo(ctx, ana) }},
		{"redo", func() (workbook.Batch, error) { return w.Redo(ctx, ana) }},
		{"one of everything", func() (workbook.Batch, error) {
			return w.Apply(ctx, ana, fullDistrict().add())
		}},
		{"two files", func() (workbook.Batch, error) {
			return w.Attach(ctx, ana, []workbook.FileToAttach{proof(), proof()})
		}},
		{"as it was seen", func() (workbook.Batch, error) {
			in := fault.in
			fault.in = 0 // what is seen was read before
			c := other()
			c.Old = answerOf(t, w, school, "alarms").Note
			fault.in = in
			return w.ApplyAsSeen(ctx, ana, []workbook.Change{c})
		}},
	} {
		for _, after := range []bool{false, true} {
			for n := 1; ; n += every {
				fault.in, fault.after = n, after
				b, err := c.do()
				if fault.in > 0 { // fewer statements than that
					fault.in = 0
					if err != nil {
						t.Fatalf("%s: %v", c.name, err)
					}
					m.commit(b)
					break
				}
				failures++
				wantKind(t, err, workbook.ErrDiskFull)
				if found := m.differs(w); found != "" {
					t.Fatalf("%s, statement %d: %s", c.name, n, found)
				}
				one()
			}
		}
		m.wantAll(t, w)
	}
	t.Logf("%d statements failed", failures)
}

// Deleting for good fails at each of its statements: what is not removed stays, and the
// next try deletes the rest.
func TestDeletingForGoodMayFail(t *testing.T) {
	ctx := context.Background()
	w := newFile(t, Options{})
	d := fullDistrict()
	apply(t, w, ana, d.add()...)
	apply(t, w, ana, workbook.Remove(workbook.AttachmentEntity, d.proof.ID)...)
	shut(t, w)
	db, fault := faulty(t, w.Path())
	w.db = db
	for n := 1; ; n++ {
		fault.in = n
		_, err := w.DeleteUnused(ctx)
		if fault.in > 0 {
			fault.in = 0
			break
		}
		wantKind(t, err, workbook.ErrDiskFull)
		wantHealthy(t, w)
	}
	if left, err := w.Unused(ctx); err != nil || left.Files != 0 {
		t.Errorf("%+v, %v", left, err)
	}
}

// Bringing an older workbook up to date fails at each statement: the file is of a version
// between, whole, and the next try goes on.
func TestBringingUpToDateMayFail(t *testing.T) {
	ctx := context.Background()
	every := torture(11, 1) // of the statements
	steps, err := builtInSteps()
	if err != nil {
		t.Fatal(err)
	}
	fresh := func() (*sql.DB, *fault) {
		path := filepath.Join(t.TempDir(), "Plan.forethought")
		err := writeBeside(path, func(scratch string) error { return found(ctx, scratch, beslan, steps[:1], newClock().at) })
		if err != nil {
			t.Fatal(err)
		}
		return faulty(t, path)
	}
	for _, after := range []bool{false, true} {
		for n := 1; ; n += every {
			db, fault := fresh()
			fault.in, fault.after = n, after
			err := migrate(ctx, db, steps)
			enough := fault.in > 0
			fault.in = 0
			if !enough {
				if kindOf(err) != workbook.ErrDiskFull {
					t.Fatalf("statement %d: %v", n, err)
				}
				if found, err := integrity(ctx, db); err != nil || len(found) > 0 {
					t.Fatalf("statement %d: %q, %v", n, found, err)
				}
				err = migrate(ctx, db, steps)
			}
			if err != nil {
				t.Fatalf("statement %d: %v", n, err)
			}
			if version, err := identify(ctx, db, "", len(steps)); err != nil || version != len(steps) {
				t.Fatalf("statement %d: version %d, %v", n, version, err)
			}
			if enough {
				break
			}
		}
	}
}
