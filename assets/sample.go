package assets

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"time"

	"go.yaml.in/yaml/v3"

	"forethought/workbook"
)

const sampleName = "samples/cedar-valley.yaml"

// Seat of the invented authors of the sample district. It belongs to no installation, so
// nobody's undo reaches into what they wrote.
const sampleSeat = "sample"

// Sample is the sample district as the batches that make it, the earliest first: one
// invented district with three schools, their answers to the built-in case, their
// actions, an exercise that was held and one that is planned, each dated on or before today.
// Its days are counted from today and fall on working days. Every change passes
// [workbook.Change.Check] and refers to nothing that is not there; newID gives the ids of
// schools, zones, contacts, events, actions and exercises. An error means that the built-in sample
// does not fit the built-in case.
func Sample(today workbook.Date, newID func() string) ([]workbook.DatedBatch, error) {
	c, err := LoadBuiltInCase()
	if err != nil {
		return nil, err
	}
	return readSample(mustRead(sampleName), c, today, newID)
}

// latestSampleDay keeps what is told to have happened in the past there, also when its day
// moves past a weekend.
const latestSampleDay = -3

type sampleFile struct {
	Case     string                  `yaml:"case"`
	District string                  `yaml:"district"`
	Authors  map[string]sampleAuthor `yaml:"authors"`
	Schools  []sampleSchool          `yaml:"schools"`
	Actions  []sampleRegister        `yaml:"actions"`

	Exercises []sampleExercise `yaml:"exercises"`
}

type sampleAuthor struct {
	Name string `yaml:"name"`
	Role string `yaml:"role"`
}

// sampleStep says who did something, and how many days from today.
type sampleStep struct {
	By  string `yaml:"by"`
	Day int    `yaml:"day"`
}

type sampleSchool struct {
	Key        string           `yaml:"key"`
	Name       string           `yaml:"name"`
	Address    string           `yaml:"address"`
	Levels     []workbook.Level `yaml:"levels"`
	Enrollment int              `yaml:"enrollment"`
	Staff      int              `yaml:"staff"`
	Note       string           `yaml:"note"`
	SetUp      sampleStep       `yaml:"set_up"`
	Zones      []sampleZone     `yaml:"zones"`
	Contacts   []sampleContact  `yaml:"contacts"`
	Events     []sampleEvent    `yaml:"events"`
	Rounds     []sampleRound    `yaml:"rounds"`
}

type sampleZone struct {
	Key      string `yaml:"key"`
	Building string `yaml:"building"`
	Name     string `yaml:"name"`
}

type sampleContact struct {
	Name         string `yaml:"name"`
	Role         string `yaml:"role"`
	Organization string `yaml:"organization"`
	Phone        string `yaml:"phone"`
	Email        string `yaml:"email"`
	ReceivesPlan bool   `yaml:"receives_plan"`
}

type sampleEvent struct {
	Name   string       `yaml:"name"`
	Day    int          `yaml:"day"`
	People int          `yaml:"people"`
	Note   string       `yaml:"note"`
	Ready  *sampleReady `yaml:"ready"`
}

// sampleReady is how far an event has come with the case's protective steps, as one person
// entered it on one day.
type sampleReady struct {
	sampleStep `yaml:",inline"`
	Given      []sampleEventStep `yaml:"given"`
}

type sampleEventStep struct {
	Step   string              `yaml:"step"`
	Status workbook.StepStatus `yaml:"status"` // to do where it is not given
	Owner  string              `yaml:"owner"`
	Due    *int                `yaml:"due"`
	Done   *int                `yaml:"done"`
	Note   string              `yaml:"note"`
}

// sampleRound is a round of answers; a later one may answer an item anew.
type sampleRound struct {
	sampleStep `yaml:",inline"`
	ReviewedBy string         `yaml:"reviewed_by"` // of all its answers, on its day
	Given      []sampleAnswer `yaml:"given"`
}

type sampleAnswer struct {
	Item     string            `yaml:"item"`
	Status   workbook.Status   `yaml:"status"`
	Reason   string            `yaml:"reason"`
	Risk     []string          `yaml:"risk"` // probability, magnitude
	Priority workbook.Priority `yaml:"priority"`
	Note     string            `yaml:"note"`
	Owner    string            `yaml:"owner"`
	Target   *int              `yaml:"target"`
	Zones    []string          `yaml:"zones"` // keys
}

