package scalar

import (
	"github.com/99designs/gqlgen/graphql"

	"schalter/internal/errs"
	"schalter/internal/money"
)

// MarshalEuro writes an amount.
func MarshalEuro(e money.Euro) graphql.Marshaler { return quoted(e.String()) }

// UnmarshalEuro reads an amount with two decimals.
func UnmarshalEuro(v any) (money.Euro, error) {
	s, err := text(v, "Euro")
	if err != nil {
		return 0, err
	}
	e, err := money.ParseEuro(s)
	if err != nil {
		return 0, errs.New(errs.Invalid, err.Error())
	}
	return e, nil
}

// MarshalShare writes a share as a fraction in lowest terms.
func MarshalShare(s money.Share) graphql.Marshaler { return quoted(s.String()) }

// UnmarshalShare reads a fraction or a decimal.
func UnmarshalShare(v any) (money.Share, error) {
	s, err := text(v, "Share")
	if err != nil {
		return money.Share{}, err
	}
	share, err := money.ParseShare(s)
	if err != nil {
		return money.Share{}, errs.New(errs.Invalid, err.Error())
	}
	return share, nil
}
