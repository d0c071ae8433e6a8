package workbook

import (
	"strings"
	"testing"
)

func TestATextIsSetAtASchool(t *testing.T) {
	police := Contact{ID: "c1", Name: "Dana Ruiz", Role: "Police liaison"}
	full := Setting{
		School: "Hill School", Event: "Spring fair", Date: "8 May 2027", Zones: []Zone{{ID: "g", Building: "Main", Name: "Gym"}, {ID: "y", Name: "Yard"}},
		Contacts: map[ContactRole]Contact{"police": police},
	}
	for _, tc := range []struct{ text, full, bare string }{
		{"Doors of {school} open.", "Doors of Hill School open.", "Doors of Hill School open."},
		{"On {date|that day} is {event|the ceremony}.", "On 8 May 2027 is Spring fair.", "On that day is the ceremony."},
		{"From {zone|the gym} to {zone2|the yard}.", "From Gym to Yard.", "From the gym to the yard."},
		{
			"{contact:police|the police liaison} calls. Ask {contact:police|the police liaison} again.",
			"Dana Ruiz (Police liaison) calls. Ask Dana Ruiz again.", "The police liaison calls. Ask the police liaison again.",
		},
		{"Wait. {zone|the gym} is full.", "Wait. Gym is full.", "Wait. The gym is full."},
		{"No place at all", "No place at all", "No place at all"},
	} {
		if got := SetAt(tc.text, full); got != tc.full {
			t.Errorf("%q at a school that has all: %q", tc.text, got)
		}
		if got := SetAt(tc.text, Setting{School: "Hill School"}); got != tc.bare {
			t.Errorf("%q at a school that has nothing: %q", tc.text, got)
		}
	}
}

func TestANameTakesTheArticleThatThePlacesOwnWordsHave(t *testing.T) {
	for _, tc := range []struct{ text, name, want string }{
		{"Set up for {event|the ceremony}.", "First day of term", "Set up for the First day of term."},
		{"{event|the ceremony} begins.", "Spring fair", "The Spring fair begins."},
		{"Part of {event|the ceremony}", "The big day", "Part of The big day"},
		{"Set up for {event|the ceremony}.", "Graduation 2027", "Set up for Graduation 2027."},
		{"Set up for {event|the ceremony}.", "Sports day B", "Set up for Sports day B."},
		{"Set up for {event|a ceremony}.", "Spring fair", "Set up for Spring fair."},
		{"Set up for {event|the ceremony}.", "", "Set up for the ceremony."},
	} {
		if got := SetAt(tc.text, Setting{School: "Hill School", Article: "the", Event: tc.name}); got != tc.want {
			t.Errorf("%s at %q: %q, want %q", tc.text, tc.name, got, tc.want)
		}
	}
	zones := Setting{School: "Hill School", Article: "the", Zones: []Zone{{ID: "1", Building: "Main", Name: "Entrance and office"}, {ID: "2", Name: "Gate 3"}}}
	if got, want := SetAt("From {zone|the main entrance} to {zone2|the yard}", zones), "From the Entrance and office to Gate 3"; got != want {
		t.Errorf("zones: %q, want %q", got, want)
	}
}

func TestWhatASchoolIsNamedByInAStory(t *testing.T) {
	words := wording(t)
	own := []string{"s"}
	school := SchoolRecord{
		School: School{ID: "s", Name: "Hill School"},
		Zones:  []Zone{{ID: "z1", Building: "Main", Name: "Hall"}, {ID: "z2", Building: "Annex", Name: "Hall"}, {ID: "z3", Name: "Yard"}},
		Contacts: []Contact{
			{ID: "1", Schools: own, Name: "Ann", Role: "Assistant principal"},
			{ID: "2", Schools: own, Name: "Bob", Role: "Principal"},
			{ID: "3", Name: "Cem", Role: "Emergency coordinator", Organization: "County Hospital"},
			{ID: "4", Name: "Dee", Role: "Liaison", Organization: "Police of the county"},
			{ID: "5", Schools: own, Name: "Eva", Role: "Police liaison"},
			{ID: "6", Schools: own, Name: "Flo", Role: "Head custodian", Organization: "Valley School District"},
			{ID: "7", Name: "", Role: "School nurse"},
		},
		Events: []SchoolEvent{
			{ID: "e1", Name: "Graduation", Date: "2027-06-10"}, {ID: "e2", Name: "Spring fair", Date: "2027-05-08"},
			{ID: "e3", Name: "First day", Date: "2026-09-01"}, {ID: "e4", Name: "Some day"},
		},
	}
	set := SettingOf(school, "2027-01-01", words)
	if set.Event != "Spring fair" || set.Date == "" {
		t.Errorf("set at %q on %q", set.Event, set.Date)
	}
	for text, want := range map[string]string{
		"{zone|the gym}":                           "Main · Hall",
		"{zone2|the gym}":                          "Yard",
		"{zone|the yard} {zone2|the playground}":   "Yard The playground",
		"{zone|the gym}, {zone2|it}, {zone|again}": "Main · Hall, Yard, Main · Hall",
	} {
		if got := SetAt(text, set); !strings.EqualFold(got, want) {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
	about := set
	about.Prefer = []string{"z2", "z1"}
	if got := SetAt("{zone|the gym} {zone2|the yard}", about); got != "Annex · Hall Main · Hall" {
		t.Errorf("about two zones: %q", got)
	}
	for role, want := range map[ContactRole]string{"principal": "Bob", "hospital": "Cem", "police": "Eva", "custodian": "Flo", "district": "", "nurse": ""} {
		if got := set.Contacts[role].Name; got != want {
			t.Errorf("the %s is %q, want %q", role, got, want)
		}
	}
	if late := SettingOf(school, "2028-01-01", words); late.Event != "Some day" || late.Date != "" {
		t.Errorf("after all events: %q on %q", late.Event, late.Date)
	}
}
