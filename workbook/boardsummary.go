package workbook

import (
	"cmp"
	"slices"
)

// BoardSummary is what a board reads in five minutes: what is in place, what is needed, who
// does it by when, why, and what the board is asked for. It is drawn from the figures of a
// district's plan, of one school where that holds only one.
type BoardSummary struct {
	Plan DistrictPlan
	Asks []Ask // the most important ones first, at most MaxAsks
}

// MaxAsks is how many decisions a board is asked for at once.
const MaxAsks = 5

// AskCode says what a board is asked for; words under "board.ask.<code>".
type AskCode string

// What a board can be asked for, the most important first.
const (
	AskServeGap  AskCode = "serve-gap" // name an owner and a day for a gap that no action serves
	AskOverdue   AskCode = "overdue"   // settle what is overdue
	AskOwners    AskCode = "owners"    // name owners for actions that have none
	AskLapsed    AskCode = "lapsed"    // have measures looked at that missed their review
	AskFunds     AskCode = "funds"     // decide on the money
	AskDates     AskCode = "dates"     // set a day for actions that have none
	AskSharedGap AskCode = "shared"    // solve once for the district what many schools lack
	AskAssess    AskCode = "assess"    // have the checklists answered to the end
)

// Ask is one decision that a board is asked for.
type Ask struct {
	Code   AskCode
	Count  int            // of schools, actions or answers
	Amount int            // of money, for AskFunds
	Item   ItemStanding   // for AskServeGap and AskSharedGap
	Action DistrictAction // the one that waits longest, for AskOverdue
}

// NewBoardSummary draws the summary from a plan. A copy for an audience that is not told of
// gaps and actions asks for nothing.
func NewBoardSummary(p DistrictPlan) BoardSummary {
	return BoardSummary{Plan: p, Asks: asksOf(p)}
}

// asksOf reads the decisions off the figures: first the two worst gaps that nobody works
// on, then what is stuck, then what could be done once for many schools.
func asksOf(p DistrictPlan) []Ask {
	if p.Audience.Withholds(LeftOutOpenAnswers) || p.Audience.Withholds(LeftOutActions) {
		return nil
	}
	var asks []Ask
	asked := map[string]bool{}
	for _, it := range unserved(p.Shared, 2) {
		asks = append(asks, Ask{Code: AskServeGap, Count: it.Unserved, Item: it})
		asked[it.Item.ID] = true
	}
	ask := func(code AskCode, count int, with Ask) {
		if count > 0 {
			with.Code, with.Count = code, count
			asks = append(asks, with)
		}
	}
	w := p.Work
	oldest := Ask{}
	for _, a := range w.Actions {
		if a.Overdue && a.Status != Lapsed {
			oldest.Action = a
			break
		}
	}
	ask(AskOverdue, w.Overdue-w.Lapsed, oldest)
	ask(AskOwners, w.WithoutOwner, Ask{})
	ask(AskLapsed, w.Lapsed, Ask{})
	if w.Cost > 0 {
		ask(AskFunds, w.Open, Ask{Amount: w.Cost})
	}
	ask(AskDates, w.WithoutDate, Ask{})
	if len(p.Schools) > 1 {
		for _, it := range p.Shared {
			if !asked[it.Item.ID] && it.Schools() > 1 {
				ask(AskSharedGap, it.Schools(), Ask{Item: it})
				break
			}
		}
	}
	ask(AskAssess, p.Coverage.Counts[NotAssessed], Ask{})
	return asks[:min(len(asks), MaxAsks)]
}

// unserved picks the gaps that no action serves, those of high priority at the most schools
// first, then those without an action at the most schools.
func unserved(shared []ItemStanding, most int) []ItemStanding {
	out := slices.DeleteFunc(slices.Clone(shared), func(it ItemStanding) bool { return it.Unserved == 0 })
	slices.SortStableFunc(out, func(a, b ItemStanding) int {
		return cmp.Or(cmp.Compare(b.High, a.High), cmp.Compare(b.Unserved, a.Unserved))
	})
	return out[:min(len(out), most)]
}
