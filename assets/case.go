package assets

import (
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"

	"forethought/workbook"
)

// LoadBuiltInCase reads the case that ships with the program. That it is without fault is
// for the tests to say and not for every start.
func LoadBuiltInCase() (*workbook.Case, error) {
	return readBuiltIn[workbook.Case](caseName)
}

const caseName = "cases/" + BuiltInCase + ".yaml"

// readBuiltIn reads what ships with the program as it is.
func readBuiltIn[T any](name string) (*T, error) {
	value := new(T)
	if err := yaml.Unmarshal(mustRead(name), value); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return value, nil
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
