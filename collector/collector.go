// Package collector has garbage collected only once the program has taken up littleMemory, and
// from then on as ever. Without it a start and a short verb collect a dozen times while next to
// nothing is garbage, which costs them a sixth of their time.
//
// It needs nothing but the runtime, so that it is there before the packages that fill memory
// while they begin.
package collector

import (
	"runtime"
	"runtime/debug"
)

// littleMemory is how many bytes of memory the program may take before garbage is collected.
const littleMemory = 64 << 20

func init() { collectLater() }

func collectLater() {
	percent, limit := debug.SetGCPercent(-1), debug.SetMemoryLimit(littleMemory)
	first := new(struct{ _ *byte }) // is garbage at the first collection
	runtime.AddCleanup(first, func(struct{}) {
		debug.SetGCPercent(percent)
		debug.SetMemoryLimit(limit)
	}, struct{}{})
}
