package workbook_test

import (
	"strings"
	"testing"

	"forethought/workbook"
)

func TestAFileNameIsWhatItLooksLike(t *testing.T) {
	for given, want := range map[string]string{
		"gate.jpg":                         "gate.jpg",
		"/home/ann/North gate.jpg":         "North gate.jpg",
		`\\server\share\plan.pdf`:          "plan.pdf",
		"report\u202Efdp.exe":              "reportfdp.exe",
		"a:b*c?.txt":                       "a-b-c-.txt",
		"line\nbreak.txt":                  "linebreak.txt",
		"ends in dots. . .":                "ends in dots",
		"..":                               "file",
		"":                                 "file",
		"con.txt":                          "_con.txt",
		"COM1":                             "_COM1",
		"console.txt":                      "console.txt",
		".profile":                         ".profile",
		"Évacuation école.pdf":             "Évacuation école.pdf",
		strings.Repeat("x", 300) + ".jpeg": strings.Repeat("x", 114) + "…" + ".jpeg",
		"bad\xffbyte.png":                  "bad-byte.png",
	} {
		if got := workbook.CleanFileName(given); got != want {
			t.Errorf("%q becomes %q, want %q", given, got, want)
		}
		if got := workbook.CleanFileName(want); got != want {
			t.Errorf("cleaned again, %q becomes %q", want, got)
		}
	}
}

func TestSizesAreRoundedUp(t *testing.T) {
	for bytes, want := range map[int]string{
		0: "0 B", 812: "812 B", 1024: "1 kB", 1025: "1.1 kB", workbook.MaxAttachment: "25 MB", workbook.MaxAttachment + 1: "25.1 MB",
	} {
		if got := workbook.FileSize(bytes); got != want {
			t.Errorf("%d bytes are %q, want %q", bytes, got, want)
		}
	}
}

func TestExpiredEvidenceMakesAnAnswerDueForReview(t *testing.T) {
	c := &workbook.Case{Items: []workbook.Item{{ID: "gates", Checklist: workbook.Prevention}, {ID: "doors", Checklist: workbook.Prevention}}}
	r := workbook.OverviewRequest{
		Case: c, On: "2026-08-14",
		School: workbook.SchoolRecord{
			School: workbook.School{ID: "s"},
			Attachments: workbook.Attachments{
				{ID: "1", ItemID: "gates", Expires: "2026-08-13"}, {ID: "2", ItemID: "gates", Expires: "2026-08-01"},
				{ID: "3", ItemID: "doors", Expires: "2026-08-14"},
			},
		},
		Answers: workbook.Answers{
			"gates": {SchoolID: "s", ItemID: "gates", Status: workbook.InPlace, ReviewedOn: "2026-08-01"},
			"doors": {SchoolID: "s", ItemID: "doors", Status: workbook.InPlace, ReviewedOn: "2026-08-01"},
		},
	}
	reviews := workbook.NewOverview(r).Reviews
	if len(reviews) != 1 || reviews[0].Item.ID != "gates" || reviews[0].Expired != "2026-08-01" {
		t.Errorf("due for review: %+v", reviews)
	}
}
