package directory

import (
	"slices"
	"strings"

	"schalter/internal/postal"
)

// PostalAddressDoubtKind is what looks odd about an address (enum PostalAddressDoubtKind of the contract).
type PostalAddressDoubtKind string

// The kinds of doubt.
const (
	StreetMissing         PostalAddressDoubtKind = "STREET_MISSING"
	HouseNumberMissing    PostalAddressDoubtKind = "HOUSE_NUMBER_MISSING"
	PostalCodeOfOtherTown PostalAddressDoubtKind = "POSTAL_CODE_OF_OTHER_TOWN"
)

// PostalAddressDoubt is something about an address that may be right and often is not (type PostalAddressDoubt of the contract).
type PostalAddressDoubt struct {
	Kind PostalAddressDoubtKind
	// Regions are the places that the postal code proposes; where it proposes none, those that the name of the town means.
	Regions []*Region
}

// maxProposed is how many places a doubt names.
const maxProposed = 10

// AddressDoubts returns what looks odd about an address. It is for asking the person and refuses nothing: the register knows only
// Bavaria, and postal codes propose places and never exclude one.
func (s *Snapshot) AddressDoubts(a postal.Address) []*PostalAddressDoubt {
	doubts := []*PostalAddressDoubt{}
	if a.Street == nil {
		doubts = append(doubts, &PostalAddressDoubt{Kind: StreetMissing})
	}
	if a.Country != "DE" {
		return doubts
	}
	if a.HouseNumber == nil && (a.Street == nil || !strings.ContainsAny(*a.Street, "0123456789")) {
		doubts = append(doubts, &PostalAddressDoubt{Kind: HouseNumberMissing})
	}
	if regions := s.otherTowns(a); regions != nil {
		doubts = append(doubts, &PostalAddressDoubt{Kind: PostalCodeOfOtherTown, Regions: regions[:min(len(regions), maxProposed)]})
	}
	return doubts
}

// otherTowns returns the places to be named when postal code and town do not seem to belong together; nil when they may.
func (s *Snapshot) otherTowns(a postal.Address) []*Region {
	if a.PostalCode == nil {
		return nil
	}
	coded, words := s.byPostalCode[*a.PostalCode], nameWords(a.City)
	named := municipalities(s.places.exact(words))
	if len(coded) == 0 {
		return named
	}
	if slices.ContainsFunc(named, func(r *Region) bool { return slices.Contains(coded, r) }) {
		return nil
	}
	// The name of a hamlet is in no register; where there are no streets it stands in place of the town.
	if len(named) == 0 && (a.Street == nil || s.mentions(words, coded)) {
		return nil
	}
	return coded
}

// mentions reports whether some of the words name one of the regions or a part of it: Markt Burgwindheim, Bamberg OT Gaustadt; or whether
// they begin as one does: Rothenburg o.d.T.
func (s *Snapshot) mentions(words []string, regions []*Region) bool {
	if len(words) > 0 && slices.ContainsFunc(regions, func(r *Region) bool { return nameWords(r.Name)[0] == words[0] }) {
		return true
	}
	for from := range words {
		for to := from + 1; to <= min(from+s.places.longest, len(words)); to++ {
			named := municipalities(s.places.exact(words[from:to]))
			if slices.ContainsFunc(named, func(r *Region) bool { return slices.Contains(regions, r) }) {
				return true
			}
		}
	}
	return false
}

// municipalities are those of the meanings, each once.
func municipalities(meanings []naming) []*Region {
	var list []*Region
	for _, m := range meanings {
		if (m.region.Kind == RegionGemeinde || m.region.Kind == RegionGemeindefrei) && !slices.Contains(list, m.region) {
			list = append(list, m.region)
		}
	}
	return list
}
