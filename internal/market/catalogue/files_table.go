package catalogue

import (
	"fmt"
	"strings"

	"schalter/internal/publicfile"
)

// table has a row for each offering. CSV is for programs: its enums are those of the contract; a spreadsheet is for people.
func (f *Files) table(n *snapshot, l Locale, words vocabulary) *publicfile.Table {
	t := &publicfile.Table{Name: words.heading(l, "sheet"), Notes: f.notes(l)}
	for _, c := range columns {
		t.Columns = append(t.Columns, publicfile.Column{Key: c.key, Title: words.heading(l, c.key), Width: c.width})
	}
	for _, o := range n.offered(l) {
		row := make([]any, len(columns))
		for i, c := range columns {
			row[i] = c.cell(tableRow{f, n, o, o.Current, o.Current.TextIn(l), l, words})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// tableRow is what the cells of an offering are made of.
type tableRow struct {
	files *Files
	n     *snapshot
	o     *Offering
	v     *OfferingVersion
	text  *OfferingText
	l     Locale
	words vocabulary
}

// columns are those of the table; their keys head CSV and stay.
var columns = []struct {
	key   string
	width float64
	cell  func(r tableRow) any
}{
	{"slug", 28, func(r tableRow) any { return r.o.Slug }},
	{"language", 10, func(r tableRow) any { return r.words.of(r.text.Locale) }},
	{"name", 36, func(r tableRow) any { return r.text.Name }},
	{"summary", 60, func(r tableRow) any { return r.text.Summary }},
	{"kind", 18, func(r tableRow) any { return r.words.of(r.v.Kind) }},
	{"state", 16, func(r tableRow) any { return r.words.of(r.o.State) }},
	{"orderable_from", 14, func(r tableRow) any { return orNothing(r.o.OrderableFrom) }},
	{"services", 44, func(r tableRow) any { return strings.Join(r.services(), "; ") }},
	{"leika_keys", 30, func(r tableRow) any { return strings.Join(r.files.catalogue.leikasOf(r.v), "; ") }},
	{"provider", 36, func(r tableRow) any { return r.files.organisation(r.v.ProviderID) }},
	{"eligible", 44, func(r tableRow) any { return strings.Join(r.eligible(), "; ") }},
	{"eligible_on", 14, func(r tableRow) any { return r.v.EligibleOn }},
	{"cost", 16, func(r tableRow) any { return r.words.of(r.v.CostClass) }},
	{"cost_note", 44, func(r tableRow) any { return orNothing(r.text.CostNote) }},
	{"financed_by_levy", 14, func(r tableRow) any { return r.words.yes(r.v.FinancedByLevy) }},
	{"interfaces", 60, func(r tableRow) any { return strings.Join(r.interfaces(), "; ") }},
	{"test_url", 36, func(r tableRow) any { return orNothing(r.v.TestURL) }},
	{"test_note", 44, func(r tableRow) any { return orNothing(r.text.TestNote) }},
	{"vendor_url", 36, func(r tableRow) any { return orNothing(r.v.VendorURL) }},
	{"citizen_support", 20, func(r tableRow) any { return r.words.of(r.v.CitizenSupport) }},
	{"preconditions", 44, func(r tableRow) any { return strings.Join(r.text.Preconditions, "; ") }},
	{"data_protection", 60, func(r tableRow) any { return r.dataProtection() }},
	{"sources", 44, func(r tableRow) any { return strings.Join(r.v.Sources, "; ") }},
	{"invented", 20, func(r tableRow) any { return r.words.of(strings.Join(r.v.Invented, "; ")) }},
	{"version", 10, func(r tableRow) any { return r.v.Version }},
	{"valid_from", 24, func(r tableRow) any { return r.v.ValidFrom.UTC().Format(instant) }},
	{"page", 50, func(r tableRow) any { return r.files.page(r.o.Slug) }},
}

// instant is how the contract writes one.
const instant = "2006-01-02T15:04:05.000000Z"

func orNothing(s *string) any {
	if s == nil {
		return nil
	}
	return *s
}

func (r tableRow) services() (names []string) {
	for _, serviceID := range r.v.ServiceIDs {
		if of, ok := r.files.catalogue.ports.Directory.ServiceFacts(serviceID); ok {
			names = append(names, of.Names[r.l])
		}
	}
	return names
}

func (r tableRow) eligible() (names []string) {
	for _, kind := range r.v.Eligible {
		names = append(names, r.words.of(kind))
	}
	return names
}

func (r tableRow) interfaces() (list []string) {
	for _, i := range r.v.Interfaces {
		p := r.n.procedures[i.ProcedureID]
		if p == nil {
			continue
		}
		name := p.Name
		if len(i.ProcedureVersions) > 0 {
			name += " " + strings.Join(i.ProcedureVersions, ", ")
		}
		list = append(list, fmt.Sprintf("%s (%s, %s)", name, r.words.of(i.State), r.words.of(i.CostClass)))
	}
	return list
}

func (r tableRow) dataProtection() any {
	n := r.v.DataProtection()
	if n == nil {
		return nil
	}
	return n.NoAgreement(r.l) + " " + n.OwnProcessing(r.l)
}

func (f *Files) organisation(organisationID string) string {
	name, _ := f.catalogue.ports.Organisations.OrganisationName(organisationID)
	return name
}

// page is the address of an offering's page.
func (f *Files) page(slug string) string { return f.baseURL + "/markt/leistung/" + slug }

func (f *Files) notes(l Locale) []string {
	if l == English {
		return []string{
			"Catalogue of what municipalities can take over. Only EfA services are ordered here.",
			"Interfaces to specialist procedures are ordered by the municipality itself, and their costs are its own.",
			"What the use of these data is bound to: " + f.licence,
		}
	}
	return []string{
		"Katalog dessen, was Kommunen übernehmen können. Bestellt werden hier nur EfA-Leistungen.",
		"Schnittstellen zu Fachverfahren beauftragt die Kommune selbst; ihre Kosten trägt sie.",
		"Woran die Nutzung dieser Daten gebunden ist: " + f.licence,
	}
}
