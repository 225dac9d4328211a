package letter_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"schalter/internal/letter"
)

func TestAddressesFollowTheirCountry(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		address letter.Address
		want    []string
	}{
		{letter.Address{Street: "Hauptstraße", HouseNumber: "12a", PostalCode: "96047", City: "Bamberg", Country: "DE"},
			[]string{"Hauptstraße 12a", "96047 Bamberg"}},
		{letter.Address{Addition: "c/o Café „Zur Post“", Street: "Am Kranen", PostalCode: "96047", City: "Bamberg", Country: "DE"},
			[]string{"c/o Café „Zur Post“", "Am Kranen", "96047 Bamberg"}},
		{letter.Address{HouseNumber: "7", PostalCode: "94154", City: "Hinterwald", Country: "DE"},
			[]string{"Hinterwald 7", "94154 Hinterwald"}},
		{letter.Address{PostalCode: "25849", City: "Hallig Süderoog", Country: "DE"},
			[]string{"25849 Hallig Süderoog"}},
		{letter.Address{Street: "Getreidegasse", HouseNumber: "9/3", PostalCode: "5020", City: "Salzburg", Country: "AT"},
			[]string{"Getreidegasse 9/3", "5020 Salzburg", "ÖSTERREICH"}},
		{letter.Address{Street: "Bundesgasse", HouseNumber: "3", PostalCode: "3003", City: "Bern", Country: "CH"},
			[]string{"Bundesgasse 3", "3003 Bern", "SCHWEIZ"}},
		{letter.Address{Street: "Städtle", HouseNumber: "49", PostalCode: "9490", City: "Vaduz", Country: "LI"},
			[]string{"Städtle 49", "9490 Vaduz", "LIECHTENSTEIN"}},
		{letter.Address{Street: "Avenue des Champs-Élysées", HouseNumber: "12 bis", PostalCode: "75008", City: "Paris", Country: "FR"},
			[]string{"12 bis Avenue des Champs-Élysées", "75008 Paris", "FRANKREICH"}},
		{letter.Address{Street: "Via Dante", HouseNumber: "4", PostalCode: "20121", City: "Milano", Region: "MI", Country: "IT"},
			[]string{"Via Dante 4", "20121 Milano (MI)", "ITALIEN"}},
		{letter.Address{Street: "Via Dante", HouseNumber: "4", PostalCode: "20121", City: "Milano", Country: "IT"},
			[]string{"Via Dante 4", "20121 Milano", "ITALIEN"}},
		{letter.Address{Street: "Calle Mayor", HouseNumber: "5, 2º B", PostalCode: "28013", City: "Madrid", Country: "ES"},
			[]string{"Calle Mayor, 5, 2º B", "28013 Madrid", "SPANIEN"}},
		{letter.Address{Street: "Keizersgracht", HouseNumber: "1-hs", PostalCode: "1015 CC", City: "Amsterdam", Country: "NL"},
			[]string{"Keizersgracht 1-hs", "1015 CC Amsterdam", "NIEDERLANDE"}},
		{letter.Address{Street: "ul. Piotrkowska", HouseNumber: "104", PostalCode: "90-926", City: "Łódź", Country: "PL"},
			[]string{"ul. Piotrkowska 104", "90-926 Łódź", "POLEN"}},
		{letter.Address{HouseNumber: "5", PostalCode: "257 41", City: "Lhota", Country: "CZ"},
			[]string{"Lhota 5", "257 41 Lhota", "TSCHECHIEN"}},
		{letter.Address{Street: "Þórsgata", HouseNumber: "1", PostalCode: "101", City: "Reykjavík", Country: "IS"},
			[]string{"Þórsgata 1", "101 Reykjavík", "ISLAND"}},
		{letter.Address{Street: "Storgata", HouseNumber: "2B", PostalCode: "0184", City: "Oslo", Country: "NO"},
			[]string{"Storgata 2B", "0184 Oslo", "NORWEGEN"}},
		{letter.Address{Street: "Downing Street", HouseNumber: "10", PostalCode: "SW1A 2AA", City: "London", Country: "GB"},
			[]string{"10 Downing Street", "London", "SW1A 2AA", "VEREINIGTES KÖNIGREICH"}},
		{letter.Address{Street: "O’Connell Street", HouseNumber: "1", PostalCode: "D01 F5P2", City: "Dublin", Region: "Co. Dublin", Country: "IE"},
			[]string{"1 O’Connell Street", "Dublin, Co. Dublin", "D01 F5P2", "IRLAND"}},
		{letter.Address{Street: "rue du Fort", HouseNumber: "3", PostalCode: "L-1234", City: "Luxembourg", Country: "LU"},
			[]string{"3, rue du Fort", "L-1234 Luxembourg", "LUXEMBURG"}},
		{letter.Address{Street: "Fő utca", HouseNumber: "12", PostalCode: "1011", City: "Budapest", Country: "HU"},
			[]string{"Budapest", "Fő utca 12", "1011", "UNGARN"}},
		{letter.Address{Street: "Brīvības iela", HouseNumber: "7", PostalCode: "LV-1010", City: "Rīga", Country: "LV"},
			[]string{"Brīvības iela 7", "Rīga, LV-1010", "LETTLAND"}},
		{letter.Address{Street: "Triq ir-Repubblika", HouseNumber: "2", PostalCode: "VLT 1117", City: "Il-Belt Valletta", Country: "MT"},
			[]string{"2, Triq ir-Repubblika", "Il-Belt Valletta VLT 1117", "MALTA"}},
		{letter.Address{Street: "Οδός Ερμού", HouseNumber: "10", PostalCode: "105 63", City: "Αθήνα", Country: "GR"},
			[]string{"Οδός Ερμού 10", "105 63 Αθήνα", "GRIECHENLAND"}},
		{letter.Address{Street: "ул. Шипка", HouseNumber: "3", PostalCode: "1504", City: "София", Country: "BG"},
			[]string{"ул. Шипка 3", "1504 София", "BULGARIEN"}},
		{letter.Address{Street: "Main St", HouseNumber: "742", PostalCode: "62701", City: "Springfield", Region: "IL", Country: "US"},
			[]string{"742 Main St", "Springfield, IL 62701", "VEREINIGTE STAATEN"}},
	} {
		tt.address.Recipient = "K\u035fhālid Müller"
		got, err := letter.AddressLines(tt.address)
		want := append([]string{"K\u035fhālid Müller"}, tt.want...)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v; want %q", tt.address.Country, got, err, want)
		}
	}
}

