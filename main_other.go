//go:build !windows

package main

// attachConsole does nothing here: only Windows parts window programs from the console.
func attachConsole() {}
