package workbook

import (
	"slices"
	"strconv"
	"strings"
)

// What a list of injects adds to what is said about any table; words under
// "proposal.note.<code>".
const (
	NoteColumnKept   = "column-kept"   // a column without a field: its cells go into notes
	NoteRowPassed    = "row-passed"    // a row with one cell alone, such as a heading between
	NoteTimesElapsed = "times-elapsed" // times such as 0:15 were read as time since the start
)

// MSELModule is the title of the module that an inject stands under in the MSEL; empty for
// one off the timeline that names none.
func (e *ExerciseRecord) MSELModule(i Inject) string {
	if m, ok := e.Module(i.ModuleID); ok || i.OffTimeline {
		return m.Title
	}
	m, _ := e.ModuleAt(i.Minute)
	return m.Title
}

// MSELObjectives are the titles of an inject's objectives with semicolons between, in the
// order of the exercise.
func (e *ExerciseRecord) MSELObjectives(i Inject) string {
	var titles []string
	for _, o := range e.Objectives {
		if slices.Contains(i.Objectives, o.ID) {
			titles = append(titles, o.Title)
		}
	}
	return strings.Join(titles, "; ")
}

// ProposeMSEL says what a list of injects would change in an exercise.
//
// A row is known by its id where the list has it, else by its event number, and without one
// by its description. Cells that are empty change nothing, but an inject without a time is
// off the timeline. What has no field here is not lost: the cells of other columns, and what
// cannot be read as a type, a story time, a module or an objective, become lines of the
// inject's note.
func ProposeMSEL(s TableSource, e ExerciseRecord, w Wording, newID func() string) Proposal {
	p := &mselImport{
		importer: newImporter(s.Table, s.Map, InjectEntity, w), have: &e, times: newTimeReader(w), words: w, newID: newID,
		byNumber: map[string][]Inject{}, byText: map[string][]Inject{}, named: map[string]bool{}, seen: map[string]bool{},
	}
	p.fields = slices.DeleteFunc(p.fields, func(f Field) bool {
		return !slices.Contains([]string{"number", "mode", "sender", "injected_by", "recipient", "text", "expected", "note"}, f.Name)
	})
	for _, i := range e.Injects {
		p.byNumber[nameKey(e.NumberOf(i))] = append(p.byNumber[nameKey(e.NumberOf(i))], i)
		p.byText[nameKey(i.Text)] = append(p.byText[nameKey(i.Text)], i)
	}
	for _, r := range s.Map.Data(s.Table) {
		p.named[strings.TrimSpace(r.Cell(s.Map.column(IDColumn)))] = true
	}
	p.chooseTimes()
	p.rows(p.take)
	p.keepNumbers()
	return p.out
}

type mselImport struct {
	*importer
	have             *ExerciseRecord
	times            timeReader
	words            Wording
	sinceZero        bool
	byNumber, byText map[string][]Inject
	named            map[string]bool // ids that stand in the list
	seen             map[string]bool // what rows before were about
	compared         []mselRow
	newID            func() string
}

// mselRow is a row that was compared with an inject.
type mselRow struct {
	row      int // of the proposal
	from, to Inject
	number   string // by which it was known
}

// chooseTimes settles how times such as 0:15 are read. A column that says in its heading
// that it counts from the start needs no guess.
func (p *mselImport) chooseTimes() {
	at := p.m.column("minute")
	if at < 0 {
		return
	}
	var times []listTime
	unsure := 0
	for _, r := range p.m.Data(p.table) {
		if t, ok := p.times.read(r.Cell(at)); ok {
			times = append(times, t)
			if t.unsure() {
				unsure++
			}
		}
	}
	if slices.Contains(wordKeys(p.words.Text("import.words.elapsed")), headKey(p.m.Kind, p.m.Columns[at].Heading)) {
		p.sinceZero = true
		return
	}
	if p.sinceZero = p.have.sinceZero(times); p.sinceZero && unsure > 0 && p.have.Starts != "" {
		p.out.Notes = append(p.out.Notes, ProposalNote{Code: NoteTimesElapsed, File: p.table.File, Count: unsure})
	}
}

