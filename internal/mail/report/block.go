package report

import (
	"bytes"
	"strings"
)

// block is one block of fields in the machine-readable part of a report, in the order in which they stand.
type block []reported

// reported is one field: its name in lower case, its value in one line.
type reported struct{ name, value string }

// Get returns the first field of a name, or "".
func (b block) Get(name string) string {
	for _, f := range b {
		if strings.EqualFold(f.name, name) {
			return f.value
		}
	}
	return ""
}

// namesRecipient says that a block names its recipient.
func (b block) namesRecipient() bool {
	return b.Get("Final-Recipient") != "" || b.Get("Original-Recipient") != ""
}

// maxBlocks bounds the blocks of one part, maxFields the fields of a block: servers write about ten.
const (
	maxBlocks = 4 * maxRecipients
	maxFields = 200
)

// blocksOf reads the machine-readable part. A line that is no field continues the one before: servers break long diagnostics
// and do not indent what follows.
func blocksOf(content []byte) []block {
	var found []block
	var open block
	end := func() {
		if len(open) > 0 && len(found) < maxBlocks {
			found = append(found, open)
		}
		open = nil
	}
	for line := range bytes.SplitSeq(content[:min(len(content), maxStatus)], []byte("\n")) {
		text := strings.TrimSpace(string(line))
		if text == "" {
			end()
			continue
		}
		name, value, isField := strings.Cut(text, ":")
		indented := line[0] == ' ' || line[0] == '\t'
		name = strings.ToLower(strings.TrimRight(name, " \t"))
		switch {
		case len(open) == maxFields:
		case isField && !indented && isName(name):
			open = append(open, reported{name, strings.TrimSpace(value)})
		case len(open) > 0 && len(open[len(open)-1].value) < 2*maxValue:
			open[len(open)-1].value += " " + text
		}
	}
	end()
	return found
}

// isName says whether s is the name of a field; a report's have letters and hyphens only.
func isName(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r != '-' && (r < 'a' || r > 'z') && (r < '0' || r > '9') })
}
