package directory_test

import (
	"slices"
	"strings"
	"testing"

	"schalter/internal/directory"
	"schalter/internal/postal"
)

// german is an address in Germany: street, house number, postal code, town; empty parts are absent.
func german(street, number, code, city string) postal.Address {
	part := func(s string) *string {
		if s == "" {
			return nil
		}
		return &s
	}
	return postal.Address{Street: part(street), HouseNumber: part(number), PostalCode: part(code), City: city, Country: "DE"}
}

func TestWhatLooksOddAboutAnAddressIsNamed(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	for _, tt := range []struct {
		name    string
		address postal.Address
		want    string
	}{
		{"a whole address", german("Hauptstraße", "5", "96047", "Bamberg"), ""},
		{"the town of another postal code", german("Hauptstraße", "5", "96047", "Bayreuth"), "POSTAL_CODE_OF_OTHER_TOWN(Bamberg)"},
		{"a town nobody knows", german("Hauptstraße", "5", "96154", "Burgwindhaim an der Ebrach"), "POSTAL_CODE_OF_OTHER_TOWN(Burgwindheim)"},
		{"a postal code that is none of the town's", german("Hauptstraße", "5", "96046", "Bamberg"), "POSTAL_CODE_OF_OTHER_TOWN(Bamberg)"},
		{"a title before the town", german("Hauptstraße", "5", "96154", "Markt Burgwindheim"), ""},
		{"a part behind the town", german("Hauptstraße", "5", "96049", "Bamberg-Gaustadt"), ""},
		{"a part of the town alone", german("Hauptstraße", "5", "96049", "Gaustadt"), ""},
		{"a name of one of several places of a code", german("Dorfstraße", "1", "95473", "Creußen"), ""},
		{"umlauts written out", german("Hauptstraße", "5", "80331", "Muenchen"), ""},
		{"the town in English", german("Hauptstraße", "5", "80331", "Munich"), ""},
		{"a town in the register with its river", german("Hauptstraße", "5", "91413", "Neustadt an der Aisch"), ""},
		{"a river in its letters", german("Hauptstraße", "5", "91541", "Rothenburg o.d.T."), ""},
		{"a forest cut short", german("Hauptstraße", "5", "94258", "Frauenau b. Zwiesel"), ""},
		{"a town without a letter", german("Hauptstraße", "5", "96047", "-"), "POSTAL_CODE_OF_OTHER_TOWN(Bamberg)"},
		{"a hamlet", german("", "7", "95473", "Hinterkleebach"), "STREET_MISSING()"},
		{"a hamlet with the name of another town", german("", "7", "95473", "Bamberg"), "STREET_MISSING() POSTAL_CODE_OF_OTHER_TOWN(Creußen,Haag,Prebitz)"},
		{"no house number", german("Schloßplatz", "", "96047", "Bamberg"), "HOUSE_NUMBER_MISSING()"},
		{"the number in the street's field", german("Hauptstraße 5", "", "96047", "Bamberg"), ""},
		{"neither", german("", "", "96047", "Bamberg"), "STREET_MISSING() HOUSE_NUMBER_MISSING()"},
		{"outside Bavaria", german("Unter den Linden", "5", "10117", "Berlin"), ""},
		{"a town outside Bavaria with a code of ours", german("Unter den Linden", "5", "96047", "Berlin"), "POSTAL_CODE_OF_OTHER_TOWN(Bamberg)"},
		{"abroad without a number", postal.Address{Street: new("O’Connell Street"), City: "Dublin", Country: "IE"}, ""},
		{"abroad without a street", postal.Address{City: "Dublin", Country: "IE"}, "STREET_MISSING()"},
	} {
		var got []string
		for _, d := range s.AddressDoubts(tt.address) {
			var names []string
			for _, r := range d.Regions {
				names = append(names, r.Name)
			}
			slices.Sort(names)
			got = append(got, string(d.Kind)+"("+strings.Join(names, ",")+")")
		}
		if all := strings.Join(got, " "); all != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, all, tt.want)
		}
	}
}

// What the register itself writes is never odd.
func TestNoMunicipalityDoubtsItsOwnPostalCodes(t *testing.T) {
	t.Parallel()
	s := embedded(t)
	checked := 0
	for _, r := range s.Regions(directory.RegionFilter{Kind: directory.RegionGemeinde}) {
		for _, code := range r.PostalCodes {
			checked++
			if doubts := s.AddressDoubts(german("Hauptstraße", "1", code, r.Name)); len(doubts) > 0 {
				t.Errorf("%s %s: %s", code, r.Name, doubts[0].Kind)
			}
		}
	}
	if checked < 2000 {
		t.Errorf("only %d codes checked", checked)
	}
}
