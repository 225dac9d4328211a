package organisation

import (
	"context"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/certificate"
	"schalter/ent/channel"
	"schalter/ent/channeltest"
	"schalter/ent/connectrequest"
	"schalter/internal/checkcode"
	"schalter/internal/errs"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Confirmed is who became the first admin of what.
type Confirmed struct {
	Membership  *Membership
	AuthorityID string
}

// Confirm makes the viewer an authority's first admin and clerk by the code of the letter. The viewer's proven e-mail address
// must be the contact's. The authority's channel opens: the inbox at once, an S/MIME mailbox waits for its test. A slip that
// the check symbol shows is no try; WRONG_CODE says how many are left, CODE_VOID that the request must be made again, EXPIRED
// that the code is too old, WRONG_STATE that no code waits for this address, or that the caller had part in the release as
// an operator, could read the letter before it was posted, or holds a platform role.
func (s *Service) Confirm(ctx context.Context, typed string) (_ *Confirmed, err error) {
	defer errs.Wrap(&err, "organisation.Confirm")
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return nil, err
	}
	const longest = 100
	secret, err := checkcode.Parse(typed[:min(len(typed), longest)])
	switch {
	case typed == "":
		return nil, errs.Refuse(errs.Required, "code")
	case err != nil:
		return nil, errs.RefuseText(errs.InvalidValue, "code_malformed", nil, "code")
	}
	email, err := s.ports.Persons.EmailOf(ctx, v.AccountID)
	if err != nil {
		return nil, err
	}
	var done *Confirmed
	var refused error
	err = s.db.Tx(viewer.System(ctx, "connect-confirm"), func(ctx context.Context, tx *store.Tx) error {
		// A wrong code is counted, so the refusal must not undo the transaction.
		done, refused, err = s.tryCode(ctx, tx, v, email, secret)
		return err
	})
	if err == nil {
		err = refused
	}
	if err != nil {
		return nil, err
	}
	return done, s.nameMember(ctx, done)
}

// nameMember completes the read model of the new membership.
func (s *Service) nameMember(ctx context.Context, done *Confirmed) error {
	row, err := s.db.Client().Membership.Get(viewer.System(ctx, "connect-confirm"), done.Membership.ID)
	if err != nil {
		return err
	}
	list, err := s.withNames(ctx, []*ent.Membership{row})
	if err == nil {
		done.Membership = list[0]
	}
	return err
}

// tryCode compares a code with those that were released for an address.
func (s *Service) tryCode(ctx context.Context, tx *store.Tx, by *viewer.Viewer, email, secret string) (done *Confirmed, refused, err error) {
	waiting, err := s.releasedRequests(ctx, tx, email)
	if err != nil {
		return nil, nil, err
	}
	if len(waiting) == 0 {
		return nil, errs.RefuseText(errs.WrongState, "connect_nothing_waits", nil, "code"), nil
	}
	// Nobody has a code whose letter was not handed over, so this one is of an earlier letter, or guessed. Neither is a try.
	if waiting, err = s.onlyHandedOver(ctx, tx, waiting); err != nil {
		return nil, nil, err
	}
	if len(waiting) == 0 {
		return nil, errs.RefuseText(errs.WrongState, "code_not_sent", nil, "code"), nil
	}
	right := slices.IndexFunc(waiting, func(row *ent.ConnectRequest) bool {
		return s.ports.Platform.Verify(vault.BlindIndex, row.CodeHash, "connect-code", row.ID, secret)
	})
	if right < 0 {
		refused, err := s.countWrongCode(ctx, tx, waiting)
		return nil, refused, err
	}
	row := waiting[right]
	switch {
	case row.State == connectrequest.StateVOID:
		return nil, errs.RefuseText(errs.CodeVoid, "connect_code_void", nil, "code"), nil
	case !tx.Now.Before(row.ExpiresAt):
		return nil, errs.RefuseText(errs.Expired, "connect_code_expired", nil, "code"), nil
	}
	done, err = s.connectAuthority(ctx, tx, by, row)
	if r := errs.AsRefusal(err); r != nil {
		return nil, err, nil
	}
	return done, nil, err
}

