package workbook

import (
	"slices"
	"time"
)

// exerciseFields lists the fields of an exercise and its parts; see [FieldsOf].
func exerciseFields(e Entity) []Field {
	of := Field{Name: "exercise", Kind: Ref, Target: ExerciseEntity}
	position := Field{Name: "position", Kind: Number}
	module := Field{Name: "module", Kind: Link, Target: ModuleEntity}
	objectives := Field{Name: "objectives", Kind: Refs, Target: ObjectiveEntity}
	items := Field{Name: "items", Kind: Refs}
	text := Field{Name: "text", Kind: LongText}
	elapsed, at := Field{Name: "elapsed", Kind: Number}, Field{Name: "at", Kind: Token}
	ratings := orNone(codes(Ratings()))
	switch e {
	case ExerciseEntity:
		return []Field{
			{Name: "school", Kind: Ref, Target: SchoolEntity}, {Name: "follows", Kind: Link, Target: ExerciseEntity},
			{Name: "name"}, {Name: "date", Kind: Day}, {Name: "starts", Kind: TimeOfDay}, {Name: "minutes", Kind: Number},
			{Name: "welcome", Kind: Number}, {Name: "place"}, {Name: "sponsor"}, {Name: "contact"},
			{Name: "purpose", Kind: LongText}, {Name: "scope", Kind: LongText},
			{Name: "missions", Kind: Codes, Codes: codes(MissionAreas())}, {Name: "threat"},
			{Name: "scenario", Kind: LongText}, {Name: "hot_wash", Kind: LongText}, {Name: "summary", Kind: LongText},
			{Name: "published", Kind: Day},
		}
	case ModuleEntity:
		return []Field{of, position, {Name: "title"}, {Name: "minutes", Kind: Number}, {Name: "story", Kind: TimeOfDay}, text}
	case ObjectiveEntity:
		return []Field{
			of, position, {Name: "title"}, text, {Name: "capability", Kind: Choice, Codes: orNone(codes(Capabilities()))},
			items, {Name: "final", Kind: Choice, Codes: ratings}, {Name: "explanation", Kind: LongText},
		}
	case TargetEntity:
		return []Field{
			of, {Name: "objective", Kind: Ref, Target: ObjectiveEntity}, position, text, {Name: "tasks", Kind: LongText},
		}
	case InjectEntity:
		return []Field{
			of, module, {Name: "number"}, {Name: "minute", Kind: Number}, {Name: "off_timeline", Kind: Flag, Empty: "0"},
			{Name: "story", Kind: TimeOfDay},
			{Name: "type", Kind: Choice, Codes: codes(InjectTypes()), Empty: string(Standard)},
			{Name: "mode"}, {Name: "sender"}, {Name: "injected_by"}, {Name: "recipient"}, text,
			{Name: "expected", Kind: LongText}, {Name: "note", Kind: LongText}, objectives, items,
		}
	case QuestionEntity:
		return []Field{of, module, position, text, {Name: "points", Kind: LongText}, objectives, items}
	case ParticipantEntity:
		return []Field{
			of, {Name: "name"}, {Name: "title"}, {Name: "organization"},
			{Name: "exercise_role", Kind: Choice, Codes: codes(ExerciseRoles()), Empty: string(Player)},
			{Name: "attended", Kind: Flag, Empty: "0"},
		}
	case HappeningEntity:
		return []Field{
			of, {Name: "kind", Kind: Choice, Codes: codes(HappeningKinds()), Empty: string(Started)}, at, elapsed,
			{Name: "inject", Kind: Link, Target: InjectEntity}, module,
			{Name: "question", Kind: Link, Target: QuestionEntity}, {Name: "shift", Kind: Token},
		}
	case ObservationEntity:
		return []Field{
			of, {Name: "kind", Kind: Choice, Codes: codes(ObservationKinds()), Empty: string(Improvement)}, text,
			{Name: "analysis", Kind: LongText}, {Name: "reference"},
			{Name: "objective", Kind: Link, Target: ObjectiveEntity}, {Name: "inject", Kind: Link, Target: InjectEntity},
			module, elapsed, {Name: "story", Kind: TimeOfDay}, at, {Name: "seen_by"},
		}
	case RatingEntity:
		return []Field{
			of, {Name: "objective", Kind: Ref, Target: ObjectiveEntity}, {Name: "target", Kind: Link, Target: TargetEntity},
			{Name: "evaluator"}, {Name: "rating", Kind: Choice, Codes: ratings}, {Name: "explanation", Kind: LongText},
			elapsed, at,
		}
	case FeedbackEntity:
		fields := []Field{of, {Name: "exercise_role", Kind: Choice, Codes: orNone(codes(ExerciseRoles()))}}
		for _, s := range FeedbackStatements() {
			fields = append(fields, Field{Name: s, Kind: Choice, Codes: []string{"", "1", "2", "3", "4", "5"}})
		}
		return append(fields, Field{Name: "strengths", Kind: LongText}, Field{Name: "improvements", Kind: LongText},
			Field{Name: "comments", Kind: LongText})
	}
	return nil
}

