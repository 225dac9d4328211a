package directory

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// Load builds a snapshot from a folder of data files and checks that they agree with each other.
func Load(data fs.FS) (*Snapshot, error) {
	s := newSnapshot()
	var err error
	if s.revision, err = revisionOf(data); err != nil {
		return nil, err
	}
	for _, part := range []func(fs.FS) error{
		s.loadAttributions, s.loadRegions, s.loadFormerRegions, s.loadAuthorities, s.loadFormerAuthorities, s.loadServices, s.loadUndertakings, s.loadRules,
	} {
		if err := part(data); err != nil {
			return nil, err
		}
	}
	facts, err := s.loadPlaceFacts(data)
	if err != nil {
		return nil, err
	}
	s.topics, s.places = newTopics(s), newPlaces(s.regions, facts)
	return s, nil
}

func newSnapshot() *Snapshot {
	return &Snapshot{
		regionByARS: map[string]*Region{}, regionByAGS: map[string]*Region{}, regionByID: map[string]*Region{},
		formerByARS: map[string]*Region{}, byPostalCode: map[string][]*Region{},
		authorityByID: map[string]*Authority{}, authorityByKey: map[string]*Authority{}, authoritiesByArea: map[string][]*Authority{},
		serviceByID: map[string]*Service{}, serviceByLeika: map[string]*Service{}, serviceBySlug: map[string]*Service{},
		undertakingByID: map[string]*Undertaking{}, ruleByID: map[string]*CompetenceRule{},
	}
}

// revisionOf hashes the names and contents of all files, in the order of the names.
func revisionOf(data fs.FS) (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(data, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(data, path)
		fmt.Fprintf(sum, "%s %d\n", path, len(content))
		sum.Write(content)
		return err
	})
	return hex.EncodeToString(sum.Sum(nil))[:12], err
}

func (s *Snapshot) loadRegions(data fs.FS) error {
	t, err := readTable(data, "regions.tsv")
	if err != nil {
		return err
	}
	for _, row := range t.rows {
		if err := s.addRegion(&reader{table: t, row: row}); err != nil {
			return err
		}
	}
	s.nameSingleMunicipalities()
	return nil
}

// readRegion reads the facts of a region, without its place among the others.
func (s *Snapshot) readRegion(row *reader) *Region {
	population := row.number("population")
	return &Region{
		ID: RegionID(row.text("ars")), ARS: row.text("ars"), AGS: row.optional("ags"), Name: row.text("name"), Designation: row.optional("designation"),
		Kind: RegionKind(row.text("kind")), Population: &population, PopulationOn: s.populationOn,
		PostalCodes: row.list("postal_codes"), Latitude: row.degrees("latitude"), Longitude: row.degrees("longitude"),
	}
}

func (s *Snapshot) addRegion(row *reader) error {
	r := s.readRegion(row)
	if row.err != nil {
		return row.err
	}
	if !WellFormedARS(r.ARS) || s.regionByARS[r.ARS] != nil {
		return fmt.Errorf("regions.tsv: ARS %q is malformed or doubled", r.ARS)
	}
	s.place(r)
	s.regions = append(s.regions, r)
	s.regionByARS[r.ARS], s.regionByID[r.ID] = r, r
	if r.AGS != nil {
		s.regionByAGS[*r.AGS] = r
	}
	for _, code := range r.PostalCodes {
		s.byPostalCode[code] = append(s.byPostalCode[code], r)
	}
	return nil
}

// place finds what r lies in; the file is sorted by ARS, so that everything above is there already.
func (s *Snapshot) place(r *Region) {
	for _, n := range []int{9, 5, 3, 2} {
		if n >= len(r.ARS) {
			continue
		}
		above := s.regionByARS[r.ARS[:n]]
		if above == nil {
			continue
		}
		if r.parent == nil {
			r.parent = above
			above.children = append(above.children, r)
		}
		if n == 5 {
			r.kreis = above
		}
	}
}

// nameSingleMunicipalities lets the 9 digits of a municipality without union mean that municipality.
func (s *Snapshot) nameSingleMunicipalities() {
	for _, r := range s.regions {
		if len(r.ARS) == 12 && s.regionByARS[r.ARS[:9]] == nil {
			s.regionByARS[r.ARS[:9]] = r
		}
	}
}

func (s *Snapshot) loadAuthorities(data fs.FS) error {
	t, err := readTable(data, "authorities.tsv")
	if err != nil {
		return err
	}
	for _, row := range t.rows {
		if err := s.addAuthority(&reader{table: t, row: row}); err != nil {
			return err
		}
	}
	slices.SortFunc(s.authorities, byNameAndKey)
	for _, authorities := range s.authoritiesByArea {
		slices.SortFunc(authorities, localFirst)
	}
	return nil
}

// localFirst orders authorities by kind, the most local first, then by name.
func localFirst(a, b *Authority) int {
	return cmp.Or(cmp.Compare(kindOrder[a.Kind], kindOrder[b.Kind]), byNameAndKey(a, b))
}

func byNameAndKey(a, b *Authority) int {
	return cmp.Or(strings.Compare(a.sortKey, b.sortKey), strings.Compare(a.key, b.key))
}

// readAuthority reads the facts of an authority, without its areas.
func (s *Snapshot) readAuthority(row *reader) *Authority {
	kind, key := AuthorityKind(row.text("kind")), row.text("key")
	a := &Authority{
		ID: AuthorityID(kind, key), Version: 1, Name: row.text("name"), Kind: kind,
		SeatPostalCode: row.optional("seat_postal_code"), SeatCity: row.optional("seat_city"),
		key: string(kind) + ":" + key, region: s.regionByARS[row.text("seat")],
	}
	a.sortKey = sortKey(a.Name)
	return a
}

func (s *Snapshot) addAuthority(row *reader) error {
	a := s.readAuthority(row)
	for _, ars := range row.list("areas") {
		area := s.regionByARS[ars]
		if area == nil {
			return fmt.Errorf("authorities.tsv: %s: unknown area %q", a.key, ars)
		}
		a.areas = append(a.areas, area)
		s.authoritiesByArea[area.ARS] = append(s.authoritiesByArea[area.ARS], a)
	}
	if _, known := kindOrder[a.Kind]; !known || s.authorityByKey[a.key] != nil || len(a.areas) == 0 {
		return fmt.Errorf("authorities.tsv: %s: unknown kind, doubled, or without an area", a.key)
	}
	s.authorities = append(s.authorities, a)
	s.authorityByID[a.ID], s.authorityByKey[a.key] = a, a
	return row.err
}
