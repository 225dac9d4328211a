package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// report writes the figures of a part to the terminal and, when a document is named, between the part's marks in it.
type report struct {
	w    io.Writer
	doc  string
	name string
	text bytes.Buffer
}

func (r *report) begin(name string) {
	r.name = name
	r.text.Reset()
	_, _ = fmt.Fprintf(os.Stderr, "== %s\n", name)
}

func (r *report) printf(format string, args ...any) { fmt.Fprintf(&r.text, format, args...) }

// table writes a Markdown table.
func (r *report) table(head []string, rows [][]string) {
	line := func(cells []string) { r.printf("| %s |\n", strings.Join(cells, " | ")) }
	line(head)
	r.printf("|%s\n", strings.Repeat("---|", len(head)))
	for _, row := range rows {
		line(row)
	}
	r.printf("\n")
}

func (r *report) end(took time.Duration) error {
	text := strings.Replace(r.text.String(), "%TOOK%", took.Round(time.Second).String(), 1)
	_, _ = fmt.Fprintf(r.w, "### %s\n\n%s", r.name, text)
	if r.doc == "" {
		return nil
	}
	old, err := os.ReadFile(r.doc)
	if err != nil {
		return err
	}
	fresh, err := between(string(old), r.name, text)
	if err != nil {
		return fmt.Errorf("%s: %w", r.doc, err)
	}
	return os.WriteFile(r.doc, []byte(fresh), 0o644)
}

var errNoMarks = errors.New("the marks of this part are missing")

// between puts text between the marks <!-- bench:NAME --> and <!-- /bench:NAME --> of a document.
func between(doc, name, text string) (string, error) {
	open, shut := "<!-- bench:"+name+" -->\n", "<!-- /bench:"+name+" -->"
	head, rest, ok := strings.Cut(doc, open)
	if !ok {
		return "", fmt.Errorf("%w: %s", errNoMarks, name)
	}
	_, tail, ok := strings.Cut(rest, shut)
	if !ok {
		return "", fmt.Errorf("%w: %s", errNoMarks, name)
	}
	return head + open + strings.TrimRight(text, "\n") + "\n" + shut + tail, nil
}
