package main

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
)

// machine describes what was measured on, without a name of its own.
func machine(dir string) []string {
	cpu := valueIn("/proc/cpuinfo", "model name")
	if cpu == "" {
		cpu = runtime.GOARCH
	}
	memory := valueIn("/proc/meminfo", "MemTotal")
	var kilobytes int
	if _, err := fmt.Sscanf(memory, "%d kB", &kilobytes); err == nil {
		memory = fmt.Sprintf("%.0f GiB", float64(kilobytes)/(1<<20))
	}
	return []string{
		fmt.Sprintf("%s, %d cores, %s of memory", cpu, runtime.NumCPU(), memory),
		"workbooks on " + diskOf(dir),
		runtime.GOOS + "/" + runtime.GOARCH + ", a virtual display of 1280 x 800 with Mesa's software renderer",
	}
}

// valueIn is the value behind a name at the beginning of a line.
func valueIn(file, name string) string {
	f, err := os.Open(file)
	if err != nil {
		return ""
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if key, value, ok := strings.Cut(lines.Text(), ":"); ok && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

// diskOf says on what kind of disk and file system a folder is.
func diskOf(dir string) string {
	out, err := exec.Command("findmnt", "-no", "SOURCE,FSTYPE", "-T", dir).Output()
	fields := strings.Fields(string(out))
	if err != nil || len(fields) < 2 {
		return "a disk of a kind that is not known"
	}
	device := filepath.Base(fields[0])
	kind := ""
	for name := device; kind == "" && name != ""; name = name[:len(name)-1] {
		turning, err := os.ReadFile("/sys/block/" + name + "/queue/rotational")
		switch {
		case err != nil:
		case strings.HasPrefix(name, "vd"):
			kind = "a virtual disk"
		case strings.TrimSpace(string(turning)) == "1":
			kind = "a hard disk"
		default:
			kind = "a solid-state disk"
		}
	}
	if kind == "" {
		kind = "a " + fields[0]
	}
	return kind + ", " + fields[1]
}

// versions are those of what the figures depend on.
func versions() []string {
	list := []string{strings.Replace(runtime.Version(), "go", "Go ", 1)}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range info.Deps {
			name := map[string]string{
				"fyne.io/fyne/v2": "Fyne", "modernc.org/sqlite": "modernc.org/sqlite", "github.com/jung-kurt/gofpdf": "gofpdf",
				"github.com/pdfcpu/pdfcpu": "pdfcpu",
			}[m.Path]
			if name != "" {
				list = append(list, name+" "+strings.TrimPrefix(m.Version, "v"))
			}
		}
	}
	if db, err := bare(":memory:"); err == nil {
		var sqlite string
		if db.QueryRow("SELECT sqlite_version()").Scan(&sqlite) == nil {
			list = append(list, "SQLite "+sqlite)
		}
		_ = db.Close()
	}
	if out, err := exec.Command("soffice", "--version").Output(); err == nil {
		if words := strings.Fields(string(out)); len(words) > 1 {
			list = append(list, strings.Join(words[:2], " "))
		}
	}
	return list
}
