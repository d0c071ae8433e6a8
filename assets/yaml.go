package assets

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"forethought/workbook"
)

// MaxCaseBytes is the largest case file or exercise library that is read; the built-in case
// is a fiftieth of it.
const MaxCaseBytes = 8 << 20

// readTextFile reads a file of text from other hands; see [ReadCaseFile] for its errors.
func readTextFile(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = errors.New("not a file") // a pipe could be waited for without end
	}
	if err != nil {
		return nil, &workbook.Problem{Kind: workbook.ErrNoSuchFile, File: path, Err: err}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, &workbook.Problem{Kind: workbook.ErrNoSuchFile, File: path, Err: err}
	}
	defer f.Close()
	return readText(f, path)
}

// readText reads text from other hands, within a limit.
func readText(r io.Reader, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxCaseBytes+1))
	switch {
	case err != nil:
		return nil, &workbook.Problem{Kind: workbook.ErrFaulty, File: name, Err: err}
	case len(data) > MaxCaseBytes:
		return nil, &workbook.Problem{
			Kind: workbook.ErrTooLarge, File: name, Value: strconv.Itoa(MaxCaseBytes >> 20),
		}
	case !utf8.Valid(data):
		line := strconv.Itoa(1 + bytes.Count(data[:invalidAt(data)], []byte("\n")))
		return nil, &workbook.Problem{Kind: workbook.ErrNotText, File: name, Place: line}
	}
	return data, nil
}

func invalidAt(data []byte) int {
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(data)
}

// decode turns YAML into a value, refuses keys that it does not know, and has it checked.
// Each fault gets its line. The YAML library reports odd input by panicking in rare cases;
// that is a syntax fault like any other.
func decode[T any](data []byte, check func(*T) []workbook.Fault) (value *T, faults []workbook.Fault) {
	defer func() {
		if p := recover(); p != nil {
			value, faults = nil, []workbook.Fault{{Code: workbook.FaultSyntax, Value: fmt.Sprint(p)}}
		}
	}()
	var tree yaml.Node
	if err := yaml.Unmarshal(data, &tree); err != nil {
		return nil, syntaxFaults(err, nil)
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	value = new(T)
	if err := dec.Decode(value); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, []workbook.Fault{{Code: workbook.FaultMissing, Path: "id", Line: 1}}
		}
		return nil, syntaxFaults(err, &tree)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		faults = append(faults, workbook.Fault{Code: workbook.FaultSyntax, Value: "---"})
	}
	for _, f := range check(value) {
		f.Line = lineOf(&tree, f.Path)
		faults = append(faults, f)
	}
	return value, faults
}

var (
	yamlLine     = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)
	unknownField = regexp.MustCompile(`^field (\S+) not found in type`)
)

// syntaxFaults reads the YAML library's messages, which carry their line, into faults.
func syntaxFaults(err error, tree *yaml.Node) []workbook.Fault {
	messages := []string{err.Error()}
	var typed *yaml.TypeError
	if errors.As(err, &typed) {
		messages = typed.Errors
	}
	var faults []workbook.Fault
	for _, m := range messages {
		f := workbook.Fault{Code: workbook.FaultSyntax, Value: strings.TrimPrefix(m, "yaml: ")}
		if part := yamlLine.FindStringSubmatch(m); part != nil {
			f.Line, _ = strconv.Atoi(part[1])
			f.Value = part[2]
		}
		if part := unknownField.FindStringSubmatch(f.Value); part != nil {
			f.Code, f.Value = workbook.FaultUnknownField, part[1]
		}
		if tree != nil {
			f.Path = pathAt(tree, f.Line, "")
		}
		f.Value = workbook.Shorten(f.Value, 120)
		faults = append(faults, f)
	}
	return faults
}

var pathStep = regexp.MustCompile(`([a-z_]+)|\[(\d+)\]`)

// lineOf finds the line on which a fault's path stands; for a field that is missing it is
// the line of what should hold it.
func lineOf(tree *yaml.Node, path string) int {
	at := tree
	if at.Kind == yaml.DocumentNode && len(at.Content) > 0 {
		at = at.Content[0]
	}
	line := at.Line
	for _, step := range pathStep.FindAllStringSubmatch(path, -1) {
		next := child(at, step[1], step[2])
		if next == nil {
			break
		}
		at, line = next, next.Line
	}
	return line
}

func child(at *yaml.Node, key, index string) *yaml.Node {
	if at.Kind == yaml.AliasNode {
		at = at.Alias
	}
	if at.Kind == yaml.MappingNode {
		for i := 0; i+1 < len(at.Content); i += 2 {
			if at.Content[i].Value == key {
				return at.Content[i+1]
			}
		}
	}
	if n, err := strconv.Atoi(index); err == nil && at.Kind == yaml.SequenceNode && n < len(at.Content) {
		return at.Content[n]
	}
	return nil
}

// pathAt names the innermost field that stands on a line.
func pathAt(at *yaml.Node, line int, path string) string {
	found := ""
	if at.Line == line {
		found = path
	}
	switch at.Kind {
	case yaml.DocumentNode:
		for _, c := range at.Content {
			return pathAt(c, line, path)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(at.Content); i += 2 {
			in := strings.TrimPrefix(path+"."+at.Content[i].Value, ".")
			if at.Content[i].Line == line {
				found = in
			}
			if deeper := pathAt(at.Content[i+1], line, in); deeper != "" {
				found = deeper
			}
		}
	case yaml.SequenceNode:
		for i, c := range at.Content {
			if deeper := pathAt(c, line, fmt.Sprintf("%s[%d]", path, i)); deeper != "" {
				found = deeper
			}
		}
	}
	return found
}
