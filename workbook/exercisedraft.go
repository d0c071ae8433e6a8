package workbook

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Lengths that a drafted exercise may have, in minutes. Those that are offered are
// [ExerciseLengths].
const (
	MinExerciseMinutes = 45
	MaxExerciseMinutes = 240
)

// DraftStarts is when a drafted exercise begins where nobody says otherwise.
const DraftStarts Clock = "09:00"

// ExerciseLengths lists the customary lengths of a tabletop, in minutes.
func ExerciseLengths() []int { return []int{60, 90, 120, 180} }

// DraftRequest is what an exercise is drafted from.
type DraftRequest struct {
	Library  *ExerciseLibrary
	Case     *Case
	School   SchoolRecord
	Answers  Answers
	Actions  []Action        // of the school; others are passed over
	Previous *ExerciseRecord // whose open findings and participants it starts from, nil for none
	Name     string          // empty for the library's own title
	Date     Date            // may be empty
	Starts   Clock           // may be empty
	Minutes  int
	On       Date // today
	Words    Wording
	NewID    func() string
}

// DraftExercise proposes an exercise for a school: the objectives that try out its most
// pressing gaps, a module for each part of the story, injects and questions about the items of
// those gaps, set at the school, and the school's contacts as players. With a previous exercise
// it begins with what that one left open, and invites those who took part in it instead. What the school calls not necessary is left out.
//
// Each objective has at least one inject with a time, and each inject and question names at
// least one item and one objective. Modules, welcome and hot wash take the time exactly. The
// same request makes the same exercise but for its ids. Nothing is written: see
// [ExerciseRecord.Adding]. Its error is a [Problem] of kind ErrBadValue for a length that is
// not allowed.
func DraftExercise(r DraftRequest) (ExerciseRecord, error) {
	if r.Minutes < MinExerciseMinutes || r.Minutes > MaxExerciseMinutes {
		return ExerciseRecord{}, &Problem{Kind: ErrBadValue, Field: "minutes", Value: strconv.Itoa(r.Minutes)}
	}
	d := newDrafter(r)
	d.chooseGoals(objectivesFor(r.Minutes))
	d.exercise()
	d.modules()
	d.objectives()
	d.injects()
	d.questions()
	d.participants()
	d.draft.Sort()
	return d.draft, nil
}

// Adding is the change set that brings an exercise as it was designed into a workbook: all of
// it but what a run and its evaluation leave behind.
func (e ExerciseRecord) Adding() []Change {
	changes := Add(ExerciseEntity, e.ID, e.Exercise)
	for _, m := range e.Modules {
		changes = append(changes, Add(ModuleEntity, m.ID, m)...)
	}
	for _, o := range e.Objectives {
		changes = append(changes, Add(ObjectiveEntity, o.ID, o)...)
	}
	for _, t := range e.Targets {
		changes = append(changes, Add(TargetEntity, t.ID, t)...)
	}
	for _, i := range e.Injects {
		changes = append(changes, Add(InjectEntity, i.ID, i)...)
	}
	for _, q := range e.Questions {
		changes = append(changes, Add(QuestionEntity, q.ID, q)...)
	}
	for _, p := range e.Participants {
		changes = append(changes, Add(ParticipantEntity, p.ID, p)...)
	}
	return changes
}

// objectivesFor is how many objectives a length has room for.
func objectivesFor(minutes int) int {
	switch {
	case minutes < 75:
		return 2
	case minutes < 105:
		return 3
	case minutes < 150:
		return 4
	}
	return 6
}

// welcomeMinutes is the time for welcome and introductions.
func welcomeMinutes(minutes int) int { return min(max(nearestFive(minutes, 12), 5), 15) }

// hotWashMinutes is the time for the hot wash.
func hotWashMinutes(minutes int) int { return min(max(nearestFive(minutes, 8), 5), 25) }

// nearestFive is the n-th part of some minutes in steps of five.
func nearestFive(minutes, n int) int { return (minutes/n + 2) / 5 * 5 }

// moduleMinutes deals the time out by shares, in steps of five minutes with what is left over
// for the largest. The sum is the whole time.
func moduleMinutes(whole int, shares []int) []int {
	sum, out, order := 0, make([]int, len(shares)), make([]int, len(shares))
	for i, s := range shares {
		sum += s
		order[i] = i
	}
	if sum == 0 {
		return out
	}
	steps, left := whole/5, whole/5
	for i, s := range shares {
		out[i] = steps * s / sum * 5
		left -= steps * s / sum
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(steps*shares[b]%sum, steps*shares[a]%sum) })
	for _, i := range order[:left] {
		out[i] += 5
	}
	out[slices.Index(shares, slices.Max(shares))] += whole % 5
	return out
}

// exercise fills in the overview.
func (d *drafter) exercise() {
	l, r := d.library, d.request
	e := Exercise{
		ID: r.NewID(), SchoolID: r.School.ID, Name: cmp.Or(strings.TrimSpace(r.Name), d.set(l.Title, nil)), Date: r.Date, Starts: r.Starts,
		Minutes: r.Minutes, Welcome: welcomeMinutes(r.Minutes), Place: r.School.Name,
		Sponsor: cmp.Or(r.School.District, r.School.Name), Purpose: d.set(l.Purpose, nil), Scope: d.set(l.Scope, nil),
		Threat: d.set(l.Threat, nil), Scenario: d.set(l.Scenario, nil),
	}
	if r.Previous != nil {
		e.Follows = r.Previous.ID
	}
	for _, m := range MissionAreas() {
		if slices.ContainsFunc(l.Modules, func(t ModuleTemplate) bool { return t.Mission == m }) {
			e.Missions = append(e.Missions, m)
		}
	}
	d.draft.Exercise = e
}

