// Command importer makes the compact table of package latin from the published lists of DIN 91379:
//
//	go run ./internal/latin/importer -from DIR
package main

import (
	"bufio"
	"cmp"
	"flag"
	"fmt"
	"log"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const header = `# Characters and sequences of DIN 91379:2022-08 and their search form, by group.
# From "DIN 91379 Characters and Sequences" 1.3 (String-Latin/DIN-91379-Characters-and-Sequences on GitHub), CC BY 4.0,
# https://creativecommons.org/licenses/by/4.0/ - changed: names and glyphs left out, code points joined to ranges.
# Made by internal/latin/importer; do not edit. "fold X" lists the Latin letters whose search form is X, "group G" the rest.
`

// notLetters are the groups of the norm beside the Latin letters, which the search forms list already.
var notLetters = []string{"bnlreq", "bnl", "bnlopt", "bnlnot", "gl", "cl", "enl", "dc"}

func main() {
	from := flag.String("from", "", "folder with din91379_latin_list_1.3.txt and din91379_latin_list_search_form_1.3.txt")
	to := flag.String("to", "internal/latin/din91379.txt", "file to write")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		log.Fatal(err)
	}
}

func run(from, to string) error {
	groups, err := collect(filepath.Join(from, "din91379_latin_list_1.3.txt"), 0)
	if err != nil {
		return err
	}
	folds, err := collect(filepath.Join(from, "din91379_latin_list_search_form_1.3.txt"), 6)
	if err != nil {
		return err
	}
	return os.WriteFile(to, []byte(header+compact(groups, folds)), 0o644)
}

// collect returns the code point lists (third column) of a published list by the value of another column.
func collect(path string, column int) (map[string][]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	found := map[string][]string{}
	lines := bufio.NewScanner(file)
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "; ")
		if len(fields) <= column || len(fields) < 3 {
			return nil, fmt.Errorf("%s: line without column %d: %q", path, column, lines.Text())
		}
		found[fields[column]] = append(found[fields[column]], fields[2])
	}
	return found, lines.Err()
}

func compact(groups, folds map[string][]string) string {
	var b strings.Builder
	for _, form := range slices.Sorted(maps.Keys(folds)) {
		fmt.Fprintf(&b, "fold %s %s\n", form, ranges(folds[form]))
	}
	for _, group := range notLetters {
		fmt.Fprintf(&b, "group %s %s\n", group, ranges(groups[group]))
	}
	return b.String()
}

// ranges joins single code points to ranges (41-5A) and the code points of a sequence with dots (43.328.306).
func ranges(lists []string) string {
	var singles []int
	var sequences []string
	for _, list := range lists {
		points := strings.Fields(list)
		for i, point := range points {
			points[i] = fmt.Sprintf("%X", number(point))
		}
		if len(points) == 1 {
			singles = append(singles, number(points[0]))
		} else {
			sequences = append(sequences, strings.Join(points, "."))
		}
	}
	slices.SortFunc(singles, cmp.Compare)
	slices.Sort(sequences)
	return strings.Join(append(joined(singles), sequences...), " ")
}

func joined(points []int) []string {
	var parts []string
	for i := 0; i < len(points); {
		last := i
		for last+1 < len(points) && points[last+1] == points[last]+1 {
			last++
		}
		part := fmt.Sprintf("%X", points[i])
		if last > i {
			part += fmt.Sprintf("-%X", points[last])
		}
		parts = append(parts, part)
		i = last + 1
	}
	return parts
}

func number(hex string) int {
	n, err := strconv.ParseInt(hex, 16, 32)
	if err != nil {
		log.Fatalf("code point %q: %v", hex, err)
	}
	return int(n)
}
