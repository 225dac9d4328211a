package organisation

import (
	"context"

	"schalter/ent"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/mail"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Updating is what an organisation's admins and operators say of it; what is nil stays, and a pointer to nil clears.
type Updating struct {
	OrganisationID   string
	ExpectedVersion  int
	Address          **postal.Address
	Email            **string
	Mailboxes        *[]string
	DigitalOfficer   **ContactPerson
	SubjectContact   **ContactPerson
	TechnicalContact **ContactPerson
}

// Update changes how an organisation is reached, its functional mailboxes and the contacts that are proposed for its orders; for its admins
// and for operators, NOT_FOUND for all others. Refusals: STALE, TAKEN for a functional mailbox of another organisation.
func (s *Service) Update(ctx context.Context, in Updating) (_ *Organisation, err error) {
	defer errs.Wrap(&err, "organisation.Update(%s)", in.OrganisationID)
	v, o, err := s.requireManager(ctx, in.OrganisationID)
	if err != nil {
		return nil, err
	}
	if err := in.validate(o.Name); err != nil {
		return nil, err
	}
	err = s.db.Tx(viewer.System(ctx, "organisation-update"), func(ctx context.Context, tx *store.Tx) error {
		if err := s.update(ctx, tx, o.ID, in); err != nil {
			return err
		}
		return s.ports.Audit.Record(ctx, tx, v, "organisation.update", o.ID, o.ID, "")
	})
	if err != nil {
		return nil, err
	}
	return s.Organisation(o.ID), nil
}

// requireManager returns the viewer and the organisation, or fails unless the viewer is its admin or an operator.
func (s *Service) requireManager(ctx context.Context, organisationID string) (*viewer.Viewer, *Organisation, error) {
	v, o := viewer.From(ctx), s.Organisation(organisationID)
	switch {
	case !v.SignedIn():
		return nil, nil, errs.New(errs.Unauthenticated, "sign in first")
	case o == nil || !v.HasRole(viewer.Operator) && !isAdminOf(v, o.ID):
		return nil, nil, errs.New(errs.NotFound, "no such organisation")
	}
	return v, o, nil
}

func (in *Updating) validate(name string) error {
	var ps errs.Problems
	if in.Email != nil && *in.Email != nil {
		mail.NoteTyped(&ps, *in.Email, "email")
	}
	if in.Address != nil {
		noteAddress(&ps, *in.Address, name)
	}
	if in.Mailboxes != nil {
		if len(*in.Mailboxes) > maxMailboxes {
			ps.AddText(errs.TooMany, "too_many_mailboxes", []any{maxMailboxes}, "functionalMailboxes")
		}
		for i := range *in.Mailboxes {
			mail.NoteTyped(&ps, &(*in.Mailboxes)[i], "functionalMailboxes")
		}
	}
	for _, c := range []struct {
		contact **ContactPerson
		field   string
	}{{in.DigitalOfficer, "digitalOfficer"}, {in.SubjectContact, "subjectContact"}, {in.TechnicalContact, "technicalContact"}} {
		if c.contact != nil && *c.contact != nil {
			noteContact(&ps, *c.contact, c.field)
		}
	}
	return ps.Err()
}

func noteContact(ps *errs.Problems, c *ContactPerson, field string) {
	mail.NoteTyped(ps, &c.Email, field, "email")
	if latin.Blank(c.Name) {
		ps.Add(errs.Required, field, "name")
	} else {
		noteText(ps, &c.Name, maxContact, field, "name")
	}
	for _, part := range []struct {
		value **string
		limit int
		name  string
	}{{&c.Phone, maxPhone, "phone"}, {&c.Department, maxDepartment, "department"}} {
		if *part.value != nil && latin.Blank(**part.value) {
			*part.value = nil
		}
		if *part.value != nil {
			noteText(ps, *part.value, part.limit, field, part.name)
		}
	}
}

func (s *Service) update(ctx context.Context, tx *store.Tx, organisationID string, in Updating) error {
	organisationID, err := s.Ensure(ctx, tx, organisationID)
	if err != nil {
		return err
	}
	row, err := lockOrganisation(ctx, tx, organisationID)
	if err != nil {
		return err
	}
	if row.Version != in.ExpectedVersion {
		return errs.Refuse(errs.Stale)
	}
	notifyReplicas(tx, row.ID)
	change := tx.Organisation.UpdateOne(row).SetVersion(row.Version + 1)
	if in.Email != nil {
		setOrClear(*in.Email, change.SetEmail, change.ClearEmail)
	}
	if in.Address != nil {
		address, err := writeAddress(*in.Address)
		if err != nil {
			return err
		}
		setOrClear(address, change.SetAddress, change.ClearAddress)
	}
	if err := change.Exec(ctx); err != nil {
		return err
	}
	if in.Mailboxes != nil {
		if err := s.setMailboxes(ctx, tx, organisationID, *in.Mailboxes); err != nil {
			return err
		}
	}
	if in.DigitalOfficer == nil && in.SubjectContact == nil && in.TechnicalContact == nil {
		return nil
	}
	return s.changeDetails(ctx, tx, organisationID, func(d *details) {
		for _, c := range []struct {
			from **ContactPerson
			to   **sealedContact
		}{{in.DigitalOfficer, &d.DigitalOfficer}, {in.SubjectContact, &d.SubjectContact}, {in.TechnicalContact, &d.TechnicalContact}} {
			if c.from != nil {
				*c.to = sealContact(*c.from)
			}
		}
	})
}

// Details is what only members and operators see of an organisation.
type Details struct {
	FunctionalMailboxes                              []string
	TaxNumber                                        *string
	DigitalOfficer, SubjectContact, TechnicalContact *ContactPerson
}

// Details opens what an organisation says of itself to its members and to operators. The caller has asked the viewer's rights.
func (s *Service) Details(ctx context.Context, organisationID string) (_ *Details, err error) {
	defer errs.Wrap(&err, "organisation.Details(%s)", organisationID)
	return s.showDetails(viewer.System(ctx, "organisation-details"), s.db.Client(), organisationID)
}

// DetailsIn is Details inside a transaction, whose context is the platform's own.
func (s *Service) DetailsIn(ctx context.Context, tx *store.Tx, organisationID string) (_ *Details, err error) {
	defer errs.Wrap(&err, "organisation.DetailsIn(%s)", organisationID)
	return s.showDetails(ctx, tx.Client, organisationID)
}

func (s *Service) showDetails(ctx context.Context, client *ent.Client, organisationID string) (*Details, error) {
	d, err := s.readDetails(ctx, client, organisationID)
	if err != nil {
		return nil, err
	}
	return &Details{
		FunctionalMailboxes: d.Mailboxes, TaxNumber: d.TaxNumber, DigitalOfficer: openContact(d.DigitalOfficer),
		SubjectContact: openContact(d.SubjectContact), TechnicalContact: openContact(d.TechnicalContact),
	}, nil
}