// modules makes one for each part of the library.
func (d *drafter) modules() {
	e := &d.draft
	shares := make([]int, len(d.library.Modules))
	for i, m := range d.library.Modules {
		shares[i] = m.Share
	}
	minutes := moduleMinutes(e.Minutes-e.Welcome-hotWashMinutes(e.Minutes), shares)
	for i, m := range d.library.Modules {
		e.Modules = append(e.Modules, Module{
			ID: d.request.NewID(), ExerciseID: e.ID, Position: i + 1, Title: d.set(m.Title, nil), Minutes: minutes[i],
			Story: m.Story, Text: d.set(m.Text, nil),
		})
	}
}

// objectives writes down what was chosen, with its targets.
func (d *drafter) objectives() {
	e := &d.draft
	for i, g := range d.goals {
		e.Objectives = append(e.Objectives, Objective{
			ID: g.id, ExerciseID: e.ID, Position: i + 1, Title: d.set(g.Title, nil), Text: d.set(g.Text, g.Items),
			Capability: g.Capability, Items: g.Items,
		})
		for j, t := range g.Targets {
			tasks := make([]string, len(t.Tasks))
			for n, task := range t.Tasks {
				tasks[n] = d.set(task, g.Items)
			}
			e.Targets = append(e.Targets, Target{
				ID: d.request.NewID(), ExerciseID: e.ID, ObjectiveID: g.id, Position: j + 1, Text: d.set(t.Text, g.Items),
				Tasks: strings.Join(tasks, "\n"),
			})
		}
	}
}

// readingMinutes is the time that a module's situation is given before its first inject.
const readingMinutes = 3

// injects writes down those that were chosen: those with a time evenly over their module, in
// the order of the story.
func (d *drafter) injects() {
	e := &d.draft
	chosen := d.chooseInjects()
	for i, m := range e.Modules {
		var with, without []pick
		for _, p := range chosen {
			switch {
			case p.part != d.library.Modules[i].Part:
			case timed(p):
				with = append(with, p)
			default:
				without = append(without, p)
			}
		}
		after := func(p pick) int { return d.library.Injects[p.order].After }
		slices.SortFunc(with, func(a, b pick) int {
			return cmp.Or(cmp.Compare(after(a), after(b)), cmp.Compare(a.order, b.order))
		})
		start, lead := e.ModuleStart(m.ID), min(readingMinutes, m.Minutes/4)
		for n, p := range with {
			in := d.inject(p, m)
			in.Minute = start + lead + n*(m.Minutes-lead)/len(with)
			in.Story = m.Story.Add(after(p))
			e.Injects = append(e.Injects, in)
		}
		for _, p := range without {
			in := d.inject(p, m)
			in.OffTimeline = true
			e.Injects = append(e.Injects, in)
		}
	}
}

func (d *drafter) inject(p pick, m Module) Inject {
	t := d.library.Injects[p.order]
	return Inject{
		ID: d.request.NewID(), ExerciseID: d.draft.ID, ModuleID: m.ID, Type: t.Type, Mode: d.set(t.Mode, p.items),
		From: d.set(t.From, p.items), InjectedBy: d.request.Words.Text("exercise-role." + string(Facilitator)),
		To: d.set(t.To, p.items), Text: d.set(t.Text, p.items), Expected: d.set(t.Expected, p.items),
		Objectives: p.objectives, Items: p.items,
	}
}

// questions writes down those that were chosen, in the library's order.
func (d *drafter) questions() {
	e := &d.draft
	chosen := d.chooseQuestions()
	for i, m := range e.Modules {
		position := 0
		for _, p := range chosen {
			if p.part != d.library.Modules[i].Part {
				continue
			}
			t := d.library.Questions[p.order]
			position++
			e.Questions = append(e.Questions, Question{
				ID: d.request.NewID(), ExerciseID: e.ID, ModuleID: m.ID, Position: position, Text: d.set(t.Text, p.items),
				Points: d.set(t.Points, p.items), Objectives: p.objectives, Items: p.items,
			})
		}
	}
}

// participants invites those of the previous exercise in their roles. Where there is nobody
// to invite, it proposes the school's own contacts as players, and those of the district whom
// the story may speak of.
func (d *drafter) participants() {
	if before := d.request.Previous; before != nil && len(before.Participants) > 0 {
		for _, p := range before.Participants {
			p.ID, p.ExerciseID, p.Attended = d.request.NewID(), d.draft.ID, false
			d.draft.Participants = append(d.draft.Participants, p)
		}
		return
	}
	seen := map[string]bool{}
	for _, c := range d.request.School.Contacts {
		spoken := false
		for _, x := range d.setting.Contacts {
			spoken = spoken || x.ID == c.ID
		}
		key := personKey(c.Name)
		if key == "" || seen[key] || len(c.Schools) == 0 && !spoken {
			continue
		}
		seen[key] = true
		d.draft.Participants = append(d.draft.Participants, Participant{
			ID: d.request.NewID(), ExerciseID: d.draft.ID, Name: c.Name, Title: c.Role, Organization: c.Organization,
			Role: Player,
		})
	}
}

// set puts the school into a text; zones that the answers to the items name come first.
func (d *drafter) set(text string, items []string) string {
	s := d.setting
	for _, id := range d.byWeight(items) {
		s.Prefer = append(s.Prefer, d.request.Answers.Of(d.request.School.ID, id).Zones...)
	}
	return SetAt(text, s)
}
