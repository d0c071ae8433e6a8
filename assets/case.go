package assets

import (
	"fmt"

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
