// Package postal holds the one type [Address]: the postal address as persons, authorities and organisations have it. How it is written
// on a letter, in the order of its country, is package letter.
package postal

// Address is a postal address (type PostalAddress of the contract). Absent parts are nil.
type Address struct {
	// Recipient is the name line as printed.
	Recipient string `json:"recipient"`
	// Addition is a company, c/o or building.
	Addition *string `json:"addition,omitempty"`
	// Street is nil for places without streets.
	Street      *string `json:"street,omitempty"`
	HouseNumber *string `json:"houseNumber,omitempty"`
	PostalCode  *string `json:"postalCode,omitempty"`
	City        string  `json:"city"`
	Region      *string `json:"region,omitempty"`
	// Country is ISO 3166-1 alpha-2.
	Country string `json:"country"`
}
