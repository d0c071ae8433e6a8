package app

import (
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"
)

// fill writes into the dialog's entries, top to bottom.
func (b *bench) fill(texts ...string) {
	b.t.Helper()
	i := 0
	for _, o := range test.LaidOutObjects(b.desk.window.Canvas().Overlays().Top()) {
		if e, ok := o.(*widget.Entry); ok && i < len(texts) {
			e.SetText(texts[i])
			i++
		}
	}
	if i != len(texts) {
		b.t.Fatalf("the dialog has %d entries, want %d", i, len(texts))
	}
}

func TestSavingWithoutTheSystemsDialogLeavesTheChosenFileAlone(t *testing.T) {
	b := newBench(t)
	there := filepath.Join(b.dir, "plan.pdf")
	if err := os.WriteFile(there, []byte("the old plan"), 0o600); err != nil {
		t.Fatal(err)
	}
	chosen := ""
	b.desk.saveWithin("Save", filepath.Join(b.dir, "other.pdf"), ".pdf", func(path string) { chosen = path })
	b.fill(filepath.Join(b.dir, "nowhere"), "plan")
	b.say(b.desk.text("ask.save"))
	if chosen != "" {
		t.Fatalf("a folder that is not there gave %s", chosen)
	}
	b.fill(b.dir, "plan")
	b.say(b.desk.text("ask.save"))
	if chosen != "" {
		t.Fatal("a file that is there was chosen without a question")
	}
	b.say(b.desk.text("ask.replace-yes"))
	if chosen != there {
		t.Errorf("chose %q, want %q", chosen, there)
	}
	if data, err := os.ReadFile(there); err != nil || string(data) != "the old plan" {
		t.Errorf("choosing changed the file: %q, %v", data, err)
	}
}

func TestANameWithoutItsEndingIsAskedAbout(t *testing.T) {
	b := newBench(t)
	there := filepath.Join(b.dir, "plan.pdf")
	if err := os.WriteFile(there, []byte("the old plan"), 0o600); err != nil {
		t.Fatal(err)
	}
	chosen := ""
	b.desk.named(filepath.Join(b.dir, "plan"), ".pdf", func(path string) { chosen = path })
	b.settle()
	if chosen != "" || b.desk.window.Canvas().Overlays().Top() == nil {
		t.Fatal("plan.pdf would be written over without a question")
	}
	b.say(b.desk.text("app.cancel"))
	b.desk.named(filepath.Join(b.dir, "new"), ".pdf", func(path string) { chosen = path })
	b.settle()
	if chosen != filepath.Join(b.dir, "new.pdf") {
		t.Errorf("a new name gave %q", chosen)
	}
}
