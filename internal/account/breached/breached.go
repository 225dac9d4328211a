// Package breached knows the commonest passwords of twelve characters or more that came out with stolen data.
//
// The list is the million most frequent passwords of Mark Burnett's collection of ten million, as SecLists publishes it
// (10-million-password-list-top-1000000.txt, MIT License, © Daniel Miessler); see the package generator for how the file is made
// and ATTRIBUTION.md for the licence. Kept is no password but the first 40 bits of the SHA-256 of each, sorted: of the passwords
// that are not on the list one in 25 million is taken for one that is.
package breached

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"sort"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Shortest is the length in code points of the shortest passwords of the list.
const Shortest = 12

// size is the bytes kept of each password.
const size = 5

//go:embed breached.bin
var list []byte

// Has reports whether a password is on the list, in whatever case.
func Has(password string) bool {
	want := digest(password)
	n := Len()
	at := sort.Search(n, func(i int) bool { return bytes.Compare(entry(list, i), want) >= 0 })
	return at < n && bytes.Equal(entry(list, at), want)
}

// Len is how many passwords the list has.
func Len() int { return len(list) / size }

func entry(list []byte, i int) []byte { return list[i*size : (i+1)*size] }

func digest(password string) []byte {
	sum := sha256.Sum256([]byte(strings.ToLower(norm.NFC.String(password))))
	return sum[:size]
}

// Make returns the file for a list of passwords, one a line; those shorter than Shortest and lines that are no text are left out.
func Make(passwords []string) []byte {
	known := map[string]bool{}
	for _, p := range passwords {
		if utf8.ValidString(p) && utf8.RuneCountInString(norm.NFC.String(p)) >= Shortest {
			known[string(digest(p))] = true
		}
	}
	sorted := make([]string, 0, len(known))
	for d := range known {
		sorted = append(sorted, d)
	}
	sort.Strings(sorted)
	return []byte(strings.Join(sorted, ""))
}
