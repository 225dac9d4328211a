package latin

import (
	_ "embed"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:generate sh -c "cd ../.. && go run ./internal/latin/importer -from \"$SCHALTER_SHARED/data\""

//go:embed din91379.txt
var data string

// letters is the group of the Latin letters (bll); the other groups keep the names of the norm's lists.
const letters = "bll"

// table is DIN 91379 in memory.
type table struct {
	group map[rune]string
	// sequences has the letters that are written as a base letter and combining marks, or as K͟h.
	sequences map[string]bool
	// fold has the search form of every Latin letter and sequence.
	fold map[string]string
}

var norm = sync.OnceValue(func() *table { return parse(data) })

func parse(text string) *table {
	t := &table{group: map[rune]string{}, sequences: map[string]bool{}, fold: map[string]string{}}
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		fields := strings.Fields(line)
		for _, item := range fields[2:] {
			t.add(fields[0], fields[1], item)
		}
	}
	return t
}

// add enters one item of the data file: a code point, a range of them or a sequence.
func (t *table) add(kind, name, item string) {
	if strings.Contains(item, ".") {
		var b strings.Builder
		for point := range strings.SplitSeq(item, ".") {
			b.WriteRune(rune(hex(point)))
		}
		t.sequences[b.String()] = true
		t.fold[b.String()] = name
		return
	}
	first, last, found := strings.Cut(item, "-")
	if !found {
		last = first
	}
	for r := rune(hex(first)); r <= rune(hex(last)); r++ {
		if kind == "fold" {
			t.group[r], t.fold[string(r)] = letters, name
		} else {
			t.group[r] = name
		}
	}
}

func hex(s string) int64 {
	n, err := strconv.ParseInt(s, 16, 32)
	if err != nil {
		panic("latin: damaged table: " + err.Error())
	}
	return n
}

// longest is the number of runes of the longest sequence: a letter with two marks, or K, a mark and H.
const longest = 3

// sequence returns the longest defined sequence that s begins with, or "".
func (t *table) sequence(s string) string {
	var ends [longest]int
	end := 0
	for i := range ends {
		_, size := utf8.DecodeRuneInString(s[end:])
		end += size
		ends[i] = end
	}
	for i := longest - 1; i > 0; i-- {
		if t.sequences[s[:ends[i]]] {
			return s[:ends[i]]
		}
	}
	return ""
}
