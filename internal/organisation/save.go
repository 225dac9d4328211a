package organisation

import (
	"context"
	"encoding/json"

	"schalter/ent"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/mail"
	"schalter/internal/permit"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// The lengths of names in code points, and how many functional mailboxes an organisation has.
const (
	maxOrganisationName = 300
	maxMailboxes        = 20
)

// Saving is what operators and editors say of an organisation that the directory does not have. Without ID it is a new one.
type Saving struct {
	ID              *string
	ExpectedVersion *int
	Name            string
	Kind            OrganisationKind
	RegionARS       *string
	Address         *postal.Address
	Email           *string
}

// Save makes or changes an organisation that the directory does not have, such as a vendor, a ministry or a Zweckverband; for operators and
// editors. Refusals: STALE, INVALID for a kind that the directory has all of.
func (s *Service) Save(ctx context.Context, in Saving) (_ *Organisation, err error) {
	defer errs.Wrap(&err, "organisation.Save")
	v, err := permit.Editor(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.validateSaving(&in); err != nil {
		return nil, err
	}
	var organisationID string
	err = s.db.Tx(viewer.System(ctx, "organisation-save"), func(ctx context.Context, tx *store.Tx) error {
		if organisationID, err = s.save(ctx, tx, in); err != nil {
			return err
		}
		return s.ports.Audit.Record(ctx, tx, v, "organisation.save", organisationID, organisationID, string(in.Kind))
	})
	if err != nil {
		return nil, err
	}
	return s.Organisation(organisationID), nil
}

func (s *Service) validateSaving(in *Saving) error {
	var ps errs.Problems
	if latin.Blank(in.Name) {
		ps.Add(errs.Required, "name")
	} else {
		noteText(&ps, &in.Name, maxOrganisationName, "name")
	}
	if InDirectory(in.Kind) {
		ps.AddText(errs.InvalidValue, "organisation_of_directory_kept", nil, "kind")
	}
	if in.Email != nil {
		mail.NoteTyped(&ps, in.Email, "email")
	}
	noteAddress(&ps, in.Address, in.Name)
	return ps.Err()
}

// noteAddress checks a public address, whose recipient is the organisation.
func noteAddress(ps *errs.Problems, a *postal.Address, name string) {
	if a == nil {
		return
	}
	a.Recipient = name
	if latin.Blank(a.City) {
		ps.Add(errs.Required, "address", "city")
		return
	}
	noteText(ps, &a.City, maxContact, "address", "city")
	for _, part := range []struct {
		value *string
		field string
	}{{a.Street, "street"}, {a.HouseNumber, "houseNumber"}, {a.PostalCode, "postalCode"}, {a.Addition, "addition"}, {a.Region, "region"}} {
		if part.value != nil && !latin.Blank(*part.value) {
			noteText(ps, part.value, maxContact, "address", part.field)
		}
	}
}

func (s *Service) save(ctx context.Context, tx *store.Tx, in Saving) (string, error) {
	address, err := writeAddress(in.Address)
	if err != nil {
		return "", err
	}
	if in.ID == nil {
		organisationID, err := s.Found(ctx, tx, NewOrganisation{Name: in.Name, Kind: in.Kind, RegionARS: in.RegionARS})
		if err != nil {
			return "", err
		}
		return organisationID, tx.Organisation.UpdateOneID(organisationID).SetNillableEmail(in.Email).SetNillableAddress(address).Exec(ctx)
	}
	row, err := lockOrganisation(ctx, tx, *in.ID)
	switch {
	case err != nil:
		return "", err
	case InDirectory(OrganisationKind(row.Kind)):
		return "", errs.RefuseText(errs.InvalidValue, "organisation_of_directory_kept", nil, "organisationId")
	case in.ExpectedVersion == nil || row.Version != *in.ExpectedVersion:
		return "", errs.Refuse(errs.Stale)
	}
	notifyReplicas(tx, row.ID)
	update := tx.Organisation.UpdateOne(row).SetName(in.Name).SetKind(string(in.Kind)).SetVersion(row.Version + 1)
	setOrClear(in.RegionARS, update.SetRegionArs, update.ClearRegionArs)
	setOrClear(in.Email, update.SetEmail, update.ClearEmail)
	setOrClear(address, update.SetAddress, update.ClearAddress)
	return row.ID, update.Exec(ctx)
}

// setOrClear sets a column, or empties it: PostgreSQL does not take both in one statement.
func setOrClear[U any](value *string, set func(string) U, empty func() U) {
	if value == nil {
		empty()
		return
	}
	set(*value)
}

// lockOrganisation makes all changes of an organisation follow each other and reads it; NOT_FOUND for one without a row.
func lockOrganisation(ctx context.Context, tx *store.Tx, organisationID string) (*ent.Organisation, error) {
	if _, err := tx.Exec(ctx, `UPDATE organisation SET version = version WHERE id = ?`, organisationID); err != nil {
		return nil, err
	}
	row, err := tx.Organisation.Get(ctx, organisationID)
	if ent.IsNotFound(err) {
		return nil, errs.New(errs.NotFound, "no such organisation")
	}
	return row, err
}

func writeAddress(a *postal.Address) (*string, error) {
	if a == nil {
		return nil, nil
	}
	plain, err := json.Marshal(a)
	text := string(plain)
	return &text, err
}
