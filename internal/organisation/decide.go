package organisation

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/channel"
	"schalter/ent/connectrequest"
	"schalter/internal/code"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Decision is what an operator says to a request.
type Decision struct {
	RequestID string
	Approve   bool
	// Address is the official one, without recipient; required to approve.
	Address *postal.Address
	Note    *string
}

// Decide proposes the release of a connect request, confirms the release that another operator proposed, or declines; for
// operators. Confirmed is what was proposed to the same address; another address is a proposal of its own. One operator alone
// releases at once, but only to the address that the directory has in full. Released, a letter with a code goes to the authority
// at the official address, for the attention of the contact, who is told by mail; declined, the contact is told the note.
// WRONG_STATE when the request does not wait any more, or nobody could confirm; INVALID when the contact is an operator.
func (s *Service) Decide(ctx context.Context, in Decision) (_ *ConnectRequest, err error) {
	defer errs.Wrap(&err, "organisation.Decide(%s)", in.RequestID)
	v, err := operates(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.validate(); err != nil {
		return nil, err
	}
	err = s.db.Tx(viewer.System(ctx, "connect-decide"), func(ctx context.Context, tx *store.Tx) error {
		row, opened, err := s.undecided(ctx, tx, in.RequestID)
		if err != nil {
			return err
		}
		if in.Note != nil {
			opened.Note = in.Note
		}
		if in.Approve {
			return s.approve(ctx, tx, v, row, opened, *in.Address)
		}
		return s.decline(ctx, tx, v, row, opened)
	})
	if err != nil {
		return nil, err
	}
	return s.Request(ctx, in.RequestID)
}

func (in *Decision) validate() error {
	var ps errs.Problems
	if in.Approve && in.Address == nil {
		ps.Add(errs.Required, "address")
	}
	if in.Note != nil && latin.Blank(*in.Note) {
		in.Note = nil
	}
	if in.Note != nil {
		text, err := latin.Text(*in.Note, maxNote)
		var bad *latin.Error
		switch {
		case err == nil:
			in.Note = &text
		case errors.As(err, &bad) && bad.Reason == latin.TooLong:
			ps.AddText(errs.TooLong, "too_long", []any{maxNote}, "note")
		default:
			ps.AddText(errs.InvalidValue, "character_invisible", nil, "note")
		}
	}
	if !in.Approve && in.Note == nil {
		ps.Add(errs.Required, "note")
	}
	return ps.Err()
}

// undecided claims a request that waits: two operators do not decide it both.
func (s *Service) undecided(ctx context.Context, tx *store.Tx, requestID string) (*ent.ConnectRequest, sealedRequest, error) {
	if _, err := tx.Exec(ctx, `UPDATE connect_request SET attempts_left = attempts_left WHERE id = ?`, requestID); err != nil {
		return nil, sealedRequest{}, err
	}
	row, err := tx.ConnectRequest.Get(ctx, requestID)
	if ent.IsNotFound(err) {
		return nil, sealedRequest{}, errs.New(errs.NotFound, "no such request")
	}
	if err != nil {
		return nil, sealedRequest{}, err
	}
	if !slices.Contains(undecidedStates, row.State) {
		return nil, sealedRequest{}, errs.RefuseText(errs.WrongState, "request_decided", nil)
	}
	opened, err := s.openRequest(ctx, row)
	return row, opened, err
}

// approve releases a request if a second operator confirms it by this, and writes the wish down otherwise.
func (s *Service) approve(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.ConnectRequest, opened sealedRequest, address postal.Address) error {
	facts, ok := s.ports.Directory.Facts(row.AuthorityID)
	if !ok {
		return errs.RefuseText(errs.Missing, "authority_unknown", nil)
	}
	if s.dissolved(row.AuthorityID) {
		return errs.RefuseText(errs.WrongState, "authority_dissolved", nil)
	}
	if connected, err := tx.Channel.Query().Where(channel.ID(row.AuthorityID), channel.StateNEQ(channel.StateCLOSED)).Exist(ctx); err != nil || connected {
		if err == nil {
			err = errs.RefuseText(errs.Taken, "authority_connected", nil)
		}
		return err
	}
	address.Recipient = facts.Name
	printed := printedAddress(address, opened.Contact)
	if p := s.ports.Letters.CheckAddress(printed); p != nil {
		p.Field = append([]string{"address"}, p.Field...)
		return &errs.Refusal{Problems: []errs.Problem{*p}}
	}
	if err := s.checkContact(ctx, tx, by, opened.Contact); err != nil {
		return err
	}
	alone, err := s.alone(ctx, tx, by.AccountID)
	if err != nil {
		return err
	}
	confirmed := row.ProposedBy != nil && *row.ProposedBy != by.AccountID && sameAddress(opened.Address, &address)
	opened.Address = &address
	switch {
	case confirmed, alone && sameAddress(facts.Address, &address):
		opened.Address = &printed
		return s.release(ctx, tx, by, row, opened)
	case alone:
		return errs.RefuseText(errs.WrongState, "release_needs_second", nil)
	}
	return s.propose(ctx, tx, by, row, opened)
}

// alone reports whether there is no other operator who could confirm.
func (s *Service) alone(ctx context.Context, tx *store.Tx, accountID string) (bool, error) {
	operators, err := s.ports.Persons.Operators(ctx, tx)
	return !slices.ContainsFunc(operators, func(o string) bool { return o != accountID }), err
}

// checkContact refuses a contact who works for the operation, and one of the name of whoever decides.
func (s *Service) checkContact(ctx context.Context, tx *store.Tx, by *viewer.Viewer, contact Contact) error {
	staff, err := s.ports.Persons.Staff(ctx, tx)
	if err != nil {
		return err
	}
	asked := Person{Email: contact.Email, Name: contact.Name}
	for _, p := range staff {
		switch {
		case s.ports.Persons.SameMailbox(p.Email, contact.Email):
			return errs.RefuseText(errs.InvalidValue, "contact_staff", nil)
		case p.AccountID == by.AccountID && s.ports.Persons.Same(p, asked):
			return errs.RefuseText(errs.InvalidValue, "contact_decider", nil)
		}
	}
	return nil
}

// sameAddress reports whether two addresses are one, whoever is named on the letter.
func sameAddress(a, b *postal.Address) bool {
	if a == nil || b == nil {
		return false
	}
	line := func(s *string) string {
		if s == nil {
			return ""
		}
		return strings.Join(strings.Fields(latin.Search(*s)), " ")
	}
	return line(a.Street) == line(b.Street) && line(a.HouseNumber) == line(b.HouseNumber) && line(a.PostalCode) == line(b.PostalCode) &&
		line(&a.City) == line(&b.City) && line(a.Region) == line(b.Region) && line(a.Addition) == line(b.Addition) && a.Country == b.Country
}

// propose writes down that an operator wants to release a request; the others are asked.
func (s *Service) propose(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.ConnectRequest, opened sealedRequest) error {
	box, err := s.sealRequest(ctx, row.ID, opened)
	if err != nil {
		return err
	}
	err = tx.ConnectRequest.UpdateOne(row).SetState(connectrequest.StateRELEASE_PROPOSED).SetProposedBy(by.AccountID).SetProposedAt(tx.Now).
		SetOperators(withMember(row.Operators, by.AccountID)).SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob).Exec(ctx)
	if err != nil {
		return err
	}
	if err := s.ports.Audit.Record(ctx, tx, by, "connect.propose", row.ID, "", row.AuthorityID); err != nil {
		return err
	}
	return s.tellOperators(ctx, tx, by.AccountID, func(accountID string) error {
		return s.ports.Notices.ReleaseProposed(ctx, tx, accountID, row.AuthorityID)
	})
}