// momentLayout has a fixed width, so that moments sort as text.
const momentLayout = "2006-01-02T15:04:05.000Z"

// moment writes a time as a field holds it: UTC to the millisecond; none as nothing.
func moment(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(momentLayout)
}

// momentFrom reads what moment wrote, and gives none for anything else.
func momentFrom(s string) time.Time {
	t, err := time.Parse(momentLayout, s)
	if err != nil {
		return time.Time{}
	}
	return t
}

// Values writes the exercise's fields.
func (e Exercise) Values() Values {
	return Values{
		"school": e.SchoolID, "follows": e.Follows, "name": e.Name, "date": string(e.Date), "starts": string(e.Starts),
		"minutes": number(e.Minutes), "welcome": number(e.Welcome), "place": e.Place, "sponsor": e.Sponsor,
		"contact": e.Contact, "purpose": e.Purpose, "scope": e.Scope, "missions": JoinIDs(e.Missions), "threat": e.Threat,
		"scenario": e.Scenario, "hot_wash": e.HotWash, "summary": e.Summary, "published": string(e.Published),
	}
}

// ExerciseFrom reads an exercise from its fields.
func ExerciseFrom(id string, v Values) Exercise {
	missions := typed[MissionArea](SplitIDs(v["missions"]))
	slices.SortFunc(missions, func(a, b MissionArea) int {
		return slices.Index(MissionAreas(), a) - slices.Index(MissionAreas(), b)
	})
	return Exercise{
		ID: id, SchoolID: v["school"], Follows: v["follows"], Name: v["name"], Date: Date(v["date"]),
		Starts: Clock(v["starts"]), Minutes: whole(v["minutes"]), Welcome: whole(v["welcome"]), Place: v["place"],
		Sponsor: v["sponsor"], Contact: v["contact"], Purpose: v["purpose"], Scope: v["scope"],
		Missions: missions, Threat: v["threat"], Scenario: v["scenario"],
		HotWash: v["hot_wash"], Summary: v["summary"], Published: Date(v["published"]),
	}
}

// Values writes the module's fields.
func (m Module) Values() Values {
	return Values{
		"exercise": m.ExerciseID, "position": number(m.Position), "title": m.Title, "minutes": number(m.Minutes),
		"story": string(m.Story), "text": m.Text,
	}
}

// ModuleFrom reads a module from its fields.
func ModuleFrom(id string, v Values) Module {
	return Module{
		ID: id, ExerciseID: v["exercise"], Position: whole(v["position"]), Title: v["title"],
		Minutes: whole(v["minutes"]), Story: Clock(v["story"]), Text: v["text"],
	}
}

// Values writes the objective's fields.
func (o Objective) Values() Values {
	return Values{
		"exercise": o.ExerciseID, "position": number(o.Position), "title": o.Title, "text": o.Text,
		"capability": string(o.Capability), "items": JoinIDs(o.Items), "final": string(o.Final),
		"explanation": o.Explanation,
	}
}

// ObjectiveFrom reads an objective from its fields.
func ObjectiveFrom(id string, v Values) Objective {
	return Objective{
		ID: id, ExerciseID: v["exercise"], Position: whole(v["position"]), Title: v["title"], Text: v["text"],
		Capability: Capability(v["capability"]), Items: SplitIDs(v["items"]), Final: Rating(v["final"]),
		Explanation: v["explanation"],
	}
}

// Values writes the target's fields.
func (t Target) Values() Values {
	return Values{
		"exercise": t.ExerciseID, "objective": t.ObjectiveID, "position": number(t.Position), "text": t.Text,
		"tasks": t.Tasks,
	}
}

