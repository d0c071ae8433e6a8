package export

import (
	"context"
	"crypto/sha256"
	digits "encoding/hex"
	"path/filepath"
	"strings"

	"forethought/workbook"
)

// ReadFeedback reads what came back in a feedback form that [WriteFeedbackForm] made,
// whichever program filled it. Its errors are those of [ReadForm]. The file is only read.
func ReadFeedback(path string) (workbook.FilledFeedback, error) {
	read, err := readFields(path)
	if err == nil {
		var form workbook.FilledFeedback
		if form, err = feedbackOf(read); err == nil {
			sum := sha256.Sum256(read.data)
			form.File, form.Sum = filepath.Base(path), digits.EncodeToString(sum[:])
			return form, nil
		}
	}
	return workbook.FilledFeedback{}, unread(path, err)
}

// ReadFeedbackForms reads feedback forms and folders of them; see [ReadForms].
func ReadFeedbackForms(ctx context.Context, paths []string, progress func(done, total int)) ([]workbook.FilledFeedback, workbook.Proposal, error) {
	return readAll(ctx, paths, ReadFeedback, progress)
}

// feedbackOf makes feedback of the values of a document's fields.
func feedbackOf(read filledFields) (workbook.FilledFeedback, error) {
	form := workbook.FilledFeedback{Values: workbook.Values{}}
	stamp, found := "", false
	for _, v := range read.values {
		if v.name == feedbackStampField {
			stamp, found = v.value, true
		} else if name, ok := strings.CutPrefix(v.name, feedbackField+"."); ok && v.page > 0 { // what lost its page was not seen
			form.Values[name] = v.value
		}
	}
	marked := read.marked(feedbackMark)
	switch {
	case found && len(form.Values) == 0, !found && marked && len(form.Values) == 0:
		return form, &workbook.Problem{Kind: workbook.ErrFormFlat}
	case !found && marked:
		return form, &workbook.Problem{Kind: workbook.ErrFormAltered}
	case !found:
		return form, &workbook.Problem{Kind: workbook.ErrNotAForm}
	}
	var err error
	form.Stamp, err = workbook.ReadFeedbackStamp(strings.TrimSpace(stamp))
	return form, err
}
