package cli

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"text/tabwriter"

	"forethought/storage"
	"forethought/workbook"
)

// checkVerb examines a workbook.
type checkVerb struct {
	File string `arg:"" placeholder:"FILE" help:"cli.check.file"`
}

// Help is the key of what the verb does in more words.
func (v *checkVerb) Help() string { return "cli.check.more" }

// maxFindings is how many lines of one kind are printed; the rest is counted.
const maxFindings = 20

// Run reads the file without changing it, and fails when anything is wrong with it.
func (v *checkVerb) Run(ctx context.Context, env *Env) error {
	c, err := env.Case()
	if err != nil {
		return err
	}
	w, err := storage.Open(ctx, v.File, storage.Options{ReadOnly: true, Now: env.Now})
	if err != nil {
		return err
	}
	defer func() { _ = w.Close() }() // nothing was written
	h, err := w.Health(ctx)
	if err != nil {
		return err
	}
	t := env.Words.Text
	out := tabwriter.NewWriter(env.Stdout, 0, 0, 2, ' ', 0)
	row := func(label, value string) { fmt.Fprintf(out, "%s\t%s\n", label, value) }
	row(t("cli.check.workbook"), v.File)
	row(t("cli.check.case"), versionOfCase(env, h.Case, c))
	row(t("cli.check.format"), t("cli.check.schema", "Version", h.SchemaVersion))
	row(t("cli.check.integrity"), verdict(env, h.Integrity))
	row(t("cli.check.references"), verdict(env, h.ForeignKeys))
	row(t("cli.check.history"), verdict(env, h.HistoryMismatch))
	row(t("cli.check.search"), verdict(env, h.SearchMismatch))
	row(t("cli.check.evidence"), verdict(env, h.ContentMismatch))
	row(t("cli.check.contents"), contents(env, h.Counts))
	row(t("cli.check.files"), files(env, h))
	if !h.LastChange.IsZero() {
		row(t("cli.check.last-change"), env.Words.Date(workbook.Today(h.LastChange.Local())))
	}
	if err := out.Flush(); err != nil {
		return err
	}
	if h.Healthy() {
		return nil
	}
	n := 0
	for _, found := range [][]string{h.Integrity, h.ForeignKeys, h.HistoryMismatch, h.SearchMismatch, h.ContentMismatch} {
		n += len(found)
		for _, line := range found[:min(len(found), maxFindings)] {
			fmt.Fprintln(env.Stdout, "  "+line)
		}
		if more := len(found) - maxFindings; more > 0 {
			fmt.Fprintln(env.Stdout, "  "+t("cli.check.more-findings", "Count", more))
		}
	}
	return Say("cli.check.unsound", "File", v.File, "Count", n)
}

// versionOfCase says which case and version a workbook is of, and whether the program's differs.
func versionOfCase(env *Env, made storage.CaseRef, c *workbook.Case) string {
	t := env.Words.Text
	switch {
	case made.ID == c.ID && made.Version < c.Version:
		return t("cli.check.case-older", "Case", made.ID, "Version", made.Version, "Newer", c.Version)
	case made.ID == c.ID && made.Version > c.Version:
		return t("cli.check.case-newer", "Case", made.ID, "Version", made.Version, "Older", c.Version)
	}
	return t("cli.check.case-version", "Case", made.ID, "Version", made.Version)
}

func verdict(env *Env, found []string) string {
	if len(found) == 0 {
		return env.Words.Text("cli.check.ok")
	}
	return env.Words.Text("cli.check.findings", "Count", len(found))
}

// contents counts what a workbook holds: 3 schools, 23 zones, ...
func contents(env *Env, counts map[string]int) string {
	t := env.Words.Text
	return strings.Join([]string{
		t("cli.count.schools", "Count", counts["schools"]),
		t("cli.count.zones", "Count", counts["zones"]),
		t("cli.count.contacts", "Count", counts["contacts"]),
		t("cli.count.events", "Count", counts["events"]),
		t("cli.count.answers", "Count", counts["answers"]),
		t("cli.count.actions", "Count", counts["actions"]),
		t("cli.count.changes", "Count", counts["changes"], "Steps", strconv.Itoa(counts["batches"])),
	}, ", ")
}

// files says how much room files of evidence take, and how much those that were removed.
func files(env *Env, h storage.Health) string {
	t := env.Words.Text
	said := t("cli.check.files-hold", "Count", h.Counts["attachments"], "Size", workbook.FileSize(h.Contents.Bytes))
	if h.Unused.Files > 0 {
		said += "; " + t("cli.check.files-unused", "Count", h.Unused.Files, "Size", workbook.FileSize(h.Unused.Bytes))
	}
	return said
}
