package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// afterAction is to come.
type afterAction struct {
	noKeys
	box *fyne.Container
}

func newAfterAction(*desk) *afterAction { return &afterAction{box: container.NewStack()} }

func (p *afterAction) object() fyne.CanvasObject { return p.box }
func (p *afterAction) refresh()                  {}
func (p *afterAction) show(place)                {}
func (p *afterAction) leave()                    {}
