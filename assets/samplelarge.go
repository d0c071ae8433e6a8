package assets

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"

	"go.yaml.in/yaml/v3"

	"forethought/workbook"
)

// MaxLargeSample is how many schools a large sample may have.
const MaxLargeSample = 20_000

// answersEach is how many items each school of a large sample has answered.
const answersEach = 33

type largeFile struct {
	District string        `yaml:"district"`
	Places   []string      `yaml:"places"`
	Grounds  []string      `yaml:"grounds"`
	Streets  []string      `yaml:"streets"`
	Given    []string      `yaml:"given"`
	Family   []string      `yaml:"family"`
	Zones    []sampleSpace `yaml:"zones"`
	Events   []string      `yaml:"events"`
	Notes    []string      `yaml:"notes"`
	Reasons  []string      `yaml:"reasons"`
}

type sampleSpace struct {
	Building string `yaml:"building"`
	Name     string `yaml:"name"`
}

// LargeSample is an invented district of many schools as the batches that make it, two for
// each school: how it was set up, and a round through the checklists with its actions. The
// same number of schools and the same day give the same district, ids included, and a smaller
// one is the beginning of a larger one but for its days. The batches come in the order of
// their days, one at a time.
func LargeSample(c *workbook.Case, today workbook.Date, schools int) (iter.Seq[workbook.DatedBatch], error) {
	l := &large{theCase: c, today: today, schools: schools}
	dec := yaml.NewDecoder(bytes.NewReader(mustRead("samples/large.yaml")))
	dec.KnownFields(true)
	if err := dec.Decode(&l.file); err != nil {
		return nil, fmt.Errorf("read large sample: %w", err)
	}
	return func(yield func(workbook.DatedBatch) bool) {
		for n := range schools {
			if s := l.school(n); !yield(l.setUp(n, s)) {
				return
			}
		}
		for n := range schools {
			if s := l.school(n); !yield(l.round(n, s)) {
				return
			}
		}
	}, nil
}

// large makes the schools of a large sample.
type large struct {
	theCase *workbook.Case
	file    largeFile
	today   workbook.Date
	schools int
}

// invented is a school with its dice, which fall on the same for its number each time.
type invented struct {
	workbook.SchoolRecord
	dice *rand.Rand
	ids  *rand.Rand
	lead string
}

