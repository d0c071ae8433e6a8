package assets

import (
	"fmt"
	"io/fs"
	"path"

	"go.yaml.in/yaml/v3"

	"forethought/workbook"
)

// LoadExerciseLibrary reads what exercises on a built-in case are drafted from, by the case's
// id. What is built in is sound; the tests see to it. Its error is a [workbook.Problem] of
// kind ErrNotFound for a case that has no library.
func LoadExerciseLibrary(caseID string) (*workbook.ExerciseLibrary, error) {
	name := libraryName(caseID)
	if _, err := fs.Stat(files, name); err != nil {
		return nil, &workbook.Problem{Kind: workbook.ErrNotFound, Value: workbook.Shorten(caseID, 60), Err: err}
	}
	library := new(workbook.ExerciseLibrary)
	if err := yaml.Unmarshal(mustRead(name), library); err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return library, nil
}

func libraryName(caseID string) string { return path.Join("exercises", caseID+".yaml") }

// ReadContentFile reads and checks a file that is a case or an exercise library on the given
// case: one of the two is nil, or both where the text could not be read. Which of them it is,
// its keys tell. Faults are what is wrong with its content, each with its line.
//
// An error means that there was no text to read; it is a [workbook.Problem] of kind
// ErrNoSuchFile, ErrTooLarge, ErrNotText or ErrFaulty that names the file.
func ReadContentFile(path string, builtIn *workbook.Case) (*workbook.Case, *workbook.ExerciseLibrary, []workbook.Fault, error) {
	data, err := readTextFile(path)
	if err != nil {
		return nil, nil, nil, err
	}
	c, l, faults := readContent(data, builtIn)
	return c, l, faults, nil
}

func readContent(data []byte, builtIn *workbook.Case) (*workbook.Case, *workbook.ExerciseLibrary, []workbook.Fault) {
	tree, faults := parse(data)
	if tree == nil {
		return nil, nil, faults
	}
	if isLibrary(tree) {
		l, faults := decode(data, tree, func(l *workbook.ExerciseLibrary) []workbook.Fault { return l.Check(builtIn) })
		return nil, l, faults
	}
	c, faults := decode(data, tree, (*workbook.Case).Check)
	return c, nil, faults
}

// isLibrary looks for the keys that a library begins with and a case has not.
func isLibrary(tree *yaml.Node) bool {
	if tree.Kind != yaml.DocumentNode || len(tree.Content) == 0 {
		return false
	}
	for _, key := range []string{"case", "modules", "injects"} {
		if child(tree.Content[0], key, "") != nil {
			return true
		}
	}
	return false
}
