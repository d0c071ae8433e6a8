package workbook

import (
	"cmp"
	"slices"
	"time"
)

// PlanRequest is what an action plan is made from. All of it is asked for or read from the
// workbook; nothing comes from the computer's login.
type PlanRequest struct {
	Case       *Case
	School     SchoolRecord
	Answers    Answers
	Actions    []Action            // of the school; others are passed over
	Disproofs  map[string]Disproof // why answers are in doubt, by objective
	Records    CaseRecords
	History    []Batch // newest first, of the school; see RecordOfChanges
	PreparedBy string
	Handling   string // mark in header and footer, for example "For official use only"
	On         Date
	Audience   Audience  // whom the rest was cut for, see [PlanRequest.For]; empty is the full copy
	Withheld   []LeftOut // what was cut out for it
}

// ActionPlan is what a school's action plan says, before anything draws it.
type ActionPlan struct {
	Case       *Case
	School     SchoolRecord
	PreparedBy string
	Handling   string
	On         Date
	Audience   Audience

	Coverage     Coverage // all checklists together; of what the audience is shown
	Lists        []PlanList
	HighGaps     []Gap // gaps of high priority, most pressing first
	Gaps         int   // gaps of any priority
	WithoutWork  int   // gaps of high priority that no action serves
	Actions      []PlanAction
	Events       []EventReadiness // of the next [PlanEventDays], the next first
	Record       []RecordLine     // newest first
	Distribution []Contact
	Withdrawn    []WithdrawnItem // that the school has answered; their answers are not in the plan
	LeftOut      []LeftOut
}

// PlanList is one checklist with the school's answers.
type PlanList struct {
	Checklist Checklist
	Coverage  Coverage
	Rows      []PlanRow
	Open      []OpenQuestion
}

// PlanRow is one item with its answer and the actions that serve it, in plan order.
type PlanRow struct {
	Item    Item
	Answer  Answer
	Zones   []Zone
	Actions []int // numbers of plan actions, from 1

	Attachments Attachments // the earliest added first
	Disproof    Disproof    // the exercise that found the answer otherwise; its Objective has no ID for none
}

// PlanAction is one row of the improvement actions.
type PlanAction struct {
	Number   int // from 1, in order of priority
	Action   Action
	Status   ActionStatus // on the plan's day
	Overdue  bool
	Priority Priority // the highest of the answers that it serves
	Items    []Item   // that it serves at this school, in the case's order; its evidence
}

// RecordLine is one line of the record of changes: who changed how much of what on a day, or from
// which version of the case to which the workbook went.
type RecordLine struct {
	On      Date
	Author  string
	Role    string
	Answers int // answers touched
	Actions int // actions touched
	Details int // the school's own details, zones, contacts and events touched

	CaseFrom, CaseTo int // the versions; 0 for changes of the workbook's own
}

// Reasons why something is not in a document; words under "left-out.<code>".
const (
	LeftOutDropped      = "dropped-actions"
	LeftOutContactLines = "contact-lines"
	LeftOutNoItem       = "withdrawn-items"
	LeftOutOlderRecord  = "older-record"
)

// LeftOut says what a report leaves out and how many of it.
type LeftOut struct {
	Code  string
	Count int
}

// MaxRecordLines is how many lines the printed record of changes holds; what is older
// stays in the workbook.
const MaxRecordLines = 60

// NewActionPlan computes the plan: what is in it, in which order, and what is left out. A
// public plan has rows for what is in place alone, and its counts are of those rows.
func NewActionPlan(r PlanRequest) ActionPlan {
	p := ActionPlan{
		Case: r.Case, School: r.School, PreparedBy: r.PreparedBy, Handling: r.Handling, On: r.On,
		Audience: r.Audience, Coverage: CoverageOf(r.Audience.itemsShown(r.Case.Items, r.School.ID, r.Answers), r.School.ID, r.Answers),
		LeftOut: slices.Clone(r.Withheld),
	}
	dropped := 0
	for _, a := range r.Actions {
		switch {
		case !slices.Contains(a.Schools, r.School.ID):
		case a.Status == DroppedFromPlan:
			dropped++
		default:
			p.Actions = append(p.Actions, planAction(r, a))
		}
	}
	for _, e := range SchoolReadiness(r.Case, r.School, r.On) {
		if e.Ahead() && e.Event.Date <= r.On.AddDays(PlanEventDays) {
			p.Events = append(p.Events, e)
		}
	}
	slices.SortStableFunc(p.Actions, comparePlanActions)
	for i := range p.Actions {
		p.Actions[i].Number = i + 1
	}
	for _, list := range Checklists() {
		p.Lists = append(p.Lists, planList(r, p.Actions, list))
	}
	gaps := Gaps(r.Case, r.School.ID, r.Answers, r.Actions)
	p.Gaps = len(gaps)
	for _, g := range gaps {
		if g.Answer.Priority() == High {
			p.HighGaps = append(p.HighGaps, g)
			if len(g.Actions) == 0 {
				p.WithoutWork++
			}
		}
	}
	lines := 0
	for _, c := range r.School.Contacts {
		if c.ReceivesPlan {
			p.Distribution = append(p.Distribution, c)
		}
		if !c.ReceivesPlan && c.Phone+c.Email != "" {
			lines++
		}
	}
	p.Record = RecordOfChanges(r.History)
	if !r.Audience.Withholds(LeftOutRecord) {
		p.Record = withCaseSteps(p.Record, r.Records.Steps())
	}
	older := max(0, len(p.Record)-MaxRecordLines)
	p.Record = p.Record[:len(p.Record)-older]
	for _, w := range r.Records.WithdrawnOf(r.Case, SchoolRecord{}, r.Answers, nil) {
		if r.Answers[w.ID].Status != NotAssessed {
			p.Withdrawn = append(p.Withdrawn, w)
		}
	}
	for _, l := range []LeftOut{
		{LeftOutDropped, dropped}, {LeftOutContactLines, lines},
		{LeftOutNoItem, len(p.Withdrawn)}, {LeftOutOlderRecord, older},
	} {
		if l.Count > 0 {
			p.LeftOut = append(p.LeftOut, l)
		}
	}
	return p
}