// releasedRequests are the requests whose codes went to this address, locked; those that became void are among them, to be told so.
func (s *Service) releasedRequests(ctx context.Context, tx *store.Tx, email string) ([]*ent.ConnectRequest, error) {
	index := s.emailIndex(email)
	if _, err := tx.Exec(ctx, `UPDATE connect_request SET attempts_left = attempts_left WHERE email_index = ?`, index); err != nil {
		return nil, err
	}
	const most = 100
	return tx.ConnectRequest.Query().Where(connectrequest.EmailIndex(index),
		connectrequest.StateIn(connectrequest.StateRELEASED, connectrequest.StateVOID)).Order(ent.Asc(connectrequest.FieldID)).Limit(most).All(ctx)
}

// onlyHandedOver leaves out the requests whose letters were not handed over: nobody can have their codes.
func (s *Service) onlyHandedOver(ctx context.Context, tx *store.Tx, waiting []*ent.ConnectRequest) ([]*ent.ConnectRequest, error) {
	var list []*ent.ConnectRequest
	for _, row := range waiting {
		waits, err := s.ports.Letters.LetterWaits(ctx, tx, row.ID)
		if err != nil {
			return nil, err
		}
		if !waits || row.State == connectrequest.StateVOID {
			list = append(list, row)
		}
	}
	return list, nil
}

// countWrongCode counts a try against every code that could have been meant.
func (s *Service) countWrongCode(ctx context.Context, tx *store.Tx, waiting []*ent.ConnectRequest) (refused, err error) {
	left := 0
	for _, row := range waiting {
		if row.State == connectrequest.StateVOID {
			continue
		}
		update := tx.ConnectRequest.UpdateOne(row).SetAttemptsLeft(row.AttemptsLeft - 1)
		if row.AttemptsLeft <= 1 {
			update.SetState(connectrequest.StateVOID)
			if err := s.ports.Letters.DiscardConnectLetters(ctx, tx, row.ID); err != nil {
				return nil, err
			}
		}
		if err := update.Exec(ctx); err != nil {
			return nil, err
		}
		left = max(left, row.AttemptsLeft-1)
	}
	if left == 0 {
		return errs.RefuseText(errs.CodeVoid, "connect_code_void", nil, "code"), nil
	}
	return errs.RefuseText(errs.WrongCode, "wrong_code", []any{left}, "code"), nil
}

// connectAuthority opens the authority's channel and makes the account its first admin.
func (s *Service) connectAuthority(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.ConnectRequest) (*Confirmed, error) {
	facts, ok := s.ports.Directory.Facts(row.AuthorityID)
	if !ok {
		return nil, errs.RefuseText(errs.Missing, "authority_unknown", nil, "code")
	}
	if s.isDissolved(row.AuthorityID) {
		return nil, errs.RefuseText(errs.WrongState, "authority_dissolved", nil, "code")
	}
	excluded, err := s.excludedFrom(ctx, tx, by, row)
	if err != nil {
		return nil, err
	}
	// Two codes for one authority may be entered at once: the second waits here, and sees the channel of the first.
	if _, err := tx.Count(ctx, s.keyedHash("counter", "connect-enter", row.AuthorityID), time.Minute); err != nil {
		return nil, err
	}
	if there, err := tx.Channel.Query().Where(channel.ID(row.AuthorityID), channel.StateNEQ(channel.StateCLOSED)).Exist(ctx); err != nil || there {
		if err == nil {
			err = errs.RefuseText(errs.Taken, "authority_connected", nil, "code")
		}
		return nil, err
	}
	if err := s.tellOfConnection(ctx, tx, row.AuthorityID, s.ports.Notices.AuthorityConnected); err != nil {
		return nil, err
	}
	organisationID, err := s.keeperFor(ctx, tx, by, row.AuthorityID, facts, excluded)
	if err != nil {
		return nil, err
	}
	if err := s.openChannel(ctx, tx, row, organisationID); err != nil {
		return nil, err
	}
	membershipID, err := s.appointFirst(ctx, tx, organisationID, by.AccountID)
	if err != nil {
		return nil, err
	}
	if err := tx.ConnectRequest.UpdateOne(row).SetState(connectrequest.StateUSED).ClearCodeHash().Exec(ctx); err != nil {
		return nil, err
	}
	if err := s.ports.Letters.DiscardConnectLetters(ctx, tx, row.ID); err != nil {
		return nil, err
	}
	if err := s.ports.Audit.Record(ctx, tx, by, "connect.confirm", row.ID, organisationID, row.AuthorityID); err != nil {
		return nil, err
	}
	return &Confirmed{Membership: &Membership{ID: membershipID}, AuthorityID: row.AuthorityID}, nil
}

