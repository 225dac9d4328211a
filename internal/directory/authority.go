package directory

import "schalter/internal/id"

// AuthorityKind is the kind of an authority (enum AuthorityKind of the contract).
type AuthorityKind string

// The kinds of the contract.
const (
	KindGemeinde                AuthorityKind = "GEMEINDE"
	KindVerwaltungsgemeinschaft AuthorityKind = "VERWALTUNGSGEMEINSCHAFT"
	KindKreisfreieStadt         AuthorityKind = "KREISFREIE_STADT"
	KindLandratsamt             AuthorityKind = "LANDRATSAMT"
	KindBezirk                  AuthorityKind = "BEZIRK"
	KindRegierung               AuthorityKind = "REGIERUNG"
	KindMinistry                AuthorityKind = "MINISTRY"
	KindIHK                     AuthorityKind = "IHK"
	KindHWK                     AuthorityKind = "HWK"
	KindHealthOffice            AuthorityKind = "HEALTH_OFFICE"
	KindPointOfSingleContact    AuthorityKind = "POINT_OF_SINGLE_CONTACT"
	KindOther                   AuthorityKind = "OTHER"
)

// kindOrder lists every kind, the most local first.
var kindOrder = map[AuthorityKind]int{
	KindKreisfreieStadt: 1, KindGemeinde: 2, KindVerwaltungsgemeinschaft: 3, KindLandratsamt: 4, KindHealthOffice: 5,
	KindBezirk: 6, KindRegierung: 7, KindIHK: 8, KindHWK: 9, KindPointOfSingleContact: 10, KindMinistry: 11, KindOther: 12,
}

// Authority is one authority (öffentliche Stelle); read-only. What is not known is nil: streets, phones, fax numbers and websites are not in the
// sources, and e-mail addresses are never kept here.
type Authority struct {
	ID      string
	Version int
	Name    string
	Kind    AuthorityKind
	// SeatPostalCode and SeatCity are the known part of the address.
	SeatPostalCode, SeatCity *string
	PostBox                  *string
	Phone                    *string
	Fax                      *string
	Website                  *string
	OpeningHours             *string
	PrivacyNotice            *string
	// ValidTo is the first day (ISO 8601) on which the authority was not there any more; nil while it is.
	ValidTo *string

	key       string
	sortKey   string
	region    *Region
	areas     []*Region
	successor *Authority
}

// AuthorityID returns the id of the authority of this kind whose natural key is key: the ARS of its own place, or a chamber's name.
func AuthorityID(kind AuthorityKind, key string) string {
	return id.Derive(id.Authority, string(kind)+":"+key)
}

// Region returns the place of its seat, nil where not known.
func (a *Authority) Region() *Region { return a.region }

// Dissolved reports whether the authority is not there any more.
func (a *Authority) Dissolved() bool { return a.ValidTo != nil }

// Successor returns the authority that took over the tasks of a dissolved one, nil where there is none or it is not known.
func (a *Authority) Successor() *Authority { return a.successor }

// LastSuccessor returns the end of the line of successors, nil where there is none.
func (a *Authority) LastSuccessor() *Authority {
	last := a.successor
	for last != nil && last.successor != nil {
		last = last.successor
	}
	return last
}

// Areas returns the regions that the authority is there for, by ARS; callers must not change the slice.
func (a *Authority) Areas() []*Region { return a.areas }

// Serves reports whether the authority is there for the place.
func (a *Authority) Serves(place *Region) bool {
	for _, area := range a.areas {
		if area.Covers(place) {
			return true
		}
	}
	return false
}