func withMember(list []string, one string) []string {
	if slices.Contains(list, one) {
		return list
	}
	return append(slices.Clone(list), one)
}

// release sends the letter with the code. All operators are told, and whoever the authority was known by before.
func (s *Service) release(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.ConnectRequest, opened sealedRequest) error {
	secret := code.New(rand.Reader)
	update := tx.ConnectRequest.UpdateOne(row).SetState(connectrequest.StateRELEASED).SetCodeHash(s.codeHash(row.ID, secret)).
		SetOperators(withMember(row.Operators, by.AccountID)).SetAttemptsLeft(codeAttempts).SetExpiresAt(tx.Now.Add(codeLife))
	if err := s.decided(ctx, tx, by, row, opened, update, "connect.release"); err != nil {
		return err
	}
	if err := s.ports.Letters.QueueConnectLetter(ctx, tx, row.ID, *opened.Address, opened.Contact.Name, secret); err != nil {
		return err
	}
	if err := s.ports.Notices.ConnectReleased(ctx, tx, opened.Contact.Email, opened.Locale, row.AuthorityID); err != nil {
		return err
	}
	return s.tellOfConnection(ctx, tx, row.AuthorityID, s.ports.Notices.ReleaseTold)
}

// tellOfConnection writes to all operators and, where the authority was connected before, to its admins and mailbox of then.
func (s *Service) tellOfConnection(ctx context.Context, tx *store.Tx, authorityID string, tell func(ctx context.Context, tx *store.Tx, accountID, authorityID string) error) error {
	before, err := tx.Channel.Query().Where(channel.ID(authorityID), channel.StateEQ(channel.StateCLOSED)).Only(ctx)
	switch {
	case ent.IsNotFound(err):
		return s.tellOperators(ctx, tx, "", func(accountID string) error { return tell(ctx, tx, accountID, authorityID) })
	case err != nil:
		return err
	}
	if before.Email != nil {
		if err := s.ports.Notices.AuthorityTold(ctx, tx, *before.Email, authorityID); err != nil {
			return err
		}
	}
	return s.tellWatchers(ctx, tx, before.OrganisationID, "", func(accountID string) error { return tell(ctx, tx, accountID, authorityID) })
}

