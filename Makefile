# Forethought: build, test and run on a Debian or Ubuntu machine that has go, git and make.
#
#   make run          open the window (without a display: write the sample to ./out)
#   make test         everything that must hold before a change goes in
#   make torture      kill, starve and damage workbooks at length, to see that nothing is lost
#   make fuzz         made-up files for every reader of outside data, each for FUZZTIME
#   make bench        measure against floors and write docs/benchmarks.md
#   make windows      cross-build forethought.exe
#   make screenshots  draw every screen into docs/screenshots
#   make case         pack the built-in case anew, after a change of assets/cases
#   make clean        remove what was built
#
# Each target sees to the system packages it needs, and says first what it installs.

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := run
.PHONY: run build test checks unit real-window bench-smoke torture fuzz bench windows screenshots icon case clean

# No stamp of the checkout in the binary: it is the same from a copy, a clone or under sudo.
GO_BUILD := go build -buildvcs=false
# Fyne without its own locks: the window holds to one goroutine, see [Migrations] in FyneApp.toml.
TAGS     := migrated_fynedo

BUILD_NEEDS   := gcc libc6-dev pkg-config libgl1-mesa-dev xorg-dev libwayland-dev libxkbcommon-dev
TEST_NEEDS    := $(BUILD_NEEDS) xvfb openbox xdotool x11-utils libgl1-mesa-dri qpdf poppler-utils pdftk-java sqlite3
BENCH_NEEDS   := $(TEST_NEEDS) libreoffice-writer
WINDOWS_NEEDS := gcc-mingw-w64-x86-64

# The race detector watches our code and the toolkit, and passes over the five that calculate
# without goroutines of their own and that it slows down most: SQLite's C in its Go
# translation, the YAML parser, the shaping of text and the stirring of passphrases.
UNWATCHED := modernc.org/sqlite/lib modernc.org/libc go.yaml.in/yaml/v3 github.com/go-text/typesetting/... golang.org/x/crypto/scrypt
RACE      := -race $(foreach p,$(UNWATCHED),-gcflags='$(p)=-race=false -d=checkptr=0')

# Where goroutines meet: packages that start one, and the storage that they share. house_test.go
# holds that no other package does, so in the others the detector has nothing to see.
CONCURRENT := . ./app/session ./storage
# What treats a workbook badly, a little here and at length in make torture.
TORTURED   := Killed|DiskFull|MayFail|LockedAway|FolderGone|TwoProcesses|AnyPage|OnePage|RecoveredWhole|HalfWritten
# Long runs of edits by a single hand, and what drives the built program from outside: without it.
ONE_HAND   := AsTheModelSays|AsTheTablesAre|InAnyOrder|AnyPage|Recover|Leak|Left|^Fuzz|$(TORTURED)

# The window's own tests are many and mostly about what is drawn, and the detector makes them
# four times as slow. All of them run without it; under it run those whose names speak of what
# happens beside the window: other writers, slow work, the disk, undo, a run's clock, the end.
BESIDE := Other|Another|Elsewhere|Meanwhile|While|Since|Cancel|Clos|Quit|Kill|Crash|Late|Slow|Wait|Attach|Search|Saved|Undo|Backup|Disk|Fast|Run|Twice|Document

# Programs for the project itself; go's ./... passes over folders with a dot.
OWN := ./.ci/brand ./.ci/packcase ./.ci/bench ./.ci/bench/floor

# What runs without the window can be vetted for Windows from here, without a C compiler for it.
NO_WINDOW := ./workbook/... ./assets/... ./tempfile/... ./collector/... ./fuzzing/... ./storage/... ./export/... ./cli/...

# The file dialogs are the system's own: on a desktop without zenity there are none.
DISPLAYED    := $(or $(DISPLAY),$(WAYLAND_DISPLAY))
DIALOG_NEEDS := $(if $(DISPLAYED),$(if $(shell command -v qarma zenity matedialog),,zenity))

# What is opened: make run FILE=my.forethought
FILE ?=

run:
	@.ci/need "building Forethought" $(BUILD_NEEDS) $(DIALOG_NEEDS)
	@$(MAKE) --no-print-directory build
ifneq ($(DISPLAYED),)
	@./forethought $(if $(FILE),"$(FILE)")
else
	@echo "There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window opens."
	@echo "Instead, the sample district and its action plans are written to ./out:"
	@./forethought sample ./out --force
endif

build:
	@echo "Building Forethought. The first time takes some minutes, most of them for the window."
	@$(GO_BUILD) -tags $(TAGS) -o forethought .

# In this order: what fails soonest comes first, and go test has the last word.
test:
	@.ci/need "testing Forethought" $(TEST_NEEDS)
	@$(MAKE) --no-print-directory checks
	@$(MAKE) --no-print-directory unit
	@$(MAKE) --no-print-directory real-window
	@$(MAKE) --no-print-directory bench-smoke
	@echo "make test: everything passed"

