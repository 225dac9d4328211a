// Package checkcode makes and reads the strings that people copy by hand: the code of a letter ([New], [Parse]) and the reference of a
// mailbox ([NewReference], [ParseReference]).
//
// Both are written in an alphabet of 31 symbols without the look-alikes 0, O, I, L and U. The last symbol is a check symbol:
// with weights 1, 2, 3 … the sum of all symbol values is 0 modulo the prime 31. So every single wrong symbol and every swap
// of two symbols is noticed, and a slip of the pen can be told from a wrong code.
package checkcode

import (
	"errors"
	"io"
	"strings"
	"unicode"
)

const alphabet = "123456789ABCDEFGHJKMNPQRSTVWXYZ"

// modulus is the size of the alphabet; it must be prime and larger than the longest code.
const modulus = len(alphabet)

var (
	// ErrMalformed says that the text has the wrong length or a symbol that no code has.
	ErrMalformed = errors.New("not a code")
	// ErrCheck says that the check symbol does not fit: a slip in copying, which is no attempt at guessing.
	ErrCheck = errors.New("the check symbol does not fit")
)

// Size is the number of symbols of an activation code, the check symbol among them; 11 random symbols are 54.5 bits.
const Size = 12

const groupOfCode = 4

// New returns a fresh activation code without hyphens. It panics when rand fails.
func New(rand io.Reader) string { return randomCode(rand, Size) }

// Format writes an activation code as it is printed: XXXX-XXXX-XXXX.
func Format(code string) string { return inGroups(code, groupOfCode) }

// Parse reads what a person typed: case, spaces and hyphens do not matter, and I and L count as 1. It returns the code
// without hyphens, or ErrMalformed or ErrCheck.
func Parse(s string) (string, error) { return parse(s, Size) }

func parse(s string, size int) (string, error) {
	symbols := make([]byte, 0, size)
	for _, r := range s {
		if isSeparator(r) {
			continue
		}
		symbol, ok := readSymbol(r)
		if !ok || len(symbols) == size {
			return "", ErrMalformed
		}
		symbols = append(symbols, symbol)
	}
	if len(symbols) != size {
		return "", ErrMalformed
	}
	if weightedSum(symbols) != 0 {
		return "", ErrCheck
	}
	return string(symbols), nil
}

// isSeparator reports whether r is a space or one of the dashes that a word processor or a PDF may have put in place of a hyphen.
func isSeparator(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '\u00ad' || r == '\u2212'
}

func readSymbol(r rune) (byte, bool) {
	if r >= unicode.MaxASCII {
		return 0, false
	}
	upper := byte(unicode.ToUpper(r))
	if upper == 'I' || upper == 'L' {
		return '1', true
	}
	return upper, strings.IndexByte(alphabet, upper) >= 0
}

func randomCode(rand io.Reader, size int) string {
	symbols := make([]byte, size)
	for i := range size - 1 {
		symbols[i] = alphabet[randomSymbol(rand)]
	}
	symbols[size-1] = checkSymbol(symbols[:size-1])
	return string(symbols)
}

// randomSymbol returns an unbiased value below modulus: bytes beyond the last whole multiple of it are drawn again.
func randomSymbol(rand io.Reader) int {
	const limit = 256 / modulus * modulus
	var b [1]byte
	for {
		if _, err := io.ReadFull(rand, b[:]); err != nil {
			panic("no entropy: " + err.Error())
		}
		if int(b[0]) < limit {
			return int(b[0]) % modulus
		}
	}
}

func checkSymbol(payload []byte) byte {
	sum, weight := weightedSum(payload), len(payload)+1
	for value := range modulus {
		if (sum+weight*value)%modulus == 0 {
			return alphabet[value]
		}
	}
	panic("the modulus is not prime")
}

func weightedSum(symbols []byte) int {
	sum := 0
	for i, symbol := range symbols {
		sum += (i + 1) * strings.IndexByte(alphabet, symbol)
	}
	return sum % modulus
}

func inGroups(symbols string, size int) string {
	var b strings.Builder
	for i, r := range symbols {
		if i > 0 && i%size == 0 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
	}
	return b.String()
}
