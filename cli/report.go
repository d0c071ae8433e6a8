package cli

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"strings"

	"forethought/assets"
	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// reportFlags are what every document takes. Not every one makes use of all of them; one that
// has no use for the school or the audience refuses them, so that nobody believes a copy to
// be cut that is not.
type reportFlags struct {
	School     string  `placeholder:"NAME" help:"cli.report.school"`
	Audience   string  `placeholder:"full|partners|public" help:"cli.report.audience"`
	Paper      string  `placeholder:"letter|a4" default:"letter" help:"cli.paper"`
	PreparedBy string  `placeholder:"NAME" help:"cli.report.prepared-by"`
	Handling   *string `placeholder:"MARK" help:"cli.report.handling"`
	Out        string  `short:"o" required:"" placeholder:"FILE" help:"cli.report.out"`
	protectFlags
}

// bookFlag is the workbook of a document that needs one.
type bookFlag struct {
	Workbook string `required:"" placeholder:"FILE" help:"cli.report.workbook"`
}

// printer reads the flags as what documents are drawn with, and asks for the passphrase where
// one is wanted. The file is the workbook, empty for none; nothing is written over it.
func (f *reportFlags) printer(ctx context.Context, env *Env, file string) (printer, error) {
	p := printer{env: env, preparedBy: f.PreparedBy, audience: workbook.FullAudience}
	var err error
	if p.paper, err = parsePaper(f.Paper); err != nil {
		return p, err
	}
	if f.Audience != "" {
		if p.audience, err = workbook.ParseAudience(f.Audience); err != nil {
			return p, wrongUsage("cli.usage.audience", "Value", workbook.Shorten(f.Audience, 60))
		}
	}
	p.handling = env.Words.HandlingMark(p.audience)
	if f.Handling != nil {
		p.handling = *f.Handling
	}
	if err := cmp.Or(oneShortLine("--prepared-by", p.preparedBy), oneShortLine("--handling", p.handling), notTheWorkbook(f.Out, file)); err != nil {
		return p, err
	}
	if p.theCase, err = env.Case(); err != nil {
		return p, err
	}
	p.pass, err = f.protection(ctx, env, f.Out, file)
	return p, err
}

// school opens the workbook for reading only, has a document of a kind made of the school that
// is meant, and says what it holds.
func (f *reportFlags) school(ctx context.Context, env *Env, file, kind string,
	make func(printer, *storage.Workbook, workbook.School) (export.Receipt, error)) error {
	p, err := f.printer(ctx, env, file)
	if err != nil {
		return err
	}
	w, err := env.read(ctx, file)
	if err != nil {
		return err
	}
	defer func() { _ = w.Close() }() // nothing was written
	school, err := schoolIn(ctx, w, f.School, file)
	if err != nil {
		return err
	}
	r, err := make(p, w, school)
	if err != nil {
		return err
	}
	p.printReceipt(kind, school.Name, r)
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
	if file != "" && errA == nil && errB == nil && a == b || strings.EqualFold(filepath.Ext(out), storage.Extension) {
		return wrongUsage("cli.usage.out-is-workbook", "Value", out)
	}
	return nil
}

// printer writes documents out of workbooks, of today and for an audience.
type printer struct {
	env        *Env
	theCase    *workbook.Case
	paper      export.Paper
	audience   workbook.Audience
	preparedBy string
	handling   string
	pass       workbook.Passphrase // of the documents, none where they are open to everybody
}

// request gathers what a school's documents are made from, cut for the audience.
func (p printer) request(ctx context.Context, w *storage.Workbook, school workbook.School,
	narrow func(workbook.PlanRequest) workbook.PlanRequest) (workbook.PlanRequest, error) {
	r, err := w.PlanRequest(ctx, school.ID, p.theCase)
	if err != nil {
		return r, err
	}
	r.PreparedBy, r.Handling, r.On = p.preparedBy, p.handling, workbook.Today(p.env.Now())
	return narrow(r).For(p.audience), nil
}

// drawn has a document drawn while a line on the terminal says how far it has come.
func (p printer) drawn(subject string, write func(export.Options) (export.Receipt, error)) (export.Receipt, error) {
	bar := progress{env: p.env, subject: subject}
	defer bar.clear()
	return write(export.Options{
		Paper: p.paper, Words: p.env.Words, Progress: bar.show, Passphrase: p.pass,
		Fonts: export.NewFonts(assets.Fonts()),
	})
}

// actionPlan writes one school's plan of today.
func (p printer) actionPlan(ctx context.Context, w *storage.Workbook, school workbook.School, path string) (export.Receipt, error) {
	request, err := p.request(ctx, w, school, func(r workbook.PlanRequest) workbook.PlanRequest { return r })
	if err != nil {
		return export.Receipt{}, err
	}
	return p.drawn(school.Name, func(o export.Options) (export.Receipt, error) {
		o.Content = w.Content
		return export.WriteActionPlan(ctx, path, workbook.NewActionPlan(request), o)
	})
}

// progress is a line on a terminal that says how far a document has come.
type progress struct {
	env     *Env
	subject string
	width   int
}

func (p *progress) show(done, total int) {
	if !p.env.Terminal || total == 0 {
		return
	}
	line := p.env.Words.Text("cli.report.progress", "School", p.subject, "Percent", 100*done/total)
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

// printReceipt says what a document contains and what it leaves out. What it contains is said
// of a subject, the school's name, in the words of the kind.
func (p printer) printReceipt(kind, subject string, r export.Receipt) {
	env := p.env
	t := env.Words.Text
	fmt.Fprintln(env.Stdout, t("cli.report.written", "File", r.Path, "Count", r.Pages, "Kilobytes", (r.Bytes+1023)/1024))
	var holds []string
	for _, c := range []struct {
		key   string
		count int
	}{
		{"cli.count.schools", r.Schools}, {"cli.count.items", r.Items}, {"cli.count.actions", r.Actions},
		{"cli.count.open-questions", r.OpenQuestions}, {"cli.count.sources", r.Sources},
	} {
		if c.count > 0 {
			holds = append(holds, t(c.key, "Count", c.count))
		}
	}
	if len(holds) > 0 {
		fmt.Fprintln(env.Stdout, t("cli.report.contains."+kind, "Subject", subject, "Contents", strings.Join(holds, ", ")))
	}
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
	p.saysProtected()
}

// saysProtected says that what was written opens with its passphrase alone, where it does.
func (p printer) saysProtected() {
	if p.pass.Text() != "" {
		fmt.Fprintln(p.env.Stdout, p.env.Words.Text("report.written.protected"))
	}
}
