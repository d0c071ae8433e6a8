//go:build !linux

package storage

import (
	"os"
	"testing"
)

// bindModes skips the rest of a test where file modes do not hold for who runs it.
func bindModes(t *testing.T) {
	t.Helper()
	if os.Getuid() <= 0 {
		t.Skip("file modes do not bind this user")
	}
}
