package catalogue

import (
	"bytes"
	"encoding/json"
	"fmt"

	"schalter/ent"
)

// Sheet is all that a version says, in all languages. It is kept as JSON, whose names stay as they are forever: versions never change.
type Sheet struct {
	Kind       OfferingKind    `json:"kind"`
	Texts      []*OfferingText `json:"texts"`
	ServiceIDs []string        `json:"serviceIds,omitempty"`
	ProviderID string          `json:"providerId"`
	// VendorURL is where an offering is bought that is not ordered here.
	VendorURL  *string              `json:"vendorUrl,omitempty"`
	TestURL    *string              `json:"testUrl,omitempty"`
	Interfaces []*OfferingInterface `json:"interfaces,omitempty"`
	CostClass  CostClass            `json:"costClass"`
	// FinancedByLevy says that it is among the services of the Annex to BayDiV.
	FinancedByLevy bool `json:"financedByLevy"`
	// Eligible are the kinds that may order; none are all but health offices. EligibleOn is the day (ISO 8601) of that statement.
	Eligible       []OrganisationKind   `json:"eligible,omitempty"`
	EligibleOn     string               `json:"eligibleOn"`
	CitizenSupport CitizenSupport       `json:"citizenSupport"`
	Parameters     []*OfferingParameter `json:"parameters,omitempty"`
	Tasks          []*OfferingTask      `json:"tasks,omitempty"`
	Guides         []*Guide             `json:"guides,omitempty"`
	Contacts       []*OfferingContact   `json:"contacts,omitempty"`
	// NoteVersion is that of the note on data protection (DataProtection); 0 has none.
	NoteVersion int `json:"noteVersion,omitempty"`
	// Invented names the fields that are made up for the demonstration; "*" is the whole sheet.
	Invented []string `json:"invented,omitempty"`
	// Sources are where the facts come from, one line each.
	Sources []string `json:"sources,omitempty"`
}

// TextIn is the text in a language, in German where there is none; its Locale says which it is.
func (s *Sheet) TextIn(l Locale) *OfferingText {
	var german *OfferingText
	for _, t := range s.Texts {
		if t.Locale == l {
			return t
		}
		if t.Locale == German {
			german = t
		}
	}
	return german
}

// DataProtection is the note on data protection that holds for the version; nil for what is not operated for municipalities by law.
func (s *Sheet) DataProtection() *Note { return noteOf(s.NoteVersion) }

// label gives parameters and tasks their names.
func (s *Sheet) label() {
	names := map[string]labels{}
	for _, t := range s.Texts {
		for _, l := range t.Labels {
			if names[l.Key] == nil {
				names[l.Key] = labels{}
			}
			names[l.Key][t.Locale] = l.Text
		}
	}
	for _, p := range s.Parameters {
		p.labels = names[p.Key]
	}
	for _, t := range s.Tasks {
		t.labels = names[t.Key]
	}
}

// encode is the sheet as it is kept.
func (s *Sheet) encode() (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	err := e.Encode(s)
	return b.String(), err
}

// toVersion makes the read model of a row.
func toVersion(row *ent.OfferingVersion) (*OfferingVersion, error) {
	v := &OfferingVersion{ID: row.ID, OfferingID: row.OfferingID, Version: row.Version, ValidFrom: row.ValidFrom}
	if err := json.Unmarshal([]byte(row.Sheet), &v.Sheet); err != nil {
		return nil, fmt.Errorf("sheet %s: %w", row.ID, err)
	}
	v.label()
	return v, nil
}
