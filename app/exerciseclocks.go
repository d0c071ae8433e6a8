package app

import "fmt"

// How times of an exercise are written; those of the story are a workbook.Clock.

// clockText writes seconds of the exercise as "0:14:22".
func clockText(seconds int) string {
	return fmt.Sprintf("%d:%02d:%02d", seconds/3600, seconds/60%60, seconds%60)
}

// minuteClock writes a minute of the exercise as "0:14".
func minuteClock(minute int) string { return fmt.Sprintf("%d:%02d", minute/60, minute%60) }

// minutesText writes seconds that are left as "06:40".
func minutesText(seconds int) string { return fmt.Sprintf("%02d:%02d", seconds/60, seconds%60) }

// minutesWord says how many minutes something takes.
func minutesWord(d *desk, n int) string { return d.text("exercise.minutes", "Count", n) }

// shortMinutes says so where there is little room.
func shortMinutes(d *desk, n int) string { return d.text("exercise.design.short-minutes", "N", n) }
