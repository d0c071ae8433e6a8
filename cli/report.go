package cli

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"forethought/assets"
	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// actionPlanVerb writes a school's action plan.
type actionPlanVerb struct {
	Workbook   string `required:"" placeholder:"${FILE}" help:"${report_workbook}"`
	School     string `placeholder:"${NAME}" help:"${report_school}"`
	Paper      string `placeholder:"letter|a4" default:"letter" help:"${paper}"`
	PreparedBy string `placeholder:"${NAME}" help:"${report_prepared_by}"`
	Handling   string `placeholder:"${MARK}" default:"${handling_mark}" help:"${report_handling}"`
	Out        string `short:"o" required:"" placeholder:"${FILE}" help:"${report_out}"`
}

// Help is the key of what the verb does in more words.
func (v *actionPlanVerb) Help() string { return "cli.report.action-plan.more" }

// Run reads the workbook without changing it and replaces the document that was there.
func (v *actionPlanVerb) Run(ctx context.Context, env *Env) error {
	paper, err := parsePaper(v.Paper)
	if err != nil {
		return err
	}
	c, err := assets.LoadBuiltInCase()
	if err != nil {
		return err
	}
	w, err := storage.Open(ctx, v.Workbook, storage.Options{ReadOnly: true, Now: env.Now})
	if err != nil {
		return err
	}
	defer func() { _ = w.Close() }() // nothing was written
	schools, err := w.Schools(ctx)
	if err != nil {
		return err
	}
	school, err := chooseSchool(schools, v.School, v.Workbook)
	if err != nil {
		return err
	}
	if err := notTheWorkbook(v.Out, v.Workbook); err != nil {
		return err
	}
	press := printer{env: env, theCase: c, paper: paper, preparedBy: v.PreparedBy, handling: v.Handling}
	receipt, err := press.actionPlan(ctx, w, school, v.Out)
	if err != nil {
		return err
	}
	printReceipt(env, school, receipt)
	return nil
}

// parsePaper reads the name of a paper; another one is wrong usage.
func parsePaper(name string) (export.Paper, error) {
	paper, err := export.ParsePaper(name)
	if err != nil {
		return "", wrongUsage("cli.usage.paper", "Value", workbook.Shorten(name, 60))
	}
	return paper, nil
}

// notTheWorkbook refuses to write a document over a workbook.
func notTheWorkbook(out, file string) error {
	a, errA := filepath.Abs(out)
	b, errB := filepath.Abs(file)
	if errA == nil && errB == nil && a == b || strings.EqualFold(filepath.Ext(out), storage.Extension) {
		return wrongUsage("cli.usage.out-is-workbook", "Value", out)
	}
	return nil
}

// printer writes action plans out of workbooks.
type printer struct {
	env        *Env
	theCase    *workbook.Case
	paper      export.Paper
	preparedBy string
	handling   string
}

// actionPlan writes one school's plan of today.
func (p printer) actionPlan(ctx context.Context, w *storage.Workbook, school workbook.School, path string) (export.Receipt, error) {
	request, err := w.PlanRequest(ctx, school.ID, p.theCase)
	if err != nil {
		return export.Receipt{}, err
	}
	request.PreparedBy, request.Handling = p.preparedBy, p.handling
	request.On = workbook.Today(p.env.Now())
	bar := progress{env: p.env, school: school.Name}
	defer bar.clear()
	return export.WriteActionPlan(ctx, path, workbook.NewActionPlan(request), export.Options{
		Paper: p.paper, Words: p.env.Words, Progress: bar.show,
		Fonts: export.Fonts{
			Regular: assets.Font("Regular"), Bold: assets.Font("Bold"), Italic: assets.Font("Italic"),
		},
	})
}

// progress is a line on a terminal that says how far a document has come.
type progress struct {
	env    *Env
	school string
	width  int
}

func (p *progress) show(done, total int) {
	if !p.env.Terminal || total == 0 {
		return
	}
	line := p.env.Words.Text("cli.report.progress", "School", p.school, "Percent", 100*done/total)
	p.clear()
	fmt.Fprint(p.env.Stderr, line)
	p.width = len([]rune(line))
}

// clear wipes the line with blanks, which every terminal understands.
func (p *progress) clear() {
	if p.width > 0 {
		fmt.Fprint(p.env.Stderr, "\r"+strings.Repeat(" ", p.width)+"\r")
		p.width = 0
	}
}

// printReceipt says what a document contains and what it leaves out.
func printReceipt(env *Env, school workbook.School, r export.Receipt) {
	t := env.Words.Text
	fmt.Fprintln(env.Stdout, t("cli.report.written", "File", r.Path, "Count", r.Pages, "Kilobytes", (r.Bytes+1023)/1024))
	fmt.Fprintln(env.Stdout, t("cli.report.contains", "School", school.Name, "Contents", strings.Join([]string{
		t("cli.count.items", "Count", r.Items), t("cli.count.actions", "Count", r.Actions),
		t("cli.count.open-questions", "Count", r.OpenQuestions), t("cli.count.sources", "Count", r.Sources),
	}, ", ")))
	var out []string
	for _, l := range r.LeftOut {
		out = append(out, t("left-out."+l.Code, "Count", l.Count))
	}
	if len(out) > 0 {
		fmt.Fprintln(env.Stdout, t("cli.report.leaves-out", "Contents", strings.Join(out, "; ")))
	}
	if r.Replaced > 0 {
		fmt.Fprintln(env.Stdout, t("report.written.replaced", "Count", r.Replaced))
	}
}
