package export

import (
	"archive/tar"
	"bytes"
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"

	"forethought/workbook"
)

// quickWork makes a passphrase cheap to try, for tests that try many.
const quickWork = 10

const phrase = "violet kettle drums softly"

func strongPhrase(t testing.TB) workbook.Passphrase {
	t.Helper()
	pass, why := workbook.NewPassphrase(phrase)
	if why != workbook.StrongEnough {
		t.Fatal(why)
	}
	return pass
}

// sealedFolder is a small sealed folder.
func sealedFolder(t *testing.T) []byte {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "folder")
	if err := os.MkdirAll(filepath.Join(folder, "deeper"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"one.txt", "deeper/two.txt", ".forethought-1.tmp"} { // the last of a killed program
		if err := os.WriteFile(filepath.Join(folder, name), bytes.Repeat([]byte(name), 9000), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(t.TempDir(), "copy.sealed")
	_, err := seal(context.Background(), out, strongPhrase(t), quickWork, func(a *sealer) error {
		return a.addFolder(context.Background(), folder, func(string) (SealSource, bool) { return SealSource{}, false })
	})
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// unpackedFrom opens what may be a sealed copy and unpacks it into an empty folder.
func unpackedFrom(t *testing.T, data []byte) (into string, err error) {
	t.Helper()
	into = t.TempDir()
	s, err := openSealed(context.Background(), bytes.NewReader(data), int64(len(data)), phrase, quickWork)
	if err != nil {
		return into, err
	}
	_, err = s.Unpack(context.Background(), filepath.Join(into, "out"))
	return into, err
}

// refused checks that what cannot be opened is told as a problem and leaves nothing.
func refused(t *testing.T, what string, data []byte, kinds ...error) {
	t.Helper()
	into, err := unpackedFrom(t, data)
	var p *workbook.Problem
	if !errors.As(err, &p) {
		t.Fatalf("%s: %v, want a problem", what, err)
	}
	known := false
	for _, kind := range kinds {
		known = known || errors.Is(err, kind)
	}
	if !known {
		t.Errorf("%s: %v, want one of %v", what, err, kinds)
	}
	if left, err := os.ReadDir(into); err != nil || len(left) > 0 {
		t.Errorf("%s: left %v (%v)", what, left, err)
	}
}

// Programs for age and for tar open a sealed copy without Forethought, and learn from it
// neither who made it nor when.
func TestASealedCopyIsOfAFormThatOthersRead(t *testing.T) {
	identity, err := age.NewScryptIdentity(phrase)
	if err != nil {
		t.Fatal(err)
	}
	plain, err := age.Decrypt(bytes.NewReader(sealedFolder(t)), identity)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for r := tar.NewReader(plain); ; {
		h, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		found[h.Name] = string(data)
		if h.Uid != 0 || h.Gid != 0 || h.Uname != "" || h.Gname != "" || h.ModTime.Unix() > 0 {
			t.Errorf("%s tells of who made it or when: %+v", h.Name, h)
		}
	}
	want := map[string]string{"folder/": "", "folder/deeper/": ""}
	for _, name := range []string{"one.txt", "deeper/two.txt"} {
		want["folder/"+name] = strings.Repeat(name, 9000)
	}
	if !maps.Equal(found, want) {
		t.Errorf("it holds %d entries, or others than the %d that were sealed", len(found), len(want))
	}
}

func TestASealedCopyThatIsCutOffAnywhereIsNotOpened(t *testing.T) {
	whole := sealedFolder(t)
	if _, err := unpackedFrom(t, whole); err != nil {
		t.Fatal(err)
	}
	for cut := 0; cut < len(whole); cut++ {
		refused(t, "cut", whole[:cut], workbook.ErrSealBroken)
		switch {
		case cut > 300 && cut < len(whole)-300:
			cut += 1499
		case cut > 30:
			cut += 6
		}
	}
	refused(t, "with more behind it", append(bytes.Clone(whole), "more"...), workbook.ErrSealBroken)
}

func TestASealedCopyThatWasAlteredAnywhereIsNotOpened(t *testing.T) {
	whole := sealedFolder(t)
	for at := len(sealedHead); at < len(whole); at += 997 {
		bent := bytes.Clone(whole)
		bent[at] ^= 0x01
		refused(t, "bent", bent, workbook.ErrSealBroken, workbook.ErrPassphrase)
	}
	for at := len(sealedHead); at < 200; at++ { // the head has many ways to be wrong
		bent := bytes.Clone(whole)
		bent[at] ^= 0x04
		refused(t, "bent in its head", bent, workbook.ErrSealBroken, workbook.ErrPassphrase, workbook.ErrNotSealed)
	}
}

// sealedBy is a file of age's format with an archive that Forethought would not write.
func sealedBy(t testing.TB, work int, entries ...*tar.Header) []byte {
	t.Helper()
	recipient, err := age.NewScryptRecipient(phrase)
	if err != nil {
		t.Fatal(err)
	}
	recipient.SetWorkFactor(work)
	var out bytes.Buffer
	inside, err := age.Encrypt(&out, recipient)
	if err != nil {
		t.Fatal(err)
	}
	archive := tar.NewWriter(inside)
	for _, h := range entries {
		if h.Typeflag == tar.TypeReg {
			h.Size = 5
		}
		if err := archive.WriteHeader(h); err != nil {
			t.Fatal(err)
		}
		if h.Typeflag == tar.TypeReg {
			_, _ = archive.Write([]byte("hello"))
		}
	}
	if err := errors.Join(archive.Close(), inside.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestASealedCopyLeadsNowhereElse(t *testing.T) {
	file := func(name string) *tar.Header { return &tar.Header{Typeflag: tar.TypeReg, Name: name, Mode: 0o777} }
	dir := func(name string) *tar.Header { return &tar.Header{Typeflag: tar.TypeDir, Name: name, Mode: 0o777} }
	link := func(name, to string) *tar.Header {
		return &tar.Header{Typeflag: tar.TypeSymlink, Name: name, Linkname: to}
	}
	for what, entries := range map[string][]*tar.Header{
		"a file above":             {file("../evil")},
		"a file at the root":       {file("/evil")},
		"a file in a folder":       {file("a/evil")},
		"a file with a backslash":  {file(`..\evil`)},
		"a stream of Windows":      {file("plan.pdf:evil")},
		"a name with a line break": {file("plan\n.pdf")},
		"a name too long":          {file(strings.Repeat("x", maxSealedName+1))},
		"two files":                {file("one"), file("two")},
		"a link":                   {link("plan.pdf", "/etc/passwd")},
		"a folder that leaves":     {dir("a/"), file("a/../../evil")},
		"a folder with another":    {dir("a/"), file("b/evil")},
		"a link in a folder":       {dir("a/"), link("a/b", "/tmp"), file("a/b/evil")},
		"a hard link":              {dir("a/"), {Typeflag: tar.TypeLink, Name: "a/b", Linkname: "/etc/passwd"}},
		"a device":                 {dir("a/"), {Typeflag: tar.TypeChar, Name: "a/b", Devmajor: 1, Devminor: 3}},
		"a name twice":             {dir("a/"), file("a/b"), file("a/b")},
		"a file as a folder":       {dir("a/"), file("a/b"), file("a/b/c")},
	} {
		t.Run(what, func(t *testing.T) {
			into, err := unpackedFrom(t, sealedBy(t, quickWork, entries...))
			var p *workbook.Problem
			if !errors.As(err, &p) {
				t.Errorf("%v, want a problem", err)
			}
			if left, _ := os.ReadDir(into); len(left) > 0 {
				t.Errorf("left %v", left)
			}
		})
	}
	if into, err := unpackedFrom(t, sealedBy(t, quickWork, dir("a/"), file("a/b"))); err != nil {
		t.Error(err)
	} else if data, err := os.ReadFile(filepath.Join(into, "out", "b")); err != nil || string(data) != "hello" {
		t.Errorf("what is good is not unpacked: %q, %v", data, err)
	}
	refused(t, "no archive", sealedBy(t, quickWork), workbook.ErrNotSealed)
}

func TestAPassphraseThatAsksForTooMuchWorkIsNotTried(t *testing.T) {
	file := &tar.Header{Typeflag: tar.TypeReg, Name: "plan.pdf"}
	refused(t, "too much work", sealedBy(t, quickWork+1, file), workbook.ErrSealBroken)
}

func TestWhatIsSealedForAKeyIsNoSealedCopy(t *testing.T) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, err := age.Encrypt(&out, key.Recipient())
	if err == nil {
		_, err = io.WriteString(w, "hello")
	}
	if err = errors.Join(err, w.Close()); err != nil {
		t.Fatal(err)
	}
	refused(t, "for a key", out.Bytes(), workbook.ErrNotSealed)
}

func TestWhatCannotBeSealedLeavesTheOldCopy(t *testing.T) {
	old := filepath.Join(t.TempDir(), "copy.sealed")
	if err := os.WriteFile(old, []byte("last year's"), 0o600); err != nil {
		t.Fatal(err)
	}
	pass := strongPhrase(t)
	halfway := func(err error) SealSource {
		return SealSource{Name: "x", Write: func(_ context.Context, begin func(int64) (io.Writer, error)) error {
			w, beginErr := begin(100)
			if beginErr == nil {
				_, _ = w.Write([]byte("half"))
			}
			return err
		}}
	}
	linked := t.TempDir()
	if err := os.Symlink(old, filepath.Join(linked, "link")); err != nil {
		t.Log("no links here:", err)
		linked = old + ".gone"
	}
	ctx, stop := context.WithCancel(context.Background())
	for what, try := range map[string]func() (SealReceipt, error){
		"a link": func() (SealReceipt, error) {
			return SealFolder(ctx, old, linked, pass, func(string) (SealSource, bool) { return SealSource{}, false })
		},
		"a file that is gone": func() (SealReceipt, error) { return SealFile(ctx, old, pass, FileToSeal(old+".gone")) },
		"a workbook that is damaged": func() (SealReceipt, error) {
			return SealFile(ctx, old, pass, halfway(&workbook.Problem{Kind: workbook.ErrDamaged, File: "x"}))
		},
	} {
		var p *workbook.Problem
		if _, err := try(); !errors.As(err, &p) {
			t.Errorf("%s: %v, want a problem", what, err)
		}
	}
	stop()
	if _, err := SealFile(ctx, old, pass, halfway(ctx.Err())); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
	if data, err := os.ReadFile(old); err != nil || string(data) != "last year's" {
		t.Errorf("the old copy is now %q, %v", data, err)
	}
	if left, _ := os.ReadDir(filepath.Dir(old)); len(left) != 1 {
		t.Errorf("left %v", left)
	}
}
