package export

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"forethought/fuzzing"
	"forethought/workbook"
)

// smallPDF is a document of some objects, the first of which is its catalog.
func smallPDF(objects ...string) []byte {
	var out strings.Builder
	out.WriteString("%PDF-1.7\n")
	var at []int
	for i, o := range objects {
		at = append(at, out.Len())
		fmt.Fprintf(&out, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	table := out.Len()
	fmt.Fprintf(&out, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, a := range at {
		fmt.Fprintf(&out, "%010d 00000 n \n", a)
	}
	fmt.Fprintf(&out, "trailer\n<</Size %d/Root 1 0 R/Info 2 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, table)
	return []byte(out.String())
}

// inPDF writes a text as a PDF holds it.
func inPDF(text string) string {
	return "(" + strings.NewReplacer(`\`, `\\`, "(", `\(`, ")", `\)`).Replace(text) + ")"
}

// smallForm is a filled form by hand: of one item, and as small as one can be.
func smallForm(mark, stampName, stamp string, fields ...string) []byte {
	var kids strings.Builder
	objects := []string{
		"<</Type/Catalog/Pages 3 0 R/AcroForm<</Fields[KIDS]/NeedAppearances true>>>>",
		"<</Keywords" + inPDF(mark) + ">>",
		"<</Type/Pages/Kids[4 0 R]/Count 1/MediaBox[0 0 600 800]>>",
		"<</Type/Page/Parent 3 0 R/Annots[KIDS]>>",
		"<</Type/Annot/Subtype/Widget/FT/Tx/Rect[0 0 0 0]/P 4 0 R/T" + inPDF(stampName) + "/V" + inPDF(stamp) + ">>",
	}
	kids.WriteString("5 0 R")
	for _, f := range fields {
		objects = append(objects, "<</Type/Annot/Subtype/Widget/Rect[0 0 9 9]/P 4 0 R"+f+">>")
		fmt.Fprintf(&kids, " %d 0 R", len(objects))
	}
	for i := range objects {
		objects[i] = strings.ReplaceAll(objects[i], "KIDS", kids.String())
	}
	return smallPDF(objects...)
}

func smallChecklist() []byte {
	it := workbook.Item{ID: "gate", Title: "The gate", Ask: "Who closes it?"}
	form := workbook.NewForm(workbook.FormRequest{
		Case: &workbook.Case{ID: "fire", Version: 1, Items: []workbook.Item{it}}, Workbook: "book", ID: "f1",
		School: workbook.School{ID: "s1", Name: "Maple"}, On: "2026-08-14",
	})
	return smallForm(formMark, stampField, form.Stamp.Encode(),
		"/FT/Btn/T(a.gate.status)/V/needed/AS/needed", "/FT/Tx/T(a.gate.note)/V<FEFF00E9>", "/FT/Tx/T(a.gate.owner)/V(J. \\\"R\\))")
}

func smallFeedback() []byte {
	return smallForm(feedbackMark, feedbackStampField, workbook.FeedbackStamp{Exercise: "x1", Name: "Drill"}.Encode(),
		"/FT/Btn/T(feedback.structure)/V/4", "/FT/Tx/T(feedback.comments)/V(Thank you)")
}

func TestTheSmallFormsAreRead(t *testing.T) {
	path, _ := fuzzing.File(t, "form.pdf", smallChecklist())
	if form, err := ReadForm(path); err != nil || len(form.Fields) != 3 || form.Fields[0].Value != "needed" || form.Fields[1].Value != "é" {
		t.Errorf("the checklist is read as %+v, %v", form, err)
	}
	path, _ = fuzzing.File(t, "form.pdf", smallFeedback())
	if form, err := ReadFeedback(path); err != nil || form.Values["structure"] != "4" || form.Values["comments"] != "Thank you" {
		t.Errorf("the feedback is read as %+v, %v", form, err)
	}
}

func fuzzForms(f *testing.F, seed []byte, read func(t *testing.T, path string) error) {
	f.Add(seed)
	text := string(seed)
	f.Add([]byte(strings.ReplaceAll(text, "/Kids[4 0 R]", "/Kids[3 0 R]")))
	f.Add([]byte(strings.ReplaceAll(text, "/FT/Tx", "/Kids[6 0 R 7 0 R]/Parent 7 0 R")))
	f.Add([]byte(strings.ReplaceAll(text, "/Count 1", "/Count 99999999")))
	f.Add([]byte(strings.ReplaceAll(text, "xref\n", "xxxx\n")))
	f.Add([]byte(text[:len(text)/2] + "\n%%EOF"))
	f.Fuzz(func(t *testing.T, data []byte) {
		path, untouched := fuzzing.File(t, "form.pdf", data)
		fuzzing.Bounded(t, func() { fuzzing.Explained(t, read(t, path)) })
		untouched()
	})
}

func FuzzFilledForm(f *testing.F) {
	fuzzForms(f, smallChecklist(), func(t *testing.T, path string) error {
		form, err := ReadForm(path)
		if err != nil {
			return err
		}
		again, err := workbook.ReadFormStamp(form.Stamp.Encode())
		if err != nil || again.Encode() != form.Stamp.Encode() {
			t.Errorf("the stamp comes back as %+v, %v", again, err)
		}
		for _, x := range form.Fields {
			if x.Page < 1 || !utf8.ValidString(x.Item+x.Field+x.Value) {
				t.Errorf("read as %+v", x)
			}
		}
		return nil
	})
}

func FuzzFilledFeedback(f *testing.F) {
	fuzzForms(f, smallFeedback(), func(t *testing.T, path string) error {
		form, err := ReadFeedback(path)
		if err != nil {
			return err
		}
		e := workbook.ExerciseRecord{}
		e.ID = form.Stamp.Exercise
		p := workbook.ProposeFeedback(e, []workbook.FilledFeedback{form}, func() string { return "new" })
		for _, row := range p.Rows {
			if err := workbook.CheckChanges(row.Changes); err != nil {
				t.Errorf("it cannot be written: %v", err)
			}
		}
		return nil
	})
}
