package cli

import (
	"context"
	"path/filepath"

	"forethought/workbook"
)

// protectFlags have a document written as a PDF that opens with its passphrase alone. The
// passphrase itself is no option, as with [passphraseFlag].
type protectFlags struct {
	Protect        bool    `help:"cli.report.protect"`
	PassphraseFile *string `placeholder:"FILE" help:"cli.report.passphrase-file"`
}

// protection is the passphrase that a document is to have, none where it is to have none. It
// must not be guessed from the document's name, or from the workbook's and its schools' names.
func (f *protectFlags) protection(ctx context.Context, env *Env, out, file string) (workbook.Passphrase, error) {
	var none workbook.Passphrase
	var from passphraseFlag
	switch {
	case f.PassphraseFile != nil:
		// A script whose variable is not set must not get a document that is open to everybody.
		if from.PassphraseFile = *f.PassphraseFile; from.PassphraseFile == "" {
			return none, wrongUsage("cli.usage.missing-value", "Value", "--passphrase-file")
		}
	case !f.Protect:
		return none, nil
	}
	names := []string{stem(filepath.Clean(out))}
	if file != "" {
		schools, err := schoolNames(ctx, file)
		if err != nil {
			return none, err
		}
		names = append(append(names, stem(file)), schools...)
	}
	return from.toSeal(ctx, env, names)
}

// noProtection takes what protects a PDF only to say how a file that is none is protected.
type noProtection struct {
	Protect        bool    `hidden:"" help:"cli.report.protect"`
	PassphraseFile *string `hidden:"" placeholder:"FILE" help:"cli.report.passphrase-file"`
}

// refused says that the file cannot be protected by itself, where that was asked for.
func (f *noProtection) refused(file string) error {
	if !f.Protect && f.PassphraseFile == nil {
		return nil
	}
	return wrongUsage("cli.usage.no-protection", "File", file, "Program", program)
}
