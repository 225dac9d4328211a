package catalogue

import (
	"context"
	"errors"
	"fmt"

	"schalter/ent"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// SeededOffering is an offering that an empty catalogue begins with. Its state need not follow from another one.
type SeededOffering struct {
	OfferingSaveInput
	// Invented names the fields that are made up, "*" all of them; Sources are where the others are from, one line each.
	Invented, Sources []string
}

// SeededProcedure is a specialist procedure that an empty catalogue begins with.
type SeededProcedure struct {
	Name, VendorID string
	Versions       []string
}

// ProcedureIDOf is the id that a seeded procedure gets.
func ProcedureIDOf(p SeededProcedure) string {
	return id.Derive(id.Procedure, "seed|"+p.VendorID+"|"+p.Name)
}

// OfferingIDOf is the id that the seeded offering with a slug gets.
func OfferingIDOf(slug string) string { return id.Derive(id.Offering, "seed|"+slug) }

// Seed fills an empty catalogue, all or nothing; one that has an offering stays as it is. What cannot be saved is an error.
func (s *Service) Seed(ctx context.Context, procedures []SeededProcedure, offerings []SeededOffering) (err error) {
	defer errs.Wrap(&err, "catalogue.Seed")
	return s.db.Tx(viewer.System(ctx, "catalogue-seed"), func(ctx context.Context, tx *store.Tx) error {
		if err := tx.LockStream(ctx, changes); err != nil {
			return err
		}
		if filled, err := tx.Offering.Query().Exist(ctx); err != nil || filled {
			return err
		}
		for _, p := range procedures {
			if err := s.seedProcedure(ctx, tx, p); err != nil {
				return fmt.Errorf("procedure %s: %w", p.Name, err)
			}
		}
		for _, o := range offerings {
			if err := s.seedOffering(ctx, tx, o); err != nil {
				return fmt.Errorf("offering %s: %w", o.Slug, err)
			}
		}
		notifyReplicas(tx, changes)
		return nil
	})
}

func (s *Service) seedProcedure(ctx context.Context, tx *store.Tx, p SeededProcedure) error {
	in := SpecialistProcedureSaveInput{Name: p.Name, VendorID: p.VendorID, Versions: p.Versions}
	if err := s.validateProcedure(&in); err != nil {
		return err
	}
	return tx.SpecialistProcedure.Create().SetID(ProcedureIDOf(p)).SetName(in.Name).SetVendorID(in.VendorID).SetVersions(in.Versions).SetCreatedAt(tx.Now).Exec(ctx)
}

// maxOrigins is how many lines say where facts are from, and how many fields are made up.
const maxOrigins = 10

func validateOrigin(o SeededOffering) error {
	c := &check{}
	c.once(len(o.Sources), maxOrigins, func(i int) string { return o.Sources[i] }, "sources")
	for i := range o.Sources {
		c.line(&o.Sources[i], maxSummary, at("sources", i)...)
	}
	c.once(len(o.Invented), 2*maxOrigins, func(i int) string { return o.Invented[i] }, "invented")
	return c.Err()
}

func (s *Service) seedOffering(ctx context.Context, tx *store.Tx, o SeededOffering) error {
	if err := errors.Join(s.validate(&o.OfferingSaveInput), validateOrigin(o)); err != nil {
		return err
	}
	if err := requireProcedures(ctx, tx, o.Interfaces); err != nil {
		return err
	}
	none := &ent.Offering{}
	sheet, _, err := o.sheet(ctx, tx, none)
	if err != nil {
		return err
	}
	sheet.Invented, sheet.Sources = o.Invented, o.Sources
	text, err := sheet.encode()
	if err != nil {
		return err
	}
	offeringID := OfferingIDOf(o.Slug)
	versionID, err := addVersion(ctx, tx, offeringID, nil, text)
	if err != nil {
		return err
	}
	return writeOffering(ctx, tx, none, offeringID, versionID, o.OfferingSaveInput)
}
