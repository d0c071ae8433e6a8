package app

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"forethought/tempfile"
)

// A run's clock goes on in the log even when the program that ran it is gone. So the window
// that runs an exercise leaves a beat beside the preferences every few seconds, in a small
// file that a kill cannot leave half written: where a run fell silent, the last beat says
// where its clock stood.

const (
	// beatEvery is how often the window that runs an exercise says that it still does.
	beatEvery = 5 * time.Second
	// silence is how long after a beat a window counts as gone.
	silence = 15 * time.Second
	// longQuiet is how long after the last step a run without any beat on this computer is
	// asked about.
	longQuiet = 30 * time.Minute
)

// beat is where the clock of a run stood at a moment.
type beat struct {
	Line    string    `json:"line"`    // the line of the log that set the clock going
	Elapsed int       `json:"elapsed"` // seconds of the exercise
	At      time.Time `json:"at"`
	Gone    bool      `json:"gone"` // the window was closed
}

// pulse keeps the last beat of this computer's windows.
type pulse struct{ path string }

// keep writes a beat in place of the one before. Where it cannot be written the run goes on
// without; what is lost is only where the clock would have stood.
func (p pulse) keep(b beat) {
	data, err := json.Marshal(b)
	if err != nil {
		return
	}
	next, err := tempfile.Create(filepath.Dir(p.path))
	if err != nil {
		return
	}
	_, err = next.Write(data)
	if closed := next.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(next.Name(), p.path)
	}
	if err != nil {
		_ = os.Remove(next.Name())
	}
}

// last is the beat that was kept last, of any window on this computer; an empty one where
// there is none.
func (p pulse) last() beat {
	var b beat
	data, err := os.ReadFile(p.path)
	if err != nil || json.Unmarshal(data, &b) != nil {
		return beat{}
	}
	return b
}
