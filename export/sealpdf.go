package export

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"forethought/workbook"
)

// maxPDFToSeal is how large a PDF may be to be sealed as a PDF, which takes several times as
// much memory.
const maxPDFToSeal = 128 << 20

// IsPDF says whether a file begins as a PDF does.
func IsPDF(name string) bool { return beginsWith(name, "%PDF-") }

// SealPDF writes a PDF protected with AES-256, which PDF readers open with the passphrase.
// Unlike a sealed copy it is made in memory. The document is read back with the passphrase
// before it gets its name; what stood under that name is replaced.
//
// Its errors are of kind ErrNoSuchFile, ErrTooLarge, ErrUnreadable, ErrEncrypted (one that is
// protected already), ErrNotWritable, ErrDiskFull or ErrDocumentFaulty; the target is then as it was.
func SealPDF(ctx context.Context, out, name string, pass workbook.Passphrase) (r SealReceipt, err error) {
	defer untripped(name, &err)
	data, err := readPDF(name)
	if err != nil {
		return SealReceipt{}, err
	}
	before, err := api.ReadAndValidate(bytes.NewReader(data), reading())
	if err != nil {
		return SealReceipt{}, badPDF(name, err, workbook.ErrEncrypted)
	}
	if before.Encrypt != nil {
		return SealReceipt{}, &workbook.Problem{Kind: workbook.ErrEncrypted, File: name}
	}
	size, err := deliverProtected(ctx, out, data, before.PageCount, pass)
	if err != nil {
		return SealReceipt{}, err
	}
	return SealReceipt{Path: out, Bytes: size, Files: 1}, nil
}

// deliverProtected is [deliver] for a PDF that only the passphrase is to open. The document
// as it was before does not reach the disk.
func deliverProtected(ctx context.Context, path string, doc []byte, pages int, pass workbook.Passphrase) (int64, error) {
	sealed, err := protect(doc, pass)
	if err != nil {
		return 0, &workbook.Problem{Kind: workbook.ErrDocumentFaulty, File: path, Err: err}
	}
	return put(ctx, path,
		func(w io.Writer) error { _, err := w.Write(sealed); return err },
		func(written io.ReadSeeker) error { return protectedWell(written, pass.Text(), pages) })
}

// protect encrypts a document; see pdfkey.go for the word that stands in.
func protect(doc []byte, pass workbook.Passphrase) ([]byte, error) {
	word := rand.Text()
	var sealed bytes.Buffer
	if err := api.Encrypt(bytes.NewReader(doc), &sealed, protecting(word)); err != nil {
		return nil, err
	}
	lock, found := findLock(sealed.Bytes())
	if !found {
		return nil, errors.New("the protected document has no key that can be found")
	}
	key, fits := lock.key(word)
	if !fits {
		return nil, errors.New("the protected document does not open")
	}
	return lock.relocked(key, pass.Text()), nil
}

// UnsealPDF writes a protected PDF without its protection, under a name that must be free.
// Its errors are those of [SealPDF], ErrExists, ErrPassphrase, and ErrNotSealed for a PDF
// that is not protected.
func UnsealPDF(ctx context.Context, out, name, passphrase string) (err error) {
	defer untripped(name, &err)
	if err := mustBeFree(out); err != nil {
		return err
	}
	data, err := readPDF(name)
	if err != nil {
		return err
	}
	data, word, err := openable(data, passphrase)
	if err != nil {
		return &workbook.Problem{Kind: workbook.ErrPassphrase, File: name, Err: err}
	}
	before, err := api.ReadAndValidate(bytes.NewReader(data), protecting(word))
	if err != nil {
		return badPDF(name, err, workbook.ErrPassphrase)
	}
	if before.Encrypt == nil {
		return &workbook.Problem{Kind: workbook.ErrNotSealed, File: name}
	}
	var plain bytes.Buffer
	if err := api.Decrypt(bytes.NewReader(data), &plain, protecting(word)); err != nil {
		return badPDF(name, err, workbook.ErrPassphrase)
	}
	return deliver(ctx, out, plain.Bytes(), before.PageCount)
}

// openable is a protected document with the word by which the library opens it. One that was
// not protected here comes back as it is, with its passphrase.
func openable(doc []byte, passphrase string) ([]byte, string, error) {
	lock, found := findLock(doc)
	if !found {
		return doc, composed(passphrase), nil
	}
	key, fits := lock.key(passphrase)
	if !fits {
		return nil, "", pdfcpu.ErrWrongPassword
	}
	word := rand.Text()
	return lock.relocked(key, word), word, nil
}

// untripped, deferred, makes an error of a panic of the library, on a file that is made to
// trip it.
func untripped(name string, err *error) {
	if r := recover(); r != nil {
		*err = &workbook.Problem{Kind: workbook.ErrUnreadable, File: name, Err: fmt.Errorf("read document: %v", r)}
	}
}

func readPDF(name string) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	if info.Size() > maxPDFToSeal {
		return nil, &workbook.Problem{Kind: workbook.ErrTooLarge, File: name, Value: fmt.Sprint(maxPDFToSeal >> 20)}
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, unreadable(name, err)
	}
	if !ended(data) {
		return nil, &workbook.Problem{Kind: workbook.ErrUnreadable, File: name}
	}
	return data, nil
}

// protecting is how the library writes and reads protected documents. Owner and reader have
// one passphrase: rights that a reader program is asked to respect protect nothing.
func protecting(word string) *model.Configuration {
	conf := reading()
	conf.UserPW, conf.OwnerPW = word, word
	conf.EncryptUsingAES, conf.EncryptKeyLength = true, 256
	conf.Permissions = model.PermissionsAll
	conf.WriteObjectStream, conf.WriteXRefStream, conf.Eol = true, true, types.EolLF
	return conf
}

// badPDF tells a passphrase that does not fit from a file that cannot be read.
func badPDF(name string, err error, protected error) error {
	kind := workbook.ErrUnreadable
	if isProtected(err) {
		kind = protected
	}
	return &workbook.Problem{Kind: kind, File: name, Err: err}
}

// protectedWell opens a protected document with its passphrase as [UnsealPDF] does, and fails
// to without.
func protectedWell(written io.Reader, passphrase string, pages int) error {
	doc, err := io.ReadAll(written)
	if err != nil {
		return err
	}
	if _, found := findLock(doc); !found {
		return errors.New("check document: it is not protected")
	}
	if _, _, err := openable(doc, ""); err == nil {
		return errors.New("check document: it opens without its passphrase")
	}
	doc, word, err := openable(doc, passphrase)
	if err != nil {
		return fmt.Errorf("check document: %w", err)
	}
	read, err := api.ReadAndValidate(bytes.NewReader(doc), protecting(word))
	if err != nil {
		return fmt.Errorf("check document: %w", err)
	}
	if read.PageCount != pages || read.Encrypt == nil {
		return fmt.Errorf("check document: %d pages read of %d, protected: %v", read.PageCount, pages, read.Encrypt != nil)
	}
	return nil
}
