// Bench measures Forethought against floors: what the same machine needs at the least for the
// same thing, measured by turns in the same run. Run it from the top of the project on Linux:
//
//	go run ./.ci/bench                  measures and writes docs/benchmarks.md; ten minutes or so
//	go run ./.ci/bench -smoke           measures small things once, and holds that each yields a figure
//	go run ./.ci/bench -only edit       some of it, printed and not written: start, open, scroll, edit, search, plan, district, merge
//
// Large districts are made once and kept in build/bench.
package main

import (
	"errors"
	"flag"
	"fmt"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"forethought/assets"
	"forethought/workbook"
)

// page is where the figures are written.
const document = "docs/benchmarks.md"

// bench is one run: how much is measured, where, and what came out.
type bench struct {
	few, ordinary, some, many int // schools
	rounds, edit, merges      int
	cancels, frames           int
	smoke                     bool
	only                      string // the part that is measured, "" for all

	keep, scratch  string // folders, of what may be used again and of what may not
	program, floor string // built
	theCase        *workbook.Case
	words          *assets.Language
	made           map[string]bool // districts that are there and of today's form
	results        []result
}

// result is a line of the table.
type result struct {
	what, floor, reach string
	ours, bare         string
	ratio              float64 // 0 where it could not be measured
	short              bool    // of what was to be reached
	more               string
	bound              string // what bound it, where it falls short
	profiled           bool   // and a profile said so
}

func (b *bench) add(r result) {
	b.results = append(b.results, r)
	b.say("%s: %s, floor %s, %.2f x", r.what, r.ours, r.bare, r.ratio)
	if r.more != "" {
		b.say("    %s", r.more)
	}
}

func (b *bench) say(format string, args ...any) { fmt.Fprintf(os.Stderr, format+"\n", args...) }

func main() {
	smoke := flag.Bool("smoke", false, "small and once")
	only := flag.String("only", "", "which part")
	schools := flag.Int("schools", 5000, "schools of the large district")
	keep := flag.String("keep", filepath.Join("build", "bench"), "where large districts are kept")
	flag.Parse()
	if err := run(*smoke, *only, *schools, *keep); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(smoke bool, only string, schools int, keep string) (err error) {
	b := &bench{few: 5, ordinary: 40, some: max(schools/10, 1), many: schools, rounds: 5, edit: 400, merges: 1, cancels: 12, frames: 200}
	if smoke {
		b = &bench{few: 2, ordinary: 4, some: 5, many: 20, rounds: 1, edit: 3, merges: 1, cancels: 3, frames: 10, smoke: true}
	}
	b.only, b.made = only, map[string]bool{}
	if b.scratch, err = os.MkdirTemp("", "forethought-bench-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(b.scratch)) }()
	if smoke {
		keep = filepath.Join(b.scratch, "kept")
	}
	if b.keep, err = filepath.Abs(keep); err != nil {
		return err
	}
	if err := os.MkdirAll(b.keep, 0o700); err != nil {
		return err
	}
	if b.theCase, err = assets.LoadBuiltInCase(); err != nil {
		return err
	}
	b.words = assets.OpenLanguage(assets.English)
	b.program, b.floor = filepath.Join(b.scratch, "forethought"), filepath.Join(b.scratch, "floor")
	for target, from := range map[string]string{b.program: ".", b.floor: "./.ci/bench/floor"} {
		out, err := exec.Command("go", "build", "-buildvcs=false", "-tags", "migrated_fynedo", "-o", target, from).CombinedOutput()
		if err != nil {
			return fmt.Errorf("build %s: %w: %s", from, err, out)
		}
	}
	start := time.Now()
	for _, part := range []struct {
		name    string
		measure func() error
	}{
		{"start", b.onScreen(b.starting)}, {"open", b.onScreen(b.openingMany)}, {"scroll", b.onScreen(b.scrolling)},
		{"edit", b.edits}, {"search", b.search}, {"plan", b.plan}, {"district", b.districtPlan}, {"merge", b.merging},
	} {
		if only != "" && only != part.name {
			continue
		}
		if err := part.measure(); err != nil {
			return fmt.Errorf("%s: %w", part.name, err)
		}
	}
	b.say("measured in %s", time.Since(start).Round(time.Second))
	if err := b.sound(only); err != nil || only != "" || smoke {
		return err
	}
	return os.WriteFile(document, []byte(b.page()), 0o644)
}

// sound makes sure that every measurement ran and yielded figures.
func (b *bench) sound(only string) error {
	for _, r := range b.results {
		if r.more != "" && r.ours == "" {
			continue // cannot be measured here, and says so
		}
		if r.ratio <= 0 || math.IsNaN(r.ratio) || math.IsInf(r.ratio, 0) {
			return fmt.Errorf("%s: %s against %s is no figure", r.what, r.ours, r.bare)
		}
	}
	want := 10
	if b.smoke {
		want = 9 // without LibreOffice
	}
	if only == "" && len(b.results) != want {
		return fmt.Errorf("%d lines of %d", len(b.results), want)
	}
	return nil
}

// order is that of the table.
func (b *bench) page() string {
	var out strings.Builder
	out.WriteString(`# How fast it is

Written by ` + "`make bench`" + `, which anybody can run. Each figure stands beside its floor: the
least that the same machine, driver or library needs for the same thing. The two are measured by turns in the
same run, so their ratio holds better on other machines and under other work than the figures alone do. Figures
are medians of several rounds; the district plan and the merge take so long that they are measured once.

`)
	for _, line := range append(machine(b.keep), strings.Join(versions(), ", ")) {
		out.WriteString("- " + line + "\n")
	}
	out.WriteString("\n| what | measured | floor | | ratio | to reach | |\n| --- | ---: | --- | ---: | ---: | --- | --- |\n")
	for _, r := range b.results {
		verdict := "reached"
		ratio := fmt.Sprintf("%.2f x", r.ratio)
		switch {
		case r.ratio == 0:
			verdict, ratio = "not measured", ""
		case r.short:
			verdict = "**short**"
		}
		fmt.Fprintf(&out, "| %s | %s | %s | %s | %s | %s | %s |\n", r.what, r.ours, r.floor, r.bare, ratio, r.reach, verdict)
	}
	out.WriteString("\n")
	for _, r := range b.results {
		said := []string{}
		if r.more != "" {
			said = append(said, r.more)
		}
		if r.short && r.bound != "" {
			by := "What is likely to bind it (by reading the code, not by a profile): "
			if r.profiled {
				by = "What binds it, by a profile: "
			}
			said = append(said, by+r.bound)
		}
		if len(said) > 0 {
			fmt.Fprintf(&out, "- **%s%s.** %s\n", strings.ToUpper(r.what[:1]), r.what[1:], strings.Join(said, " "))
		}
	}
	return out.String()
}

// count writes a number with its thousands apart.
func count(n int) string {
	if n < 1000 {
		return fmt.Sprint(n)
	}
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}
