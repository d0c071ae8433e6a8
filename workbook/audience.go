package workbook

import (
	"maps"
	"slices"
	"strings"
)

// What a copy for an audience leaves out; words under "left-out.<code>".
const (
	LeftOutNotes        = "notes"
	LeftOutReasons      = "reasons"
	LeftOutCosts        = "costs"
	LeftOutRecord       = "record"
	LeftOutOpenAnswers  = "open-answers"
	LeftOutNotNecessary = "not-necessary"
	LeftOutActions      = "actions"
	LeftOutOwners       = "owners"
	LeftOutZones        = "zones"
	LeftOutDistribution = "distribution"
	LeftOutEvents       = "events"
	LeftOutPreparedBy   = "prepared-by"
	LeftOutFiles        = "files"
	LeftOutExercises    = "exercise-findings" // that an exercise found an answer otherwise
	LeftOutWhere        = "where-in-place"    // of a report on several schools: which of them have it
)

// audienceCodes are the codes above and those of other cuts, in the order in which a
// document names them.
func audienceCodes() []string {
	return []string{
		LeftOutOpenAnswers, LeftOutNotNecessary, LeftOutWhere, LeftOutActions, LeftOutOwners, LeftOutContactLines,
		LeftOutExercises, LeftOutZones, LeftOutNotes, LeftOutReasons, LeftOutFiles, LeftOutCosts, LeftOutEvents, LeftOutDistribution,
		LeftOutRecord, LeftOutPreparedBy, LeftOutNoItem,
	}
}

// ParseAudience reads an audience's code in any case. Its error is a [Problem] of kind
// ErrBadValue.
func ParseAudience(name string) (Audience, error) {
	for _, a := range Audiences() {
		if strings.EqualFold(strings.TrimSpace(name), string(a)) {
			return a, nil
		}
	}
	return "", &Problem{Kind: ErrBadValue, Field: "audience", Value: Shorten(name, 60)}
}

// Marked reports whether a copy for the audience bears a handling mark unless one is asked
// for. What is given to everyone needs none.
func (a Audience) Marked() bool { return a != PublicAudience }

// Shows reports whether a copy for the audience says how an answer stands. The public sees
// what is in place and nothing else: every other status, and even a count of them, tells a
// stranger where to look.
func (a Audience) Shows(s Status) bool { return a != PublicAudience || s == InPlace }

// itemsShown are those of some items on which a copy for the audience says how a school stands.
func (a Audience) itemsShown(items []Item, school string, answers Answers) []Item {
	return slices.DeleteFunc(slices.Clone(items), func(it Item) bool {
		return !a.Shows(answers.Of(school, it.ID).Status)
	})
}

// Withholds is the one rule of who gets what. The full copy holds everything that the
// document has; an empty audience is the full one.
func (a Audience) Withholds(code string) bool {
	partners, public := a == PartnersAudience, a == PublicAudience
	switch code {
	case LeftOutNotes, LeftOutReasons:
		// Written for colleagues, in words that were not weighed for readers outside.
		return partners || public
	case LeftOutFiles:
		// A photo shows faces, locks and ways in; who needs one is handed it by a person.
		return partners || public
	case LeftOutCosts, LeftOutRecord:
		// The district's own business: partners need the work, not its price or who typed what.
		return partners || public
	case LeftOutContactLines:
		// Partners get the numbers of those who hold the plan, since they work with them; the
		// public gets none.
		return partners || public
	case LeftOutWhere:
		// Where one document says what each of several schools has, or even at how many of them
		// something is in place, its reader subtracts and knows who lacks it. So the public reads
		// of several schools together only what is in place among them; a school's own copy says
		// what that school has, beside nothing that it could be compared with.
		return public
	case LeftOutOpenAnswers, LeftOutNotNecessary:
		// Whatever is not in place shows where a school can be hurt.
		return public
	case LeftOutActions:
		// Open ones name gaps. Those that are done are the school's own words as well, and may
		// name people and places; what they achieved stands as the item that is in place.
		return public
	case LeftOutExercises:
		// That what a school counts on did not hold is the plainest of gaps. Partners, who plan with
		// the answer, must know that it is in doubt.
		return public
	case LeftOutOwners, LeftOutDistribution, LeftOutPreparedBy:
		// A public copy speaks for the school; nobody becomes known, or pressed, through it.
		return public
	case LeftOutZones, LeftOutEvents:
		// Where in the building, and on which day there is a crowd.
		return public
	}
	return false
}

// For is the request as a copy for the audience is made from it: what the audience does not
// get is gone from it, so that no document made from it can show it, and Withheld counts
// what went. Nothing that the receiver of the call refers to is changed.
func (r PlanRequest) For(a Audience) PlanRequest {
	c := newCutter(a)
	r.Actions = slices.DeleteFunc(slices.Clone(r.Actions), func(x Action) bool {
		return !slices.Contains(x.Schools, r.School.ID) // others are passed over anyway
	})
	r.Answers = c.answers(r.Case, r.School.ID, r.Answers)
	r.School = c.school(r.School)
	r.Actions = c.actions(r.Actions)
	r.History = c.history(r.History)
	r.PreparedBy = c.name(LeftOutPreparedBy, r.PreparedBy)
	if a.Withholds(LeftOutExercises) {
		r.Disproofs = nil // counted with the answers
	}
	r.Audience, r.Withheld = a, c.withheld()
	return r
}

