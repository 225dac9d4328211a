// Package scalar reads and writes the custom scalars of the contract. What is malformed is refused with INVALID and never
// reaches a domain.
package scalar

import (
	"encoding/json"
	"io"
	"strconv"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
)

// instant is RFC 3339 in UTC with exactly six decimals, so that instants sort as text.
const instant = "2006-01-02T15:04:05.000000Z"

// MarshalTime writes an instant.
func MarshalTime(t time.Time) graphql.Marshaler {
	return graphql.WriterFunc(func(w io.Writer) {
		b := make([]byte, 0, len(instant)+2)
		b = append(b, '"')
		b = t.UTC().AppendFormat(b, instant)
		_, _ = w.Write(append(b, '"'))
	})
}

// UnmarshalTime reads an instant of RFC 3339 in any zone; it is kept in whole microseconds.
func UnmarshalTime(v any) (time.Time, error) {
	s, err := text(v, "Time")
	if err != nil {
		return time.Time{}, err
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return time.Time{}, errs.New(errs.Invalid, "a Time is written like 2026-03-01T08:15:00.000000Z")
	}
	return t.UTC().Truncate(time.Microsecond), nil
}

// MarshalDate writes a calendar day that is ISO 8601 already.
func MarshalDate(day string) graphql.Marshaler { return quoted(day) }

// UnmarshalDate reads a calendar day of ISO 8601.
func UnmarshalDate(v any) (string, error) {
	s, err := text(v, "Date")
	if err != nil {
		return "", err
	}
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return "", errs.New(errs.Invalid, "a Date is written like 2026-03-01")
	}
	return s, nil
}

// MarshalDay writes the calendar day of an instant in Berlin.
func MarshalDay(t time.Time) graphql.Marshaler {
	return quoted(clock.Day(t))
}

// UnmarshalDay reads a calendar day as its first instant in Berlin.
func UnmarshalDay(v any) (time.Time, error) {
	s, err := UnmarshalDate(v)
	if err != nil {
		return time.Time{}, err
	}
	t, err := time.ParseInLocation(time.DateOnly, s, clock.Berlin)
	return t.UTC(), err
}

// MarshalID writes an id.
func MarshalID(s string) graphql.Marshaler { return quoted(s) }

// UnmarshalID reads an id of this program.
func UnmarshalID(v any) (string, error) {
	s, err := text(v, "ID")
	if err != nil {
		return "", err
	}
	if _, err := id.Parse(s); err != nil {
		return "", errs.New(errs.Invalid, "this is not an id of this program")
	}
	return s, nil
}

// MarshalARS writes an official regional key.
func MarshalARS(s string) graphql.Marshaler { return quoted(s) }

// UnmarshalARS reads an official regional key of 2, 3, 5, 9 or 12 digits.
func UnmarshalARS(v any) (string, error) {
	s, err := text(v, "ARS")
	if err != nil {
		return "", err
	}
	switch len(s) {
	case 2, 3, 5, 9, 12:
		if digits(s) {
			return s, nil
		}
	}
	return "", errs.New(errs.Invalid, "an ARS has 2, 3, 5, 9 or 12 digits")
}

// MarshalLeikaKey writes a LeiKa key.
func MarshalLeikaKey(s string) graphql.Marshaler { return quoted(s) }

// UnmarshalLeikaKey reads a LeiKa key of 14 digits beginning with 99.
func UnmarshalLeikaKey(v any) (string, error) {
	s, err := text(v, "LeikaKey")
	if err != nil {
		return "", err
	}
	if len(s) != 14 || s[:2] != "99" || !digits(s) {
		return "", errs.New(errs.Invalid, "a LeiKa key has 14 digits beginning with 99")
	}
	return s, nil
}

// maxEmail bounds what a domain is asked to look at; the limit of the contract is refused there, with the field named.
const maxEmail = 1000

// MarshalEmailAddress writes an address.
func MarshalEmailAddress(s string) graphql.Marshaler { return quoted(s) }

// UnmarshalEmailAddress reads what a person typed; whether it is an address is a rule of the domain, so that the answer
// names the field.
func UnmarshalEmailAddress(v any) (string, error) {
	s, err := text(v, "EmailAddress")
	if err == nil && len(s) > maxEmail {
		err = errs.New(errs.Invalid, "this is too long for an e-mail address")
	}
	return s, err
}

// MarshalURL writes an address of a resource.
func MarshalURL(s string) graphql.Marshaler { return quoted(s) }

// UnmarshalURL reads text; no input of the contract takes a URL.
func UnmarshalURL(v any) (string, error) { return text(v, "URL") }

// MarshalSHA256 writes a digest that is hexadecimal already.
func MarshalSHA256(s string) graphql.Marshaler { return quoted(s) }

// UnmarshalSHA256 reads a digest in lower-case hexadecimal.
func UnmarshalSHA256(v any) (string, error) {
	s, err := text(v, "SHA256")
	if err != nil {
		return "", err
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') {
			return "", errs.New(errs.Invalid, "a SHA256 is 64 hexadecimal digits in lower case")
		}
	}
	if len(s) != 64 {
		return "", errs.New(errs.Invalid, "a SHA256 is 64 hexadecimal digits in lower case")
	}
	return s, nil
}

// quoted writes text of which nothing needs escaping, and all else through the general way.
func quoted(s string) graphql.Marshaler {
	for _, c := range []byte(s) {
		if c < ' ' || c > '~' || c == '"' || c == '\\' {
			return graphql.MarshalString(s)
		}
	}
	return graphql.WriterFunc(func(w io.Writer) {
		b := make([]byte, 0, len(s)+2)
		b = append(b, '"')
		b = append(b, s...)
		_, _ = w.Write(append(b, '"'))
	})
}

func text(v any, scalar string) (string, error) {
	switch v := v.(type) {
	case string:
		return v, nil
	case json.Number:
		if scalar == "ID" {
			return v.String(), nil
		}
	case int64:
		if scalar == "ID" {
			return strconv.FormatInt(v, 10), nil
		}
	}
	return "", errs.Newf(errs.Invalid, "%s is written as text", scalar)
}

func digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}
