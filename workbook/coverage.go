package workbook

import "slices"

// Coverage counts a school's answers by status.
type Coverage struct {
	Counts map[Status]int
	Total  int
}

// Answered is how many items someone has looked at.
func (c Coverage) Answered() int { return c.Total - c.Counts[NotAssessed] }

// CoverageOf counts the answers to the given items.
func CoverageOf(items []Item, schoolID string, answers Answers) Coverage {
	c := Coverage{Counts: map[Status]int{}, Total: len(items)}
	for _, it := range items {
		c.Counts[answers.Of(schoolID, it.ID).Status]++
	}
	return c
}

// Gap is an item on which a school has work to do, with the actions that serve it.
type Gap struct {
	Item    Item
	Answer  Answer
	Actions []Action
}

// Gaps lists a school's gaps, the most pressing first: by priority, then needed before in
// progress, then in the case's order. Dropped actions do not count as serving.
func Gaps(c *Case, schoolID string, answers Answers, actions []Action) []Gap {
	var gaps []Gap
	for _, it := range c.Items {
		a := answers.Of(schoolID, it.ID)
		if !a.Status.Gap() {
			continue
		}
		serving := slices.DeleteFunc(ServingItem(actions, schoolID, it.ID), func(a Action) bool {
			return a.Status == DroppedFromPlan
		})
		gaps = append(gaps, Gap{Item: it, Answer: a, Actions: serving})
	}
	slices.SortStableFunc(gaps, func(a, b Gap) int {
		if d := a.Answer.Priority().Rank() - b.Answer.Priority().Rank(); d != 0 {
			return d
		}
		return slices.Index(Statuses(), b.Answer.Status) - slices.Index(Statuses(), a.Answer.Status)
	})
	return gaps
}
