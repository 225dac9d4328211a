package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// region is one line of regions.tsv.
type region struct {
	ars, kind, name, designation, ags string
	population                        int
	postalCodes                       []string
	latitude, longitude               string
}

var regionHeader = []string{"ars", "kind", "name", "designation", "ags", "population", "postal_codes", "latitude", "longitude"}

func (r *region) fields() []string {
	return []string{r.ars, r.kind, r.name, r.designation, r.ags, strconv.Itoa(r.population),
		strings.Join(r.postalCodes, ","), r.latitude, r.longitude}
}

// designations puts the Textkennzeichen of the record description (record type 60) into words.
var designations = map[string]string{
	"60": "Markt", "61": "Kreisfreie Stadt", "63": "Stadt", "64": "Gemeinde",
	"66": "Gemeindefreies Gebiet", "67": "Große Kreisstadt",
}

// plainName cuts the designation that the register appends: "Dachau, GKSt", "München, Landeshauptstadt", "Glonn (VGem)".
func plainName(name string) string {
	name, _, _ = strings.Cut(name, ", ")
	return strings.TrimSuffix(name, " (VGem)")
}

func designationOf(m row) (string, error) {
	if strings.HasSuffix(m["name"], ", Landeshauptstadt") {
		return "Landeshauptstadt", nil
	}
	d, ok := designations[m["textkennzeichen"]]
	if !ok {
		return "", fmt.Errorf("%s: unknown Textkennzeichen %q", m["ars"], m["textkennzeichen"])
	}
	return d, nil
}

// makeRegions returns every region by ARS; the population above the municipalities is the sum of theirs.
func makeRegions(s *sources) (map[string]*region, error) {
	regions := map[string]*region{"09": {ars: "09", kind: "LAND", name: "Bayern", designation: "Freistaat"}}
	for _, g := range s.governments {
		regions[g["rb"]] = &region{ars: g["rb"], kind: "REGIERUNGSBEZIRK", name: g["name"], designation: "Regierungsbezirk"}
	}
	for _, d := range s.districts {
		regions[d["kreis"]] = &region{ars: d["kreis"], kind: "KREIS", name: plainName(d["name"]), designation: d["art"]}
	}
	for _, u := range s.unions {
		regions[u["verband"]] = &region{ars: u["verband"], kind: "GEMEINDEVERBAND", name: plainName(u["name"]), designation: "Verwaltungsgemeinschaft"}
	}
	if err := addPlaces(regions, "GEMEINDE", s.municipalities); err != nil {
		return nil, err
	}
	if err := addPlaces(regions, "GEMEINDEFREI", s.unincorporated); err != nil {
		return nil, err
	}
	return regions, locate(regions, s)
}

func addPlaces(regions map[string]*region, kind string, rows []row) error {
	for _, m := range rows {
		ars := m["ars"]
		designation, err := designationOf(m)
		if err != nil {
			return err
		}
		population, err := strconv.Atoi(m["einwohner"])
		if err != nil {
			return fmt.Errorf("%s: population: %w", ars, err)
		}
		if m["ags"] != ars[:5]+ars[9:] {
			return fmt.Errorf("%s: AGS %s does not belong to the ARS", ars, m["ags"])
		}
		regions[ars] = &region{ars: ars, kind: kind, name: plainName(m["name"]), designation: designation, ags: m["ags"], population: population}
		for _, n := range []int{2, 3, 5, 9} {
			if above, ok := regions[ars[:n]]; ok {
				above.population += population
			}
		}
	}
	return nil
}

// locate adds postal codes and coordinates to the municipalities.
func locate(regions map[string]*region, s *sources) error {
	byAGS := map[string]*region{}
	for _, r := range regions {
		if r.ags != "" {
			byAGS[r.ags] = r
		}
	}
	for _, p := range s.postalCodes {
		r, ok := byAGS[p["ags"]]
		if !ok {
			return fmt.Errorf("postal code %s: no municipality %s", p["plz"], p["ags"])
		}
		r.postalCodes = append(r.postalCodes, p["plz"])
	}
	for _, c := range s.coordinates {
		r, ok := byAGS[c["ags"]]
		if !ok {
			return fmt.Errorf("coordinates: no municipality %s", c["ags"])
		}
		r.latitude, r.longitude = c["lat"], c["lon"]
	}
	for _, r := range byAGS {
		slices.Sort(r.postalCodes)
		r.postalCodes = slices.Compact(r.postalCodes)
	}
	return nil
}
