package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"html"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"github.com/jung-kurt/gofpdf"

	"forethought/assets"
	"forethought/export"
	"forethought/storage"
	"forethought/workbook"
)

// fonts are those that every document is drawn with.
func fonts() export.Fonts {
	return export.NewFonts(assets.Fonts())
}

// plan measures a school's action plan against the same marks through bare gofpdf, and
// against LibreOffice.
func (b *bench) plan() error {
	ctx := context.Background()
	file := filepath.Join(b.keep, "cedar-valley"+storage.Extension)
	if out, err := exec.Command(b.program, "sample", b.keep, "--force").CombinedOutput(); err != nil {
		return fmt.Errorf("sample: %w: %s", err, out)
	}
	w, err := storage.Open(ctx, file, storage.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	defer w.Close()
	schools, err := w.Schools(ctx)
	if err != nil {
		return err
	}
	school := schools[len(schools)-1]
	pdf := filepath.Join(b.scratch, "plan.pdf")
	var made export.Receipt
	write := func() error {
		r, err := w.PlanRequest(ctx, school.ID, b.theCase)
		if err != nil {
			return err
		}
		r.PreparedBy, r.On = by.Name, "2026-08-14"
		made, err = export.WriteActionPlan(ctx, pdf, workbook.NewActionPlan(r), export.Options{Paper: export.Letter, Words: b.words, Fonts: fonts(), Content: w.Content})
		return err
	}
	if err := write(); err != nil {
		return err
	}
	pages, err := marksIn(pdf)
	if err != nil {
		return err
	}
	p, err := interleave(b.rounds, timed(write), timed(func() error { return redraw(pages, filepath.Join(b.scratch, "bare.pdf")) }))
	if err != nil {
		return err
	}
	b.add(result{
		what: fmt.Sprintf("school action plan (%d pages)", made.Pages), floor: "the same text and lines through bare gofpdf", reach: "at most 1.5 x",
		ours: figure(median(p.ours)), bare: figure(median(p.floor)), ratio: p.ratio(), short: p.ratio() > 1.5,
		more:  "The floor draws what stands on the pages, without the signs and the lines of bars, which our file holds once.",
		bound: "The school is read, the text broken into lines and the pages set, which the floor is given ready made; and the document is flushed to the disk and read back before it gets its name.",
	})
	return b.office(file, school.Name, pages, made.Pages)
}

// office measures the whole program against LibreOffice's on a document of the same text.
func (b *bench) office(file, school string, pages []page, count int) error {
	r := result{what: "the same plan against LibreOffice converting the same content from ODT", floor: "soffice --headless", reach: "at least 20 x faster"}
	if _, err := exec.LookPath("soffice"); err != nil || b.smoke {
		if err != nil && !b.smoke {
			r.more = "LibreOffice is not installed here."
			b.add(r)
		}
		return nil
	}
	odt := filepath.Join(b.scratch, "plan.odt")
	if err := writeODT(odt, pages); err != nil {
		return err
	}
	home := filepath.Join(b.scratch, "office")
	p, err := interleave(2*b.rounds, timed(func() error {
		out, err := exec.Command(b.program, "report", "action-plan", "--workbook", file, "--school", school, "--out", filepath.Join(b.scratch, "cli.pdf")).CombinedOutput()
		if err != nil {
			err = fmt.Errorf("report: %w: %s", err, out)
		}
		return err
	}), timed(func() error {
		out, err := exec.Command("soffice", "-env:UserInstallation=file://"+home, "--headless", "--convert-to", "pdf", "--outdir", b.scratch, odt).CombinedOutput()
		if err != nil {
			err = fmt.Errorf("soffice: %w: %s", err, out)
		}
		return err
	}))
	if err != nil {
		return err
	}
	times := median(p.floor) / median(p.ours)
	r.ours, r.bare, r.ratio, r.short = figure(median(p.ours)), figure(median(p.floor)), p.ratio(), times < 20
	r.more = fmt.Sprintf("%.1f times as fast; both as whole processes, LibreOffice with a profile that is there already.", times)
	r.bound = "A good third of our process is the start of a program that has a window in it and its words, a fifth the workbook, and the rest the plan. The faster disk and processor are, the more the first third counts."
	r.profiled = true
	b.add(r)
	return nil
}

// page is what is drawn on one page.
type page struct {
	width, height float64
	marks         []mark
}

// mark is a piece of text or a step of a line, as a PDF has it.
type mark struct {
	op   string
	n    []float64
	text string
	font string
}

// marksIn reads a PDF's marks back, by qpdf's plain form of it.
func marksIn(pdf string) ([]page, error) {
	out, err := exec.Command("qpdf", "--qdf", "--object-streams=disable", "--coalesce-contents", pdf, "-").Output()
	if err != nil {
		return nil, fmt.Errorf("qpdf: %w", err)
	}
	var pages []page
	font := ""
	at := -1
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<26)
	streaming := false
	for lines.Scan() {
		line := lines.Text()
		switch {
		case strings.HasPrefix(line, "%% Contents for page "):
			pages, at = append(pages, page{width: 612, height: 792}), len(pages)
		case line == "stream":
			streaming = at >= 0
		case line == "endstream":
			if streaming {
				at, streaming = -1, false
			}
		case streaming:
			fields := strings.Fields(line)
			for i, f := range fields {
				if f == "Tf" && i >= 2 {
					font = fields[i-2]
				}
			}
			p := &pages[at]
			if m, ok := markOf(fields, font); ok {
				p.marks = append(p.marks, m)
			}
		}
	}
	if len(pages) == 0 {
		return nil, errors.New("no page was found in the plan")
	}
	return pages, lines.Err()
}

