package collector

import (
	"math"
	"runtime"
	"runtime/debug"
	"testing"
	"time"
)

var kept [4][]byte

// What is thrown away is collected as ever once the program is no longer small.
func TestGarbageIsCollectedOnceMemoryIsTaken(t *testing.T) {
	percent, limit := debug.SetGCPercent(100), debug.SetMemoryLimit(math.MaxInt64) // as the program begins
	defer func() { debug.SetGCPercent(percent); debug.SetMemoryLimit(limit) }()
	collectLater()
	var at runtime.MemStats
	runtime.ReadMemStats(&at)
	before := at.NumGC
	for i := range 512 {
		kept[i%len(kept)] = make([]byte, 1<<20)
		time.Sleep(time.Millisecond / 4)
	}
	runtime.ReadMemStats(&at)
	if at.NumGC == before || at.HeapInuse > 2*littleMemory {
		t.Errorf("%d collections, %d MB in use", at.NumGC-before, at.HeapInuse>>20)
	}
	if now := debug.SetGCPercent(100); now != 100 {
		t.Errorf("the collector goes by %d percent", now)
	}
	if now := debug.SetMemoryLimit(-1); now != math.MaxInt64 {
		t.Errorf("the limit is still %d", now)
	}
}
