package app

import (
	"bytes"
	"context"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"forethought/storage"
	"forethought/workbook"
)

// attach brings files into the workbook as evidence of an answer, as one step.
func (d *desk) attach(school, item string, paths []string) {
	if len(paths) == 0 || !d.mayChange() {
		return
	}
	b, today := d.book, d.today()
	inTurn(d, d.text("evidence.adding", "Count", len(paths)), func(ctx context.Context, author workbook.Author, progress func(int, int)) (struct{}, error) {
		opened := 0
		var files []workbook.FileToAttach
		for _, path := range paths {
			files = append(files, workbook.FileToAttach{
				Attachment: workbook.Attachment{SchoolID: school, ItemID: item, Name: filepath.Base(path), AddedOn: today},
				Open: func() (io.ReadCloser, error) {
					opened++
					progress(opened, 2*len(paths)+1) // each is opened twice
					return storage.OpenFile(path)
				},
			})
		}
		_, err := b.Attach(ctx, author, files)
		return struct{}{}, err
	}, func(struct{}) {})
}

// onDropped attaches files that were dropped on the window to the answer that is open.
func (s *shell) onDropped(_ fyne.Position, dropped []fyne.URI) {
	d := s.desk
	var paths []string
	for _, u := range dropped {
		if u.Scheme() == "file" {
			paths = append(paths, filepath.FromSlash(u.Path()))
		}
	}
	if d.session == nil || d.modal != nil || len(paths) == 0 {
		return
	}
	if s.current != checklistsScreen || d.openItem() == "" {
		d.say(d.text("evidence.add"), d.text("evidence.drop-where"))
		return
	}
	d.attach(d.view().School.ID, d.openItem(), paths)
}

// openEvidence shows a file with what the system has for it. It is written out for that into
// a folder of its own; what would run as a program is not.
func (d *desk) openEvidence(a workbook.Attachment) {
	refuse := func() {
		d.say(d.text("app.could-not"), d.text("evidence.runs", "Name", a.Name), d.text("evidence.runs.way-on"))
	}
	if runs(a.Name, nil) {
		refuse()
		return
	}
	b := d.book
	work(d, d.text("evidence.opening", "Name", a.Name), func(ctx context.Context, _ func(int, int)) (string, error) {
		data, err := b.Content(ctx, a.ID)
		if err != nil || runs(a.Name, data) {
			return "", err
		}
		return d.scratch.write(workbook.CleanFileName(a.Name), data)
	}, func(path string, err error) {
		switch {
		case err != nil:
			d.fail(err)
		case path == "":
			refuse()
		case d.book == b:
			d.openOutside(path)
		}
	})
}

// saveEvidence writes a file out exactly as it was attached.
func (d *desk) saveEvidence(a workbook.Attachment) {
	b, name := d.book, workbook.CleanFileName(a.Name)
	ending := filepath.Ext(name)
	d.ask.saveFile(d.text("evidence.save"), filepath.Join(filepath.Dir(b.Path()), name), d.text("evidence.kind"), ending, func(path string) {
		if d.book != b { // closed behind the dialog
			return
		}
		if strings.EqualFold(filepath.Clean(path), b.Path()) {
			d.fail(&workbook.Problem{Kind: workbook.ErrExists, File: path})
			return
		}
		work(d, d.text("evidence.saving", "Name", a.Name), func(ctx context.Context, _ func(int, int)) (struct{}, error) {
			data, err := b.Content(ctx, a.ID)
			if err != nil {
				return struct{}{}, err
			}
			return struct{}{}, d.press.Copy(ctx, path, data)
		}, func(_ struct{}, err error) {
			if err != nil {
				d.fail(err)
				return
			}
			d.say(d.text("book.copy-saved"), d.text("evidence.saved", "File", path))
		})
	})
}

// onDeleteRemoved deletes for good the files that no answer has any more, once the person
// knows what that means.
func (d *desk) onDeleteRemoved() {
	if !d.mayChange() {
		return
	}
	b, title := d.book, d.text("evidence.delete")
	inTurn(d, d.text("evidence.counting"), func(ctx context.Context, _ workbook.Author, _ func(int, int)) (storage.Contents, error) {
		return b.Unused(ctx)
	}, func(u storage.Contents) {
		if u.Files == 0 {
			d.say(title, d.text("evidence.delete.none"))
			return
		}
		d.confirm(title, d.text("evidence.delete.sure", "Count", u.Files, "Size", workbook.FileSize(u.Bytes)), d.text("evidence.delete.yes"), func() {
			inTurn(d, title, func(ctx context.Context, _ workbook.Author, _ func(int, int)) (storage.Contents, error) {
				return b.DeleteUnused(ctx)
			}, func(gone storage.Contents) {
				d.say(title, d.text("evidence.deleted", "Count", gone.Files, "Size", workbook.FileSize(gone.Bytes)))
			})
		})
	})
}

// runningEndings are those of files that a system runs as a program, or that start one, when
// they are opened.
var runningEndings = []string{
	".app", ".appimage", ".application", ".appref-ms", ".appx", ".bat", ".bin", ".chm", ".cmd", ".com", ".command",
	".cpl", ".desktop", ".dll", ".dmg", ".exe", ".gadget", ".hta", ".htm", ".html", ".img", ".inf", ".iso", ".jar",
	".jnlp", ".js", ".jse", ".ksh", ".library-ms", ".lnk", ".mht", ".mhtml", ".msc", ".msi", ".msix", ".msp", ".mst",
	".pif", ".pkg", ".ps1", ".psd1", ".psm1", ".py", ".pyw", ".reg", ".run", ".scf", ".scpt", ".scr", ".sct",
	".search-ms", ".settingcontent-ms", ".sh", ".svg", ".terminal", ".url", ".vb", ".vbe", ".vbs", ".vhd", ".vhdx",
	".webloc", ".workflow", ".wsc", ".wsf", ".wsh", ".xbap", ".xhtml", ".xll",
}

// runs reports whether opening a file may run it: by the ending of its name or, where its
// bytes are known, by how they begin.
func runs(name string, data []byte) bool {
	if slices.Contains(runningEndings, strings.ToLower(filepath.Ext(workbook.CleanFileName(name)))) {
		return true
	}
	for _, head := range []string{"MZ", "\x7fELF", "#!", "\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe", "\xca\xfe\xba\xbe", "[Desktop Entry]"} {
		if bytes.HasPrefix(data, []byte(head)) {
			return true
		}
	}
	return false
}
