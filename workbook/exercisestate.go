package workbook

// ExerciseState is how far an exercise has come, as lists show it.
type ExerciseState string

// The states; words under "exercise-state.<code>".
const (
	ExercisePlanned ExerciseState = "planned"
	ExerciseRunning ExerciseState = "running"
	ExercisePaused  ExerciseState = "paused"
	ExerciseRun     ExerciseState = "run"  // it has ended, and an objective has no final rating
	ExerciseDone    ExerciseState = "done" // it has ended and is evaluated
)

// ExerciseProgress is what of an exercise decides on its state.
type ExerciseProgress struct {
	Last       HappeningKind // the last start, pause, resumption or end; empty before the start
	Objectives int
	Rated      int // objectives that have a final rating
}

// State is how far an exercise has come. One whose after-action report was agreed is done.
func (p ExerciseProgress) State(e Exercise) ExerciseState {
	switch p.Last {
	case Started, Resumed:
		return ExerciseRunning
	case Paused:
		return ExercisePaused
	case Ended:
		if e.Published != "" || p.Objectives > 0 && p.Rated == p.Objectives {
			return ExerciseDone
		}
		return ExerciseRun
	}
	if e.Published != "" { // it was run without the console
		return ExerciseDone
	}
	return ExercisePlanned
}
