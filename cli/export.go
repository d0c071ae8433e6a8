package cli

import (
	"context"
	"fmt"
	"strings"

	"forethought/export"
	"forethought/workbook"
)

// exportSource is what is taken out of a workbook, and where to.
type exportSource struct {
	Workbook string `required:"" placeholder:"FILE" help:"cli.report.workbook"`
	School   string `placeholder:"NAME" help:"cli.export.school"`
	Out      string `short:"o" required:"" placeholder:"FILE" help:"cli.export.out"`
	noProtection
}

// read opens the workbook for reading only and gathers all of it, or the school that is
// named; with the history where days are asked for.
func (s *exportSource) read(ctx context.Context, env *Env, history bool) (workbook.RegisterRequest, error) {
	var none workbook.RegisterRequest
	if notTheWorkbook(s.Out, s.Workbook) != nil {
		return none, wrongUsage("cli.usage.export-is-workbook", "Value", s.Out)
	}
	if err := s.refused(s.Out); err != nil {
		return none, err
	}
	c, err := env.Case()
	if err != nil {
		return none, err
	}
	w, err := env.read(ctx, s.Workbook)
	if err != nil {
		return none, err
	}
	defer func() { _ = w.Close() }() // nothing was written
	id := ""
	if strings.TrimSpace(s.School) != "" {
		school, err := schoolIn(ctx, w, s.School, s.Workbook)
		if err != nil {
			return none, err
		}
		id = school.ID
	}
	gather := w.RegisterRequest
	if history {
		gather = w.AgendaRequest
	}
	r, err := gather(ctx, id, c)
	r.On = workbook.Today(env.Now())
	return r, err
}

// xlsxVerb writes the three tables as a spreadsheet.
type xlsxVerb struct {
	exportSource
	PreparedBy string `placeholder:"NAME" help:"cli.export.prepared-by"`
}

// Help is the key of what the verb does in more words.
func (v *xlsxVerb) Help() string { return "cli.export.xlsx.more" }

// Run reads the workbook without changing it and replaces the file that was there.
func (v *xlsxVerb) Run(ctx context.Context, env *Env) error {
	if err := oneShortLine("--prepared-by", v.PreparedBy); err != nil {
		return err
	}
	request, err := v.read(ctx, env, false)
	if err != nil {
		return err
	}
	request.PreparedBy = v.PreparedBy
	receipt, err := export.WriteXLSX(ctx, v.Out, workbook.NewRegister(request), env.Words)
	if err != nil {
		return err
	}
	printSheets(env, receipt)
	return nil
}

// csvVerb writes one of the tables as text.
type csvVerb struct {
	exportSource
	Table string `placeholder:"actions|answers|matrix" default:"actions" help:"cli.export.table"`
}

// Help is the key of what the verb does in more words.
func (v *csvVerb) Help() string { return "cli.export.csv.more" }

// Run reads the workbook without changing it and replaces the file that was there.
func (v *csvVerb) Run(ctx context.Context, env *Env) error {
	which, err := export.ParseSheet(v.Table)
	if err != nil {
		return wrongUsage("cli.usage.table", "Value", workbook.Shorten(v.Table, 60))
	}
	request, err := v.read(ctx, env, false)
	if err != nil {
		return err
	}
	receipt, err := export.WriteCSV(ctx, v.Out, which, workbook.NewRegister(request), env.Words)
	if err != nil {
		return err
	}
	printSheets(env, receipt)
	return nil
}

// icsVerb writes the days as a calendar.
type icsVerb struct {
	exportSource
}

// Help is the key of what the verb does in more words.
func (v *icsVerb) Help() string { return "cli.export.ics.more" }

// Run reads the workbook without changing it and replaces the file that was there.
func (v *icsVerb) Run(ctx context.Context, env *Env) error {
	request, err := v.read(ctx, env, true)
	if err != nil {
		return err
	}
	agenda := workbook.NewAgenda(request)
	if len(agenda.Entries) == 0 {
		return Say("cli.export.no-days", "File", v.Workbook)
	}
	receipt, err := export.WriteCalendar(ctx, v.Out, agenda, env.Words)
	if err != nil {
		return err
	}
	printExported(env, receipt, env.Words.Text("cli.count.entries", "Count", receipt.Entries))
	return nil
}

// printSheets says what a spreadsheet or a CSV file holds.
func printSheets(env *Env, r export.SheetReceipt) {
	t := env.Words.Text
	var contents []string
	for _, which := range export.Sheets() {
		rows, written := r.Rows[which]
		if !written {
			continue
		}
		switch which {
		case export.ActionSheet:
			contents = append(contents, t("cli.count.actions", "Count", rows))
		case export.AnswerSheet:
			contents = append(contents, t("cli.count.answer-rows", "Count", rows))
		case export.MatrixSheet:
			contents = append(contents, t("cli.count.schools", "Count", rows))
		}
	}
	printExported(env, r, strings.Join(contents, ", "))
	if r.Cut > 0 {
		fmt.Fprintln(env.Stdout, t("cli.export.cut", "Count", r.Cut))
	}
}

func printExported(env *Env, r export.SheetReceipt, contents string) {
	fmt.Fprintln(env.Stdout, env.Words.Text("cli.export.written",
		"File", r.Path, "Kilobytes", (r.Bytes+1023)/1024, "Contents", contents))
}
