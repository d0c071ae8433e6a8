package workbook

// Recovered is what came of reading a damaged workbook into a new one.
type Recovered struct {
	Pages       int            // that the file had
	Unreadable  int            // that are cut off, or make no sense where a table goes on in them
	Counts      map[string]int // of what the copy holds: schools, answers, actions and so on
	FromHistory int            // things read from the history, since their own rows could not be
	LostChanges int            // of the history, known by the gap
	LostThings  int            // known of, without what they belong to
	LostFiles   int            // of evidence, whose bytes are gone
	Unnamed     int            // schools whose name is gone
}

// Whole reports whether nothing is known to be lost.
func (r Recovered) Whole() bool {
	return r.Unreadable+r.LostChanges+r.LostThings+r.LostFiles+r.Unnamed == 0
}
