package workbook

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestAFieldRefusesWhatItMayNotHold(t *testing.T) {
	for _, tc := range []struct {
		entity Entity
		field  string
		value  string
		kind   error
	}{
		{SchoolEntity, "name", strings.Repeat("x", MaxShortText+1), ErrTooLong},
		{SchoolEntity, "name", "two\nlines", ErrBadValue},
		{SchoolEntity, "name", "bad \xff text", ErrNotText},
		{SchoolEntity, "enrollment", "many", ErrBadValue},
		{SchoolEntity, "enrollment", "-3", ErrBadValue},
		{SchoolEntity, "enrollment", "007", ErrBadValue},
		{SchoolEntity, "levels", "elementary university", ErrBadValue},
		{SchoolEntity, "levels", "middle elementary", ErrBadValue}, // not sorted
		{EventEntity, "date", "14.8.2026", ErrNotADate},
		{EventEntity, "date", "2026-02-30", ErrNotADate},
		{ExerciseEntity, "starts", "9:05", ErrNotATime}, // not as it is written
		{ExerciseEntity, "starts", "25:00", ErrNotATime},
		{InjectEntity, "story", "noon", ErrNotATime},
		{ObservationEntity, "objective", "two ids", ErrBadValue},
		{ObjectiveEntity, "final", "A", ErrBadValue},
		{AnswerEntity, "status", "fine", ErrBadValue},
		{AnswerEntity, "status", "", ErrBadValue},
		{AnswerEntity, "note", strings.Repeat("x", MaxLongText+1), ErrTooLong},
		{AnswerEntity, "colour", "red", ErrUnknownField},
		{AnswerEntity, Present, "1", ErrUnknownField},
		{ActionEntity, Present, "yes", ErrBadValue},
		{"rumour", "name", "x", ErrUnknownField},
	} {
		err := Change{Entity: tc.entity, ID: "id", Field: tc.field, New: tc.value}.Check()
		if !errors.Is(err, tc.kind) {
			t.Errorf("%s.%s = %.20q: got %v, want %v", tc.entity, tc.field, tc.value, err, tc.kind)
		}
		var p *Problem
		if !errors.As(err, &p) || p.Field == "" {
			t.Errorf("%s.%s = %.20q: the error does not name the field: %v", tc.entity, tc.field, tc.value, err)
		}
	}
	if err := (Change{Entity: SchoolEntity, ID: "", Field: "name", New: "x"}).Check(); !errors.Is(err, ErrBadValue) {
		t.Errorf("a change without an id: got %v", err)
	}
}

func TestEveryFieldIsWrittenAndReadBack(t *testing.T) {
	word := rapid.StringMatching(`[^\x00\n\r]{0,40}`)
	rapid.Check(t, func(t *rapid.T) {
		for _, e := range Entities() {
			values := Values{}
			for _, f := range FieldsOf(e) {
				switch f.Kind {
				case ShortText, LongText:
					values[f.Name] = word.Draw(t, f.Name)
				case Number:
					values[f.Name] = number(rapid.IntRange(0, MaxNumber).Draw(t, f.Name))
				case Day:
					values[f.Name] = string(Date("2026-01-01").AddDays(rapid.IntRange(0, 9999).Draw(t, f.Name)))
				case Flag:
					values[f.Name] = rapid.SampledFrom([]string{"0", "1"}).Draw(t, f.Name)
				case Choice:
					values[f.Name] = rapid.SampledFrom(f.Codes).Draw(t, f.Name)
				case Codes:
					values[f.Name] = JoinIDs(rapid.SliceOf(rapid.SampledFrom(f.Codes)).Draw(t, f.Name))
				case Refs:
					values[f.Name] = JoinIDs(rapid.SliceOf(rapid.StringMatching(`[a-z]{3}`)).Draw(t, f.Name))
				case Ref, Link:
					values[f.Name] = rapid.StringMatching(`[a-z]{3}`).Draw(t, f.Name)
				case TimeOfDay:
					values[f.Name] = string(ClockAt(rapid.IntRange(0, MinutesADay-1).Draw(t, f.Name)))
				case Token:
					values[f.Name] = rapid.StringMatching(`[a-z]{3}`).Draw(t, f.Name)
					switch f.Name {
					case "at":
						values[f.Name] = moment(time.UnixMilli(rapid.Int64Range(1, 1<<41).Draw(t, f.Name)))
					case "shift":
						values[f.Name] = number(rapid.IntRange(-600, 600).Draw(t, f.Name))
					}
				}
			}
			delete(values, Present)
			for name, v := range values {
				if err := (Change{Entity: e, ID: "id", Field: name, New: v}).Check(); err != nil {
					t.Fatalf("%s.%s: %v", e, name, err)
				}
			}
			back := map[Entity]func() Valued{
				SchoolEntity:     func() Valued { return SchoolFrom("id", values) },
				ZoneEntity:       func() Valued { return ZoneFrom("id", values) },
				ContactEntity:    func() Valued { return ContactFrom("id", values) },
				EventEntity:      func() Valued { return EventFrom("id", values) },
				AnswerEntity:     func() Valued { return AnswerFrom("s", "i", values) },
				StepEntity:       func() Valued { return StepFrom("e", "s", values) },
				AttachmentEntity: func() Valued { return AttachmentFrom("id", values) },
				ActionEntity:     func() Valued { return ActionFrom("id", values) },

				ExerciseEntity:    func() Valued { return ExerciseFrom("id", values) },
				ModuleEntity:      func() Valued { return ModuleFrom("id", values) },
				ObjectiveEntity:   func() Valued { return ObjectiveFrom("id", values) },
				TargetEntity:      func() Valued { return TargetFrom("id", values) },
				InjectEntity:      func() Valued { return InjectFrom("id", values) },
				QuestionEntity:    func() Valued { return QuestionFrom("id", values) },
				ParticipantEntity: func() Valued { return ParticipantFrom("id", values) },
				HappeningEntity:   func() Valued { return HappeningFrom("id", values) },
				ObservationEntity: func() Valued { return ObservationFrom("id", values) },
				RatingEntity:      func() Valued { return TargetRatingFrom("id", values) },
				FeedbackEntity:    func() Valued { return FeedbackFrom("id", values) },
			}[e]().Values()
			if diff := cmp.Diff(values, back); diff != "" {
				t.Fatalf("%s changes on the way: %s", e, diff)
			}
		}
	})
}

