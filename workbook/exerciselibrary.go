package workbook

// ExerciseLibrary is what tabletop exercises on a case are drafted from: modules, objectives,
// injects and discussion questions, set at "your school" by places in their texts. It is data
// beside the case file, and nothing in the program knows which case it is about.
//
// A text may hold places for what a school has, each with words for a school that has it not:
// {school}, {event|the opening ceremony}, {date|that day}, {zone|the main entrance},
// {zone2|the yard}, {contact:police|the police liaison}. See [SetAt].
//
// Article is the word that names of events and zones take in a sentence where the place's own
// words have it: "at the Gym". Empty in a language where one word does not do.
type ExerciseLibrary struct {
	Case       string              `yaml:"case"`     // the id of the case
	Version    int                 `yaml:"version"`  // grows with each published change
	Language   string              `yaml:"language"` // BCP 47
	Article    string              `yaml:"article"`
	Title      string              `yaml:"title"` // of an exercise, for example "Opening day tabletop"
	Purpose    string              `yaml:"purpose"`
	Scope      string              `yaml:"scope"`
	Threat     string              `yaml:"threat"`   // threat or hazard, in a few plain words
	Scenario   string              `yaml:"scenario"` // what players know before the first module
	Modules    []ModuleTemplate    `yaml:"modules"`  // one for each of [Parts]
	Objectives []ObjectiveTemplate `yaml:"objectives"`
	Injects    []InjectTemplate    `yaml:"injects"`
	Questions  []QuestionTemplate  `yaml:"questions"`
}

// ModuleTemplate is a part of the discussion.
type ModuleTemplate struct {
	Part    Part        `yaml:"part"`
	Title   string      `yaml:"title"`
	Text    string      `yaml:"text"`  // the story so far, as players read it
	Story   Clock       `yaml:"story"` // time of day in the story when it begins
	Share   int         `yaml:"share"` // of the time for modules, in per cent
	Mission MissionArea `yaml:"mission"`
}

// ObjectiveTemplate is what an exercise may try out.
type ObjectiveTemplate struct {
	ID         string           `yaml:"id"`
	Title      string           `yaml:"title"` // up to six words
	Text       string           `yaml:"text"`  // one sentence: who is to do what, by when or how well
	Capability Capability       `yaml:"capability"`
	Part       Part             `yaml:"part"`  // where it is mostly played
	Items      []string         `yaml:"items"` // the case's items whose answers it tries out
	Targets    []TargetTemplate `yaml:"targets"`
}

// TargetTemplate is an organizational capability target of an Exercise Evaluation Guide with
// its critical tasks.
type TargetTemplate struct {
	Text  string   `yaml:"text"`
	Tasks []string `yaml:"tasks"`
}

// InjectTemplate is an event that may be put to players.
type InjectTemplate struct {
	ID         string     `yaml:"id"`
	Part       Part       `yaml:"part"`
	Theme      Theme      `yaml:"theme"`
	Type       InjectType `yaml:"type"`
	After      int        `yaml:"after"` // minutes of the story after the module's Story
	Mode       string     `yaml:"mode"`  // how it reaches players: "Phone call", "Radio", "In person"
	From       string     `yaml:"from"`
	To         string     `yaml:"to"`
	Text       string     `yaml:"text"`     // what players hear or read
	Expected   string     `yaml:"expected"` // what they are expected to discuss or decide; never shown to them
	Objectives []string   `yaml:"objectives"`
	Items      []string   `yaml:"items"`
	Evidence   []Evidence `yaml:"evidence"`
}

// QuestionTemplate is a question for discussion.
type QuestionTemplate struct {
	ID         string     `yaml:"id"`
	Part       Part       `yaml:"part"`
	Theme      Theme      `yaml:"theme"`
	Text       string     `yaml:"text"`
	Points     string     `yaml:"points"` // what the facilitator listens for; never shown to players
	Objectives []string   `yaml:"objectives"`
	Items      []string   `yaml:"items"`
	Evidence   []Evidence `yaml:"evidence"`
}
