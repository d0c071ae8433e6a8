package cli

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"text/tabwriter"
	"time"

	"forethought/storage"
	"forethought/workbook"
)

// backupGroup is about the backups that are made of a workbook.
type backupGroup struct {
	List    backupListVerb    `cmd:"" help:"cli.backup.list"`
	Restore backupRestoreVerb `cmd:"" help:"cli.backup.restore"`
}

// backupListVerb lists a workbook's backups.
type backupListVerb struct {
	Workbook string `required:"" placeholder:"FILE" help:"cli.backup.workbook"`
}

// Help is the key of what the verb does in more words.
func (v *backupListVerb) Help() string { return "cli.backup.list.more" }

// moment is how a time is printed, in the time zone of this computer.
func moment(at time.Time) string { return at.Local().Format("2006-01-02 15:04") }

// Run lists them with the newest first, each with the number that restoring it takes.
func (v *backupListVerb) Run(env *Env) error {
	files, err := backupsOf(env, v.Workbook)
	if err != nil {
		return err
	}
	t := env.Words.Text
	out := tabwriter.NewWriter(env.Stdout, 0, 0, 2, ' ', 0)
	for i, b := range files {
		if b.Problem != nil {
			sentence, _ := env.Words.Explain(b.Problem)
			fmt.Fprintf(out, "%d\t%s\t%s\n", i+1, moment(b.At), sentence)
			continue
		}
		fmt.Fprintf(out, "%d\t%s\t%s\t%s\t%s\t%s\n", i+1, moment(b.At), t("cli.count.schools", "Count", b.Counts["schools"]),
			t("cli.count.answers", "Count", b.Counts["answers"]), t("cli.count.actions", "Count", b.Counts["actions"]), workbook.FileSize(int(b.Size)))
	}
	return out.Flush()
}

// backupsOf lists a workbook's backups; that there are none is an error.
func backupsOf(env *Env, path string) ([]storage.BackupFile, error) {
	if env.BackupDir == "" {
		return nil, Say("cli.backup.nowhere")
	}
	files, err := storage.Backups(env.BackupDir, path)
	if err == nil && len(files) == 0 {
		err = Say("cli.backup.none", "File", path, "Folder", env.BackupDir)
	}
	return files, err
}

// backupRestoreVerb makes a workbook of a backup.
type backupRestoreVerb struct {
	Workbook string `required:"" placeholder:"FILE" help:"cli.backup.workbook"`
	Backup   string `required:"" placeholder:"NUMBER" help:"cli.backup.which"`
	Out      string `short:"o" required:"" placeholder:"FILE" help:"cli.backup.out"`
}

// Help is the key of what the verb does in more words.
func (v *backupRestoreVerb) Help() string { return "cli.backup.restore.more" }

// Run never writes over a file, the workbook itself among them.
func (v *backupRestoreVerb) Run(ctx context.Context, env *Env) error {
	path := v.Backup
	if n, err := strconv.Atoi(v.Backup); err == nil {
		if _, err := os.Stat(v.Backup); err != nil { // a number, and no file of that name
			files, err := backupsOf(env, v.Workbook)
			if err != nil {
				return err
			}
			if n < 1 || n > len(files) {
				return Say("cli.backup.no-such", "Value", v.Backup, "Count", len(files))
			}
			path = files[n-1].Path
		}
	}
	if err := storage.Restore(ctx, path, v.Out); err != nil {
		return err
	}
	fmt.Fprintln(env.Stdout, v.Out)
	return nil
}
