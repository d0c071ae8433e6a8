package workbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// FieldKind says what a field may hold and how it is written as text.
type FieldKind int

// The kinds of field.
const (
	ShortText FieldKind = iota // one line, up to MaxShortText characters
	LongText                   // paragraphs, up to MaxLongText bytes
	Number                     // a whole number from 0 to MaxNumber, empty for 0
	Day                        // a Date
	Flag                       // "1" or "0"
	Choice                     // one code of the field's vocabulary
	Codes                      // codes of the vocabulary, sorted, joined by a blank
	Refs                       // ids, sorted, joined by a blank
	Ref                        // one id, set when the entity is added and never changed
	Link                       // one id or none, which may be changed
	TimeOfDay                  // a Clock
	Token                      // one word that nobody reads or searches for, such as a checksum
)

// Limits of what a field may hold.
const (
	MaxShortText = 400
	MaxLongText  = 512 * 1024
	MaxNumber    = 1_000_000_000
)

// Field describes one field of an entity.
type Field struct {
	Name   string
	Kind   FieldKind
	Codes  []string // for Choice and Codes
	Target Entity   // for Ref, Refs and Link; empty for item ids
	Empty  string   // the value before it is set
}

func codes[T ~string](all []T) []string {
	out := make([]string, len(all))
	for i, c := range all {
		out[i] = string(c)
	}
	return out
}

func orNone(all []string) []string { return append([]string{""}, all...) }

// FieldsOf lists an entity's fields, Present last where the entity has it. The slice is the caller's.
func FieldsOf(e Entity) []Field {
	var fields []Field
	switch e {
	case SchoolEntity:
		fields = []Field{
			{Name: "name"}, {Name: "district"}, {Name: "address"},
			{Name: "levels", Kind: Codes, Codes: codes(Levels())},
			{Name: "enrollment", Kind: Number}, {Name: "staff", Kind: Number},
			{Name: "note", Kind: LongText},
		}
	case ZoneEntity:
		fields = []Field{
			{Name: "school", Kind: Ref, Target: SchoolEntity}, {Name: "building"}, {Name: "name"},
		}
	case ContactEntity:
		fields = []Field{
			{Name: "schools", Kind: Refs, Target: SchoolEntity}, {Name: "name"}, {Name: "role"},
			{Name: "organization"}, {Name: "phone"}, {Name: "email"},
			{Name: "receives_plan", Kind: Flag, Empty: "0"},
		}
	case EventEntity:
		fields = []Field{
			{Name: "school", Kind: Ref, Target: SchoolEntity}, {Name: "name"},
			{Name: "date", Kind: Day}, {Name: "people", Kind: Number}, {Name: "note", Kind: LongText},
		}
	case StepEntity:
		fields = []Field{
			{Name: "status", Kind: Choice, Codes: codes(StepStatuses()), Empty: string(StepToDo)},
			{Name: "owner"}, {Name: "due", Kind: Day}, {Name: "done", Kind: Day}, {Name: "note", Kind: LongText},
		}
	case AttachmentEntity:
		fields = []Field{
			{Name: "school", Kind: Ref, Target: SchoolEntity}, {Name: "item", Kind: Ref}, {Name: "name"},
			{Name: "type", Kind: Token}, {Name: "size", Kind: Number}, {Name: "sha256", Kind: Token},
			{Name: "added_by"}, {Name: "added_on", Kind: Day}, {Name: "expires", Kind: Day},
			{Name: "note", Kind: LongText},
		}
	case AnswerEntity:
		fields = []Field{
			{Name: "status", Kind: Choice, Codes: codes(Statuses()), Empty: string(NotAssessed)},
			{Name: "reason", Kind: LongText},
			{Name: "probability", Kind: Choice, Codes: orNone(codes(Probabilities()))},
			{Name: "magnitude", Kind: Choice, Codes: orNone(codes(Magnitudes()))},
			{Name: "override", Kind: Choice, Codes: orNone(codes(Priorities()))},
			{Name: "note", Kind: LongText}, {Name: "owner"}, {Name: "target", Kind: Day},
			{Name: "zones", Kind: Refs, Target: ZoneEntity},
			{Name: "reviewed_by"}, {Name: "reviewed_on", Kind: Day},
			{Name: "disproved", Kind: Link, Target: ObjectiveEntity},
			{Name: "item_version", Kind: Number},
		}
	case ActionEntity:
		fields = []Field{
			{Name: "title"}, {Name: "description", Kind: LongText},
			{Name: "schools", Kind: Refs, Target: SchoolEntity}, {Name: "items", Kind: Refs},
			{Name: "owner"}, {Name: "organization"},
			{Name: "element", Kind: Choice, Codes: orNone(codes(CapabilityElements()))},
			{Name: "status", Kind: Choice, Codes: codes(ActionStatuses()), Empty: string(ToDo)},
			{Name: "start", Kind: Day}, {Name: "target", Kind: Day}, {Name: "completed", Kind: Day},
			{Name: "review", Kind: Day}, {Name: "cost", Kind: Number},
			{Name: "finding", Kind: Link, Target: ObservationEntity},
		}
	default:
		if fields = exerciseFields(e); fields == nil {
			return nil
		}
	}
	if e.Standing() {
		return fields
	}
	return append(fields, Field{Name: Present, Kind: Flag, Empty: "0"})
}

