package assets

import (
	"bytes"
	"fmt"
	"io"

	"forethought/workbook"
)

// LoadBuiltInCase reads the case that ships with the program.
func LoadBuiltInCase() (*workbook.Case, error) {
	name := "cases/" + BuiltInCase + ".yaml"
	c, faults, err := ReadCase(bytes.NewReader(mustRead(name)), name)
	if err == nil && len(faults) > 0 {
		err = fmt.Errorf("read built-in case: %s", faults[0])
	}
	return c, err
}

// ReadCaseFile is [ReadCase] on a file. Errors are a [workbook.Problem] of kind
// ErrNoSuchFile, ErrTooLarge, ErrNotText or ErrFaulty that names the file.
func ReadCaseFile(path string) (*workbook.Case, []workbook.Fault, error) {
	data, err := readTextFile(path)
	if err != nil {
		return nil, nil, err
	}
	c, faults := read(data, (*workbook.Case).Check)
	return c, faults, nil
}

// ReadCase reads a case file and checks it. Faults are what is wrong with its content, each
// with its line; the case is nil where the text could not be read as a case at all. An error
// means that there was no text to read: too large, not UTF-8, or not readable.
func ReadCase(r io.Reader, name string) (*workbook.Case, []workbook.Fault, error) {
	data, err := readText(r, name)
	if err != nil {
		return nil, nil, err
	}
	c, faults := read(data, (*workbook.Case).Check)
	return c, faults, nil
}
