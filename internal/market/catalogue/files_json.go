package catalogue

import (
	"bytes"
	"encoding/json"
)

// The JSON of the catalogue, in all languages (docs/api.md); the names of its fields stay. Enums are those of the contract.
type (
	fileCatalogue struct {
		Format     int            `json:"format"`
		ModifiedAt *string        `json:"modifiedAt,omitempty"`
		Licence    string         `json:"licence"`
		Offerings  []fileOffering `json:"offerings"`
	}
	fileOffering struct {
		Slug           string               `json:"slug"`
		Page           string               `json:"page"`
		State          OfferingState        `json:"state"`
		OrderableFrom  *string              `json:"orderableFrom,omitempty"`
		ChangedAt      string               `json:"changedAt"`
		Version        int                  `json:"version"`
		ValidFrom      string               `json:"validFrom"`
		Kind           OfferingKind         `json:"kind"`
		Texts          []fileText           `json:"texts"`
		Services       []fileService        `json:"services"`
		Provider       string               `json:"provider"`
		VendorURL      *string              `json:"vendorUrl,omitempty"`
		TestURL        *string              `json:"testUrl,omitempty"`
		Interfaces     []fileInterface      `json:"interfaces"`
		CostClass      CostClass            `json:"costClass"`
		FinancedByLevy bool                 `json:"financedByLevy"`
		Eligible       []OrganisationKind   `json:"eligible"`
		EligibleOn     string               `json:"eligibleOn"`
		CitizenSupport CitizenSupport       `json:"citizenSupport"`
		Parameters     []*OfferingParameter `json:"parameters"`
		Tasks          []*OfferingTask      `json:"tasks"`
		Guides         []*Guide             `json:"guides"`
		Contacts       []*OfferingContact   `json:"contacts"`
		DataProtection *fileNote            `json:"dataProtection,omitempty"`
		Sources        []string             `json:"sources"`
		Invented       []string             `json:"invented"`
	}
	fileText struct {
		*OfferingText
		Preconditions []string         `json:"preconditions"`
		Labels        []*OfferingLabel `json:"labels"`
	}
	fileService struct {
		Name     map[Locale]string `json:"name"`
		LeikaKey *string           `json:"leikaKey,omitempty"`
	}
	fileInterface struct {
		Procedure         string         `json:"procedure"`
		Vendor            string         `json:"vendor"`
		ProcedureVersions []string       `json:"procedureVersions"`
		Standard          *string        `json:"standard,omitempty"`
		State             InterfaceState `json:"state"`
		CostClass         CostClass      `json:"costClass"`
		CostNote          *string        `json:"costNote,omitempty"`
	}
	fileNote struct {
		Version       int               `json:"version"`
		ValidFrom     string            `json:"validFrom"`
		LegalBasis    string            `json:"legalBasis"`
		NoAgreement   map[Locale]string `json:"noAgreement"`
		OwnProcessing map[Locale]string `json:"ownProcessing"`
	}
)

// json is the whole catalogue, by name in German.
func (f *Files) json(n *snapshot) ([]byte, error) {
	out := fileCatalogue{Format: 1, Licence: f.licence, Offerings: []fileOffering{}}
	if !n.changedAt.IsZero() {
		at := n.changedAt.UTC().Format(instant)
		out.ModifiedAt = &at
	}
	for _, o := range n.offered(German) {
		out.Offerings = append(out.Offerings, f.offering(n, o))
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(out)
	return b.Bytes(), err
}

func (f *Files) offering(n *snapshot, o *Offering) fileOffering {
	v := o.Current
	out := fileOffering{
		Slug: o.Slug, Page: f.page(o.Slug), State: o.State, OrderableFrom: o.OrderableFrom, ChangedAt: o.ChangedAt.UTC().Format(instant), Version: v.Version,
		ValidFrom: v.ValidFrom.UTC().Format(instant), Kind: v.Kind, Services: []fileService{}, Provider: f.organisation(v.ProviderID), VendorURL: v.VendorURL,
		TestURL: v.TestURL, Interfaces: []fileInterface{}, CostClass: v.CostClass, FinancedByLevy: v.FinancedByLevy, Eligible: orEmpty(v.Eligible),
		EligibleOn: v.EligibleOn, CitizenSupport: v.CitizenSupport, Parameters: orEmpty(v.Parameters), Tasks: orEmpty(v.Tasks), Guides: orEmpty(v.Guides),
		Contacts: orEmpty(v.Contacts), DataProtection: noteFile(v.DataProtection()), Sources: orEmpty(v.Sources), Invented: orEmpty(v.Invented),
	}
	for _, t := range v.Texts {
		out.Texts = append(out.Texts, fileText{t, orEmpty(t.Preconditions), orEmpty(t.Labels)})
	}
	for _, serviceID := range v.ServiceIDs {
		if of, ok := f.catalogue.ports.Directory.ServiceFacts(serviceID); ok {
			out.Services = append(out.Services, fileService{of.Names, of.LeikaKey})
		}
	}
	for _, i := range v.Interfaces {
		if p := n.procedures[i.ProcedureID]; p != nil {
			out.Interfaces = append(out.Interfaces, fileInterface{
				p.Name, f.organisation(p.VendorID), orEmpty(i.ProcedureVersions), i.Standard, i.State, i.CostClass, i.CostNote,
			})
		}
	}
	return out
}

func noteFile(n *Note) *fileNote {
	if n == nil {
		return nil
	}
	out := &fileNote{n.Version, n.ValidFrom, n.LegalBasis, map[Locale]string{}, map[Locale]string{}}
	for l, t := range n.texts {
		out.NoAgreement[l], out.OwnProcessing[l] = t.noAgreement, t.ownProcessing
	}
	return out
}

// orEmpty is a list that is written even when it has nothing.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