// id is a UUIDv7 of the district's first day and the school's dice.
func (s *invented) id() string {
	var b [16]byte
	binary.BigEndian.PutUint64(b[8:], s.ids.Uint64())
	binary.BigEndian.PutUint64(b[:8], s.ids.Uint64())
	const day = 1_788_000_000_000 // milliseconds; any would do
	binary.BigEndian.PutUint32(b[:4], uint32(day>>16))
	binary.BigEndian.PutUint16(b[4:], uint16(day&0xffff))
	b[6], b[8] = b[6]&0x0f|0x70, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

func pick[T any](dice *rand.Rand, all []T) T { return all[dice.IntN(len(all))] }

func (l *large) school(n int) *invented {
	s := &invented{dice: rand.New(rand.NewPCG(2004, uint64(n))), ids: rand.New(rand.NewPCG(9, uint64(n)))}
	f := l.file
	kinds := []struct {
		name   string
		levels []workbook.Level
		pupils int
	}{
		{"Elementary School", []workbook.Level{"elementary", "pre-k"}, 420}, {"Elementary School", []workbook.Level{"elementary"}, 380},
		{"Middle School", []workbook.Level{"middle"}, 610}, {"High School", []workbook.Level{"high"}, 1180},
	}
	kind := kinds[n%len(kinds)]
	name := f.Places[n*31%len(f.Places)] + " " + f.Grounds[n/len(f.Places)%len(f.Grounds)] + " " + kind.name
	if again := n / (len(f.Places) * len(f.Grounds)); again > 0 {
		name = fmt.Sprintf("%s %d", name, again+1)
	}
	pupils := kind.pupils*3/4 + s.dice.IntN(kind.pupils/2)
	s.School = workbook.School{
		ID: s.id(), Name: name, District: f.District, Address: fmt.Sprintf("%d %s", 1+s.dice.IntN(980), pick(s.dice, f.Streets)),
		Levels: slices.Sorted(slices.Values(kind.levels)), Enrollment: pupils, Staff: pupils / 9,
	}
	for _, z := range f.Zones[:4+s.dice.IntN(len(f.Zones)-3)] {
		s.Zones = append(s.Zones, workbook.Zone{ID: s.id(), SchoolID: s.ID, Building: z.Building, Name: z.Name})
	}
	for i, role := range []string{"Principal", "School safety lead", "Head custodian"} {
		s.Contacts = append(s.Contacts, workbook.Contact{
			ID: s.id(), Schools: []string{s.ID}, Name: pick(s.dice, f.Given) + " " + pick(s.dice, f.Family), Role: role,
			Organization: name, Phone: fmt.Sprintf("555-01%02d", s.dice.IntN(100)), ReceivesPlan: i < 2,
		})
	}
	s.lead = s.Contacts[1].Name
	s.Events = []workbook.SchoolEvent{{
		ID: s.id(), SchoolID: s.ID, Name: pick(s.dice, f.Events), Date: l.workday(7 + s.dice.IntN(150)), People: pupils / 2,
	}}
	return s
}

// workday is the day n days from today, or the Monday after when that is a weekend.
func (l *large) workday(n int) workbook.Date {
	s := sampler{today: l.today}
	return s.day(n)
}

// on is a day between two numbers of days from today, as far between as the school is in the
// district.
func (l *large) on(n, from, to int) workbook.Date { return l.workday(from + (to-from)*n/l.schools) }

func (l *large) setUp(n int, s *invented) workbook.DatedBatch {
	changes := workbook.Add(workbook.SchoolEntity, s.ID, s.School)
	for _, z := range s.Zones {
		changes = append(changes, workbook.Add(workbook.ZoneEntity, z.ID, z)...)
	}
	for _, c := range s.Contacts {
		changes = append(changes, workbook.Add(workbook.ContactEntity, c.ID, c)...)
	}
	for _, e := range s.Events {
		changes = append(changes, workbook.Add(workbook.EventEntity, e.ID, e)...)
	}
	return workbook.DatedBatch{On: l.on(n, -160, -95), Author: workbook.Author{Name: "Denise Okafor", Role: "District safety director", Seat: sampleSeat}, Changes: changes}
}

// round is a walk through the checklists: some items, the most pressing of the gaps with an
// action.
func (l *large) round(n int, s *invented) workbook.DatedBatch {
	day := l.on(n, -90, -4)
	items := slices.Clone(l.theCase.Items)
	s.dice.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	items = items[:min(len(items), answersEach)]
	slices.SortFunc(items, func(a, b workbook.Item) int { return cmp.Compare(a.ID, b.ID) })
	var changes []workbook.Change
	actions := 0
	for _, it := range items {
		a := l.answer(s, it, day)
		changes = append(changes, workbook.EditAnswer(workbook.BlankAnswer(s.ID, it.ID), a)...)
		if a.Status == workbook.Needed && actions < 3 && len(it.Measures) > 0 {
			actions++
			m := it.Measures[0]
			id := s.id()
			changes = append(changes, workbook.Add(workbook.ActionEntity, id, workbook.Action{
				ID: id, Title: m.Text, Schools: []string{s.ID}, Items: []string{it.ID}, Owner: a.Owner, Element: m.Element,
				Status: []workbook.ActionStatus{workbook.ToDo, workbook.ActionUnderWay, workbook.OnHold}[s.dice.IntN(3)],
				Target: a.Target, Cost: s.dice.IntN(40) * 50,
			})...)
		}
	}
	return workbook.DatedBatch{On: day, Author: workbook.Author{Name: s.lead, Role: "School safety lead", Seat: sampleSeat}, Changes: changes}
}

func (l *large) answer(s *invented, it workbook.Item, day workbook.Date) workbook.Answer {
	a := workbook.BlankAnswer(s.ID, it.ID)
	switch at := s.dice.IntN(100); {
	case at < 45:
		a.Status, a.ReviewedBy, a.ReviewedOn = workbook.InPlace, s.lead, day
	case at < 66:
		a.Status = workbook.InProgress
	case at < 94:
		a.Status = workbook.Needed
	default:
		a.Status, a.Reason = workbook.NotNecessary, pick(s.dice, l.file.Reasons)
	}
	if a.Status.Gap() {
		a.Probability, a.Magnitude = pick(s.dice, workbook.Probabilities()), pick(s.dice, workbook.Magnitudes())
		a.Owner, a.Target = pick(s.dice, s.Contacts).Name, l.workday(-20+s.dice.IntN(260))
	}
	if s.dice.IntN(10) < 4 {
		a.Note = pick(s.dice, l.file.Notes)
	}
	if s.dice.IntN(10) == 0 {
		a.Zones = []string{pick(s.dice, s.Zones).ID}
	}
	return a
}
