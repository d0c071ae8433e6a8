package workbook

// Case is the record of one historical case, arranged as checklists. It is data: a case
// file holds it, [Case.Check] says whether it is sound, and nothing in the program knows
// which case it is.
type Case struct {
	ID            string          `yaml:"id"`
	Version       int             `yaml:"version"`  // grows with each published change
	Language      string          `yaml:"language"` // BCP 47, of the case's own sentences
	Title         string          `yaml:"title"`
	Place         string          `yaml:"place"`
	When          string          `yaml:"when"` // see TimelineEvent.When
	Until         string          `yaml:"until,omitempty"`
	CareNote      string          `yaml:"care_note"` // shown before the case opens the first time
	Summary       []Statement     `yaml:"summary"`   // paragraphs
	Facts         []Fact          `yaml:"facts"`
	Sources       []Source        `yaml:"sources"`
	Timeline      []TimelineEvent `yaml:"timeline"`
	Figures       []Figure        `yaml:"figures"`
	Items         []Item          `yaml:"items"`
	EventSteps    []EventStep     `yaml:"event_steps,omitempty"` // by the day on which they fall due
	OpenQuestions []OpenQuestion  `yaml:"open_questions"`
}

// Evidence points from a statement to where the record says it.
type Evidence struct {
	Source  string `yaml:"source"`  // a Source's id
	Section string `yaml:"section"` // its heading, or "paragraph 3"
	Anchor  string `yaml:"anchor"`  // up to 8 consecutive words that stand in the source
}

// Statement is a paragraph in the project's own words with what it rests on.
type Statement struct {
	Text     string     `yaml:"text"`
	Evidence []Evidence `yaml:"evidence"`
}

// Fact is one line of the case at a glance.
type Fact struct {
	ID       string     `yaml:"id"`
	Label    string     `yaml:"label"`
	Value    string     `yaml:"value"`
	Evidence []Evidence `yaml:"evidence"`
}

// Source is one document of the record.
type Source struct {
	ID        string     `yaml:"id"`
	Title     string     `yaml:"title"`
	Publisher string     `yaml:"publisher"`
	Kind      SourceKind `yaml:"kind"`
	Date      string     `yaml:"date"`     // 2006, 2006-01 or 2006-01-02; empty where the document gives none
	Language  string     `yaml:"language"` // BCP 47
	File      string     `yaml:"file"`     // name of the text in the folder of sources
	Note      string     `yaml:"note"`     // what it is good for, and its limits
}

// TimelineEvent is one dated line of the timeline.
type TimelineEvent struct {
	ID       string     `yaml:"id"`
	When     string     `yaml:"when"` // 2004, 2004-07, 2004-09-01 or "2004-09-01 09:11", local time
	Until    string     `yaml:"until,omitempty"`
	Approx   bool       `yaml:"approx,omitempty"` // the source says about
	Phase    Phase      `yaml:"phase"`
	Text     string     `yaml:"text"`
	Basis    Basis      `yaml:"basis"`
	Evidence []Evidence `yaml:"evidence"`
	Items    []string   `yaml:"items,omitempty"` // items that draw on it
}

// Figure is a number or a finding on which the sources differ; all values stand side by
// side and none is picked.
type Figure struct {
	ID     string        `yaml:"id"`
	Title  string        `yaml:"title"`
	Note   string        `yaml:"note"` // what a planner should take from the difference
	Values []FigureValue `yaml:"values"`
}

// FigureValue is what one voice in the record gives.
type FigureValue struct {
	Value    string     `yaml:"value"`
	GivenBy  string     `yaml:"given_by"`
	Evidence []Evidence `yaml:"evidence"`
}

// Item is one line of a checklist: what the case shows, and the question it puts to a
// school today.
type Item struct {
	ID         string      `yaml:"id"`
	Checklist  Checklist   `yaml:"checklist"`
	Title      string      `yaml:"title"` // up to 8 words
	Shows      string      `yaml:"shows"` // one to three sentences
	Ask        string      `yaml:"ask"`   // answered in one walk or one phone call
	Basis      Basis       `yaml:"basis"`
	AddedFrom  []string    `yaml:"added_from,omitempty"` // ids of the sources; empty for the dossier's own bullets
	Evidence   []Evidence  `yaml:"evidence"`
	Mission    MissionArea `yaml:"mission"`
	Annexes    []Annex     `yaml:"annexes"`
	Layer      Layer       `yaml:"layer"`
	Components []Component `yaml:"components"`
	SRP        []SRPAction `yaml:"srp,omitempty"`
	Measures   []Measure   `yaml:"measures"` // two to four
	Related    []string    `yaml:"related,omitempty"`
}

// Measure is something a school can do within a year to close the gap.
type Measure struct {
	Text    string            `yaml:"text"`
	Element CapabilityElement `yaml:"element"`
}

// OpenQuestion is something that the record itself says is still missing. It stays
// visibly open; no answer is asked of a school.
type OpenQuestion struct {
	ID        string     `yaml:"id"`
	Checklist Checklist  `yaml:"checklist,omitempty"` // empty: it concerns the whole case
	Title     string     `yaml:"title"`
	Missing   string     `yaml:"missing"`   // what is still needed
	Meanwhile string     `yaml:"meanwhile"` // how a planner works with the gap
	Evidence  []Evidence `yaml:"evidence"`
	Related   []string   `yaml:"related,omitempty"`
}

// Item finds an item by its id.
func (c *Case) Item(id string) (Item, bool) {
	for _, it := range c.Items {
		if it.ID == id {
			return it, true
		}
	}
	return Item{}, false
}

// ItemsOf lists a checklist's items in the case's order.
func (c *Case) ItemsOf(list Checklist) []Item {
	var items []Item
	for _, it := range c.Items {
		if it.Checklist == list {
			items = append(items, it)
		}
	}
	return items
}

// SourceNumber is the number, from 1, by which a source is cited, 0 for an unknown one.
func (c *Case) SourceNumber(id string) int {
	for i, s := range c.Sources {
		if s.ID == id {
			return i + 1
		}
	}
	return 0
}

// Citations are the distinct source numbers behind some evidence, ascending.
func (c *Case) Citations(evidence []Evidence) []int {
	var cited []int
	for n := range c.Sources {
		for _, e := range evidence {
			if c.SourceNumber(e.Source) == n+1 {
				cited = append(cited, n+1)
				break
			}
		}
	}
	return cited
}
