package cli

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"forethought/export"
	"forethought/workbook"
)

// opensWith checks that a PDF opens with a passphrase and not without, by programs that are not
// ours where they are at hand.
func opensWith(t *testing.T, file, passphrase string) {
	t.Helper()
	plain := filepath.Join(t.TempDir(), "plain.pdf")
	if err := export.UnsealPDF(context.Background(), plain, file, passphrase); err != nil || !export.IsPDF(plain) {
		t.Errorf("%s does not open with its passphrase: %v", file, err)
	}
	if err := export.UnsealPDF(context.Background(), plain+"2", file, passphrase+"!"); err == nil {
		t.Errorf("%s opens with another passphrase", file)
	}
	qpdf, err := exec.LookPath("qpdf")
	if err != nil {
		t.Log("qpdf is not here to look at the document")
		return
	}
	if out, err := exec.Command(qpdf, "--check", "--password="+passphrase, file).CombinedOutput(); err != nil || !bytes.Contains(out, []byte("AESv3")) {
		t.Errorf("qpdf, %s: %v\n%s", file, err, out)
	}
	if err := exec.Command(qpdf, "--check", file).Run(); err == nil {
		t.Errorf("qpdf opens %s without the passphrase", file)
	}
}

func TestEveryReportCanBeProtectedAsItIsWritten(t *testing.T) {
	p, file := withTheSample(t)
	folder := t.TempDir()
	key := writeFile(t, filepath.Join(t.TempDir(), "key.txt"), strong+"\n")
	for _, report := range [][]string{
		{"action-plan", "--workbook", file, "--school", "Willow"},
		{"checklist", "--workbook", file, "--school", "Willow", "--audience", "public"},
		{"walk-around", "--workbook", file, "--school", "Willow"},
		{"district-plan", "--workbook", file},
		{"board-summary", "--workbook", file},
		{"case-brief"},
	} {
		out := filepath.Join(folder, report[0]+".pdf")
		line := append([]string{"report"}, report...)
		p.types(Done, append(line, "-o", out, "--passphrase-file", key)...).reads(out, "It opens with its passphrase alone")
		opensWith(t, out, strong)
	}
	p.withAnExercise(file, "Opening day")
	papers := filepath.Join(folder, "papers")
	p.types(Done, "exercise", "documents", "--workbook", file, "--exercise", "Opening day", "-o", papers, "--passphrase-file", key).
		reads("It opens with its passphrase alone")
	for _, d := range export.ExerciseDocuments() {
		opensWith(t, filepath.Join(papers, d.FileName(workbook.Exercise{Name: "Opening day"}, p.env.Words)), strong)
	}

	left := p.answering(strong, strong)
	asked := filepath.Join(folder, "asked.pdf")
	p.types(Done, "report", "board-summary", "--workbook", file, "-o", asked, "--protect")
	if left() != 0 {
		t.Error("the passphrase was not asked for twice")
	}
	opensWith(t, asked, strong)
	p.answering()
	p.types(Done, "report", "board-summary", "--workbook", file, "-o", asked) // nothing is asked
	if qpdf, err := exec.LookPath("qpdf"); err == nil && exec.Command(qpdf, "--check", asked).Run() != nil {
		t.Error("without the options the document is protected")
	}
}

func TestADocumentIsNotWrittenWithoutTheProtectionThatWasWanted(t *testing.T) {
	p, file := withTheSample(t)
	folder := t.TempDir()
	out := filepath.Join(folder, "spring review.pdf")
	report := []string{"report", "board-summary", "--workbook", file, "-o", out}
	p.env.AskSecret = nil
	p.types(WrongUsage, append(report, "--protect")...).isTold("no terminal", "--passphrase-file")
	p.types(WrongUsage, append(report, "--passphrase-file", "")...).isTold("--passphrase-file needs a value")
	p.types(CouldNot, append(report, "--passphrase-file", filepath.Join(folder, "none"))...).isTold("none")
	for _, weak := range []string{"short", "Willow Creek Elementary School", "spring review", "cedar-valley"} {
		key := writeFile(t, filepath.Join(folder, "key.txt"), weak)
		p.types(CouldNot, append(report, "--passphrase-file", key)...).isTold("too weak", "Nothing was written")
	}
	p.answering(strong, strong+"!")
	p.types(CouldNot, append(report, "--protect")...).isTold("differ", "nothing was written")
	if exists(out) {
		t.Error("something was written")
	}

	key := writeFile(t, filepath.Join(folder, "key.txt"), strong)
	for _, line := range [][]string{
		{"export", "xlsx", "--workbook", file, "-o", filepath.Join(folder, "out.xlsx")},
		{"export", "csv", "--workbook", file, "-o", filepath.Join(folder, "out.csv")},
		{"export", "ics", "--workbook", file, "-o", filepath.Join(folder, "out.ics")},
		{"exercise", "msel", "export", "--workbook", file, "--exercise", "Autumn", filepath.Join(folder, "out.xlsx")},
	} {
		for _, wanted := range [][]string{{"--passphrase-file", key}, {"--protect"}} {
			p.types(WrongUsage, append(line, wanted...)...).isTold("is not a PDF", "forethought seal "+folder)
		}
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 1 {
		t.Errorf("something was written: %v %v", left, err)
	}
}
