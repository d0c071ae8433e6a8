package workbook

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ContactRole is whom a text of an exercise speaks of by what they do. Which contact of a
// school that is, its role and organization tell, see [SettingOf].
type ContactRole string

// ContactRoles lists the roles. The words by which a contact is known stand under
// "exercise.contact.<role>", between semicolons.
func ContactRoles() []ContactRole {
	return []ContactRole{
		"principal", "district", "police", "fire", "hospital", "nurse", "counselor", "custodian",
	}
}

// Setting is what stands in the places of an [ExerciseLibrary]'s texts for one school. What
// is empty leaves the text its own words.
type Setting struct {
	School   string
	Article  string // of the texts' language, see [ExerciseLibrary]
	Event    string
	Date     string
	Zones    []Zone   // the school's
	Prefer   []string // ids of the zones that a text is about, the most pressing first
	Contacts map[ContactRole]Contact
}

// A place is {name}, {name|words}, or {contact:role|words}.
var placeForm = regexp.MustCompile(`\{([a-z0-9]+)(?::([a-z]+))?(?:\|([^{}|]+))?\}`)

// SetAt puts a school into the places of a text. What the school has not is called by the
// words that the place brings. Events and zones take the article that those words have, see
// [Setting.withArticle]. {zone} is somewhere indoors and {zone2} somewhere outdoors,
// never the same; a zone that the text is about comes first, then one that is called as the
// place's own words. A contact is named with their role where the text first speaks of them. A
// sentence that begins with a place begins with a capital letter.
func SetAt(text string, s Setting) string {
	var out strings.Builder
	filler := placeFiller{Setting: s, zones: map[string]Zone{}, named: map[string]bool{}}
	last := 0
	for _, at := range placeForm.FindAllStringSubmatchIndex(text, -1) {
		part := func(group int) string {
			if at[2*group] < 0 {
				return ""
			}
			return text[at[2*group]:at[2*group+1]]
		}
		out.WriteString(text[last:at[0]])
		last = at[1]
		value := cmp.Or(filler.value(part(1), ContactRole(part(2)), part(3)), part(3))
		if beginsSentence(out.String()) {
			r, size := utf8.DecodeRuneInString(value)
			value = string(unicode.ToUpper(r)) + value[size:]
		}
		out.WriteString(value)
	}
	return out.String() + text[last:]
}

// placeFiller fills the places of one text.
type placeFiller struct {
	Setting
	zones map[string]Zone // by place
	named map[string]bool // contacts
}

// value is what the school has for a place, empty for nothing.
func (f *placeFiller) value(place string, role ContactRole, words string) string {
	switch place {
	case "school":
		return f.School
	case "event":
		return f.withArticle(f.Event, words)
	case "date":
		return f.Date
	case "zone", "zone2":
		z, ok := f.zones[place]
		if !ok {
			z = f.zone(place == "zone2", words)
			f.zones[place] = z
		}
		return f.withArticle(z.shortName(f.Zones), words)
	case "contact":
		c := f.Contacts[role]
		if c.Name == "" || c.Role == "" || f.named[c.Name] {
			return c.Name
		}
		f.named[c.Name] = true
		return c.Name + " (" + c.Role + ")"
	}
	return ""
}

// withArticle puts the article before a name that stands where a place's own words have it,
// so that a sentence reads as one: "at the Gym". A name that has it takes no second one, and
// one that ends in a number or a letter is a label, which takes none: "at Room 12".
func (s Setting) withArticle(name, words string) string {
	first := func(text string) string { return strings.ToLower(strings.SplitN(text, " ", 2)[0]) }
	article := strings.ToLower(s.Article)
	parts := strings.Fields(name)
	if article == "" || len(parts) == 0 || first(words) != article || first(name) == article {
		return name
	}
	last := parts[len(parts)-1]
	if r, _ := utf8.DecodeLastRuneInString(last); len(parts) > 1 && (unicode.IsDigit(r) || utf8.RuneCountInString(last) == 1) {
		return name
	}
	return s.Article + " " + name
}

