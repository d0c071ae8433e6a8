package assets

import "forethought/workbook"

// FoundName is what a person calls a thing that a search found; where it has no name, what
// kind of thing it is.
func (l *Language) FoundName(f workbook.Hit) string {
	if f.Title == "" && f.Entity != "" {
		return l.Text("entity." + string(f.Entity))
	}
	return f.Title
}

// FoundField names the field that holds the words: note, zone name, question.
func (l *Language) FoundField(f workbook.Hit) string {
	switch f.Entity {
	case "":
		return l.Text("search.field." + f.Field)
	case workbook.ZoneEntity, workbook.EventEntity, workbook.StepEntity, workbook.AttachmentEntity,
		workbook.ObjectiveEntity, workbook.TargetEntity, workbook.ModuleEntity, workbook.InjectEntity,
		workbook.QuestionEntity, workbook.ParticipantEntity, workbook.ObservationEntity, workbook.RatingEntity,
		workbook.FeedbackEntity: // stand among others
		return l.Text("search.of."+string(f.Entity), "Field", l.Text("field."+f.Field))
	}
	return l.Text("field." + f.Field)
}

// FoundIn says what stands before an excerpt: the field, and of a past value who wrote it on
// which day.
func (l *Language) FoundIn(f workbook.Hit) string {
	if !f.Past {
		return l.Text("search.in", "Field", l.FoundField(f))
	}
	by := f.By.Name
	if by == "" {
		by = l.Text("history.someone")
	}
	return l.Text("search.was", "Field", l.FoundField(f), "Who", by, "When", l.Date(workbook.Today(f.At.Local())))
}
