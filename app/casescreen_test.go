package app

import (
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"forethought/app/kit"
	"forethought/workbook"
)

func (b *bench) reader() *caseReader { return b.shell.screen(caseScreen).(*caseReader) }

// openPart opens a part of the case by its chip.
func (b *bench) openPart(part string) *casePart {
	b.t.Helper()
	b.open(caseScreen)
	b.reader().chips[part].Tapped(nil)
	b.resize(b.desk.window.Canvas().Size().Width, b.desk.window.Canvas().Size().Height)
	if b.reader().part != part {
		b.t.Fatalf("the chip opened %q, want %q", b.reader().part, part)
	}
	return b.reader().parts[part]
}

// eachShown visits what is in the window below an object.
func eachShown(o fyne.CanvasObject, visit func(fyne.CanvasObject)) {
	if !o.Visible() {
		return
	}
	visit(o)
	switch o := o.(type) {
	case *fyne.Container:
		for _, child := range o.Objects {
			eachShown(child, visit)
		}
	case fyne.Widget:
		for _, child := range test.WidgetRenderer(o).Objects() {
			eachShown(child, visit)
		}
	}
}

// linksIn lists the links below an object by what they say.
func linksIn(o fyne.CanvasObject) map[string]*kit.Button {
	links := map[string]*kit.Button{}
	eachShown(o, func(o fyne.CanvasObject) {
		if l, ok := o.(*kit.Button); ok {
			links[l.Label] = l
		}
	})
	return links
}

// wordsIn lists the texts below an object.
func wordsIn(o fyne.CanvasObject) []string {
	var words []string
	eachShown(o, func(o fyne.CanvasObject) {
		switch o := o.(type) {
		case *kit.Text:
			words = append(words, o.Text())
		case *kit.Pill:
			words = append(words, o.AccessibilityLabel())
		}
	})
	return words
}

// inView reports whether an object's beginning is within the feed.
func (b *bench) inView(p *casePart, o fyne.CanvasObject) bool {
	driver := fyne.CurrentApp().Driver()
	y := driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(p.feed.Object()).Y
	return y > -1 && y < p.feed.Object().Size().Height
}

func (b *bench) checkLanded(part, id string) {
	b.t.Helper()
	s := b.reader()
	if b.shell.current != caseScreen || s.part != part {
		b.t.Fatalf("the link led to %s, part %s; want the case, part %s", b.shell.current, s.part, part)
	}
	p := s.parts[part]
	for other, m := range p.marks {
		if m.On() != (other == id) {
			b.t.Errorf("in %s, %s is set off: %t", part, other, m.On())
		}
	}
	if m := p.marks[id]; m == nil {
		b.t.Errorf("%s is not on the page", id)
	} else if !b.inView(p, m.Object()) {
		b.t.Errorf("%s is not in view", id)
	}
}

func TestACitationLeadsToItsSource(t *testing.T) {
	b := newBench(t)
	b.sample()
	p := b.openPart(partSummary)
	last := b.desk.theCase.Sources[4]
	links := linksIn(p.object())
	link := links["[5] "+last.Title]
	if link == nil {
		t.Fatalf("the summary cites no source 5, only %d sources", len(links))
	}
	link.Tapped(nil)
	b.settle()
	b.checkLanded(partSources, last.ID)
	b.reader().chips[partSummary].Tapped(nil)
	b.shell.goTo(place{screen: caseScreen, part: partSources, id: "dossier"})
	b.checkLanded(partSources, "dossier")
}

func TestTheAnswerPaneLeadsToASource(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(checklistsScreen)
	for _, o := range b.checklists().detail.sources.Objects {
		b.open(checklistsScreen)
		o.(*kit.Button).Tapped(nil)
		b.settle()
		at := strings.Index(o.(*kit.Button).Label, "]")
		n := int(o.(*kit.Button).Label[at-1] - '0')
		b.checkLanded(partSources, b.desk.theCase.Sources[n-1].ID)
	}
}

