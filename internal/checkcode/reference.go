package checkcode

import (
	"io"
	"strings"
)

// ReferencePrefix begins every reference, so that one is recognised in running text.
const ReferencePrefix = "BY-"

// A reference is said on the phone: three groups of three are spoken and heard best. Eight random symbols name 850 thousand
// million mailboxes; the table that stores them still needs a unique index, since among a million of them one repeats now and then.
const (
	referenceSize    = 9
	groupOfReference = 3
)

// NewReference returns a fresh mailbox reference as it is shown and stored: BY-XXX-XXX-XXX, the last symbol checking the
// eight before it. It is no secret. It panics when rand fails.
func NewReference(rand io.Reader) string { return formatReference(randomCode(rand, referenceSize)) }

// ParseReference reads a reference as a person types or says it, with or without the prefix, and returns it as
// NewReference writes it, or ErrMalformed or ErrCheck.
func ParseReference(s string) (string, error) {
	symbols, err := parse(withoutLetters(s, "BY"), referenceSize)
	if err != nil {
		return "", err
	}
	return formatReference(symbols), nil
}

func formatReference(symbols string) string {
	return ReferencePrefix + inGroups(symbols, groupOfReference)
}

// withoutLetters drops the two letters of a prefix when more than the nine symbols are there: a reference may itself begin with these letters.
func withoutLetters(s, letters string) string {
	compact := strings.Map(func(r rune) rune {
		if isSeparator(r) {
			return -1
		}
		return r
	}, s)
	if len(compact) > referenceSize && strings.EqualFold(compact[:2], letters) {
		return compact[2:]
	}
	return compact
}
