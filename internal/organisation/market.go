package organisation

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/channel"
	"schalter/ent/functionalmailbox"
	"schalter/ent/membership"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/mail/idn"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// What the market gives to organisations and asks of them. The context is the platform's own throughout.

// Propose makes an organisation that somebody asks for in the market. It is in no list until an operator confirms it.
func (s *Service) Propose(ctx context.Context, tx *store.Tx, in NewOrganisation) (_ string, err error) {
	defer errs.Wrap(&err, "organisation.Propose")
	in.ID = id.New(id.Organisation, tx.Now)
	if _, err := s.Found(ctx, tx, in); err != nil {
		return "", err
	}
	return in.ID, tx.Organisation.UpdateOneID(in.ID).SetConfirmed(false).Exec(ctx)
}

// ConfirmProposed lets an organisation in that was proposed.
func (s *Service) ConfirmProposed(ctx context.Context, tx *store.Tx, organisationID string) (err error) {
	defer errs.Wrap(&err, "organisation.ConfirmProposed(%s)", organisationID)
	notifyReplicas(tx, organisationID)
	return tx.Organisation.UpdateOneID(organisationID).SetConfirmed(true).Exec(ctx)
}

// Withdraw takes an organisation away that was proposed and not confirmed; any other stays.
func (s *Service) Withdraw(ctx context.Context, tx *store.Tx, organisationID string) (err error) {
	defer errs.Wrap(&err, "organisation.Withdraw(%s)", organisationID)
	row, err := tx.Organisation.Get(ctx, organisationID)
	if ent.IsNotFound(err) || err == nil && row.Confirmed {
		return nil
	}
	if err != nil {
		return err
	}
	notifyReplicas(tx, organisationID)
	return tx.Organisation.DeleteOne(row).Exec(ctx)
}

// details is what is sealed of an organisation. The names of its JSON fields stay as they are.
type details struct {
	Mailboxes        []string       `json:"mailboxes,omitempty"`
	TaxNumber        *string        `json:"taxNumber,omitempty"`
	DigitalOfficer   *sealedContact `json:"digitalOfficer,omitempty"`
	SubjectContact   *sealedContact `json:"subjectContact,omitempty"`
	TechnicalContact *sealedContact `json:"technicalContact,omitempty"`
}

type sealedContact struct {
	Name       string  `json:"name"`
	Email      string  `json:"email"`
	Phone      *string `json:"phone,omitempty"`
	Department *string `json:"department,omitempty"`
}

func sealContact(c *ContactPerson) *sealedContact {
	if c == nil {
		return nil
	}
	s := sealedContact(*c)
	return &s
}

func openContact(c *sealedContact) *ContactPerson {
	if c == nil {
		return nil
	}
	o := ContactPerson(*c)
	return &o
}

func detailsAAD(organisationID string) string { return "organisation-details|" + organisationID }

// readDetails opens what is sealed of an organisation; nothing where nothing was given.
func (s *Service) readDetails(ctx context.Context, client *ent.Client, organisationID string) (d details, err error) {
	row, err := client.OrganisationDetails.Get(ctx, organisationID)
	if ent.IsNotFound(err) {
		return d, nil
	}
	if err != nil {
		return d, err
	}
	box := vault.Box{Wrapped: vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, Sealed: row.Sealed}
	return d, s.ports.Vault.UnboxJSON(ctx, detailsAAD(organisationID), box, &d)
}

// changeDetails changes what is sealed of an organisation, one after the other.
func (s *Service) changeDetails(ctx context.Context, tx *store.Tx, organisationID string, change func(*details)) error {
	if _, err := tx.Exec(ctx, `UPDATE organisation SET version = version WHERE id = ?`, organisationID); err != nil {
		return err
	}
	d, err := s.readDetails(ctx, tx.Client, organisationID)
	if err != nil {
		return err
	}
	change(&d)
	box, err := s.ports.Vault.BoxJSON(ctx, detailsAAD(organisationID), d)
	if err != nil {
		return err
	}
	var taxIndex []byte
	if d.TaxNumber != nil {
		taxIndex = s.ports.Platform.MAC(vault.BlindIndex, "organisation", "tax-number", *d.TaxNumber)
	}
	there, err := tx.OrganisationDetails.Get(ctx, organisationID)
	if ent.IsNotFound(err) {
		create := tx.OrganisationDetails.Create().SetID(organisationID).SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob)
		if taxIndex != nil {
			create.SetTaxIndex(taxIndex)
		}
		return create.Exec(ctx)
	}
	if err != nil {
		return err
	}
	update := tx.OrganisationDetails.UpdateOne(there).SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob)
	if taxIndex != nil {
		update.SetTaxIndex(taxIndex)
	}
	return update.Exec(ctx)
}

