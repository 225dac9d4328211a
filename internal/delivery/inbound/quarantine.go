package inbound

import (
	"context"
	"errors"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/inboundmail"
	"schalter/internal/blob"
	"schalter/internal/delivery"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// errHidden is what everyone gets but operators.
var errHidden = errs.New(errs.NotFound, "no such mail")

// waitingStates are the states that an operator sees.
var waitingStates = []inboundmail.State{inboundmail.StateHELD, inboundmail.StateQUARANTINED}

// Quarantine lists the mails that were not accepted, newest first, to operators; to everyone else there are none. Positions
// are ids.
func (s *Service) Quarantine(ctx context.Context, req pagination.Request) (_ pagination.Slice[*delivery.QuarantinedMail], err error) {
	defer errs.Wrap(&err, "inbound.Quarantine")
	if !viewer.From(ctx).HasRole(viewer.Operator) {
		return pagination.Slice[*delivery.QuarantinedMail]{}, nil
	}
	for _, position := range []string{req.After, req.Before} {
		if position != "" && !id.Is(id.InboundMail, position) {
			return pagination.Slice[*delivery.QuarantinedMail]{}, errs.New(errs.Invalid, "malformed cursor")
		}
	}
	ctx = viewer.System(ctx, "gateway-quarantine")
	q := s.DB.Client().InboundMail.Query().Where(inboundmail.StateIn(waitingStates...))
	order := store.Order[*ent.InboundMail]{Descending: true, ID: func(row *ent.InboundMail) string { return row.ID }}
	return store.ReadPage(ctx, q, order, req, store.Each(func(row *ent.InboundMail) (*delivery.QuarantinedMail, error) { return s.toQuarantinedMail(ctx, row) }))
}

// QuarantinedMail is one mail that was not accepted; NOT_FOUND for everyone but operators.
func (s *Service) QuarantinedMail(ctx context.Context, mailID string) (_ *delivery.QuarantinedMail, err error) {
	defer errs.Wrap(&err, "inbound.QuarantinedMail(%s)", mailID)
	if !viewer.From(ctx).HasRole(viewer.Operator) {
		return nil, errHidden
	}
	ctx = viewer.System(ctx, "gateway-quarantine")
	row, err := s.waitingMail(ctx, mailID)
	if err != nil {
		return nil, err
	}
	return s.toQuarantinedMail(ctx, row)
}

// waitingMail reads a mail that is held or in quarantine.
func (s *Service) waitingMail(ctx context.Context, mailID string) (*ent.InboundMail, error) {
	row, err := s.DB.Client().InboundMail.Query().Where(inboundmail.ID(mailID), inboundmail.StateIn(waitingStates...)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, errHidden
	}
	return row, err
}

// toQuarantinedMail is what an operator may see of a mail. One whose envelope does not open any more is shown without it.
func (s *Service) toQuarantinedMail(ctx context.Context, row *ent.InboundMail) (*delivery.QuarantinedMail, error) {
	shown := &delivery.QuarantinedMail{
		ID: row.ID, AuthorityID: row.AuthorityID, State: delivery.QuarantineState(row.State), ReasonKey: delivery.Deref(row.Reason),
		ReceivedAt: row.ReceivedAt, Size: row.Size,
		Retryable: row.State == inboundmail.StateQUARANTINED && row.BlobKey != nil,
	}
	a, err := s.openEnvelope(ctx, row)
	if err != nil {
		s.Log.ErrorContext(ctx, "envelope of a mail does not open", "mail", row.ID, "error", err)
		shown.Retryable = false
		return shown, nil
	}
	shown.From, shown.Subject = a.envelope.From, a.envelope.Subject
	if strings.TrimSpace(shown.From) == "" {
		shown.From = a.envelope.Sender
	}
	return shown, nil
}

// Retry judges a mail in quarantine again, as if it came in now but with the time of its arrival. accepted says that it took
// effect; then, and when nothing of it is kept, the mail is nil. Operators only.
func (s *Service) Retry(ctx context.Context, mailID string) (accepted bool, _ *delivery.QuarantinedMail, err error) {
	defer errs.Wrap(&err, "inbound.Retry(%s)", mailID)
	if !viewer.From(ctx).HasRole(viewer.Operator) {
		return false, nil, errHidden
	}
	ctx = viewer.System(ctx, "gateway-retry")
	row, err := s.waitingMail(ctx, mailID)
	if err != nil {
		return false, nil, err
	}
	if row.State != inboundmail.StateQUARANTINED || row.BlobKey == nil {
		return false, nil, errs.Refuse(errs.WrongState, "mailId")
	}
	if err := s.judgeAndConclude(ctx, row, true); err != nil {
		return false, nil, err
	}
	if row, err = s.DB.Client().InboundMail.Get(ctx, mailID); err != nil {
		return false, nil, err
	}
	switch row.State {
	case inboundmail.StateACCEPTED, inboundmail.StateREPORTED:
		return true, nil, nil
	case inboundmail.StateHELD, inboundmail.StateQUARANTINED:
		shown, err := s.toQuarantinedMail(ctx, row)
		return false, shown, err
	}
	return false, nil, nil
}

const (
	// keepContentFor is how long a mail in quarantine can be retried, keepEnvelopesFor how long the envelopes of mails that are
	// settled stay.
	keepContentFor   = 30 * 24 * time.Hour
	keepEnvelopesFor = 90 * 24 * time.Hour
)

// SweepInbound enqueues mails whose job was lost, and destroys what has had its time: contents of settled mails at once, of mails
// in quarantine after 30 days, envelopes and mails about no case after 90 days. Held mails that were not confirmed within 14 days
// go into quarantine. It is a function of now.
func (s *Service) SweepInbound(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "inbound.SweepInbound")
	ctx = viewer.System(ctx, "gateway-inbound-sweep")
	if err := errors.Join(s.requeueLostArrivals(ctx, now), s.expireHeld(ctx, now), s.out.DeleteOldMails(ctx, now)); err != nil {
		return err
	}
	for range delivery.SweepRounds {
		n, err := s.sweepContents(ctx, now)
		if err != nil {
			return err
		}
		m, err := s.sweepEnvelopes(ctx, now)
		if err != nil || max(n, m) < delivery.SweepBatch {
			return err
		}
	}
	return nil
}

