package directory

import (
	"cmp"
	"slices"
	"strings"
)

// office is what people call authorities of some kinds when they leave out which one.
type office struct {
	kinds []AuthorityKind
	de    []string
	en    []string
	// local asks for a place: without one the word says nothing.
	local bool
}

var offices = []*office{
	{kinds: []AuthorityKind{KindKreisfreieStadt, KindGemeinde}, local: true,
		de: []string{"Rathaus", "Stadtverwaltung", "Gemeindeverwaltung", "Stadt", "Gemeinde", "Markt", "Marktgemeinde", "Landeshauptstadt", "Kreisfreie Stadt",
			"Große Kreisstadt", "Bürgerbüro", "Bürgeramt", "Bürgerservice", "Gemeindeamt", "Bürgermeister", "Kommune", "Ordnungsamt",
			"Falschparker", "Falschparker melden", "Verkehrsüberwachung", "Strafzettel", "Knöllchen", "Ruhestörung"},
		en: []string{"town hall", "city hall", "city", "town", "municipality", "city council", "mayor"}},
	{kinds: []AuthorityKind{KindLandratsamt},
		de: []string{"Landratsamt", "LRA", "Kreisverwaltung", "Kreisverwaltungsbehörde", "Landrat"},
		en: []string{"district office", "district authority"}},
	{kinds: []AuthorityKind{KindVerwaltungsgemeinschaft},
		de: []string{"Verwaltungsgemeinschaft", "VG", "VGem"},
		en: []string{"administrative union"}},
	{kinds: []AuthorityKind{KindRegierung},
		de: []string{"Regierung", "Bezirksregierung"},
		en: []string{"regional government", "government"}},
	{kinds: []AuthorityKind{KindBezirk},
		de: []string{"Bezirk", "Bezirksverwaltung"}},
	{kinds: []AuthorityKind{KindIHK},
		de: []string{"IHK", "Industrie- und Handelskammer", "Handelskammer", "Industriekammer"},
		en: []string{"chamber of commerce", "chamber of industry and commerce"}},
	{kinds: []AuthorityKind{KindHWK},
		de: []string{"HWK", "Handwerkskammer"},
		en: []string{"chamber of crafts", "chamber of skilled crafts"}},
	{kinds: []AuthorityKind{KindIHK, KindHWK},
		de: []string{"Kammer"},
		en: []string{"chamber"}},
	{kinds: []AuthorityKind{KindPointOfSingleContact},
		de: []string{"Einheitlicher Ansprechpartner", "Ansprechpartner", "EA", "einheitliche Stelle"},
		en: []string{"point of single contact", "single contact", "PSC"}},
	{kinds: []AuthorityKind{KindKreisfreieStadt, KindGemeinde, KindVerwaltungsgemeinschaft, KindLandratsamt, KindRegierung}, local: true,
		de: []string{"Behörde", "Amt", "Verwaltung", "zuständige Stelle", "Dienststelle"},
		en: []string{"authority", "authorities", "public office", "administration"}},
}

// authoritiesOfOffice returns those of the office's kinds that are there for the places; where there is none, those inside the first place
// that has any; without a place all of them, by name.
func (s *Snapshot) authoritiesOfOffice(o *office, places []*Region) []*Authority {
	if len(places) == 0 {
		if o.local {
			return nil
		}
		return filter(s.authorities, o.is)
	}
	var found []*Authority
	for _, place := range places {
		local := filter(s.AuthoritiesOf(place), o.is)
		if len(local) == 0 && len(found) == 0 && len(place.ARS) < 12 {
			local = filter(s.authorities, func(a *Authority) bool { return o.is(a) && a.within(place) })
		}
		nearest(local, place)
		found = append(found, local...)
	}
	return unique(found)
}

func (o *office) is(a *Authority) bool { return slices.Contains(o.kinds, a.Kind) }

func (a *Authority) within(place *Region) bool {
	return slices.ContainsFunc(a.areas, place.Covers)
}

// nearest puts the authority named after the place first, and keeps the order otherwise.
func nearest(authorities []*Authority, place *Region) {
	slices.SortStableFunc(authorities, func(a, b *Authority) int {
		return cmp.Compare(named(b, place), named(a, place))
	})
}

func named(a *Authority, place *Region) int {
	if strings.HasSuffix(a.Name, " "+place.Name) {
		return 1
	}
	return 0
}

func unique[T comparable](list []T) []T {
	seen := make(map[T]bool, len(list))
	return filter(list, func(v T) bool {
		fresh := !seen[v]
		seen[v] = true
		return fresh
	})
}