// FieldOf finds a field by entity and name. Its error is ErrUnknownField.
func FieldOf(e Entity, name string) (Field, error) {
	for _, f := range FieldsOf(e) {
		if f.Name == name {
			return f, nil
		}
	}
	return Field{}, &Problem{Kind: ErrUnknownField, Place: string(e), Field: name}
}

// Check says whether the field may hold the value. Its error is a [Problem] of kind
// ErrBadValue, ErrTooLong, ErrNotADate, ErrNotATime or ErrNotText that names the field.
func (f Field) Check(value string) error {
	bad := func(kind error) error {
		return &Problem{Kind: kind, Field: f.Name, Value: Shorten(value, 60)}
	}
	if !utf8.ValidString(value) || strings.ContainsRune(value, 0) {
		return bad(ErrNotText)
	}
	switch f.Kind {
	case ShortText:
		if utf8.RuneCountInString(value) > MaxShortText {
			return bad(ErrTooLong)
		}
		if strings.ContainsAny(value, "\n\r") {
			return bad(ErrBadValue)
		}
	case LongText:
		if len(value) > MaxLongText {
			return bad(ErrTooLong)
		}
	case Number:
		if value == "" {
			return nil
		}
		if n, err := strconv.Atoi(value); err != nil || n < 0 || n > MaxNumber || strconv.Itoa(n) != value {
			return bad(ErrBadValue)
		}
	case Day:
		if d, err := ParseDate(value); err != nil || string(d) != value {
			return bad(ErrNotADate)
		}
	case Flag:
		if value != "0" && value != "1" {
			return bad(ErrBadValue)
		}
	case Choice:
		if !slices.Contains(f.Codes, value) {
			return bad(ErrBadValue)
		}
	case Codes, Refs:
		list := SplitIDs(value)
		if JoinIDs(list) != value {
			return bad(ErrBadValue)
		}
		for _, code := range list {
			if f.Kind == Codes && !slices.Contains(f.Codes, code) {
				return bad(ErrBadValue)
			}
		}
	case TimeOfDay:
		if c, err := ParseClock(value); err != nil || string(c) != value {
			return bad(ErrNotATime)
		}
	case Token, Link:
		if utf8.RuneCountInString(value) > MaxShortText || strings.ContainsAny(value, " \n\r\t") {
			return bad(ErrBadValue)
		}
	case Ref:
		if value == "" || strings.ContainsAny(value, " \n\t") {
			return bad(ErrBadValue)
		}
	}
	return nil
}

// JoinIDs writes a set of ids or codes as a field value: sorted, without doubles, joined
// by one blank.
func JoinIDs[T ~string](ids []T) string {
	list := codes(ids)
	slices.Sort(list)
	return strings.Join(slices.Compact(list), " ")
}

// SplitIDs reads what JoinIDs wrote.
func SplitIDs(value string) []string { return strings.Fields(value) }

// Shorten cuts text to n characters with an ellipsis, for messages.
func Shorten(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// CheckChanges is [Change.Check] for many changes, as when hundreds of answers are given at
// once: it looks each field up once.
func CheckChanges(changes []Change) error {
	type name struct {
		entity Entity
		field  string
	}
	known := map[name]Field{}
	for _, c := range changes {
		f, ok := known[name{c.Entity, c.Field}]
		if !ok {
			var err error
			if f, err = FieldOf(c.Entity, c.Field); err != nil {
				return err
			}
			known[name{c.Entity, c.Field}] = f
		}
		if err := c.fits(f); err != nil {
			return err
		}
	}
	return nil
}

// Check says whether a change names an existing field and a value that it may hold; see
// [Field.Check] for its errors.
func (c Change) Check() error {
	f, err := FieldOf(c.Entity, c.Field)
	if err != nil {
		return err
	}
	return c.fits(f)
}

// fits checks a change of a field.
func (c Change) fits(f Field) error {
	if c.ID == "" || strings.ContainsAny(c.ID, " \n\t") {
		return fmt.Errorf("change %s: %w", c.Entity, &Problem{Kind: ErrBadValue, Field: "id", Value: c.ID})
	}
	return f.Check(c.New)
}
