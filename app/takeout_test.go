package app

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

func TestTablesAndDaysAreHandedToOtherPrograms(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(reportsScreen)
	s := b.shell.screen(reportsScreen).(*reports)
	for _, tc := range []struct {
		press func()
		file  string
		head  string
	}{
		{func() { s.takeout.tables.Tapped(nil) }, "all.xlsx", "PK"},
		{func() { s.takeout.calendar.Tapped(nil) }, "days.ics", "BEGIN:VCALENDAR"},
	} {
		b.asked.answer = filepath.Join(b.dir, tc.file)
		tc.press()
		var data []byte
		for range 50 {
			b.settle()
			if d, err := os.ReadFile(b.asked.answer); err == nil && s.done.Visible() && b.desk.modal == nil {
				data = d
				break
			}
		}
		if !bytes.HasPrefix(data, []byte(tc.head)) {
			t.Errorf("%s begins with %.20q, want %q; the window says %q", tc.file, data, tc.head, b.told())
		}
		s.done.Hide()
	}
}
