// Package money has amounts in euros and exact shares of them. An amount is a whole number of cents, a share a fraction in lowest terms:
// nothing here is a float, and nothing is rounded but where a function says so. Begin with [Euro] and [Share].
package money

import (
	"errors"
	"math/big"
	"strconv"
	"strings"
)

// Euro is an amount in cents.
type Euro int64

// Max is the largest amount that is read, either way: 100 billion euros, so that a thousand of them can be added.
const Max Euro = 100_000_000_000 * 100

var (
	errEuro  = errors.New("an amount is written like 1234.00")
	errShare = errors.New("a share is a fraction or a decimal between 0 and 1, such as 1/3 or 0.25")
)

// ParseEuro reads an amount with two decimals, such as 1234.00 or -0.50, and nothing else.
func ParseEuro(s string) (Euro, error) {
	digits, negative := strings.CutPrefix(s, "-")
	euros, cents, ok := strings.Cut(digits, ".")
	if !ok || len(cents) != 2 || !isNumber(euros, 12) || !isNumber(cents, 2) || len(euros) > 1 && euros[0] == '0' {
		return 0, errEuro
	}
	n, err := strconv.ParseInt(euros+cents, 10, 64)
	if err != nil || Euro(n) > Max || negative && n == 0 {
		return 0, errEuro
	}
	if negative {
		n = -n
	}
	return Euro(n), nil
}

// String writes an amount as ParseEuro reads it.
func (e Euro) String() string {
	sign, n := "", int64(e)
	if n < 0 {
		sign, n = "-", -n
	}
	cents := strconv.FormatInt(n%100, 10)
	return sign + strconv.FormatInt(n/100, 10) + "." + "00"[len(cents):] + cents
}

// Rat is the amount in euros.
func (e Euro) Rat() *big.Rat { return big.NewRat(int64(e), 100) }

// Nearest is the amount in whole cents that is nearest to an exact one in euros, which is at least 0; half a cent is rounded up. For
// what is shown, never for what is computed further.
func Nearest(euros *big.Rat) Euro {
	n := new(big.Int).Mul(euros.Num(), big.NewInt(200))
	n.Add(n, euros.Denom())
	return Euro(n.Div(n, new(big.Int).Mul(euros.Denom(), big.NewInt(2))).Int64())
}

// Share is an exact part of something, between 0 and 1; the zero value is 0.
type Share struct{ num, denom int64 }

// maxDigits is how many digits each number of a share may have.
const maxDigits = 9

// ParseShare reads a fraction such as 1/3 or a decimal such as 0.25, between 0 and 1.
func ParseShare(s string) (Share, error) {
	num, denom, fraction := strings.Cut(s, "/")
	if whole, decimals, ok := strings.Cut(s, "."); !fraction && ok {
		if len(whole) != 1 || !isNumber(decimals, maxDigits-1) {
			return Share{}, errShare
		}
		num, denom = whole+decimals, "1"+strings.Repeat("0", len(decimals))
	} else if !fraction {
		denom = "1"
	}
	if !isNumber(num, maxDigits) || !isNumber(denom, maxDigits) {
		return Share{}, errShare
	}
	n, _ := strconv.ParseInt(num, 10, 64)
	d, _ := strconv.ParseInt(denom, 10, 64)
	if d == 0 || n > d {
		return Share{}, errShare
	}
	r := big.NewRat(n, d)
	return Share{r.Num().Int64(), r.Denom().Int64()}, nil
}

// MustShare is ParseShare for what is written in the program.
func MustShare(s string) Share {
	share, err := ParseShare(s)
	if err != nil {
		panic(err)
	}
	return share
}

// String writes a share in lowest terms: 0, 1, or a fraction.
func (s Share) String() string {
	if s.denom <= 1 {
		return strconv.FormatInt(s.num, 10)
	}
	return strconv.FormatInt(s.num, 10) + "/" + strconv.FormatInt(s.denom, 10)
}

// Rat is the share as a number.
func (s Share) Rat() *big.Rat {
	if s.denom == 0 {
		return new(big.Rat)
	}
	return big.NewRat(s.num, s.denom)
}

// Rest is what is left of 1.
func (s Share) Rest() *big.Rat { return new(big.Rat).Sub(big.NewRat(1, 1), s.Rat()) }

// IsZero reports whether it is no part at all.
func (s Share) IsZero() bool { return s.num == 0 }

// MarshalText writes a share into a row.
func (s Share) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a share out of a row.
func (s *Share) UnmarshalText(b []byte) (err error) {
	*s, err = ParseShare(string(b))
	return err
}

// isNumber reports whether s is one to limit digits.
func isNumber(s string, limit int) bool {
	if s == "" || len(s) > limit {
		return false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
