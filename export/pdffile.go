package export

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"hash"
	"io"
	"strconv"
)

// pdfFile writes the objects of a PDF one after another and remembers where each begins.
// Nothing of an object is kept once it is written. Its first error is kept, and what follows
// an error is not written.
type pdfFile struct {
	to      io.Writer
	sum     hash.Hash // of what was written
	at      int64
	offsets []int64 // of the objects, from the first on; 0 for one that is not written yet
	packer  *zlib.Writer
	packed  bytes.Buffer
	err     error
}

func newPDFFile(to io.Writer) *pdfFile {
	f := &pdfFile{to: to, sum: sha256.New()}
	f.write([]byte("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")) // the second line says that the file is not text
	return f
}

func (f *pdfFile) write(parts ...[]byte) {
	for _, p := range parts {
		if f.err != nil {
			return
		}
		f.at += int64(len(p))
		f.sum.Write(p)
		_, f.err = f.to.Write(p)
	}
}

// reserve takes the next number for an object that is written later.
func (f *pdfFile) reserve() int {
	f.offsets = append(f.offsets, 0)
	return len(f.offsets)
}

// object writes an object under its number.
func (f *pdfFile) object(n int, body []byte) {
	f.begin(n)
	f.write(body, []byte("\nendobj\n"))
}

func (f *pdfFile) begin(n int) {
	for len(f.offsets) < n {
		f.offsets = append(f.offsets, 0)
	}
	f.offsets[n-1] = f.at
	f.write(strconv.AppendInt(nil, int64(n), 10), []byte(" 0 obj\n"))
}

// smallStream is how long a stream is at least that is packed.
const smallStream = 200

// stream writes an object with bytes, packed where that is worth it; dict is what else its
// dictionary holds.
func (f *pdfFile) stream(n int, dict string, data []byte) {
	if len(data) >= smallStream {
		data, dict = f.pack(data), dict+"/Filter /FlateDecode "
	}
	f.bytes(n, dict, data)
}

// bytes writes an object with bytes as they are.
func (f *pdfFile) bytes(n int, dict string, data []byte) {
	f.begin(n)
	f.write(fmt.Appendf(nil, "<<%s/Length %d>>\nstream\n", dict, len(data)), data, []byte("\nendstream\nendobj\n"))
}

// pack compresses bytes; what it returns holds until the next call.
func (f *pdfFile) pack(data []byte) []byte {
	f.packed.Reset()
	if f.packer == nil {
		f.packer, _ = zlib.NewWriterLevel(&f.packed, packLevel) // the level is a known one
	} else {
		f.packer.Reset(&f.packed)
	}
	_, err := f.packer.Write(data)
	if err == nil {
		err = f.packer.Close()
	}
	if err != nil && f.err == nil {
		f.err = err
	}
	return f.packed.Bytes()
}

// packLevel is how hard the packer tries. At 6 a plan is a twelfth smaller, and packing takes more
// than twice as long.
const packLevel = 1

// finish writes the table of all objects and the end. The file's identifier is made from its
// own bytes, so that the same document is the same file.
func (f *pdfFile) finish(root, info int) error {
	for i, at := range f.offsets {
		if at == 0 && f.err == nil {
			f.err = fmt.Errorf("object %d was never written", i+1)
		}
	}
	id := f.sum.Sum(nil)[:16]
	table := f.at
	out := fmt.Appendf(nil, "xref\n0 %d\n0000000000 65535 f \n", len(f.offsets)+1)
	for _, at := range f.offsets {
		out = fmt.Appendf(out, "%010d 00000 n \n", at)
	}
	f.write(fmt.Appendf(out, "trailer\n<<\n/Size %d\n/Root %d 0 R\n/Info %d 0 R\n/ID [<%X> <%X>]\n>>\nstartxref\n%d\n%%%%EOF\n",
		len(f.offsets)+1, root, info, id, id, table))
	return f.err
}
