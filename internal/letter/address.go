package letter

import (
	"fmt"
	"strings"

	"schalter/internal/pdftext"
	"schalter/internal/postal"
)

// Address is a postal address as the person gave it; all texts are characters of DIN 91379 in NFC.
type Address struct {
	// Recipient is the name line.
	Recipient string
	// Addition is a company, c/o or building.
	Addition string
	// Street is empty for places without streets; then a house number follows the name of the place.
	Street, HouseNumber string
	PostalCode, City    string
	// Region is a province, county or state, where the country writes one.
	Region string
	// Country is ISO 3166-1 alpha-2, upper case.
	Country string
}

// AddressOf is an address as persons and authorities have it, for a letter.
func AddressOf(a postal.Address) Address {
	return Address{
		Recipient: a.Recipient, Addition: valueOrEmpty(a.Addition), Street: valueOrEmpty(a.Street), HouseNumber: valueOrEmpty(a.HouseNumber),
		PostalCode: valueOrEmpty(a.PostalCode), City: a.City, Region: valueOrEmpty(a.Region), Country: a.Country,
	}
}

func valueOrEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// Fault says what is wrong with an address.
type Fault string

// The faults.
const (
	// Missing: the field must be given.
	Missing Fault = "MISSING"
	// UnknownCountry: no letters are sent there.
	UnknownCountry Fault = "UNKNOWN_COUNTRY"
	// Overflow: the text does not fit into the window of the envelope, however small it is printed.
	Overflow = Fault(pdftext.Overflow)
	// Unprintable: a character that no font of the letter has; none of DIN 91379 is.
	Unprintable = Fault(pdftext.Unprintable)
)

// Error refuses a letter.
type Error struct {
	Fault Fault
	// Field is the field at fault, as the API names it: recipient, addition, street, city, region, country; empty for a
	// letter whose sender or texts do not fit.
	Field string
}

func (e *Error) Error() string {
	return fmt.Sprintf("letter refused: %s %s", strings.ToLower(string(e.Fault)), e.Field)
}

// AddressLines returns the lines of an address as they stand in the window of the envelope: at most six, the country last and
// in capitals when it is not Germany. It returns an *Error if something is missing or does not fit.
func AddressLines(a Address) ([]string, error) {
	block, err := fitAddress(a)
	return block.lines, err
}

// field is one part of the address block and the input field it comes from.
type field struct{ name, text string }

// check demands what every address has.
func (a Address) check() error {
	_, known := forms[a.Country]
	switch {
	case a.Country == "":
		return &Error{Missing, "country"}
	case !known:
		return &Error{UnknownCountry, "country"}
	case isBlank(a.Recipient):
		return &Error{Missing, "recipient"}
	case isBlank(a.City):
		return &Error{Missing, "city"}
	}
	return nil
}

// fields puts the parts of an address in the order of its country.
func (f form) fields(a Address) []field {
	parts := []field{{"recipient", a.Recipient}, {"addition", a.Addition}}
	street := field{"street", f.street(a)}
	if f.place == cityAbove {
		parts = append(parts, field{"city", joinComma(a.City, a.Region)}, street, field{"city", a.PostalCode})
	} else {
		parts = append(append(parts, street), f.city(a)...)
	}
	if a.Country != home {
		parts = append(parts, field{"country", strings.ToUpper(f.name)})
	}
	return withoutBlank(parts)
}

// street writes street and house number; in a place without streets the number follows the name of the place.
func (f form) street(a Address) string {
	street, between := a.Street, f.between
	if isBlank(street) && !isBlank(a.HouseNumber) {
		street, between = a.City, ""
	}
	if between == "" {
		between = " "
	}
	switch {
	case isBlank(a.HouseNumber):
		return street
	case f.numberFirst:
		return a.HouseNumber + between + street
	}
	return street + between + a.HouseNumber
}

func (f form) city(a Address) []field {
	region := field{"region", a.Region}
	switch f.place {
	case codeCityRegion:
		if !isBlank(a.Region) {
			return []field{{"city", joinWords(a.PostalCode, a.City, "("+a.Region+")")}}
		}
	case cityCode:
		return []field{{"city", joinWords(joinComma(a.City, a.Region), a.PostalCode)}}
	case cityCommaCode:
		return []field{{"city", joinComma(a.City, a.PostalCode)}, region}
	case cityRegionCode:
		return []field{{"city", joinComma(a.City, joinWords(a.Region, a.PostalCode))}}
	case codeBelow:
		return []field{{"city", joinComma(a.City, a.Region)}, {"city", a.PostalCode}}
	}
	return []field{{"city", joinWords(a.PostalCode, a.City)}, region}
}

func withoutBlank(parts []field) []field {
	var kept []field
	for _, part := range parts {
		if !isBlank(part.text) {
			kept = append(kept, field{part.name, strings.TrimSpace(part.text)})
		}
	}
	return kept
}

func isBlank(s string) bool { return strings.TrimSpace(s) == "" }

func joinWords(parts ...string) string { return strings.TrimSpace(strings.Join(parts, " ")) }

func joinComma(first, second string) string {
	if isBlank(second) {
		return first
	}
	return first + ", " + second
}
