package main

import (
	"fmt"
	"slices"
	"time"
)

// pair is what something took, and its floor in the same run.
type pair struct {
	ours, floor []float64 // milliseconds, or megabytes
}

func median(all []float64) float64 {
	if len(all) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(all))
	if n := len(sorted); n%2 == 0 {
		return (sorted[n/2-1] + sorted[n/2]) / 2
	}
	return sorted[len(sorted)/2]
}

func (p pair) ratio() float64 { return median(p.ours) / median(p.floor) }

// interleave measures both by turns, so that what else the machine does meanwhile falls on
// both alike. A round before them warms up and is not counted.
func interleave(rounds int, ours, floor func() (float64, error)) (p pair, err error) {
	for i := range rounds + 1 {
		f, err := floor()
		if err != nil {
			return p, fmt.Errorf("floor: %w", err)
		}
		o, err := ours()
		if err != nil {
			return p, err
		}
		if i > 0 {
			p.ours, p.floor = append(p.ours, o), append(p.floor, f)
		}
	}
	return p, nil
}

// timed is how many milliseconds something takes.
func timed(do func() error) func() (float64, error) {
	return func() (float64, error) {
		start := time.Now()
		err := do()
		return millis(time.Since(start)), err
	}
}

func millis(d time.Duration) float64 { return d.Seconds() * 1000 }

// figure writes milliseconds so that they can be read.
func figure(ms float64) string {
	switch {
	case ms >= 10_000:
		return fmt.Sprintf("%.0f s", ms/1000)
	case ms >= 1000:
		return fmt.Sprintf("%.1f s", ms/1000)
	case ms >= 100:
		return fmt.Sprintf("%.0f ms", ms)
	case ms >= 1:
		return fmt.Sprintf("%.1f ms", ms)
	}
	return fmt.Sprintf("%.2f ms", ms)
}
