package cli

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// exported reads a file that a verb has written.
func exported(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestADistrictGoesOutAsSpreadsheetTextAndCalendar(t *testing.T) {
	p, file := withTheSample(t)
	folder := t.TempDir()
	xlsx, csv, ics := filepath.Join(folder, "d.xlsx"), filepath.Join(folder, "d.csv"), filepath.Join(folder, "d.ics")
	p.types(Done, "export", "xlsx", "--workbook", file, "--prepared-by", "Ada Example", "-o", xlsx).
		reads(xlsx, "26 actions", "189 rows of answers", "3 schools")
	if !strings.HasPrefix(exported(t, xlsx), "PK") {
		t.Error("no spreadsheet was written")
	}
	p.types(Done, "export", "csv", "--workbook", file, "-o", csv).reads(csv, "26 actions")
	if text := exported(t, csv); strings.Count(text, "\r\n") < 27 || !strings.Contains(text, "Lê Quang Minh") {
		t.Errorf("the table is %q", text)
	}
	p.types(Done, "export", "ics", "--workbook", file, "-o", ics).reads(ics, "calendar entries")
	if text := exported(t, ics); !strings.HasPrefix(text, "BEGIN:VCALENDAR\r\n") || strings.Count(text, "\r\nUID:") < 10 ||
		!strings.Contains(strings.ReplaceAll(text, "\r\n ", ""), "/step-protective-plan-step@forethought") {
		t.Errorf("the calendar is %q", text)
	}
}

func TestOneSchoolGoesOutAlone(t *testing.T) {
	p, file := withTheSample(t)
	out := filepath.Join(t.TempDir(), "one")
	for _, table := range []string{"answers", "Matrix"} {
		p.types(Done, "export", "csv", "--workbook", file, "--school", "willow", "--table", table, "-o", out)
		if text := exported(t, out); !strings.Contains(text, "Willow Creek") || strings.Contains(text, "Harbor Street") {
			t.Errorf("%s: the table is not that of the school: %q", table, text)
		}
	}
	p.types(Done, "export", "xlsx", "--workbook", file, "--school", "willow", "-o", out).reads("14 actions", "63 rows of answers", "1 school.")
	p.types(CouldNot, "export", "ics", "--workbook", file, "--school", "Bay View", "-o", out).isTold("no school “Bay View”")
}

func TestASecondCalendarHasTheSameUIDs(t *testing.T) {
	p, file := withTheSample(t)
	uids := func(args ...string) map[string]bool {
		out := filepath.Join(t.TempDir(), "days.ics")
		p.types(Done, append([]string{"export", "ics", "--workbook", file, "-o", out}, args...)...)
		found := map[string]bool{}
		for line := range strings.SplitSeq(exported(t, out), "\r\n") {
			if strings.HasPrefix(line, "UID:") {
				found[line] = true
			}
		}
		return found
	}
	all, again, one := uids(), uids(), uids("--school", "willow")
	if len(one) == 0 || len(one) >= len(all) || len(again) != len(all) {
		t.Errorf("%d entries, then %d, and %d of one school", len(all), len(again), len(one))
	}
	for _, some := range []map[string]bool{again, one} {
		for uid := range some {
			if !all[uid] {
				t.Errorf("%s was not there the first time", uid)
			}
		}
	}
}

func TestAnExportThatCannotBeSaysWhyAndChangesNothing(t *testing.T) {
	p, file := withTheSample(t)
	before := exported(t, file)
	out := filepath.Join(t.TempDir(), "x")
	for _, kind := range []string{"xlsx", "csv", "ics"} {
		export := []string{"export", kind, "--workbook", file, "-o"}
		p.types(WrongUsage, append(export, file)...).isTold("is a workbook")
		p.types(CouldNot, append(export, t.TempDir())...).isTold("cannot be written")
		p.types(CouldNot, append(export, filepath.Join(t.TempDir(), "no folder", "x"))...).isTold("cannot be written")
		p.types(CouldNot, "export", kind, "--workbook", file+"x", "-o", out).isTold("is not there")
		ctx, stop := context.WithCancel(context.Background())
		stop()
		if code := Main(ctx, append(export, out), p.env); code != CouldNot || exists(out) {
			t.Errorf("%s: stopped: exit code %d, the file is there: %v", kind, code, exists(out))
		}
	}
	p.types(WrongUsage, "export", "csv", "--workbook", file, "--table", "contacts", "-o", out).isTold("“contacts” is not a table")
	p.types(WrongUsage, "export").isTold("A verb is missing")
	if after := exported(t, file); !bytes.Equal([]byte(before), []byte(after)) {
		t.Error("the workbook has changed")
	}
}

func TestAnEmptyWorkbookHasTablesAndNoDays(t *testing.T) {
	p := sitDown(t)
	folder := t.TempDir()
	file := filepath.Join(folder, "empty.forethought")
	p.types(Done, "new", file)
	p.types(Done, "export", "xlsx", "--workbook", file, "-o", filepath.Join(folder, "x.xlsx")).reads("0 actions", "0 schools")
	p.types(CouldNot, "export", "ics", "--workbook", file, "-o", filepath.Join(folder, "x.ics")).isTold("names no day")
}