// sweepContents destroys one batch of contents that have had their time.
func (s *Service) sweepContents(ctx context.Context, now time.Time) (n int, err error) {
	over, err := s.DB.Client().InboundMail.Query().Where(inboundmail.BlobKeyNotNil(), inboundmail.Or(
		inboundmail.StateIn(inboundmail.StateACCEPTED, inboundmail.StateREPORTED, inboundmail.StateIGNORED),
		// From the day it came into quarantine, which may be long after it came in.
		inboundmail.And(inboundmail.StateEQ(inboundmail.StateQUARANTINED), inboundmail.SettledAtLT(now.Add(-keepContentFor))),
	)).Limit(delivery.SweepBatch).All(ctx)
	if err != nil {
		return 0, err
	}
	for _, row := range over {
		if err := s.destroyContent(ctx, row); err != nil {
			return 0, err
		}
	}
	return len(over), nil
}

// sweepEnvelopes deletes one batch of envelopes that have had their time.
func (s *Service) sweepEnvelopes(ctx context.Context, now time.Time) (n int, err error) {
	err = s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		old, err := tx.InboundMail.Query().Where(
			inboundmail.StateNotIn(inboundmail.StateRECEIVED, inboundmail.StateHELD), inboundmail.BlobKeyIsNil(),
			inboundmail.SettledAtLT(now.Add(-keepEnvelopesFor)),
		).Limit(delivery.SweepBatch).IDs(ctx)
		if err != nil || len(old) == 0 {
			return err
		}
		n = len(old)
		_, err = tx.InboundMail.Delete().Where(inboundmail.IDIn(old...)).Exec(ctx)
		return err
	})
	return n, err
}

// expireHeld puts held mails into quarantine that nobody confirmed in time.
func (s *Service) expireHeld(ctx context.Context, now time.Time) error {
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		return tx.InboundMail.Update().Where(inboundmail.StateEQ(inboundmail.StateHELD), inboundmail.SettledAtLT(now.Add(-delivery.ConfirmWithin))).
			SetState(inboundmail.StateQUARANTINED).SetReason(string(ReasonUnconfirmed)).SetSettledAt(tx.Now).Exec(ctx)
	})
}

// destroyContent removes the sealed content and its key. The key goes first, and only while the row is in the state we read: an
// operator may be retrying the mail.
func (s *Service) destroyContent(ctx context.Context, row *ent.InboundMail) error {
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		update := tx.InboundMail.Update().Where(inboundmail.ID(row.ID), inboundmail.StateEQ(row.State)).ClearBlobKey()
		if a, err := s.openEnvelope(ctx, row); err == nil {
			a.envelope.Content = nil
			sealed, wrapped, err := s.resealEnvelope(ctx, row.ID, a.envelope)
			if err != nil {
				return err
			}
			update.SetSealedEnvelope(sealed).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob)
		}
		n, err := update.Save(ctx)
		if err == nil && n > 0 {
			tx.AfterCommit(func(ctx context.Context) { s.dropBlob(ctx, row.BlobKey) })
		}
		return err
	})
}

// BlobsInUse reports which of some blobs a mail that came in names; the blob store's sweep asks before it sets old orphans aside.
func (s *Service) BlobsInUse(ctx context.Context, keys []string) (_ map[string]bool, err error) {
	defer errs.Wrap(&err, "inbound.BlobsInUse")
	named, err := s.DB.Client().InboundMail.Query().Where(inboundmail.BlobKeyIn(keys...)).Select(inboundmail.FieldBlobKey).
		Strings(viewer.System(ctx, "gateway-blobs"))
	used := make(map[string]bool, len(named))
	for _, key := range named {
		used[key] = true
	}
	return used, err
}

// NamedBlobs lists the mails that came in and name a blob, in the order of their ids, from the one after an id.
func (s *Service) NamedBlobs(ctx context.Context, after string, limit int) (named []blob.Named, err error) {
	defer errs.Wrap(&err, "inbound.NamedBlobs")
	rows, err := s.DB.Client().InboundMail.Query().Where(inboundmail.BlobKeyNotNil(), inboundmail.IDGT(after)).Order(ent.Asc(inboundmail.FieldID)).
		Limit(limit).Select(inboundmail.FieldID, inboundmail.FieldBlobKey).All(viewer.System(ctx, "gateway-blobs"))
	for _, row := range rows {
		named = append(named, blob.Named{RowID: row.ID, Key: *row.BlobKey})
	}
	return named, err
}

// NamesBlobs reports whether any mail that came in names a blob.
func (s *Service) NamesBlobs(ctx context.Context) (bool, error) {
	return s.DB.Client().InboundMail.Query().Where(inboundmail.BlobKeyNotNil()).Exist(viewer.System(ctx, "gateway-blobs"))
}
