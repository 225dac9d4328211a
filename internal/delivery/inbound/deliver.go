package inbound

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"schalter/ent"
	"schalter/ent/inboundmail"
	"schalter/internal/delivery"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/mail/inlet"
	"schalter/internal/mail/token"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// The jobs for mails that come in.
const (
	jobArrival       job.Kind = "gateway-inbound"
	sweepArrivals    job.Kind = "gateway-inbound-sweep"
	sweepArrivalRate          = time.Hour
)

const (
	// maxWaiting bounds the mails that were not judged yet, maxWaitingBytes their sizes together.
	maxWaiting      = 5000
	maxWaitingBytes = 4 << 30
	// maxArrival is the largest mail that is read, in bytes; of a larger one only the envelope is kept.
	maxArrival = 64 << 20
)

// errFull makes the mail server before us try again later.
var errFull = errors.New("too many mails wait to be looked at")

var _ inlet.Receiver = (*Service)(nil)

// Recipient returns nil for the gateway's address, for bounce addresses with a token of ours and for what is Other's, and
// inlet.ErrUnknown for every other one.
func (s *Service) Recipient(_ context.Context, address string) error {
	if s.takes(address) || s.Other != nil && s.Other.Recipient(address) {
		return nil
	}
	return inlet.ErrUnknown
}

// takes reports whether an address is the gateway's own.
func (s *Service) takes(address string) bool {
	if equalAddress(address, s.Address) {
		return true
	}
	_, ok := s.mailOfBounceAddress(address)
	return ok
}

// mailOfBounceAddress returns the id of the mail whose bounce address this is. The token of a Message-ID makes no such address:
// everybody who reads the mail knows that token.
func (s *Service) mailOfBounceAddress(address string) (mailID string, ok bool) {
	text, ok := token.OfBounceAddress(address, s.Domain)
	if !ok {
		return "", false
	}
	kind, bits, err := s.Tokens.Parse(text)
	if err != nil || kind != token.Bounce {
		return "", false
	}
	return token.ID(id.GatewayMail, bits), true
}

// Deliver stores a mail, sealed, and enqueues its processing; nil means that it is durable. The same mail for the same
// recipients is stored once: a server before us that did not get our reply sends it again.
func (s *Service) Deliver(ctx context.Context, e inlet.Envelope, raw []byte) (err error) {
	defer errs.Wrap(&err, "inbound.Deliver")
	ctx = viewer.System(ctx, "gateway-deliver")
	if e.Recipients, err = s.passOn(ctx, e, raw); err != nil || len(e.Recipients) == 0 {
		return err
	}
	digest := s.deliveryDigest(e.Recipients, raw)
	known, err := s.DB.Client().InboundMail.Query().Where(inboundmail.Digest(digest)).Exist(ctx)
	if err != nil || known {
		return err
	}
	if err := s.checkSpoolCapacity(ctx, int64(len(raw))); err != nil {
		return err
	}
	a := &arrival{mailID: id.New(id.InboundMail, s.DB.Clock().Now()), envelope: envelopeOf(e, raw)}
	wrapped, err := s.storeSealed(ctx, a, raw)
	if err != nil {
		return err
	}
	err = s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		sealed, err := a.sealEnvelope()
		if err != nil {
			return err
		}
		row := tx.InboundMail.Create().SetID(a.mailID).SetSize(int64(len(raw))).SetDigest(digest).SetSealedEnvelope(sealed).
			SetNillableBlobKey(a.blobKey).SetReceivedAt(tx.Now).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob)
		if err := row.Exec(ctx); err != nil {
			return err
		}
		return enqueueArrival(ctx, tx, a.mailID)
	})
	if err != nil && !store.Uncertain(err) {
		s.dropBlob(context.WithoutCancel(ctx), a.blobKey)
	}
	return err
}

// passOn hands a mail to Other for those recipients that are its own, and returns the others.
func (s *Service) passOn(ctx context.Context, e inlet.Envelope, raw []byte) (ours []string, err error) {
	if s.Other == nil {
		return e.Recipients, nil
	}
	var others []string
	for _, address := range e.Recipients {
		if !s.takes(address) && s.Other.Recipient(address) {
			others = append(others, address)
		} else {
			ours = append(ours, address)
		}
	}
	if len(others) > 0 {
		err = s.Other.Deliver(ctx, e.From, others, raw)
	}
	return ours, err
}

// enqueueArrival enqueues the job that processes a mail after the commit.
func enqueueArrival(ctx context.Context, tx *store.Tx, mailID string) error {
	return job.Enqueue(ctx, tx, jobArrival, mailID, tx.Now, mailID)
}

