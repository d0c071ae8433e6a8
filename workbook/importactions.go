package workbook

import (
	"slices"
	"strings"
)

// ActionContext is what a table of actions is read against.
type ActionContext struct {
	Case    *Case
	Schools []School
	Actions []Action
	On      Date
}

// ProposeActions says what tables of actions would change. An action is known by its id
// where the table has it, else by its title and schools. Schools and items are named in
// their cells with semicolons between. Cells that are empty change nothing.
func ProposeActions(sources []TableSource, have ActionContext, w Wording, newID func() string) Proposal {
	p := &actionImport{
		have: have, find: newFinder(RegisterRequest{Case: have.Case, Names: have.Schools}),
		schools: map[string][]string{}, items: map[string][]string{},
		everywhere: wordKeys(w.Text("import.words.every-school")),
		byID:       map[string]Action{}, byTitle: map[string][]Action{}, seen: map[string]bool{}, newID: newID,
	}
	for _, s := range have.Schools {
		p.schools[nameKey(s.Name)] = append(p.schools[nameKey(s.Name)], s.ID)
	}
	for _, it := range have.Case.Items {
		p.items[nameKey(it.Title)] = append(p.items[nameKey(it.Title)], it.ID)
		p.items[nameKey(it.ID)] = []string{it.ID}
	}
	p.widest = map[string]int{"schools": widestName(p.schools), "items": widestName(p.items)}
	for _, a := range have.Actions {
		for _, id := range a.Items { // our own tables name by its id what the case does not hold
			if _, held := p.find.item[id]; !held {
				p.items[nameKey(id)] = []string{id}
			}
		}
		p.byID[a.ID] = a
		p.byTitle[nameKey(a.Title)] = append(p.byTitle[nameKey(a.Title)], a)
	}
	var all []Proposal
	for _, s := range sources {
		p.importer = newImporter(s.Table, s.Map, ActionEntity, w)
		all = append(all, p.rows(p.take))
	}
	return Join(all...)
}

type actionImport struct {
	*importer
	have           ActionContext
	find           finder
	schools, items map[string][]string // ids by name
	everywhere     []string            // words for every school
	byID           map[string]Action
	byTitle        map[string][]Action
	widest         map[string]int  // by field: into how many parts semicolons divide a name at most
	seen           map[string]bool // what rows before were about
	newID          func() string
}

// take reads one row.
func (p *actionImport) take() {
	title := p.cell("title")
	if nameKey(title) == "" {
		p.fault(&Problem{Kind: ErrEmpty, Field: "title"})
		return
	}
	from, known := p.byID[p.cell(IDColumn)]
	schools, ok := p.refs("schools", p.schools, strings.Join(p.find.names(from.Schools), "; "), from.Schools)
	items, okItems := p.refs("items", p.items, itemTitles(p.find.items(from.Items)), from.Items)
	if !ok || !okItems {
		return
	}
	if !known {
		var several bool
		if from, known, several = p.titled(title, schools); several {
			p.fault(&Problem{Kind: ErrSeveral, Field: "title", Value: Shorten(title, 60)})
			return
		}
	}
	subject := nameKey(title) + "\n" + JoinIDs(schools)
	if known {
		subject = from.ID
	}
	if p.seen[subject] {
		p.fault(&Problem{Kind: ErrTwice, Field: "title", Value: Shorten(title, 60)})
		return
	}
	p.seen[subject] = true
	if !known {
		from = Action{Status: ToDo}
		if len(schools) == 0 && len(p.have.Schools) == 1 {
			schools = []string{p.have.Schools[0].ID}
		}
		if len(schools) == 0 {
			p.fault(&Problem{Kind: ErrEmpty, Field: "schools"})
			return
		}
	}
	p.compare(from, known, schools, items)
}

