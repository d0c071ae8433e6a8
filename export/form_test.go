package export_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"forethought/export"
	"forethought/workbook"
)

// lakesideForm is the form of a school with answers in it.
func lakesideForm(id string) workbook.Form {
	c := warehouseFire()
	school := workbook.School{ID: "s1", Name: "Lakeside", District: "Cedar Valley"}
	answers := workbook.Answers{}
	for i, it := range c.Items {
		if i%3 == 2 {
			continue
		}
		a := workbook.BlankAnswer("s1", it.ID)
		a.Status = workbook.Statuses()[i%4]
		a.Owner, a.Target, a.Note = "Zoë Łukasz", "2027-08-14", "Checked (both) gates.\nSecond \\ line."
		if a.Status == workbook.NotNecessary {
			a.Reason = "No such place"
		}
		answers[it.ID] = a
	}
	return workbook.NewForm(workbook.FormRequest{
		Case: c, Workbook: "book", School: school, Answers: answers, On: "2026-08-14", ID: id,
		PreparedBy: "Ann", Handling: "For official use only",
	})
}

func writeForm(t *testing.T, form workbook.Form) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "form.pdf")
	if _, err := export.WriteForm(context.Background(), path, form, options(t, export.Letter)); err != nil {
		t.Fatal(err)
	}
	opened(t, path)
	return path
}

func TestAFormComesBackAsItWentOut(t *testing.T) {
	form := lakesideForm("f1")
	path := writeForm(t, form)
	back, err := export.ReadForm(path)
	if err != nil {
		t.Fatal(err)
	}
	if back.Stamp.Encode() != form.Stamp.Encode() || back.File != "form.pdf" {
		t.Errorf("the stamp is %+v", back.Stamp)
	}
	if want := 5 * len(form.Case.Items); len(back.Fields) != want {
		t.Errorf("%d fields, want %d", len(back.Fields), want)
	}
	for _, f := range back.Fields {
		if want := form.Stamp.Value(f.Item, f.Field); f.Value != want || f.Page < 1 {
			t.Errorf("%s %s on page %d is %q, want %q", f.Item, f.Field, f.Page, f.Value, want)
		}
	}
	if out, err := exec.Command("qpdf", "--check", path).CombinedOutput(); err != nil {
		t.Errorf("%s", out)
	}
}

// tool runs a program that is not ours; the test is passed over where it is missing.
func tool(t *testing.T, name string, args ...string) {
	t.Helper()
	if _, err := exec.LookPath(name); err != nil {
		t.Skipf("%s is not installed", name)
	}
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v: %s", name, err, out)
	}
}

// beside is a name in the folder of a file.
func beside(path, name string) string { return filepath.Join(filepath.Dir(path), name) }

// replaced is a copy of a file with some bytes for others of the same length.
func replaced(t *testing.T, path, name, from, to string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if len(from) != len(to) || !bytes.Contains(data, []byte(from)) {
		t.Fatalf("%s does not hold %q", path, from)
	}
	out := beside(path, name)
	if err := os.WriteFile(out, bytes.ReplaceAll(data, []byte(from), []byte(to)), 0o600); err != nil {
		t.Fatal(err)
	}
	return out
}

func field(f workbook.FilledForm, item, name string) string {
	for _, x := range f.Fields {
		if x.Item == item && x.Field == name {
			return x.Value
		}
	}
	return "(no such field)"
}

// Names are written in letters that no font of the standard's own has; what is drawn of a
// field must show them all the same.
func TestAFormShowsEveryLetterOfANameInAnyProgram(t *testing.T) {
	form := lakesideForm("f1")
	names := []string{"Małgorzata Żółć", "Nguyễn Thị Đức", "Ünal Šćepović", "Αθηνά Παπά", "Ольга Ёлкина"}
	var every strings.Builder // more letters than one font of the standard's holds
	for r := 'Ā'; r < 'Ā'+300; r++ {
		every.WriteRune(r)
		if r%20 == 0 {
			every.WriteByte(' ')
		}
	}
	for i := range form.Stamp.Answers {
		form.Stamp.Answers[i].Values["owner"] = names[i%len(names)]
	}
	path := writeForm(t, form)
	flat := beside(path, "flat.pdf")
	tool(t, "pdftk", path, "output", flat, "flatten")
	expect(t, textOf(t, flat), append(names, "Checked (both) gates.", "Second \\ line.", "2027-08-14")...)
	if info, err := os.Stat(path); err != nil || info.Size() > 1<<20 {
		t.Errorf("the form takes %d bytes (%v)", info.Size(), err)
	}
	letters := strings.Fields(every.String())
	for i := range form.Stamp.Answers { // some to a field, so that all are in sight
		form.Stamp.Answers[i].Values["note"] = strings.Join(letters[min(3*i, len(letters)):min(3*i+3, len(letters))], " ")
	}
	tool(t, "pdftk", writeForm(t, form), "output", flat, "flatten")
	if said := strings.ReplaceAll(textOf(t, flat), " ", ""); !strings.Contains(said, "ĀāĂ") || !strings.Contains(said, "ȀȁȂ") {
		t.Error("letters are lost where there are many")
	}
}

