package inbound

import (
	"context"
	"errors"
	"fmt"

	"schalter/ent"
	"schalter/ent/inboundmail"
	"schalter/internal/casemail"
	"schalter/internal/delivery"
	"schalter/internal/delivery/outbound"
	"schalter/internal/store"
)

var (
	errReplayed    = errors.New("the signature took effect already")
	errConfirmOver = errors.New("nothing waits for this confirmation")
)

// conclude settles a mail once: its state, its effect and the notice about it in one transaction. What the effect itself
// refuses becomes the reason.
func (s *Service) conclude(ctx context.Context, a *arrival, f finding) error {
	err := s.settleArrival(ctx, a, f)
	if r := refusedBy(err); r != "" {
		refused := quarantined(r).of(f.authorityID, f.mailID)
		refused.signed = f.signed
		return s.settleArrival(ctx, a, refused)
	}
	return err
}

// refusedBy is the reason for quarantine that an effect gave, or empty.
func refusedBy(err error) Reason {
	switch {
	case errors.Is(err, errReplayed):
		return ReasonReplay
	case errors.Is(err, casemail.ErrGone):
		return ReasonMailboxGone
	case errors.Is(err, delivery.ErrNoTest):
		return ReasonTestOver
	case errors.Is(err, errConfirmOver):
		return ReasonConfirmOver
	}
	return ""
}

// settleArrival stores a finding: row, counted signature, effect and notice, or nothing of it.
func (s *Service) settleArrival(ctx context.Context, a *arrival, f finding) error {
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		keep, err := keepsContent(ctx, tx, a, f)
		if err != nil {
			return err
		}
		update, err := s.settleUpdate(ctx, tx, a, f, keep)
		if err != nil {
			return err
		}
		n, err := update.Save(ctx)
		if err != nil || n == 0 {
			return err
		}
		if err := s.countSignature(ctx, tx, a, f); err != nil {
			return err
		}
		if err := s.applyEffect(ctx, tx, a, f.effect); err != nil {
			return err
		}
		if err := s.notifyRefused(ctx, tx, a, f); err != nil {
			return err
		}
		s.logSettled(tx, a, f)
		return nil
	})
}

// maxQuarantine bounds the contents in quarantine together, in bytes; those of mails that no authority is known for get half of
// it, so that they take no room from others.
const maxQuarantine = 8 << 30

// retryIsPointless says that a retry cannot help: the mailbox is deleted, or what the mail confirms is over.
func retryIsPointless(r Reason) bool { return r == ReasonMailboxGone || r == ReasonConfirmOver }

// keepsContent says whether the content stays, so that the mail can be judged again. In quarantine it stays while there is room.
func keepsContent(ctx context.Context, tx *store.Tx, a *arrival, f finding) (bool, error) {
	if retryIsPointless(f.reason) {
		return false, nil
	}
	if f.state != inboundmail.StateQUARANTINED || a.row.State == inboundmail.StateQUARANTINED {
		return !isFinal(f.state), nil
	}
	var weight int64
	err := tx.QueryRow(ctx, `SELECT COALESCE(SUM(size), 0) FROM inbound_mail WHERE state = 'QUARANTINED' AND blob_key IS NOT NULL`).Scan(&weight)
	room := int64(maxQuarantine)
	if f.authorityID == "" {
		room /= 2
	}
	return weight+a.row.Size <= room, err
}

// isFinal says whether a mail never changes its state again.
func isFinal(state inboundmail.State) bool {
	return state == inboundmail.StateACCEPTED || state == inboundmail.StateREPORTED || state == inboundmail.StateIGNORED
}

// settleUpdate builds the UPDATE of the row; it applies only while the row is in the state we read, so that another worker's
// result stays.
func (s *Service) settleUpdate(ctx context.Context, tx *store.Tx, a *arrival, f finding, keep bool) (*ent.InboundMailUpdate, error) {
	update := tx.InboundMail.Update().Where(inboundmail.ID(a.mailID), inboundmail.StateEQ(a.row.State)).
		SetState(f.state)
	if f.state != inboundmail.StateQUARANTINED || a.row.State != inboundmail.StateQUARANTINED {
		// A retry of a mail in quarantine prolongs nothing.
		update.SetSettledAt(tx.Now)
	}
	if f.reason != "" {
		update.SetReason(string(f.reason))
	} else {
		update.ClearReason()
	}
	if f.authorityID != "" {
		update.SetAuthorityID(f.authorityID)
	} else {
		update.ClearAuthorityID()
	}
	if f.mailID != "" {
		update.SetGatewayMailID(f.mailID)
	} else {
		update.ClearGatewayMailID()
	}
	if a.raw == nil {
		return update, nil
	}
	// A copy, because the transaction may be repeated and may be given up.
	after := *a
	if f.signature != "" {
		after.envelope.Signature = f.signature
	}
	if keep {
		sealed, err := after.sealEnvelope()
		return update.SetSealedEnvelope(sealed), err
	}
	after.envelope.Content = nil
	if !isFinal(f.state) {
		update.ClearBlobKey()
	}
	tx.AfterCommit(func(ctx context.Context) { s.dropBlob(ctx, a.blobKey) })
	sealed, wrapped, err := s.resealEnvelope(ctx, a.mailID, after.envelope)
	return update.SetSealedEnvelope(sealed).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob), err
}

// countSignature makes a signature count once, forever, unless this very mail was counted when it was held.
func (s *Service) countSignature(ctx context.Context, tx *store.Tx, a *arrival, f finding) error {
	if f.signature == "" || f.signature == a.envelope.Signature {
		return nil
	}
	res, err := tx.Exec(ctx, `INSERT INTO seen_signature (id, at) VALUES (?, ?) ON CONFLICT (id) DO NOTHING`, f.signature, tx.Now)
	if err != nil {
		return err
	}
	n, err := res.RowsAffected()
	if err == nil && n == 0 {
		return errReplayed
	}
	return err
}

// notifyRefused notifies the authority, at its registered address and at most once an hour, that a mail in its name was not
// accepted. Nobody else is notified, and never the sender that the mail names.
func (s *Service) notifyRefused(ctx context.Context, tx *store.Tx, a *arrival, f finding) error {
	if f.state != inboundmail.StateQUARANTINED || f.quiet || a.retried || f.authorityID == "" {
		return nil
	}
	if len(f.leftOut) > 0 {
		return s.out.SendLeftOut(ctx, tx, outbound.LeftOut{AuthorityID: f.authorityID, Reference: f.reference, ReceivedAt: a.row.ReceivedAt, Parts: f.leftOut})
	}
	_, err := s.out.SendPolicyNotice(ctx, tx, outbound.PolicyNotice{
		AuthorityID: f.authorityID, Reason: s.Sentence(string(f.reason)), ReceivedAt: a.row.ReceivedAt, Signed: f.signed,
	})
	if err != nil {
		return fmt.Errorf("policy notice: %w", err)
	}
	return nil
}

func (s *Service) logSettled(tx *store.Tx, a *arrival, f finding) {
	tx.AfterCommit(func(ctx context.Context) {
		s.Log.InfoContext(ctx, "mail that came in settled", "mail", a.mailID, "state", string(f.state), "reason", string(f.reason))
	})
}
