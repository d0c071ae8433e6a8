package export_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"forethought/export"
	"forethought/workbook"
)

// writeCSV writes a table and gives the file's bytes and its records.
func writeCSV(t *testing.T, which export.Sheet) ([]byte, [][]string) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "table.csv")
	receipt, err := export.WriteCSV(context.Background(), path, which, workbook.NewRegister(harborDistrict()), words(t))
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if receipt.Bytes != int64(len(data)) || receipt.Path != path {
		t.Errorf("the receipt says %+v of %d bytes", receipt, len(data))
	}
	rest, marked := bytes.CutPrefix(data, []byte("\xEF\xBB\xBF"))
	if !marked {
		t.Error("the file does not begin with the mark of UTF-8")
	}
	rows, err := csv.NewReader(bytes.NewReader(rest)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if receipt.Rows[which] != len(rows)-1 {
		t.Errorf("the receipt says %v, the file has %d", receipt.Rows, len(rows)-1)
	}
	return data, rows
}

func TestCSVIsWhatTheStandardSays(t *testing.T) {
	data, rows := writeCSV(t, export.AnswerSheet)
	if bytes.Count(data, []byte("\n")) != bytes.Count(data, []byte("\r\n")) || !bytes.HasSuffix(data, []byte("\r\n")) {
		t.Error("a line does not end in CRLF")
	}
	if !bytes.Contains(data, []byte(`"Hill, ""Upper"" School",`)) {
		t.Error("a comma and quotes are not quoted")
	}
	if len(rows) != 16 || rows[8][12] != "The caretaker walks the fence at seven.\nAsk the harbor office too." || rows[8][10] != "2026-11-01" {
		t.Errorf("%d rows, the ninth is %q", len(rows), rows[8])
	}
}

func TestEachTableIsThere(t *testing.T) {
	_, actions := writeCSV(t, export.ActionSheet)
	if len(actions) != 13 || actions[0][0] != "Action" || actions[2][13] != "12500" || actions[3][13] != "" {
		t.Errorf("actions: %q", actions)
	}
	_, matrix := writeCSV(t, export.MatrixSheet)
	if want := []string{"Lakeside School", "Harbor District", "5", "Needed", "Needed", "In progress", "Not assessed", "In place", "Not necessary", "Not assessed"}; len(matrix) != 3 || !slices.Equal(matrix[2], want) {
		t.Errorf("matrix: %q", matrix)
	}
	if _, err := export.ParseSheet("Contacts"); err == nil {
		t.Error("there is no table of contacts")
	}
}

func TestWhatLooksLikeAFormulaIsGuarded(t *testing.T) {
	_, rows := writeCSV(t, export.ActionSheet)
	var titles []string
	for _, row := range rows {
		titles = append(titles, row[0])
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r") {
				t.Errorf("a cell begins like a formula: %q", cell)
			}
		}
	}
	for _, text := range formulas[:6] {
		if !slices.Contains(titles, "'"+text) {
			t.Errorf("%q is not there with an apostrophe", text)
		}
	}
}
