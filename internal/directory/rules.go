package directory

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"schalter/internal/id"
)

// ruleEntry is one line of thought in data/rules.json: the same rule for several services and areas. Authority is the natural
// key of one authority, such as LANDRATSAMT:09471; otherwise Kinds are given.
type ruleEntry struct {
	Services  []string        `json:"services"`
	Role      CompetenceRole  `json:"role"`
	Areas     []string        `json:"areas"`
	Kinds     []AuthorityKind `json:"kinds"`
	Authority string          `json:"authority"`
	// LegalBasis is that of the competence, not of the service.
	LegalBasis *string `json:"legalBasis"`
	ValidFrom  *string `json:"validFrom"`
	ValidTo    *string `json:"validTo"`
	Source     string  `json:"source"`
	SourceOn   string  `json:"sourceOn"`
	De         string  `json:"de"`
	En         string  `json:"en"`
	// Submission narrows by which way an application is valid where the rule decides.
	Submission *submissionEntry `json:"submission"`
}

// largerTowns is written as an area for the 29 Große Kreisstädte (Art. 9 (2) GO), one rule each.
const largerTowns = "GROSSE_KREISSTAEDTE"

func (s *Snapshot) loadRules(data fs.FS) error {
	entries, err := readList[ruleEntry](data, "rules.json")
	if err != nil {
		return err
	}
	for i := range entries {
		if err := s.addRules(&entries[i]); err != nil {
			return fmt.Errorf("rules.json: entry %d, %v: %w", i+1, entries[i].Services, err)
		}
	}
	slices.SortFunc(s.rules, func(a, b *CompetenceRule) int { return strings.Compare(a.key, b.key) })
	for _, r := range s.rules {
		r.service.rules = append(r.service.rules, r)
	}
	return s.refuseOverlaps()
}

func (s *Snapshot) addRules(e *ruleEntry) error {
	if err := s.checkRule(e); err != nil {
		return err
	}
	areas, err := s.ruleAreas(e)
	if err != nil {
		return err
	}
	submission, err := e.Submission.submission()
	if err != nil {
		return err
	}
	for _, slug := range e.Services {
		service := s.serviceBySlug[slug]
		if service == nil {
			return fmt.Errorf("unknown service %q", slug)
		}
		if service.ValidTo != nil && e.ValidTo == nil {
			return fmt.Errorf("service %q is a former one, so the rule must end", slug)
		}
		for _, area := range areas {
			r := s.newRule(e, service, area)
			r.submission = submission
			if s.ruleByID[r.ID] != nil {
				return fmt.Errorf("rule %s is doubled", r.key)
			}
			s.rules = append(s.rules, r)
			s.ruleByID[r.ID] = r
		}
	}
	return nil
}

func (s *Snapshot) checkRule(e *ruleEntry) error {
	unknownKind := slices.ContainsFunc(e.Kinds, func(k AuthorityKind) bool { _, ok := kindOrder[k]; return !ok })
	switch {
	case !slices.Contains(roles, e.Role):
		return fmt.Errorf("unknown role %q", e.Role)
	case (e.Authority == "") == (len(e.Kinds) == 0) || unknownKind:
		return fmt.Errorf("a rule names either one authority or known kinds")
	case e.Authority != "" && s.authorityByKey[e.Authority] == nil:
		return fmt.Errorf("unknown authority %q", e.Authority)
	case e.Source == "" || e.SourceOn == "" || e.De == "" || e.En == "":
		return fmt.Errorf("source or explanation is missing")
	case e.ValidFrom != nil && e.ValidTo != nil && *e.ValidFrom >= *e.ValidTo:
		return fmt.Errorf("validity is empty")
	case e.ValidTo == nil && e.Authority != "" && s.authorityByKey[e.Authority].Dissolved():
		return fmt.Errorf("authority %q is dissolved, so the rule must end", e.Authority)
	}
	return nil
}

func (s *Snapshot) ruleAreas(e *ruleEntry) ([]*Region, error) {
	var areas []*Region
	for _, key := range e.Areas {
		if key == largerTowns {
			areas = append(areas, s.largerTowns()...)
			continue
		}
		area := s.RegionOfThen(key)
		if area == nil || area.ValidTo != nil && e.ValidTo == nil {
			return nil, fmt.Errorf("area %q is unknown, or a former one in a rule without end", key)
		}
		areas = append(areas, area)
	}
	return areas, nil
}

func (s *Snapshot) largerTowns() []*Region {
	var towns []*Region
	for _, r := range s.regions {
		if r.Designation != nil && *r.Designation == "Große Kreisstadt" {
			towns = append(towns, r)
		}
	}
	return towns
}

func (s *Snapshot) newRule(e *ruleEntry, service *Service, area *Region) *CompetenceRule {
	who, from := e.Authority, ""
	if who == "" {
		kinds := make([]string, len(e.Kinds))
		for i, k := range e.Kinds {
			kinds[i] = string(k)
		}
		who = strings.Join(kinds, "+")
	}
	if e.ValidFrom != nil {
		from = *e.ValidFrom
	}
	key := strings.Join([]string{service.Slug, string(e.Role), area.ARS, who, from}, "|")
	return &CompetenceRule{
		ID: id.Derive(id.Rule, key), Version: 1, Role: e.Role, AuthorityKinds: append([]AuthorityKind{}, e.Kinds...),
		LegalBasis: e.LegalBasis, ValidFrom: e.ValidFrom, ValidTo: e.ValidTo, Source: e.Source, SourceOn: e.SourceOn,
		key: key, who: who, service: service, area: area, authority: s.authorityByKey[e.Authority],
		texts: map[string]*RuleText{"de": {e.De}, "en": {e.En}},
	}
}

// refuseOverlaps refuses two rules of the same service, role, area and authority whose validity overlaps.
func (s *Snapshot) refuseOverlaps() error {
	for i := 1; i < len(s.rules); i++ {
		a, b := s.rules[i-1], s.rules[i]
		same := a.service == b.service && a.Role == b.Role && a.area == b.area && a.who == b.who
		// Sorted by key, the later beginning comes second.
		if same && (a.ValidTo == nil || b.ValidFrom == nil || *b.ValidFrom < *a.ValidTo) {
			return fmt.Errorf("rules %s and %s overlap", a.key, b.key)
		}
	}
	return nil
}
