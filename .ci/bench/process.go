package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// peakOf is the most memory that an ended process had, in MiB.
func peakOf(p *os.ProcessState) float64 {
	return float64(p.SysUsage().(*syscall.Rusage).Maxrss) / 1024
}

// processorTime is what a running process has used so far.
func processorTime(pid int) time.Duration {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, rest, ok := strings.Cut(string(data), ") ")
	fields := strings.Fields(rest)
	if err != nil || !ok || len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond // Linux counts in hundredths
}

// residentOf is the memory that a running process has, in MiB.
func residentOf(pid int) float64 {
	var kilobytes float64
	_, _ = fmt.Sscanf(valueIn(fmt.Sprintf("/proc/%d/status", pid), "VmRSS"), "%f", &kilobytes)
	return kilobytes / 1024
}
