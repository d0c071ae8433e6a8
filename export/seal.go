package export

import (
	"archive/tar"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"filippo.io/age"
	"golang.org/x/text/unicode/norm"

	"forethought/tempfile"
	"forethought/workbook"
)

// SealedExtension is the ending of a sealed copy.
const SealedExtension = ".sealed"

// sealWork is the base-two logarithm of how often the passphrase is stirred: about a second
// and 256 MB of memory for each guess. Files that ask for more are not opened.
const sealWork = 18

// What a sealed copy may hold at most.
const (
	maxSealedFiles   = 100_000 // and folders that are listed
	maxSealedFolders = 10_000  // that files lie in, whether they are listed or not
	maxSealedName    = 1_000   // bytes of a name with its folders
	maxSealedDepth   = 64
)

// SealSource is one file to be sealed: its name, and a function that calls begin once with
// the file's size and writes so many bytes to what that returns.
type SealSource struct {
	Name  string
	Write func(ctx context.Context, begin func(size int64) (io.Writer, error)) error
}

// SealReceipt says what was sealed.
type SealReceipt struct {
	Path  string
	Bytes int64 // of the sealed copy
	Files int
}

// FileToSeal is a file that nobody writes to at the time.
func FileToSeal(name string) SealSource {
	return SealSource{Name: filepath.Base(name), Write: func(_ context.Context, begin func(int64) (io.Writer, error)) error {
		file, err := os.Open(name)
		if err != nil {
			return unreadable(name, err)
		}
		defer file.Close()
		info, err := file.Stat()
		if err != nil {
			return unreadable(name, err)
		}
		if !info.Mode().IsRegular() {
			return &workbook.Problem{Kind: workbook.ErrNotSealable, File: name}
		}
		w, err := begin(info.Size())
		if err != nil {
			return err
		}
		source := &watched{r: file}
		n, err := io.Copy(w, io.LimitReader(source, info.Size()))
		switch {
		case source.err != nil:
			return unreadable(name, source.err)
		case err == nil && n < info.Size(): // somebody cut it meanwhile
			return &workbook.Problem{Kind: workbook.ErrBusy, File: name}
		}
		return err
	}}
}

func unreadable(name string, err error) error {
	return &workbook.Problem{Kind: workbook.ErrNoSuchFile, File: name, Err: err}
}

// SealFile writes a sealed copy of one file: age's format for a passphrase around a tar
// archive, which any program for the two can open. It holds no time, owner or place, and its
// name stands inside alone. The copy is read back before it gets its name; what stood under
// that name is replaced. Memory does not grow with the file.
//
// Its errors are those of the source, or of kind ErrNotWritable, ErrDiskFull or
// ErrNotSealable; the target is then as it was.
func SealFile(ctx context.Context, out string, pass workbook.Passphrase, source SealSource) (SealReceipt, error) {
	return seal(ctx, out, pass, sealWork, func(a *sealer) error { return a.add(ctx, source.Name, source) })
}

// SealFolder is [SealFile] for a folder with all that is in it. What open says of a file is
// read through the source that it gives, as a workbook has to be; the leftovers of a program
// that was killed are passed over. A link or a device is refused, and so is a sealed copy
// that would come to lie in the folder itself.
func SealFolder(ctx context.Context, out, folder string, pass workbook.Passphrase, open func(file string) (SealSource, bool)) (SealReceipt, error) {
	folder, err := filepath.Abs(folder)
	if err != nil {
		return SealReceipt{}, unreadable(folder, err)
	}
	if whole, err := filepath.Abs(out); err == nil && strings.HasPrefix(whole, folder+string(filepath.Separator)) {
		return SealReceipt{}, &workbook.Problem{Kind: workbook.ErrNotSealable, File: out}
	}
	return seal(ctx, out, pass, sealWork, func(a *sealer) error { return a.addFolder(ctx, folder, open) })
}

// sealer fills the archive inside a sealed copy.
type sealer struct {
	tar     *tar.Writer
	files   int // and folders
	folders int
}

// seal writes what fill adds.
func seal(ctx context.Context, out string, pass workbook.Passphrase, work int, fill func(*sealer) error) (SealReceipt, error) {
	recipient, err := age.NewScryptRecipient(composed(pass.Text()))
	if err != nil {
		return SealReceipt{}, fmt.Errorf("seal: %w", err)
	}
	recipient.SetWorkFactor(work)
	var failed error // of what is sealed, which is no fault of the target
	archive := &sealer{}
	sum := sha256.New()
	size, err := put(ctx, out, func(w io.Writer) error {
		inside, err := age.Encrypt(w, recipient)
		if err != nil {
			return err
		}
		archive.tar = tar.NewWriter(io.MultiWriter(inside, sum))
		if failed = fill(archive); failed != nil {
			return failed
		}
		return errors.Join(archive.tar.Close(), inside.Close())
	}, func(written io.ReadSeeker) error {
		return sealedWell(ctx, written, pass, sum.Sum(nil))
	})
	var p *workbook.Problem
	switch {
	case errors.As(failed, &p):
		return SealReceipt{}, failed
	case err != nil:
		return SealReceipt{}, err
	}
	return SealReceipt{Path: out, Bytes: size, Files: archive.files}, nil
}

