package rollouts

import (
	"context"
	"crypto/sha256"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/vendormail"
	"schalter/ent/vendortoken"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/token"
	"schalter/internal/market/catalogue"
	"schalter/internal/store"
)

const (
	// vendorPage is the page of a vendor. The token stands in the fragment, which no server ever sees.
	vendorPage = "/einrichtung#token="
	// linkLife is how long the link of a mail can be used.
	linkLife = 30 * 24 * time.Hour
)

// sendMail hands one mail over. Without a mail server it stays queued; the sweep comes back to it.
func (s *Service) sendMail(ctx context.Context, mailID string) (err error) {
	defer errs.Wrap(&err, "rollouts.sendMail(%s)", mailID)
	if s.Transport == nil {
		return nil
	}
	ctx = system(ctx)
	var outgoing *relay.Message
	var first time.Time
	err = s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) (err error) {
		outgoing, first, err = s.prepareMail(ctx, tx, mailID)
		return err
	})
	if err != nil || outgoing == nil {
		return err
	}
	if _, err = s.Transport.Send(ctx, *outgoing); err == nil {
		return s.settleMail(ctx, mailID, vendormail.StateSENT, "")
	}
	if cause, over := relay.GivenUp(err, first, s.DB.Clock().Now()); over {
		return s.settleMail(ctx, mailID, vendormail.StateFAILED, mailProblem(cause))
	}
	return err
}

// mailProblem is what keeps mails from an address, as a key of the message catalogue.
func mailProblem(c relay.Cause) string { return "ticket_mail_" + strings.ToLower(string(c)) }

// prepareMail writes a mail that waits, with a link of its own: nil when there is nothing to send, because the contract ended or is on hold.
func (s *Service) prepareMail(ctx context.Context, tx *store.Tx, mailID string) (*relay.Message, time.Time, error) {
	row, err := tx.VendorMail.Get(ctx, mailID)
	if ent.IsNotFound(err) || err == nil && row.State != vendormail.StateQUEUED {
		return nil, time.Time{}, nil
	}
	if err != nil {
		return nil, time.Time{}, err
	}
	r, err := s.lockAny(ctx, tx, row.RolloutID)
	if err != nil {
		return nil, time.Time{}, err
	}
	switch contract(r.Contract) {
	case contractEnded:
		return nil, time.Time{}, tx.VendorMail.DeleteOne(row).Exec(ctx)
	case contractOnHold:
		// The mail says that the contract is effective: it waits until that is so again, and the sweep comes back to it.
		return nil, time.Time{}, nil
	}
	if row.FirstAttemptAt == nil {
		if row, err = row.Update().SetFirstAttemptAt(tx.Now).Save(ctx); err != nil {
			return nil, time.Time{}, err
		}
	}
	to, whole, err := s.compose(ctx, tx, r, row)
	if err != nil {
		return nil, time.Time{}, err
	}
	from, err := s.bounceAddress(mailID)
	return &relay.Message{From: from, To: to, Notify: relay.NotifyUnasked, Body: whole}, *row.FirstAttemptAt, err
}

// compose writes the whole mail. Each try has a link of its own, and all of them stay good: nobody knows which copy arrives.
func (s *Service) compose(ctx context.Context, tx *store.Tx, r *ent.Rollout, row *ent.VendorMail) (to string, whole []byte, err error) {
	content, key, err := s.open(ctx, r)
	if err != nil {
		return "", nil, err
	}
	var address sealedMail
	if err := key.OpenJSON(fieldAAD(row.ID, "vendor_mail"), row.Sealed, &address); err != nil {
		return "", nil, err
	}
	link, hash, err := newToken("")
	if err != nil {
		return "", nil, err
	}
	err = tx.VendorToken.Create().SetID(id.New(id.VendorToken, tx.Now)).SetPurpose(vendortoken.PurposeLINK).SetOrganisationID(row.OrganisationID).
		SetMailID(row.ID).SetTokenHash(hash).SetCreatedAt(tx.Now).SetExpiresAt(tx.Now.Add(linkLife)).Exec(ctx)
	if err != nil {
		return "", nil, err
	}
	versions, err := s.Catalogue.VersionsByID(ctx, []string{r.OfferingVersionID})
	if err != nil {
		return "", nil, err
	}
	letter := s.letter(r, versions[r.OfferingVersionID], content, catalogue.RolloutParty(row.Party), VendorMailCause(row.Cause))
	letter.link = s.BaseURL + vendorPage + link
	raw, err := mime.BuildPlain(mime.Plain{
		Envelope: mime.Envelope{
			From: mime.Address{Name: s.PlatformName, Address: s.From}, To: mime.Address{Address: address.Email}, Date: tx.Now,
			MessageID: token.MessageID(row.ID, s.mailDomain()), OuterSubject: letter.subject(), AutoSubmitted: "auto-generated",
		},
		Text: letter.text(),
	})
	if err == nil && s.DomainSigner != nil {
		raw, err = s.DomainSigner.Sign(raw)
	}
	return address.Email, raw, err
}

