package accounts

import (
	"context"

	"schalter/ent"
	"schalter/ent/marketaccount"
	"schalter/ent/predicate"
	"schalter/ent/signingauthority"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/pagination"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// SigningAuthority says who may sign for an organisation (type SigningAuthority of the contract). Days are ISO 8601; ValidTo is the first
// on which it does not count any more.
type SigningAuthority struct {
	ID             string
	Version        int
	OrganisationID string
	// SignerID is the organisation whose person signs.
	SignerID string
	// MembershipID is nil for every signatory of the signer.
	MembershipID *string
	ValidFrom    string
	ValidTo      *string
	Evidence     *string
}

// signingSealed is what is sealed of one. The names of its JSON fields stay as they are.
type signingSealed struct {
	Evidence *string `json:"evidence,omitempty"`
}

func signingAAD(rowID string) string { return "signing-authority|" + rowID }

// NewSigning is what an operator confirms. Without ID it is a new one.
type NewSigning struct {
	ID              *string
	ExpectedVersion *int
	OrganisationID  string
	SignerID        string
	MembershipID    *string
	ValidFrom       string
	ValidTo         *string
	Evidence        *string
}

// SaveSigning confirms who may sign for an organisation, or changes since and until when; for operators. The organisation itself signs, or
// the Verwaltungsgemeinschaft that it belongs to. Refusals: STALE, REQUIRED without evidence, INVALID, NOT_FOUND.
func (s *Service) SaveSigning(ctx context.Context, in NewSigning) (_ *SigningAuthority, err error) {
	defer errs.Wrap(&err, "accounts.SaveSigning(%s)", in.OrganisationID)
	v, err := permit.Operator(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.validateSigning(&in); err != nil {
		return nil, err
	}
	var row *ent.SigningAuthority
	err = s.db.Tx(viewer.System(ctx, "signing-authority-save"), func(ctx context.Context, tx *store.Tx) error {
		if err := s.checkSigner(ctx, tx, v, &in); err != nil {
			return err
		}
		if in.ID == nil {
			row, err = s.addSigning(ctx, tx, v, in)
		} else {
			row, err = s.changeSigning(ctx, tx, in)
		}
		if err != nil {
			return err
		}
		detail := in.SignerID + " " + row.ValidFrom + " " + valueOrEmpty(row.ValidTo)
		return s.ports.Audit.Record(ctx, tx, v, "signing.save", row.ID, in.OrganisationID, detail)
	})
	if err != nil {
		return nil, err
	}
	return s.showSigning(ctx, row)
}

func (s *Service) validateSigning(in *NewSigning) error {
	var ps errs.Problems
	switch {
	case !isDay(in.ValidFrom):
		ps.Add(errs.InvalidValue, "validFrom")
	case in.ValidTo != nil && (!isDay(*in.ValidTo) || *in.ValidTo < in.ValidFrom):
		ps.AddText(errs.InvalidValue, "signing_ends_before", nil, "validTo")
	}
	if in.Evidence == nil || latin.Blank(*in.Evidence) {
		ps.AddText(errs.Required, "signing_evidence_missing", nil, "evidence")
	} else {
		noteText(&ps, in.Evidence, maxEvidence, "evidence")
	}
	o, signer := s.ports.Organisations.Organisation(in.OrganisationID), s.ports.Organisations.Organisation(in.SignerID)
	switch {
	case o == nil || !o.Confirmed:
		ps.AddText(errs.Missing, "organisation_unknown", nil, "organisationId")
	case signer == nil || !signer.Confirmed:
		ps.AddText(errs.Missing, "organisation_unknown", nil, "byOrganisationId")
	case neverSigns("", signer):
		ps.AddText(errs.NotAuthorisedToSign, "it_association_never_signs", nil, "byOrganisationId")
	case o.ID != signer.ID && !s.isUnionOf(signer, o):
		ps.AddText(errs.InvalidValue, "signing_only_for_members", []any{o.Name, signer.Name}, "byOrganisationId")
	}
	return ps.Err()
}

func (s *Service) isUnionOf(union, member *Organisation) bool {
	u := s.ports.Organisations.UnionOf(member.ID)
	return u != nil && u.ID == union.ID
}

// checkSigner makes the rows of both organisations and refuses a person of another one, and the operator's own.
func (s *Service) checkSigner(ctx context.Context, tx *store.Tx, v *viewer.Viewer, in *NewSigning) (err error) {
	if in.OrganisationID, err = s.ports.Organisations.Ensure(ctx, tx, in.OrganisationID); err != nil {
		return err
	}
	if in.SignerID, err = s.ports.Organisations.Ensure(ctx, tx, in.SignerID); err != nil {
		return err
	}
	if in.MembershipID == nil {
		return nil
	}
	employer, err := s.ports.Organisations.Employed(ctx, tx, *in.MembershipID)
	if err == nil && employer != in.SignerID {
		err = errs.RefuseText(errs.Missing, "member_unknown", nil, "membershipId")
	}
	return err
}

func (s *Service) addSigning(ctx context.Context, tx *store.Tx, v *viewer.Viewer, in NewSigning) (*ent.SigningAuthority, error) {
	rowID := id.New(id.SigningAuthority, tx.Now)
	box, err := s.ports.Vault.BoxJSON(ctx, signingAAD(rowID), signingSealed{Evidence: in.Evidence})
	if err != nil {
		return nil, err
	}
	return tx.SigningAuthority.Create().SetID(rowID).SetOrganisationID(in.OrganisationID).SetSignerOrganisationID(in.SignerID).
		SetNillableMembershipID(in.MembershipID).SetValidFrom(in.ValidFrom).SetNillableValidTo(in.ValidTo).SetSealed(box.Sealed).SetKekID(box.KEK).
		SetWrappedKey(box.Blob).SetConfirmedBy(v.AccountID).SetCreatedAt(tx.Now).Save(ctx)
}

// changeSigning changes since and until when one counts, and by what; for whom and by whom it is stays.
func (s *Service) changeSigning(ctx context.Context, tx *store.Tx, in NewSigning) (*ent.SigningAuthority, error) {
	if _, err := tx.Exec(ctx, `UPDATE signing_authority SET version = version WHERE id = ?`, *in.ID); err != nil {
		return nil, err
	}
	row, err := tx.SigningAuthority.Get(ctx, *in.ID)
	switch {
	case ent.IsNotFound(err):
		return nil, errs.New(errs.NotFound, "no such authority to sign")
	case err != nil:
		return nil, err
	case in.ExpectedVersion == nil || row.Version != *in.ExpectedVersion:
		return nil, errs.Refuse(errs.Stale)
	case row.OrganisationID != in.OrganisationID || row.SignerOrganisationID != in.SignerID || valueOrEmpty(row.MembershipID) != valueOrEmpty(in.MembershipID):
		return nil, errs.RefuseText(errs.InvalidValue, "signing_other_parties", nil, "organisationId")
	}
	box, err := s.ports.Vault.BoxJSON(ctx, signingAAD(row.ID), signingSealed{Evidence: in.Evidence})
	if err != nil {
		return nil, err
	}
	update := tx.SigningAuthority.UpdateOne(row).SetValidFrom(in.ValidFrom).SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob).SetVersion(row.Version + 1)
	if in.ValidTo == nil {
		update.ClearValidTo()
	} else {
		update.SetValidTo(*in.ValidTo)
	}
	return update.Save(ctx)
}

// Signer is by what somebody may sign.
type Signer struct {
	// AccountID is the account of the market, OrganisationID the organisation that the person works for, MembershipID its work there.
	AccountID, OrganisationID, MembershipID string
	// Shared says that several use it: who acts must be named.
	Shared bool
}

// MaySign finds by what the viewer may sign for an organisation on a day (ISO 8601): as a signatory of it, or of its
// Verwaltungsgemeinschaft where that was confirmed to sign for it. What it found does not change before the transaction ends. The context
// must be the platform's own. NOT_AUTHORISED_TO_SIGN otherwise.
func (s *Service) MaySign(ctx context.Context, tx *store.Tx, v *viewer.Viewer, organisationID, day string) (_ *Signer, err error) {
	defer errs.Wrap(&err, "accounts.MaySign(%s)", organisationID)
	o := s.ports.Organisations.Organisation(organisationID)
	if o == nil || !v.SignedIn() {
		return nil, errNotAuthorised()
	}
	// Who is blocked signs nothing, from that moment on.
	person, err := s.ports.Persons.Hold(ctx, tx, v.AccountID)
	if err != nil || !person.Open {
		return nil, orNotAuthorised(err)
	}
	account, err := s.activeOf(ctx, tx, v.AccountID)
	if err != nil || account == nil {
		return nil, orNotAuthorised(err)
	}
	signer := s.ports.Organisations.Organisation(account.OrganisationID)
	if signer == nil || neverSigns("", signer) || signer.ID != o.ID && !s.isUnionOf(signer, o) {
		return nil, errNotAuthorised()
	}
	membershipID, err := s.ports.Organisations.Signatory(ctx, tx, account.OrganisationID, v.AccountID)
	if err != nil || membershipID == "" {
		return nil, orNotAuthorised(err)
	}
	q := tx.SigningAuthority.Query().Where(signingauthority.OrganisationID(o.ID), signingauthority.SignerOrganisationID(signer.ID),
		signingauthority.Or(signingauthority.MembershipIDIsNil(), signingauthority.MembershipID(membershipID)), countsOn(day))
	if tx.Locks() {
		q.ForShare()
	}
	found, err := q.All(ctx)
	if err != nil || len(found) == 0 {
		return nil, orNotAuthorised(err)
	}
	return &Signer{AccountID: account.ID, OrganisationID: signer.ID, MembershipID: membershipID, Shared: account.Shared}, nil
}

// countsOn keeps what counts on a day.
func countsOn(day string) predicate.SigningAuthority {
	return signingauthority.And(signingauthority.ValidFromLTE(day), signingauthority.Or(signingauthority.ValidToIsNil(), signingauthority.ValidToGT(day)))
}

func errNotAuthorised() error {
	return errs.RefuseText(errs.NotAuthorisedToSign, "not_authorised_to_sign", nil)
}

func orNotAuthorised(err error) error {
	if err != nil {
		return err
	}
	return errNotAuthorised()
}

// activeOf is the active account of a person, nil without one.
func (s *Service) activeOf(ctx context.Context, tx *store.Tx, accountID string) (*ent.MarketAccount, error) {
	q := tx.MarketAccount.Query().Where(marketaccount.Place(accountID), marketaccount.StateEQ(marketaccount.StateACTIVE))
	if tx.Locks() {
		q.ForShare()
	}
	row, err := q.Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	return row, err
}

// Acting is the active account of the viewer, by which it acts in the market; nil without one.
func (s *Service) Acting(ctx context.Context, tx *store.Tx, v *viewer.Viewer) (*Signer, error) {
	row, err := s.activeOf(ctx, tx, v.AccountID)
	if row == nil || err != nil {
		return nil, err
	}
	return &Signer{AccountID: row.ID, OrganisationID: row.OrganisationID, Shared: row.Shared}, nil
}

// Signings lists who may sign for an organisation and for whom it may sign, ended ones too, the oldest first. The caller has asked the
// viewer's rights.
func (s *Service) Signings(ctx context.Context, organisationID string, req pagination.Request) (_ pagination.Slice[*SigningAuthority], err error) {
	defer errs.Wrap(&err, "accounts.Signings(%s)", organisationID)
	ctx = viewer.System(ctx, "signing-authorities")
	q := s.db.Client().SigningAuthority.Query().Where(signingauthority.Or(
		signingauthority.OrganisationID(organisationID), signingauthority.SignerOrganisationID(organisationID)))
	order := store.Order[*ent.SigningAuthority]{ID: func(row *ent.SigningAuthority) string { return row.ID }}
	return store.ReadPage(ctx, q, order, req, store.Each(func(row *ent.SigningAuthority) (*SigningAuthority, error) { return s.showSigning(ctx, row) }))
}

// Signing finds one, for operators and members of either organisation; nil otherwise.
func (s *Service) Signing(ctx context.Context, rowID string) (_ *SigningAuthority, err error) {
	defer errs.Wrap(&err, "accounts.Signing(%s)", rowID)
	v := viewer.From(ctx)
	ctx = viewer.System(ctx, "signing-authority-read")
	row, err := s.db.Client().SigningAuthority.Get(ctx, rowID)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if !v.HasRole(viewer.Operator) && v.MemberOf(row.OrganisationID) == nil && v.MemberOf(row.SignerOrganisationID) == nil {
		return nil, nil
	}
	return s.showSigning(ctx, row)
}

func (s *Service) showSigning(ctx context.Context, row *ent.SigningAuthority) (*SigningAuthority, error) {
	var content signingSealed
	box := vault.Box{Wrapped: vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, Sealed: row.Sealed}
	if err := s.ports.Vault.UnboxJSON(ctx, signingAAD(row.ID), box, &content); err != nil {
		return nil, err
	}
	return &SigningAuthority{
		ID: row.ID, Version: row.Version, OrganisationID: row.OrganisationID, SignerID: row.SignerOrganisationID, MembershipID: row.MembershipID,
		ValidFrom: row.ValidFrom, ValidTo: row.ValidTo, Evidence: content.Evidence,
	}, nil
}