func (s *Service) mailboxIndex(email string) []byte {
	return s.ports.Platform.MAC(vault.BlindIndex, "functional-mailbox", idn.Key(email))
}

// Mailboxes are the functional mailboxes of an organisation.
func (s *Service) Mailboxes(ctx context.Context, tx *store.Tx, organisationID string) ([]string, error) {
	d, err := s.readDetails(ctx, tx.Client, organisationID)
	return d.Mailboxes, err
}

// MailboxOwner is the organisation whose functional mailbox an address is, in whatever case and form; empty for nobody's.
func (s *Service) MailboxOwner(ctx context.Context, tx *store.Tx, email string) (string, error) {
	row, err := tx.FunctionalMailbox.Query().Where(functionalmailbox.EmailIndex(s.mailboxIndex(email))).Only(ctx)
	if ent.IsNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return row.OrganisationID, nil
}

// AddMailboxes gives an organisation functional mailboxes beside those it has; TAKEN for one of another organisation.
func (s *Service) AddMailboxes(ctx context.Context, tx *store.Tx, organisationID string, emails []string) (err error) {
	defer errs.Wrap(&err, "organisation.AddMailboxes(%s)", organisationID)
	if len(emails) == 0 {
		return nil
	}
	own, err := s.Mailboxes(ctx, tx, organisationID)
	if err != nil {
		return err
	}
	return s.setMailboxes(ctx, tx, organisationID, append(own, emails...))
}

// setMailboxes makes addresses the functional mailboxes of an organisation, each once.
func (s *Service) setMailboxes(ctx context.Context, tx *store.Tx, organisationID string, emails []string) error {
	if _, err := tx.FunctionalMailbox.Delete().Where(functionalmailbox.OrganisationID(organisationID)).Exec(ctx); err != nil {
		return err
	}
	var kept []string
	for _, email := range emails {
		if slices.ContainsFunc(kept, func(k string) bool { return idn.Same(k, email) }) {
			continue
		}
		kept = append(kept, email)
		owner, err := s.MailboxOwner(ctx, tx, email)
		if err != nil {
			return err
		}
		if owner != "" {
			return errs.RefuseText(errs.Taken, "mailbox_of_another", []any{email}, "functionalMailboxes")
		}
		err = tx.FunctionalMailbox.Create().SetID(id.New(id.FunctionMailbox, tx.Now)).SetOrganisationID(organisationID).SetEmailIndex(s.mailboxIndex(email)).Exec(ctx)
		if ent.IsConstraintError(err) {
			// Another organisation got it a moment ago.
			return errs.RefuseText(errs.Taken, "mailbox_of_another", []any{email}, "functionalMailboxes")
		}
		if err != nil {
			return err
		}
	}
	return s.changeDetails(ctx, tx, organisationID, func(d *details) { d.Mailboxes = kept })
}

// NoteTaxNumber keeps the first tax number that certificates of an organisation name.
func (s *Service) NoteTaxNumber(ctx context.Context, tx *store.Tx, organisationID, taxNumber string) (err error) {
	defer errs.Wrap(&err, "organisation.NoteTaxNumber(%s)", organisationID)
	return s.changeDetails(ctx, tx, organisationID, func(d *details) {
		if d.TaxNumber == nil {
			d.TaxNumber = &taxNumber
		}
	})
}

// NoteDigitalOfficer keeps the digitalisation officer of an organisation that has none.
func (s *Service) NoteDigitalOfficer(ctx context.Context, tx *store.Tx, organisationID string, c ContactPerson) (err error) {
	defer errs.Wrap(&err, "organisation.NoteDigitalOfficer(%s)", organisationID)
	return s.changeDetails(ctx, tx, organisationID, func(d *details) {
		if d.DigitalOfficer == nil {
			d.DigitalOfficer = sealContact(&c)
		}
	})
}