// sampleRegister is a set of actions that one person entered on one day.
type sampleRegister struct {
	sampleStep `yaml:",inline"`
	Register   []sampleAction `yaml:"register"`
}

type sampleAction struct {
	Title        string                     `yaml:"title"`
	Description  string                     `yaml:"description"`
	Schools      []string                   `yaml:"schools"` // keys
	Items        []string                   `yaml:"items"`
	Owner        string                     `yaml:"owner"`
	Organization string                     `yaml:"organization"`
	Element      workbook.CapabilityElement `yaml:"element"`
	Status       workbook.ActionStatus      `yaml:"status"`
	Start        *int                       `yaml:"start"`
	Target       *int                       `yaml:"target"`
	Completed    *int                       `yaml:"completed"`
	Review       *int                       `yaml:"review"`
	Cost         int                        `yaml:"cost"`
}

// sampler turns the file into batches and gathers what is wrong with it.
type sampler struct {
	file    sampleFile
	theCase *workbook.Case
	today   workbook.Date
	newID   func() string
	schools map[string]*settledSchool // by key
	actions map[string]string         // ids by title
	batches []workbook.DatedBatch
	faults  []error
}

// settledSchool is a school that has its id, with what may be referred to in it.
type settledSchool struct {
	id      string
	since   int // the day of its set-up
	zones   map[string]string
	people  map[string]bool
	answers workbook.Answers
	record  workbook.SchoolRecord
}

func readSample(data []byte, c *workbook.Case, today workbook.Date, newID func() string) ([]workbook.DatedBatch, error) {
	s := &sampler{theCase: c, today: today, newID: newID, schools: map[string]*settledSchool{}, actions: map[string]string{}}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(&s.file); err != nil {
		return nil, fmt.Errorf("read sample: %w", err)
	}
	if s.file.Case != c.ID {
		return nil, fmt.Errorf("read sample: made for case %q, not %q", s.file.Case, c.ID)
	}
	for i, school := range s.file.Schools {
		s.school(fmt.Sprintf("schools[%d]", i), school)
	}
	for i, r := range s.file.Actions {
		s.register(fmt.Sprintf("actions[%d]", i), r)
	}
	for i, e := range s.file.Exercises {
		s.exercise(fmt.Sprintf("exercises[%d]", i), e)
	}
	if len(s.faults) > 0 {
		return nil, fmt.Errorf("read sample: %w", errors.Join(s.faults...))
	}
	slices.SortStableFunc(s.batches, func(a, b workbook.DatedBatch) int { return cmp.Compare(a.On, b.On) })
	return s.batches, nil
}

func (s *sampler) fault(at, format string, args ...any) {
	s.faults = append(s.faults, fmt.Errorf("%s: %s", at, fmt.Sprintf(format, args...)))
}

// day is the day n days from today, or the Monday after when that is a weekend.
func (s *sampler) day(n int) workbook.Date {
	switch d := s.today.AddDays(n); d.Time().Weekday() {
	case time.Saturday:
		return d.AddDays(2)
	case time.Sunday:
		return d.AddDays(1)
	default:
		return d
	}
}

func (s *sampler) optionalDay(n *int) workbook.Date {
	if n == nil {
		return ""
	}
	return s.day(*n)
}

// batch checks changes and adds them as one step.
func (s *sampler) batch(at string, step sampleStep, changes []workbook.Change) {
	author, ok := s.file.Authors[step.By]
	if !ok {
		s.fault(at+".by", "%q is not one of the authors", step.By)
	}
	if step.Day > latestSampleDay {
		s.fault(at+".day", "%d is too late, the latest is %d", step.Day, latestSampleDay)
	}
	s.batches = append(s.batches, workbook.DatedBatch{
		On:      s.day(step.Day),
		Author:  workbook.Author{Name: author.Name, Role: author.Role, Seat: sampleSeat},
		Changes: changes,
	})
}