checks:
	@echo "== gofmt, vet (for this system and for Windows), staticcheck, govulncheck"
	@unformatted=$$(gofmt -l .); if [[ -n $$unformatted ]]; then \
		echo "These files are not as gofmt writes them:" $$unformatted; exit 1; fi
	@go vet ./... $(OWN)
	@GOOS=windows CGO_ENABLED=0 go vet $(NO_WINDOW)
	@go tool staticcheck ./... $(OWN)
	@.ci/vulnerabilities ./...

# The window's tests run on Fyne's test driver and need no display. They are the longest, so they
# run beside the others.
unit:
	@echo "== every package; those in which goroutines meet under the race detector"
	@out=$$(mktemp -d); trap 'rm -rf "$$out"' EXIT; failed=0; \
	go test $$(go list ./... | grep -vxF "$$(go list ./app/session)") >"$$out/alone" 2>&1 & alone=$$!; \
	go test $(RACE) -skip '$(ONE_HAND)' $(CONCURRENT) || failed=1; \
	go test $(RACE) -run '$(BESIDE)' ./app || failed=1; \
	wait $$alone || failed=1; \
	cat "$$out/alone"; exit $$failed

real-window:
	@echo "== the real program in a real window on a virtual display"
	@tests=$$(grep -rl --include='*_test.go' '^func TestRealWindow' . | xargs -r dirname | sort -u); \
	if [[ -z $$tests ]]; then echo "There is no TestRealWindow."; exit 1; fi; \
	FORETHOUGHT_REAL_WINDOW=1 .ci/display go test -count=1 -v -run '^TestRealWindow' $$tests

# What make bench measures, small and once: each measurement runs and yields a figure.
bench-smoke:
	@echo "== the measurements of make bench, small and once"
	@go run ./.ci/bench -smoke 2>&1 | sed 's/^/   /'

# Large districts are made once and kept in build/bench.
bench:
	@.ci/need "measuring Forethought" $(BENCH_NEEDS)
	@echo "== measuring against floors; this takes ten minutes or so, and the machine is best left alone"
	@go run ./.ci/bench
	@echo "make bench: the figures are in docs/benchmarks.md"

# The tests that treat a workbook badly do so a little in every make test, and here at length:
# 300 kills, 10,000 edits of two processes on one file, every page damaged, every statement failing.
# TORTURE is how much of that, in percent: make torture TORTURE=10
TORTURE  ?= 100
torture: export FORETHOUGHT_TORTURE := $(if $(filter 100,$(TORTURE)),at length,$(TORTURE))
torture:
	@.ci/need "testing Forethought" $(BUILD_NEEDS)
	@echo "== workbooks treated badly, at length; this takes a while"
	@go test -count=1 -timeout=6h -v -run '$(TORTURED)' ./storage | grep -v '^ *\(=== \|--- PASS: .*/\)'
	@echo "make torture: nothing was lost"

# In make test, the readers get the files that once found something, and some others. Here each gets
# new ones for a while: make fuzz FUZZTIME=10m, or for one alone make fuzz FUZZ=FuzzCaseFile
FUZZTIME ?= 30s
FUZZ     ?=
fuzz:
	@.ci/fuzz $(FUZZTIME) $(FUZZ)

windows: export CGO_ENABLED := 1
windows: export CC := x86_64-w64-mingw32-gcc
windows: export GOOS := windows
windows: export GOARCH := amd64
windows:
	@env -u GOOS -u GOARCH -u CC .ci/need "building forethought.exe" $(WINDOWS_NEEDS)
	@env -u GOOS -u GOARCH -u CC -u CGO_ENABLED go run ./.ci/brand windows
	@echo "Building forethought.exe. The first time takes some minutes, most of them for the window."
	@trap 'rm -f forethought_windows_amd64.syso' EXIT; \
	$(GO_BUILD) -trimpath -tags $(TAGS) -ldflags '-H=windowsgui -s -w -extldflags=-static' -o forethought.exe .
	@.ci/systemdlls forethought.exe

screenshots:
	@.ci/need "drawing the screens" $(BUILD_NEEDS)
	@mkdir -p docs/screenshots
	@FORETHOUGHT_SCREENSHOTS="$(CURDIR)/docs/screenshots" go test -count=1 -run '^TestScreenshots' ./app/...
	@ls docs/screenshots

# Icon.png is kept in the project; this draws it anew after a change of assets/icons/app.svg.
icon:
	@go run ./.ci/brand icon

# The case is kept in the form that every start reads, too; this packs it anew after a change.
case:
	@go run ./.ci/packcase

clean:
	@rm -rf forethought forethought.exe forethought_windows_amd64.syso out build