func markOf(fields []string, font string) (m mark, ok bool) {
	if len(fields) == 0 {
		return m, false
	}
	if slices.Contains(fields, "Tj") { // BT x y Td <text> Tj ET
		for i, f := range fields {
			if f == "Td" && i >= 2 && i+1 < len(fields) {
				m.n = numbers(fields[i-2 : i])
				m.text = utf16Of(fields[i+1])
			}
		}
		m.op, m.font = "Tj", font
		return m, len(m.n) == 2
	}
	if slices.Contains(fields, "Tf") {
		for i, f := range fields {
			if f == "Tf" {
				return mark{op: "Tf", n: numbers(fields[i-1 : i]), font: fields[i-2]}, true
			}
		}
	}
	op := fields[len(fields)-1]
	if !slices.Contains([]string{"m", "l", "c", "re", "S", "f", "B", "rg", "RG", "g", "G", "w"}, op) {
		return m, false
	}
	return mark{op: op, n: numbers(fields[:len(fields)-1])}, true
}

func numbers(fields []string) []float64 {
	var all []float64
	for _, f := range fields {
		if n, err := strconv.ParseFloat(f, 64); err == nil {
			all = append(all, n)
		}
	}
	return all
}

func utf16Of(hexed string) string {
	data, err := hex.DecodeString(strings.Trim(hexed, "<>"))
	if err != nil {
		return ""
	}
	var units []uint16
	for i := 0; i+1 < len(data); i += 2 {
		units = append(units, uint16(data[i])<<8|uint16(data[i+1]))
	}
	return string(utf16.Decode(units))
}

// redraw draws marks with the library alone.
func redraw(pages []page, path string) error {
	pdf := gofpdf.NewCustom(&gofpdf.InitType{UnitStr: "pt", Size: gofpdf.SizeType{Wd: pages[0].width, Ht: pages[0].height}})
	f := fonts()
	faces := map[string]string{}
	for i, ttf := range [][]byte{f.Regular, f.Bold, f.Italic} {
		pdf.AddUTF8FontFromBytes("text", []string{"", "B", "I"}[i], ttf)
	}
	pdf.SetMargins(0, 0, 0)
	pdf.SetAutoPageBreak(false, 0)
	shade := func(n []float64) (r, g, b int) {
		if len(n) == 1 {
			n = []float64{n[0], n[0], n[0]}
		}
		return int(n[0]*255 + 0.5), int(n[1]*255 + 0.5), int(n[2]*255 + 0.5)
	}
	for _, p := range pages {
		pdf.AddPageFormat("P", gofpdf.SizeType{Wd: p.width, Ht: p.height})
		for _, m := range p.marks {
			n := m.n
			switch m.op {
			case "Tf":
				face, known := faces[m.font]
				if !known {
					face = []string{"", "B", "I"}[len(faces)%3]
					faces[m.font] = face
				}
				pdf.SetFont("text", face, n[0])
			case "Tj":
				pdf.Text(n[0], p.height-n[1], m.text)
			case "rg", "g":
				r, g, b := shade(n)
				pdf.SetTextColor(r, g, b)
				pdf.SetFillColor(r, g, b)
			case "RG", "G":
				pdf.SetDrawColor(shade(n))
			case "w":
				pdf.SetLineWidth(n[0])
			case "m":
				pdf.MoveTo(n[0], p.height-n[1])
			case "l":
				pdf.LineTo(n[0], p.height-n[1])
			case "c":
				pdf.CurveBezierCubicTo(n[0], p.height-n[1], n[2], p.height-n[3], n[4], p.height-n[5])
			case "re":
				pdf.Rect(n[0], p.height-n[1], n[2], -n[3], "F")
			case "S":
				pdf.DrawPath("D")
			case "f":
				pdf.DrawPath("F")
			case "B":
				pdf.DrawPath("DF")
			}
		}
	}
	return pdf.OutputFileAndClose(path)
}

