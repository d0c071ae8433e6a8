//go:build !linux

package main

import "testing"

// aloneInTheWorld is nothing where no program can be given another name of the computer, and
// no network.
func aloneInTheWorld(*testing.T, string) []string { return nil }

// watchSockets sees nothing where the system has no list of open sockets to read.
func watchSockets(int, func(string)) (stop func()) { return func() {} }

// watchNetwork is watchSockets.
func watchNetwork(int, func(string)) (stop func()) { return func() {} }
