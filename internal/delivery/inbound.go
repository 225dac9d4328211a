package delivery

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"schalter/ent"
	"schalter/ent/inboundmail"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/mail/inlet"
	"schalter/internal/mail/token"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// The jobs of the inbound half.
const (
	jobArrival       job.Kind = "gateway-inbound"
	sweepArrivals    job.Kind = "gateway-inbound-sweep"
	sweepArrivalRate          = time.Hour
)

const (
	// maxWaiting bounds the mails that were not looked at yet, maxWaitingBytes what they weigh together.
	maxWaiting      = 5000
	maxWaitingBytes = 4 << 30
	// maxArrival is the largest mail that is looked at, in bytes; of a larger one only the envelope is kept.
	maxArrival = 64 << 20
)

// errFull has the mail server before us try again later.
var errFull = errors.New("too many mails wait to be looked at")

var _ inlet.Receiver = (*Service)(nil)

func (s *Service) registerInbound(r *job.Runner) {
	r.Handle(jobArrival, s.arrive, job.Share("gateway-in", arrivalWorkers))
	r.Sweep(job.Sweep{Kind: sweepArrivals, Every: sweepArrivalRate, Run: s.SweepInbound})
}

// Recipient returns nil for the gateway's address and for bounce addresses with a token of ours, and inlet.ErrUnknown for
// every other one.
func (s *Service) Recipient(_ context.Context, address string) error {
	if equalAddress(address, s.Address) {
		return nil
	}
	if _, ok := s.bounceOf(address); ok {
		return nil
	}
	return inlet.ErrUnknown
}

// bounceOf returns the id of the mail whose bounce address this is. A token of a Message-ID makes no such address: whoever
// reads a mail knows that one.
func (s *Service) bounceOf(address string) (mailID string, ok bool) {
	text, ok := token.OfBounceAddress(address, s.domain)
	if !ok {
		return "", false
	}
	kind, bits, err := s.Tokens.Parse(text)
	if err != nil || kind != token.Bounce {
		return "", false
	}
	return token.ID(id.GatewayMail, bits), true
}

// Deliver keeps a mail, sealed, and has it looked at; nil means that it is durable. The same mail for the same recipients is
// kept once: a server before us that did not hear our answer sends it again.
func (s *Service) Deliver(ctx context.Context, e inlet.Envelope, raw []byte) (err error) {
	defer errs.Wrap(&err, "delivery.Deliver")
	ctx = viewer.System(ctx, "gateway-deliver")
	digest := s.digestOf(e.Recipients, raw)
	known, err := s.DB.Client().InboundMail.Query().Where(inboundmail.Digest(digest)).Exist(ctx)
	if err != nil || known {
		return err
	}
	if err := s.roomFor(ctx, int64(len(raw))); err != nil {
		return err
	}
	a := &arrival{mailID: id.New(id.InboundMail, s.DB.Clock().Now()), envelope: envelopeOf(e, raw)}
	wrapped, err := s.spool(ctx, a, raw)
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
		return lookAt(ctx, tx, a.mailID)
	})
	if err != nil && !store.Uncertain(err) {
		s.dropBlob(context.WithoutCancel(ctx), a.blobKey)
	}
	return err
}

// lookAt has a mail processed after the commit.
func lookAt(ctx context.Context, tx *store.Tx, mailID string) error {
	return job.Enqueue(ctx, tx, jobArrival, mailID, tx.Now, mailID)
}

// lookAgain comes back to mails whose job was lost, or ended while the gateway had no address.
func (s *Service) lookAgain(ctx context.Context, now time.Time) error {
	if s.Address == "" {
		return nil
	}
	waiting, err := s.DB.Client().InboundMail.Query().Where(inboundmail.StateEQ(inboundmail.StateRECEIVED),
		inboundmail.ReceivedAtLT(now.Add(-sweepArrivalRate))).Order(ent.Asc(inboundmail.FieldReceivedAt)).Limit(sweepBatch).IDs(ctx)
	if err != nil || len(waiting) == 0 {
		return err
	}
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		for _, mailID := range waiting {
			// The key keeps a mail whose job waits for its next try from getting a second one.
			if err := lookAt(ctx, tx, mailID); err != nil {
				return err
			}
		}
		return nil
	})
}