// writeODT writes the words of pages as a text document, a paragraph for each piece.
func writeODT(path string, pages []page) error {
	var body strings.Builder
	for _, p := range pages {
		style := "Break"
		for _, m := range p.marks {
			if m.op == "Tj" && m.text != "" {
				fmt.Fprintf(&body, `<text:p text:style-name="%s">%s</text:p>`, style, html.EscapeString(m.text))
				style = "Plain"
			}
		}
	}
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range []struct{ name, text string }{
		{"mimetype", "application/vnd.oasis.opendocument.text"},
		{"META-INF/manifest.xml", `<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">` +
			`<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/>` +
			`<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`},
		{"content.xml", `<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" ` +
			`xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" ` +
			`xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.2"><office:automatic-styles>` +
			`<style:style style:name="Plain" style:family="paragraph"><style:text-properties fo:font-size="7pt"/></style:style>` +
			`<style:style style:name="Break" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>` +
			`</office:automatic-styles><office:body><office:text>` + body.String() + `</office:text></office:body></office:document-content>`},
	} {
		method := zip.Deflate
		if part.name == "mimetype" {
			method = zip.Store
		}
		w, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: method})
		if err == nil {
			_, err = w.Write([]byte(part.text))
		}
		if err != nil {
			return err
		}
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(path, out.Bytes(), 0o600)
}

// districtPlan measures the memory of a whole process, and how soon it stops when cancelled.
func (b *bench) districtPlan() error {
	var peak, took [2]float64
	for i, schools := range []int{b.some, b.many} {
		file, err := b.makeDistrict(schools, false)
		if err != nil {
			return err
		}
		b.say("district plan of %d schools", schools)
		run := exec.Command(b.program, "report", "district-plan", "--workbook", file, "--out", filepath.Join(b.scratch, "district.pdf"))
		start := time.Now()
		if peak[i], err = ran(run); err != nil {
			return fmt.Errorf("district plan: %w", err)
		}
		took[i] = millis(time.Since(start))
	}
	cancelled, told, err := b.cancelling()
	if err != nil {
		return err
	}
	worst := slices.Max(cancelled)
	ratio := peak[1] / peak[0]
	b.add(result{
		what:  fmt.Sprintf("district plan of %s schools", count(b.many)),
		floor: fmt.Sprintf("peak memory with %d schools", b.some), reach: "memory within 1.5 x, progress shown, cancel within 200 ms",
		ours: fmt.Sprintf("%.0f MiB", peak[1]), bare: fmt.Sprintf("%.0f MiB", peak[0]), ratio: ratio,
		short: ratio > 1.5 || worst > 200 || told < b.some,
		more: fmt.Sprintf("It took %s, and %s for %d. Progress was told %d times for %d schools. Cancelled at %d moments it stopped after %s (median), %s at most.",
			figure(took[1]), figure(took[0]), b.some, told, b.some, len(cancelled), figure(median(cancelled)), figure(worst)),
		bound: "Of each school a line of figures is kept, and of each action what the schools' pages say of it. Pages are written as they are drawn.",
	})
	return nil
}

// cancelling cancels a district's plan at moments spread over all of it.
func (b *bench) cancelling() (took []float64, told int, err error) {
	ctx := context.Background()
	file, err := b.makeDistrict(b.some, false)
	if err != nil {
		return nil, 0, err
	}
	w, err := storage.Open(ctx, file, storage.Options{ReadOnly: true})
	if err != nil {
		return nil, 0, err
	}
	defer w.Close()
	write := func(ctx context.Context, progress func(done, total int)) error {
		r, err := w.DistrictRequest(ctx, "", b.theCase)
		if err != nil {
			return err
		}
		r.On, r.Progress = "2026-08-14", progress
		p, err := workbook.NewDistrictPlan(ctx, r)
		if err != nil {
			return err
		}
		_, err = export.WriteDistrictPlan(ctx, filepath.Join(b.scratch, "cancelled.pdf"), p, export.Options{Paper: export.Letter, Words: b.words, Fonts: fonts(), Progress: progress})
		return err
	}
	start := time.Now()
	if err := write(ctx, func(int, int) { told++ }); err != nil {
		return nil, 0, err
	}
	whole := time.Since(start)
	dice := rand.New(rand.NewPCG(1, 2))
	for i := range b.cancels {
		at := time.Duration((float64(i) + dice.Float64()) / float64(b.cancels) * float64(whole) * 0.95)
		within, cancel := context.WithCancel(ctx)
		var asked time.Time
		time.AfterFunc(at, func() { asked = time.Now(); cancel() })
		err := write(within, func(int, int) {})
		stopped := time.Now()
		<-within.Done()
		if err == nil {
			continue // it was faster this time
		}
		if !errors.Is(err, context.Canceled) {
			return nil, 0, err
		}
		took = append(took, millis(stopped.Sub(asked)))
	}
	if len(took) == 0 {
		return nil, 0, errors.New("the district's plan was never cancelled in time")
	}
	return took, told, nil
}
