package pades

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// Append returns a document with the pages of another one behind its own, as an incremental update: the document itself stays byte for
// byte at the beginning. Both must be of package pdftext.
func Append(pdf, pages []byte) ([]byte, error) {
	d, err := read(pdf)
	if err != nil {
		return nil, err
	}
	more, err := read(pages)
	if err != nil {
		return nil, err
	}
	own := number(pagesForm, []byte(d.catalog))
	tree, err := d.object(own)
	if err != nil {
		return nil, err
	}
	added := number(pagesForm, []byte(more.catalog))
	u := &update{out: withNewline(d.pdf), offsets: map[int]int{}}
	joined, err := joinTrees(tree, more, added, added+d.size)
	if err != nil {
		return nil, err
	}
	u.add(own, []byte(joined))
	for n := 1; n < more.size; n++ {
		if n == more.root || n == more.info {
			continue
		}
		object, err := more.whole(n)
		if err != nil {
			return nil, err
		}
		object = renumber(object, d.size)
		if n == added {
			object = []byte(with(string(object), fmt.Sprintf("/Parent %d 0 R", own)))
		}
		u.add(n+d.size, object)
	}
	return d.crossReference(u.out, u.offsets, u.order, d.size+more.size), nil
}

// update is what is written behind a document, and where its objects begin.
type update struct {
	out     []byte
	offsets map[int]int
	order   []int
}

func (u *update) add(n int, object []byte) {
	u.offsets[n] = len(u.out)
	u.order = append(u.order, n)
	u.out = fmt.Appendf(u.out, "%d 0 obj\n%s\nendobj\n", n, object)
}

func withNewline(pdf []byte) []byte {
	out := bytes.Clone(pdf)
	if out[len(out)-1] != '\n' {
		out = append(out, '\n')
	}
	return out
}

var (
	kidsList  = regexp.MustCompile(`/Kids \[([^\]]*)\]`)
	pageCount = regexp.MustCompile(`/Count (\d+)`)
	reference = regexp.MustCompile(`\b(\d+) 0 R\b`)
)

// joinTrees is a tree of pages with another one as its last branch, which is then called as says.
func joinTrees(tree string, more *document, added, as int) (string, error) {
	branch, err := more.object(added)
	if err != nil {
		return "", err
	}
	count := number(pageCount, []byte(branch))
	if count == 0 || !kidsList.MatchString(tree) || !pageCount.MatchString(tree) {
		return "", fmt.Errorf("%w: no pages", ErrForm)
	}
	tree = kidsList.ReplaceAllString(tree, fmt.Sprintf("/Kids [$1 %d 0 R]", as))
	return pageCount.ReplaceAllString(tree, fmt.Sprintf("/Count %d", number(pageCount, []byte(tree))+count)), nil
}

// renumber moves what a dictionary refers to by a distance; the stream behind it stays as it is.
func renumber(object []byte, by int) []byte {
	head, stream, found := bytes.Cut(object, []byte("\nstream\n"))
	moved := reference.ReplaceAllFunc(head, func(ref []byte) []byte {
		n, _ := strconv.Atoi(string(bytes.TrimSuffix(ref, []byte(" 0 R"))))
		return fmt.Appendf(nil, "%d 0 R", n+by)
	})
	if found {
		moved = append(append(moved, "\nstream\n"...), stream...)
	}
	return moved
}

var lengthForm = regexp.MustCompile(`/Length (\d+)`)

// whole is an object with its stream, as it was written last.
func (d *document) whole(n int) ([]byte, error) {
	head := fmt.Appendf(nil, "\n%d 0 obj\n", n)
	at := bytes.LastIndex(d.pdf, head)
	if at < 0 {
		return nil, fmt.Errorf("%w: object %d", ErrForm, n)
	}
	rest := d.pdf[at+len(head):]
	dictionary, stream, found := bytes.Cut(rest, []byte("\nstream\n"))
	end := bytes.Index(rest, []byte("\nendobj"))
	switch {
	case end < 0:
		return nil, fmt.Errorf("%w: object %d", ErrForm, n)
	case !found || end < len(dictionary):
		return []byte(strings.TrimSpace(string(rest[:end]))), nil
	}
	length := number(lengthForm, dictionary)
	after := min(length, len(stream))
	end = bytes.Index(stream[after:], []byte("\nendobj"))
	if end < 0 {
		return nil, fmt.Errorf("%w: object %d", ErrForm, n)
	}
	return rest[:len(dictionary)+len("\nstream\n")+after+end], nil
}
