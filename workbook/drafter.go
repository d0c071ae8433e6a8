package workbook

import (
	"cmp"
	"slices"
	"strings"
)

// What an item weighs when an exercise is drafted. A gap of a higher priority outweighs
// several of the next, and what an earlier exercise left open outweighs any.
const (
	weightLeftOpen  = 500_000
	weightDisproved = 60_000
	weightInPlace   = 200 // what is said to be in place is worth trying out
	weightUnknown   = 300 // and what nobody has looked at worth talking about
)

// weightOfGap is by priority, the highest first, then none.
var weightOfGap = [...]int{100_000, 20_000, 5_000, 3_000}

// drafter makes one exercise.
type drafter struct {
	request DraftRequest
	library *ExerciseLibrary // with what is carried over from the previous exercise
	setting Setting
	weights map[string]int  // by item; 0 for what has no place in the exercise
	again   map[string]bool // ids of objectives that the previous exercise left open
	goals   []goal
	covered map[string]bool // items that an inject or a question is about
	draft   ExerciseRecord
}

// goal is an objective that was chosen.
type goal struct {
	ObjectiveTemplate
	id    string // of the exercise's objective
	order int    // in the library
}

func newDrafter(r DraftRequest) *drafter {
	d := &drafter{
		request: r, setting: SettingOf(r.School, cmp.Or(r.Date, r.On), r.Words),
		weights: map[string]int{}, again: map[string]bool{}, covered: map[string]bool{},
	}
	library := *r.Library
	d.setting.Article = library.Article
	d.library = &library
	for _, it := range r.Case.Items {
		a := r.Answers.Of(r.School.ID, it.ID)
		switch {
		case a.Status == NotNecessary:
			continue
		case a.Status == InPlace:
			d.weights[it.ID] = weightInPlace
		default:
			d.weights[it.ID] = weightUnknown
		}
		if a.Disproved != "" {
			d.weights[it.ID] += weightDisproved
		}
	}
	gaps := Gaps(r.Case, r.School.ID, r.Answers, r.Actions)
	for i, g := range gaps {
		d.weights[g.Item.ID] += weightOfGap[g.Answer.Priority().Rank()] + len(gaps) - i
	}
	if r.Previous != nil {
		d.carryOver(*r.Previous)
	}
	return d
}

// leftOpen are the objectives that an exercise left open, see [OpenFindings], and the items
// that they, the injects behind open areas for improvement and the open actions concern.
func leftOpen(e ExerciseRecord, actions []Action, on Date) (objectives map[string]bool, items []string) {
	objectives = map[string]bool{}
	for _, f := range OpenFindings(e, actions, on) {
		objectives[f.Objective.ID] = true
		if f.Observation.ID == "" {
			items = append(items, f.Objective.Items...)
		}
		for _, a := range f.Actions {
			items = append(items, a.Items...)
		}
		if in, ok := e.Inject(f.Observation.InjectID); ok {
			items = append(items, in.Items...)
		}
	}
	return objectives, items
}

// carryOver gives weight to what the previous exercise left open. Objectives that are not of
// the library come along with what tried them out.
func (d *drafter) carryOver(e ExerciseRecord) {
	open, items := leftOpen(e, d.request.Actions, d.request.On)
	for _, id := range items {
		if w := d.weights[id]; w > 0 && w < weightLeftOpen {
			d.weights[id] += weightLeftOpen
		}
	}
	for _, o := range e.Objectives {
		if !open[o.ID] {
			continue
		}
		i := slices.IndexFunc(d.library.Objectives, func(t ObjectiveTemplate) bool { return nameKey(t.Title) == nameKey(o.Title) })
		if i >= 0 {
			d.again[d.library.Objectives[i].ID] = true
			continue
		}
		d.again[o.ID] = true
		d.carryObjective(e, o)
	}
}

// carryObjective makes templates of an objective and of what belongs to it.
func (d *drafter) carryObjective(e ExerciseRecord, o Objective) {
	l := d.library
	partOf := func(moduleID string) Part { return Parts()[min(e.moduleIndex(moduleID), len(Parts())-1)] }
	t := ObjectiveTemplate{ID: o.ID, Title: o.Title, Text: o.Text, Capability: o.Capability, Part: Parts()[0], Items: o.Items}
	for _, target := range e.TargetsOf(o.ID) {
		t.Targets = append(t.Targets, TargetTemplate{target.Text, strings.FieldsFunc(target.Tasks, isLineEnd)})
	}
	for _, in := range e.Injects {
		if !slices.Contains(in.Objectives, o.ID) {
			continue
		}
		m, _ := e.ModuleOf(in)
		t.Part = partOf(m.ID)
		inject := InjectTemplate{
			ID: in.ID, Part: t.Part, Type: in.Type, Mode: in.Mode, From: in.From, To: in.To, Text: in.Text,
			Expected: in.Expected, Objectives: []string{o.ID}, Items: in.Items,
		}
		switch {
		case in.OffTimeline && in.Type == Standard:
			inject.Type = Adaptive // it had no time and gets none
		case !in.OffTimeline:
			inject.Type = Standard
			inject.After = max(0, in.Story.Minutes()-m.Story.Minutes())
		}
		l.Injects = append(slices.Clip(l.Injects), inject)
	}
	for _, q := range e.Questions {
		if slices.Contains(q.Objectives, o.ID) {
			l.Questions = append(slices.Clip(l.Questions), QuestionTemplate{
				ID: q.ID, Part: partOf(q.ModuleID), Text: q.Text, Points: q.Points, Objectives: []string{o.ID}, Items: q.Items,
			})
		}
	}
	l.Objectives = append(slices.Clip(l.Objectives), t)
}

