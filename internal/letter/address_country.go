package letter

// form is the way a country writes the end of an address.
type form struct {
	// name is the German name of the country, as the last line of a letter posted in Germany.
	name string
	// numberFirst puts the house number before the street.
	numberFirst bool
	// between parts street and house number; empty means a space.
	between string
	// place says where the postal code goes.
	place place
}

type place int

const (
	// codeCity: 96047 Bamberg.
	codeCity place = iota
	// codeCityRegion: 20121 Milano (MI).
	codeCityRegion
	// cityCode: Valletta VLT 1117.
	cityCode
	// cityCommaCode: Rīga, LV-1010.
	cityCommaCode
	// cityRegionCode: Springfield, IL 62701.
	cityRegionCode
	// codeBelow: London, then the postal code on a line of its own.
	codeBelow
	// cityAbove: Budapest, then the street, then the postal code.
	cityAbove
)

// tight is the form with place and postal code on one line, where the country's own takes two and they do not fit.
func (f form) tight() form {
	switch f.place {
	case codeBelow:
		f.place = cityCode
	case cityAbove:
		f.place = codeCity
	}
	return f
}

// home is the country that letters are posted in; its name is not printed.
const home = "DE"

// forms has the countries that letters are sent to, by ISO 3166-1 alpha-2: the European Union, the EEA, Switzerland and the
// countries most letters from Germany go to beyond (forms after the Universal Postal Union's addressing systems).
var forms = map[string]form{
	"AD": {name: "Andorra"},
	"AL": {name: "Albanien"},
	"AT": {name: "Österreich"},
	"AU": {name: "Australien", numberFirst: true, place: cityRegionCode},
	"BA": {name: "Bosnien und Herzegowina"},
	"BE": {name: "Belgien"},
	"BG": {name: "Bulgarien"},
	"BR": {name: "Brasilien", between: ", "},
	"CA": {name: "Kanada", numberFirst: true, place: cityRegionCode},
	"CH": {name: "Schweiz"},
	"CY": {name: "Zypern"},
	"CZ": {name: "Tschechien"},
	"DE": {name: "Deutschland"},
	"DK": {name: "Dänemark"},
	"EE": {name: "Estland"},
	"ES": {name: "Spanien", between: ", ", place: codeCityRegion},
	"FI": {name: "Finnland"},
	"FR": {name: "Frankreich", numberFirst: true},
	"GB": {name: "Vereinigtes Königreich", numberFirst: true, place: codeBelow},
	"GE": {name: "Georgien"},
	"GR": {name: "Griechenland"},
	"HR": {name: "Kroatien"},
	"HU": {name: "Ungarn", place: cityAbove},
	"IE": {name: "Irland", numberFirst: true, place: codeBelow},
	"IL": {name: "Israel", numberFirst: true},
	"IS": {name: "Island"},
	"IT": {name: "Italien", place: codeCityRegion},
	"JP": {name: "Japan"},
	"LI": {name: "Liechtenstein"},
	"LT": {name: "Litauen"},
	"LU": {name: "Luxemburg", numberFirst: true, between: ", "},
	"LV": {name: "Lettland", place: cityCommaCode},
	"MC": {name: "Monaco", numberFirst: true},
	"MD": {name: "Moldau"},
	"ME": {name: "Montenegro"},
	"MK": {name: "Nordmazedonien"},
	"MT": {name: "Malta", numberFirst: true, between: ", ", place: cityCode},
	"NL": {name: "Niederlande"},
	"NO": {name: "Norwegen"},
	"NZ": {name: "Neuseeland", numberFirst: true, place: cityCode},
	"PL": {name: "Polen"},
	"PT": {name: "Portugal"},
	"RO": {name: "Rumänien"},
	"RS": {name: "Serbien"},
	"SE": {name: "Schweden"},
	"SI": {name: "Slowenien"},
	"SK": {name: "Slowakei"},
	"SM": {name: "San Marino"},
	"TR": {name: "Türkei"},
	"UA": {name: "Ukraine", between: ", "},
	"US": {name: "Vereinigte Staaten", numberFirst: true, place: cityRegionCode},
	"VA": {name: "Vatikanstadt"},
	"XK": {name: "Kosovo"},
}