// printedAddress is an official address as the letter bears it.
func printedAddress(a postal.Address, contact Contact) postal.Address {
	a.Addition = attention(a.Addition, contact.Name)
	return a
}

// attention is the line below the authority's name.
func attention(addition *string, contact string) *string {
	line := "z. Hd. " + contact
	if addition != nil && !latin.Blank(*addition) {
		line = *addition + ", " + line
	}
	return &line
}

func (s *Service) decline(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.ConnectRequest, opened sealedRequest) error {
	update := tx.ConnectRequest.UpdateOne(row).SetState(connectrequest.StateDECLINED)
	if err := s.decided(ctx, tx, by, row, opened, update, "connect.decline"); err != nil {
		return err
	}
	return s.ports.Notices.ConnectDeclined(ctx, tx, opened.Contact.Email, opened.Locale, row.AuthorityID, value(opened.Note))
}

// decided writes down what an operator said.
func (s *Service) decided(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.ConnectRequest, opened sealedRequest, update *ent.ConnectRequestUpdateOne, action string) error {
	box, err := s.sealRequest(ctx, row.ID, opened)
	if err != nil {
		return err
	}
	err = update.SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob).SetDecidedAt(tx.Now).SetDecidedBy(by.AccountID).Exec(ctx)
	if err != nil {
		return fmt.Errorf("decide: %w", err)
	}
	return s.ports.Audit.Record(ctx, tx, by, action, row.ID, "", row.AuthorityID)
}

// codeHash binds a code to its request.
func (s *Service) codeHash(requestID, secret string) []byte {
	return s.ports.Platform.MAC(vault.BlindIndex, "connect-code", requestID, secret)
}
