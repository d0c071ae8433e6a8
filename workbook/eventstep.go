package workbook

import (
	"fmt"
	"strings"
)

// Limits of a case's protective steps.
const (
	MaxEventSteps = 12
	MaxStepDays   = 365 // before the event, or after it
)

// EventStep is one protective step that the case puts to every predictable event with many
// people. What a school has done about it is a [Step].
type EventStep struct {
	ID         string     `yaml:"id"`
	Title      string     `yaml:"title"`          // up to 8 words
	Text       string     `yaml:"text"`           // what to do and why, one to three sentences
	DaysBefore int        `yaml:"days_before"`    // 0 for the day itself, negative for after it
	Plan       bool       `yaml:"plan,omitempty"` // the written protective plan; exactly one step is it
	Items      []string   `yaml:"items"`          // ids of the items that it is drawn from
	Evidence   []Evidence `yaml:"evidence"`
}

// After reports whether the step can be taken only when the event is over.
func (s EventStep) After() bool { return s.DaysBefore < 0 }

// EventStep finds a protective step by its id.
func (c *Case) EventStep(id string) (EventStep, bool) {
	for _, s := range c.EventSteps {
		if s.ID == id {
			return s, true
		}
	}
	return EventStep{}, false
}

// eventSteps checks the protective steps. A case may have none; with any, one of them is
// the written plan, and they stand in the order in which they fall due.
func (k *checker) eventSteps(steps []EventStep, sources, items map[string]bool) {
	if len(steps) > MaxEventSteps {
		k.add("event_steps", FaultCount, fmt.Sprint(len(steps)))
	}
	plans := 0
	for i, s := range steps {
		at := fmt.Sprintf("event_steps[%d]", i)
		k.id(at+".id", s.ID)
		k.need(at+".title", s.Title)
		if len(strings.Fields(s.Title)) > MaxTitleWords {
			k.add(at+".title", FaultTooLong, s.Title)
		}
		k.need(at+".text", s.Text)
		switch {
		case s.DaysBefore > MaxStepDays, s.DaysBefore < -MaxStepDays:
			k.add(at+".days_before", FaultForm, fmt.Sprint(s.DaysBefore))
		case i > 0 && s.DaysBefore > steps[i-1].DaysBefore:
			k.add(at+".days_before", FaultOrder, fmt.Sprint(s.DaysBefore))
		}
		if s.Plan {
			if plans++; plans > 1 {
				k.add(at+".plan", FaultPlans, fmt.Sprint(plans))
			}
			if s.After() {
				k.add(at+".days_before", FaultForm, fmt.Sprint(s.DaysBefore))
			}
		}
		if len(s.Items) == 0 {
			k.add(at+".items", FaultMissing, "")
		}
		k.refs(at+".items", s.Items, items)
		k.evidence(at+".evidence", s.Evidence, sources)
	}
	if len(steps) > 0 && plans == 0 {
		k.add("event_steps", FaultPlans, "0")
	}
}