func TestEveryPlaceOfTheCaseCanBeLandedOn(t *testing.T) {
	b := newBench(t)
	b.sample()
	b.open(caseScreen)
	c := b.desk.theCase
	land := func(part, id string) {
		t.Helper()
		b.shell.goTo(place{screen: caseScreen, part: part, id: id})
		b.checkLanded(part, id)
	}
	for _, i := range []int{0, 40, len(c.Timeline) - 1, 12} {
		land(partTimeline, c.Timeline[i].ID)
	}
	for _, i := range []int{20, 1, len(c.Figures) - 1} {
		land(partFigures, c.Figures[i].ID)
	}
	for _, i := range []int{62, 0, 33} {
		land(partItems, c.Items[i].ID)
	}
	land(partOpen, c.OpenQuestions[3].ID)
	land(partSummary, c.Facts[0].ID)
	land(partSummary, c.Facts[len(c.Facts)-1].ID)

	// A filter that hides what a link leads to gives way.
	b.reader().parts[partTimeline].choose("before")
	land(partTimeline, c.Timeline[len(c.Timeline)-1].ID)

	// What is not there leaves the part as it is, with nothing set off.
	b.shell.goTo(place{screen: caseScreen, part: partItems, id: "no-such-item"})
	for id, m := range b.reader().parts[partItems].marks {
		if m.On() {
			t.Errorf("%s is set off after a link that leads nowhere", id)
		}
	}
}

// pageThrough reads a part from top to bottom with Page Down and gives the ids of its cards
// in the order in which they first come into the window.
func (b *bench) pageThrough(p *casePart) []string {
	b.t.Helper()
	b.key(fyne.KeyHome)
	var ids []string
	for range 400 {
		for _, c := range p.shown {
			if m := p.marks[c.id]; m != nil && c.id != "" && !slices.Contains(ids, c.id) && b.inView(p, m.Object()) {
				ids = append(ids, c.id)
			}
		}
		before := p.feed.Offset()
		b.desk.window.Canvas().OnTypedKey()(&fyne.KeyEvent{Name: fyne.KeyPageDown})
		if p.feed.Offset() == before {
			return ids
		}
	}
	b.t.Fatal("Page Down does not come to an end")
	return nil
}

func TestTheTimelineIsReadPhaseByPhase(t *testing.T) {
	b := newBench(t)
	b.sample()
	p := b.openPart(partTimeline)
	c := b.desk.theCase
	want := map[string][]string{}
	var all []string
	for _, ph := range workbook.Phases() {
		for _, e := range c.Timeline {
			if e.Phase == ph {
				want[string(ph)] = append(want[string(ph)], e.ID)
				all = append(all, e.ID)
			}
		}
	}
	if got := b.pageThrough(p); !slices.Equal(got, all) {
		t.Errorf("paging shows %d events in this order:\n%v\nwant %d, each phase together:\n%v", len(got), got, len(all), all)
	}
	for _, ph := range []string{"after", "inquiry"} {
		p.filters[ph].Tapped(nil)
		if got := b.pageThrough(p); !slices.Equal(got, want[ph]) {
			t.Errorf("the phase %s shows\n%v\nwant\n%v", ph, got, want[ph])
		}
	}
	b.shell.goTo(place{screen: caseScreen, part: partTimeline, id: "t-summer-workmen"})
	words := strings.Join(wordsIn(p.marks["t-summer-workmen"].Object()), "\n")
	for _, w := range []string{"July 2004", "Men posing as workmen", "disputed"} {
		if !strings.Contains(words, w) {
			t.Errorf("the event does not say %q:\n%s", w, words)
		}
	}
	item := c.Timeline[4].Items[0]
	it, _ := c.Item(item)
	linksIn(p.marks["t-summer-workmen"].Object())[it.Title].Tapped(nil)
	b.checkLanded(partItems, item)
}

func TestTimesAreAsExactAsTheRecord(t *testing.T) {
	b := newBench(t)
	w := caseWriter{desk: b.desk}
	for _, x := range []struct {
		when, until string
		about       bool
		want        string
	}{
		{"1992", "", false, "1992"},
		{"2004-10", "", true, "About October 2004"},
		{"2004-09-01 09:11", "", false, "1 September 2004, 09:11"},
		{"2004-09-01 11:00", "2004-09-01 11:30", false, "1 September 2004, 11:00 to 11:30"},
		{"2004-09-03 13:05", "2004-09-03", true, "3 September 2004, about 13:05 and later that day"},
		{"2005", "2006-12-08", false, "2005 to 8 December 2006"},
	} {
		if got := w.when(workbook.TimelineEvent{When: x.when, Until: x.until, Approx: x.about}); got != x.want {
			t.Errorf("%s until %s is written %q, want %q", x.when, x.until, got, x.want)
		}
	}
}

