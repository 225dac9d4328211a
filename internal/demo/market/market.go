//go:build demo

// Package market fills the market of the demonstration from the files beside it; README.md says what they hold. Everything is read when the
// program starts: a field that is not known, or a key that names nothing, keeps the demonstration from starting. Begin with [Fill].
package market

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"slices"

	"schalter/internal/directory"
	"schalter/internal/id"
	"schalter/internal/market/catalogue"
	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

//go:embed organisations.json procedures.json chains.json offerings/*.json templates/*.md
var files embed.FS

// Services are those that are filled.
type Services struct {
	DB            *store.DB
	Organisations *organisation.Service
	Catalogue     *catalogue.Service
}

// Fill fills an empty catalogue, once: one that has an offering stays as it is.
func Fill(ctx context.Context, s Services) error {
	if !s.Catalogue.Empty() {
		return nil
	}
	content, err := read(files)
	if err != nil {
		return err
	}
	// The catalogue takes only what names organisations that are there.
	if err := s.found(ctx, content.organisations); err != nil {
		return err
	}
	return s.Catalogue.Seed(ctx, content.procedures, content.offerings)
}

// OrganisationID is the id of an organisation of the demonstration by its key in organisations.json.
func OrganisationID(key string) string { return id.Derive(id.Organisation, "demo-market|"+key) }

func (s Services) found(ctx context.Context, list []organisationFile) error {
	return s.DB.Tx(viewer.System(ctx, "demo-market"), func(ctx context.Context, tx *store.Tx) error {
		for _, o := range list {
			in := organisation.NewOrganisation{ID: OrganisationID(o.Key), Name: o.Name, Kind: organisation.OrganisationKind(o.Kind), RegionARS: o.ARS, Email: o.Email}
			if _, err := s.Organisations.Found(ctx, tx, in); err != nil {
				return fmt.Errorf("organisation %s: %w", o.Key, err)
			}
		}
		return nil
	})
}

// content is what the files say.
type content struct {
	organisations []organisationFile
	procedures    []catalogue.SeededProcedure
	offerings     []catalogue.SeededOffering
	// procedureIDs are by key.
	procedureIDs map[string]string
}

// organisationFile is one of organisations.json.
type organisationFile struct {
	Key, Name, Kind string
	ARS, Email      *string
	Demo            bool
}

// procedureFile is one of procedures.json; its vendor is the key of an organisation.
type procedureFile struct {
	Key, Name, Vendor string
	Versions          []string
	Demo              bool
}

// offeringFile is a file of offerings: an input with keys where that has ids.
type offeringFile struct {
	catalogue.OfferingSaveInput
	// Services are slugs of the directory, Provider the key of an organisation.
	Services   []string
	Provider   string
	Interfaces []interfaceFile
	Demo       invented
	Sources    []string
}

// interfaceFile is an interface to the procedure with a key.
type interfaceFile struct {
	catalogue.OfferingInterface
	Procedure string
}

// invented says what of a sheet is made up: true is all, a list names fields.
type invented []string

// UnmarshalJSON implements json.Unmarshaler.
func (i *invented) UnmarshalJSON(b []byte) error {
	var all bool
	if json.Unmarshal(b, &all) == nil {
		if all {
			*i = invented{"*"}
		}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(i))
}

func read(in fs.FS) (*content, error) {
	c := &content{procedureIDs: map[string]string{}}
	if err := decode(in, "organisations.json", &c.organisations); err != nil {
		return nil, err
	}
	var procedures []procedureFile
	if err := decode(in, "procedures.json", &procedures); err != nil {
		return nil, err
	}
	for _, p := range procedures {
		vendorID, err := c.organisation(p.Vendor)
		if err != nil {
			return nil, fmt.Errorf("procedure %s: %w", p.Key, err)
		}
		seeded := catalogue.SeededProcedure{Name: p.Name, VendorID: vendorID, Versions: p.Versions}
		c.procedures = append(c.procedures, seeded)
		c.procedureIDs[p.Key] = catalogue.ProcedureIDOf(seeded)
	}
	names, err := fs.Glob(in, "offerings/*.json")
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		if err := c.readOffering(in, name); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
	}
	return c, nil
}

func (c *content) readOffering(in fs.FS, name string) (err error) {
	var f offeringFile
	if err := decode(in, name, &f); err != nil {
		return err
	}
	if f.OfferingID != nil || f.ExpectedVersion != nil || f.ServiceIDs != nil || f.ProviderID != "" {
		return fmt.Errorf("an id stands where a key belongs")
	}
	if name != "offerings/"+f.Slug+".json" {
		return fmt.Errorf("the file of %s has another name", f.Slug)
	}
	o := catalogue.SeededOffering{OfferingSaveInput: f.OfferingSaveInput, Invented: f.Demo, Sources: f.Sources}
	for _, slug := range f.Services {
		o.ServiceIDs = append(o.ServiceIDs, directory.ServiceID(slug))
	}
	if o.ProviderID, err = c.organisation(f.Provider); err != nil {
		return err
	}
	for _, i := range f.Interfaces {
		if i.ProcedureID != "" || c.procedureIDs[i.Procedure] == "" {
			return fmt.Errorf("there is no procedure %q", i.Procedure)
		}
		i.ProcedureID = c.procedureIDs[i.Procedure]
		o.Interfaces = append(o.Interfaces, &i.OfferingInterface)
	}
	c.offerings = append(c.offerings, o)
	return nil
}

// organisation is the id of the organisation with a key.
func (c *content) organisation(key string) (string, error) {
	if !slices.ContainsFunc(c.organisations, func(o organisationFile) bool { return o.Key == key }) {
		return "", fmt.Errorf("there is no organisation %q", key)
	}
	return OrganisationID(key), nil
}

// decode reads a file; a field that is not known is an error.
func decode(in fs.FS, name string, into any) error {
	b, err := fs.ReadFile(in, name)
	if err != nil {
		return err
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}
