package paper

import (
	"fmt"
	"strings"
	"time"

	"schalter/internal/pdftext"
)

// Lengths in millimetres.
const (
	pageLeft, pageRight = 25.0, 190.0
	pageTop, pageBottom = 28.0, 270.0
	textPoints          = 10.0
	textPitch           = 5.0
	paragraphGap        = 2.2
	indent              = 6.0
	smallPoints         = 7.5
)

// Sheets is what is printed together: the contract, then each annex on a page of its own.
type Sheets struct {
	Texts []*Text
	Facts Facts
	// Name stands on every page beside their numbers; Creator is the program, Created the day in Berlin.
	Name, Creator string
	Created       time.Time
}

// Print sets the pages.
func Print(s Sheets) ([]byte, error) {
	title := s.Name
	p := newSetter(pdftext.Metadata{Title: title, Creator: s.Creator, Created: s.Created}, s.Facts)
	for i, t := range s.Texts {
		if i > 0 {
			p.newPage()
		}
		for _, b := range t.blocks {
			p.block(b, pageLeft)
		}
	}
	p.frame(s.Name, "Seite %d von %d")
	return p.bytes()
}

// setter sets lines from above to below.
type setter struct {
	*pdftext.Document
	facts Facts
	y     float64
	// fresh says that nothing stands on the page yet.
	fresh bool
}

func newSetter(m pdftext.Metadata, f Facts) *setter {
	return &setter{Document: pdftext.New(m), facts: f, y: pageTop, fresh: true}
}

func (p *setter) newPage() {
	p.AddPage()
	p.y, p.fresh = pageTop, true
}

func (p *setter) bytes() ([]byte, error) {
	if fault := p.Fault(); fault != "" {
		return nil, fmt.Errorf("the contract cannot be printed: %s", fault)
	}
	return p.Bytes()
}

// room makes sure that a height is left on the page.
func (p *setter) room(height float64) {
	if p.y+height > pageBottom && !p.fresh {
		p.newPage()
	}
}

// gap leaves room above what follows, but not at the top of a page.
func (p *setter) gap(height float64) {
	if !p.fresh {
		p.y += height
	}
}

func (p *setter) block(b block, x float64) {
	switch b.kind {
	case headingBlock:
		p.heading(b.level, p.filled(b.runs), x)
	case paragraphBlock:
		p.paragraph(p.filled(b.runs), x)
	case ruleBlock:
		p.room(textPitch)
		p.Rule(x, p.y, pageRight, p.y, 0.15, 120)
		p.y += textPitch
	case listBlock:
		p.list(b, x)
	case placeholderBlock:
		p.lines(p.facts.Lists[b.list], x)
	}
}

// filled puts facts in place of placeholders.
func (p *setter) filled(runs []run) []run {
	list := make([]run, len(runs))
	for i, r := range runs {
		if r.placeholder != "" {
			r.text = p.facts.Values[r.placeholder]
			if strings.TrimSpace(r.text) == "" {
				r.text = Missing
			}
		}
		list[i] = r
	}
	return list
}

// heading is set bold; at least two lines of what follows stand on its page.
func (p *setter) heading(level int, runs []run, x float64) {
	points, above := 11.0, 3.0
	switch level {
	case 1:
		points, above = 17, 0
	case 2:
		points, above = 12, 4
	}
	for i := range runs {
		runs[i].bold = true
	}
	p.gap(above)
	p.room(points*0.5 + 3*textPitch)
	p.set(runs, points, points*0.5, x, pageRight-x)
	p.y += 1.5
}

func (p *setter) paragraph(runs []run, x float64) {
	p.set(runs, textPoints, textPitch, x, pageRight-x)
	p.y += paragraphGap
}

// list sets points with dashes or numbers.
func (p *setter) list(b block, x float64) {
	for i, item := range b.items {
		mark := "–"
		if b.first > 0 {
			mark = fmt.Sprintf("%d.", b.first+i)
		}
		p.room(textPitch)
		p.Line(pdftext.Regular(), textPoints, x, p.y, mark)
		for _, inner := range item {
			p.block(inner, x+indent)
		}
	}
}

// lines sets the list of a placeholder.
func (p *setter) lines(list []Line, x float64) {
	if len(list) == 0 {
		list = []Line{{Text: Missing}}
	}
	for _, l := range list {
		text := []run{{text: l.Text}}
		switch l.Kind {
		case Heading:
			p.heading(3, text, x)
		case Paragraph:
			p.paragraph(text, x)
		case ToSign:
			p.toSign(l.Text, x)
		default:
			p.room(textPitch)
			p.Line(pdftext.Regular(), textPoints, x, p.y, "–")
			p.set(text, textPoints, textPitch, x+indent, pageRight-x-indent)
			p.y += paragraphGap / 2
		}
	}
	p.y += paragraphGap / 2
}

// toSign is a line for a name, with a text below.
func (p *setter) toSign(text string, x float64) {
	const height = 14.0
	p.room(height + textPitch)
	p.y += height
	p.Rule(x, p.y-4, x+100, p.y-4, 0.2, 90)
	p.set([]run{{text: text}}, 9, 4.5, x, pageRight-x)
	p.y += paragraphGap
}

// frame prints what stands on every page.
func (p *setter) frame(name, numbers string) {
	p.OnEachPage(func(number, of int) {
		p.Rule(pageLeft, 280, pageRight, 280, 0.15, 120)
		page := numbers
		if strings.Contains(numbers, "%d") {
			page = fmt.Sprintf(numbers, number, of)
		}
		width := pdftext.Regular().Width(page, smallPoints)
		p.Shrunk(pdftext.Regular(), smallPoints, 4, pageLeft, 284.5, pageRight-pageLeft-width-4, shown(name))
		p.Line(pdftext.Regular(), smallPoints, pageRight-width, 284.5, page)
	})
}

func shown(s string) string {
	s, _ = pdftext.Shown(s)
	return s
}
