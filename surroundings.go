package main

import (
	"os"
	"path/filepath"
	"regexp"
	"runtime"
)

var versionLine = regexp.MustCompile(`(?m)^\s*Version\s*=\s*"([^"]+)"`)

// versionIn reads the program's version out of FyneApp.toml, the one place where it stands.
func versionIn(manifest string) string {
	if m := versionLine.FindStringSubmatch(manifest); m != nil {
		return m[1]
	}
	return "?"
}

// hasDisplay says whether a window can be opened. Only on Linux and its kin is there a
// question: a server, a container or a plain login has no display.
func hasDisplay() bool {
	switch runtime.GOOS {
	case "windows", "darwin":
		return true
	}
	return os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != ""
}

// isTerminal says whether a person watches a stream.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// dataFolder is a folder of the program's own for the person who runs it, where the system
// keeps such things; empty where the system names none.
func dataFolder(name string) string {
	if runtime.GOOS == "linux" {
		if data := os.Getenv("XDG_DATA_HOME"); filepath.IsAbs(data) {
			return filepath.Join(data, "forethought", name)
		}
		if home, err := os.UserHomeDir(); err == nil {
			return filepath.Join(home, ".local", "share", "forethought", name)
		}
		return ""
	}
	if config, err := os.UserConfigDir(); err == nil {
		return filepath.Join(config, "Forethought", name)
	}
	return ""
}
