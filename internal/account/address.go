package account

import (
	"strings"

	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/postal"
)

// maxAddressLine is the length of one part of an address in code points.
const maxAddressLine = 100

// home is the country whose letters take the short time and whose postal codes are known.
const home = "DE"

// Validate checks the address and brings it to NFC.
func (in *PostalAddressSetInput) Validate() error {
	var ps errs.Problems
	in.Address.addProblems(&ps, "address")
	return ps.Err()
}

// addProblems checks each part; what is blank counts as absent. A hamlet has a house number and no street.
func (in *PostalAddressInput) addProblems(ps *errs.Problems, field string) {
	for _, part := range []struct {
		value **string
		name  string
	}{
		{&in.Addition, "addition"}, {&in.Street, "street"}, {&in.HouseNumber, "houseNumber"},
		{&in.PostalCode, "postalCode"}, {&in.Region, "region"},
	} {
		notePart(ps, part.value, field, part.name)
	}
	city := &in.City
	notePart(ps, &city, field, "city")
	if city == nil {
		ps.Add(errs.Required, field, "city")
	}
	in.Country = strings.ToUpper(in.Country)
	if !isCountry(in.Country) {
		ps.AddText(errs.InvalidValue, "country_unknown", nil, field, "country")
	}
	in.notePostalCode(ps, field)
}

func notePart(ps *errs.Problems, value **string, field ...string) {
	if *value == nil {
		return
	}
	if latin.Blank(**value) {
		*value = nil
		return
	}
	checked, err := latin.Address(**value, maxAddressLine)
	latin.AddProblem(ps, err, field...)
	if err == nil {
		**value = checked
	}
}

// notePostalCode asks for five digits in Germany; other countries write theirs as they like, or have none.
func (in *PostalAddressInput) notePostalCode(ps *errs.Problems, field string) {
	if in.Country != home {
		return
	}
	if in.PostalCode == nil {
		ps.Add(errs.Required, field, "postalCode")
		return
	}
	code := *in.PostalCode
	if len(code) != 5 || strings.Trim(code, "0123456789") != "" {
		ps.AddText(errs.InvalidValue, "postal_code_german", nil, field, "postalCode")
	}
}

// To checks the address and returns it as a letter to a recipient bears it; problems have their field below "address".
func (in PostalAddressInput) To(recipient string) (*postal.Address, error) {
	var ps errs.Problems
	in.addProblems(&ps, "address")
	if err := ps.Err(); err != nil {
		return nil, err
	}
	return &postal.Address{
		Recipient: recipient, Addition: in.Addition, Street: in.Street, HouseNumber: in.HouseNumber,
		PostalCode: in.PostalCode, City: in.City, Region: in.Region, Country: in.Country,
	}, nil
}

// of is the address as a letter to this person bears it.
func (in PostalAddressInput) of(p profile) postal.Address {
	return postal.Address{
		Recipient: fullName(p.GivenName, p.FamilyName), Addition: in.Addition, Street: in.Street, HouseNumber: in.HouseNumber,
		PostalCode: in.PostalCode, City: in.City, Region: in.Region, Country: in.Country,
	}
}

func sameAddress(a, b postal.Address) bool {
	return a.Recipient == b.Recipient && a.City == b.City && a.Country == b.Country && equalOrNil(a.Addition, b.Addition) &&
		equalOrNil(a.Street, b.Street) && equalOrNil(a.HouseNumber, b.HouseNumber) && equalOrNil(a.PostalCode, b.PostalCode) && equalOrNil(a.Region, b.Region)
}

func equalOrNil(a, b *string) bool {
	return a == nil && b == nil || a != nil && b != nil && *a == *b
}