// digestOf is keyed: a plain digest of a short mail would give it away.
func (s *Service) digestOf(recipients []string, raw []byte) []byte {
	sum := sha256.Sum256(raw)
	return s.MAC.MAC(vault.BlindIndex, append([]string{"inbound-mail", hex.EncodeToString(sum[:])}, recipients...)...)
}

// roomFor refuses a mail while too many wait.
func (s *Service) roomFor(ctx context.Context, size int64) error {
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
	// memoryGrowth is how much memory a mail takes while it is looked at, in times of its size.
	memoryGrowth = 6
	// stuckAfter is how long a mail is tried that fails by faults of our own, stuckTries how often at least; then it waits for an
	// operator. Both count within the step at hand: a mail that was held, or that came while nothing worked, has all of its time.
	stuckAfter = 72 * time.Hour
	stuckTries = 10
)

// arrivalWorkers is how many mails that came in are looked at at once on a replica.
const arrivalWorkers = 3

// errBusy is what an operator gets who has a mail checked while others take the memory.
var errBusy = errs.New(errs.Unavailable, "there is no room now to look at this mail")

// arrive is the job that looks at a mail that came in. It runs at least once; the row's state has its effect happen once.
func (s *Service) arrive(ctx context.Context, mailID string) (err error) {
	defer errs.Wrap(&err, "delivery.arrive(%s)", mailID)
	row, err := s.DB.Client().InboundMail.Get(ctx, mailID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil || row.State != inboundmail.StateRECEIVED || s.Address == "" {
		// Without an address nobody could tell that a mail answers one of ours; the sweep comes back to it.
		return err
	}
	err = s.process(ctx, row, false)
	if err == nil || job.IsLater(err) {
		return err
	}
	if s.isStuck(row) {
		s.Log.ErrorContext(ctx, "mail that came in cannot be processed", "mail", mailID, "error", err)
		return s.conclude(ctx, &arrival{mailID: mailID, row: row}, quarantined(ReasonStuck).of(value(row.AuthorityID), value(row.GatewayMailID)))
	}
	return errors.Join(err, s.noteFault(ctx, row))
}

// isStuck says that a mail had all of its time and tries.
func (s *Service) isStuck(row *ent.InboundMail) bool {
	return row.FailingSince != nil && row.Failures+1 >= stuckTries && s.DB.Clock().Now().Sub(*row.FailingSince) > stuckAfter
}

// noteFault notes on a mail that a look at it failed by a fault of ours.
func (s *Service) noteFault(ctx context.Context, row *ent.InboundMail) error {
	return s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		update := tx.InboundMail.Update().Where(inboundmail.ID(row.ID), inboundmail.StateEQ(inboundmail.StateRECEIVED)).AddFailures(1)
		if row.FailingSince == nil {
			update.SetFailingSince(tx.Now)
		}
		return update.Exec(ctx)
	})
}

// process opens, judges and settles a mail. retried says that an operator has it checked again.
func (s *Service) process(ctx context.Context, row *ent.InboundMail, retried bool) error {
	release := s.gate.hold(row.ID, memoryGrowth*min(row.Size, maxArrival), s.DB.Clock().Now())
	if release == nil && retried {
		return errBusy
	}
	if release == nil {
		return job.Later(roomPause)
	}
	defer release()
	a, err := s.open(ctx, row)
	if errors.Is(err, errLost) {
		s.Log.ErrorContext(ctx, "sealed mail does not open", "mail", row.ID, "error", err)
		return s.conclude(ctx, &arrival{mailID: row.ID, row: row}, quarantined(ReasonLost))
	}
	if err != nil {
		return err
	}
	a.retried = retried
	f, err := s.judge(ctx, a)
	if err != nil {
		return err
	}
	return s.conclude(ctx, a, f)
}
