package cli

import (
	"context"
	"fmt"
	"strings"

	"forethought/assets"
	"forethought/storage"
	"forethought/workbook"
)

// searchVerb looks for words in a workbook and in its case.
type searchVerb struct {
	Workbook string   `required:"" placeholder:"${FILE}" help:"${search_workbook}"`
	Words    []string `arg:"" placeholder:"WORDS" help:"${search_words}"`
}

// Help is the key of what the verb does in more words.
func (v *searchVerb) Help() string { return "cli.search.more" }

// maxHits is how many hits of one kind are printed.
const maxHits = 20

// Run reads the workbook without changing it. That nothing was found is an answer, too.
func (v *searchVerb) Run(ctx context.Context, env *Env) error {
	c, err := assets.LoadBuiltInCase()
	if err != nil {
		return err
	}
	w, err := storage.Open(ctx, v.Workbook, storage.Options{ReadOnly: true, Now: env.Now})
	if err != nil {
		return err
	}
	defer func() { _ = w.Close() }() // nothing was written
	typed := strings.Join(v.Words, " ")
	hits, err := w.Search(ctx, typed, maxHits+1) // one more shows that there are more
	if err != nil {
		return err
	}
	schools, err := w.Schools(ctx)
	if err != nil {
		return err
	}
	p := findings{env: env, theCase: c, schools: map[string]string{}}
	for _, s := range schools {
		p.schools[s.ID] = s.Name
	}
	for _, h := range hits {
		if h.Past {
			p.add("past", p.title(h), p.passage(h))
		} else {
			p.add(string(h.Entity), p.title(h), p.passage(h))
		}
	}
	for _, h := range workbook.SearchCase(c, typed) {
		p.add("item", h.Title, env.Words.Text("cli.search.passage", "Field", env.Words.Text("cli.search.field."+h.Field), "Text", marked(h.Excerpt)))
	}
	if len(p.groups) == 0 {
		fmt.Fprintln(env.Stdout, env.Words.Text("cli.search.none", "File", v.Workbook, "Value", workbook.Shorten(typed, 60)))
	}
	p.print()
	return nil
}

// findings are what a search found, by kind in the order in which the kinds were met.
type findings struct {
	env     *Env
	theCase *workbook.Case
	schools map[string]string // names by id
	groups  []group
}

type group struct {
	kind  string
	lines [][2]string // what it is, and where the words stand
}

func (f *findings) add(kind, title, passage string) {
	if n := len(f.groups); n == 0 || f.groups[n-1].kind != kind {
		f.groups = append(f.groups, group{kind: kind})
	}
	last := &f.groups[len(f.groups)-1]
	last.lines = append(last.lines, [2]string{title, passage})
}

// title is what a person calls the thing found, with its school.
func (f *findings) title(h workbook.Hit) string {
	title := h.Title
	if h.Entity == workbook.AnswerEntity {
		title = strings.TrimPrefix(h.ID, h.SchoolID+"/")
		if it, ok := f.theCase.Item(title); ok {
			title = it.Title
		}
	}
	if title == "" {
		title = f.env.Words.Text("entity." + string(h.Entity))
	}
	if h.SchoolID == "" || h.Entity == workbook.SchoolEntity {
		return title
	}
	return f.env.Words.Text("cli.search.of-school", "Title", title, "School", f.schools[h.SchoolID])
}

// passage is the field and the words in it.
func (f *findings) passage(h workbook.Hit) string {
	t := f.env.Words.Text
	field := t("field." + h.Field)
	if !h.Past {
		return t("cli.search.passage", "Field", field, "Text", marked(h.Excerpt))
	}
	by := h.By.Name
	if by == "" {
		by = t("history.someone")
	}
	return t("cli.search.past", "Field", field, "Text", marked(h.Excerpt), "Who", by,
		"When", f.env.Words.Date(workbook.Today(h.At.Local())))
}

func (f *findings) print() {
	t := f.env.Words.Text
	for i, g := range f.groups {
		if i > 0 {
			fmt.Fprintln(f.env.Stdout)
		}
		fmt.Fprintln(f.env.Stdout, t("cli.search.kind."+g.kind))
		for _, line := range g.lines[:min(len(g.lines), maxHits)] {
			fmt.Fprintln(f.env.Stdout, "  "+line[0])
			fmt.Fprintln(f.env.Stdout, "      "+line[1])
		}
		if len(g.lines) > maxHits {
			fmt.Fprintln(f.env.Stdout, "  "+t("cli.search.more-hits"))
		}
	}
}

// marked is an excerpt with an asterisk on either side of each word found.
func marked(e workbook.Excerpt) string {
	var s strings.Builder
	at := 0
	for _, m := range e.Marks {
		s.WriteString(e.Text[at:m.Start] + "*" + e.Text[m.Start:m.End] + "*")
		at = m.End
	}
	return s.String() + e.Text[at:]
}
