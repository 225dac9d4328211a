package catalogue

import (
	"context"

	"schalter/ent"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// SpecialistProcedureSaveInput makes a specialist procedure, or changes one (input SpecialistProcedureSaveInput of the contract).
type SpecialistProcedureSaveInput struct {
	// ProcedureID is nil for a new one.
	ProcedureID     *string
	ExpectedVersion *int
	Name            string
	VendorID        string
	Versions        []string
}

// maxProcedures bounds the snapshot.
const maxProcedures = 2_000

// SaveProcedure makes or changes a specialist procedure; for operators and editors, FORBIDDEN for all others. Refusals: STALE for another version
// than expected, NOT_FOUND (a procedure, a vendor), TAKEN (the vendor has one of this name).
func (s *Service) SaveProcedure(ctx context.Context, in SpecialistProcedureSaveInput) (_ *SpecialistProcedure, err error) {
	defer errs.Wrap(&err, "catalogue.SaveProcedure")
	by, err := permit.Editor(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.validateProcedure(&in); err != nil {
		return nil, err
	}
	var saved *SpecialistProcedure
	err = s.db.Tx(viewer.System(ctx, "procedure-save"), func(ctx context.Context, tx *store.Tx) error {
		row, err := writeProcedure(ctx, tx, in)
		if err != nil {
			return err
		}
		saved = toProcedure(row)
		notifyReplicas(tx, row.ID)
		return s.ports.Audit.Record(ctx, tx, by, "procedure.save", row.ID, "", "")
	})
	return saved, taken(err, "name")
}

func (s *Service) validateProcedure(in *SpecialistProcedureSaveInput) error {
	c := &check{}
	c.line(&in.Name, maxName, "name")
	c.versions(in.Versions, "versions")
	if _, ok := s.ports.Organisations.OrganisationName(in.VendorID); !ok {
		c.Add(errs.Missing, "vendorId")
	}
	return c.Err()
}

func writeProcedure(ctx context.Context, tx *store.Tx, in SpecialistProcedureSaveInput) (*ent.SpecialistProcedure, error) {
	if in.ProcedureID == nil {
		n, err := tx.SpecialistProcedure.Query().Count(ctx)
		if err == nil && n >= maxProcedures {
			err = errs.RefuseText(errs.TooMany, "too_many", []any{maxProcedures})
		}
		if err != nil {
			return nil, err
		}
		return tx.SpecialistProcedure.Create().SetID(id.New(id.Procedure, tx.Now)).SetName(in.Name).SetVendorID(in.VendorID).SetVersions(in.Versions).
			SetCreatedAt(tx.Now).Save(ctx)
	}
	if _, err := tx.Exec(ctx, `UPDATE specialist_procedure SET version = version WHERE id = ?`, *in.ProcedureID); err != nil {
		return nil, err
	}
	row, err := tx.SpecialistProcedure.Get(ctx, *in.ProcedureID)
	switch {
	case ent.IsNotFound(err):
		return nil, errs.Refuse(errs.Missing, "procedureId")
	case err != nil:
		return nil, err
	case in.ExpectedVersion == nil || row.Version != *in.ExpectedVersion:
		return nil, errs.Refuse(errs.Stale)
	}
	return tx.SpecialistProcedure.UpdateOneID(row.ID).SetName(in.Name).SetVendorID(in.VendorID).SetVersions(in.Versions).SetVersion(row.Version + 1).Save(ctx)
}