// Admit gives an account roles in an organisation beside those it has, and returns its membership. The first in an organisation that nobody
// manages becomes its admin, unless it has a channel: who manages that comes by a letter. Refusals as in Employ.
func (s *Service) Admit(ctx context.Context, tx *store.Tx, organisationID, accountID string, roles []OrganisationRole) (_ string, err error) {
	defer errs.Wrap(&err, "organisation.Admit(%s)", organisationID)
	if _, err := tx.Exec(ctx, `UPDATE organisation SET version = version WHERE id = ?`, organisationID); err != nil {
		return "", err
	}
	if first, err := s.needsAdmin(ctx, tx, organisationID); err != nil {
		return "", err
	} else if first && !slices.Contains(roles, Admin) {
		roles = append(slices.Clone(roles), Admin)
	}
	row, err := tx.Membership.Query().Where(membership.OrganisationID(organisationID), membership.AccountID(accountID)).Only(ctx)
	if ent.IsNotFound(err) {
		membershipID, err := s.Employ(ctx, tx, Employment{OrganisationID: organisationID, AccountID: accountID, Roles: roles})
		if err != nil {
			return "", err
		}
		return membershipID, s.ports.Persons.RightsChanged(ctx, tx, accountID)
	}
	if err != nil {
		return "", err
	}
	for _, r := range roleNames(roles) {
		row.Roles = withMember(row.Roles, r)
	}
	if err := tx.Membership.UpdateOne(row).SetRoles(row.Roles).SetVersion(row.Version + 1).Exec(ctx); err != nil {
		return "", err
	}
	return row.ID, s.ports.Persons.RightsChanged(ctx, tx, accountID)
}

// needsAdmin reports whether an organisation has neither an admin nor a channel.
func (s *Service) needsAdmin(ctx context.Context, tx *store.Tx, organisationID string) (bool, error) {
	admins, err := adminAccounts(ctx, tx, organisationID)
	if err != nil || len(admins) > 0 {
		return false, err
	}
	connected, err := tx.Channel.Query().Where(channel.OrganisationID(organisationID), channel.StateNEQ(channel.StateCLOSED)).Exist(ctx)
	return !connected, err
}

// TakeRoles takes roles from an account; a membership without any ends.
func (s *Service) TakeRoles(ctx context.Context, tx *store.Tx, organisationID, accountID string, roles []OrganisationRole) (err error) {
	defer errs.Wrap(&err, "organisation.TakeRoles(%s)", organisationID)
	row, err := tx.Membership.Query().Where(membership.OrganisationID(organisationID), membership.AccountID(accountID)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	rest := slices.DeleteFunc(slices.Clone(row.Roles), func(r string) bool { return slices.Contains(roleNames(roles), r) })
	if len(rest) == 0 {
		err = tx.Membership.DeleteOne(row).Exec(ctx)
	} else {
		err = tx.Membership.UpdateOne(row).SetRoles(rest).SetVersion(row.Version + 1).Exec(ctx)
	}
	if err != nil {
		return err
	}
	return s.ports.Persons.RightsChanged(ctx, tx, accountID)
}

// SignatoryOf is the membership of an account in an organisation if it has the role SIGNATORY; empty otherwise. Until the transaction ends
// nobody takes the role away.
func (s *Service) SignatoryOf(ctx context.Context, tx *store.Tx, organisationID, accountID string) (string, error) {
	q := tx.Membership.Query().Where(membership.OrganisationID(organisationID), membership.AccountID(accountID))
	if tx.Locks() {
		q.ForShare()
	}
	row, err := q.Only(ctx)
	if ent.IsNotFound(err) || err == nil && !slices.Contains(row.Roles, string(Signatory)) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return row.ID, nil
}

// ManagedBy reports whether an account is an admin of an organisation. Until the transaction ends its members stay as they are.
func (s *Service) ManagedBy(ctx context.Context, tx *store.Tx, organisationID, accountID string) (bool, error) {
	if _, err := lockOrganisation(ctx, tx, organisationID); err != nil {
		return false, err
	}
	admins, err := adminAccounts(ctx, tx, organisationID)
	return slices.Contains(admins, accountID), err
}

// EmployerOf is the organisation of a membership; empty for an unknown one.
func (s *Service) EmployerOf(ctx context.Context, tx *store.Tx, membershipID string) (string, error) {
	row, err := tx.Membership.Get(ctx, membershipID)
	if ent.IsNotFound(err) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return row.OrganisationID, nil
}

// readAddress is a public address as it is stored.
func readAddress(stored *string) *postal.Address {
	if stored == nil {
		return nil
	}
	a := &postal.Address{}
	if json.Unmarshal([]byte(*stored), a) != nil || strings.TrimSpace(a.City) == "" {
		return nil
	}
	return a
}
