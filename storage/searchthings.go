package storage

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"

	"forethought/workbook"
)

// titled reads a thing that was found, and says by what name a person knows it, which
// schools it serves or is of, and which item it answers.
func titled(things *things, h *workbook.Hit) (workbook.Values, error) {
	values, err := things.of(h.Entity, h.ID)
	if err != nil {
		return nil, err
	}
	h.Serves, h.ItemID = workbook.SplitIDs(values["schools"]), values["item"]
	switch h.Entity {
	case workbook.AnswerEntity:
		_, h.ItemID, _ = splitID(h.ID)
		school, err := things.of(workbook.SchoolEntity, h.SchoolID)
		h.Title = school["name"]
		return values, err
	case workbook.StepEntity:
		id, _, _ := splitID(h.ID)
		event, err := things.of(workbook.EventEntity, id)
		h.Title, h.SchoolID = event["name"], event["school"]
		return values, err
	case workbook.ObjectiveEntity, workbook.TargetEntity, workbook.ModuleEntity, workbook.InjectEntity,
		workbook.QuestionEntity, workbook.ParticipantEntity, workbook.ObservationEntity, workbook.RatingEntity,
		workbook.FeedbackEntity, workbook.HappeningEntity:
		exercise, err := things.of(workbook.ExerciseEntity, values["exercise"])
		h.Title, h.SchoolID, h.ExerciseID = exercise["name"], exercise["school"], values["exercise"]
		return values, err
	case workbook.ExerciseEntity:
		h.Title, h.ExerciseID = values["name"], h.ID
	case workbook.ZoneEntity:
		h.Title = workbook.ZoneFrom(h.ID, values).Label()
	case workbook.ActionEntity:
		h.Title = values["title"]
	case workbook.ContactEntity:
		h.Title = values["name"]
		h.SchoolID, err = onlySchool(things, h.Serves)
	default:
		h.Title = values["name"]
	}
	return values, err
}

// onlySchool is the one school of a contact, empty where it serves several or none.
func onlySchool(things *things, schools []string) (string, error) {
	if len(schools) != 1 {
		return "", nil
	}
	values, err := things.of(workbook.SchoolEntity, schools[0])
	if err != nil || values[workbook.Present] != "1" {
		return "", err
	}
	return schools[0], nil
}

// things are the fields of what was found and of what it belongs to, each read once.
type things struct {
	ctx  context.Context
	q    queryer
	have map[ident]workbook.Values
}

// thingsOf reads what was found, all of a kind at a time.
func thingsOf(ctx context.Context, q queryer, hits []workbook.Hit) (*things, error) {
	t := &things{ctx: ctx, q: q, have: map[ident]workbook.Values{}}
	wanted := map[workbook.Entity][]string{}
	for _, h := range hits {
		wanted[h.Entity] = append(wanted[h.Entity], h.ID)
		if h.Entity == workbook.AnswerEntity {
			wanted[workbook.SchoolEntity] = append(wanted[workbook.SchoolEntity], h.SchoolID)
		}
	}
	for e, ids := range wanted {
		table := tableOf(e)
		list, err := keysOf(table, ids)
		if err != nil {
			return nil, err
		}
		columns, values := make([]string, len(table.key)), make([]string, len(table.key))
		for i, k := range table.key {
			columns[i], values[i] = "t."+quoted(k), fmt.Sprintf("j.value ->> %d", i)
		}
		rows, err := table.records(ctx, q, fmt.Sprintf("(%s) IN (SELECT %s FROM json_each(?) AS j)",
			strings.Join(columns, ", "), strings.Join(values, ", ")), list)
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			t.have[ident{e, r.id}] = r.values
		}
	}
	return t, nil
}

// keysOf writes the keys of things as a list of lists.
func keysOf(t table, ids []string) (string, error) {
	var keys [][]any
	for _, id := range ids {
		key, err := t.keyOf(id)
		if err != nil {
			return "", err
		}
		keys = append(keys, key)
	}
	list, err := json.Marshal(keys)
	return string(list), err
}

// of gives the fields of a thing.
func (t *things) of(e workbook.Entity, id string) (workbook.Values, error) {
	if values, ok := t.have[ident{e, id}]; ok {
		return values, nil
	}
	values, err := recordOf(t.ctx, t.q, e, id)
	if err == nil {
		t.have[ident{e, id}] = values
	}
	return values, err
}

// recordOf reads the fields of one thing. That the index knows it and its table does not is
// damage.
func recordOf(ctx context.Context, q queryer, e workbook.Entity, id string) (workbook.Values, error) {
	t := tableOf(e)
	key, err := t.keyOf(id)
	if err != nil {
		return nil, err
	}
	found, err := t.records(ctx, q, t.where(), key...)
	if err == nil && len(found) != 1 {
		err = &workbook.Problem{Kind: workbook.ErrDamaged, Place: string(e), Value: workbook.Shorten(id, 60)}
	}
	if err != nil {
		return nil, err
	}
	return found[0].values, nil
}

// passages are the text fields of a thing, in the fields' order. They are what the index
// holds the words of.
func passages(e workbook.Entity, values workbook.Values) []workbook.Passage {
	var list []workbook.Passage
	for _, f := range workbook.FieldsOf(e) {
		if f.Kind == workbook.ShortText || f.Kind == workbook.LongText {
			list = append(list, workbook.Passage{Field: f.Name, Text: values[f.Name]})
		}
	}
	return list
}
