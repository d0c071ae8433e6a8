package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"golang.org/x/term"
)

// secretAsker asks at the terminal for a text that is not shown; nil where standard input is
// no terminal.
func secretAsker(in *os.File, prompts io.Writer) func(ctx context.Context, prompt string) (string, error) {
	fd := int(in.Fd())
	if !term.IsTerminal(fd) {
		return nil
	}
	return func(ctx context.Context, prompt string) (string, error) {
		before, err := term.GetState(fd)
		if err != nil {
			return "", fmt.Errorf("ask for passphrase: %w", err)
		}
		fmt.Fprint(prompts, prompt+" ")
		defer fmt.Fprintln(prompts)
		type answer struct {
			text []byte
			err  error
		}
		answered := make(chan answer, 1)
		go func() {
			text, err := term.ReadPassword(fd)
			answered <- answer{text, err}
		}()
		select {
		case a := <-answered:
			if a.err != nil {
				return "", fmt.Errorf("ask for passphrase: %w", a.err)
			}
			return string(a.text), nil
		case <-ctx.Done(): // Ctrl+C must not leave a terminal that shows nothing
			_ = term.Restore(fd, before)
			return "", ctx.Err()
		}
	}
}
