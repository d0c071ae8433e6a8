package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// exerciseDesign is to come.
type exerciseDesign struct {
	noKeys
	box *fyne.Container
}

func newExerciseDesign(*desk) *exerciseDesign { return &exerciseDesign{box: container.NewStack()} }

func (p *exerciseDesign) object() fyne.CanvasObject { return p.box }
func (p *exerciseDesign) refresh()                  {}
func (p *exerciseDesign) show(place)                {}
func (p *exerciseDesign) leave()                    {}
