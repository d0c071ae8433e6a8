package workbook

import (
	"fmt"
	"slices"
	"strings"
)

// Limits that keep an exercise library playable: what is read aloud is short.
const (
	MaxObjectiveWords = 6 // of an objective's title
	MinTargets        = 1 // of an objective
	MaxTargets        = 3
	MinTasks          = 2 // of a target
	MaxTasks          = 4
	maxLineWords      = 25  // of a title, a task, a sender
	maxSpokenWords    = 70  // of an inject, a question, what is expected
	maxStoryWords     = 120 // of a situation
)

// Check lists everything that is wrong with the library, in the order of the file; none means
// that it is sound. The case is the one that it is for. As with [Case.Check], whether an
// anchor stands in its source is asked where the sources are.
func (l *ExerciseLibrary) Check(c *Case) []Fault {
	k := &libraryChecker{
		checker: checker{ids: map[string]bool{}}, library: l,
		sources: map[string]bool{}, items: map[string]bool{}, objectives: map[string]bool{},
	}
	for _, s := range c.Sources {
		k.sources[s.ID] = true
	}
	for _, it := range c.Items {
		k.items[it.ID] = true
	}
	for _, o := range l.Objectives {
		k.objectives[o.ID] = true
	}
	if l.Case != c.ID {
		k.add("case", FaultOtherCase, l.Case)
	}
	if l.Version < 1 {
		k.add("version", FaultForm, fmt.Sprint(l.Version))
	}
	k.form("language", l.Language, languageForm)
	k.story("title", l.Title, maxLineWords)
	k.story("purpose", l.Purpose, maxStoryWords)
	k.story("scope", l.Scope, maxStoryWords)
	k.story("threat", l.Threat, maxLineWords)
	k.story("scenario", l.Scenario, maxStoryWords)
	k.modules()
	if len(l.Objectives) == 0 {
		k.add("objectives", FaultMissing, "")
	}
	for i, o := range l.Objectives {
		k.objective(fmt.Sprintf("objectives[%d]", i), o)
	}
	for i, in := range l.Injects {
		k.inject(fmt.Sprintf("injects[%d]", i), in)
	}
	for i, q := range l.Questions {
		k.question(fmt.Sprintf("questions[%d]", i), q)
	}
	return k.faults
}

// libraryChecker is a checker that knows what the library's parts may refer to.
type libraryChecker struct {
	checker
	library                    *ExerciseLibrary
	sources, items, objectives map[string]bool
}

// story checks a text of one paragraph that may hold places.
func (k *libraryChecker) story(path, text string, words int) {
	k.need(path, text)
	switch {
	case strings.ContainsAny(text, "\n\r"):
		k.add(path, FaultForm, text)
	case len(strings.Fields(text)) > words:
		k.add(path, FaultTooLong, text)
	}
	k.places(path, text)
}

// refs checks references of which at least one is asked for.
func (k *libraryChecker) refs(path string, ids []string, known map[string]bool) {
	if len(ids) == 0 {
		k.add(path, FaultMissing, "")
	}
	k.checker.refs(path, ids, known)
	for i, id := range ids {
		if slices.Contains(ids[:i], id) {
			k.add(fmt.Sprintf("%s[%d]", path, i), FaultDuplicate, id)
		}
	}
}

// modules checks that there is one for each part, in order, and that the story goes on.
func (k *libraryChecker) modules() {
	l := k.library
	if len(l.Modules) != len(Parts()) {
		k.add("modules", FaultCount, fmt.Sprint(len(l.Modules)))
	}
	shares := 0
	for i, m := range l.Modules {
		at := fmt.Sprintf("modules[%d]", i)
		code(&k.checker, at+".part", m.Part, Parts())
		if i < len(Parts()) && slices.Contains(Parts(), m.Part) && m.Part != Parts()[i] {
			k.add(at+".part", FaultOrder, string(m.Part))
		}
		k.story(at+".title", m.Title, maxLineWords)
		k.story(at+".text", m.Text, maxStoryWords)
		clock, err := ParseClock(string(m.Story))
		switch {
		case m.Story == "":
			k.add(at+".story", FaultMissing, "")
		case err != nil || clock != m.Story:
			k.add(at+".story", FaultForm, string(m.Story))
		case i > 0 && clock <= l.Modules[i-1].Story:
			k.add(at+".story", FaultOrder, string(m.Story))
		}
		if m.Share < 1 {
			k.add(at+".share", FaultForm, fmt.Sprint(m.Share))
		}
		shares += m.Share
		code(&k.checker, at+".mission", m.Mission, MissionAreas())
		if !k.tried(func(part Part, _ []string) bool { return part == m.Part }) {
			k.add(at+".part", FaultUntried, string(m.Part))
		}
	}
	if shares != 100 {
		k.add("modules", FaultShares, fmt.Sprint(shares))
	}
}

