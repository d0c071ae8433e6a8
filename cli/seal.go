package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// sealVerb writes a copy that only a passphrase opens.
type sealVerb struct {
	Source string `arg:"" placeholder:"FILE_OR_FOLDER" help:"cli.seal.source"`
	Out    string `short:"o" required:"" placeholder:"FILE" help:"cli.seal.out"`
	passphraseFlag
}

// Help is the key of what the verb does in more words.
func (v *sealVerb) Help() string { return "cli.seal.more" }

// Run leaves what is sealed as it is. The ending of the copy's name says what it becomes:
// .pdf a PDF with a passphrase, anything else a sealed copy.
func (v *sealVerb) Run(ctx context.Context, env *Env) error {
	source := filepath.Clean(v.Source)
	info, err := os.Stat(source)
	if err != nil {
		return &workbook.Problem{Kind: workbook.ErrNoSuchFile, File: v.Source, Err: err}
	}
	asPDF := strings.EqualFold(filepath.Ext(v.Out), ".pdf")
	out := v.Out
	switch {
	case asPDF && (info.IsDir() || !export.IsPDF(source)):
		return wrongUsage("cli.seal.no-pdf", "File", v.Source)
	case !asPDF && !strings.EqualFold(filepath.Ext(out), export.SealedExtension):
		out += export.SealedExtension
	}
	if there, err := os.Stat(out); err == nil && os.SameFile(info, there) {
		return wrongUsage("cli.seal.onto-itself", "File", v.Source)
	}
	names := []string{stem(source)}
	if storage.IsWorkbook(source) {
		schools, err := schoolNames(ctx, source)
		if err != nil {
			return err
		}
		names = append(names, schools...)
	}
	pass, err := v.toSeal(ctx, env, names)
	if err != nil {
		return err
	}
	var r export.SealReceipt
	switch {
	case asPDF:
		r, err = export.SealPDF(ctx, out, source, pass)
	case info.IsDir():
		r, err = export.SealFolder(ctx, out, source, pass, workbookToSeal)
	default:
		file, isBook := workbookToSeal(source)
		if !isBook {
			file = export.FileToSeal(source)
		}
		r, err = export.SealFile(ctx, out, pass, file)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout, env.Words.Text("cli.seal.done", "File", r.Path, "Count", r.Files, "Size", workbook.FileSize(int(r.Bytes))))
	return nil
}

// workbookToSeal is a workbook as it is at one moment, also while a window has it open.
func workbookToSeal(file string) (export.SealSource, bool) {
	return export.SealSource{
		Name: filepath.Base(file),
		Write: func(ctx context.Context, begin func(int64) (io.Writer, error)) error {
			return storage.WritePagesOf(ctx, file, begin)
		},
	}, storage.IsWorkbook(file)
}

// stem is a file's name without folders and ending.
func stem(file string) string {
	return strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
}

// schoolNames are the names by which a workbook's passphrase would be guessed first.
func schoolNames(ctx context.Context, file string) ([]string, error) {
	w, err := storage.Open(ctx, file, storage.Options{ReadOnly: true})
	if err != nil {
		return nil, err
	}
	defer func() { _ = w.Close() }() // nothing was written
	schools, err := w.Schools(ctx)
	var names []string
	for _, s := range schools {
		names = append(names, s.Name, s.District)
	}
	return names, err
}

// unsealVerb opens a sealed copy, or a PDF with a passphrase.
type unsealVerb struct {
	File string `arg:"" placeholder:"FILE" help:"cli.unseal.file"`
	Out  string `short:"o" required:"" placeholder:"FILE_OR_FOLDER" help:"cli.unseal.out"`
	passphraseFlag
}

// Help is the key of what the verb does in more words.
func (v *unsealVerb) Help() string { return "cli.unseal.more" }

// Run writes nothing unless all of it can be written, and nothing over what is there.
func (v *unsealVerb) Run(ctx context.Context, env *Env) error {
	if _, err := os.Stat(v.File); err != nil {
		return &workbook.Problem{Kind: workbook.ErrNoSuchFile, File: v.File, Err: err}
	}
	isPDF := export.IsPDF(v.File)
	if !isPDF && !export.IsSealed(v.File) { // before anybody is asked for a passphrase
		return &workbook.Problem{Kind: workbook.ErrNotSealed, File: v.File}
	}
	out := filepath.Clean(v.Out)
	if _, err := os.Lstat(out); err == nil {
		return &workbook.Problem{Kind: workbook.ErrExists, File: v.Out}
	}
	text, err := v.given(ctx, env, "cli.unseal.passphrase")
	if err != nil {
		return err
	}
	files := 1
	if isPDF {
		err = export.UnsealPDF(ctx, out, v.File, text)
	} else {
		files, err = unpack(ctx, v.File, out, text)
	}
	if err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout, env.Words.Text("cli.unseal.done", "File", v.Out, "Count", files))
	return nil
}

// unpack writes what a sealed copy holds and returns how many files that were.
func unpack(ctx context.Context, file, out, passphrase string) (int, error) {
	s, err := export.OpenSealed(ctx, file, passphrase)
	if err != nil {
		return 0, err
	}
	files, err := s.Unpack(ctx, out)
	return files, cmp.Or(err, s.Close())
}