func planAction(r PlanRequest, a Action) PlanAction {
	row := PlanAction{Action: a, Status: a.StatusOn(r.On), Overdue: a.Overdue(r.On)}
	for _, it := range r.Case.Items {
		if !slices.Contains(a.Items, it.ID) {
			continue
		}
		row.Items = append(row.Items, it)
		if p := r.Answers.Of(r.School.ID, it.ID).Priority(); p.Rank() < row.Priority.Rank() {
			row.Priority = p
		}
	}
	return row
}

// comparePlanActions orders by priority, then what is still to be done before what is in
// place, then by target date (none last), then by title.
func comparePlanActions(a, b PlanAction) int {
	done := func(s ActionStatus) int {
		if s.Open() {
			return 0
		}
		return 1
	}
	return cmp.Or(
		cmp.Compare(a.Priority.Rank(), b.Priority.Rank()),
		cmp.Compare(done(a.Status), done(b.Status)),
		a.Action.Target.Compare(b.Action.Target),
		cmp.Compare(a.Action.Title, b.Action.Title),
		cmp.Compare(a.Action.ID, b.Action.ID),
	)
}

func planList(r PlanRequest, actions []PlanAction, list Checklist) PlanList {
	items := r.Audience.itemsShown(r.Case.ItemsOf(list), r.School.ID, r.Answers)
	out := PlanList{Checklist: list, Coverage: CoverageOf(items, r.School.ID, r.Answers)}
	for _, it := range items {
		row := PlanRow{Item: it, Answer: r.Answers.Of(r.School.ID, it.ID), Attachments: r.School.Attachments.Of(it.ID)}
		row.Disproof = r.Disproofs[row.Answer.Disproved]
		for _, z := range r.School.Zones {
			if slices.Contains(row.Answer.Zones, z.ID) {
				row.Zones = append(row.Zones, z)
			}
		}
		for _, a := range actions {
			if slices.Contains(a.Action.Items, it.ID) {
				row.Actions = append(row.Actions, a.Number)
			}
		}
		out.Rows = append(out.Rows, row)
	}
	for _, q := range r.Case.OpenQuestions {
		if q.Checklist == list {
			out.Open = append(out.Open, q)
		}
	}
	return out
}

// RecordOfChanges sums a history up, newest first: one line a day and author. Days are
// counted in UTC, as the history keeps them.
func RecordOfChanges(history []Batch) []RecordLine {
	type key struct {
		on           Date
		author, role string
	}
	type touched struct{ answers, actions, details map[string]bool }
	var order []key
	found := map[key]touched{}
	for _, b := range history {
		k := key{Date(b.At.UTC().Format(time.DateOnly)), b.Author.Name, b.Author.Role}
		t, ok := found[k]
		if !ok {
			t = touched{map[string]bool{}, map[string]bool{}, map[string]bool{}}
			found[k] = t
			order = append(order, k)
		}
		for _, c := range b.Changes {
			switch c.Entity {
			case AnswerEntity:
				t.answers[c.ID] = true
			case ActionEntity:
				t.actions[c.ID] = true
			default:
				t.details[string(c.Entity)+c.ID] = true
			}
		}
	}
	lines := make([]RecordLine, 0, len(order))
	for _, k := range order {
		t := found[k]
		lines = append(lines, RecordLine{
			On: k.on, Author: k.author, Role: k.role,
			Answers: len(t.answers), Actions: len(t.actions), Details: len(t.details),
		})
	}
	return lines
}

// withCaseSteps puts into a record, newest first, when the workbook went to another version of
// the case; those steps come newest first, too.
func withCaseSteps(lines []RecordLine, steps []CaseStep) []RecordLine {
	for _, s := range steps {
		if s.Since.IsZero() {
			continue // has not been yet
		}
		line := RecordLine{
			On: Date(s.Since.UTC().Format(time.DateOnly)), Author: s.Author.Name, Role: s.Author.Role, CaseFrom: s.From, CaseTo: s.Version,
		}
		at := slices.IndexFunc(lines, func(l RecordLine) bool { return l.On < line.On })
		if at < 0 {
			at = len(lines)
		}
		lines = slices.Insert(lines, at, line)
	}
	return lines
}
