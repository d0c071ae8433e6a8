package app

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"github.com/ncruces/zenity"
)

// asker asks for files with the system's own dialogs. An empty answer means that the
// person thought better of it.
type asker interface {
	openFile(title, kind, ending string, then func(path string))
	saveFile(title, suggested, kind, ending string, then func(path string))
}

// systemAsker asks through the system's dialogs, and through the toolkit's where the
// system has none to offer.
type systemAsker struct {
	window fyne.Window
	post   func(func())
}

func (a systemAsker) openFile(title, kind, ending string, then func(string)) {
	go func() {
		path, err := zenity.SelectFile(zenity.Title(title), a.filter(kind, ending))
		a.post(func() {
			if a.unavailable(err) {
				a.toolkitOpen(ending, then)
				return
			}
			if err == nil && path != "" {
				then(path)
			}
		})
	}()
}

func (a systemAsker) saveFile(title, suggested, kind, ending string, then func(string)) {
	go func() {
		path, err := zenity.SelectFileSave(zenity.Title(title), zenity.Filename(suggested),
			zenity.ConfirmOverwrite(), a.filter(kind, ending))
		a.post(func() {
			if a.unavailable(err) {
				a.toolkitSave(suggested, ending, then)
				return
			}
			if err == nil && path != "" {
				then(withEnding(path, ending))
			}
		})
	}()
}

func (a systemAsker) filter(kind, ending string) zenity.Option {
	return zenity.FileFilter{Name: kind, Patterns: []string{"*" + ending}, CaseFold: true}
}

func (a systemAsker) unavailable(err error) bool {
	return err != nil && !errors.Is(err, zenity.ErrCanceled)
}

func (a systemAsker) toolkitOpen(ending string, then func(string)) {
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err == nil && f != nil {
			path := f.URI().Path()
			_ = f.Close()
			then(filepath.FromSlash(path))
		}
	}, a.window)
	d.SetFilter(storage.NewExtensionFileFilter([]string{ending}))
	d.Show()
}

func (a systemAsker) toolkitSave(suggested, ending string, then func(string)) {
	d := dialog.NewFileSave(func(f fyne.URIWriteCloser, err error) {
		if err == nil && f != nil {
			path := filepath.FromSlash(f.URI().Path())
			_ = f.Close()
			if info, err := os.Stat(path); err == nil && info.Size() == 0 {
				_ = os.Remove(path) // the toolkit has made an empty file; ours is written beside and renamed
			}
			then(withEnding(path, ending))
		}
	}, a.window)
	d.SetFileName(filepath.Base(suggested))
	d.Show()
}

// withEnding adds the ending where the person left it out.
func withEnding(path, ending string) string {
	if strings.EqualFold(filepath.Ext(path), ending) {
		return path
	}
	return path + ending
}
