package main

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// Each promise of SECURITY.md names what holds it, and that is there.
func TestThePromisesOfSecurityNameTheirTests(t *testing.T) {
	page, err := os.ReadFile("SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`([a-z]+/)?[a-z_]+_test\\.go`|`\\.ci/[a-z]+`").FindAllString(string(page), -1)
	if len(named) < 10 {
		t.Errorf("it names %d tests alone", len(named))
	}
	for _, name := range named {
		if _, err := os.Stat(strings.Trim(name, "`")); err != nil {
			t.Errorf("SECURITY.md leads to what is not there: %v", err)
		}
	}
	readme, err := os.ReadFile("README.md")
	if err != nil || !strings.Contains(string(readme), "](SECURITY.md)") {
		t.Errorf("README.md does not lead to SECURITY.md: %v", err)
	}
}
