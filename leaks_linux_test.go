package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// aloneInTheWorld is what runs a program on a computer that has another name and no network
// but itself, nothing where the system does not allow it.
func aloneInTheWorld(t *testing.T, name string) []string {
	t.Helper()
	by := []string{"unshare", "-r", "-u", "-n", "sh", "-c", "hostname " + name + ` && exec "$0" "$@"`}
	out, err := exec.Command(by[0], append(by[1:], "sh", "-c", "hostname; tail -n +2 /proc/net/route")...).Output()
	if err != nil || strings.TrimSpace(string(out)) != name {
		t.Logf("SKIPPED: this runs with the computer's own name and network, since unshare does not take them away here: %v", err)
		return nil
	}
	return by
}

// networkOf are the sockets of a process that could reach another computer: of all kinds in
// the tables of the system's network, by what they are.
func networkOf(pid int) map[string]string {
	byInode := map[string]string{}
	for _, kind := range []string{"tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6", "icmp", "icmp6"} {
		table, err := os.ReadFile(fmt.Sprintf("/proc/%d/net/%s", pid, kind))
		if err != nil {
			continue // the process has ended, or the system has no such kind
		}
		for line := range strings.Lines(string(table)) {
			if words := strings.Fields(line); len(words) > 9 {
				byInode["socket:["+words[9]+"]"] = kind + " from " + words[1] + " to " + words[2]
			}
		}
	}
	found := map[string]string{}
	for _, socket := range socketsOf(pid) {
		if what, ok := byInode[socket]; ok {
			found[socket] = what
		}
	}
	return found
}

// socketsOf are all sockets that a process has open, those for its own computer too.
func socketsOf(pid int) []string {
	open, _ := filepath.Glob(fmt.Sprintf("/proc/%d/fd/*", pid))
	var sockets []string
	for _, fd := range open {
		if to, err := os.Readlink(fd); err == nil && strings.HasPrefix(to, "socket:") {
			sockets = append(sockets, to)
		}
	}
	return sockets
}

// watchSockets looks every few milliseconds whether a process has any socket open, and reports
// each once. The command line needs none at all.
func watchSockets(pid int, report func(string)) (stop func()) {
	return watchFor(pid, time.Millisecond, report, func(pid int) map[string]string {
		found := map[string]string{}
		for _, socket := range socketsOf(pid) {
			found[socket] = socket
		}
		return found
	})
}

// watchNetwork is [watchSockets] for those that could reach another computer; a window has one
// to its display.
func watchNetwork(pid int, report func(string)) (stop func()) {
	return watchFor(pid, 10*time.Millisecond, report, networkOf)
}

func watchFor(pid int, every time.Duration, report func(string), look func(int) map[string]string) (stop func()) {
	end := make(chan struct{})
	var watching sync.WaitGroup
	watching.Go(func() {
		reported := map[string]bool{}
		for {
			for socket, what := range look(pid) {
				if !reported[socket] {
					reported[socket] = true
					report(what)
				}
			}
			select {
			case <-end:
				return
			case <-time.After(every):
			}
		}
	})
	return func() { close(end); watching.Wait() }
}

// The watch sees what it is there to see: a connection, and one that only listens.
func TestTheWatchSeesASocket(t *testing.T) {
	if seen := networkOf(os.Getpid()); len(seen) > 0 {
		t.Fatalf("this test has %v open already", seen)
	}
	listening, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listening.Close()
	speaking, err := net.Dial("udp", "127.0.0.1:9")
	if err != nil {
		t.Fatal(err)
	}
	defer speaking.Close()
	for what, watch := range map[string]func(int, func(string)) func(){"network": watchNetwork, "sockets": watchSockets} {
		seen := make(chan string, 100)
		stop := watch(os.Getpid(), func(socket string) { seen <- socket })
		var all []string
		for len(all) < 2 {
			select {
			case socket := <-seen:
				all = append(all, socket)
			case <-time.After(30 * time.Second):
				t.Fatalf("the watch over %s saw %q alone", what, all)
			}
		}
		stop()
	}
}