// compare proposes what differs between an action and the row.
func (p *actionImport) compare(from Action, known bool, schools, items []string) {
	values := from.Values()
	if !p.onto(values) {
		return
	}
	if len(schools) > 0 {
		values["schools"] = JoinIDs(schools)
	}
	if len(items) > 0 {
		values["items"] = JoinIDs(p.keepWithdrawn(items, from.Items))
	}
	to := ActionFrom(from.ID, values)
	if p.cell(IDColumn) != from.ID && nameKey(to.Title) == nameKey(from.Title) {
		to.Title = from.Title // spelled another way, which is no reason to rename it
	}
	if to.Status == Lapsed && (known && from.StatusOn(p.have.On) == Lapsed || to.Review != "" && to.Review < p.have.On) {
		to.Status = from.Status // a measure in place that lapsed by its review date
		if !known {
			to.Status = ActionInPlace
		}
	}
	row := ProposedRow{Title: to.Title, School: p.oneSchool(to)}
	if !known {
		to.ID = p.newID()
		row.State, row.Changes = Adds, Add(ActionEntity, to.ID, to)
	} else {
		row.Changes = Edit(ActionEntity, from.ID, from, to)
		row.State = stateOf(row.Changes)
	}
	p.propose(row)
}

// oneSchool is the name of an action's only school.
func (p *actionImport) oneSchool(a Action) string {
	if names := p.find.names(a.Schools); len(names) == 1 {
		return names[0]
	}
	return ""
}

// titled finds the action of a title and schools; without schools, the only one of its title.
func (p *actionImport) titled(title string, schools []string) (a Action, found, several bool) {
	for _, x := range p.byTitle[nameKey(title)] {
		if len(schools) > 0 && JoinIDs(x.Schools) != JoinIDs(schools) {
			continue
		}
		if found {
			return Action{}, false, true
		}
		a, found = x, true
	}
	return a, found, false
}

// refs reads a cell of names. A cell that says what the action has already leaves it as it
// is, also where a name is not known any more.
func (p *actionImport) refs(field string, known map[string][]string, already string, have []string) ([]string, bool) {
	cell := p.cell(field)
	switch {
	case cell == "":
		return nil, true
	case nameKey(cell) == nameKey(already):
		return have, true
	case field == "schools" && slices.Contains(p.everywhere, wordKey(cell)):
		var all []string
		for _, s := range p.have.Schools {
			all = append(all, s.ID)
		}
		return all, true
	}
	var ids []string
	parts := strings.FieldsFunc(cell, func(r rune) bool { return r == ';' || r == '\n' || r == '|' })
	for i := 0; i < len(parts); {
		if strings.TrimSpace(parts[i]) == "" {
			i++
			continue
		}
		// A name may hold a semicolon itself, so the longest that is known is taken.
		n := min(len(parts), i+p.widest[field])
		for ; n > i && len(known[nameKey(strings.Join(parts[i:n], ";"))]) == 0; n-- {
		}
		if n == i {
			p.fault(&Problem{Kind: ErrNoSuchName, Field: field, Value: Shorten(strings.TrimSpace(parts[i]), 60)})
			return nil, false
		}
		found := known[nameKey(strings.Join(parts[i:n], ";"))]
		if len(found) > 1 {
			p.fault(&Problem{Kind: ErrSeveral, Field: field, Value: Shorten(strings.TrimSpace(parts[i]), 60)})
			return nil, false
		}
		ids = append(ids, found...)
		i = n
	}
	return ids, true
}

// widestName is into how many parts semicolons divide one of the names at most.
func widestName(ids map[string][]string) int {
	widest := 1
	for name := range ids {
		widest = max(widest, strings.Count(name, ";")+1)
	}
	return widest
}

func itemTitles(items []Item) string {
	var titles []string
	for _, it := range items {
		titles = append(titles, it.Title)
	}
	return strings.Join(titles, "; ")
}

// keepWithdrawn adds to some items those that an action has and the case does not hold any more,
// which a list from elsewhere cannot name.
func (p *actionImport) keepWithdrawn(items, have []string) []string {
	items = slices.Clone(items)
	for _, id := range have {
		if _, held := p.find.item[id]; !held {
			items = append(items, id)
		}
	}
	return items
}
