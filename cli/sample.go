package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"forethought/assets"
	"forethought/storage"
	"forethought/tempfile"
	"forethought/workbook"
)

// sampleVerb writes the sample district.
type sampleVerb struct {
	Folder string `arg:"" placeholder:"FOLDER" help:"cli.sample.folder"`
	Paper  string `placeholder:"letter|a4" default:"letter" help:"cli.paper"`
	Force  bool   `help:"cli.sample.force"`

	Schools int `placeholder:"NUMBER" help:"cli.sample.schools"`
}

// Help is the key of what the verb does in more words.
func (v *sampleVerb) Help() string { return "cli.sample.more" }

// sampleName is the name of the sample workbook.
const sampleName = "cedar-valley" + storage.Extension

// Run makes everything in a folder of its own first and moves it into place when all of it
// is there, so that nothing half made stays behind.
func (v *sampleVerb) Run(ctx context.Context, env *Env) (err error) {
	paper, err := parsePaper(v.Paper)
	if err != nil {
		return err
	}
	if v.Schools < 0 || v.Schools > assets.MaxLargeSample {
		return wrongUsage("cli.sample.too-many", "Count", assets.MaxLargeSample, "Value", v.Schools)
	}
	if err := os.MkdirAll(v.Folder, 0o755); err != nil {
		return notWritable(v.Folder, err)
	}
	name := sampleName
	if v.Schools > 0 {
		name = fmt.Sprintf("district-of-%d%s", v.Schools, storage.Extension)
	}
	target := filepath.Join(v.Folder, name)
	if err := v.mayWrite(target); err != nil {
		return err
	}
	stage, err := tempfile.MakeDir(v.Folder)
	if err != nil {
		return notWritable(v.Folder, err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(stage)) }()

	c, err := env.Case()
	if err != nil {
		return err
	}
	made := []string{name}
	if v.Schools > 0 {
		if err := v.large(ctx, env, filepath.Join(stage, name), c); err != nil {
			return err
		}
		return v.place(env, stage, made)
	}
	err = withSample(ctx, env, filepath.Join(stage, name), c, func(w *storage.Workbook, by workbook.Author) error {
		schools, err := w.Schools(ctx)
		if err != nil {
			return err
		}
		for _, school := range schools {
			name := fileName(school.Name) + "-" + env.Words.Text("cli.sample.plan-name") + ".pdf"
			if err := v.mayWrite(filepath.Join(v.Folder, name)); err != nil {
				return err
			}
			made = append(made, name)
		}
		press := printer{
			env: env, theCase: c, paper: paper, audience: workbook.FullAudience, preparedBy: by.Name,
			handling: env.Words.HandlingMark(workbook.FullAudience),
		}
		for i, school := range schools {
			if _, err := press.actionPlan(ctx, w, school, filepath.Join(stage, made[i+1])); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return v.place(env, stage, made)
}

// large writes an invented district of many schools.
func (v *sampleVerb) large(ctx context.Context, env *Env, path string, c *workbook.Case) error {
	batches, err := assets.LargeSample(c, workbook.Today(env.Now()), v.Schools)
	if err != nil {
		return err
	}
	progress := func(done int) {
		if env.Terminal {
			fmt.Fprintf(env.Stderr, "\r%s", env.Words.Text("cli.sample.progress", "Done", done/2, "Count", v.Schools))
		}
	}
	err = storage.CreateLarge(ctx, path, caseRef(c), batches, progress)
	if env.Terminal {
		fmt.Fprintln(env.Stderr)
	}
	return err
}

// place moves what was made to where it belongs, and prints the paths.
func (v *sampleVerb) place(env *Env, stage string, made []string) error {
	for _, name := range made {
		path := filepath.Join(v.Folder, name)
		if err := os.Rename(filepath.Join(stage, name), path); err != nil {
			return notWritable(path, err)
		}
		fmt.Fprintln(env.Stdout, path)
	}
	return nil
}

// mayWrite refuses a name that is taken, unless the person said to write over it. Beside a
// workbook that was left in the middle of a change lies its journal; a new file under that
// name would be taken for the old one, so this is refused always.
func (v *sampleVerb) mayWrite(path string) error {
	if _, err := os.Lstat(path + "-journal"); err == nil {
		return &workbook.Problem{Kind: workbook.ErrBusy, File: path}
	}
	if _, err := os.Lstat(path); err == nil && !v.Force {
		return Say("cli.sample.exists", "File", path)
	}
	return nil
}

func notWritable(path string, err error) error {
	return &workbook.Problem{Kind: workbook.ErrNotWritable, File: path, Err: err}
}

// withSample makes the sample workbook, calls use with it and with the author who began it,
// and closes it.
func withSample(ctx context.Context, env *Env, path string, c *workbook.Case, use func(*storage.Workbook, workbook.Author) error) (err error) {
	batches, err := assets.Sample(workbook.Today(env.Now()), env.NewID)
	if err != nil {
		return err
	}
	if err := storage.CreateFilled(ctx, path, c, batches, nil); err != nil {
		return err
	}
	w, err := env.read(ctx, path)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	return use(w, batches[0].Author)
}

// fileName turns a name into one that every system takes: letters and digits in lower case
// with hyphens between.
func fileName(name string) string {
	words := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	return strings.Join(words, "-")
}
