package main

import (
	"fmt"
	"slices"
	"strings"
)

// seats finds the municipality in which an authority sits.
type seats struct{ byName map[string][]*region }

func newSeats(regions map[string]*region) *seats {
	s := &seats{byName: map[string][]*region{}}
	for _, r := range regions {
		if r.kind == "GEMEINDE" {
			s.byName[seatKey(r.name)] = append(s.byName[seatKey(r.name)], r)
		}
	}
	return s
}

// seatKey levels spellings such as "Neustadt a. d. Saale" and "Neustadt a.d.Saale".
func seatKey(name string) string { return strings.ReplaceAll(name, " ", "") }

// find returns the municipality of this name in the area, else the only one or the kreisfreie Stadt anywhere; a seat written
// without its river or hill is found by the beginning of the name.
func (s *seats) find(name, area string) (*region, error) {
	candidates := s.byName[seatKey(name)]
	if len(candidates) == 0 {
		candidates = s.beginning(name, area)
	}
	within := slices.Clone(candidates)
	within = slices.DeleteFunc(within, func(r *region) bool { return !strings.HasPrefix(r.ars, area) })
	city := slices.DeleteFunc(slices.Clone(candidates), func(r *region) bool { return !strings.HasSuffix(r.ars, "0000000") })
	for _, set := range [][]*region{within, candidates, city} {
		if len(set) == 1 {
			return set[0], nil
		}
	}
	return nil, fmt.Errorf("seat %q: %d municipalities", name, len(candidates))
}

func (s *seats) beginning(name, area string) []*region {
	var found []*region
	for _, regions := range s.byName {
		for _, r := range regions {
			if strings.HasPrefix(r.ars, area) && strings.HasPrefix(r.name, name+" ") {
				found = append(found, r)
			}
		}
	}
	return found
}
