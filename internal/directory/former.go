package directory

import (
	"fmt"
	"io/fs"
	"time"
)

// What is not there any more stays in the directory: rows, events and letters of the platform name it for years. Former
// regions and dissolved authorities are in tables of their own under data/former, former services and undertakings have a
// validTo; a rule of competence ends by its own. All are found by their ids, and in no list, search or competence.

func isDay(text string) bool {
	_, err := time.Parse(time.DateOnly, text)
	return err == nil
}

// end reads the columns that every former entry has.
func end(row *reader) (validTo *string, successor string) {
	validTo = row.optional("valid_to")
	if validTo == nil || !isDay(*validTo) {
		row.fail("valid_to", fmt.Errorf("not a day"))
	}
	return validTo, row.text("successor")
}

func (s *Snapshot) loadFormerRegions(data fs.FS) error {
	t, err := readTable(data, "former/regions.tsv")
	if err != nil {
		return err
	}
	for _, fields := range t.rows {
		row := &reader{table: t, row: fields}
		r := s.readRegion(row)
		var successor string
		r.ValidTo, successor = end(row)
		if row.err != nil {
			return row.err
		}
		if !WellFormedARS(r.ARS) || s.regionByARS[r.ARS] != nil || s.formerByARS[r.ARS] != nil {
			return fmt.Errorf("former/regions.tsv: ARS %q is malformed, doubled or still there", r.ARS)
		}
		if successor != "" && s.regionByARS[successor] == nil {
			return fmt.Errorf("former/regions.tsv: %s: unknown successor %q", r.ARS, successor)
		}
		s.placeFormer(r)
		s.formerByARS[r.ARS], s.regionByID[r.ID] = r, r
	}
	return nil
}

// placeFormer finds what a former region lay in, as far as that is still there; what it lay in does not list it.
func (s *Snapshot) placeFormer(r *Region) {
	for _, n := range []int{9, 5, 3, 2} {
		if n >= len(r.ARS) {
			continue
		}
		above := s.RegionOfThen(r.ARS[:n])
		if above != nil && r.parent == nil {
			r.parent = above
		}
		if n == 5 {
			r.kreis = above
		}
	}
}

func (s *Snapshot) loadFormerAuthorities(data fs.FS) error {
	t, err := readTable(data, "former/authorities.tsv")
	if err != nil {
		return err
	}
	successors := map[*Authority]string{}
	for _, fields := range t.rows {
		row := &reader{table: t, row: fields}
		a := s.readAuthority(row)
		a.ValidTo, successors[a] = end(row)
		if row.err != nil {
			return row.err
		}
		if a.region == nil {
			a.region = s.RegionOfThen(row.text("seat"))
		}
		for _, ars := range row.list("areas") {
			if area := s.RegionOfThen(ars); area != nil {
				a.areas = append(a.areas, area)
			}
		}
		if _, known := kindOrder[a.Kind]; !known || s.authorityByKey[a.key] != nil || len(a.areas) == 0 {
			return fmt.Errorf("former/authorities.tsv: %s: unknown kind, doubled, still there, or without an area", a.key)
		}
		s.authorityByID[a.ID], s.authorityByKey[a.key] = a, a
	}
	return s.succeed(successors)
}

// succeed ties dissolved authorities to those that took over their tasks; the line of successors ends somewhere.
func (s *Snapshot) succeed(successors map[*Authority]string) error {
	for a, key := range successors {
		if key == "" {
			continue
		}
		if a.successor = s.authorityByKey[key]; a.successor == nil {
			return fmt.Errorf("former/authorities.tsv: %s: unknown successor %q", a.key, key)
		}
	}
	for a := range successors {
		steps := 0
		for next := a; next != nil; next = next.successor {
			if steps++; steps > len(successors)+1 {
				return fmt.Errorf("former/authorities.tsv: %s: the successors go in a circle", a.key)
			}
		}
	}
	return nil
}

// IDs lists every id that the snapshot resolves, in no order: what is there, what was there, and all rules.
func (s *Snapshot) IDs() []string {
	all := make([]string, 0, len(s.regionByID)+len(s.authorityByID)+len(s.serviceByID)+len(s.undertakingByID)+len(s.ruleByID))
	all = appendKeys(all, s.regionByID)
	all = appendKeys(all, s.authorityByID)
	all = appendKeys(all, s.serviceByID)
	all = appendKeys(all, s.undertakingByID)
	return appendKeys(all, s.ruleByID)
}

func appendKeys[T any](list []string, of map[string]T) []string {
	for key := range of {
		list = append(list, key)
	}
	return list
}
