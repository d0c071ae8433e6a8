package storage

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"forethought/workbook"
)

// Somebody saves a file of the same name while ours is being written.
func TestNameTakenMeanwhile(t *testing.T) {
	target := filepath.Join(t.TempDir(), "Plan.forethought")
	err := writeBeside(target, func(scratch string) error {
		if err := os.WriteFile(scratch, []byte("ours"), 0o600); err != nil {
			return err
		}
		return os.WriteFile(target, []byte("theirs"), 0o600)
	})
	if !errors.Is(err, workbook.ErrExists) {
		t.Errorf("error %v", err)
	}
	if text, _ := os.ReadFile(target); string(text) != "theirs" {
		t.Errorf("file now holds %q", text)
	}
	wantFiles(t, filepath.Dir(target), "Plan.forethought")
}

func TestHalfMadeFileNeverStandsUnderItsName(t *testing.T) {
	target := filepath.Join(t.TempDir(), "Plan.forethought")
	stopped := errors.New("stopped")
	err := writeBeside(target, func(scratch string) error {
		if filepath.Dir(scratch) != filepath.Dir(target) {
			t.Errorf("written in another folder: %s", scratch)
		}
		if _, err := os.Stat(target); err == nil {
			t.Error("the name is there already")
		}
		return errors.Join(os.WriteFile(scratch, []byte("half"), 0o600), os.WriteFile(scratch+"-journal", nil, 0o600), stopped)
	})
	if !errors.Is(err, stopped) {
		t.Errorf("error %v", err)
	}
	wantFiles(t, filepath.Dir(target))
}
