package cli

import (
	"context"
	"errors"
	"strings"

	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// tableImport is what is brought in from tables, and how they are read.
type tableImport struct {
	Workbook string   `required:"" placeholder:"FILE" help:"cli.import.workbook"`
	Files    []string `arg:"" placeholder:"FILE" help:"cli.import.files"`
	Sheet    string   `placeholder:"NAME" help:"cli.import.sheet"`
	Column   []string `sep:"none" placeholder:"COLUMN" help:"cli.import.column"`
	DayFirst bool     `help:"cli.import.day-first"`
	acceptance
}

// importSchoolsVerb brings in a list of schools.
type importSchoolsVerb struct {
	tableImport
}

// Help is the key of what the verb does in more words.
func (v *importSchoolsVerb) Help() string { return "cli.import.schools.more" }

// Run writes nothing unless what it would change is accepted.
func (v *importSchoolsVerb) Run(ctx context.Context, env *Env) error {
	return v.bring(ctx, env, workbook.TableOfSchools, func(w *storage.Workbook, _ *workbook.Case, tables []workbook.TableSource) (workbook.Proposal, error) {
		schools, err := w.Schools(ctx)
		return workbook.ProposeSchools(tables, schools, env.Words, env.NewID), err
	})
}

// importActionsVerb brings in actions.
type importActionsVerb struct {
	tableImport
}

// Help is the key of what the verb does in more words.
func (v *importActionsVerb) Help() string { return "cli.import.actions.more" }

// Run writes nothing unless what it would change is accepted.
func (v *importActionsVerb) Run(ctx context.Context, env *Env) error {
	return v.bring(ctx, env, workbook.TableOfActions, func(w *storage.Workbook, c *workbook.Case, tables []workbook.TableSource) (workbook.Proposal, error) {
		have := workbook.ActionContext{Case: c, On: workbook.Today(env.Now())}
		var err error
		if have.Schools, err = w.Schools(ctx); err != nil {
			return workbook.Proposal{}, err
		}
		if have.Actions, err = w.Actions(ctx, ""); err != nil {
			return workbook.Proposal{}, err
		}
		return workbook.ProposeActions(tables, have, env.Words, env.NewID), nil
	})
}

// bring reads the tables, has them compared with the workbook, and settles what came of it.
func (v *tableImport) bring(ctx context.Context, env *Env, kind workbook.TableKind,
	propose func(*storage.Workbook, *workbook.Case, []workbook.TableSource) (workbook.Proposal, error)) (err error) {
	c, err := env.Case()
	if err != nil {
		return err
	}
	var tables []workbook.TableSource
	for _, file := range v.Files {
		table, err := export.ReadTable(ctx, file, v.Sheet)
		if err != nil {
			return err
		}
		m := workbook.MapTable(kind, table, env.Words)
		if v.DayFirst {
			m.Days = workbook.DayFirst
		}
		tables = append(tables, workbook.TableSource{Table: table, Map: m})
	}
	for _, column := range v.Column {
		if err := useColumn(tables, column); err != nil {
			return err
		}
	}
	w, err := v.open(ctx, env, v.Workbook)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	p, err := propose(w, c, tables)
	if err != nil {
		return err
	}
	return v.settle(ctx, env, w, c, p)
}

// useColumn takes a person's word for what a column is: Heading=field, or Heading= to leave
// it out. One of the tables has to have the heading.
func useColumn(tables []workbook.TableSource, given string) error {
	at := strings.LastIndex(given, "=")
	if at < 0 {
		return wrongUsage("cli.usage.column", "Value", workbook.Shorten(given, 60))
	}
	heading, field := strings.TrimSpace(given[:at]), strings.ToLower(strings.TrimSpace(given[at+1:]))
	var missing error
	used := false
	for i := range tables {
		err := tables[i].Map.Use(heading, field)
		if errors.Is(err, workbook.ErrUnknownField) {
			return wrongUsage("cli.usage.field", "Value", workbook.Shorten(field, 60), "Known", strings.Join(tables[i].Map.Kind.Fields(), ", "))
		}
		if err != nil {
			missing = err
		} else {
			used = true
		}
	}
	if used {
		return nil
	}
	return missing
}
