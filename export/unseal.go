package export

import (
	"archive/tar"
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"filippo.io/age"

	"forethought/tempfile"
	"forethought/workbook"
)

// sealedHead is how every file of age's format begins.
const sealedHead = "age-encryption.org/v1\n"

// IsSealed says whether a file looks like a sealed copy. It needs no passphrase.
func IsSealed(name string) bool { return beginsWith(name, sealedHead) }

func beginsWith(name, head string) bool {
	if info, err := os.Stat(name); err != nil || !info.Mode().IsRegular() {
		return false
	}
	file, err := os.Open(name)
	if err != nil {
		return false
	}
	defer file.Close()
	found := make([]byte, len(head))
	_, err = io.ReadFull(file, found)
	return err == nil && string(found) == head
}

// Sealed is a sealed copy whose passphrase fitted. Its content is read once, by
// [Sealed.Unpack]. Close it.
type Sealed struct {
	path  string
	file  io.Closer
	size  int64
	plain *watched // what is inside, decrypted
	tar   *tar.Reader
	first *tar.Header
}

// OpenSealed tries a passphrase on a sealed copy and looks at what it begins with. Nothing
// is written. That the copy is there to its end is known here already.
//
// Its errors are of kind ErrNoSuchFile, ErrNotSealed, ErrPassphrase, ErrSealBroken or
// ErrSealUnsafe.
func OpenSealed(ctx context.Context, name, passphrase string) (*Sealed, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	if !IsSealed(name) {
		return nil, &workbook.Problem{Kind: workbook.ErrNotSealed, File: name}
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	s, err := openSealed(ctx, file, info.Size(), passphrase, sealWork)
	if err != nil {
		file.Close()
		var p *workbook.Problem
		if errors.As(err, &p) {
			p.File = name
		}
		return nil, fmt.Errorf("open sealed copy: %w", err)
	}
	s.path, s.file = name, file
	return s, nil
}

// openSealed is [OpenSealed] for what is open, with the most work that it may ask for.
func openSealed(ctx context.Context, file io.ReaderAt, size int64, passphrase string, work int) (*Sealed, error) {
	refused := func(kind, err error) (*Sealed, error) { return nil, &workbook.Problem{Kind: kind, Err: err} }
	if passphrase == "" {
		return refused(workbook.ErrPassphrase, nil)
	}
	identity, err := age.NewScryptIdentity(composed(passphrase))
	if err != nil {
		return nil, err
	}
	identity.SetMaxWorkFactor(work)
	inside, length, err := age.DecryptReaderAt(file, size, identity)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var other *age.NoIdentityMatchError
	switch {
	case errors.As(err, &other) && !slices.Contains(other.StanzaTypes, "scrypt"):
		return refused(workbook.ErrNotSealed, err) // for a key and not for a passphrase
	case errors.As(err, &other):
		return refused(workbook.ErrPassphrase, err)
	case err != nil:
		return refused(workbook.ErrSealBroken, err)
	}
	return newSealed(ctx, io.NewSectionReader(inside, 0, length), size)
}

// newSealed looks at what is inside a sealed copy of some size.
func newSealed(ctx context.Context, plain io.Reader, size int64) (*Sealed, error) {
	s := &Sealed{size: size, plain: &watched{ctx: ctx, r: plain}}
	s.tar = tar.NewReader(bufio.NewReaderSize(s.plain, 64<<10))
	first, err := s.tar.Next()
	if err != nil {
		if s.plain.err != nil {
			return nil, s.broken()
		}
		return nil, &workbook.Problem{Kind: workbook.ErrNotSealed, Err: err}
	}
	s.first = first
	if name := s.Name(); !safeName(name) || strings.Contains(name, "/") {
		return nil, s.unsafe(first.Name)
	}
	return s, nil
}

// Name is what was sealed was called, without folders; it is safe to be used as a name.
func (s *Sealed) Name() string { return strings.TrimSuffix(s.first.Name, "/") }

// IsFolder says whether a folder was sealed and not a file.
func (s *Sealed) IsFolder() bool { return s.first.Typeflag == tar.TypeDir }

// Close ends the reading.
func (s *Sealed) Close() error { return s.file.Close() }

// Unpack writes what was sealed under a name that must be free: a file, or a folder with all
// that was in it, readable by its owner alone. It gets its name when all of it is there;
// after an error nothing is left. What is inside may not lead outside the folder, be a link
// or take more room than the sealed copy itself. It returns how many files were written.
//
// Its errors are of kind ErrExists, ErrNotWritable, ErrDiskFull, ErrSealBroken or
// ErrSealUnsafe.
func (s *Sealed) Unpack(ctx context.Context, out string) (files int, err error) {
	s.plain.ctx = ctx
	if err := mustBeFree(out); err != nil {
		return 0, err
	}
	if s.IsFolder() {
		return s.unpackFolder(ctx, out)
	}
	return 1, s.unpackFile(ctx, out)
}

// mustBeFree refuses a name that is taken, and one beside which the journal of a workbook
// lies, which a new file under the name would be taken for.
func mustBeFree(out string) error {
	for _, name := range []string{out, out + "-journal", out + "-wal"} {
		if _, err := os.Lstat(name); err == nil {
			return &workbook.Problem{Kind: workbook.ErrExists, File: name}
		}
	}
	return nil
}

func (s *Sealed) broken() error {
	if errors.Is(s.plain.err, context.Canceled) || errors.Is(s.plain.err, context.DeadlineExceeded) {
		return s.plain.err
	}
	return &workbook.Problem{Kind: workbook.ErrSealBroken, File: s.path, Err: s.plain.err}
}

func (s *Sealed) unsafe(name string) error {
	return &workbook.Problem{Kind: workbook.ErrSealUnsafe, File: s.path, Value: workbook.Shorten(name, 120)}
}

// copyTo writes the entry that the archive stands at. A fault of the sealed copy comes back
// as a problem; any other error is the writer's.
func (s *Sealed) copyTo(w io.Writer) error {
	_, err := io.Copy(w, s.tar)
	switch {
	case s.plain.err != nil:
		return s.broken()
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, tar.ErrHeader):
		return &workbook.Problem{Kind: workbook.ErrSealBroken, File: s.path, Err: err}
	}
	return err
}