func TestAFormIsFilledByAnotherProgram(t *testing.T) {
	path := writeForm(t, lakesideForm("f1"))
	sheet, out := beside(path, "a.xfdf"), beside(path, "filled.pdf")
	data := `<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/" xml:space="preserve"><fields>
<field name="a.smoke-seen.status"><value>not-necessary</value></field>
<field name="a.smoke-seen.note"><value>Łódź 😀
second line</value></field>
<field name="a.smoke-seen.reason"><value>café – “no”</value></field></fields></xfdf>`
	if err := os.WriteFile(sheet, []byte(data), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, with := range [][]string{nil, {"need_appearances"}} {
		tool(t, "pdftk", append([]string{path, "fill_form", sheet, "output", out}, with...)...)
		form, err := export.ReadForm(out)
		if err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]string{
			"status": "not-necessary", "note": "Łódź 😀\nsecond line", "reason": "café – “no”", "owner": "Zoë Łukasz",
		} {
			if got := field(form, "smoke-seen", name); got != want {
				t.Errorf("%s is %q, want %q", name, got, want)
			}
		}
		if got := field(form, "gate-locked", "status"); got != "in-progress" {
			t.Errorf("an item that nobody touched is %q", got)
		}
	}
}

// Programs write values in several ways that the standard allows, and some that it does not.
func TestValuesAreReadHoweverTheyAreWritten(t *testing.T) {
	form := lakesideForm("f1")
	form.Stamp.Answers[0].Values["owner"] = "Zoe Lukasz"
	path := writeForm(t, form)
	const was = "/V (Zoe Lukasz)"
	for written, want := range map[string]string{
		"/V (Z\\353 \\225uk)":   "Zë Łuk", // the standard's own encoding
		"/V <5AEB2095756B> ":    "Zë Łuk", // the same in digits
		"/V <FEFF005A0141> ":    "ZŁ",     // UTF-16
		"/V <FFFE5A004101> ":    "ZŁ",     // the other way round, which is not allowed
		"/V <EFBBBF5AC381>  ":   "ZÁ",     // UTF-8
		"/V (\\376\\377\\000Z)": "Z",      // UTF-16 in a string
		"/V null        ":       "",       // nothing
		"/Q 0           ":       "",       // not even that
		"/V /Zoe        ":       "Zoe",    // a name
	} {
		file := replaced(t, path, "v.pdf", was, (written + strings.Repeat(" ", len(was)))[:len(was)])
		if len(written) > len(was) && strings.TrimSpace(written[len(was):]) != "" {
			file = longer(t, path, was, written)
		}
		back, err := export.ReadForm(file)
		if err != nil {
			t.Errorf("%s: %v", written, err)
			continue
		}
		if got := field(back, "smoke-seen", "owner"); got != want {
			t.Errorf("%s is read as %q, want %q", written, got, want)
		}
	}
	// A button that is pressed, and a field that does not say so.
	file := replaced(t, path, "as.pdf", "/V /in-progress", "/Q 0           ")
	if back, err := export.ReadForm(file); err != nil || field(back, "gate-locked", "status") != "in-progress" {
		t.Errorf("the pressed button alone is read as %q (%v)", field(back, "gate-locked", "status"), err)
	}
}

// longer puts a longer value in, at the cost of room that the owner's tooltip takes.
func longer(t *testing.T, path, from, to string) string {
	t.Helper()
	tip := "/TU (Who sees to it: Smoke seen and not reported)"
	const more = " /DA (/Helv 9 Tf 0.106 0.141 0.2 rg) "
	short := tip[:len(tip)-1-(len(to)-len(from))] + ")"
	return replaced(t, path, "v.pdf", tip+more+from, short+more+to)
}

