package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"time"
)

// ran runs a program to its end and says the most memory that it had, in MiB. It is asked
// while it runs: what the system tells at the end counts from before the program began, when
// the process was still a copy of this one, which holds a large district.
func ran(cmd *exec.Cmd) (peak float64, err error) {
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	if err := cmd.Start(); err != nil {
		return 0, err
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	for {
		select {
		case err := <-ended:
			if err != nil {
				err = fmt.Errorf("%w: %s", err, said.Bytes())
			}
			return peak, err
		case <-time.After(5 * time.Millisecond):
			var kilobytes float64
			if n, _ := fmt.Sscanf(valueIn(fmt.Sprintf("/proc/%d/status", cmd.Process.Pid), "VmHWM"), "%f", &kilobytes); n == 1 {
				peak = kilobytes / 1024
			}
		}
	}
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
