package workbook

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Attachment is a file that shows what an answer says: a photo of a gate, a signed page. The
// workbook holds its bytes; two attachments with one checksum share them.
type Attachment struct {
	ID       string
	SchoolID string
	ItemID   string
	Name     string // the file's name without its folder
	Type     string // media type, such as image/jpeg; empty for an unknown one
	Size     int    // bytes
	SHA256   string // of the bytes, 64 hexadecimal digits
	AddedBy  string
	AddedOn  Date
	Expires  Date // the day after which it shows nothing any more, as of a certificate
	Note     string
}

// MaxAttachment is how many bytes one attached file may have.
const MaxAttachment = 25 << 20

// AnswerID is the id of the answer that it belongs to.
func (a Attachment) AnswerID() string { return AnswerID(a.SchoolID, a.ItemID) }

// Expired reports whether it shows nothing any more on a day.
func (a Attachment) Expired(today Date) bool { return a.Expires != "" && a.Expires < today }

// Values writes the attachment's fields.
func (a Attachment) Values() Values {
	return Values{
		"school": a.SchoolID, "item": a.ItemID, "name": a.Name, "type": a.Type, "size": number(a.Size),
		"sha256": a.SHA256, "added_by": a.AddedBy, "added_on": string(a.AddedOn),
		"expires": string(a.Expires), "note": a.Note,
	}
}

// AttachmentFrom reads an attachment from its fields.
func AttachmentFrom(id string, v Values) Attachment {
	return Attachment{
		ID: id, SchoolID: v["school"], ItemID: v["item"], Name: v["name"], Type: v["type"], Size: whole(v["size"]),
		SHA256: v["sha256"], AddedBy: v["added_by"], AddedOn: Date(v["added_on"]), Expires: Date(v["expires"]),
		Note: v["note"],
	}
}

// Attachments are files that show what answers say.
type Attachments []Attachment

// Of lists those of an item, the earliest added first.
func (as Attachments) Of(itemID string) Attachments {
	var own Attachments
	for _, a := range as {
		if a.ItemID == itemID {
			own = append(own, a)
		}
	}
	slices.SortStableFunc(own, func(a, b Attachment) int {
		return cmp.Or(cmp.Compare(a.AddedOn, b.AddedOn), cmp.Compare(a.ID, b.ID))
	})
	return own
}

// Expired is the day on which the first of an item's files that have expired did so, empty
// when none has.
func (as Attachments) Expired(itemID string, today Date) Date {
	var first Date
	for _, a := range as {
		if a.ItemID == itemID && a.Expired(today) && (first == "" || a.Expires < first) {
			first = a.Expires
		}
	}
	return first
}

// Picture reports whether the file is of a kind that is shown as a picture. Its type was
// read from its bytes, not from its name.
func (a Attachment) Picture() bool { return a.Type == "image/jpeg" || a.Type == "image/png" }

// FileToAttach is an attachment whose bytes are still outside the workbook. Type, Size and
// SHA256 need not be known; who takes the file in reads them from its bytes.
type FileToAttach struct {
	Attachment
	// Open begins to read the bytes. It may be called several times, one after another, and
	// gives the same bytes each time; its reader is closed by who opened it.
	Open func() (io.ReadCloser, error)
}

// FileSize writes how large a file is, rounded up: 812 B, 3.2 kB, 25 MB.
func FileSize(bytes int) string {
	units := []string{"B", "kB", "MB", "GB"}
	n, unit := float64(bytes), 0
	for n >= 1024 && unit < len(units)-1 {
		n, unit = n/1024, unit+1
	}
	return strings.TrimSuffix(fmt.Sprintf("%.1f", math.Ceil(n*10)/10), ".0") + " " + units[unit]
}

// maxFileName is how many characters a cleaned name has at most.
const maxFileName = 120

// CleanFileName makes of any text a file name that every system takes and that is what it
// looks like: without folders, control characters, characters that turn the direction of
// reading, and names that stand for a device. A long name is shortened before its ending.
func CleanFileName(name string) string {
	name = strings.ToValidUTF8(name, "-")
	if i := strings.LastIndexAny(name, `/\\`); i >= 0 {
		name = name[i+1:]
	}
	name = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp):
			return -1
		case strings.ContainsRune(`<>:"|?*`, r):
			return '-'
		}
		return r
	}, name)
	name = strings.TrimLeft(strings.TrimRight(name, " ."), " ")
	ending := path.Ext(name)
	if utf8.RuneCountInString(ending) > 12 || ending == name {
		ending = ""
	}
	stem := strings.TrimSuffix(name, ending)
	if room := maxFileName - utf8.RuneCountInString(ending); utf8.RuneCountInString(stem) > room {
		stem = strings.TrimRight(string([]rune(stem)[:room-1]), " .") + "…"
	}
	switch device, _, _ := strings.Cut(strings.ToUpper(stem), "."); {
	case stem == "":
		stem = "file"
	case slices.Contains([]string{"CON", "PRN", "AUX", "NUL"}, strings.TrimSpace(device)), deviceName(strings.TrimSpace(device)):
		stem = "_" + stem
	}
	return stem + ending
}

// deviceName reports whether a name in capitals is that of a numbered device, such as COM1.
func deviceName(name string) bool {
	rest, ok := strings.CutPrefix(name, "COM")
	if !ok {
		rest, ok = strings.CutPrefix(name, "LPT")
	}
	return ok && utf8.RuneCountInString(rest) == 1 && strings.ContainsAny(rest, "0123456789¹²³")
}