// take reads one row.
func (p *mselImport) take() {
	if p.cell("text") == "" {
		p.withoutText()
		return
	}
	from, number, several := p.match()
	subject := from.ID
	if from.ID == "" && p.cell("number") != "" {
		subject = "\n" + nameKey(p.cell("number"))
	}
	switch {
	case several:
		p.fault(&Problem{Kind: ErrSeveral, Field: "number", Value: Shorten(p.cell("number"), 60)})
		return
	case subject != "" && p.seen[subject]:
		p.fault(&Problem{Kind: ErrTwice, Field: "number", Value: Shorten(p.cell("number"), 60)})
		return
	}
	p.seen[subject] = true
	values := from.Values()
	if from.ID == "" {
		values = emptyOf(InjectEntity)
		delete(values, Present)
		values["exercise"], values["off_timeline"] = p.have.ID, "1"
	}
	if !p.onto(values) || !p.time(values, from) {
		return
	}
	if from.ID != "" && from.Number == "" && values["number"] == p.have.NumberOf(from) {
		values["number"] = ""
	}
	lines := p.others(values, from)
	for i, c := range p.m.Columns {
		if cell := joined(p.row.Cell(i)); c.Field == "" && !c.known && cell != "" {
			lines = append(lines, headingOf(c, i)+": "+cell)
		}
	}
	values["note"] = noteWith(values["note"], lines)
	if f, err := FieldOf(InjectEntity, "note"); err == nil && f.Check(values["note"]) != nil {
		p.fault(&Problem{Kind: ErrTooLong, Field: "note"})
		return
	}
	p.compare(from, InjectFrom(from.ID, values), number)
}

// withoutText passes over a row with one cell, which is a heading between others; any other
// has to say what happens.
func (p *mselImport) withoutText() {
	var cells []string
	for _, c := range p.row.Cells {
		if c = joined(c); c != "" {
			cells = append(cells, c)
		}
	}
	if len(cells) > 1 {
		p.fault(&Problem{Kind: ErrEmpty, Field: "text"})
		return
	}
	p.out.Notes = append(p.out.Notes, ProposalNote{
		Code: NoteRowPassed, File: p.table.File, Place: p.place(), Value: Shorten(strings.Join(cells, " "), 60),
	})
}

// match finds the inject that a row is about; none for a new one. It gives the number that
// the inject was known by, where it was.
func (p *mselImport) match() (from Inject, number string, several bool) {
	if i, ok := p.have.Inject(p.cell(IDColumn)); ok {
		return i, "", false
	}
	number = p.cell("number")
	list := p.byNumber[nameKey(number)]
	if number == "" {
		list = p.byText[nameKey(p.cell("text"))]
	}
	list = slices.DeleteFunc(slices.Clone(list), func(i Inject) bool { return p.named[i.ID] })
	switch len(list) {
	case 0:
		return Inject{}, "", false
	case 1:
		return list[0], number, false
	}
	return Inject{}, "", number != ""
}

// time reads when an inject is due.
func (p *mselImport) time(values Values, from Inject) bool {
	if !p.m.Uses("minute") {
		return true
	}
	cell := p.cell("minute")
	if p.times.isNone(cell) {
		values["off_timeline"] = "1"
		return true
	}
	bad := func(kind error) bool {
		p.fault(&Problem{Kind: kind, Field: "minute", Value: Shorten(cell, 60)})
		return false
	}
	t, ok := p.times.read(cell)
	if !ok {
		return bad(ErrNotATime)
	}
	minute, ok := p.have.minute(t, p.sinceZero)
	if !ok {
		return bad(ErrOffTheClock)
	}
	values["minute"], values["off_timeline"] = number(minute), "0"
	p.follow(values, from, minute)
	return true
}

// follow takes an inject that stood in the module of its minute along to that of its new
// one, unless the list says where it belongs.
func (p *mselImport) follow(values Values, from Inject, minute int) {
	was, _ := p.have.ModuleAt(from.Minute)
	if from.ID == "" || from.OffTimeline || from.ModuleID == "" || from.ModuleID != was.ID || p.cell("module") != "" {
		return
	}
	to, _ := p.have.ModuleAt(minute)
	values["module"] = to.ID
}

// others reads type, story time, module and objectives. What it cannot read it gives back as
// lines for the note.
func (p *mselImport) others(values Values, from Inject) (lines []string) {
	read := func(field string, take func(cell string) bool) {
		if cell := p.cell(field); cell != "" && !take(cell) {
			at := p.m.column(field)
			lines = append(lines, headingOf(p.m.Columns[at], at)+": "+joined(cell))
		}
	}
	read("type", func(cell string) bool {
		f, err := FieldOf(InjectEntity, "type")
		code, ok := p.cells.code(InjectEntity, f, cell)
		if ok {
			values["type"] = code
		}
		return ok && err == nil
	})
	read("story", func(cell string) bool {
		t, ok := p.times.read(cell)
		if ok && t.isClock {
			values["story"] = string(ClockAt(t.clock))
		}
		return ok && t.isClock || p.times.isNone(cell)
	})
	read("module", func(cell string) bool {
		if from.ID != "" && nameKey(cell) == nameKey(p.have.MSELModule(from)) {
			return true
		}
		m, ok := named(p.have.Modules, cell, wordKeys(p.words.Text("import.words.module")), func(m Module) string { return m.Title })
		if ok {
			values["module"] = m.ID
		}
		return ok
	})
	read("objectives", func(cell string) bool {
		if from.ID != "" && nameKey(cell) == nameKey(p.have.MSELObjectives(from)) {
			return true
		}
		ids, ok := p.objectives(cell)
		if ok {
			values["objectives"] = JoinIDs(ids)
		}
		return ok
	})
	return lines
}

