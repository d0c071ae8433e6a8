package cli

import (
	"bytes"
	"io"
)

// plainly passes on text without the characters that tell a terminal what to do: names and
// notes come from other people's files. Those that it allows stand for themselves.
type plainly struct {
	to      io.Writer
	allowed string // besides new lines and tabs
}

// Write puts a question mark in the place of each byte of a control character, so that the
// text keeps its length.
func (p plainly) Write(text []byte) (int, error) {
	var plain []byte // a copy, once there is something to replace
	for i, b := range text {
		control := b < ' ' && b != '\n' && b != '\t' && bytes.IndexByte([]byte(p.allowed), b) < 0 || b == 0x7f
		second := i > 0 && text[i-1] == 0xc2 && b >= 0x80 && b < 0xa0 // U+0080 to U+009F
		if !control && !second {
			continue
		}
		if plain == nil {
			plain = bytes.Clone(text)
		}
		plain[i] = '?'
		if second {
			plain[i-1] = '?'
		}
	}
	if plain == nil {
		plain = text
	}
	return p.to.Write(plain)
}
