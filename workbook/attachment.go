package workbook

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
