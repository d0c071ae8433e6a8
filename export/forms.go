package export

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"forethought/tempfile"
	"forethought/workbook"
)

// FileName makes a name of text that every file system takes.
func FileName(text string) string {
	text = strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '-'
		}
		return r
	}, text)
	return strings.Trim(workbook.Shorten(text, 120), " .")
}

// FormNames are names for the files of some schools' forms, each another one also where
// schools are called the same or letter case does not count.
func FormNames(schools []workbook.School, words Words) []string {
	taken := map[string]bool{}
	names := make([]string, len(schools))
	for i, s := range schools {
		name := FileName(words.Text("form.file-name", "School", workbook.Shorten(s.Name, 80)))
		whole := name + ".pdf"
		for n := 2; taken[strings.ToLower(whole)]; n++ {
			whole = name + " " + decimal(n) + ".pdf"
		}
		taken[strings.ToLower(whole)] = true
		names[i] = whole
	}
	return names
}

// WriteForms writes a form under each name into a folder, which is made where it is
// missing; next gives the form for the name at an index. The progress of the options counts
// forms. All of them are put in place at the end, and none after an error.
//
// No file is replaced: it may be a form that came back filled. The error is then a
// [workbook.Problem] of kind ErrExists; else it is one of [WriteForm] or of next.
func WriteForms(ctx context.Context, folder string, names []string, next func(i int) (workbook.Form, error), o Options) (err error) {
	for _, name := range names {
		path := filepath.Join(folder, name)
		if _, err := os.Lstat(path); err == nil {
			return &workbook.Problem{Kind: workbook.ErrExists, File: path}
		}
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return &workbook.Problem{Kind: workbook.ErrNotWritable, File: folder, Err: err}
	}
	stage, err := tempfile.MakeDir(folder)
	if err != nil {
		return &workbook.Problem{Kind: workbook.ErrNotWritable, File: folder, Err: err}
	}
	defer func() { err = errors.Join(err, os.RemoveAll(stage)) }()
	progress := o.Progress
	o.Progress = nil
	for i, name := range names {
		form, err := next(i)
		if err != nil {
			return fmt.Errorf("write forms: %w", err)
		}
		if _, err := WriteForm(ctx, filepath.Join(stage, name), form, o); err != nil {
			return err
		}
		if progress != nil {
			progress(i+1, len(names))
		}
	}
	for i, name := range names {
		path := filepath.Join(folder, name)
		if err := rename(ctx, filepath.Join(stage, name), path); err != nil {
			for _, done := range names[:i] {
				err = errors.Join(err, os.Remove(filepath.Join(folder, done)))
			}
			return undelivered(path, err)
		}
	}
	return nil
}
