package organisation

import (
	"context"
	"crypto/rand"
	"slices"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/channel"
	"schalter/ent/connectrequest"
	"schalter/internal/checkcode"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// confirmOrPropose releases a request if a second operator confirms it by this, and records the proposal otherwise.
func (s *Service) confirmOrPropose(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.ConnectRequest, opened sealedRequest, address postal.Address) error {
	facts, ok := s.ports.Directory.Facts(row.AuthorityID)
	if !ok {
		return errs.RefuseText(errs.Missing, "authority_unknown", nil)
	}
	if s.isDissolved(row.AuthorityID) {
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
	others, err := s.ports.Persons.Operators(ctx, tx)
	if err != nil {
		return err
	}
	others = slices.DeleteFunc(others, func(o string) bool { return o == by.AccountID })
	// A proposal counts while the one who made it is an operator.
	confirmed := row.ProposedBy != nil && slices.Contains(others, *row.ProposedBy) && sameAddress(opened.Address, &address)
	alone := len(others) == 0
	opened.Address = &address
	switch {
	case confirmed, alone && sameAddress(facts.Address, &address):
		opened.Address = &printed
		return s.releaseRequest(ctx, tx, by, row, opened)
	case alone:
		return errs.RefuseText(errs.WrongState, "release_needs_second", nil)
	}
	return s.proposeRelease(ctx, tx, by, row, opened)
}

// checkContact refuses a contact who works for the operation, and one who has the name of the caller.
func (s *Service) checkContact(ctx context.Context, tx *store.Tx, by *viewer.Viewer, contact ContactPerson) error {
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

// sameAddress reports whether two addresses are one, leaving out who is named on the letter.
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

// proposeRelease records that an operator wants to release a request; the others are asked.
func (s *Service) proposeRelease(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.ConnectRequest, opened sealedRequest) error {
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

// releaseRequest sends the letter with the code. All operators are told, and those by whom the authority was connected before.
func (s *Service) releaseRequest(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.ConnectRequest, opened sealedRequest) error {
	secret := checkcode.New(rand.Reader)
	codeEnds, err := s.ports.Letters.QueueConnectLetter(ctx, tx, row.ID, *opened.Address, opened.Contact.Name, secret)
	if err != nil {
		return err
	}
	update := tx.ConnectRequest.UpdateOne(row).SetState(connectrequest.StateRELEASED).SetCodeHash(s.codeHash(row.ID, secret)).
		SetOperators(withMember(row.Operators, by.AccountID)).SetAttemptsLeft(codeAttempts).SetExpiresAt(codeEnds)
	if err := s.recordDecision(ctx, tx, by, row, opened, update, "connect.release"); err != nil {
		return err
	}
	if err := s.ports.Notices.ConnectReleased(ctx, tx, opened.Contact.Email, opened.Locale, row.AuthorityID); err != nil {
		return err
	}
	return s.tellOfConnection(ctx, tx, row.AuthorityID, s.ports.Notices.ReleaseTold)
}

// LetterPrinted sets when the code of a request is over whose letter was printed. One that is not open any more stays as it is.
func (s *Service) LetterPrinted(ctx context.Context, tx *store.Tx, requestID string, codeEnds time.Time) (err error) {
	defer errs.Wrap(&err, "organisation.LetterPrinted(%s)", requestID)
	return tx.ConnectRequest.Update().Where(connectrequest.ID(requestID), connectrequest.StateEQ(connectrequest.StateRELEASED)).
		SetExpiresAt(codeEnds).Exec(ctx)
}

// printedAddress is an official address as the letter bears it.
func printedAddress(a postal.Address, contact ContactPerson) postal.Address {
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

// codeHash binds a code to its request.
func (s *Service) codeHash(requestID, secret string) []byte {
	return s.ports.Platform.MAC(vault.BlindIndex, "connect-code", requestID, secret)
}