// checked passes changes on and notes those that no workbook would take.
func (s *sampler) checked(at string, changes []workbook.Change) []workbook.Change {
	for _, c := range changes {
		if err := c.Check(); err != nil {
			s.faults = append(s.faults, fmt.Errorf("%s: %w", at, err))
		}
	}
	return changes
}

func (s *sampler) school(at string, in sampleSchool) {
	if in.Key == "" || s.schools[in.Key] != nil {
		s.fault(at+".key", "%q is empty or used twice", in.Key)
		return
	}
	school := &settledSchool{
		id: s.newID(), since: in.SetUp.Day, zones: map[string]string{}, people: map[string]bool{},
		answers: workbook.Answers{},
	}
	s.schools[in.Key] = school
	school.record.School = workbook.School{
		ID: school.id, Name: in.Name, District: s.file.District, Address: in.Address, Levels: in.Levels,
		Enrollment: in.Enrollment, Staff: in.Staff, Note: in.Note,
	}
	changes := s.checked(at, workbook.Add(workbook.SchoolEntity, school.id, school.record.School))
	add := func(part string, i int, e workbook.Entity, v workbook.Valued) string {
		id := s.newID()
		changes = append(changes, s.checked(fmt.Sprintf("%s.%s[%d]", at, part, i), workbook.Add(e, id, v))...)
		return id
	}
	for i, z := range in.Zones {
		if z.Key == "" || school.zones[z.Key] != "" {
			s.fault(fmt.Sprintf("%s.zones[%d].key", at, i), "%q is empty or used twice", z.Key)
		}
		zone := workbook.Zone{SchoolID: school.id, Building: z.Building, Name: z.Name}
		zone.ID = add("zones", i, workbook.ZoneEntity, zone)
		school.zones[z.Key] = zone.ID
		school.record.Zones = append(school.record.Zones, zone)
	}
	for i, c := range in.Contacts {
		school.people[c.Name] = true
		contact := workbook.Contact{
			Schools: []string{school.id}, Name: c.Name, Role: c.Role, Organization: c.Organization,
			Phone: c.Phone, Email: c.Email, ReceivesPlan: c.ReceivesPlan,
		}
		contact.ID = add("contacts", i, workbook.ContactEntity, contact)
		school.record.Contacts = append(school.record.Contacts, contact)
	}
	events := make([]string, len(in.Events))
	for i, e := range in.Events {
		event := workbook.SchoolEvent{SchoolID: school.id, Name: e.Name, Date: s.day(e.Day), People: e.People, Note: e.Note}
		event.ID = add("events", i, workbook.EventEntity, event)
		events[i] = event.ID
		school.record.Events = append(school.record.Events, event)
	}
	s.batch(at+".set_up", in.SetUp, changes)
	for i, e := range in.Events {
		if e.Ready != nil {
			s.ready(fmt.Sprintf("%s.events[%d].ready", at, i), school, events[i], *e.Ready)
		}
	}
	last := in.SetUp.Day
	for i, r := range in.Rounds {
		in := fmt.Sprintf("%s.rounds[%d]", at, i)
		if r.Day < last {
			s.fault(in+".day", "%d comes before what stands above it", r.Day)
		}
		last = r.Day
		s.round(in, school, r)
	}
}

func (s *sampler) ready(at string, school *settledSchool, event string, r sampleReady) {
	if r.Day < school.since {
		s.fault(at+".day", "%d comes before the set-up", r.Day)
	}
	var changes []workbook.Change
	seen := map[string]bool{}
	for i, g := range r.Given {
		in := fmt.Sprintf("%s.given[%d]", at, i)
		if _, ok := s.theCase.EventStep(g.Step); !ok || seen[g.Step] {
			s.fault(in+".step", "%q is not a step of the case, or stands here twice", g.Step)
		}
		seen[g.Step] = true
		s.knows(in+".owner", []*settledSchool{school}, g.Owner)
		if g.Done != nil && *g.Done > r.Day {
			s.fault(in+".done", "%d comes after the day on which it was entered", *g.Done)
		}
		to := workbook.Step{
			EventID: event, StepID: g.Step, Status: cmp.Or(g.Status, workbook.StepToDo), Owner: g.Owner,
			Due: s.optionalDay(g.Due), Done: s.optionalDay(g.Done), Note: g.Note,
		}
		changes = append(changes, s.checked(in, workbook.EditStep(workbook.Steps{}.Of(event, g.Step), to))...)
	}
	s.batch(at, r.sampleStep, changes)
}

