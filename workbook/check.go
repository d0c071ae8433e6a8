package workbook

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// Limits that keep a case readable and quotations short.
const (
	MaxTitleWords  = 8
	MaxAnchorWords = 8
	MinMeasures    = 2
	MaxMeasures    = 4
)

// Fault is one thing wrong with a case file. Path names the field from the top, for example
// "items[3].evidence[0].source"; Code is a key under "fault." in assets/lang.
type Fault struct {
	Path  string
	Code  string
	Value string // what was found, shortened
	Line  int    // 0 where it is not known
}

// The kinds of fault.
const (
	FaultMissing      = "missing"       // a field that must be filled is empty
	FaultUnknown      = "unknown"       // a code that is not in the vocabulary
	FaultDuplicate    = "duplicate"     // an id that is used twice
	FaultDangling     = "dangling"      // a reference to an id that is not there
	FaultForm         = "form"          // a value that does not have the form asked for
	FaultTooLong      = "too-long"      // more words or characters than allowed
	FaultCount        = "count"         // too few or too many
	FaultSyntax       = "syntax"        // not the YAML or the field type asked for
	FaultUnknownField = "unknown-field" // a key that the form does not have
	FaultOrder        = "order"         // stands after something that it should come before
	FaultPlans        = "plans"         // not exactly one step is the protective plan
	FaultPlace        = "place"         // a place in a text that is not known or has no words of its own
	FaultShares       = "shares"        // shares that do not add up to 100
	FaultUntried      = "untried"       // what no inject or no question is about
	FaultOtherCase    = "other-case"    // made for another case
	FaultTooDeep      = "too-deep"      // nested too deeply, or in itself
	FaultTooMany      = "too-many"      // more entries than are read
)

func (f Fault) String() string {
	return fmt.Sprintf("line %d: %s: %s %q", f.Line, f.Path, f.Code, f.Value)
}

