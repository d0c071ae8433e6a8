package export

import (
	"forethought/workbook"
)

// drawCover draws the cover: whose plan it is, of which day, by whom, for whose eyes, and
// which case it rests on.
func (b *planBook) drawCover() {
	none := b.t("plan.not-stated")
	orNone := func(s string) string {
		if s == "" {
			return none
		}
		return s
	}
	date := none
	if b.plan.On != "" {
		date = b.words.Date(b.plan.On)
	}
	c := cover{
		kind: b.t("plan.title"), title: b.plan.School.Name, below: b.plan.School.District,
		statement: b.t("plan.cover.statement"),
	}
	if b.public() {
		c.statement = b.t("plan.cover.public-statement")
	}
	c.says(b.t("plan.cover.date"), date)
	if !b.plan.Audience.Withholds(workbook.LeftOutPreparedBy) {
		c.says(b.t("plan.cover.prepared-by"), orNone(b.plan.PreparedBy))
	}
	if a := b.plan.Audience; a != "" && a != workbook.FullAudience {
		c.says(b.t("plan.cover.audience"), b.t("audience."+string(a)))
	}
	c.says(b.t("plan.cover.address"), b.plan.School.Address)
	c.says(b.t("plan.cover.case"), b.plan.Case.Title)
	b.frame.cover(c)
}

// drawPromulgation draws the statement that puts the plan in force and the lines to sign.
func (b *planBook) drawPromulgation() {
	b.part("", b.t("plan.promulgation.title"), toPromulgation, newPage)
	b.y += 6
	b.flow(sideMargin, b.passage(b.width()*0.92, leadSize, regular, ink,
		b.t("plan.promulgation.statement", "School", b.plan.School.Name)))
	b.y += 22
	t := b.newTable(
		column{b.t("plan.promulgation.role"), 130}, column{b.t("plan.promulgation.name"), 130},
		column{b.t("plan.promulgation.signature"), 170}, column{b.t("plan.promulgation.date"), 86},
	)
	var rows []row
	for _, role := range []string{
		b.t("plan.sign.principal"), b.t("plan.sign.superintendent"), b.t("plan.sign.police"), b.t("plan.sign.fire"),
	} {
		cell := b.paragraph(t.inner(0), textSize, b.say(bold, ink, role))
		rows = append(rows, row{cells: [][]piece{append([]piece{{height: 30}}, append(cell, piece{height: 2})...)}})
	}
	t.draw(rows)
	b.y += 16
	b.flow(sideMargin, b.passage(b.width()*0.92, 8.5, regular, muted, b.t("plan.promulgation.note")))
}

// drawRecord draws the record of changes from the workbook's history, newest first, with
// lines for changes made by hand.
func (b *planBook) drawRecord() {
	b.part("", b.t("plan.record.title"), toRecord, newPage)
	b.intro(b.t("plan.record.intro"))
	t := b.newTable(
		column{b.t("plan.record.date"), 100}, column{b.t("plan.record.who"), 170},
		column{b.t("plan.record.what"), 246},
	)
	var rows []row
	for _, r := range b.plan.Record {
		who := []span{b.say(bold, ink, r.Author)}
		if r.Role != "" {
			who = append(who, b.say(regular, muted, ", "+r.Role))
		}
		if r.Author == "" {
			who = []span{b.say(regular, muted, join(", ", b.t("plan.not-stated"), r.Role))}
		}
		rows = append(rows, row{cells: [][]piece{
			b.paragraph(t.inner(0), cellSize, b.say(regular, ink, b.words.Date(r.On))),
			b.paragraph(t.inner(1), cellSize, who...),
			b.paragraph(t.inner(2), cellSize, b.say(regular, ink, b.touched(r))),
		}})
	}
	t.draw(rows)
	t.write(3, 24)
	b.leftOut(workbook.LeftOutOlderRecord, "plan.left-out.older-record")
}

// touched says how much a line of the record concerns.
func (b *planBook) touched(r workbook.RecordLine) string {
	count := func(key string, n int) string {
		if n == 0 {
			return ""
		}
		return b.t(key, "Count", n)
	}
	if r.CaseTo > 0 {
		return b.t("plan.record.case", "From", r.CaseFrom, "Version", r.CaseTo)
	}
	return join(", ", count("plan.record.answers", r.Answers),
		count("plan.record.actions", r.Actions), count("plan.record.details", r.Details))
}

// leftOut says, where it belongs, how much of something the plan leaves out.
func (b *planBook) leftOut(code, key string) {
	for _, l := range b.plan.LeftOut {
		if l.Code == code {
			b.y += 8
			said := b.t(key, "Count", l.Count)
			if titles := b.withdrawnTitles(); code == workbook.LeftOutNoItem && titles != "" {
				said += " " + b.t("plan.left-out.withdrawn-titles", "Titles", titles)
			}
			b.flow(sideMargin, b.paragraph(b.width(), 8, b.say(regular, muted, said)))
		}
	}
}

// withdrawnTitles names the items that the case does not hold any more and the school answered.
func (b *planBook) withdrawnTitles() string {
	var titles []string
	for _, w := range b.plan.Withdrawn {
		titles = append(titles, w.Item().Title)
	}
	return join("; ", titles...)
}

// drawDistribution draws who receives the plan, with lines for further copies.
func (b *planBook) drawDistribution() {
	t := b.newTable(
		column{b.t("plan.distribution.name"), 150}, column{b.t("plan.distribution.role"), 176},
		column{b.t("plan.distribution.received"), 80}, column{b.t("plan.distribution.signature"), 110},
	)
	var rows []row
	for _, c := range b.plan.Distribution {
		rows = append(rows, row{cells: [][]piece{
			b.paragraph(t.inner(0), cellSize, b.say(bold, ink, c.Name)),
			append(b.paragraph(t.inner(1), cellSize, b.say(regular, ink, join(", ", c.Role, c.Organization))),
				b.paragraph(t.inner(1), smallSize, b.say(regular, muted, join(" · ", c.Phone, c.Email)))...),
		}})
	}
	height := partHead + t.headHeight() + 4*24
	for _, r := range rows {
		height += t.height(r)
	}
	b.part("", b.t("plan.distribution.title"), toDistribution, min(height, b.bodyHeight()*0.5))
	b.intro(b.t("plan.distribution.intro"))
	t.draw(rows)
	t.write(6, 24)
	b.leftOut(workbook.LeftOutContactLines, "plan.left-out.contact-lines")
}