func (s *sampler) round(at string, school *settledSchool, r sampleRound) {
	s.knows(at+".reviewed_by", []*settledSchool{school}, r.ReviewedBy)
	var changes []workbook.Change
	seen := map[string]bool{}
	for i, g := range r.Given {
		in := fmt.Sprintf("%s.given[%d]", at, i)
		s.item(in+".item", g.Item, seen)
		a := workbook.Answer{
			SchoolID: school.id, ItemID: g.Item, Status: g.Status, Reason: g.Reason,
			Override: g.Priority, Note: g.Note, Owner: g.Owner, Target: s.optionalDay(g.Target),
		}
		switch len(g.Risk) {
		case 0:
		case 2:
			a.Probability, a.Magnitude = workbook.Probability(g.Risk[0]), workbook.Magnitude(g.Risk[1])
		default:
			s.fault(in+".risk", "it takes a probability and a magnitude")
		}
		for _, key := range g.Zones {
			if school.zones[key] == "" {
				s.fault(in+".zones", "%q is not a zone of this school", key)
			}
			a.Zones = append(a.Zones, school.zones[key])
		}
		if r.ReviewedBy != "" {
			a.ReviewedBy, a.ReviewedOn = r.ReviewedBy, s.day(r.Day)
		}
		s.knows(in+".owner", []*settledSchool{school}, g.Owner)
		if a.LacksReason() {
			s.fault(in+".reason", "not necessary asks for a reason")
		}
		changes = append(changes, s.checked(in, workbook.EditAnswer(school.answers.Of(school.id, g.Item), a))...)
		school.answers[g.Item] = a
	}
	s.batch(at, r.sampleStep, changes)
}

func (s *sampler) register(at string, r sampleRegister) {
	var changes []workbook.Change
	for i, in := range r.Register {
		changes = append(changes, s.action(fmt.Sprintf("%s.register[%d]", at, i), r.Day, in)...)
	}
	s.batch(at, r.sampleStep, changes)
}

func (s *sampler) action(at string, day int, in sampleAction) []workbook.Change {
	a := workbook.Action{
		Title: in.Title, Description: in.Description, Items: in.Items, Owner: in.Owner,
		Organization: in.Organization, Element: in.Element, Status: in.Status,
		Start: s.optionalDay(in.Start), Target: s.optionalDay(in.Target),
		Completed: s.optionalDay(in.Completed), Review: s.optionalDay(in.Review), Cost: in.Cost,
	}
	var served []*settledSchool
	for _, key := range in.Schools {
		school := s.schools[key]
		if school == nil {
			s.fault(at+".schools", "%q is not the key of a school", key)
			continue
		}
		if day < school.since {
			s.fault(at, "comes before the set-up of %q", key)
		}
		served = append(served, school)
		a.Schools = append(a.Schools, school.id)
	}
	if len(in.Schools) == 0 || len(in.Items) == 0 {
		s.fault(at, "an action serves a school and an item")
	}
	seen := map[string]bool{}
	for _, id := range in.Items {
		s.item(at+".items", id, seen)
	}
	s.knows(at+".owner", served, in.Owner)
	id := s.newID()
	s.actions[a.Title] = id
	return s.checked(at, workbook.Add(workbook.ActionEntity, id, a))
}

// item checks a reference to an item of the case.
func (s *sampler) item(at, id string, seen map[string]bool) {
	if _, ok := s.theCase.Item(id); !ok {
		s.fault(at, "%q is not an item of the case", id)
	}
	if seen[id] {
		s.fault(at, "%q stands here twice", id)
	}
	seen[id] = true
}

// knows checks that a person is a contact of one of the schools; nobody is fine.
func (s *sampler) knows(at string, schools []*settledSchool, name string) {
	if name == "" || slices.ContainsFunc(schools, func(x *settledSchool) bool { return x.people[name] }) {
		return
	}
	s.fault(at, "%q is not a contact there", name)
}
