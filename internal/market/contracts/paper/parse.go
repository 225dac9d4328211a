package paper

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"schalter/internal/pdftext"
)

// Text is a template that was read: blocks one below the other.
type Text struct{ blocks []block }

// block is a heading, a paragraph, a list or a rule.
type block struct {
	kind  blockKind
	level int
	runs  []run
	// items are those of a list; first is the number of the first one of a numbered list, 0 of one with dashes.
	items [][]block
	first int
	// list is the placeholder that stands alone.
	list string
}

type blockKind int

const (
	headingBlock blockKind = iota
	paragraphBlock
	listBlock
	ruleBlock
	placeholderBlock
)

// run is text of one face, or a placeholder in a sentence.
type run struct {
	text        string
	bold        bool
	placeholder string
}

// Problem is what a template may not hold. Kind names the sentence that says so, What is what was found.
type Problem struct{ Kind, What string }

// The kinds of problem.
const (
	// UnknownPlaceholder: there is none of that name.
	UnknownPlaceholder = "placeholder"
	// ListInSentence: a placeholder of a list does not stand alone.
	ListInSentence = "list_in_sentence"
	// UnknownMarkup: something else than headings, paragraphs, lists and bold.
	UnknownMarkup = "markup"
	// Unprintable: a character that the fonts do not have.
	Unprintable = "character"
)

// maxDepth is how deep lists may stand in lists.
const maxDepth = 3

// Parse reads a template. With problems, there is no text.
func Parse(source string) (*Text, []Problem) {
	p := &parsing{source: []byte(source)}
	root := goldmark.DefaultParser().Parse(text.NewReader(p.source))
	blocks := p.children(root, 0)
	if len(p.problems) > 0 {
		return nil, p.problems
	}
	return &Text{blocks}, nil
}

type parsing struct {
	source   []byte
	problems []Problem
}

func (p *parsing) fail(kind, what string) {
	found := Problem{kind, what}
	if !slices.Contains(p.problems, found) {
		p.problems = append(p.problems, found)
	}
}

func (p *parsing) children(parent ast.Node, depth int) (blocks []block) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		blocks = append(blocks, p.block(n, depth)...)
	}
	return blocks
}

func (p *parsing) block(n ast.Node, depth int) []block {
	switch n := n.(type) {
	case *ast.Heading:
		return p.sentence(n, block{kind: headingBlock, level: n.Level})
	case *ast.Paragraph, *ast.TextBlock:
		return p.sentence(n, block{kind: paragraphBlock})
	case *ast.ThematicBreak:
		return []block{{kind: ruleBlock}}
	case *ast.List:
		if depth == maxDepth {
			p.fail(UnknownMarkup, "list")
			return nil
		}
		b := block{kind: listBlock}
		if n.IsOrdered() {
			b.first = max(n.Start, 1)
		}
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			b.items = append(b.items, p.children(item, depth+1))
		}
		return []block{b}
	}
	p.fail(UnknownMarkup, strings.ToLower(n.Kind().String()))
	return nil
}

// sentence reads the runs of a heading or a paragraph; one that is nothing but the placeholder of a list becomes that.
func (p *parsing) sentence(n ast.Node, b block) []block {
	b.runs = p.placeholders(p.runs(n, false))
	for _, r := range b.runs {
		if !slices.Contains(lists, r.placeholder) {
			continue
		}
		if b.kind == paragraphBlock && len(b.runs) == 1 {
			return []block{{kind: placeholderBlock, list: r.placeholder}}
		}
		p.fail(ListInSentence, r.placeholder)
	}
	return []block{b}
}

func (p *parsing) runs(parent ast.Node, bold bool) (runs []run) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			s := string(util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(n.Segment.Value(p.source)))))
			switch {
			case n.HardLineBreak():
				s += "\n"
			case n.SoftLineBreak():
				s += " "
			}
			p.checkPrintable(s)
			runs = append(runs, run{text: s, bold: bold})
		case *ast.Emphasis:
			if n.Level != 2 {
				p.fail(UnknownMarkup, "emphasis")
			}
			runs = append(runs, p.runs(n, true)...)
		default:
			p.fail(UnknownMarkup, strings.ToLower(n.Kind().String()))
		}
	}
	return runs
}

func (p *parsing) checkPrintable(s string) {
	for _, c := range s {
		if c != '\n' && !pdftext.Printable(string(c)) {
			p.fail(Unprintable, fmt.Sprintf("%c (U+%04X)", c, c))
		}
	}
}

var placeholderForm = regexp.MustCompile(`\{\{\s*([^{}]*?)\s*\}\}`)

// placeholders takes placeholders out of runs. goldmark cuts text wherever Markdown might begin: runs of one face are joined first.
func (p *parsing) placeholders(runs []run) (list []run) {
	for _, r := range joined(runs) {
		at := 0
		for _, found := range placeholderForm.FindAllStringSubmatchIndex(r.text, -1) {
			list = appendText(list, r.text[at:found[0]], r.bold)
			name := r.text[found[2]:found[3]]
			if !slices.Contains(values, name) && !slices.Contains(lists, name) {
				p.fail(UnknownPlaceholder, "{{"+name+"}}")
			}
			list = append(list, run{placeholder: name, bold: r.bold})
			at = found[1]
		}
		list = appendText(list, r.text[at:], r.bold)
	}
	for _, r := range list {
		if strings.Contains(r.text, "{{") || strings.Contains(r.text, "}}") {
			p.fail(UnknownPlaceholder, strings.TrimSpace(r.text))
		}
	}
	return list
}

func appendText(list []run, s string, bold bool) []run {
	if s == "" {
		return list
	}
	return append(list, run{text: s, bold: bold})
}

func joined(runs []run) (list []run) {
	for _, r := range runs {
		if n := len(list); n > 0 && list[n-1].bold == r.bold {
			list[n-1].text += r.text
			continue
		}
		list = append(list, r)
	}
	return list
}

// Uses reports whether a template has a placeholder.
func (t *Text) Uses(name string) bool { return uses(t.blocks, name) }

func uses(blocks []block, name string) bool {
	for _, b := range blocks {
		if b.list == name || slices.ContainsFunc(b.runs, func(r run) bool { return r.placeholder == name }) {
			return true
		}
		for _, item := range b.items {
			if uses(item, name) {
				return true
			}
		}
	}
	return false
}

// Title is the text of the first heading, for what the PDF says about itself.
func (t *Text) Title() string {
	for _, b := range t.blocks {
		if b.kind == headingBlock {
			var title bytes.Buffer
			for _, r := range b.runs {
				title.WriteString(r.text)
			}
			return title.String()
		}
	}
	return ""
}
