package app

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// onSeal writes a copy of the workbook that only a passphrase opens.
func (d *desk) onSeal() {
	b := d.book
	d.askNewPassphrase(d.text("book.seal"), d.text("seal.yes"), func(pass workbook.Passphrase) {
		suggested := filepath.Join(filepath.Dir(b.Path()), d.bookName()+" "+string(d.today())+export.SealedExtension)
		d.ask.saveFile(d.text("book.seal"), suggested, d.text("seal.kind"), export.SealedExtension, func(path string) {
			if d.book == b { // the workbook may have been closed behind the dialog
				d.seal(b, path, pass)
			}
		})
	})
}

func (d *desk) seal(b book, path string, pass workbook.Passphrase) {
	work(d, d.text("seal.sealing"), func(ctx context.Context, _ func(int, int)) (export.SealReceipt, error) {
		return export.SealFile(ctx, path, pass, export.SealSource{
			Name: filepath.Base(b.Path()),
			Write: func(ctx context.Context, begin func(int64) (io.Writer, error)) error {
				return b.WritePages(ctx, begin)
			},
		})
	}, func(r export.SealReceipt, err error) {
		if err != nil {
			d.fail(err)
			return
		}
		d.say(d.text("seal.done"), d.text("seal.done.where", "File", r.Path, "Size", workbook.FileSize(int(r.Bytes))), d.text("seal.done.tell"))
	})
}

// isSealedName tells a sealed copy by its name, without waiting for a drive.
func isSealedName(path string) bool {
	return strings.EqualFold(filepath.Ext(path), export.SealedExtension)
}

// sealedThing is what a sealed copy holds.
type sealedThing struct {
	name   string
	folder bool
}

// openSealed asks for the passphrase of a sealed copy and where to put what is in it, and
// opens a workbook. The complaint is about the passphrase before.
func (d *desk) openSealed(path, complaint string) {
	title := d.text("seal.open-copy")
	d.askPassphrase(title, d.text("seal.how-to-open", "File", filepath.Base(path)), complaint, func(passphrase string) {
		work(d, d.text("seal.opening"), func(ctx context.Context, _ func(int, int)) (sealedThing, error) {
			s, err := export.OpenSealed(ctx, path, passphrase)
			if err != nil {
				return sealedThing{}, err
			}
			return sealedThing{s.Name(), s.IsFolder()}, s.Close()
		}, func(thing sealedThing, err error) {
			switch {
			case errors.Is(err, workbook.ErrPassphrase):
				d.openSealed(path, d.text("seal.wrong"))
			case err != nil:
				d.fail(err)
			default:
				d.placeSealed(path, passphrase, thing)
			}
		})
	})
}

// placeSealed asks where to put what a sealed copy holds.
func (d *desk) placeSealed(path, passphrase string, thing sealedThing) {
	if thing.folder {
		d.ask.openFolder(d.text("seal.where-folder", "Name", thing.name), func(folder string) {
			d.unseal(path, passphrase, filepath.Join(folder, thing.name))
		})
		return
	}
	kind, ending := d.text("book.kind"), filepath.Ext(thing.name)
	if ending != storage.Extension {
		kind = thing.name
	}
	d.ask.saveFile(d.text("seal.where"), filepath.Join(filepath.Dir(path), thing.name), kind, ending, func(to string) {
		d.unseal(path, passphrase, to)
	})
}

// unseal writes what a sealed copy holds, and opens it where it is a workbook.
func (d *desk) unseal(path, passphrase, to string) {
	work(d, d.text("seal.opening"), func(ctx context.Context, _ func(int, int)) (bool, error) {
		s, err := export.OpenSealed(ctx, path, passphrase)
		if err != nil {
			return false, err
		}
		_, err = s.Unpack(ctx, to)
		return storage.IsWorkbook(to), errors.Join(err, s.Close())
	}, func(isBook bool, err error) {
		switch {
		case err != nil:
			d.fail(err)
		case isBook:
			d.openBook(to, false)
		default:
			d.say(d.text("seal.opened"), d.text("seal.opened.where", "File", to))
		}
	})
}