func TestWhatIsNoFilledFormIsRefusedWithItsReason(t *testing.T) {
	path := writeForm(t, lakesideForm("f1"))
	plan, _ := write(t, lakeside(), export.Letter)
	put := func(name string, data []byte) string {
		out := beside(path, name)
		if err := os.WriteFile(out, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return out
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	locked, flat, secret := beside(path, "locked.pdf"), beside(path, "flat.pdf"), beside(path, "owner.pdf")
	for _, tc := range []struct {
		name string
		file string
		kind error
	}{
		{"a plan", plan, workbook.ErrNotAForm},
		{"no PDF", put("letter.pdf", []byte("Dear all")), workbook.ErrUnreadable},
		{"an empty file", put("empty.pdf", nil), workbook.ErrUnreadable},
		{"half a file", put("half.pdf", whole[:len(whole)/3]), workbook.ErrUnreadable},
		{"most of a file", put("most.pdf", whole[:len(whole)*9/10]), workbook.ErrUnreadable},
		{"a filled form whose last part broke off", put("broken.pdf", append(bytes.Clone(whole), "\n12 0 obj\n<< /V (Do"...)), workbook.ErrUnreadable},
		{"a file whose end became nothing", put("zeros.pdf", append(bytes.Clone(whole[:len(whole)/2]), make([]byte, len(whole)/2)...)), workbook.ErrUnreadable},
		{"too large a file", put("large.pdf", make([]byte, export.MaxFormMB<<20+1)), workbook.ErrTooLarge},
		{"no file", beside(path, "gone.pdf"), workbook.ErrNoSuchFile},
		{"a folder", filepath.Dir(path), workbook.ErrNoSuchFile},
		{"another school's id", replaced(t, path, "hand.pdf", `"school":"s1"`, `"school":"s2"`), workbook.ErrFormAltered},
		{"another value in the stamp", replaced(t, path, "hand2.pdf", `"status":"needed"`, `"status":"nothin"`), workbook.ErrFormAltered},
		{"no stamp", replaced(t, path, "hand3.pdf", "/T (forethought)", "/T (somethingel)"), workbook.ErrFormAltered},
		{"a newer form", replaced(t, path, "newer.pdf", `{"form":1,`, `{"form":9,`), workbook.ErrNewerVersion},
		{"fields taken away", replaced(t, path, "none.pdf", "/Annots ", "/Annotz "), workbook.ErrFormFlat},
	} {
		_, err := export.ReadForm(tc.file)
		var p *workbook.Problem
		if !errors.As(err, &p) || !errors.Is(p.Kind, tc.kind) || p.File != filepath.Base(tc.file) {
			t.Errorf("%s: %v, want %v", tc.name, err, tc.kind)
		}
	}
	if form, err := export.ReadForm(put("padded.pdf", append(bytes.Clone(whole), "\r\n\x00\x00\x00"...))); err != nil || len(form.Fields) == 0 {
		t.Errorf("a form with padding behind its end: %v", err)
	}
	tool(t, "qpdf", "--encrypt", "secret", "secret", "256", "--", path, locked)
	if _, err := export.ReadForm(locked); !errors.Is(err, workbook.ErrEncrypted) {
		t.Errorf("a password: %v", err)
	}
	tool(t, "qpdf", "--encrypt", "", "secret", "256", "--", path, secret)
	if form, err := export.ReadForm(secret); err != nil || field(form, "smoke-seen", "owner") != "Zoë Łukasz" {
		t.Errorf("a form that anybody may open but not change: %v", err)
	}
	tool(t, "pdftk", path, "output", flat, "flatten")
	if _, err := export.ReadForm(flat); !errors.Is(err, workbook.ErrFormFlat) {
		t.Errorf("flattened: %v", err)
	}
}

// A filled form is whatever file somebody sends.
// Whole forms with a part broken; FuzzFilledForm changes small ones at any place.
func TestABrokenFormGetsASentence(t *testing.T) {
	whole, err := os.ReadFile(writeForm(t, lakesideForm("f1")))
	if err != nil {
		t.Fatal(err)
	}
	broken := [][]byte{whole}
	broken = append(broken, whole[:len(whole)/2])
	broken = append(broken, append(bytes.Clone(whole), "\n1 0 obj\n<</V(x)/Parent 1 0 R/Kids[1 0 R]>>\nendobj\n%%EOF\n"...))
	for _, from := range []string{"/Kids", "/Parent", "/V ", "/Length", "xref", "/Annots "} {
		broken = append(broken, bytes.Replace(whole, []byte(from), []byte(strings.Repeat("?", len(from))), 3))
	}
	for _, s := range []string{"", "%PDF-1.7\n%%EOF", "trailer<</Root 1 0 R>>%%EOF", "1 0 obj<</Type/Catalog/Pages 1 0 R/AcroForm<</Fields[1 0 R]>>>>endobj trailer<</Root 1 0 R>>%%EOF"} {
		broken = append(broken, []byte(s))
	}
	for _, content := range broken {
		form, err := export.ReadForm(lay(t, "broken.pdf", content))
		var p *workbook.Problem
		if err != nil && (!errors.As(err, &p) || p.File != "broken.pdf") {
			t.Errorf("refused with %v, which names no file", err)
		}
		if err == nil && len(form.Fields) == 0 {
			t.Error("a form without fields, and nothing is said")
		}
	}
}

func TestAFormSurvivesOtherProgramsAndTheLossOfAPage(t *testing.T) {
	path := writeForm(t, lakesideForm("f1"))
	whole, err := export.ReadForm(path)
	if err != nil {
		t.Fatal(err)
	}
	packed, cut, without := beside(path, "packed.pdf"), beside(path, "cut.pdf"), beside(path, "without.pdf")
	tool(t, "qpdf", "--object-streams=generate", "--linearize", path, packed)
	if form, err := export.ReadForm(packed); err != nil || !slices.Equal(form.Fields, whole.Fields) {
		t.Errorf("packed by qpdf: %v", err)
	}
	tool(t, "qpdf", path, "--pages", ".", "1-2", "--", cut)
	form, err := export.ReadForm(cut)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range form.Fields {
		if f.Page > 2 {
			t.Errorf("a field on page %d of two", f.Page)
		}
	}
	if len(form.Fields) == 0 || len(form.Fields) >= len(whole.Fields) {
		t.Errorf("%d fields are left of %d", len(form.Fields), len(whole.Fields))
	}
	tool(t, "qpdf", path, "--pages", ".", "2-z", "--", without)
	if _, err := export.ReadForm(without); !errors.Is(err, workbook.ErrFormAltered) {
		t.Errorf("without the first page: %v", err)
	}
}

func TestAFolderOfFormsIsReadAndTheRestIsNamed(t *testing.T) {
	path := writeForm(t, lakesideForm("f1"))
	folder := filepath.Dir(path)
	plan, _ := write(t, lakeside(), export.Letter)
	if err := os.Rename(plan, filepath.Join(folder, "plan.PDF")); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{"letter.txt": "Dear all", ".hidden.pdf": "", "broken.pdf": "%PDF-1.7"} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, "older"), 0o700); err != nil {
		t.Fatal(err)
	}
	last := 0
	forms, said, err := export.ReadForms(context.Background(), []string{folder, filepath.Join(folder, "older")}, func(done, total int) { last = total - done })
	if err != nil || len(forms) != 1 || last != 0 {
		t.Fatalf("%d forms, %v", len(forms), err)
	}
	var passed []string
	for _, n := range said.Notes {
		passed = append(passed, n.File+" "+n.Code)
	}
	want := []string{"letter.txt not-a-form", "older not-a-form", "older form-folder-empty", "plan.PDF not-a-form"}
	if !slices.Equal(passed, want) {
		t.Errorf("passed over: %q", passed)
	}
	if len(said.Faults) != 1 || said.Faults[0].File != "broken.pdf" {
		t.Errorf("faults: %v", said.Faults)
	}
	cancelled, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := export.ReadForms(cancelled, []string{folder}, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestFormsOfADistrictAreWrittenAllOrNone(t *testing.T) {
	schools := []workbook.School{{Name: "Oak"}, {Name: "oak"}, {Name: "A/B: \"C\""}, {}}
	names := export.FormNames(schools, words(t))
	if want := []string{"Oak form.pdf", "oak form 2.pdf", "A-B- -C- form.pdf", "form.pdf"}; !slices.Equal(names, want) {
		t.Fatalf("the names are %q", names)
	}
	folder := filepath.Join(t.TempDir(), "forms")
	fails := func(i int) (workbook.Form, error) {
		if i == 2 {
			return workbook.Form{}, workbook.ErrNotFound
		}
		return lakesideForm("f"), nil
	}
	listed := func() []string {
		found, err := filepath.Glob(filepath.Join(folder, "*"))
		if err != nil {
			t.Fatal(err)
		}
		return found
	}
	if err := export.WriteForms(context.Background(), folder, names, fails, options(t, export.A4)); !errors.Is(err, workbook.ErrNotFound) || len(listed()) > 0 {
		t.Errorf("%v; the folder holds %q", err, listed())
	}
	works := func(int) (workbook.Form, error) { return lakesideForm("f"), nil }
	if err := export.WriteForms(context.Background(), folder, names, works, options(t, export.A4)); err != nil || len(listed()) != 4 {
		t.Errorf("%v; the folder holds %q", err, listed())
	}
	if err := export.WriteForms(context.Background(), folder, names[3:], works, options(t, export.A4)); !errors.Is(err, workbook.ErrExists) {
		t.Errorf("a form that is there already: %v", err)
	}
}
