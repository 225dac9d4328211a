package letter

import "schalter/internal/postal"

// Of is an address as persons and bodies have it, for a letter.
func Of(a postal.Address) Address {
	return Address{
		Recipient: a.Recipient, Addition: given(a.Addition), Street: given(a.Street), HouseNumber: given(a.HouseNumber),
		PostalCode: given(a.PostalCode), City: a.City, Region: given(a.Region), Country: a.Country,
	}
}

func given(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