// requeueLostArrivals enqueues mails whose job was lost, or ended while the gateway had no address.
func (s *Service) requeueLostArrivals(ctx context.Context, now time.Time) error {
	if s.Address == "" {
		return nil
	}
	waiting, err := s.DB.Client().InboundMail.Query().Where(inboundmail.StateEQ(inboundmail.StateRECEIVED),
		inboundmail.ReceivedAtLT(now.Add(-sweepArrivalRate))).Order(ent.Asc(inboundmail.FieldReceivedAt)).Limit(delivery.SweepBatch).IDs(ctx)
	if err != nil || len(waiting) == 0 {
		return err
	}
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, mailID := range waiting {
			// The key keeps a mail whose job waits for its next try from getting a second one.
			if err := enqueueArrival(ctx, tx, mailID); err != nil {
				return err
			}
		}
		return nil
	})
}

// deliveryDigest is keyed: a plain digest of a short mail would give it away.
func (s *Service) deliveryDigest(recipients []string, raw []byte) []byte {
	sum := sha256.Sum256(raw)
	return s.MAC.MAC(vault.BlindIndex, append([]string{"inbound-mail", hex.EncodeToString(sum[:])}, recipients...)...)
}

// checkSpoolCapacity refuses a mail while too many wait.
func (s *Service) checkSpoolCapacity(ctx context.Context, size int64) error {
	var waiting, weight int64
	err := s.DB.QueryRow(ctx, `SELECT COUNT(*), COALESCE(SUM(size), 0) FROM (SELECT size FROM inbound_mail WHERE state = 'RECEIVED' LIMIT ?) AS waiting`,
		maxWaiting).Scan(&waiting, &weight)
	if err != nil {
		return err
	}
	if waiting >= maxWaiting || weight+size > maxWaitingBytes {
		return errFull
	}
	return nil
}

const (
	// memoryGrowth is how much memory a mail takes while it is processed, as a multiple of its size.
	memoryGrowth = 6
	// stuckAfter is how long a mail is tried that fails by faults of our own, stuckTries how often at least; then it waits for an
	// operator. Both begin again with a release: a mail that was held, or that came while nothing worked, has all of its time.
	stuckAfter = 72 * time.Hour
	stuckTries = 10
)

// arrivalWorkers is how many mails that came in are processed at once on a replica.
const arrivalWorkers = 3

// errBusy is what an operator gets who retries a mail while others take the memory.
var errBusy = errs.New(errs.Unavailable, "there is no room now to look at this mail")

// processArrival is the job for a mail that came in. It runs at least once; the row's state makes the effect happen once.
func (s *Service) processArrival(ctx context.Context, mailID string) (err error) {
	defer errs.Wrap(&err, "inbound.processArrival(%s)", mailID)
	row, err := s.DB.Client().InboundMail.Get(ctx, mailID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil || row.State != inboundmail.StateRECEIVED || s.Address == "" {
		// Without an address it cannot be seen that a mail answers one of ours; the sweep enqueues it again.
		return err
	}
	err = s.judgeAndConclude(ctx, row, false)
	if err == nil || job.IsLater(err) {
		return err
	}
	if s.isStuck(row) {
		s.Log.ErrorContext(ctx, "mail that came in cannot be processed", "mail", mailID, "error", err)
		return s.conclude(ctx, &arrival{mailID: mailID, row: row}, quarantined(ReasonStuck).of(delivery.Deref(row.AuthorityID), delivery.Deref(row.GatewayMailID)))
	}
	return errors.Join(err, s.recordFault(ctx, row))
}

// isStuck says that a mail had all of its time and tries.
func (s *Service) isStuck(row *ent.InboundMail) bool {
	return row.FailingSince != nil && row.Failures+1 >= stuckTries && s.DB.Clock().Now().Sub(*row.FailingSince) > stuckAfter
}

// recordFault counts on a mail that processing it failed by a fault of ours.
func (s *Service) recordFault(ctx context.Context, row *ent.InboundMail) error {
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		update := tx.InboundMail.Update().Where(inboundmail.ID(row.ID), inboundmail.StateEQ(inboundmail.StateRECEIVED)).AddFailures(1)
		if row.FailingSince == nil {
			update.SetFailingSince(tx.Now)
		}
		return update.Exec(ctx)
	})
}

// judgeAndConclude opens, judges and settles a mail. retried says that an operator asked for it.
func (s *Service) judgeAndConclude(ctx context.Context, row *ent.InboundMail, retried bool) error {
	release := s.MemoryBudget.Acquire(row.ID, memoryGrowth*min(row.Size, maxArrival), s.DB.Clock().Now())
	if release == nil && retried {
		return errBusy
	}
	if release == nil {
		return job.Later(delivery.MemoryRetry)
	}
	defer release()
	a, err := s.openArrival(ctx, row)
	if errors.Is(err, errLost) {
		s.Log.ErrorContext(ctx, "sealed mail does not open", "mail", row.ID, "error", err)
		return s.conclude(ctx, &arrival{mailID: row.ID, row: row}, quarantined(ReasonLost))
	}
	if err != nil {
		return err
	}
	a.retried = retried
	f, err := s.judgeArrival(ctx, a)
	if err != nil {
		return err
	}
	return s.conclude(ctx, a, f)
}
