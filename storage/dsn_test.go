package storage

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestDSNEscapesThePath(t *testing.T) {
	for _, c := range []struct {
		path    string
		windows bool
		want    string
	}{
		{"/home/ana/Plan.forethought", false, "file:///home/ana/Plan.forethought"},
		{"/a b/50%20#1?.forethought", false, "file:///a%20b/50%2520%231%3F.forethought"},
		{"/Schüle/план.forethought", false, "file:///Sch%C3%BCle/%D0%BF%D0%BB%D0%B0%D0%BD.forethought"},
		{`/back\slash.forethought`, false, "file:///back%5Cslash.forethought"},
		{"//mnt/x", false, "file:////mnt/x"},
		{`C:\Users\Ana Ruiz\Plan #1.forethought`, true, "file:///C:/Users/Ana%20Ruiz/Plan%20%231.forethought"},
		{`C:/Users/x.forethought`, true, "file:///C:/Users/x.forethought"},
		{`\\server\share\Plan 100%.forethought`, true, "file:////server/share/Plan%20100%25.forethought"},
		{`\\?\C:\long\x`, true, "file:///C:/long/x"},
		{`\\?\UNC\server\share\x`, true, "file:////server/share/x"},
	} {
		name, query, found := strings.Cut(dsn(c.path, readWrite, c.windows), "?")
		if !found || name != c.want {
			t.Errorf("dsn(%q) names %q, want %q", c.path, name, c.want)
		}
		if _, err := url.ParseQuery(query); err != nil {
			t.Errorf("dsn(%q): query %q: %v", c.path, query, err)
		}
	}
}

func TestDSNNeverMakesAFile(t *testing.T) {
	for _, how := range []access{readWrite, readOnly, untouched} {
		path := filepath.Join(t.TempDir(), "missing.forethought")
		db, err := connect(path, how)
		if err != nil {
			t.Fatal(err)
		}
		if err := db.PingContext(context.Background()); err == nil {
			t.Errorf("access %d opened a missing file", how)
		}
		_ = db.Close()
		if _, err := os.Stat(path); err == nil {
			t.Errorf("access %d made the file", how)
		}
	}
}

func TestConnectionIsSetForSafety(t *testing.T) {
	w := newFile(t, Options{})
	for pragma, want := range map[string]string{
		"foreign_keys": "1", "journal_mode": "persist", "synchronous": "3", "busy_timeout": "5000", "trusted_schema": "0",
	} {
		var have string
		if err := w.db.QueryRow("PRAGMA " + pragma).Scan(&have); err != nil || have != want {
			t.Errorf("%s is %q, want %q (%v)", pragma, have, want, err)
		}
	}
	if _, err := w.db.Exec(`SELECT "no such column"`); err == nil {
		t.Error("a mistyped column passes as text")
	}
}

func TestPathsThatMeanSomethingElsewhere(t *testing.T) {
	names := []string{
		"Plan #1.forethought", "50%20.forethought", "Schüle und Straße.forethought", "a b.forethought",
		"план.forethought", "x&mode=memory.forethought", "file:x.forethought", "semi;colon.forethought",
	}
	if os.PathSeparator == '/' {
		names = append(names, "why?.forethought", "x?mode=memory.forethought")
	}
	for _, name := range names {
		if os.PathSeparator == '\\' && strings.Contains(name, ":") {
			continue
		}
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "folder #1 100% ü")
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, name)
			w, err := Create(context.Background(), path, beslan, Options{})
			if err != nil {
				t.Fatal(err)
			}
			id := addSchool(t, w, ana, "Maple Elementary")
			shut(t, w)
			wantFiles(t, dir, name)

			w = reopen(t, path, Options{})
			if s, err := w.SchoolRecord(context.Background(), id); err != nil || s.Name != "Maple Elementary" {
				t.Fatalf("read %+v, %v", s, err)
			}
			to := filepath.Join(dir, "copy of "+name)
			if err := w.SaveCopy(context.Background(), to); err != nil {
				t.Fatal(err)
			}
			shut(t, w)
			wantHealthy(t, reopen(t, to, Options{ReadOnly: true}))
		})
	}
}
