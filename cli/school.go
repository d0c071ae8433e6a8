package cli

import (
	"context"
	"strings"

	"forethought/storage"
	"forethought/workbook"
)

// schoolIn is [chooseSchool] among all schools of a workbook.
func schoolIn(ctx context.Context, w *storage.Workbook, name, file string) (workbook.School, error) {
	schools, err := w.Schools(ctx)
	if err != nil {
		return workbook.School{}, err
	}
	return chooseSchool(schools, name, file)
}

// chooseSchool finds the school that a person means: by its exact name, else by what is the
// beginning of just one name, in any case. No name means the only school there is. What is
// not found or not clear gets a sentence that lists the names.
func chooseSchool(schools []workbook.School, name, file string) (workbook.School, error) {
	if len(schools) == 0 {
		return workbook.School{}, Say("cli.school.none", "File", file)
	}
	name = strings.TrimSpace(name)
	found := called(schools, name, func(s workbook.School) string { return s.Name })
	switch {
	case len(found) == 1:
		return found[0], nil
	case name == "":
		return workbook.School{}, wrongUsage("cli.school.which", "File", file, "Names", names(schools))
	case len(found) == 0:
		return workbook.School{}, Say("cli.school.unknown",
			"Value", workbook.Shorten(name, 60), "File", file, "Names", names(schools))
	}
	return workbook.School{}, Say("cli.school.several", "Value", workbook.Shorten(name, 60), "Names", names(found))
}

// called finds what has a name or, where nothing has, what begins with it in any case.
func called[T any](list []T, name string, nameOf func(T) string) []T {
	var exact, begin []T
	for _, x := range list {
		switch {
		case nameOf(x) == name && name != "":
			exact = append(exact, x)
		case hasPrefixFold(nameOf(x), name):
			begin = append(begin, x)
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return begin
}

// hasPrefixFold is strings.HasPrefix in any case of any script.
func hasPrefixFold(s, prefix string) bool {
	letters, n := []rune(s), len([]rune(prefix))
	return n <= len(letters) && strings.EqualFold(string(letters[:n]), prefix)
}

func names(schools []workbook.School) string {
	list := make([]string, len(schools))
	for i, s := range schools {
		list[i] = s.Name
	}
	return strings.Join(list, "; ")
}
