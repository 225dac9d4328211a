package directory

import (
	"schalter/internal/errs"
)

// Snapshot is the whole directory at one revision; immutable and safe for concurrent use.
type Snapshot struct {
	revision     string
	territoryOn  string
	populationOn *string
	attributions []Attribution

	regions     []*Region
	regionByARS map[string]*Region
	regionByAGS map[string]*Region
	// regionByID and authorityByID, serviceByID and undertakingByID below find former ones too, which no list has.
	regionByID   map[string]*Region
	formerByARS  map[string]*Region
	byPostalCode map[string][]*Region

	authorities   []*Authority
	authorityByID map[string]*Authority
	// authorityByKey finds an authority by kind and natural key, such as LANDRATSAMT:09471; former ones too.
	authorityByKey map[string]*Authority
	// authoritiesByArea lists the authorities by each of their own areas.
	authoritiesByArea map[string][]*Authority

	services       []*Service
	serviceByID    map[string]*Service
	serviceByLeika map[string]*Service
	serviceBySlug  map[string]*Service

	undertakings    []*Undertaking
	undertakingByID map[string]*Undertaking

	rules    []*CompetenceRule
	ruleByID map[string]*CompetenceRule

	topics *topics
	places *places
}

// Revision is a short hash of all data, the same for the same data everywhere.
func (s *Snapshot) Revision() string { return s.revision }

// Region returns the region with this key of 2, 3, 5, 9 or 12 digits. A key of 9 digits that names no union means the single
// municipality below it. A malformed key is INVALID, an unknown one NOT_FOUND.
func (s *Snapshot) Region(ars string) (*Region, error) {
	if !WellFormedARS(ars) {
		return nil, errs.New(errs.Invalid, "an ARS has 2, 3, 5, 9 or 12 digits")
	}
	if r, ok := s.regionByARS[ars]; ok {
		return r, nil
	}
	return nil, errs.Newf(errs.NotFound, "no region has the ARS %s", ars)
}

// WellFormedARS reports whether ars consists of 2, 3, 5, 9 or 12 digits.
func WellFormedARS(ars string) bool {
	switch len(ars) {
	case 2, 3, 5, 9, 12:
	default:
		return false
	}
	for i := range len(ars) {
		if ars[i] < '0' || ars[i] > '9' {
			return false
		}
	}
	return true
}

// RegionOfThen returns the region that has this key or once had it, nil for an unknown key.
func (s *Snapshot) RegionOfThen(ars string) *Region {
	if r, ok := s.regionByARS[ars]; ok {
		return r
	}
	return s.formerByARS[ars]
}

// RegionByID returns the region, also a former one; nil for an unknown id.
func (s *Snapshot) RegionByID(id string) *Region { return s.regionByID[id] }

// RegionsByPostalCode returns the places that the postal code proposes, by ARS.
func (s *Snapshot) RegionsByPostalCode(code string) []*Region { return s.byPostalCode[code] }

// Authority returns the authority, also a dissolved one; nil for an unknown id.
func (s *Snapshot) Authority(id string) *Authority { return s.authorityByID[id] }

// Service returns the service, also a former one; nil for an unknown id.
func (s *Snapshot) Service(id string) *Service { return s.serviceByID[id] }

// ServiceByLeika returns the service with this LeiKa key, nil for an unknown key.
func (s *Snapshot) ServiceByLeika(key string) *Service { return s.serviceByLeika[key] }

// Undertaking returns the undertaking, also a former one; nil for an unknown id.
func (s *Snapshot) Undertaking(id string) *Undertaking { return s.undertakingByID[id] }

// Rule returns the rule of competence, nil for an unknown id.
func (s *Snapshot) Rule(id string) *CompetenceRule { return s.ruleByID[id] }

// AuthoritiesOf returns the authorities that are there for the region, the most local first, then by kind and name.
func (s *Snapshot) AuthoritiesOf(region *Region) []*Authority {
	var found []*Authority
	for _, n := range []int{12, 9, 5, 3, 2} {
		if len(region.ARS) >= n {
			found = append(found, s.authoritiesByArea[region.ARS[:n]]...)
		}
	}
	return found
}
