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

// formVerb writes checklists that are filled in outside the program.
type formVerb struct {
	Workbook   string `required:"" placeholder:"FILE" help:"cli.report.workbook"`
	School     string `placeholder:"NAME" help:"cli.report.school"`
	All        bool   `help:"cli.form.all"`
	Paper      string `placeholder:"letter|a4" default:"letter" help:"cli.paper"`
	PreparedBy string `placeholder:"NAME" help:"cli.form.prepared-by"`
	Handling   string `placeholder:"MARK" default:"report.handling.official" help:"cli.form.handling"`
	Out        string `short:"o" required:"" placeholder:"FILE" help:"cli.form.out"`
}

// Help is the key of what the verb does in more words.
func (v *formVerb) Help() string { return "cli.form.more" }

// Run reads the workbook without changing it.
func (v *formVerb) Run(ctx context.Context, env *Env) error {
	paper, err := parsePaper(v.Paper)
	if err != nil {
		return err
	}
	if v.All && strings.TrimSpace(v.School) != "" {
		return wrongUsage("cli.usage.all-or-school")
	}
	if err := cmp.Or(oneShortLine("--prepared-by", v.PreparedBy), oneShortLine("--handling", v.Handling), notTheWorkbook(v.Out, v.Workbook)); err != nil {
		return err
	}
	c, err := env.Case()
	if err != nil {
		return err
	}
	w, err := env.read(ctx, v.Workbook)
	if err != nil {
		return err
	}
	defer func() { _ = w.Close() }() // nothing was written
	schools, err := w.Schools(ctx)
	if err != nil {
		return err
	}
	options := export.Options{Paper: paper, Words: env.Words, Fonts: export.NewFonts(assets.Fonts())}
	if v.All {
		return v.writeAll(ctx, env, w, c, schools, options)
	}
	school, err := chooseSchool(schools, v.School, v.Workbook)
	if err != nil {
		return err
	}
	form, err := v.form(ctx, env, w, c, school)
	if err != nil {
		return err
	}
	bar := progress{env: env, subject: school.Name}
	defer bar.clear()
	options.Progress = bar.show
	receipt, err := export.WriteForm(ctx, v.Out, form, options)
	if err != nil {
		return err
	}
	bar.clear()
	fmt.Fprintln(env.Stdout, env.Words.Text("cli.report.written",
		"File", receipt.Path, "Count", receipt.Pages, "Kilobytes", (receipt.Bytes+1023)/1024))
	return nil
}

// form makes a school's form of today.
func (v *formVerb) form(ctx context.Context, env *Env, w *storage.Workbook, c *workbook.Case, school workbook.School) (workbook.Form, error) {
	r, err := w.FormRequest(ctx, school.ID, c)
	r.On, r.ID, r.PreparedBy, r.Handling = workbook.Today(env.Now()), env.NewID(), v.PreparedBy, v.Handling
	if err != nil {
		return workbook.Form{}, err
	}
	return workbook.NewForm(r), nil
}

func (v *formVerb) writeAll(ctx context.Context, env *Env, w *storage.Workbook, c *workbook.Case, schools []workbook.School, o export.Options) error {
	if len(schools) == 0 {
		return Say("cli.school.none", "File", v.Workbook)
	}
	bar := progress{env: env, subject: filepath.Base(v.Workbook)}
	defer bar.clear()
	o.Progress = bar.show
	names := export.FormNames(schools, env.Words)
	err := export.WriteForms(ctx, v.Out, names, func(i int) (workbook.Form, error) {
		return v.form(ctx, env, w, c, schools[i])
	}, o)
	if err != nil {
		return err
	}
	bar.clear()
	fmt.Fprintln(env.Stdout, env.Words.Text("cli.form.written", "Count", len(names), "Folder", v.Out))
	return nil
}