// For is the request as a copy for the audience is made from it, like [PlanRequest.For].
func (r RegisterRequest) For(a Audience) RegisterRequest {
	c := newCutter(a)
	answers := maps.Clone(r.Answers)
	schools := slices.Clone(r.Schools)
	for i, s := range schools {
		answers[s.ID] = c.answers(r.Case, s.ID, r.Answers[s.ID])
		schools[i] = c.school(s)
	}
	for id := range answers {
		if !slices.ContainsFunc(schools, func(s SchoolRecord) bool { return s.ID == id }) {
			delete(answers, id) // of a school that is not reported on
		}
	}
	r.Schools, r.Answers = schools, answers
	names := slices.Clone(r.Names)
	for i := range names {
		names[i].Note = ""
	}
	if a.Withholds(LeftOutNotes) {
		r.Names = names
	}
	r.Actions = c.actions(r.Actions)
	if a.Withholds(LeftOutExercises) {
		r.Exercises = nil
	}
	r.History = c.history(r.History)
	r.PreparedBy = c.name(LeftOutPreparedBy, r.PreparedBy)
	r.Audience, r.Withheld = a, c.withheld()
	return r
}

// cutter cuts out what an audience does not get and counts it.
type cutter struct {
	audience Audience
	left     map[string]int
	met      map[string]bool // the contacts that were counted
}

func newCutter(a Audience) cutter { return cutter{a, map[string]int{}, map[string]bool{}} }

// name drops a text that the audience does not get.
func (c cutter) name(code, text string) string {
	if text == "" || !c.audience.Withholds(code) {
		return text
	}
	c.left[code]++
	return ""
}

func (c cutter) school(s SchoolRecord) SchoolRecord {
	s.Note = c.name(LeftOutNotes, s.Note)
	if c.audience.Withholds(LeftOutZones) {
		c.left[LeftOutZones] += len(s.Zones)
		s.Zones = nil
	}
	if c.audience.Withholds(LeftOutEvents) {
		c.left[LeftOutEvents] += len(s.Events)
		s.Events, s.Steps = nil, nil
	}
	if c.audience.Withholds(LeftOutFiles) {
		c.left[LeftOutFiles] += len(s.Attachments)
		s.Attachments = nil
	}
	s.Events = slices.Clone(s.Events)
	for i := range s.Events {
		s.Events[i].Note = c.name(LeftOutNotes, s.Events[i].Note)
	}
	steps := maps.Clone(s.Steps)
	for id, step := range steps {
		step.Note = c.name(LeftOutNotes, step.Note)
		steps[id] = step
	}
	s.Steps = steps
	s.Contacts = c.contacts(s.Contacts)
	return s
}

// contacts cuts a school's contacts. One that serves several schools is counted once.
func (c cutter) contacts(contacts []Contact) []Contact {
	contacts = slices.Clone(contacts)
	for i, x := range contacts {
		listed := x.ReceivesPlan && !c.audience.Withholds(LeftOutDistribution)
		if listed || !c.audience.Withholds(LeftOutContactLines) {
			continue
		}
		contacts[i].Phone, contacts[i].Email = "", ""
		if c.met[x.ID] {
			continue
		}
		c.met[x.ID] = true
		if x.Phone+x.Email != "" {
			c.left[LeftOutContactLines]++
		}
		if x.ReceivesPlan {
			c.left[LeftOutDistribution]++
		}
	}
	if c.audience.Withholds(LeftOutDistribution) {
		return nil
	}
	return contacts
}

func (c cutter) answers(theCase *Case, school string, answers Answers) Answers {
	out := make(Answers, len(answers))
	for _, it := range theCase.Items {
		a := answers.Of(school, it.ID)
		switch {
		case c.audience.Shows(a.Status):
			if _, given := answers[it.ID]; given {
				out[it.ID] = c.answer(a)
			}
		case a.Status == NotNecessary:
			c.left[LeftOutNotNecessary]++
		default:
			c.left[LeftOutOpenAnswers]++
		}
	}
	for id, a := range answers {
		if _, known := theCase.Item(id); known {
			continue
		}
		if c.audience == PublicAudience {
			if a.Status != NotAssessed {
				c.left[LeftOutNoItem]++
			}
			continue
		}
		out[id] = c.answer(a)
	}
	return out
}

func (c cutter) answer(a Answer) Answer {
	a.Note = c.name(LeftOutNotes, a.Note)
	if a.Reason != "" && c.audience.Withholds(LeftOutReasons) {
		c.left[LeftOutReasons]++
		a.Reason = ""
	}
	a.Owner = c.name(LeftOutOwners, a.Owner)
	a.ReviewedBy = c.name(LeftOutOwners, a.ReviewedBy)
	if c.audience.Withholds(LeftOutZones) {
		a.Zones = nil // counted with the school's
	}
	a.Disproved = c.name(LeftOutExercises, a.Disproved)
	if c.audience == PublicAudience {
		// How grave it would be and until when it was open are the gap's own marks.
		a.Probability, a.Magnitude, a.Override, a.Target = "", "", "", ""
	}
	return a
}

func (c cutter) actions(actions []Action) []Action { return c.ownActions(slices.Clone(actions)) }

// ownActions is actions for a list that nobody else holds.
func (c cutter) ownActions(actions []Action) []Action {
	if c.audience.Withholds(LeftOutActions) {
		c.left[LeftOutActions] += len(actions)
		return nil
	}
	for i, a := range actions {
		if a.Cost != 0 && c.audience.Withholds(LeftOutCosts) {
			c.left[LeftOutCosts]++
			actions[i].Cost = 0
		}
	}
	return actions
}

func (c cutter) history(history []Batch) []Batch {
	if c.audience.Withholds(LeftOutRecord) {
		c.left[LeftOutRecord] += len(RecordOfChanges(history))
		return nil
	}
	return history
}

// withheld lists what was cut out, in the order in which documents name it.
func (c cutter) withheld() []LeftOut {
	var out []LeftOut
	for _, code := range audienceCodes() {
		if n := c.left[code]; n > 0 {
			out = append(out, LeftOut{code, n})
		}
	}
	return out
}