// TargetFrom reads a target from its fields.
func TargetFrom(id string, v Values) Target {
	return Target{
		ID: id, ExerciseID: v["exercise"], ObjectiveID: v["objective"], Position: whole(v["position"]),
		Text: v["text"], Tasks: v["tasks"],
	}
}

// Values writes the inject's fields.
func (i Inject) Values() Values {
	return Values{
		"exercise": i.ExerciseID, "module": i.ModuleID, "number": i.Number, "minute": number(i.Minute),
		"off_timeline": flag(i.OffTimeline), "story": string(i.Story), "type": string(i.Type), "mode": i.Mode,
		"sender": i.From, "injected_by": i.InjectedBy, "recipient": i.To, "text": i.Text, "expected": i.Expected,
		"note": i.Note, "objectives": JoinIDs(i.Objectives), "items": JoinIDs(i.Items),
	}
}

// InjectFrom reads an inject from its fields.
func InjectFrom(id string, v Values) Inject {
	return Inject{
		ID: id, ExerciseID: v["exercise"], ModuleID: v["module"], Number: v["number"], Minute: whole(v["minute"]),
		OffTimeline: v["off_timeline"] == "1", Story: Clock(v["story"]), Type: InjectType(v["type"]), Mode: v["mode"],
		From: v["sender"], InjectedBy: v["injected_by"], To: v["recipient"], Text: v["text"], Expected: v["expected"],
		Note: v["note"], Objectives: SplitIDs(v["objectives"]), Items: SplitIDs(v["items"]),
	}
}

// Values writes the question's fields.
func (q Question) Values() Values {
	return Values{
		"exercise": q.ExerciseID, "module": q.ModuleID, "position": number(q.Position), "text": q.Text,
		"points": q.Points, "objectives": JoinIDs(q.Objectives), "items": JoinIDs(q.Items),
	}
}

// QuestionFrom reads a question from its fields.
func QuestionFrom(id string, v Values) Question {
	return Question{
		ID: id, ExerciseID: v["exercise"], ModuleID: v["module"], Position: whole(v["position"]), Text: v["text"],
		Points: v["points"], Objectives: SplitIDs(v["objectives"]), Items: SplitIDs(v["items"]),
	}
}

// Values writes the participant's fields.
func (p Participant) Values() Values {
	return Values{
		"exercise": p.ExerciseID, "name": p.Name, "title": p.Title, "organization": p.Organization,
		"exercise_role": string(p.Role), "attended": flag(p.Attended),
	}
}

// ParticipantFrom reads a participant from their fields.
func ParticipantFrom(id string, v Values) Participant {
	return Participant{
		ID: id, ExerciseID: v["exercise"], Name: v["name"], Title: v["title"], Organization: v["organization"],
		Role: ExerciseRole(v["exercise_role"]), Attended: v["attended"] == "1",
	}
}

// Values writes the observation's fields.
func (o Observation) Values() Values {
	return Values{
		"exercise": o.ExerciseID, "kind": string(o.Kind), "text": o.Text, "analysis": o.Analysis,
		"reference": o.Reference, "objective": o.ObjectiveID, "inject": o.InjectID, "module": o.ModuleID,
		"elapsed": number(o.Elapsed), "story": string(o.Story), "at": moment(o.At), "seen_by": o.SeenBy,
	}
}

// ObservationFrom reads an observation from its fields.
func ObservationFrom(id string, v Values) Observation {
	return Observation{
		ID: id, ExerciseID: v["exercise"], Kind: ObservationKind(v["kind"]), Text: v["text"], Analysis: v["analysis"],
		Reference: v["reference"], ObjectiveID: v["objective"], InjectID: v["inject"], ModuleID: v["module"],
		Elapsed: whole(v["elapsed"]), Story: Clock(v["story"]), At: momentFrom(v["at"]), SeenBy: v["seen_by"],
	}
}

// Values writes the rating's fields.
func (r TargetRating) Values() Values {
	return Values{
		"exercise": r.ExerciseID, "objective": r.ObjectiveID, "target": r.TargetID, "evaluator": r.Evaluator,
		"rating": string(r.Rating), "explanation": r.Explanation, "elapsed": number(r.Elapsed), "at": moment(r.At),
	}
}

