package main

import (
	"os"
	"syscall"
)

// attachConsole gives the command line its voice back on Windows. The program is built as a
// window program, so that a double click opens no console, and Windows starts such a program
// without one: what it writes goes nowhere. When it was started from a console, this joins
// that console for whichever of the three streams goes nowhere; a stream that was redirected
// to a file or a pipe stays as it is. Without a console to join nothing changes.
//
// A console does not wait for a window program: type "start /wait forethought ..." there to
// have the prompt come back after the output. Batch files wait by themselves.
func attachConsole() {
	const parentProcess = ^uintptr(0) // ATTACH_PARENT_PROCESS
	streams := []struct {
		file   **os.File
		handle int
		device string
	}{
		{&os.Stdin, syscall.STD_INPUT_HANDLE, "CONIN$"},
		{&os.Stdout, syscall.STD_OUTPUT_HANDLE, "CONOUT$"},
		{&os.Stderr, syscall.STD_ERROR_HANDLE, "CONOUT$"},
	}
	lost := streams[:0]
	for _, s := range streams {
		if !connected(s.handle) {
			lost = append(lost, s)
		}
	}
	kernel := syscall.NewLazyDLL("kernel32.dll")
	if len(lost) == 0 {
		return
	}
	if joined, _, _ := kernel.NewProc("AttachConsole").Call(parentProcess); joined == 0 {
		return
	}
	for _, s := range lost {
		h, err := openConsole(s.device)
		if err != nil {
			continue
		}
		*s.file = os.NewFile(uintptr(h), s.device)
		// The runtime writes the trace of a crash to the handle, not to os.Stderr.
		_, _, _ = kernel.NewProc("SetStdHandle").Call(uintptr(s.handle), uintptr(h))
	}
}

// connected reports whether a standard stream leads to a file, a pipe or a console.
func connected(stream int) bool {
	h, err := syscall.GetStdHandle(stream)
	if err != nil || h == 0 || h == syscall.InvalidHandle {
		return false
	}
	kind, err := syscall.GetFileType(h)
	return err == nil && kind != syscall.FILE_TYPE_UNKNOWN
}

func openConsole(device string) (syscall.Handle, error) {
	name, err := syscall.UTF16PtrFromString(device)
	if err != nil {
		return syscall.InvalidHandle, err
	}
	return syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE,
		syscall.FILE_SHARE_READ|syscall.FILE_SHARE_WRITE, nil, syscall.OPEN_EXISTING, 0, 0)
}
