package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	"forethought/workbook"
)

// passphraseFlag is where a passphrase comes from. There is no option for the passphrase
// itself: what stands on a command line is seen by whoever lists the programs that run, and
// is kept in the shell's history.
type passphraseFlag struct {
	PassphraseFile string `placeholder:"FILE" help:"cli.seal.passphrase-file"`
}

// toSeal is a new passphrase, which must be strong and, at the terminal, be typed twice.
func (f *passphraseFlag) toSeal(ctx context.Context, env *Env, names []string) (workbook.Passphrase, error) {
	var none workbook.Passphrase
	text, err := f.given(ctx, env, "cli.seal.new-passphrase")
	if err != nil {
		return none, err
	}
	pass, why := workbook.NewPassphrase(text, names...)
	if why != workbook.StrongEnough {
		return none, Say("cli.seal.weak", "Why", env.Words.Text("passphrase.weak."+string(why)))
	}
	if f.PassphraseFile != "" {
		return pass, nil
	}
	again, err := env.AskSecret(ctx, env.Words.Text("cli.seal.again"))
	if err != nil {
		return none, err
	}
	if again != text {
		return none, Say("cli.seal.not-the-same")
	}
	return pass, nil
}

// given reads the passphrase from its file, or asks for it.
func (f *passphraseFlag) given(ctx context.Context, env *Env, prompt string) (string, error) {
	if f.PassphraseFile != "" {
		return readPassphrase(f.PassphraseFile)
	}
	if env.AskSecret == nil {
		return "", wrongUsage("cli.seal.no-terminal")
	}
	return env.AskSecret(ctx, env.Words.Text(prompt))
}

// maxPassphraseFile is how long the file of a passphrase may be, in bytes.
const maxPassphraseFile = 1024

// readPassphrase reads the one line of a file.
func readPassphrase(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", &workbook.Problem{Kind: workbook.ErrNoSuchFile, File: name, Err: err}
	}
	data, err := io.ReadAll(io.LimitReader(file, maxPassphraseFile+1))
	if err = errors.Join(err, file.Close()); err != nil {
		return "", &workbook.Problem{Kind: workbook.ErrNoSuchFile, File: name, Err: err}
	}
	text := strings.TrimPrefix(string(data), "\ufeff") // as editors on Windows begin a file
	text = strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r")
	if text == "" || len(data) > maxPassphraseFile || !utf8.ValidString(text) || strings.ContainsAny(text, "\r\n") {
		return "", Say("cli.seal.passphrase-file-odd", "File", name)
	}
	return text, nil
}
