package storage

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"forethought/workbook"
)

// aBook makes a workbook with a school and a few answers, and closes it.
func aBook(t *testing.T) string {
	t.Helper()
	w := newFile(t, Options{})
	school := addSchool(t, w, ana, "Maple Elementary")
	apply(t, w, ana, setAnswer(school, "gates", "note", "The north gate sticks."))
	shut(t, w)
	return w.Path()
}

// journalOf is the journal of a large change of a workbook, which does not come about.
func journalOf(t *testing.T, path string) []byte {
	t.Helper()
	w := reopen(t, path, Options{})
	defer shut(t, w)
	defer halfWay(t, w, "UPDATE batch SET author = 'Half'", "UPDATE answer SET owner = 'Half'")()
	data, err := os.ReadFile(path + "-journal")
	if err != nil || len(data) < 4096 {
		t.Fatalf("no journal: %d bytes, %v", len(data), err)
	}
	return data
}

func put(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func bytesIn(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// withSuperior ends a journal as one that belongs to a change of several files.
func withSuperior(journal []byte, superior string) []byte {
	var sum uint32
	for _, c := range []byte(superior) {
		sum += uint32(int8(c))
	}
	end := binary.BigEndian.AppendUint32(bytes.Clone(journal), 0x40000000/4096+1)
	end = append(end, superior...)
	end = binary.BigEndian.AppendUint32(end, uint32(len(superior)))
	end = binary.BigEndian.AppendUint32(end, sum)
	return append(end, journalMagic...)
}

func TestAJournalThatIsNotTheWorkbooksOwnChangesNothing(t *testing.T) {
	ctx := context.Background()
	victim := filepath.Join(t.TempDir(), "letters.txt")
	for name, lay := range map[string]func(t *testing.T, path string){
		"of another workbook": func(t *testing.T, path string) { put(t, path+"-journal", journalOf(t, aBook(t))) },
		"of the same workbook as it was": func(t *testing.T, path string) {
			journal := journalOf(t, path)
			w := reopen(t, path, Options{})
			addSchool(t, w, ben, "Oak High")
			addSchool(t, w, ben, "Elm Primary")
			shut(t, w)
			put(t, path+"-journal", journal)
		},
		"with a superior": func(t *testing.T, path string) {
			put(t, victim, []byte("Dear Ana"))
			put(t, path+"-journal", withSuperior(journalOf(t, path), victim))
		},
		"that only cuts off": func(t *testing.T, path string) {
			head := journalOf(t, path)[:512]
			binary.BigEndian.PutUint32(head[8:], 0)
			binary.BigEndian.PutUint32(head[16:], 7)
			put(t, path+"-journal", head)
		},
		"with pages of another size": func(t *testing.T, path string) {
			head := journalOf(t, path)[:512]
			binary.BigEndian.PutUint32(head[24:], 1024)
			put(t, path+"-journal", head)
		},
		"that is huge": func(t *testing.T, path string) {
			put(t, path+"-journal", journalOf(t, path))
			if err := os.Truncate(path+"-journal", 1<<36); err != nil {
				t.Skip("the file system has no holes: ", err)
			}
		},
		"that would make it huge": func(t *testing.T, path string) {
			head := journalOf(t, path)[:512]
			binary.BigEndian.PutUint32(head[16:], 1<<30)
			put(t, path+"-journal", head)
		},
		"that is a folder": func(t *testing.T, path string) {
			if err := os.Mkdir(path+"-journal", 0o700); err != nil {
				t.Fatal(err)
			}
		},
		"that is a link": func(t *testing.T, path string) {
			put(t, victim, journalOf(t, path))
			if err := os.Symlink(victim, path+"-journal"); err != nil {
				t.Skip("no links here: ", err)
			}
		},
		"that may not be read": func(t *testing.T, path string) {
			if runtime.GOOS == "windows" || os.Geteuid() == 0 {
				t.Skip("whoever runs this may read everything")
			}
			put(t, path+"-journal", journalOf(t, path))
			if err := os.Chmod(path+"-journal", 0); err != nil {
				t.Fatal(err)
			}
		},
		"for writing ahead": func(t *testing.T, path string) {
			other := newFile(t, Options{})
			for _, s := range []string{"PRAGMA journal_mode = WAL", "UPDATE book SET created = 'another'"} {
				if _, err := other.db.Exec(s); err != nil {
					t.Fatal(err)
				}
			}
			put(t, path+"-wal", bytesIn(t, other.Path()+"-wal"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := aBook(t)
			lay(t, path)
			beside := path + "-journal"
			if _, err := os.Lstat(beside); err != nil {
				beside = path + "-wal"
			}
			before, there := bytesIn(t, path), moment(path)
			for _, o := range []Options{{ReadOnly: true}, {}, {CheckLater: true}} {
				_, err := Open(ctx, path, o)
				wantKind(t, err, workbook.ErrForeignJournal)
				var p *workbook.Problem
				if !errors.As(err, &p) || p.Value != filepath.Base(beside) {
					t.Errorf("the error does not name %s: %v", beside, err)
				}
			}
			wantKind(t, Restore(ctx, path, filepath.Join(t.TempDir(), "restored.forethought")), workbook.ErrForeignJournal)
			if _, err := Recover(ctx, path, filepath.Join(t.TempDir(), "recovered.forethought"), RecoverOptions{}); err != nil {
				t.Errorf("it cannot be recovered either: %v", err)
			}
			if !bytes.Equal(before, bytesIn(t, path)) || !bytes.Equal(there, moment(path)) {
				t.Error("something was changed")
			}
			if _, err := os.Stat(victim); strings.Contains(name, "superior") && err != nil {
				t.Errorf("a file elsewhere is gone: %v", err)
			}
			// The way on.
			if err := os.Rename(beside, filepath.Join(t.TempDir(), "kept")); err != nil {
				t.Fatal(err)
			}
			w := reopen(t, path, Options{})
			wantHealthy(t, w)
		})
	}
}

func TestWhatIsNoJournalDoesNotKeepAWorkbookShut(t *testing.T) {
	for name, data := range map[string][]byte{
		"empty": {}, "text": []byte("hello"), "cut off": journalMagic[:5], "zeros": make([]byte, 9000),
		"magic alone": bytes.Clone(journalMagic), "much of nothing": bytes.Repeat([]byte("x"), 1<<20),
	} {
		path := aBook(t)
		before := bytesIn(t, path)
		put(t, path+"-journal", data)
		w := reopen(t, path, Options{})
		wantHealthy(t, w)
		shut(t, w)
		if !bytes.Equal(before, bytesIn(t, path)) {
			t.Errorf("%s has changed the workbook", name)
		}
	}
}

// What a name left behind is not taken for a new file's own.
func TestNoFileIsMadeBesideAJournal(t *testing.T) {
	ctx := context.Background()
	path := aBook(t)
	w := reopen(t, path, Options{BackupDir: t.TempDir()})
	backup, err := w.Backup(ctx)
	if err != nil {
		t.Fatal(err)
	}
	schools, err := w.Schools(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"-journal", "-wal"} {
		folder := t.TempDir()
		to := filepath.Join(folder, "Plan.forethought")
		put(t, to+suffix, journalOf(t, aBook(t)))
		for doing, err := range map[string]error{
			"restore":   Restore(ctx, backup, to),
			"save copy": w.SaveCopy(ctx, to),
			"create":    func() error { _, err := Create(ctx, to, beslan, Options{}); return err }(),
			"extract":   func() error { _, err := w.Extract(ctx, schools[0].ID, to, true); return err }(),
			"merge": func() error {
				_, err := Merge(ctx, path, backup, to, ana, workbook.MergeOrder{}, true, Options{})
				return err
			}(),
			"recover": func() error { _, err := Recover(ctx, backup, to, RecoverOptions{}); return err }(),
		} {
			if !errors.Is(err, workbook.ErrJournalThere) {
				t.Errorf("%s: %v", doing, err)
			}
		}
		wantFiles(t, folder, "Plan.forethought"+suffix)
	}
}

// Who opens a workbook while somebody writes to it is not told that the journal is foreign.
func TestAJournalThatSomebodyIsWritingIsLeftToThem(t *testing.T) {
	path := aBook(t)
	w := reopen(t, path, Options{})
	schools, err := w.Schools(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	stop := make(chan struct{})
	var writer sync.WaitGroup
	writer.Go(func() {
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			note := strings.Repeat("A long note. ", 1+i%4000)
			if _, err := w.Apply(context.Background(), ana, []workbook.Change{setAnswer(schools[0].ID, "gates", "note", note)}); err != nil {
				t.Error(err)
				return
			}
		}
	})
	for range 60 {
		if err := fitsBeside(context.Background(), path); err != nil {
			t.Error(err)
		}
	}
	close(stop)
	writer.Wait()
	wantHealthy(t, w)
}
