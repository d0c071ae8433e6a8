package workbook

import (
	"slices"
	"strings"
)

// School is one school of a workbook. Zones, contacts and events are entities of their
// own that name their school.
type School struct {
	ID         string
	Name       string
	District   string
	Address    string
	Levels     []Level
	Enrollment int // children enrolled
	Staff      int // adults employed on site
	Note       string
}

// Holds reports whether every word, in small letters, stands somewhere in what tells a school
// from others: its name, its district, its address.
func (s School) Holds(words []string) bool {
	if len(words) == 0 {
		return true
	}
	hay := strings.ToLower(s.Name + "\n" + s.District + "\n" + s.Address)
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(hay, w) })
}

// Zone is a building or a part of the grounds that answers can point to.
type Zone struct {
	ID       string
	SchoolID string
	Building string // empty for grounds
	Name     string
}

// Label is the zone as it is shown: "Main building · Gym".
func (z Zone) Label() string {
	if z.Building == "" || z.Building == z.Name {
		return z.Name
	}
	if z.Name == "" {
		return z.Building
	}
	return z.Building + " · " + z.Name
}

// Contact is a person or a desk that schools can call, own work, or receive the plan. It is
// kept once, however many schools it serves.
type Contact struct {
	ID           string
	Schools      []string // ids of the schools that it serves; none for the whole district
	Name         string
	Role         string
	Organization string
	Phone        string
	Email        string
	ReceivesPlan bool // stands in the record of distribution
}

// ServesSchool reports whether a contact is one of a school's: its own or the whole
// district's.
func (c Contact) ServesSchool(id string) bool {
	return len(c.Schools) == 0 || slices.Contains(c.Schools, id)
}

// SchoolEvent is a predictable event with many people: the first day, a ceremony, a match.
type SchoolEvent struct {
	ID       string
	SchoolID string
	Name     string
	Date     Date
	People   int // expected attendance
	Note     string
}

// SchoolRecord is a school with everything that hangs on it.
type SchoolRecord struct {
	School
	Zones       []Zone
	Contacts    []Contact // its own and the whole district's
	Events      []SchoolEvent
	Steps       Steps       // of its events
	Attachments Attachments // of its answers, without their bytes
}

// DueForReview reports whether somebody should look at one of the school's answers again,
// for its own sake or because a file of its evidence has expired.
func (s SchoolRecord) DueForReview(a Answer, today Date) bool {
	return a.DueForReview(today) || a.Status != NotAssessed && s.Attachments.Expired(a.ItemID, today) != ""
}
