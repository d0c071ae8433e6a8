package export_test

import (
	"bytes"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"

	"forethought/export"
	"forethought/workbook"
)

// opened is a document as another program reads it, which finds it valid. The helpers that
// write the kinds of documents open each, since the program itself only compares what it
// finds on the disk with what it drew.
func opened(t *testing.T, path string) *model.Context {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	conf := &model.Configuration{Reader15: true, Offline: true, ValidationMode: model.ValidationRelaxed, Limits: model.DefaultResourceLimits()}
	read, err := api.ReadAndValidate(bytes.NewReader(data), conf)
	if err != nil {
		t.Fatal(err)
	}
	return read
}

func TestPlanIsAValidPDFWithThePagesOfTheReceipt(t *testing.T) {
	for paper, wide := range map[export.Paper]float64{export.Letter: 612, export.A4: 595.28} {
		path, receipt := write(t, manyItems(lakeside(), 20), paper)
		read := opened(t, path)
		if read.PageCount != receipt.Pages {
			t.Errorf("%d pages read, the receipt says %d", read.PageCount, receipt.Pages)
		}
		info, err := os.Stat(path)
		if err != nil || info.Size() != receipt.Bytes || receipt.Path != path {
			t.Errorf("the receipt says %s, %d bytes; the file has %v (%v)", receipt.Path, receipt.Bytes, info.Size(), err)
		}
		dims, err := read.PageDims()
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range dims {
			if d.Width != wide {
				t.Errorf("%s: a page is %.2f points wide", paper, d.Width)
			}
		}
	}
}

func TestQPDFFindsNothingWrong(t *testing.T) {
	tool, err := exec.LookPath("qpdf")
	if err != nil {
		t.Skip("qpdf is not installed; the file is checked by one program less")
	}
	path, _ := write(t, manyItems(lakeside(), 20), export.Letter)
	if out, err := exec.Command(tool, "--check", path).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

func TestPlanSaysWhatItIs(t *testing.T) {
	path, _ := write(t, lakeside(), export.Letter)
	read := opened(t, path)
	if read.Title != "Action plan · Lakeside School" || read.Author != "Jordan Reyes" || read.Subject != "Lakeside School" ||
		read.Creator != "Forethought" || !strings.Contains(read.Keywords, "The warehouse fire") {
		t.Errorf("title %q, author %q, subject %q, creator %q, keywords %q", read.Title, read.Author, read.Subject, read.Creator, read.Keywords)
	}
	catalog, err := read.Catalog()
	if err != nil {
		t.Fatal(err)
	}
	if lang := catalog.StringEntry("Lang"); lang == nil || *lang != "en" {
		t.Errorf("the language is %v", catalog["Lang"])
	}
	view := catalog.DictEntry("ViewerPreferences")
	if show := view.BooleanEntry("DisplayDocTitle"); show == nil || !*show {
		t.Error("the title is not shown in the title bar")
	}
}

func TestDatesInTheFileAreThePlansOwn(t *testing.T) {
	for on, want := range map[workbook.Date]string{today: "D:20261121", "": "D:19700101"} {
		r := lakeside()
		r.On = on
		path, _ := write(t, r, export.Letter)
		if read := opened(t, path); !strings.HasPrefix(read.XRefTable.CreationDate, want) || !strings.HasPrefix(read.XRefTable.ModDate, want) {
			t.Errorf("a plan of %q is dated %s and %s", on, read.XRefTable.CreationDate, read.XRefTable.ModDate)
		}
	}
}

// outline is the PDF's outline: the parts in order, each with its page.
func outline(t *testing.T, path string) (titles []string, pages map[string]int, kids map[string]int) {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	conf := &model.Configuration{Reader15: true, Offline: true, ValidationMode: model.ValidationRelaxed, Limits: model.DefaultResourceLimits()}
	marks, err := api.Bookmarks(file, conf)
	if err != nil {
		t.Fatal(err)
	}
	pages, kids = map[string]int{}, map[string]int{}
	for _, m := range marks {
		title := fold(m.Title)
		titles = append(titles, title)
		pages[title], kids[title] = m.PageFrom, len(m.Kids)
	}
	return titles, pages, kids
}

func TestContentsAndOutlineLeadToTheParts(t *testing.T) {
	path, _ := write(t, manyItems(lakeside(), 30), export.Letter)
	pages := pagesOf(t, path)
	contents := ""
	for _, p := range pages {
		if strings.Contains(p, "Contents") {
			contents = p
		}
	}
	titles, at, kids := outline(t, path)
	parts := 0
	for _, title := range titles {
		if !strings.Contains(pages[at[title]-1], title) {
			t.Errorf("the outline sends %q to page %d, which does not say it", title, at[title])
		}
		if title == "Contents" {
			continue
		}
		parts++
		if !strings.Contains(contents, title+" "+strconv.Itoa(at[title])) {
			t.Errorf("the contents do not give page %d for %q", at[title], title)
		}
	}
	if parts != 13 { // three of front matter and ten numbered ones
		t.Errorf("%d parts: %q", parts, titles)
	}
	if kids["3 Pre-attack indicators"] != 32 || kids["2 Improvement actions"] != 33 || kids["7 Open questions"] != 2 {
		t.Errorf("lines below the parts: %v", kids)
	}
}

// links are the pages that the links of a page lead to.
func links(t *testing.T, read *model.Context, page int) []int {
	t.Helper()
	dict, _, _, err := read.PageDict(page, false)
	if err != nil {
		t.Fatal(err)
	}
	entry, found := dict.Find("Annots")
	if !found {
		return nil
	}
	annotations, err := read.DereferenceArray(entry)
	if err != nil {
		t.Fatal(err)
	}
	var to []int
	for _, a := range annotations {
		link, err := read.DereferenceDict(a)
		if err != nil {
			t.Fatal(err)
		}
		place, _ := link.Find("Dest")
		target, err := read.DereferenceArray(place)
		if err != nil || len(target) == 0 {
			t.Fatalf("page %d: a link leads to %v (%v)", page, place, err)
		}
		ref, ok := target[0].(types.IndirectRef)
		if !ok {
			t.Fatalf("page %d: a link leads to %v", page, target)
		}
		n, err := read.PageNumber(ref.ObjectNumber.Value())
		if err != nil || n == 0 {
			t.Fatalf("page %d: a link leads to object %v, which is no page (%v)", page, ref, err)
		}
		to = append(to, n)
	}
	return to
}

func TestLinksLeadFromActionToItemAndFromItemToSource(t *testing.T) {
	path, receipt := write(t, manyItems(lakeside(), 30), export.Letter)
	read := opened(t, path)
	_, at, _ := outline(t, path)
	leads := func(from, to string) {
		t.Helper()
		last := receipt.Pages
		for _, page := range at {
			if page > at[to] {
				last = min(last, page)
			}
		}
		for _, page := range links(t, read, at[from]) {
			if page >= at[to] && page <= last {
				return
			}
		}
		t.Errorf("no link leads from %q to %q", from, to)
	}
	leads("Contents", "10 Sources")
	leads("1 Summary", "3 Pre-attack indicators")
	leads("1 Summary", "2 Improvement actions")
	leads("2 Improvement actions", "3 Pre-attack indicators")
	leads("2 Improvement actions", "10 Sources")
	leads("3 Pre-attack indicators", "10 Sources")
	leads("3 Pre-attack indicators", "2 Improvement actions")
	leads("3 Pre-attack indicators", "7 Open questions")
	leads("8 The case in one page", "9 Where the sources differ")
	for page := 1; page <= receipt.Pages; page++ {
		links(t, read, page) // every link of every page leads to a page
	}
}