func isLineEnd(r rune) bool { return r == '\n' || r == '\r' }

// kept are those of some items that have a place in the exercise.
func (d *drafter) kept(items []string) []string {
	var kept []string
	for _, id := range items {
		if d.weights[id] > 0 && !slices.Contains(kept, id) {
			kept = append(kept, id)
		}
	}
	return kept
}

// byWeight orders items, the heaviest first.
func (d *drafter) byWeight(items []string) []string {
	items = slices.Clone(items)
	slices.SortStableFunc(items, func(a, b string) int { return cmp.Compare(d.weights[b], d.weights[a]) })
	return items
}

// worth is what the heaviest n of some items weigh together. One that is covered already
// counts an eighth.
func (d *drafter) worth(items []string, n int, covered map[string]bool) int {
	var all []int
	for _, id := range items {
		w := d.weights[id]
		if covered[id] {
			w /= 8
		}
		all = append(all, w)
	}
	slices.Sort(all)
	sum := 0
	for _, w := range all[max(0, len(all)-n):] {
		sum += w
	}
	return sum
}

// itemsOfObjective is how many items of an objective count for choosing it, so that one with
// many small ones does not win over one with a pressing one.
const itemsOfObjective = 4

// chooseGoals picks the objectives that are worth most. The last places go to parts that
// have a gap and nothing yet, so that the story is played from its beginning to its end.
func (d *drafter) chooseGoals(n int) {
	var left []goal
	for i, o := range d.library.Objectives {
		o.Items = d.kept(o.Items)
		g := goal{ObjectiveTemplate: o, order: i}
		playable := slices.ContainsFunc(d.library.Injects, func(in InjectTemplate) bool {
			return in.Type == Standard && slices.Contains(in.Objectives, g.ID) && len(d.kept(in.Items)) > 0
		})
		if len(o.Items) > 0 && playable {
			left = append(left, g)
		}
	}
	covered := map[string]bool{}
	for len(d.goals) < n && len(left) > 0 {
		lacking := d.partsLacking(left)
		best, most := -1, -1
		for i, g := range left {
			if len(lacking) >= n-len(d.goals) && !slices.Contains(lacking, g.Part) {
				continue
			}
			worth := d.worth(g.Items, itemsOfObjective, covered)
			if d.again[g.ID] {
				worth += itemsOfObjective * 2 * weightLeftOpen
			}
			if worth > most {
				best, most = i, worth
			}
		}
		chosen := left[best]
		for _, id := range chosen.Items {
			covered[id] = true
		}
		chosen.id = d.request.NewID()
		d.goals = append(d.goals, chosen)
		left = slices.Delete(left, best, best+1)
	}
	slices.SortStableFunc(d.goals, func(a, b goal) int {
		return cmp.Or(cmp.Compare(slices.Index(Parts(), a.Part), slices.Index(Parts(), b.Part)), cmp.Compare(a.order, b.order))
	})
}

// partsLacking lists the parts that no goal is of and that a gap could be tried out in. An
// exercise of two objectives is about two things, and needs none.
func (d *drafter) partsLacking(left []goal) []Part {
	if objectivesFor(d.request.Minutes) < len(Parts()) {
		return nil
	}
	var lacking []Part
	for _, part := range Parts() {
		has := slices.ContainsFunc(d.goals, func(g goal) bool { return g.Part == part })
		could := slices.ContainsFunc(left, func(g goal) bool {
			return g.Part == part && d.worth(g.Items, 1, nil) > weightUnknown
		})
		if !has && could {
			lacking = append(lacking, part)
		}
	}
	return lacking
}

// servedBy are the goals that a template tries out: those that it names or, where it names
// none of them, those that share an item with it.
func servedBy(goals []goal, objectives, items []string) []goal {
	var named, shared []goal
	for _, g := range goals {
		switch {
		case slices.Contains(objectives, g.ID):
			named = append(named, g)
		case slices.ContainsFunc(items, func(id string) bool { return slices.Contains(g.Items, id) }):
			shared = append(shared, g)
		}
	}
	if len(named) > 0 {
		return named
	}
	return shared
}