// sealedWell opens a sealed copy as its reader will, and compares what is in it.
func sealedWell(ctx context.Context, written io.Reader, pass workbook.Passphrase, want []byte) error {
	identity, err := age.NewScryptIdentity(composed(pass.Text()))
	if err != nil {
		return err
	}
	inside, err := age.Decrypt(written, identity)
	if err != nil {
		return err
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, &watched{ctx: ctx, r: inside}); err != nil {
		return err
	}
	if !bytes.Equal(sum.Sum(nil), want) {
		return errors.New("the sealed copy does not hold what was sealed")
	}
	return nil
}

// composed is a passphrase in the one form in which systems agree on letters with accents.
func composed(passphrase string) string { return norm.NFC.String(passphrase) }

// add puts a file into the archive under a name.
func (a *sealer) add(ctx context.Context, name string, source SealSource) error {
	if !safeName(name) || a.files >= maxSealedFiles {
		return &workbook.Problem{Kind: workbook.ErrNotSealable, File: name}
	}
	a.files++
	err := source.Write(ctx, func(size int64) (io.Writer, error) {
		err := a.tar.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o600, Size: size, Format: tar.FormatPAX})
		return &untilCancelled{ctx: ctx, w: a.tar}, err
	})
	if err != nil {
		return err
	}
	return a.tar.Flush()
}

// addFolder puts a folder and what is in it into the archive, under the folder's own name.
func (a *sealer) addFolder(ctx context.Context, folder string, open func(string) (SealSource, bool)) error {
	return filepath.WalkDir(folder, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return unreadable(file, err)
		}
		within, err := filepath.Rel(folder, file)
		if err != nil {
			return unreadable(file, err)
		}
		name := path.Join(filepath.Base(folder), filepath.ToSlash(within))
		switch {
		case isLeftover(entry.Name()):
			if entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case !safeName(name), !entry.IsDir() && !entry.Type().IsRegular(), a.files >= maxSealedFiles:
			return &workbook.Problem{Kind: workbook.ErrNotSealable, File: file}
		case entry.IsDir():
			if a.folders++; a.folders > maxSealedFolders {
				return &workbook.Problem{Kind: workbook.ErrNotSealable, File: file}
			}
			a.files++
			return a.tar.WriteHeader(&tar.Header{Typeflag: tar.TypeDir, Name: name + "/", Mode: 0o700, Format: tar.FormatPAX})
		}
		source, ok := open(file)
		if !ok {
			source = FileToSeal(file)
		}
		return a.add(ctx, name, source)
	})
}

// isLeftover knows the names under which half-written files and journals lie: a workbook is
// sealed with its journal taken back.
func isLeftover(name string) bool {
	return tempfile.IsOne(name) || strings.HasSuffix(name, ".forethought-journal")
}

// safeName says whether a name from an archive stays inside its folder on every system.
func safeName(name string) bool {
	if !fs.ValidPath(name) || name == "." || len(name) > maxSealedName || strings.Count(name, "/") >= maxSealedDepth {
		return false
	}
	if !filepath.IsLocal(filepath.FromSlash(name)) {
		return false // a device of Windows
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.TrimRight(part, ". ") != part { // Windows would drop them
			return false
		}
	}
	return strings.IndexFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f || strings.ContainsRune(`<>:"\|?*`, r) }) < 0
}

// watched reads until the context ends and remembers why the reading failed.
type watched struct {
	ctx context.Context // nil for one that never ends
	r   io.Reader
	err error
}

func (x *watched) Read(p []byte) (int, error) {
	if x.ctx != nil && x.ctx.Err() != nil {
		return 0, x.ctx.Err()
	}
	n, err := x.r.Read(p)
	if err != nil && err != io.EOF {
		x.err = err
	}
	return n, err
}

// untilCancelled writes until the context ends.
type untilCancelled struct {
	ctx context.Context
	w   io.Writer
}

func (x *untilCancelled) Write(p []byte) (int, error) {
	if err := x.ctx.Err(); err != nil {
		return 0, err
	}
	return x.w.Write(p)
}