func TestEveryValueOfAFigureIsShownAndNonePicked(t *testing.T) {
	b := newBench(t)
	b.sample()
	p := b.openPart(partFigures)
	for _, f := range b.desk.theCase.Figures {
		b.shell.goTo(place{screen: caseScreen, part: partFigures, id: f.ID})
		words := wordsIn(p.marks[f.ID].Object())
		heads := words[2:5] // after title and note: the heads of the table
		for _, v := range f.Values {
			at := slices.Index(words, v.Value)
			if at < 0 || words[at+1] != v.GivenBy {
				t.Errorf("%s: %q does not stand beside %q", f.ID, v.Value, v.GivenBy)
				continue
			}
			words = words[at+1:] // in the record's order
		}
		bold := f.Title + " " + strings.Join(heads, " ")
		eachShown(p.marks[f.ID].Object(), func(o fyne.CanvasObject) {
			if text, ok := o.(*canvas.Text); ok && (text.TextStyle.Bold || text.TextStyle.Italic) && !strings.Contains(bold, strings.TrimSpace(text.Text)) {
				t.Errorf("%s: %q is set off", f.ID, text.Text)
			}
		})
	}
}

func TestAnItemSaysWhereItComesFromAndLeadsToItsAnswer(t *testing.T) {
	b := newBench(t)
	b.sample()
	p := b.openPart(partItems)
	c := b.desk.theCase
	for _, it := range c.Items {
		b.shell.goTo(place{screen: caseScreen, part: partItems, id: it.ID})
		words := strings.Join(wordsIn(p.marks[it.ID].Object()), "\n")
		for _, w := range []string{it.Title, it.Shows, it.Ask, b.desk.text("basis." + string(it.Basis)), it.Evidence[0].Section} {
			if !strings.Contains(words, w) {
				t.Errorf("%s does not say %q", it.ID, w)
			}
		}
		if added := strings.Contains(words, "Added from: ["); added != (len(it.AddedFrom) > 0) {
			t.Errorf("%s is marked as added: %t", it.ID, added)
		}
	}
	it := c.Items[40]
	b.shell.goTo(place{screen: caseScreen, part: partItems, id: it.ID})
	linksIn(p.marks[it.ID].Object())["Answer this for your school"].Tapped(nil)
	b.settle()
	if b.shell.current != checklistsScreen || b.checklists().item != it.ID {
		t.Errorf("the link led to %s, item %s; want the checklists, %s", b.shell.current, b.checklists().item, it.ID)
	}
}

func TestOpenQuestionsAndSourcesSayWhatTheyHold(t *testing.T) {
	b := newBench(t)
	b.sample()
	c := b.desk.theCase
	for _, q := range c.OpenQuestions {
		b.shell.goTo(place{screen: caseScreen, part: partOpen, id: q.ID})
		words := wordsIn(b.reader().parts[partOpen].marks[q.ID].Object())
		for _, w := range []string{q.Title, "Still open", q.Missing, q.Meanwhile} {
			if !slices.Contains(words, w) {
				t.Errorf("%s does not say %q", q.ID, w)
			}
		}
	}
	total := 0
	for i, s := range c.Sources {
		b.shell.goTo(place{screen: caseScreen, part: partSources, id: s.ID})
		words := wordsIn(b.reader().parts[partSources].marks[s.ID].Object())
		n := resting(c, s.ID)
		total += n
		for _, w := range []string{s.Publisher, s.Note, b.desk.text("case.sources.statements", "Count", n)} {
			if !slices.Contains(words, w) {
				t.Errorf("source %d does not say %q, only %q", i+1, w, words)
			}
		}
	}
	if statements := len(c.Summary) + len(c.Facts) + len(c.Timeline) + len(c.Items) + len(c.OpenQuestions); total < statements {
		t.Errorf("%d statements rest on a source, of more than %d", total, statements)
	}
}

