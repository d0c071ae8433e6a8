package workbook

import (
	"cmp"
	"slices"
)

// pick is an inject or a question of the library that may be taken, with what it is about in
// this exercise.
type pick struct {
	order      int // in the library
	part       Part
	theme      Theme
	kind       InjectType // empty for a question
	items      []string
	objectives []string // ids of the exercise's objectives
	named      bool     // the template itself is for one of them
}

// chooser takes picks, the best first.
type chooser struct {
	d       *drafter
	left    []pick
	taken   []pick
	covered map[string]bool // items
	themes  map[Theme]int
}

// offer adds a template to what may be taken, if it is about an item and an objective of the
// exercise.
func (c *chooser) offer(p pick, objectives, items []string) {
	p.items = c.d.kept(items)
	for _, g := range servedBy(c.d.goals, objectives, p.items) {
		p.objectives = append(p.objectives, g.id)
		p.named = p.named || slices.Contains(objectives, g.ID)
	}
	if len(p.items) > 0 && len(p.objectives) > 0 {
		c.left = append(c.left, p)
	}
}

// itemsOfPick is how many items of an inject or a question count for taking it.
const itemsOfPick = 2

// worth is what a pick brings: its items, less where its theme has had its turn, and half
// where it only touches on the objectives.
func (c *chooser) worth(p pick) int {
	w := c.d.worth(p.items, itemsOfPick, c.covered) * 100 / (100 + 30*c.themes[p.theme])
	if !p.named {
		w /= 2
	}
	return w
}

// take takes the best of the picks that fit, the first of equals, and reports whether there
// was one.
func (c *chooser) take(fits func(p pick) bool) bool {
	best, most := -1, -1
	for i, p := range c.left {
		if w := c.worth(p); w > most && fits(p) {
			best, most = i, w
		}
	}
	if best < 0 {
		return false
	}
	p := c.left[best]
	for _, id := range p.items {
		c.covered[id] = true
	}
	c.themes[p.theme]++
	c.taken = append(c.taken, p)
	c.left = slices.Delete(c.left, best, best+1)
	return true
}

// serve takes one pick for each goal that has none yet.
func (c *chooser) serve(fits func(p pick) bool) {
	for _, g := range c.d.goals {
		serves := func(p pick) bool { return fits(p) && slices.Contains(p.objectives, g.id) }
		if !slices.ContainsFunc(c.taken, serves) {
			c.take(serves)
		}
	}
}

// fill takes picks until there are n of those that fit.
func (c *chooser) fill(n int, fits func(p pick) bool) {
	for c.count(fits) < n && c.take(fits) {
	}
}

func (c *chooser) count(fits func(p pick) bool) int {
	n := 0
	for _, p := range c.taken {
		if fits(p) {
			n++
		}
	}
	return n
}

func timed(p pick) bool   { return p.kind == Standard }
func untimed(p pick) bool { return p.kind != Standard }

// chooseInjects takes one with a time for each objective and about one for ten minutes of
// each module, then as many without a time as there are objectives.
func (d *drafter) chooseInjects() []pick {
	c := chooser{d: d, covered: d.covered, themes: map[Theme]int{}}
	for i, in := range d.library.Injects {
		c.offer(pick{order: i, part: in.Part, theme: in.Theme, kind: in.Type}, in.Objectives, in.Items)
	}
	c.serve(timed)
	for i, m := range d.draft.Modules {
		c.fill(injectsIn(m.Minutes), func(p pick) bool { return timed(p) && p.part == d.library.Modules[i].Part })
	}
	c.fill(len(d.goals), untimed)
	return c.taken
}

// injectsIn is how many injects with a time a module has room for.
func injectsIn(minutes int) int { return max(1, minutes/10) }

// chooseQuestions takes one for each objective and about one for ten minutes of each module,
// and one more for each inject that a module has too few of. They are in the library's order.
func (d *drafter) chooseQuestions() []pick {
	c := chooser{d: d, covered: d.covered, themes: map[Theme]int{}}
	for i, q := range d.library.Questions {
		c.offer(pick{order: i, part: q.Part, theme: q.Theme}, q.Objectives, q.Items)
	}
	c.serve(func(pick) bool { return true })
	for i, m := range d.draft.Modules {
		n := max(2, (m.Minutes+5)/10) + injectsIn(m.Minutes)
		for _, in := range d.draft.Injects {
			if in.ModuleID == m.ID && !in.OffTimeline && n > 2 {
				n--
			}
		}
		c.fill(n, func(p pick) bool { return p.part == d.library.Modules[i].Part })
	}
	slices.SortFunc(c.taken, func(a, b pick) int { return cmp.Compare(a.order, b.order) })
	return c.taken
}
