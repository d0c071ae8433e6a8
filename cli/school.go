package cli

import (
	"strings"

	"forethought/workbook"
)

// chooseSchool finds the school that a person means: by its exact name, else by what is the
// beginning of just one name, in any case. No name means the only school there is. What is
// not found or not clear gets a sentence that lists the names.
func chooseSchool(schools []workbook.School, name, file string) (workbook.School, error) {
	if len(schools) == 0 {
		return workbook.School{}, Say("cli.school.none", "File", file)
	}
	name = strings.TrimSpace(name)
	var exact, begin []workbook.School
	for _, s := range schools {
		switch {
		case name == "":
			begin = append(begin, s)
		case s.Name == name:
			exact = append(exact, s)
		case hasPrefixFold(s.Name, name):
			begin = append(begin, s)
		}
	}
	found := begin
	if len(exact) > 0 {
		found = exact
	}
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
