package export

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"regexp"
	"time"

	"forethought/workbook"
)

// What a form may unpack to. The library unpacks what holds other objects (object streams)
// when it reads, keeps all of it, and makes objects of it that take several times as much.
const (
	maxFormStream   = 8 << 20  // bytes, of one stream
	maxFormUnpacked = 64 << 20 // bytes, of all object streams
	maxFormObjects  = 1_000_000
	// maxFormTime is how long reading a form may take; one of ours takes a tenth of a second.
	maxFormTime = 30 * time.Second
)

// What an object stream counts that cannot be measured from outside: one that is encrypted as
// well, and one that is packed in another way or several times over.
const (
	countEncrypted = 1 << 20
	countPacked    = maxFormStream
)

// objectStream is the mark of an object stream, in each spelling of a name.
var objectStream = regexp.MustCompile(`/(?:O|#4[fF])(?:b|#62)(?:j|#6[aA])(?:S|#53)(?:t|#74)(?:m|#6[dD])\b`)

// soundPDF refuses a document whose object streams unpack to more than they may, without
// keeping what they unpack to.
func soundPDF(data []byte) error {
	room := int64(maxFormUnpacked)
	encrypted := bytes.Contains(data, []byte("/Encrypt"))
	for _, at := range objectStream.FindAllIndex(data, -1) {
		if n := unpacked(data, at[0], min(room, maxFormStream)+1); n >= 0 {
			room -= n
		} else if encrypted {
			room -= countEncrypted
		}
		if room < 0 {
			return &workbook.Problem{Kind: workbook.ErrTooMuch, Err: errors.New("object streams unpack to too much")}
		}
	}
	return nil
}

// unpacked measures the object stream whose mark stands somewhere, up to a limit; -1 for one
// that is not packed as it stands there.
func unpacked(data []byte, mark int, limit int64) int64 {
	end := bytes.Index(data[mark:], []byte("stream"))
	if end < 0 {
		return -1
	}
	end += mark
	dict := data[max(bytes.LastIndex(data[:mark], []byte("obj")), 0):end]
	filters := bytes.Count(dict, []byte("Decode")) - bytes.Count(dict, []byte("DecodeParms"))
	if filters > 1 || bytes.ContainsAny(dict, "#") || bytes.Contains(dict, []byte("LZW")) || bytes.Contains(dict, []byte("RunLength")) {
		return countPacked
	}
	in, err := zlib.NewReader(bytes.NewReader(bytes.TrimLeft(data[end+len("stream"):], "\r\n ")))
	if err != nil {
		return -1
	}
	n, _ := io.Copy(io.Discard, io.LimitReader(in, limit)) // one that breaks off counts as far as it goes
	return n
}
