package main

import (
	"fmt"
	"slices"
	"strings"
)

// authority is one line of authorities.tsv; key is the natural key within the kind.
type authority struct {
	kind, key, name, seat string
	areas                 []string
	postalCode, city      string
}

var authorityHeader = []string{"kind", "key", "name", "seat", "areas", "seat_postal_code", "seat_city"}

func (a *authority) fields() []string {
	return []string{a.kind, a.key, a.name, a.seat, strings.Join(a.areas, ","), a.postalCode, a.city}
}

// chamberSeats are the cities where chambers sit whose name does not say it, general knowledge; the Handwerkskammer
// Niederbayern-Oberpfalz has two seats and therefore none here.
var chamberSeats = map[string]string{
	"Industrie- und Handelskammer für München und Oberbayern": "München",
	"Industrie- und Handelskammer Würzburg-Schweinfurt":       "Würzburg",
	"Industrie- und Handelskammer Schwaben":                   "Augsburg",
	"Handwerkskammer für München und Oberbayern":              "München",
	"Handwerkskammer für Oberfranken":                         "Bayreuth",
	"Handwerkskammer für Mittelfranken":                       "Nürnberg",
	"Handwerkskammer für Unterfranken":                        "Würzburg",
	"Handwerkskammer für Schwaben":                            "Augsburg",
}

// makeAuthorities returns every authority, by kind and key.
func makeAuthorities(s *sources, regions map[string]*region) ([]*authority, error) {
	where := newSeats(regions)
	var all []*authority
	for _, makeKind := range []func(*sources, *seats) ([]*authority, error){municipal, unions, districtOffices, stateAuthorities, ihks, hwks} {
		list, err := makeKind(s, where)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	slices.SortFunc(all, func(a, b *authority) int {
		return strings.Compare(a.kind+"\t"+a.key, b.kind+"\t"+b.key)
	})
	return all, nil
}

func municipal(s *sources, _ *seats) ([]*authority, error) {
	var list []*authority
	for _, m := range s.municipalities {
		designation, err := designationOf(m)
		if err != nil {
			return nil, err
		}
		ars, name := m["ars"], plainName(m["name"])
		a := &authority{kind: "GEMEINDE", key: ars, seat: ars, areas: []string{ars}, postalCode: m["plz_verwaltungssitz"], city: name}
		switch designation {
		case "Kreisfreie Stadt", "Landeshauptstadt":
			a.kind, a.areas = "KREISFREIE_STADT", []string{ars[:5]}
			a.name = strings.TrimPrefix(designation, "Kreisfreie ") + " " + name
		case "Große Kreisstadt":
			a.name = "Stadt " + name
		default:
			a.name = designation + " " + name
		}
		list = append(list, a)
	}
	return list, nil
}

func unions(s *sources, seats *seats) ([]*authority, error) {
	var list []*authority
	for _, u := range s.unions {
		seat, err := seats.find(u["sitz_oder_plz"], u["kreis"])
		if err != nil {
			return nil, fmt.Errorf("union %s: %w", u["verband"], err)
		}
		list = append(list, &authority{kind: "VERWALTUNGSGEMEINSCHAFT", key: u["verband"], name: "Verwaltungsgemeinschaft " + plainName(u["name"]),
			seat: seat.ars, areas: []string{u["verband"]}, city: seat.name})
	}
	return list, nil
}

func districtOffices(s *sources, seats *seats) ([]*authority, error) {
	var list []*authority
	for _, d := range s.districts {
		if d["art"] != "Landkreis" {
			continue
		}
		seat, err := seats.find(d["sitz"], d["kreis"])
		if err != nil {
			return nil, fmt.Errorf("district %s: %w", d["kreis"], err)
		}
		list = append(list, &authority{kind: "LANDRATSAMT", key: d["kreis"], name: "Landratsamt " + d["name"], seat: seat.ars,
			areas: []string{d["kreis"]}, city: seat.name})
	}
	return list, nil
}

// stateAuthorities makes, for each Regierungsbezirk, the Regierung, the Bezirk (third municipal level) and the Einheitlicher
// Ansprechpartner, which is modelled at the Regierung.
func stateAuthorities(s *sources, seats *seats) ([]*authority, error) {
	var list []*authority
	for _, g := range s.governments {
		seat, err := seats.find(g["sitz"], g["rb"])
		if err != nil {
			return nil, fmt.Errorf("region of government %s: %w", g["rb"], err)
		}
		article := "von"
		if g["name"] == "Oberpfalz" {
			article = "der"
		}
		for kind, name := range map[string]string{
			"REGIERUNG":               "Regierung " + article + " " + g["name"],
			"BEZIRK":                  "Bezirk " + g["name"],
			"POINT_OF_SINGLE_CONTACT": "Einheitlicher Ansprechpartner " + g["name"],
		} {
			list = append(list, &authority{kind: kind, key: g["rb"], name: name, seat: seat.ars, areas: []string{g["rb"]}, city: seat.name})
		}
	}
	return list, nil
}

func ihks(s *sources, seats *seats) ([]*authority, error) {
	return chambers("IHK", s.ihk, "ihk", "kreis", seats)
}

func hwks(s *sources, seats *seats) ([]*authority, error) {
	return chambers("HWK", s.hwk, "hwk", "regierungsbezirk", seats)
}

func chambers(kind string, rows []row, nameColumn, areaColumn string, seats *seats) ([]*authority, error) {
	byName := map[string]*authority{}
	for _, r := range rows {
		name := r[nameColumn]
		if byName[name] == nil {
			byName[name] = &authority{kind: kind, key: name, name: name}
		}
		byName[name].areas = append(byName[name].areas, r[areaColumn])
	}
	var list []*authority
	for name, a := range byName {
		slices.Sort(a.areas)
		city, known := chamberSeats[name]
		if !known && kind == "IHK" {
			city = name[strings.LastIndex(name, " ")+1:]
		}
		if city != "" {
			seat, err := seats.find(city, a.areas[0][:2])
			if err != nil {
				return nil, fmt.Errorf("%s: %w", name, err)
			}
			a.seat, a.city = seat.ars, seat.name
		}
		list = append(list, a)
	}
	return list, nil
}
