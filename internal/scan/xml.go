package scan

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"

	"golang.org/x/text/encoding/htmlindex"
)

const (
	maxXML   = 16 << 20
	maxDepth = 1000
)

// activeNamespaces are the namespaces whose elements a browser runs or draws.
var activeNamespaces = []string{"http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"}

// checkXML reads the whole of an XML file: a data set, not a page in disguise, and without a document type, which could blow
// up or reach out.
func checkXML(r io.ReaderAt, size int64) error {
	if size > maxXML {
		return &Error{Reason: TooLarge}
	}
	d := xml.NewDecoder(io.NewSectionReader(r, 0, size))
	d.CharsetReader = func(label string, input io.Reader) (io.Reader, error) {
		encoding, err := htmlindex.Get(label)
		if err != nil {
			return nil, err
		}
		return encoding.NewDecoder().Reader(input), nil
	}
	depth, elements := 0, 0
	for {
		token, err := d.RawToken()
		if errors.Is(err, io.EOF) && depth == 0 && elements > 0 {
			return nil
		}
		if err != nil {
			return &Error{Reason: Damaged}
		}
		if isActiveToken(token) {
			return &Error{Reason: Active}
		}
		switch token.(type) {
		case xml.StartElement:
			depth++
			elements++
		case xml.EndElement:
			depth--
		}
		if depth < 0 || depth > maxDepth {
			return &Error{Reason: Damaged}
		}
	}
}

// isActiveToken reports whether one token makes a browser do more than show text.
func isActiveToken(token xml.Token) bool {
	switch t := token.(type) {
	case xml.Directive:
		return true
	case xml.ProcInst:
		return t.Target == "xml-stylesheet"
	case xml.StartElement:
		return slices.ContainsFunc(t.Attr, func(a xml.Attr) bool {
			return (a.Name.Space == "xmlns" || a.Name.Local == "xmlns") && slices.Contains(activeNamespaces, a.Value)
		})
	}
	return false
}