func TestAddingNamesEveryFieldThatIsSet(t *testing.T) {
	c := Contact{ID: "c", Schools: []string{"s"}, Name: "D. Alvarez", Phone: "555-0101"}
	got := map[string]string{}
	for _, change := range Add(ContactEntity, c.ID, c) {
		if err := change.Check(); err != nil {
			t.Error(err)
		}
		got[change.Field] = change.New
	}
	want := map[string]string{Present: "1", "schools": "s", "name": "D. Alvarez", "phone": "555-0101"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestDates(t *testing.T) {
	for _, s := range []string{"2026-8-1", "0001-01-01", "2026-13-01", "tomorrow", "2026-08-14T00:00"} {
		if _, err := ParseDate(s); !errors.Is(err, ErrNotADate) {
			t.Errorf("%q is read as a date", s)
		}
	}
	if d, err := ParseDate(" 2026-08-14 "); err != nil || d != "2026-08-14" {
		t.Errorf("blanks around a date: %q, %v", d, err)
	}
	if n := Date("2026-08-14").DaysUntil("2027-08-14"); n != 365 {
		t.Errorf("a year is %d days", n)
	}
	if d := Date("2028-02-28").AddDays(1); d != "2028-02-29" {
		t.Errorf("the day after 28 February 2028 is %s", d)
	}
	if early, late := Date("2026-08-14"), Date("2027-08-14"); early.Compare(late) >= 0 || late.Compare(early) <= 0 ||
		late.Compare("") >= 0 || Date("").Compare(early) <= 0 || Date("").Compare("") != 0 {
		t.Error("days are not in order, or no day is not the last")
	}
	if d := Date("").AddDays(30); d != "" {
		t.Errorf("30 days after no day is %q", d)
	}
}

func TestManyChangesAreCheckedAsOneIs(t *testing.T) {
	good := Change{Entity: AnswerEntity, ID: "s/i", Field: "status", New: "needed"}
	for name, bad := range map[string]Change{
		"field": {Entity: AnswerEntity, ID: "s/i", Field: "colour"},
		"value": {Entity: AnswerEntity, ID: "s/i", Field: "status", New: "perhaps"},
		"id":    {Entity: AnswerEntity, Field: "status", New: "needed"},
	} {
		one := bad.Check()
		if many := CheckChanges([]Change{good, good, bad}); one == nil || many == nil || one.Error() != many.Error() {
			t.Errorf("%s: one change is %v, many are %v", name, one, many)
		}
	}
	if err := CheckChanges([]Change{good, good}); err != nil {
		t.Errorf("good changes: %v", err)
	}
}