// TargetRatingFrom reads a rating from its fields.
func TargetRatingFrom(id string, v Values) TargetRating {
	return TargetRating{
		ID: id, ExerciseID: v["exercise"], ObjectiveID: v["objective"], TargetID: v["target"],
		Evaluator: v["evaluator"], Rating: Rating(v["rating"]), Explanation: v["explanation"],
		Elapsed: whole(v["elapsed"]), At: momentFrom(v["at"]),
	}
}

// Values writes the feedback's fields.
func (f Feedback) Values() Values {
	v := Values{
		"exercise": f.ExerciseID, "exercise_role": string(f.Role), "strengths": f.Strengths,
		"improvements": f.Improvements, "comments": f.Comments,
	}
	for _, s := range FeedbackStatements() {
		v[s] = number(f.Scores[s])
	}
	return v
}

// FeedbackFrom reads feedback from its fields.
func FeedbackFrom(id string, v Values) Feedback {
	f := Feedback{
		ID: id, ExerciseID: v["exercise"], Role: ExerciseRole(v["exercise_role"]), Scores: map[string]int{},
		Strengths: v["strengths"], Improvements: v["improvements"], Comments: v["comments"],
	}
	for _, s := range FeedbackStatements() {
		if n := whole(v[s]); n > 0 {
			f.Scores[s] = n
		}
	}
	return f
}

// With is the record with some changes made to it, as the file will have it. Changes of other
// things are passed over.
func (e ExerciseRecord) With(changes []Change) ExerciseRecord {
	added := map[string]Values{}
	for _, c := range changes {
		if c.Field == Present && c.New == "1" {
			added[c.ID] = emptyOf(c.Entity)
		}
	}
	for _, c := range changes {
		if values, ok := added[c.ID]; ok {
			values[c.Field] = c.New
		}
	}
	for _, c := range changes {
		if _, ok := added[c.ID]; ok && c.Field != Present {
			continue
		}
		values := added[c.ID]
		if values != nil && values["exercise"] != e.ID {
			continue
		}
		switch c.Entity {
		case ExerciseEntity:
			if c.ID == e.ID && c.Field != Present {
				v := e.Values()
				v[c.Field] = c.New
				e.Exercise = ExerciseFrom(e.ID, v)
			}
		case ModuleEntity:
			e.Modules = Patched(e.Modules, c, values, func(m Module) string { return m.ID }, ModuleFrom)
		case ObjectiveEntity:
			e.Objectives = Patched(e.Objectives, c, values, func(o Objective) string { return o.ID }, ObjectiveFrom)
		case TargetEntity:
			e.Targets = Patched(e.Targets, c, values, func(t Target) string { return t.ID }, TargetFrom)
		case InjectEntity:
			e.Injects = Patched(e.Injects, c, values, func(i Inject) string { return i.ID }, InjectFrom)
		case QuestionEntity:
			e.Questions = Patched(e.Questions, c, values, func(q Question) string { return q.ID }, QuestionFrom)
		case ParticipantEntity:
			e.Participants = Patched(e.Participants, c, values, func(p Participant) string { return p.ID }, ParticipantFrom)
		case HappeningEntity:
			e.Happenings = Patched(e.Happenings, c, values, func(h Happening) string { return h.ID }, HappeningFrom)
		case ObservationEntity:
			e.Observations = Patched(e.Observations, c, values, func(o Observation) string { return o.ID }, ObservationFrom)
		case RatingEntity:
			e.Ratings = Patched(e.Ratings, c, values, func(r TargetRating) string { return r.ID }, TargetRatingFrom)
		case FeedbackEntity:
			e.Feedback = Patched(e.Feedback, c, values, func(f Feedback) string { return f.ID }, FeedbackFrom)
		}
	}
	e.Questions = slices.Clone(e.Questions) // their order follows that of the modules
	e.Sort()
	return e
}

// Patched is a list with one change made to one of its members: added where values are given,
// taken out where it is not present any more, else with another value in one field. The list
// itself stays as it is.
func Patched[T Valued](list []T, c Change, values Values, id func(T) string, from func(string, Values) T) []T {
	if values != nil {
		return append(slices.Clip(list), from(c.ID, values))
	}
	i := slices.IndexFunc(list, func(x T) bool { return id(x) == c.ID })
	if i < 0 {
		return list
	}
	list = slices.Clone(list)
	if c.Field == Present {
		return slices.Delete(list, i, i+1)
	}
	v := list[i].Values()
	v[c.Field] = c.New
	list[i] = from(c.ID, v)
	return list
}
