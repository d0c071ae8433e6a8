package storage

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"
)

// mostKept is how many prepared statements a connection keeps; those of all screens together
// are some two hundred.
const mostKept = 256

// keeper is the SQLite driver with connections that keep the statements they prepared: after
// each edit the same questions are asked again, and to prepare one takes as long as to answer it.
type keeper struct {
	driver driver.Driver
	dsn    string
}

// pool makes a pool of such connections.
func pool(dsn string) (*sql.DB, error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	defer db.Close() // it has opened nothing
	return sql.OpenDB(&keeper{db.Driver(), dsn}), nil
}

func (k *keeper) Driver() driver.Driver { return k.driver }

func (k *keeper) Connect(context.Context) (driver.Conn, error) {
	c, err := k.driver.Open(k.dsn)
	if err != nil {
		return nil, err
	}
	return &keepingConn{connection: c.(connection), kept: map[string]*keptStatement{}}, nil
}

// connection is what [sql.DB] asks of the driver's connection.
type connection interface {
	driver.Conn
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
	driver.Pinger
	driver.SessionResetter
	driver.Validator
}

type keepingConn struct {
	connection
	kept map[string]*keptStatement
}

type keptStatement struct {
	statement
	busy bool // its rows are being read
}

type statement interface {
	driver.Stmt
	driver.StmtExecContext
	driver.StmtQueryContext
}

// prepared is the kept statement of a query, ready to run, or nil where there is none: the query
// is several, as those of migrations are, its rows are being read, or enough are kept.
func (c *keepingConn) prepared(ctx context.Context, query string) (*keptStatement, error) {
	if s, ok := c.kept[query]; ok {
		if s.busy {
			return nil, nil
		}
		return s, nil
	}
	if len(c.kept) >= mostKept || strings.Contains(query, ";") {
		return nil, nil
	}
	s, err := c.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	kept := &keptStatement{statement: s.(statement)}
	c.kept[query] = kept
	return kept, nil
}

func (c *keepingConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Result, error) {
	s, err := c.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.connection.ExecContext(ctx, query, args)
	}
	return s.ExecContext(ctx, args)
}

func (c *keepingConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	s, err := c.prepared(ctx, query)
	if err != nil {
		return nil, err
	}
	if s == nil {
		return c.connection.QueryContext(ctx, query, args)
	}
	rows, err := s.QueryContext(ctx, args)
	if err != nil {
		return nil, err
	}
	s.busy = true
	return &keptRows{rows, s}, nil
}

func (c *keepingConn) Close() error {
	var errs []error
	for _, s := range c.kept {
		errs = append(errs, s.Close())
	}
	return errors.Join(append(errs, c.connection.Close())...)
}

// keptRows are the rows of a kept statement, which is free again once they are closed.
type keptRows struct {
	driver.Rows
	of *keptStatement
}

func (r *keptRows) Close() error {
	r.of.busy = false
	return r.Rows.Close()
}
