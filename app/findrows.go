package app

import (
	"cmp"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"forethought/app/kit"
	"forethought/workbook"
)

// foundRow is a line of the list of findings: a finding, the heading of a group, or how many
// more there are.
type foundRow struct {
	is    *workbook.Hit // nil for the others
	group workbook.FoundGroup
	more  bool
}

// rowsOf sets the groups below each other.
func rowsOf(found workbook.Findings) []foundRow {
	var rows []foundRow
	for _, g := range found {
		rows = append(rows, foundRow{group: g})
		for i := range g.Shown {
			rows = append(rows, foundRow{is: &g.Shown[i], group: g})
		}
		if g.Left() > 0 || g.Open {
			rows = append(rows, foundRow{group: g, more: true})
		}
	}
	return rows
}

// foundParts are the parts of a row's template; a row shows its heading, the words about what
// is not shown, or its finding.
type foundParts struct {
	on            *kit.Panel
	heading, more *kit.Text
	hit           *fyne.Container
	title         *kit.Marked
	where         *kit.Text
	words         *kit.Marked
}

func (f *finder) newRow() fyne.CanvasObject {
	on := kit.NewPanel(kit.ColorAccentTint, kit.ColorAccent)
	hit := kit.FoundRow(kit.NewMarked(kit.SizeBody, kit.ColorInk),
		kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true}),
		kit.NewMarked(kit.SizeSmall, kit.ColorMuted))
	heading := kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Bold: true, Single: true})
	more := kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorMuted, Single: true})
	return container.NewStack(on, kit.Inset(0.625*kit.Grid, 1.5*kit.Grid, container.NewStack(
		container.NewBorder(nil, heading, nil, nil), container.NewBorder(more, nil, nil, nil), hit)))
}

// headHeight is the height of the first heading, which has nothing above it.
func (f *finder) headHeight() float32 {
	o := f.newRow()
	parts := partsOfFound(o)
	parts.hit.Hide()
	parts.more.Set("")
	return o.MinSize().Height
}

func partsOfFound(o fyne.CanvasObject) foundParts {
	row := o.(*fyne.Container)
	stack := row.Objects[1].(*fyne.Container).Objects[0].(*fyne.Container)
	text := func(i int) *kit.Text { return stack.Objects[i].(*fyne.Container).Objects[0].(*kit.Text) }
	hit := stack.Objects[2].(*fyne.Container)
	return foundParts{
		on: row.Objects[0].(*kit.Panel), heading: text(0), more: text(1), hit: hit,
		title: hit.Objects[0].(*kit.Marked), where: hit.Objects[1].(*kit.Text), words: hit.Objects[2].(*kit.Marked),
	}
}

func (f *finder) updateRow(i int, o fyne.CanvasObject) {
	if i >= len(f.rows) {
		return
	}
	r, p := f.rows[i], partsOfFound(o)
	p.on.Hidden = i != f.at || r.is == nil
	p.heading.Hidden, p.more.Hidden, p.hit.Hidden = r.is != nil || r.more, !r.more, r.is == nil
	switch {
	case r.more:
		p.more.Set(f.leftWords(r.group))
	case r.is == nil:
		p.heading.Set(f.headingWords(r.group))
	default:
		f.fillFinding(*r.is, p)
	}
	o.Refresh()
}

// headingWords name a group and say how many there are in it.
func (f *finder) headingWords(g workbook.FoundGroup) string {
	kind := f.desk.text("search.kind." + string(g.Kind))
	if g.Open {
		return f.desk.text("search.count-open", "Kind", kind, "N", len(g.Shown))
	}
	return f.desk.text("search.count", "Kind", kind, "N", g.Count)
}

// leftWords say how many of a group are not shown.
func (f *finder) leftWords(g workbook.FoundGroup) string {
	if g.Open {
		return f.desk.text("search.left-open")
	}
	return f.desk.text("search.left", "Count", g.Left())
}

// fillFinding shows a finding. Where the title itself holds the words, an item has its
// question below it and all else the name of the field.
func (f *finder) fillFinding(x workbook.Hit, p foundParts) {
	words := f.desk.words
	p.where.Set(f.whereFound(x))
	if !x.InTitle() {
		p.title.Set("", words.FoundName(x), nil)
		p.words.Set(words.FoundIn(x), x.Excerpt.Text, x.Excerpt.Marks)
		return
	}
	p.title.Set("", x.Excerpt.Text, x.Excerpt.Marks)
	if it, ok := f.desk.theCase.Item(x.ItemID); ok {
		p.words.Set("", it.Ask, nil)
	} else {
		p.words.Set(words.FoundField(x), "", nil)
	}
}

// whereFound is the school of a finding, or the checklist of an item.
func (f *finder) whereFound(x workbook.Hit) string {
	d := f.desk
	if it, ok := d.theCase.Item(x.ItemID); ok && x.Entity == "" {
		return d.text("checklist." + string(it.Checklist) + ".short")
	}
	if x.Entity == workbook.SchoolEntity {
		return ""
	}
	schools := x.Serves
	if x.SchoolID != "" {
		schools = []string{x.SchoolID}
	}
	var names []string
	for _, s := range d.view().Schools {
		if slices.Contains(schools, s.ID) {
			names = append(names, cmp.Or(s.Name, d.text("school.unnamed")))
		}
	}
	switch len(names) {
	case 0:
		return ""
	case 1:
		return names[0]
	}
	return d.text("app.schools-count", "Count", len(names))
}
