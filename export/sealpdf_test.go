package export_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"forethought/export"
	"forethought/workbook"
)

func TestAPlanWithAPassphraseOpensWithItAlone(t *testing.T) {
	const words = "violet kettle drüms softly, and so on over more than a hundred and twenty seven bytes that a document may take"
	pass, why := workbook.NewPassphrase(words)
	if why != workbook.StrongEnough {
		t.Fatal(why)
	}
	ctx, folder := context.Background(), t.TempDir()
	path, open := filepath.Join(folder, "plan.pdf"), filepath.Join(folder, "open.pdf")
	o := options(t, export.A4)
	o.Passphrase = pass
	r, err := export.WriteActionPlan(ctx, path, workbook.NewActionPlan(lakeside()), o)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil || int64(len(data)) != r.Bytes || !bytes.Contains(data, []byte("/R 6")) {
		t.Errorf("%d bytes of %d, %v; by another revision than 6?", len(data), r.Bytes, err)
	}
	if left := filesIn(t, folder); left != "plan.pdf" {
		t.Errorf("left: %s", left)
	}
	for _, wrong := range []string{"", strings.ToUpper(words), words + "!"} {
		if err := export.UnsealPDF(ctx, open, path, wrong); !errors.Is(err, workbook.ErrPassphrase) {
			t.Errorf("with %q: %v", wrong, err)
		}
	}
	decomposed := strings.ReplaceAll(words, "ü", "u\u0308") // as another system types it
	if err := export.UnsealPDF(ctx, open, path, decomposed); err != nil {
		t.Fatal(err)
	}
	plain, _ := write(t, lakeside(), export.A4)
	if textOf(t, open) != textOf(t, plain) {
		t.Error("the plan reads otherwise after it was protected and opened")
	}
	for cut := 1; cut < len(data); cut += 1 + len(data)/40 {
		short := filepath.Join(t.TempDir(), "cut.pdf")
		if err := os.WriteFile(short, data[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		var p *workbook.Problem
		if err := export.UnsealPDF(ctx, short+".out", short, words); !errors.As(err, &p) {
			t.Errorf("cut at %d: %v, want a problem", cut, err)
		}
		if left := filesIn(t, filepath.Dir(short)); left != "cut.pdf" {
			t.Errorf("cut at %d: left %s", cut, left)
		}
	}
}