// tried reports whether something that is delivered at its time and some question are about
// what is asked for.
func (k *libraryChecker) tried(about func(part Part, objectives []string) bool) bool {
	return slices.ContainsFunc(k.library.Injects, func(in InjectTemplate) bool {
		return in.Type == Standard && about(in.Part, in.Objectives)
	}) && slices.ContainsFunc(k.library.Questions, func(q QuestionTemplate) bool { return about(q.Part, q.Objectives) })
}

func (k *libraryChecker) objective(at string, o ObjectiveTemplate) {
	k.id(at+".id", o.ID)
	k.story(at+".title", o.Title, MaxObjectiveWords)
	k.story(at+".text", o.Text, maxSpokenWords)
	code(&k.checker, at+".capability", o.Capability, Capabilities())
	code(&k.checker, at+".part", o.Part, Parts())
	k.refs(at+".items", o.Items, k.items)
	if n := len(o.Targets); n < MinTargets || n > MaxTargets {
		k.add(at+".targets", FaultCount, fmt.Sprint(n))
	}
	for j, t := range o.Targets {
		in := fmt.Sprintf("%s.targets[%d]", at, j)
		k.story(in+".text", t.Text, maxLineWords)
		if n := len(t.Tasks); n < MinTasks || n > MaxTasks {
			k.add(in+".tasks", FaultCount, fmt.Sprint(n))
		}
		for n, task := range t.Tasks {
			k.story(fmt.Sprintf("%s.tasks[%d]", in, n), task, maxLineWords)
		}
	}
	if !k.tried(func(_ Part, objectives []string) bool { return slices.Contains(objectives, o.ID) }) {
		k.add(at+".id", FaultUntried, o.ID)
	}
}

func (k *libraryChecker) inject(at string, in InjectTemplate) {
	k.id(at+".id", in.ID)
	code(&k.checker, at+".part", in.Part, Parts())
	code(&k.checker, at+".theme", in.Theme, Themes())
	code(&k.checker, at+".type", in.Type, InjectTypes())
	if in.After < 0 || in.After > 0 && in.Type != Standard || in.After >= k.span(in.Part) {
		k.add(at+".after", FaultForm, fmt.Sprint(in.After))
	}
	k.story(at+".mode", in.Mode, maxLineWords)
	k.story(at+".from", in.From, maxLineWords)
	k.story(at+".to", in.To, maxLineWords)
	k.story(at+".text", in.Text, maxSpokenWords)
	k.story(at+".expected", in.Expected, maxSpokenWords)
	k.refs(at+".objectives", in.Objectives, k.objectives)
	k.refs(at+".items", in.Items, k.items)
	k.evidence(at+".evidence", in.Evidence, k.sources)
}

// span is how many minutes of the story a part has: until the next begins, or the day ends.
func (k *libraryChecker) span(part Part) int {
	i := slices.IndexFunc(k.library.Modules, func(m ModuleTemplate) bool { return m.Part == part })
	switch {
	case i < 0:
		return MinutesADay
	case i+1 < len(k.library.Modules):
		return k.library.Modules[i+1].Story.Minutes() - k.library.Modules[i].Story.Minutes()
	}
	return MinutesADay - k.library.Modules[i].Story.Minutes()
}

func (k *libraryChecker) question(at string, q QuestionTemplate) {
	k.id(at+".id", q.ID)
	code(&k.checker, at+".part", q.Part, Parts())
	code(&k.checker, at+".theme", q.Theme, Themes())
	k.story(at+".text", q.Text, maxSpokenWords)
	k.story(at+".points", q.Points, maxSpokenWords)
	k.refs(at+".objectives", q.Objectives, k.objectives)
	k.refs(at+".items", q.Items, k.items)
	k.evidence(at+".evidence", q.Evidence, k.sources)
}
