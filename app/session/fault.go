package session

import (
	"fmt"
	"runtime/debug"
)

// Panic is a fault of the program on another goroutine, with where it happened there.
type Panic struct {
	Value any
	Stack []byte
}

// Error says what it is for whoever reads the program's own output.
func (p *Panic) Error() string { return fmt.Sprintf("panic: %v\n%s", p.Value, p.Stack) }

// Fault, deferred at the start of a goroutine, brings its panic to the UI goroutine, where
// the door catches it, writes the report and says where. Otherwise the program would end
// without a word.
func Fault(post func(func())) {
	if value := recover(); value != nil {
		fault := &Panic{Value: value, Stack: debug.Stack()}
		post(func() { panic(fault) })
	}
}
