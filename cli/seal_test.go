package cli

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"forethought/export"
	"forethought/storage"
)

const strong = "violet kettle drums softly"

// answering is a person at a terminal who types these lines without seeing them.
func (p *person) answering(lines ...string) (left func() int) {
	p.env.AskSecret = func(_ context.Context, prompt string) (string, error) {
		if len(lines) == 0 {
			p.t.Fatalf("asked once more: %s", prompt)
		}
		line := lines[0]
		lines = lines[1:]
		return line, nil
	}
	return func() int { return len(lines) }
}

func writeFile(t *testing.T, name, text string) string {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestAWorkbookIsSealedWhileItIsOpenAndOpenedAgain(t *testing.T) {
	p, file := withTheSample(t)
	ctx := context.Background()
	w, err := storage.Open(ctx, file, storage.Options{}) // as a window has it
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	left := p.answering(strong, strong)
	copied := filepath.Join(t.TempDir(), "copy")
	p.types(Done, "seal", file, "-o", copied).reads("copy.sealed is sealed", "It holds 1 file.")
	if left() != 0 {
		t.Error("the passphrase was not asked for twice")
	}
	sealed := exported(t, copied+".sealed")
	for _, plain := range []string{"SQLite", "Cedar", "cedar"} {
		if strings.Contains(sealed, plain) {
			t.Errorf("the sealed copy shows %q", plain)
		}
	}

	p.answering(strong)
	out := filepath.Join(t.TempDir(), "mine.forethought")
	p.types(Done, "unseal", copied+".sealed", "-o", out).reads("mine.forethought is written (1 file).")
	if exported(t, out) != exported(t, file) {
		t.Error("what was unsealed is another file than what was sealed")
	}
	p.types(Done, "check", out)
	if info, err := os.Stat(out); err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("others may read what was unsealed: %v %v", info.Mode(), err)
	}
	p.answering()
	p.types(CouldNot, "unseal", copied+".sealed", "-o", out).isTold("There is already a file")
}

func TestAFolderIsSealedWithTheWorkbooksInIt(t *testing.T) {
	p, file := withTheSample(t)
	folder := filepath.Join(t.TempDir(), "for the board")
	if err := os.MkdirAll(filepath.Join(folder, "maps"), 0o755); err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(folder, "read me.txt"), "hello")
	writeFile(t, filepath.Join(folder, "maps", "north.txt"), "north")
	book := writeFile(t, filepath.Join(folder, "book.forethought"), exported(t, file))
	key := writeFile(t, filepath.Join(t.TempDir(), "key.txt"), strong+"\r\n")
	out := filepath.Join(t.TempDir(), "board.sealed")
	p.types(Done, "seal", folder+string(filepath.Separator), "-o", out, "--passphrase-file", key).reads("board.sealed is sealed", "5 files and folders")
	again := filepath.Join(t.TempDir(), "again")
	p.types(Done, "unseal", out, "-o", again, "--passphrase-file", key).reads("(3 files)")
	if exported(t, filepath.Join(again, "maps", "north.txt")) != "north" || exported(t, filepath.Join(again, "book.forethought")) != exported(t, book) {
		t.Error("what was unsealed differs")
	}
	p.types(CouldNot, "seal", folder, "-o", filepath.Join(folder, "inside"), "--passphrase-file", key).isTold("inside.sealed cannot be sealed")
	if exists(filepath.Join(folder, "inside.sealed")) {
		t.Error("a sealed copy lies in what was sealed")
	}
}

