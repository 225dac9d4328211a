package directory

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// RegionFilter narrows a list of regions; empty fields do not.
type RegionFilter struct {
	Kind RegionKind
	// Within keeps what lies in the region with this ARS.
	Within string
}

// Regions returns those that fit, by ARS.
func (s *Snapshot) Regions(f RegionFilter) []*Region {
	return filter(s.regions, f.fits)
}

func (f RegionFilter) fits(r *Region) bool {
	return (f.Kind == "" || r.Kind == f.Kind) && covers(f.Within, r.ARS)
}

// AuthorityFilter narrows a list of authorities; empty fields do not.
type AuthorityFilter struct {
	Kind AuthorityKind
	// Within keeps the authorities with an area in the region with this ARS.
	Within string
}

// Authorities returns those that fit, by name.
func (s *Snapshot) Authorities(f AuthorityFilter) []*Authority {
	return filter(s.authorities, f.fits)
}

func (f AuthorityFilter) fits(a *Authority) bool {
	within := func(area *Region) bool { return covers(f.Within, area.ARS) }
	return (f.Kind == "" || a.Kind == f.Kind) && slices.ContainsFunc(a.areas, within)
}

// ServiceFilter narrows a list of services; empty fields do not.
type ServiceFilter struct {
	// UndertakingID keeps the bundle of one undertaking; an unknown one has none.
	UndertakingID string
	// Locale is the language of the order.
	Locale string
}

// Services returns those that fit, by name in the language.
func (s *Snapshot) Services(f ServiceFilter) []*Service {
	return byText(filter(s.services, f.fits), func(v *Service) string { return v.Text(f.Locale).Name })
}

func (f ServiceFilter) fits(v *Service) bool {
	return f.UndertakingID == "" || slices.ContainsFunc(v.undertakings, func(u *Undertaking) bool { return u.ID == f.UndertakingID })
}

// UndertakingFilter orders a list of undertakings.
type UndertakingFilter struct {
	// Locale is the language of the order.
	Locale string
	// Frequent keeps those that people set out to do most often, and puts the most frequent first.
	Frequent bool
}

func (f UndertakingFilter) fits(u *Undertaking) bool { return !f.Frequent || u.Frequent > 0 }

// Undertakings returns them by name in the language, the frequent ones by how frequent they are.
func (s *Snapshot) Undertakings(f UndertakingFilter) []*Undertaking {
	all := byText(filter(s.undertakings, f.fits), func(u *Undertaking) string { return u.Text(f.Locale).Name })
	if f.Frequent {
		slices.SortStableFunc(all, func(a, b *Undertaking) int { return cmp.Compare(a.Frequent, b.Frequent) })
	}
	return all
}

// ServicesOf returns the services that the authority handles on t's calendar day, in any role, by slug.
func (s *Snapshot) ServicesOf(a *Authority, at time.Time) []*Service {
	handled := map[*Service]bool{}
	for _, area := range a.areas {
		local := s.AuthoritiesOf(area)
		for _, service := range s.services {
			if !handled[service] && handles(a, competence(area, local, service, at)) {
				handled[service] = true
			}
		}
	}
	for _, rule := range s.rules {
		// A rule may name the authority for places outside its own areas.
		if rule.authority == a && rule.ValidAt(at) {
			handled[rule.service] = true
		}
	}
	return filter(s.services, func(service *Service) bool { return handled[service] })
}

func handles(a *Authority, c *Competence) bool {
	return slices.ContainsFunc(c.Candidates, func(candidate *CompetentAuthority) bool { return candidate.Authority == a })
}

// UndertakingsOf returns those that need the service, by slug.
func (s *Snapshot) UndertakingsOf(service *Service) []*Undertaking { return service.undertakings }

// filter returns what fits in a slice of its own, never nil.
func filter[T any](all []T, fits func(T) bool) []T {
	kept := make([]T, 0, len(all))
	for _, v := range all {
		if fits(v) {
			kept = append(kept, v)
		}
	}
	return kept
}

func byText[T any](list []T, name func(T) string) []T {
	type named struct {
		key  string
		item T
	}
	sorted := make([]named, len(list))
	for i, item := range list {
		sorted[i] = named{sortKey(name(item)) + "\x00" + name(item), item}
	}
	slices.SortStableFunc(sorted, func(a, b named) int { return cmp.Or(strings.Compare(a.key, b.key)) })
	for i := range sorted {
		list[i] = sorted[i].item
	}
	return list
}