// objectives reads a list of objectives, each by its title or its number. A title may hold
// what stands between others, so the longest that is known is taken.
func (p *mselImport) objectives(cell string) (ids []string, ok bool) {
	words := wordKeys(p.words.Text("import.words.objective"))
	parts := strings.FieldsFunc(cell, func(r rune) bool { return strings.ContainsRune(";,\n|", r) })
	for i := 0; i < len(parts); {
		if strings.TrimSpace(parts[i]) == "" {
			i++
			continue
		}
		n := len(parts)
		var o Objective
		for ok = false; n > i; n-- {
			if o, ok = named(p.have.Objectives, strings.Join(parts[i:n], " "), words, func(o Objective) string { return o.Title }); ok {
				break
			}
		}
		if !ok {
			return nil, false
		}
		ids = append(ids, o.ID)
		i = n
	}
	return ids, len(ids) > 0
}

// named finds what a text names: one alone of that title, else by its place as "2" or
// "Module 2", with the words that may stand before the number.
func named[T any](list []T, text string, before []string, title func(T) string) (found T, ok bool) {
	n := 0
	for _, x := range list {
		if key := wordKey(title(x)); key != "" && key == wordKey(text) {
			found, n = x, n+1
		}
	}
	if n > 0 {
		return found, n == 1
	}
	key := wordKey(text)
	for _, w := range before {
		key = strings.TrimSpace(strings.TrimPrefix(key, w))
	}
	if at, err := strconv.Atoi(key); err == nil && at >= 1 && at <= len(list) {
		return list[at-1], true
	}
	return found, false
}

// compare proposes what differs between an inject and the row.
func (p *mselImport) compare(from, to Inject, number string) {
	row := ProposedRow{Title: mselTitle(p.cell("number"), to.Text)}
	if from.ID == "" {
		to.ID = p.newID()
		row.State, row.Changes = Adds, Add(InjectEntity, to.ID, to)
	} else {
		row.Changes = Edit(InjectEntity, from.ID, from, to)
		row.State = stateOf(row.Changes)
	}
	p.compared = append(p.compared, mselRow{len(p.out.Rows), from, to, number})
	p.propose(row)
}

// mselTitle is what an inject is called in a list of changes.
func mselTitle(number, text string) string {
	text = Shorten(joined(text), 100)
	if number == "" {
		return text
	}
	return number + " · " + text
}

// keepNumbers gives injects that were known by their place in the list the number that the
// list has for them, where the order of the injects would change: their place would not tell
// the list's number any more.
func (p *mselImport) keepNumbers() {
	moves := slices.ContainsFunc(p.compared, func(r mselRow) bool {
		return r.from.ID == "" || r.from.Minute != r.to.Minute || r.from.OffTimeline != r.to.OffTimeline
	})
	if !moves {
		return
	}
	for _, r := range p.compared {
		if r.from.ID == "" || r.number == "" || r.to.Number != "" {
			continue
		}
		r.to.Number = r.number
		row := &p.out.Rows[r.row]
		row.Changes = Edit(InjectEntity, r.from.ID, r.from, r.to)
		row.State, row.Accept = Edits, true
	}
}

// noteWith is a note with lines added. A line takes the place of one that begins with the
// same heading, so that a list that comes again does not add them twice.
func noteWith(note string, lines []string) string {
	all := strings.Split(note, "\n")
	if note == "" {
		all = nil
	}
	for _, l := range lines {
		head, _, _ := strings.Cut(l, ": ")
		at := slices.IndexFunc(all, func(have string) bool { return strings.HasPrefix(have, head+": ") })
		if at < 0 {
			all = append(all, l)
		} else {
			all[at] = l
		}
	}
	return strings.Join(all, "\n")
}

// joined is a text on one line.
func joined(text string) string { return strings.Join(strings.Fields(text), " ") }