// excludedFrom lists the accounts that proposed or released a request or could read its code, and refuses the caller if it is
// one of them as far as can be told, or holds a platform role.
func (s *Service) excludedFrom(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.ConnectRequest) ([]string, error) {
	entering, err := s.ports.Persons.Hold(ctx, tx, by.AccountID)
	if err != nil {
		return nil, err
	}
	if entering.Role {
		return nil, errs.RefuseText(errs.WrongState, "member_staff", nil, "code")
	}
	excluded, err := s.ports.Letters.Readers(ctx, tx, row.ID)
	if err != nil {
		return nil, err
	}
	for _, accountID := range row.Operators {
		excluded = withMember(excluded, accountID)
	}
	if row.DecidedBy != nil {
		excluded = withMember(excluded, *row.DecidedBy)
	}
	involved, err := s.ports.Persons.Identify(ctx, tx, excluded)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(involved, func(p Person) bool { return s.ports.Persons.Same(p, entering) }) {
		return nil, errs.RefuseText(errs.WrongState, "connect_involved", nil, "code")
	}
	return excluded, nil
}

// openChannel makes the channel that was asked for. One that was closed is reset for the new organisation: nothing of its mailbox stays.
func (s *Service) openChannel(ctx context.Context, tx *store.Tx, row *ent.ConnectRequest, organisationID string) error {
	notifyReplicas(tx, row.AuthorityID)
	state := channel.StateACTIVE
	if row.Kind == connectrequest.KindSMIME {
		state = channel.StatePENDING
	}
	closed, err := tx.Channel.Query().Where(channel.ID(row.AuthorityID)).Exist(ctx)
	if err != nil {
		return err
	}
	if !closed {
		return tx.Channel.Create().SetID(row.AuthorityID).SetOrganisationID(organisationID).SetKind(channel.Kind(row.Kind)).
			SetState(state).SetMaxMessageBytes(MaxInboxMessageBytes).SetCreatedAt(tx.Now).Exec(ctx)
	}
	err = tx.Certificate.Update().Where(certificate.AuthorityID(row.AuthorityID), certificate.RemovedAtIsNil()).SetRemovedAt(tx.Now).Exec(ctx)
	if err != nil {
		return err
	}
	if _, err := tx.ChannelTest.Delete().Where(channeltest.AuthorityID(row.AuthorityID)).Exec(ctx); err != nil {
		return err
	}
	// organisation_id is not ent's to change.
	_, err = tx.Exec(ctx, `UPDATE channel SET organisation_id = ?, kind = ?, state = ?, problem = NULL, email = NULL, profile = NULL,
		legacy_until = NULL, mail_limit_bytes = NULL, max_message_bytes = ?, failures = 0, version = version + 1 WHERE id = ?`,
		organisationID, string(row.Kind), string(state), MaxInboxMessageBytes, row.AuthorityID)
	return err
}
