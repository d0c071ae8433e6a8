package assets

import (
	"bytes"
	"encoding/gob"
	"fmt"

	"forethought/workbook"
)

const (
	caseName   = "cases/" + BuiltInCase + ".yaml" // as people write it
	packedCase = "cases/" + BuiltInCase + ".gob"  // as make case packs it
)

// LoadBuiltInCase reads the case that ships with the program. That it is without fault, and
// the same as its YAML, is for the tests to say and not for every start.
func LoadBuiltInCase() (*workbook.Case, error) {
	c := new(workbook.Case)
	if err := gob.NewDecoder(bytes.NewReader(mustRead(packedCase))).Decode(c); err != nil {
		return nil, fmt.Errorf("read %s: %w", packedCase, err)
	}
	return c, nil
}
