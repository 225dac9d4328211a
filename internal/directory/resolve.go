package directory

import (
	"slices"
	"time"

	"schalter/internal/errs"
)

// MaxServices is the largest number of services that one call of Competences takes.
const MaxServices = 100

// Competences says who may handle each of the services at the place on t's calendar day in Berlin, in the order asked for.
// A malformed ARS and more than MaxServices services are INVALID, an unknown place or service is NOT_FOUND.
func (s *Snapshot) Competences(ars string, serviceIDs []string, at time.Time) ([]*Competence, error) {
	if len(serviceIDs) > MaxServices {
		return nil, errs.Newf(errs.Invalid, "at most %d services", MaxServices)
	}
	place, err := s.Region(ars)
	if err != nil {
		return nil, err
	}
	local := s.AuthoritiesOf(place)
	competences := make([]*Competence, 0, len(serviceIDs))
	for _, serviceID := range serviceIDs {
		service := s.serviceByID[serviceID]
		if service == nil {
			return nil, errs.New(errs.NotFound, "no such service")
		}
		competences = append(competences, competence(place, local, service, at))
	}
	return competences, nil
}

// competence resolves one service; local are the authorities that are there for the place.
func competence(place *Region, local []*Authority, service *Service, at time.Time) *Competence {
	c := &Competence{Service: service, Region: place, Candidates: []*CompetentAuthority{}}
	taken := map[*Authority]bool{}
	for _, role := range roles {
		var candidates []*CompetentAuthority
		for _, rule := range mostSpecific(service.rules, role, place, at) {
			authority := authorityFor(rule, local)
			// The same authority is listed once, in its first role.
			if authority == nil || taken[authority] {
				continue
			}
			taken[authority] = true
			candidates = append(candidates, &CompetentAuthority{Authority: authority, Role: role, Rule: rule})
		}
		slices.SortFunc(candidates, func(a, b *CompetentAuthority) int { return localFirst(a.Authority, b.Authority) })
		c.Candidates = append(c.Candidates, candidates...)
	}
	return c
}

// mostSpecific returns the valid rules of the role for the smallest area around the place that has any.
func mostSpecific(rules []*CompetenceRule, role CompetenceRole, place *Region, at time.Time) []*CompetenceRule {
	var found []*CompetenceRule
	for _, rule := range rules {
		if rule.Role != role || !rule.area.Covers(place) || !rule.ValidAt(at) {
			continue
		}
		if len(found) > 0 && len(rule.area.ARS) != len(found[0].area.ARS) {
			if len(rule.area.ARS) < len(found[0].area.ARS) {
				continue
			}
			found = nil
		}
		found = append(found, rule)
	}
	return found
}

// authorityFor returns the authority that the rule means, nil where none of its kinds is among the local authorities.
func authorityFor(rule *CompetenceRule, local []*Authority) *Authority {
	if rule.authority != nil {
		return rule.authority
	}
	for _, kind := range rule.AuthorityKinds {
		for _, authority := range local {
			if authority.Kind == kind {
				return authority
			}
		}
	}
	return nil
}
