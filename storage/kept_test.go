package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"testing"
)

// statementsKept is how many statements the connection of a pool keeps.
func statementsKept(t *testing.T, db *sql.DB) (n int) {
	t.Helper()
	c, err := db.Conn(context.Background())
	if err == nil {
		err = errors.Join(c.Raw(func(one any) error { n = len(one.(*keepingConn).kept); return nil }), c.Close())
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestStatementsAreKeptAndAnswerAnew(t *testing.T) {
	ctx := context.Background()
	db, err := inMemory()
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	do := func(query string, args ...any) {
		t.Helper()
		if _, err := db.ExecContext(ctx, query, args...); err != nil {
			t.Fatal(err)
		}
	}
	count := func(query string, args ...any) (n int) {
		t.Helper()
		if err := db.QueryRowContext(ctx, query, args...).Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	do("CREATE TABLE gate (n INTEGER PRIMARY KEY, name TEXT UNIQUE); CREATE TABLE door (n INTEGER)")
	before := statementsKept(t, db)
	const add, ask = "INSERT INTO gate (n, name) VALUES (?, ?)", "SELECT count(*) FROM gate WHERE n >= ?"
	for i := range 5 {
		do(add, i, fmt.Sprint("gate ", i))
		if got := count(ask, 1); got != i {
			t.Fatalf("%d gates after %d were added", got, i+1)
		}
	}
	if now := statementsKept(t, db); now != before+2 {
		t.Errorf("%d statements are kept for two queries", now-before)
	}

	// One that fails serves the next time, and so does one that was left in the middle.
	if _, err := db.ExecContext(ctx, add, 9, "gate 1"); err == nil {
		t.Error("a name was given twice")
	}
	do(add, 9, nil)
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		t.Fatal(err)
	}
	const list = "SELECT n FROM gate ORDER BY n"
	for range 2 {
		outer, err := tx.QueryContext(ctx, list)
		if err != nil {
			t.Fatal(err)
		}
		pairs := 0
		for range 3 {
			if !outer.Next() {
				t.Fatal("the rows end early")
			}
			if err := each(ctx, tx, list, nil, func(*sql.Rows) error { pairs++; return nil }); err != nil {
				t.Fatal(err)
			}
		}
		if err := outer.Close(); err != nil || pairs != 18 {
			t.Errorf("%d rows of a query within itself, %v", pairs, err)
		}
	}
	if err := tx.Commit(); err != nil {
		t.Fatal(err)
	}
	stopped, stop := context.WithCancel(ctx)
	stop()
	if _, err := db.QueryContext(stopped, list); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}

	// What the tables are is looked up again.
	do("ALTER TABLE gate RENAME TO old_gate; CREATE TABLE gate (n INTEGER PRIMARY KEY, note TEXT, name TEXT)")
	do(add, 1, "new")
	if got := count(ask, 0); got != 1 {
		t.Errorf("%d gates in the new table", got)
	}

	// Beyond what is kept, statements go on as they come.
	for i := range mostKept + 20 {
		if got := count(fmt.Sprintf("SELECT %d + count(*) FROM door", i)); got != i {
			t.Fatalf("query %d says %d", i, got)
		}
	}
	if now := statementsKept(t, db); now != mostKept {
		t.Errorf("%d are kept, of %d at most", now, mostKept)
	}
}
