package session

import (
	"context"
	"slices"

	"forethought/workbook"
)

// WantRegister says whether the view holds the actions of all schools, too. A district may
// have many thousands, so they are read only while a screen shows them.
func (s *Session) WantRegister(on bool) {
	if on == s.more.register {
		return
	}
	s.more.register = on
	if s.view.Register = nil; on {
		s.Reload()
	}
}

// Action finds an action of the chosen school, or any other of the register while that is
// wanted.
func (v *View) Action(id string) (workbook.Action, bool) {
	for _, list := range [][]workbook.Action{v.Actions, v.Register} {
		if i := slices.IndexFunc(list, func(a workbook.Action) bool { return a.ID == id }); i >= 0 {
			return list[i], true
		}
	}
	return workbook.Action{}, false
}

// readRegister reads the actions of all schools, never nil; the worker calls it.
func (s *Session) readRegister(ctx context.Context) ([]workbook.Action, error) {
	all, err := s.book.Actions(ctx, "")
	if all == nil {
		all = []workbook.Action{}
	}
	return all, err
}
