package support

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"

	"schalter/ent"
	"schalter/ent/ticketarrival"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/mail/token"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// sealedArrival is what is sealed of a mail that came in.
type sealedArrival struct {
	// Sender and Recipient are the transport's; anyone can write the first.
	Sender    string `json:"sender"`
	Recipient string `json:"recipient"`
	// Content is the key of the whole mail in the blob store.
	Content []byte `json:"content"`
}

const (
	// maxWaiting bounds the mails that were not looked at yet, maxEnvelope what is kept of a sender, in bytes.
	maxWaiting  = 5000
	maxEnvelope = 400
)

// errFull makes the mail server before us try again later.
var errFull = errors.New("too many mails wait to be looked at")

func arrivalAAD(arrivalID string) string { return "ticket-arrival|" + arrivalID }

// Recipient reports whether an address is one of a ticket: for the answers of one participant, or for what becomes of one mail. Nobody
// makes one: each has a token that this installation signed.
func (s *Service) Recipient(address string) bool {
	_, _, ok := s.tokenIn(address)
	return ok
}

// tokenIn reads the token of an address.
func (s *Service) tokenIn(address string) (kind token.Kind, bits [16]byte, ok bool) {
	if s.Domain == "" {
		return 0, bits, false
	}
	want := token.TicketReply
	text, ok := token.OfReplyAddress(address, s.Domain)
	if !ok {
		want = token.TicketBounce
		text, ok = token.OfBounceAddress(address, s.Domain)
	}
	if !ok {
		return 0, bits, false
	}
	kind, bits, err := s.Tokens.Parse(text)
	other := want == token.TicketBounce && s.Returned[kind] != nil
	return kind, bits, err == nil && (kind == want || other)
}

// Deliver keeps a mail for addresses of tickets, sealed, and enqueues its processing; nil means that it is durable. The same mail for the
// same address is kept once: a server before us that did not get our reply sends it again.
func (s *Service) Deliver(ctx context.Context, sender string, recipients []string, raw []byte) (err error) {
	defer errs.Wrap(&err, "support.Deliver")
	ctx = system(ctx)
	for _, recipient := range recipients {
		if err := s.deliverOne(ctx, sender, recipient, raw); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) deliverOne(ctx context.Context, sender, recipient string, raw []byte) error {
	kind, bits, ok := s.tokenIn(recipient)
	if !ok {
		return nil
	}
	sum := sha256.Sum256(raw)
	digest := s.hash("arrival", hexOf([]byte{byte(kind)}), hexOf(bits[:]), hexOf(sum[:]))
	known, err := s.DB.Client().TicketArrival.Query().Where(ticketarrival.Digest(digest)).Exist(ctx)
	if err != nil || known {
		return err
	}
	waiting, err := s.DB.Client().TicketArrival.Query().Where(ticketarrival.StateEQ(ticketarrival.StateRECEIVED)).Count(ctx)
	if err == nil && waiting >= maxWaiting {
		err = errFull
	}
	if err != nil {
		return err
	}
	arrivalID := id.New(id.Arrival, s.DB.Clock().Now())
	key, wrapped, err := s.Vault.NewKey(ctx, arrivalAAD(arrivalID))
	if err != nil {
		return err
	}
	content, err := vault.NewKey()
	if err != nil {
		return err
	}
	blobKey := "ticket-mail/" + arrivalID
	if err := s.putSealed(ctx, blobKey, content, arrivalAAD(arrivalID), raw); err != nil {
		return err
	}
	sealed, err := key.SealJSON(arrivalAAD(arrivalID), sealedArrival{Sender: cut(sender, maxEnvelope), Recipient: recipient, Content: content[:]})
	if err != nil {
		return err
	}
	err = s.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		err := tx.TicketArrival.Create().SetID(arrivalID).SetDigest(digest).SetSize(int64(len(raw))).SetSealed(sealed).SetBlobKey(blobKey).
			SetReceivedAt(tx.Now).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob).Exec(ctx)
		if err != nil {
			return err
		}
		return job.Enqueue(ctx, tx, jobArrival, arrivalID, tx.Now, arrivalID)
	})
	if err != nil && !store.Uncertain(err) {
		s.dropBlob(context.WithoutCancel(ctx), blobKey)
	}
	if ent.IsConstraintError(err) {
		// Another replica took the same mail at the same time.
		return nil
	}
	return err
}

// dropBlob removes a content that nothing opens any more; what cannot be removed now is removed by a sweep.
func (s *Service) dropBlob(ctx context.Context, key string) {
	if err := s.Blobs.Delete(ctx, key); err != nil {
		s.Log.WarnContext(ctx, "content of a mail not removed yet", "error", err)
	}
}

// arrival is a mail that came in, opened.
type arrival struct {
	row *ent.TicketArrival
	sealedArrival
	raw []byte
}

func (s *Service) openArrival(ctx context.Context, row *ent.TicketArrival) (*arrival, error) {
	key, err := s.Vault.Key(ctx, vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, arrivalAAD(row.ID))
	if err != nil {
		return nil, err
	}
	plain, err := key.Open(arrivalAAD(row.ID), row.Sealed)
	if err != nil {
		return nil, err
	}
	a := &arrival{row: row}
	if err := json.Unmarshal(plain, &a.sealedArrival); err != nil {
		return nil, err
	}
	if len(a.Content) != vault.KeySize {
		return nil, vault.ErrTampered
	}
	a.raw, err = s.openSealed(ctx, valueOf(row.BlobKey), vault.Key(a.Content), row.Size, arrivalAAD(row.ID))
	return a, err
}

// settleArrival ends a mail that came in, and destroys what is kept of it: true when it was still to be ended.
func (s *Service) settleArrival(ctx context.Context, tx *store.Tx, a *arrival, state ticketarrival.State, reason string) (bool, error) {
	update := tx.TicketArrival.Update().Where(ticketarrival.ID(a.row.ID), ticketarrival.StateEQ(ticketarrival.StateRECEIVED)).
		SetState(state).SetSealed([]byte{}).SetWrappedKey([]byte{}).ClearBlobKey().SetSettledAt(tx.Now)
	if reason != "" {
		update.SetReason(reason)
	}
	n, err := update.Save(ctx)
	if n == 1 && a.row.BlobKey != nil {
		tx.AfterCommit(func(ctx context.Context) { s.dropBlob(ctx, *a.row.BlobKey) })
	}
	return n == 1, err
}
