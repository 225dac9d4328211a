package letter

import "schalter/internal/postal"

// Of is an address as persons and authorities have it, for a letter.
func Of(a postal.Address) Address {
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
