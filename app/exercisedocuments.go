package app

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
)

// exerciseDocuments is to come.
type exerciseDocuments struct {
	noKeys
	box *fyne.Container
}

func newExerciseDocuments(*desk) *exerciseDocuments {
	return &exerciseDocuments{box: container.NewStack()}
}

func (p *exerciseDocuments) object() fyne.CanvasObject { return p.box }
func (p *exerciseDocuments) refresh()                  {}
func (p *exerciseDocuments) show(place)                {}
func (p *exerciseDocuments) leave()                    {}