// next goes to the next entry; io.EOF after the last.
func (s *Sealed) next() (*tar.Header, error) {
	h, err := s.tar.Next()
	switch {
	case err == nil || err == io.EOF:
		return h, err
	case s.plain.err != nil:
		return nil, s.broken()
	}
	return nil, &workbook.Problem{Kind: workbook.ErrSealBroken, File: s.path, Err: err}
}

// unpackFile writes the one file that was sealed.
func (s *Sealed) unpackFile(ctx context.Context, out string) error {
	if s.first.Typeflag != tar.TypeReg || s.first.Size > s.size {
		return s.unsafe(s.first.Name)
	}
	var failed error
	_, err := put(ctx, out, func(w io.Writer) error {
		if failed = s.copyTo(w); failed != nil {
			return failed
		}
		switch h, err := s.next(); {
		case err == nil:
			failed = s.unsafe(h.Name) // a file was sealed and nothing else
		case err != io.EOF:
			failed = err
		default:
			failed = mustBeFree(out)
		}
		return failed
	}, func(io.ReadSeeker) error { return nil }) // each part was authenticated as it was read
	var p *workbook.Problem
	if errors.As(failed, &p) {
		return failed
	}
	return err
}

// unpackFolder writes the folder beside its place and moves it there.
func (s *Sealed) unpackFolder(ctx context.Context, out string) (files int, err error) {
	stage, err := tempfile.MakeDir(filepath.Dir(out))
	if err != nil {
		return 0, undelivered(out, err)
	}
	defer func() {
		if err != nil {
			os.RemoveAll(stage)
		}
	}()
	if files, err = s.fill(stage); err != nil {
		var p *workbook.Problem
		if errors.As(err, &p) {
			return 0, err
		}
		return 0, undelivered(out, err)
	}
	if err := errors.Join(ctx.Err(), mustBeFree(out)); err != nil {
		return 0, err
	}
	if err := rename(ctx, stage, out); err != nil {
		return 0, undelivered(out, err)
	}
	return files, nil
}

// fill writes all entries into a folder that nothing can lead out of.
func (s *Sealed) fill(folder string) (files int, err error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, root.Close()) }()
	room, made := s.size, map[string]bool{} // folders
	for entries := 1; ; entries++ {
		h, err := s.next()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			return files, err
		}
		name := strings.TrimSuffix(h.Name, "/")
		within, inside := strings.CutPrefix(name, s.Name()+"/")
		room -= h.Size
		if !inside || !safeName(name) || room < 0 || entries > maxSealedFiles {
			return files, s.unsafe(h.Name)
		}
		for dir := path.Dir(name); dir != "." && !made[dir]; dir = path.Dir(dir) { // made for what is in them
			made[dir] = true
		}
		if len(made) > maxSealedFolders {
			return files, s.unsafe(h.Name)
		}
		switch h.Typeflag {
		case tar.TypeDir:
			err = root.MkdirAll(within, 0o700)
		case tar.TypeReg:
			files++
			err = s.writeWithin(root, within)
		default:
			return files, s.unsafe(h.Name)
		}
		if errors.Is(err, fs.ErrExist) { // one name twice, or two that are the same here
			return files, s.unsafe(h.Name)
		}
		if err != nil {
			return files, err
		}
	}
}

func (s *Sealed) writeWithin(root *os.Root, name string) error {
	if dir := path.Dir(name); dir != "." {
		if err := root.MkdirAll(dir, 0o700); err != nil {
			return err
		}
	}
	file, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	return errors.Join(s.copyTo(file), file.Sync(), file.Close())
}
