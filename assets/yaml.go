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
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"forethought/workbook"
)

// What a case file or an exercise library may have at most; the built-in case has an eighth of
// it. The YAML library compares each key of a mapping with each other.
const (
	MaxCaseBytes = 2 << 20
	MaxCaseDepth = 32      // of lists and mappings in one another
	MaxCaseNodes = 100_000 // keys and values, counted each time that they are referred to
	MaxCaseKeys  = 1_000   // of one mapping
	MaxFaults    = 100     // that are said about one file
)

// readTextFile reads a file of text from other hands; see [ReadContentFile] for its errors.
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

// parse reads YAML into its tree, within limits. The YAML library reports odd input by
// panicking in rare cases; that is a syntax fault like any other.
func parse(data []byte) (tree *yaml.Node, faults []workbook.Fault) {
	defer func() {
		if p := recover(); p != nil {
			tree, faults = nil, []workbook.Fault{{Code: workbook.FaultSyntax, Value: workbook.Shorten(fmt.Sprint(p), 120)}}
		}
	}()
	tree = new(yaml.Node)
	if err := yaml.Unmarshal(data, tree); err != nil {
		return nil, syntaxFaults(err, nil)
	}
	m := measure{room: MaxCaseNodes}
	if fault := m.node(tree, 0); fault != nil {
		return nil, []workbook.Fault{*fault}
	}
	return tree, nil
}

// measure goes through a tree as decoding will, following each reference.
type measure struct{ room int }

// node gives what is too much about a node, nil where nothing is.
func (m *measure) node(at *yaml.Node, depth int) *workbook.Fault {
	fault := func(code string, limit int) *workbook.Fault {
		return &workbook.Fault{Code: code, Value: strconv.Itoa(limit), Line: at.Line}
	}
	m.room--
	switch {
	case m.room < 0:
		return fault(workbook.FaultTooMany, MaxCaseNodes)
	case depth > MaxCaseDepth && at.Kind != yaml.ScalarNode: // also where something contains itself
		return fault(workbook.FaultTooDeep, MaxCaseDepth)
	case at.Kind == yaml.MappingNode && len(at.Content) > 2*MaxCaseKeys:
		return fault(workbook.FaultTooMany, MaxCaseKeys)
	case at.Kind == yaml.AliasNode:
		return m.node(at.Alias, depth+1)
	case at.Tag == "!!binary" || strings.ContainsFunc(at.Value, unprintable):
		return &workbook.Fault{Code: workbook.FaultSyntax, Value: strconv.Quote(workbook.Shorten(at.Value, 40)), Line: at.Line}
	}
	for _, c := range at.Content {
		if f := m.node(c, depth+1); f != nil {
			return f
		}
	}
	return nil
}

// unprintable says whether a character has no place in a text, such as one by which a
// terminal is told what to do.
func unprintable(r rune) bool {
	return unicode.IsControl(r) && r != '\n' && r != '\t' || r == utf8.RuneError
}

// decode makes a value of YAML, refuses keys that it does not know, and has it checked. Each
// fault gets its line.
func decode[T any](data []byte, tree *yaml.Node, check func(*T) []workbook.Fault) (value *T, faults []workbook.Fault) {
	defer func() {
		if p := recover(); p != nil {
			value, faults = nil, []workbook.Fault{{Code: workbook.FaultSyntax, Value: workbook.Shorten(fmt.Sprint(p), 120)}}
		}
	}()
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	value = new(T)
	if err := dec.Decode(value); err != nil {
		if errors.Is(err, io.EOF) {
			return nil, []workbook.Fault{{Code: workbook.FaultMissing, Path: "id", Line: 1}}
		}
		return nil, syntaxFaults(err, tree)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		faults = append(faults, workbook.Fault{Code: workbook.FaultSyntax, Value: "---"})
	}
	for _, f := range check(value) {
		if len(faults) == MaxFaults {
			break
		}
		f.Line = lineOf(tree, f.Path)
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
	for _, m := range messages[:min(len(messages), MaxFaults)] {
		f := workbook.Fault{Code: workbook.FaultSyntax, Value: strings.TrimPrefix(m, "yaml: ")}
		if part := yamlLine.FindStringSubmatch(m); part != nil {
			f.Line, _ = strconv.Atoi(part[1])
			f.Value = part[2]
		}
		if part := unknownField.FindStringSubmatch(f.Value); part != nil {
			f.Code, f.Value = workbook.FaultUnknownField, part[1]
		}
		if tree != nil {
			f.Path, _ = pathAt(tree, f.Line)
		}
		f.Value = workbook.Shorten(strings.ToValidUTF8(f.Value, "…"), 120) // the library cuts letters in two
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

// pathAt names the innermost field that stands on a line, and says whether one does.
func pathAt(at *yaml.Node, line int) (path string, found bool) {
	found = at.Line == line
	switch at.Kind {
	case yaml.DocumentNode:
		for _, c := range at.Content {
			return pathAt(c, line)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(at.Content); i += 2 {
			key := at.Content[i]
			deeper, stands := pathAt(at.Content[i+1], line)
			if stands || key.Line == line {
				path, found = joinPath(key.Value, deeper), true
			}
		}
	case yaml.SequenceNode:
		for i, c := range at.Content {
			if deeper, stands := pathAt(c, line); stands {
				path, found = joinPath("["+strconv.Itoa(i)+"]", deeper), true
			}
		}
	}
	return path, found
}

func joinPath(first, rest string) string {
	if rest == "" || strings.HasPrefix(rest, "[") {
		return first + rest
	}
	return first + "." + rest
}