// bounceAddress is where a mail comes back to: an address of its own, where mails come in here.
func (s *Service) bounceAddress(mailID string) (string, error) {
	if s.Domain == "" {
		return s.From, nil
	}
	bits, err := token.Bytes(mailID)
	if err != nil {
		return "", err
	}
	return token.BounceAddress(s.Tokens.Issue(token.VendorBounce, bits), s.Domain), nil
}

func (s *Service) mailDomain() string {
	if s.Domain != "" {
		return s.Domain
	}
	_, domain, _ := strings.Cut(s.From, "@")
	return domain
}

// settleMail writes what became of a mail that waited. When it was handed over, the vendor is informed.
func (s *Service) settleMail(ctx context.Context, mailID string, state vendormail.State, problem string) error {
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return s.settleIn(ctx, tx, mailID, []vendormail.State{vendormail.StateQUEUED}, state, problem)
	})
}

func (s *Service) settleIn(ctx context.Context, tx *store.Tx, mailID string, from []vendormail.State, state vendormail.State, problem string) error {
	row, err := tx.VendorMail.Get(ctx, mailID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	r, err := s.lockAny(ctx, tx, row.RolloutID)
	if err != nil {
		return err
	}
	update := tx.VendorMail.Update().Where(vendormail.ID(mailID), vendormail.StateIn(from...)).SetState(state)
	if state == vendormail.StateSENT {
		update.SetSentAt(tx.Now)
	} else {
		update.SetProblem(problem)
	}
	if n, err := update.Save(ctx); err != nil || n == 0 {
		return err
	}
	name := s.organisationName(row.OrganisationID)
	if state != vendormail.StateSENT {
		if err := s.Tickets.AddNote(ctx, tx, s.returnedNote(r, row, name)); err != nil {
			return err
		}
	}
	return s.observeInformed(ctx, tx, r, row, sealedTask{Key: "rollout_mail_failed", Args: []string{name}})
}

// observeInformed writes whether the vendor is informed, after what became of a mail: one to it went out, or was opened, and did not come
// back. The vendor counts, and the IT provider where the order names no vendor.
func (s *Service) observeInformed(ctx context.Context, tx *store.Tx, r *ent.Rollout, m *ent.VendorMail, otherwise sealedTask) error {
	if m.Party != vendormail.PartyVENDOR && r.VendorID != nil || contract(r.Contract) == contractEnded {
		return s.onChange(ctx, tx, r.OrderID)
	}
	informed, err := tx.VendorMail.Query().Where(vendormail.RolloutID(r.ID), vendormail.PartyEQ(m.Party),
		vendormail.StateIn(vendormail.StateSENT, vendormail.StateOPENED)).Exist(ctx)
	if err != nil {
		return err
	}
	state, why := TaskDone, sealedTask{}
	if !informed {
		state, why = TaskOpen, otherwise
	}
	key, err := s.keyOf(ctx, r)
	if err != nil {
		return err
	}
	if err := s.setObserved(ctx, tx, r, key, catalogue.TaskVendorInformed, state, why); err != nil {
		return err
	}
	return s.settle(ctx, tx, r, key)
}

// Returned notes that a mail came back: bits are those that its bounce address names. It is called in the transaction that takes the report.
func (s *Service) Returned(ctx context.Context, tx *store.Tx, bits [16]byte, cause relay.Cause) (err error) {
	mailID := token.ID(id.VendorMail, bits)
	defer errs.Wrap(&err, "rollouts.Returned(%s)", mailID)
	return s.settleIn(system(ctx), tx, mailID, []vendormail.State{vendormail.StateQUEUED, vendormail.StateSENT}, vendormail.StateRETURNED, mailProblem(cause))
}

func hashToken(text string) []byte {
	sum := sha256.Sum256([]byte(text))
	return sum[:]
}
