package storage

import (
	"cmp"
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"

	"forethought/workbook"
)

//go:embed migrations/*.sql
var migrations embed.FS

// step is one migration: what brings a file from the version before to number.
type step struct {
	number int
	name   string
	script string
}

var stepName = regexp.MustCompile(`^(\d{4})_[a-z0-9_]+\.sql$`)

func builtInSteps() ([]step, error) {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return readSteps(sub)
}

// readSteps reads a folder of migrations, named 0001_first.sql and so on without a gap.
func readSteps(folder fs.FS) ([]step, error) {
	names, err := fs.Glob(folder, "*.sql")
	if err != nil {
		return nil, fmt.Errorf("list migrations: %w", err)
	}
	var steps []step
	for _, name := range names {
		m := stepName.FindStringSubmatch(name)
		if m == nil {
			return nil, fmt.Errorf("read migration %s: name is not 0001_words.sql", name)
		}
		number, err := strconv.Atoi(m[1])
		if err != nil {
			return nil, fmt.Errorf("read migration %s: %w", name, err)
		}
		script, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, fmt.Errorf("read migration %s: %w", name, err)
		}
		steps = append(steps, step{number, name, string(script)})
	}
	slices.SortFunc(steps, func(a, b step) int { return cmp.Compare(a.number, b.number) })
	for i, s := range steps {
		if s.number != i+1 {
			return nil, fmt.Errorf("read migration %s: number %d expected", s.name, i+1)
		}
	}
	return steps, nil
}

// migrate applies the steps that a database still lacks, each in a transaction of its own
// that also sets the version. After an error the database is at the last version that was
// reached. Two programs may try at once: the second finds the work done.
func migrate(ctx context.Context, db *sql.DB, steps []step) error {
	// A step may rebuild a table that others refer to, so references are checked at its
	// end and not on the way. The switch has no effect inside a transaction.
	if _, err := db.ExecContext(ctx, "PRAGMA foreign_keys = OFF"); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	for _, s := range steps {
		if err := s.apply(ctx, db); err != nil {
			return fmt.Errorf("migrate to %s: %w", s.name, err)
		}
	}
	if _, err := db.ExecContext(ctx, "PRAGMA foreign_keys = ON"); err != nil {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

func (s step) apply(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }() // after Commit it does nothing
	var version int
	if err := tx.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return err
	}
	if version >= s.number {
		return nil
	}
	if _, err := tx.ExecContext(ctx, s.script); err != nil {
		return err
	}
	broken, err := brokenReferences(ctx, tx)
	if err != nil {
		return err
	}
	if len(broken) > 0 {
		return &workbook.Problem{Kind: workbook.ErrDamaged, Err: errors.New(broken[0])}
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", s.number)); err != nil {
		return err
	}
	return tx.Commit()
}

// brokenReferences lists the rows that refer to a row that is not there.
func brokenReferences(ctx context.Context, q queryer) ([]string, error) {
	var broken []string
	err := each(ctx, q, "PRAGMA foreign_key_check", nil, func(rows *sql.Rows) error {
		var table, parent string
		var row sql.NullInt64
		var key int
		if err := rows.Scan(&table, &row, &parent, &key); err != nil {
			return err
		}
		broken = append(broken, fmt.Sprintf("%s row %d refers to a missing %s", table, row.Int64, parent))
		return nil
	})
	return broken, err
}