func TestTheCaseIsReadWithTheKeyboardAndWithoutASchool(t *testing.T) {
	b := newBench(t)
	w, err := b.desk.shelf.Create(context.Background(), filepath.Join(b.dir, "empty.forethought"))
	if err != nil {
		t.Fatal(err)
	}
	b.desk.prefs.SetBool("care."+b.desk.theCase.ID, true)
	b.desk.setBook(w)
	b.settle()
	b.open(caseScreen)
	s := b.reader()
	for _, part := range s.offered() {
		if s.part != part {
			t.Fatalf("the right arrow came to %s, want %s", s.part, part)
		}
		if part != partSummary {
			b.key(fyne.KeyEnd)
			cards := s.parts[part].content.cards
			last := cards[len(cards)-1]
			if m := s.parts[part].marks[last.id]; m == nil || part != partItems && part != partTimeline && !b.inView(s.parts[part], m.Object()) {
				t.Errorf("End does not show the last card of %s", part)
			}
			b.key(fyne.KeyHome)
			if s.parts[part].feed.Offset() != 0 {
				t.Errorf("Home does not come back to the top of %s", part)
			}
		}
		b.key(fyne.KeyRight)
	}
	b.key(fyne.KeyLeft)
	if s.part != partOpen {
		t.Errorf("the left arrow came to %s, want %s", s.part, partOpen)
	}
	b.key(fyne.KeyDown)
	down := s.parts[partOpen].feed.Offset()
	b.key(fyne.KeyUp)
	if down <= 0 || s.parts[partOpen].feed.Offset() != 0 {
		t.Errorf("down goes to %.0f and up comes back to %.0f", down, s.parts[partOpen].feed.Offset())
	}

	b.desk.window.Canvas().Focus(s.chips[partOpen])
	s.chips[partOpen].TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
	if s.part != partSources || b.desk.window.Canvas().Focused() != s.chips[partSources] {
		t.Error("an arrow key on a chip does not take the focus along")
	}

	it := b.desk.theCase.Items[0]
	b.shell.goTo(place{screen: caseScreen, part: partItems, id: it.ID})
	linksIn(s.parts[partItems].marks[it.ID].Object())["Answer this for your school"].Tapped(nil)
	b.settle()
	if words := wordsIn(b.shell.content); !slices.Contains(words, b.desk.text("checklists.no-school")) {
		t.Errorf("without a school the checklists say %q", words)
	}
}

func TestTheCaseFitsItsWindowAndCanBeRead(t *testing.T) {
	b := newBench(t)
	b.sample()
	for _, x := range []struct{ width, height, scale float32 }{{1024, 700, 1}, {1024, 700, 1.5}, {1920, 1080, 1}} {
		fyne.CurrentApp().Settings().SetTheme(kit.Theme{Variant: kit.Light, Scale: x.scale})
		b.shell.rebuild()
		b.resize(x.width, x.height)
		for _, part := range caseParts() {
			p := b.openPart(part)
			for range 3 {
				b.checkFits(p, part, x.scale)
				b.key(fyne.KeyPageDown)
			}
		}
	}
}

// checkFits looks for text that leaves the card or runs in lines too long to read.
func (b *bench) checkFits(p *casePart, part string, scale float32) {
	b.t.Helper()
	driver := fyne.CurrentApp().Driver()
	left := driver.AbsolutePositionForObject(p.feed.Object()).X
	right := left + p.feed.Object().Size().Width
	eachShown(p.feed.Object(), func(o fyne.CanvasObject) {
		text, ok := o.(*kit.Text)
		if !ok || text.Text() == "" {
			return
		}
		x, size := driver.AbsolutePositionForObject(text).X, text.Size()
		if x < left || x+size.Width > right+1 {
			b.t.Errorf("%s: %q runs from %.0f to %.0f, outside of %.0f to %.0f", part, text.Text(), x, x+size.Width, left, right)
		}
		if long := len(text.Text()) > 120; long && size.Width > readingWidth*scale+1 {
			b.t.Errorf("%s: %q stands in lines of %.0f", part, text.Text(), size.Width)
		}
	})
}

func TestABasisIsAWordWithoutAStatusSign(t *testing.T) {
	b := newBench(t)
	for _, basis := range workbook.Bases() {
		eachShown(caseWriter{desk: b.desk}.basis(basis), func(o fyne.CanvasObject) {
			if _, ok := o.(*kit.Icon); ok {
				t.Errorf("%s stands with a sign", basis)
			}
		})
	}
}

func TestTabReachesEveryLinkOfALongPart(t *testing.T) {
	b := newBench(t)
	b.sample()
	p := b.openPart(partTimeline)
	c := b.desk.window.Canvas()
	c.Focus(p.filters["inquiry"])
	events, links, before := b.desk.theCase.Timeline, 0, float32(0)
	for c.FocusNext(); ; c.FocusNext() {
		link, ok := c.Focused().(*kit.Button)
		if !ok || link.Label == b.desk.text("app.redo") {
			break
		}
		kit.Reveal(link) // as whatever gains the focus asks
		if !b.inView(p, link) || p.feed.Offset() < before {
			t.Fatalf("after %d links Tab goes to %q, in view: %t, at %.0f after %.0f", links, link.Label, b.inView(p, link), p.feed.Offset(), before)
		}
		links, before = links+1, p.feed.Offset()
	}
	want := 0
	for _, e := range events {
		want += len(b.desk.theCase.Citations(e.Evidence)) + len(e.Items)
	}
	if links != want {
		t.Errorf("Tab goes to %d links of %d", links, want)
	}
}