var (
	idForm       = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	whenForm     = regexp.MustCompile(`^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])( ([01]\d|2[0-3]):[0-5]\d)?)?)?$`)
	languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]+)*$`)
)

// checker gathers faults.
type checker struct {
	faults []Fault
	ids    map[string]bool // every id of the case, whatever it names
}

func (k *checker) add(path, code, value string) {
	k.faults = append(k.faults, Fault{Path: path, Code: code, Value: Shorten(value, 60)})
}

func (k *checker) need(path, value string) {
	if strings.TrimSpace(value) == "" {
		k.add(path, FaultMissing, "")
	}
}

func (k *checker) form(path, value string, form *regexp.Regexp) {
	if !form.MatchString(value) {
		k.add(path, FaultForm, value)
	}
}

// moment checks a point in time.
func (k *checker) moment(path, value string) {
	if !whenForm.MatchString(value) || !isDay(value) {
		k.add(path, FaultForm, value)
	}
}

// isDay refuses the 31st of February; a value that names no day is none to refuse.
func isDay(when string) bool {
	day, _, _ := strings.Cut(when, " ")
	if len(day) < len(time.DateOnly) {
		return true
	}
	_, err := time.Parse(time.DateOnly, day)
	return err == nil
}

// period checks when something was, and until when where that is said.
func (k *checker) period(when, until, path string) {
	k.moment(path+"when", when)
	if until == "" {
		return
	}
	k.moment(path+"until", until)
	if until < when && !strings.HasPrefix(when, until) { // less exact is not earlier
		k.add(path+"until", FaultForm, until)
	}
}

func (k *checker) id(path, id string) {
	switch {
	case id == "":
		k.add(path, FaultMissing, "")
	case !idForm.MatchString(id):
		k.add(path, FaultForm, id)
	case k.ids[id]:
		k.add(path, FaultDuplicate, id)
	}
	k.ids[id] = true
}

func code[T ~string](k *checker, path string, value T, all []T) {
	switch {
	case value == "":
		k.add(path, FaultMissing, "")
	case !slices.Contains(all, value):
		k.add(path, FaultUnknown, string(value))
	}
}

func codeList[T ~string](k *checker, path string, values, all []T) {
	seen := map[T]bool{}
	for i, v := range values {
		at := fmt.Sprintf("%s[%d]", path, i)
		code(k, at, v, all)
		if seen[v] {
			k.add(at, FaultDuplicate, string(v))
		}
		seen[v] = true
	}
}

func (k *checker) refs(path string, ids []string, known map[string]bool) {
	for i, id := range ids {
		if !known[id] {
			k.add(fmt.Sprintf("%s[%d]", path, i), FaultDangling, id)
		}
	}
}

func (k *checker) evidence(path string, evidence []Evidence, sources map[string]bool) {
	if len(evidence) == 0 {
		k.add(path, FaultMissing, "")
	}
	for i, e := range evidence {
		at := fmt.Sprintf("%s[%d]", path, i)
		if !sources[e.Source] {
			k.add(at+".source", FaultDangling, e.Source)
		}
		k.need(at+".section", e.Section)
		k.need(at+".anchor", e.Anchor)
		if len(strings.Fields(e.Anchor)) > MaxAnchorWords {
			k.add(at+".anchor", FaultTooLong, e.Anchor)
		}
	}
}

// Check lists everything that is wrong with the case, in the order of the file; none means
// that it is sound. It needs nothing but the case: whether an anchor stands in its source is
// asked where the sources are.
func (c *Case) Check() []Fault {
	k := &checker{ids: map[string]bool{}}
	k.form("id", c.ID, idForm)
	if c.Version < 1 {
		k.add("version", FaultForm, fmt.Sprint(c.Version))
	}
	k.form("language", c.Language, languageForm)
	k.need("title", c.Title)
	k.need("place", c.Place)
	k.period(c.When, c.Until, "")
	k.need("care_note", c.CareNote)
	sources, items := map[string]bool{}, map[string]bool{}
	for _, s := range c.Sources {
		sources[s.ID] = true
	}
	for _, it := range c.Items {
		items[it.ID] = true
	}
	if len(c.Summary) == 0 {
		k.add("summary", FaultMissing, "")
	}
	for i, s := range c.Summary {
		k.need(fmt.Sprintf("summary[%d].text", i), s.Text)
		k.evidence(fmt.Sprintf("summary[%d].evidence", i), s.Evidence, sources)
	}
	for i, f := range c.Facts {
		at := fmt.Sprintf("facts[%d]", i)
		k.id(at+".id", f.ID)
		k.need(at+".label", f.Label)
		k.need(at+".value", f.Value)
		k.evidence(at+".evidence", f.Evidence, sources)
	}
	if len(c.Sources) == 0 {
		k.add("sources", FaultMissing, "")
	}
	for i, s := range c.Sources {
		k.source(fmt.Sprintf("sources[%d]", i), s)
	}
	last := ""
	for i, e := range c.Timeline {
		at := fmt.Sprintf("timeline[%d]", i)
		k.timelineEvent(at, e, sources, items)
		if e.When < last && !strings.HasPrefix(last, e.When) {
			k.add(at+".when", FaultForm, e.When)
		}
		last = e.When
	}
	for i, f := range c.Figures {
		k.figure(fmt.Sprintf("figures[%d]", i), f, sources)
	}
	if len(c.Items) == 0 {
		k.add("items", FaultMissing, "")
	}
	for i, it := range c.Items {
		k.item(fmt.Sprintf("items[%d]", i), it, sources, items)
	}
	k.eventSteps(c.EventSteps, sources, items)
	for i, q := range c.OpenQuestions {
		at := fmt.Sprintf("open_questions[%d]", i)
		k.id(at+".id", q.ID)
		if q.Checklist != "" {
			code(k, at+".checklist", q.Checklist, Checklists())
		}
		k.need(at+".title", q.Title)
		k.need(at+".missing", q.Missing)
		k.need(at+".meanwhile", q.Meanwhile)
		k.evidence(at+".evidence", q.Evidence, sources)
		k.refs(at+".related", q.Related, items)
	}
	return k.faults
}

func (k *checker) source(at string, s Source) {
	k.id(at+".id", s.ID)
	k.need(at+".title", s.Title)
	k.need(at+".publisher", s.Publisher)
	code(k, at+".kind", s.Kind, SourceKinds())
	if s.Date != "" {
		k.moment(at+".date", s.Date)
	}
	k.form(at+".language", s.Language, languageForm)
}

func (k *checker) timelineEvent(at string, e TimelineEvent, sources, items map[string]bool) {
	k.id(at+".id", e.ID)
	k.period(e.When, e.Until, at+".")
	code(k, at+".phase", e.Phase, Phases())
	k.need(at+".text", e.Text)
	code(k, at+".basis", e.Basis, Bases())
	k.evidence(at+".evidence", e.Evidence, sources)
	k.refs(at+".items", e.Items, items)
}

func (k *checker) figure(at string, f Figure, sources map[string]bool) {
	k.id(at+".id", f.ID)
	k.need(at+".title", f.Title)
	k.need(at+".note", f.Note)
	if len(f.Values) < 2 {
		k.add(at+".values", FaultCount, fmt.Sprint(len(f.Values)))
	}
	for j, v := range f.Values {
		in := fmt.Sprintf("%s.values[%d]", at, j)
		k.need(in+".value", v.Value)
		k.need(in+".given_by", v.GivenBy)
		k.evidence(in+".evidence", v.Evidence, sources)
	}
}

func (k *checker) item(at string, it Item, sources, items map[string]bool) {
	k.id(at+".id", it.ID)
	code(k, at+".checklist", it.Checklist, Checklists())
	k.need(at+".title", it.Title)
	if len(strings.Fields(it.Title)) > MaxTitleWords {
		k.add(at+".title", FaultTooLong, it.Title)
	}
	k.need(at+".shows", it.Shows)
	k.need(at+".ask", it.Ask)
	code(k, at+".basis", it.Basis, Bases())
	k.refs(at+".added_from", it.AddedFrom, sources)
	k.evidence(at+".evidence", it.Evidence, sources)
	code(k, at+".mission", it.Mission, MissionAreas())
	if len(it.Annexes) == 0 {
		k.add(at+".annexes", FaultMissing, "")
	}
	codeList(k, at+".annexes", it.Annexes, Annexes())
	code(k, at+".layer", it.Layer, Layers())
	if len(it.Components) == 0 {
		k.add(at+".components", FaultMissing, "")
	}
	codeList(k, at+".components", it.Components, Components())
	codeList(k, at+".srp", it.SRP, SRPActions())
	if n := len(it.Measures); n < MinMeasures || n > MaxMeasures {
		k.add(at+".measures", FaultCount, fmt.Sprint(n))
	}
	for j, m := range it.Measures {
		in := fmt.Sprintf("%s.measures[%d]", at, j)
		k.need(in+".text", m.Text)
		if utf8.RuneCountInString(m.Text) > MaxShortText {
			k.add(in+".text", FaultTooLong, m.Text)
		}
		code(k, in+".element", m.Element, CapabilityElements())
	}
	k.refs(at+".related", it.Related, items)
	if slices.Contains(it.Related, it.ID) {
		k.add(at+".related", FaultDuplicate, it.ID)
	}
}
