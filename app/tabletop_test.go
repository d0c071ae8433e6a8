package app

import "forethought/workbook"

// tabletop adds a tabletop of two hours to the chosen school: three modules, two objectives
// with a capability target each, six injects of which one is off the timeline and one is
// linked to nothing, three questions and four who take part.
func (b *bench) tabletop() workbook.ExerciseRecord {
	b.t.Helper()
	v, items := b.desk.view(), b.desk.theCase.Items
	e := workbook.Exercise{
		ID: newID(), SchoolID: v.School.ID, Name: "Opening day tabletop", Date: "2026-09-14", Starts: "09:00", Minutes: 120,
		Welcome: 10, Place: "School library", Sponsor: "Cedar Valley District", Contact: "Priya Raman",
		Purpose: "Try out what the plan says about opening day.", Scope: "Two hours around one table.",
		Missions: []workbook.MissionArea{"prevention", "response"}, Threat: "Armed intrusion",
		Scenario: "It is opening day, and families fill the yard.",
	}
	changes := workbook.Add(workbook.ExerciseEntity, e.ID, e)
	add := func(entity workbook.Entity, id string, x workbook.Valued) string {
		changes = append(changes, workbook.Add(entity, id, x)...)
		return id
	}
	var modules, objectives []string
	for i, m := range []workbook.Module{
		{Title: "Warning and prevention", Minutes: 30, Story: "08:30", Text: "The ceremony begins in half an hour."},
		{Title: "Initial response", Minutes: 35, Story: "09:05", Text: "Calls reach the office from several sides."},
		{Title: "Reunification, surge and recovery", Minutes: 30, Story: "11:00", Text: "Families gather at the side gate."},
	} {
		m.ID, m.ExerciseID, m.Position = newID(), e.ID, i+1
		modules = append(modules, add(workbook.ModuleEntity, m.ID, m))
	}
	for i, o := range []workbook.Objective{
		{Title: "Warn and decide", Text: "The office decides within five minutes whom to warn.", Capability: "public-information-and-warning", Items: []string{items[0].ID}},
		{Title: "Count everybody", Text: "Each zone reports a count within fifteen minutes.", Capability: "situational-assessment", Items: []string{items[20].ID}},
	} {
		o.ID, o.ExerciseID, o.Position = newID(), e.ID, i+1
		objectives = append(objectives, add(workbook.ObjectiveEntity, o.ID, o))
		t := workbook.Target{ID: newID(), ExerciseID: e.ID, ObjectiveID: o.ID, Position: 1, Text: "Within the time that the plan sets", Tasks: "Say who decides\nWrite down when"}
		add(workbook.TargetEntity, t.ID, t)
	}
	for i, x := range []workbook.Inject{
		{Minute: 14, Story: "08:40", Text: "A parent reports an unmarked truck waiting by the north drive.", Mode: "Phone call", From: "A parent", To: "Front office", Expected: "They decide who goes to look."},
		{Minute: 25, Text: "The office line is busy; two teachers report by text instead.", Mode: "Text message", From: "Two teachers", To: "Principal"},
		{Minute: 45, Story: "09:10", Text: "The county asks how many people are on site today.", Mode: "Radio", From: "County EOC", To: "Principal"},
		{Minute: 60, Text: "A news post gives a number of children that is far too low.", Mode: "Social media", From: "A newsroom", To: "Spokesperson"},
		{Minute: 85, Story: "11:15", Text: "Families arrive at the side gate and ask for their children.", Mode: "In person", From: "Families", To: "Reunification lead"},
		{OffTimeline: true, Type: workbook.Contingency, Text: "The liaison calls and asks who decides.", Mode: "Phone call", From: "Police liaison", To: "Principal"},
	} {
		x.ID, x.ExerciseID = newID(), e.ID
		if x.Type == "" {
			x.Type = workbook.Standard
		}
		x.ModuleID = modules[min(i/2, 2)]
		if i != 3 { // linked to nothing
			x.Objectives, x.Items = []string{objectives[i%2]}, []string{items[i].ID}
		}
		add(workbook.InjectEntity, x.ID, x)
	}
	for i, text := range []string{
		"Who decides whether the ceremony moves indoors, and who tells families?",
		"What would make you call the police before you are sure?", "Who counts, and who is told the number?",
	} {
		q := workbook.Question{ID: newID(), ExerciseID: e.ID, ModuleID: modules[i/2], Position: i + 1, Text: text, Points: "A name, not a title.",
			Objectives: []string{objectives[0]}, Items: []string{items[i].ID}}
		add(workbook.QuestionEntity, q.ID, q)
	}
	for _, p := range []workbook.Participant{
		{Name: "Priya Raman", Title: "Principal", Organization: "School", Role: workbook.Player},
		{Name: "Sam Ortiz", Title: "Liaison officer", Organization: "Police", Role: workbook.Player},
		{Name: "Jordan Lee", Title: "School safety lead", Organization: "District", Role: workbook.Facilitator},
		{Name: "Ada Brook", Title: "Emergency manager", Organization: "County", Role: workbook.Evaluator},
	} {
		p.ID, p.ExerciseID = newID(), e.ID
		add(workbook.ParticipantEntity, p.ID, p)
	}
	b.desk.do(changes...)
	b.settle()
	return b.exerciseOnDisk(e.ID)
}