// zone picks a zone for a place that has none yet, blank for none.
func (f *placeFiller) zone(outdoors bool, words string) Zone {
	first := func(fits func(z Zone) bool) Zone {
		for _, z := range f.Zones {
			taken := slices.ContainsFunc(slices.Collect(maps.Values(f.zones)), func(x Zone) bool { return x.ID == z.ID })
			if !taken && z.shortName(f.Zones) != "" && fits(z) {
				return z
			}
		}
		return Zone{}
	}
	for _, id := range f.Prefer {
		if z := first(func(z Zone) bool { return z.ID == id }); z.ID != "" {
			return z
		}
	}
	called := func(z Zone) bool {
		tokens := strings.Fields(wordKey(words))
		if len(tokens) > 1 {
			tokens = tokens[1:] // without the article
		}
		name := " " + wordKey(z.Name) + " "
		return slices.ContainsFunc(tokens, func(t string) bool { return len(t) > 2 && strings.Contains(name, " "+t+" ") })
	}
	if z := first(called); z.ID != "" {
		return z
	}
	return first(func(z Zone) bool { return (z.Building == "") == outdoors })
}

// beginsSentence reports whether what comes after a text begins a sentence.
func beginsSentence(before string) bool {
	before = strings.TrimRight(before, "“\"‘( ")
	return before == "" || strings.ContainsAny(before[len(before)-1:], ".?!")
}

// places checks the places of a text: known, and with words for a school that has nothing to
// put there. A school always has a name.
func (k *checker) places(path, text string) {
	for _, m := range placeForm.FindAllStringSubmatch(text, -1) {
		known := slices.Contains([]string{"school", "event", "date", "zone", "zone2", "contact"}, m[1])
		role := m[1] == "contact" && slices.Contains(ContactRoles(), ContactRole(m[2])) || m[1] != "contact" && m[2] == ""
		words := (m[1] == "school") == (strings.TrimSpace(m[3]) == "")
		if !known || !role || !words {
			k.add(path, FaultPlace, m[0])
		}
	}
	if rest := placeForm.ReplaceAllString(text, ""); strings.ContainsAny(rest, "{}") {
		k.add(path, FaultPlace, rest[strings.IndexAny(rest, "{}"):])
	}
}

// SettingOf is a school's setting: its name, its zones, the next of its events on or after a
// day, and the contact that fits each role best. A school's own contacts come before those of
// the whole district.
func SettingOf(s SchoolRecord, on Date, w Wording) Setting {
	set := Setting{School: s.Name, Zones: s.Zones, Contacts: map[ContactRole]Contact{}}
	if e, ok := nextEvent(s.Events, on); ok {
		set.Event, set.Date = e.Name, SayDate(e.Date, w)
	}
	for _, role := range ContactRoles() {
		if c, ok := contactFor(s.Contacts, role, wordKeys(w.Text("exercise.contact."+string(role)))); ok {
			set.Contacts[role] = c
		}
	}
	return set
}

// nextEvent is the first event of a day or later, else the first without a day.
func nextEvent(events []SchoolEvent, on Date) (SchoolEvent, bool) {
	var next SchoolEvent
	for _, e := range events {
		if e.Name == "" || e.Date != "" && e.Date < on {
			continue
		}
		if next.ID == "" || cmp.Or(e.Date.Compare(next.Date), cmp.Compare(e.Name, next.Name), cmp.Compare(e.ID, next.ID)) < 0 {
			next = e
		}
	}
	return next, next.ID != ""
}

// shortName is the zone's name alone where no other zone has it.
func (z Zone) shortName(all []Zone) string {
	for _, other := range all {
		if other.ID != z.ID && other.Name == z.Name {
			return z.Label()
		}
	}
	return cmp.Or(z.Name, z.Building)
}

// contactFor is the contact that fits a role best: by a role that is one of its words, by one
// that holds one of them, or, for those whose whole house is meant, by the organization.
func contactFor(contacts []Contact, role ContactRole, words []string) (Contact, bool) {
	house := slices.Contains([]ContactRole{"police", "fire", "hospital"}, role)
	var best Contact
	bestFit := 0
	for _, c := range contacts {
		if c.Name == "" {
			continue
		}
		fit := 0
		switch roleKey, orgKey := wordKey(c.Role), wordKey(c.Organization); {
		case slices.Contains(words, roleKey):
			fit = 3
		case holdsOne(roleKey, words):
			fit = 2
		case house && holdsOne(orgKey, words):
			fit = 1
		default:
			continue
		}
		better := cmp.Or(cmp.Compare(fit, bestFit), cmp.Compare(min(len(c.Schools), 1), min(len(best.Schools), 1)),
			cmp.Compare(best.Name, c.Name), cmp.Compare(best.ID, c.ID)) > 0
		if bestFit == 0 || better {
			best, bestFit = c, fit
		}
	}
	return best, bestFit > 0
}

// holdsOne reports whether one of some words stands in a text; both are keys.
func holdsOne(text string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(" "+text+" ", " "+w+" ") })
}