func TestAReportIsSealedAsAPDFForAnyReader(t *testing.T) {
	p, file := withTheSample(t)
	folder := t.TempDir()
	plan, sealed := filepath.Join(folder, "plan.pdf"), filepath.Join(folder, "plan-sealed.pdf")
	p.types(Done, "report", "board-summary", "--workbook", file, "-o", plan)
	key := writeFile(t, filepath.Join(t.TempDir(), "key.txt"), strong)
	p.types(Done, "seal", plan, "-o", sealed, "--passphrase-file", key)
	if qpdf, err := exec.LookPath("qpdf"); err == nil {
		if out, err := exec.Command(qpdf, "--check", "--password="+strong, sealed).CombinedOutput(); err != nil || !bytes.Contains(out, []byte("AESv3")) {
			t.Errorf("qpdf: %v\n%s", err, out)
		}
		if err := exec.Command(qpdf, "--check", sealed).Run(); err == nil {
			t.Error("qpdf opens it without the passphrase")
		}
	} else {
		t.Log("qpdf is not here to look at the document")
	}
	if read, err := exec.LookPath("pdftotext"); err == nil {
		before, _ := exec.Command(read, plan, "-").Output()
		after, err := exec.Command(read, "-upw", strong, sealed, "-").Output()
		if err != nil || len(before) == 0 || !bytes.Equal(before, after) {
			t.Errorf("the protected document reads otherwise: %v", err)
		}
	}
	p.types(CouldNot, "seal", sealed, "-o", filepath.Join(folder, "twice.pdf"), "--passphrase-file", key).isTold("is protected by a password")
	wrong := writeFile(t, filepath.Join(t.TempDir(), "wrong.txt"), strong+"!")
	open := filepath.Join(folder, "open.pdf")
	p.types(CouldNot, "unseal", sealed, "-o", open, "--passphrase-file", wrong).isTold("The passphrase does not open")
	p.types(CouldNot, "unseal", plan, "-o", open, "--passphrase-file", key).isTold("neither a sealed copy nor a PDF with a passphrase")
	if exists(open) {
		t.Error("something was written")
	}
	p.types(Done, "unseal", sealed, "-o", open, "--passphrase-file", key)
	if !export.IsPDF(open) {
		t.Error("what was unsealed is no PDF")
	}
	p.types(WrongUsage, "seal", file, "-o", filepath.Join(folder, "book.pdf"), "--passphrase-file", key).isTold("is not a PDF")
	p.types(WrongUsage, "seal", plan, "-o", plan, "--passphrase-file", key).isTold("cannot have the name of what is sealed")
}

func TestAPassphraseThatIsWeakOrMistypedSealsNothing(t *testing.T) {
	p, file := withTheSample(t)
	folder := t.TempDir()
	out := filepath.Join(folder, "copy.sealed")
	for pass, why := range map[string]string{
		"short": "fewer than 12 characters", "Cedar Valley 2027!": "names of the file or its schools",
		"school safety plan": "words that everybody tries first", "abcdefghijklmnop": "mostly a run", "violet kettle ": "ends with a blank",
	} {
		p.answering(pass)
		p.types(CouldNot, "seal", file, "-o", out).isTold("too weak", why, "Nothing was written")
	}
	p.answering(strong, strong+"x")
	p.types(CouldNot, "seal", file, "-o", out).isTold("The two passphrases differ")
	p.env.AskSecret = nil
	p.types(WrongUsage, "seal", file, "-o", out).isTold("no terminal", "--passphrase-file")
	for name, text := range map[string]string{"empty": "", "two": "one line\nanother", "binary": "\xff\xfe passphrase", "long": strings.Repeat("x", 2000)} {
		key := writeFile(t, filepath.Join(t.TempDir(), name), text)
		p.types(CouldNot, "seal", file, "-o", out, "--passphrase-file", key).isTold("does not hold a passphrase")
	}
	p.types(CouldNot, "seal", file, "-o", out, "--passphrase-file", out).isTold("is not there")
	p.types(WrongUsage, "seal", file, "-o", out, "--passphrase", strong) // there is no such option
	if left := listing(t, folder); len(left) > 0 {
		t.Errorf("something was written: %q", left)
	}
}

func TestWhatCannotBeUnsealedIsToldAndNothingIsWritten(t *testing.T) {
	p, file := withTheSample(t)
	from, to := t.TempDir(), t.TempDir()
	key := writeFile(t, filepath.Join(from, "key.txt"), strong)
	sealed := filepath.Join(from, "copy.sealed")
	p.types(Done, "seal", file, "-o", sealed, "--passphrase-file", key)
	whole := exported(t, sealed)
	cut := writeFile(t, filepath.Join(from, "cut.sealed"), whole[:len(whole)-1000])
	bent := writeFile(t, filepath.Join(from, "bent.sealed"), whole[:len(whole)/2]+"x"+whole[len(whole)/2+1:])
	wrong := writeFile(t, filepath.Join(from, "wrong.txt"), "another kettle drums softly")
	out := filepath.Join(to, "book.forethought")
	for _, tc := range []struct{ file, key, told string }{
		{sealed, wrong, "The passphrase does not open"},
		{cut, key, "is cut off or was altered"},
		{bent, key, "is cut off or was altered"},
		{file, key, "neither a sealed copy"},
		{filepath.Join(from, "gone.sealed"), key, "is not there"},
		{from, key, "neither a sealed copy"},
	} {
		p.types(CouldNot, "unseal", tc.file, "-o", out, "--passphrase-file", tc.key).isTold(tc.told)
	}
	if left := listing(t, to); len(left) > 0 {
		t.Errorf("something was written: %q", left)
	}
	writeFile(t, out+"-journal", "of a workbook that was left in the middle of a change")
	p.types(CouldNot, "unseal", sealed, "-o", out, "--passphrase-file", key).isTold("There is already a file", "book.forethought-journal")
	if exists(out) {
		t.Error("a workbook was written beside a strange journal")
	}
}
