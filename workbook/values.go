package workbook

import (
	"slices"
	"strconv"
)

// Values are an entity's fields as text, by name, without Present.
type Values map[string]string

func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func flag(b bool) string {
	if b {
		return "1"
	}
	return "0"
}

// Values writes the school's fields.
func (s School) Values() Values {
	return Values{
		"name": s.Name, "district": s.District, "address": s.Address, "levels": JoinIDs(s.Levels),
		"enrollment": number(s.Enrollment), "staff": number(s.Staff), "note": s.Note,
	}
}

// Values writes the zone's fields.
func (z Zone) Values() Values {
	return Values{"school": z.SchoolID, "building": z.Building, "name": z.Name}
}

// Values writes the contact's fields.
func (c Contact) Values() Values {
	return Values{
		"schools": JoinIDs(c.Schools), "name": c.Name, "role": c.Role, "organization": c.Organization,
		"phone": c.Phone, "email": c.Email, "receives_plan": flag(c.ReceivesPlan),
	}
}

// Values writes the event's fields.
func (e SchoolEvent) Values() Values {
	return Values{
		"school": e.SchoolID, "name": e.Name, "date": string(e.Date), "people": number(e.People),
		"note": e.Note,
	}
}

// Values writes the answer's fields.
func (a Answer) Values() Values {
	return Values{
		"status": string(a.Status), "reason": a.Reason, "probability": string(a.Probability),
		"magnitude": string(a.Magnitude), "override": string(a.Override), "note": a.Note,
		"owner": a.Owner, "target": string(a.Target), "zones": JoinIDs(a.Zones),
		"reviewed_by": a.ReviewedBy, "reviewed_on": string(a.ReviewedOn), "disproved": a.Disproved,
		"item_version": number(a.ItemVersion),
	}
}

// Values writes the action's fields.
func (a Action) Values() Values {
	return Values{
		"title": a.Title, "description": a.Description, "schools": JoinIDs(a.Schools),
		"items": JoinIDs(a.Items), "owner": a.Owner, "organization": a.Organization,
		"element": string(a.Element), "status": string(a.Status), "start": string(a.Start),
		"target": string(a.Target), "completed": string(a.Completed), "review": string(a.Review),
		"cost": number(a.Cost), "finding": a.Finding,
	}
}

// Valued is anything that can write its fields.
type Valued interface{ Values() Values }

// Add is the change set that brings an entity into a workbook: it becomes present with
// every field that is not at its empty value.
func Add(e Entity, id string, v Valued) []Change {
	return append([]Change{{Entity: e, ID: id, Field: Present, New: "1"}}, edits(e, id, emptyOf(e), v.Values())...)
}

// Edit is the change set from one state of an entity to another: the fields that differ.
func Edit(e Entity, id string, from, to Valued) []Change {
	return edits(e, id, from.Values(), to.Values())
}

// Remove is the change that takes an entity out; its fields stay in the history.
func Remove(e Entity, id string) []Change {
	return []Change{{Entity: e, ID: id, Field: Present, New: "0"}}
}

// EditAnswer is [Edit] for an answer; an answer needs no adding.
func EditAnswer(from, to Answer) []Change { return Edit(AnswerEntity, to.ID(), from, to) }

// EditStep is [Edit] for a step of an event; a step needs no adding either.
func EditStep(from, to Step) []Change { return Edit(StepEntity, to.ID(), from, to) }

func emptyOf(e Entity) Values {
	values := Values{}
	for _, f := range FieldsOf(e) {
		values[f.Name] = f.Empty
	}
	return values
}

func edits(e Entity, id string, from, to Values) []Change {
	var changes []Change
	for _, f := range FieldsOf(e) {
		value, ok := to[f.Name]
		if ok && value != from[f.Name] {
			changes = append(changes, Change{Entity: e, ID: id, Field: f.Name, Old: from[f.Name], New: value})
		}
	}
	return changes
}

// Same reports whether two states of an entity hold the same values.
func Same(a, b Valued) bool {
	x, y := a.Values(), b.Values()
	for name, value := range x {
		if y[name] != value {
			return false
		}
	}
	return len(x) == len(y)
}

// typed turns codes read from a field into their type.
func typed[T ~string](list []string) []T {
	out := make([]T, len(list))
	for i, c := range list {
		out[i] = T(c)
	}
	return out
}

func whole(value string) int {
	n, _ := strconv.Atoi(value) // checked on the way in; empty is 0
	return n
}

// SchoolFrom reads a school from its fields.
func SchoolFrom(id string, v Values) School {
	return School{
		ID: id, Name: v["name"], District: v["district"], Address: v["address"],
		Levels: sortedLevels(typed[Level](SplitIDs(v["levels"]))), Enrollment: whole(v["enrollment"]),
		Staff: whole(v["staff"]), Note: v["note"],
	}
}

// sortedLevels puts levels in school order; fields hold them by code.
func sortedLevels(levels []Level) []Level {
	slices.SortFunc(levels, func(a, b Level) int {
		return slices.Index(Levels(), a) - slices.Index(Levels(), b)
	})
	return levels
}

// ZoneFrom reads a zone from its fields.
func ZoneFrom(id string, v Values) Zone {
	return Zone{ID: id, SchoolID: v["school"], Building: v["building"], Name: v["name"]}
}

// ContactFrom reads a contact from its fields.
func ContactFrom(id string, v Values) Contact {
	return Contact{
		ID: id, Schools: SplitIDs(v["schools"]), Name: v["name"], Role: v["role"],
		Organization: v["organization"], Phone: v["phone"], Email: v["email"],
		ReceivesPlan: v["receives_plan"] == "1",
	}
}

// EventFrom reads a school event from its fields.
func EventFrom(id string, v Values) SchoolEvent {
	return SchoolEvent{
		ID: id, SchoolID: v["school"], Name: v["name"], Date: Date(v["date"]),
		People: whole(v["people"]), Note: v["note"],
	}
}

// AnswerFrom reads an answer from its fields.
func AnswerFrom(schoolID, itemID string, v Values) Answer {
	return Answer{
		SchoolID: schoolID, ItemID: itemID, Status: Status(v["status"]), Reason: v["reason"],
		Probability: Probability(v["probability"]), Magnitude: Magnitude(v["magnitude"]),
		Override: Priority(v["override"]), Note: v["note"], Owner: v["owner"],
		Target: Date(v["target"]), Zones: SplitIDs(v["zones"]), ReviewedBy: v["reviewed_by"],
		ReviewedOn: Date(v["reviewed_on"]), Disproved: v["disproved"], ItemVersion: whole(v["item_version"]),
	}
}

// ActionFrom reads an action from its fields.
func ActionFrom(id string, v Values) Action {
	return Action{
		ID: id, Title: v["title"], Description: v["description"], Schools: SplitIDs(v["schools"]),
		Items: SplitIDs(v["items"]), Owner: v["owner"], Organization: v["organization"],
		Element: CapabilityElement(v["element"]), Status: ActionStatus(v["status"]),
		Start: Date(v["start"]), Target: Date(v["target"]), Completed: Date(v["completed"]),
		Review: Date(v["review"]), Cost: whole(v["cost"]),
		Finding: v["finding"],
	}
}