func TestIncompleteAddressesNameTheField(t *testing.T) {
	t.Parallel()
	full := letter.Address{Recipient: "A", City: "B", Country: "DE"}
	for _, tt := range []struct {
		change func(*letter.Address)
		want   letter.Error
	}{
		{func(a *letter.Address) { a.Recipient = " " }, letter.Error{Fault: letter.Missing, Field: "recipient"}},
		{func(a *letter.Address) { a.City = "" }, letter.Error{Fault: letter.Missing, Field: "city"}},
		{func(a *letter.Address) { a.Country = "" }, letter.Error{Fault: letter.Missing, Field: "country"}},
		{func(a *letter.Address) { a.Country = "ZZ" }, letter.Error{Fault: letter.UnknownCountry, Field: "country"}},
		{func(a *letter.Address) { a.Country = "de" }, letter.Error{Fault: letter.UnknownCountry, Field: "country"}},
		{func(a *letter.Address) { a.Street = "张" }, letter.Error{Fault: letter.Unprintable, Field: "street"}},
		{func(a *letter.Address) { a.Addition = "a\nb" }, letter.Error{Fault: letter.Unprintable, Field: "addition"}},
	} {
		a := full
		tt.change(&a)
		_, err := letter.AddressLines(a)
		var got *letter.Error
		if !errors.As(err, &got) || *got != tt.want {
			t.Errorf("%+v: %v, want %v", a, err, &tt.want)
		}
	}
}

func TestLongAddressesAreKeptWhole(t *testing.T) {
	t.Parallel()
	long := letter.Address{
		Recipient: "Dr. Maximiliane-Alexandra Freifrau von und zu Hohenlohe-Schillingsfürst-Waldenburg", Addition: "Hinterhaus, zweiter Aufgang links",
		Street: "Prinzregentin-Luise-Ferdinande-von-Österreich-Toskana-Straße", HouseNumber: "123 b", PostalCode: "83471", City: "Schönau a. Königssee", Country: "DE",
	}
	got, err := letter.AddressLines(long)
	if err != nil || len(got) > 6 {
		t.Fatalf("%q, %v", got, err)
	}
	whole := strings.Join(got, " ")
	for _, part := range []string{long.Recipient, long.Addition, long.Street, long.PostalCode + " " + long.City} {
		if !strings.Contains(strings.ReplaceAll(whole, "- ", "-"), part) {
			t.Errorf("%q is not whole in %q", part, got)
		}
	}
}

func TestTightAddressesShareALine(t *testing.T) {
	t.Parallel()
	got, err := letter.AddressLines(letter.Address{
		Recipient: "Dr. Maximiliane-Alexandra Freifrau von und zu Hohenlohe-Schillingsfürst-Waldenburg", Addition: "Flat 3, The Old Rectory",
		Street: "St Mary’s Close", HouseNumber: "10", PostalCode: "SW1A 2AA", City: "London", Country: "GB",
	})
	want := []string{
		"Dr. Maximiliane-Alexandra Freifrau von und zu", "Hohenlohe-Schillingsfürst-Waldenburg", "Flat 3, The Old Rectory", "10 St Mary’s Close",
		"London SW1A 2AA", "VEREINIGTES KÖNIGREICH",
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v; want %q", got, err, want)
	}
}

func TestAttack44OverflowIsFlaggedNeverClipped(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		change func(*letter.Address)
		field  string
	}{
		{func(a *letter.Address) { a.Recipient = strings.Repeat("W", 60) }, "recipient"},
		{func(a *letter.Address) { a.Recipient = strings.Repeat("Wilhelmine ", 40) }, "recipient"},
		{func(a *letter.Address) { a.Street = strings.Repeat("Straße", 20) }, "street"},
		{func(a *letter.Address) { a.City = strings.Repeat("Llanfairpwllgwyngyll", 6) }, "city"},
		{func(a *letter.Address) { a.Addition = strings.Repeat("M", 200) }, "addition"},
	} {
		l := sample()
		tt.change(&l.Recipient)
		_, err := letter.AddressLines(l.Recipient)
		_, rendered := letter.Render(l)
		for what, err := range map[string]error{"AddressLines": err, "Render": rendered} {
			var got *letter.Error
			if !errors.As(err, &got) || got.Fault != letter.Overflow || got.Field != tt.field {
				t.Errorf("%s %s: %v, want overflow", what, tt.field, err)
			}
		}
	}
}
