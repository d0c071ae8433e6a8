package app

import (
	"errors"
	"os"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/dialog"
	"fyne.io/fyne/v2/storage"
	"fyne.io/fyne/v2/widget"
	"github.com/ncruces/zenity"

	"forethought/app/kit"
)

// asker asks for files with the system's own dialogs. An empty answer means that the
// person thought better of it. A file to open may have one of several endings, with blanks
// between; any file will do for none.
type asker interface {
	openFile(title, kind, ending string, then func(path string))
	openFiles(title, kind, ending string, then func(paths []string))
	openFolder(title string, then func(path string))
	saveFile(title, suggested, kind, ending string, then func(path string))
}

// systemAsker asks through the system's dialogs, and through our own where the system has
// none to offer. It never touches the file that is chosen: what is there stays until what
// takes its place is whole.
type systemAsker struct{ desk *desk }

func (a systemAsker) openFile(title, kind, ending string, then func(string)) {
	go func() {
		path, err := zenity.SelectFile(zenity.Title(title), filterFor(kind, ending))
		a.desk.post(func() {
			if unavailable(err) {
				a.openWithin(ending, then)
				return
			}
			if err == nil && path != "" {
				then(path)
			}
		})
	}()
}

// openFiles asks for several files at once; where only our own dialog is there, for one.
func (a systemAsker) openFiles(title, kind, ending string, then func([]string)) {
	go func() {
		paths, err := zenity.SelectFileMultiple(zenity.Title(title), filterFor(kind, ending))
		a.desk.post(func() {
			if unavailable(err) {
				a.openWithin(ending, func(path string) { then([]string{path}) })
				return
			}
			if err == nil && len(paths) > 0 {
				then(paths)
			}
		})
	}()
}

func (a systemAsker) openFolder(title string, then func(string)) {
	go func() {
		path, err := zenity.SelectFile(zenity.Title(title), zenity.Directory())
		a.desk.post(func() {
			if unavailable(err) {
				dialog.ShowFolderOpen(func(list fyne.ListableURI, err error) {
					if err == nil && list != nil {
						then(filepath.FromSlash(list.Path()))
					}
				}, a.desk.window)
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
			zenity.ConfirmOverwrite(), filterFor(kind, ending))
		a.desk.post(func() {
			if unavailable(err) {
				a.desk.saveWithin(title, suggested, ending, then)
				return
			}
			if err == nil && path != "" {
				a.desk.named(path, ending, then)
			}
		})
	}()
}

func filterFor(kind, ending string) zenity.Option {
	var patterns []string
	for _, e := range strings.Fields(ending) {
		patterns = append(patterns, "*"+e)
	}
	if patterns == nil {
		patterns = []string{"*"}
	}
	return zenity.FileFilter{Name: kind, Patterns: patterns, CaseFold: true}
}

// unavailable reports whether the system has no dialog to show.
func unavailable(err error) bool { return err != nil && !errors.Is(err, zenity.ErrCanceled) }

// named adds the ending where the person left it out. The system asked about the name as it
// was typed, so a file under the whole name is asked about here.
func (d *desk) named(path, ending string, then func(string)) {
	whole := withEnding(path, ending)
	if whole == path {
		then(path)
		return
	}
	d.mayReplace(whole, then)
}

// mayReplace asks before a file is written over. It looks beside the window, since a dead
// network drive answers late or never.
func (d *desk) mayReplace(path string, then func(string)) {
	go func() {
		_, err := os.Stat(path)
		d.post(func() {
			if err != nil {
				then(path)
				return
			}
			d.confirm(d.text("ask.replace"), d.text("ask.replace-sure", "File", path), d.text("ask.replace-yes"), func() { then(path) })
		})
	}()
}

// withEnding adds the ending where the person left it out.
func withEnding(path, ending string) string {
	if strings.EqualFold(filepath.Ext(path), ending) {
		return path
	}
	return path + ending
}

// openWithin chooses a file in the toolkit's dialog, which only reads; of any kind where the
// ending is empty.
func (a systemAsker) openWithin(ending string, then func(string)) {
	d := dialog.NewFileOpen(func(f fyne.URIReadCloser, err error) {
		if err == nil && f != nil {
			path := f.URI().Path()
			_ = f.Close()
			then(filepath.FromSlash(path))
		}
	}, a.desk.window)
	if endings := strings.Fields(ending); len(endings) > 0 {
		d.SetFilter(storage.NewExtensionFileFilter(endings))
	}
	d.Show()
}

// saveWithin asks for a folder and a name in a dialog of ours. The toolkit's own empties the
// file that is chosen, before anything is there to take its place.
func (d *desk) saveWithin(title, suggested, ending string, then func(string)) {
	folder, name := widget.NewEntry(), widget.NewEntry()
	folder.SetText(filepath.Dir(suggested))
	name.SetText(filepath.Base(suggested))
	complaint := kit.NewText("", kit.Style{Size: kit.SizeSmall, Color: kit.ColorNeeded})
	browse := kit.OutlineButton(d.text("ask.browse"), nil, func() {
		dialog.ShowFolderOpen(func(list fyne.ListableURI, err error) {
			if err == nil && list != nil {
				folder.SetText(filepath.FromSlash(list.Path()))
			}
		}, d.window)
	})
	path := func() string { return withEnding(filepath.Join(folder.Text, strings.TrimSpace(name.Text)), ending) }
	may := func() bool {
		info, err := os.Stat(folder.Text)
		switch {
		case err != nil || !info.IsDir():
			complaint.Set(d.text("ask.no-folder", "Folder", folder.Text))
		case strings.TrimSpace(name.Text) == "" || strings.ContainsAny(name.Text, `/\`):
			complaint.Set(d.text("ask.no-name"))
		default:
			return true
		}
		return false
	}
	body := kit.Column(1.5*kit.Grid, kit.Labelled(d.text("ask.folder"), kit.Row(folder, browse)),
		kit.Labelled(d.text("ask.name"), name), complaint)
	d.showModal(title, scrolled(body), 560, 300,
		answerButton{text: d.text("ask.save"), may: may, then: func() { d.mayReplace(path(), then) }},
		answerButton{text: d.text("app.cancel")})
	d.window.Canvas().Focus(name)
}
