package export

import (
	"context"
	"fmt"
	"strings"

	"forethought/workbook"
)

// WriteCertificates draws the certificates of participation of an exercise, one on a page
// that lies across, as a PDF at path. They go out of the house, so no handling mark stands on
// them. Errors and guarantees are those of every document, see [writePDF].
func WriteCertificates(ctx context.Context, path string, c workbook.Certificates, o Options) (Receipt, error) {
	receipt, err := writePDF(ctx, path, o, func(o Options) (document, error) { return newCertificateSheet(ctx, c, o) })
	if err != nil {
		return Receipt{}, fmt.Errorf("write certificates: %w", err)
	}
	return receipt, nil
}

// certificateSheet are certificates being drawn.
type certificateSheet struct {
	*exerciseBook
	certificates workbook.Certificates
}

func newCertificateSheet(ctx context.Context, c workbook.Certificates, o Options) (*certificateSheet, error) {
	c.Handling = ""
	w, h := o.Paper.size()
	book, err := newExerciseBookOn(ctx, o, o.Words.Text("exercise.document.certificate"), c.ExerciseOverview, nil, [2]float64{h, w})
	if err != nil {
		return nil, err
	}
	return &certificateSheet{book, c}, nil
}

func (s *certificateSheet) parts() []func() {
	var parts []func()
	for _, p := range s.certificates.For {
		parts = append(parts, func() { s.drawOne(p) })
	}
	return parts
}

// Measures of a certificate, in points.
const (
	certificateEdge  = 30.0
	certificateInner = 120.0 // from the page's side to the text
	nameSize         = 32.0
	signatureWidth   = 210.0
)

// drawOne draws a certificate; without a name it has a line to write one on.
func (s *certificateSheet) drawOne(p workbook.Participant) {
	s.page()
	s.bare[s.pdf.number()] = true
	s.stroke(accent, 3)
	s.pdf.rect(certificateEdge, certificateEdge, s.w-2*certificateEdge, s.h-2*certificateEdge, outlined)
	s.stroke(accent, 0.7)
	s.pdf.rect(certificateEdge+7, certificateEdge+7, s.w-2*certificateEdge-14, s.h-2*certificateEdge-14, outlined)

	s.y = certificateEdge + 56
	s.centered(13, bold, accent, join(" · ", s.of.School.Name, s.of.School.District))
	s.y += 14
	s.centered(32, bold, ink, s.about.Title)
	s.y += 26
	s.centered(13, regular, muted, s.t("certificate.this"))
	s.y += 10
	name := strings.TrimSpace(p.Name)
	if name == "" {
		name = s.t("certificate.nobody")
		s.y += leading(nameSize)
		s.hline(s.w/2-190, s.y, 380, rule, 0.8)
		s.y += 8
	} else {
		size := nameSize
		for size > 14 && s.faces[bold].width(s.print(bold, name), size) > s.w-2*certificateInner {
			size--
		}
		s.centered(size, bold, ink, name)
	}
	s.bookmark(0, certificateEdge, name)
	if said := join(", ", p.Title, p.Organization); said != "" {
		s.centered(13, regular, muted, said)
	}
	s.y += 18
	took := s.t("certificate.took-part")
	if p.Role != "" {
		took = s.t("certificate.took-part-as", "Role", s.t("certificate.as."+string(p.Role)))
	}
	s.centered(13, regular, ink, took)
	s.y += 6
	s.centered(20, bold, accent, s.of.Name)
	s.y += 6
	s.centered(13, regular, ink, s.held())
	var capabilities []string
	for _, c := range s.of.Capabilities() {
		capabilities = append(capabilities, s.t("capability."+string(c)))
	}
	if len(capabilities) > 0 && len(capabilities) <= 8 {
		s.y += 16
		s.centered(9.5, regular, muted, s.t("certificate.capabilities", "Capabilities", strings.Join(capabilities, ", ")))
	}
	s.drawSignatures()
}

// held says when, where and how long.
func (s *certificateSheet) held() string {
	day := ""
	if s.of.Date != "" {
		day = s.words.Date(s.of.Date)
	}
	return join(" · ", day, s.minutes(s.of.Minutes), s.of.Place)
}

// centered draws text in the middle of the page, as far as there is room above the lines for
// signatures.
func (s *certificateSheet) centered(size float64, st style, color rgb, text string) {
	lines := s.aligned(s.w-2*certificateInner, size, 0.5, s.say(st, color, text))
	for _, p := range lines {
		if s.y+p.height > s.h-certificateEdge-76 {
			return
		}
		p.draw(certificateInner, s.y)
		s.y += p.height
	}
}

// drawSignatures draws two lines to sign on.
func (s *certificateSheet) drawSignatures() {
	y := s.h - certificateEdge - 52
	sign := func(x float64, what, who string) {
		s.hline(x, y, signatureWidth, rule, 0.8)
		s.text(x, y+13, textSize, bold, ink, s.shorten(bold, textSize, signatureWidth, who))
		s.text(x, y+25, textSize, regular, muted, s.shorten(regular, textSize, signatureWidth, what))
	}
	facilitator := ""
	if list := s.of.WithRole(workbook.Facilitator); len(list) == 1 {
		facilitator = list[0].Name
	}
	sign(certificateInner, s.t("exercise-role.facilitator"), facilitator)
	sign(s.w-certificateInner-signatureWidth, s.t("exdoc.sponsor"), s.of.Sponsor)
}
