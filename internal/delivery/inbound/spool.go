package inbound

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"schalter/ent"
	"schalter/internal/blob"
	"schalter/internal/delivery"
	"schalter/internal/mail/inlet"
	"schalter/internal/mail/mime"
	"schalter/internal/vault"
)

// arrival is a mail that came in, opened.
type arrival struct {
	mailID   string
	row      *ent.InboundMail
	key      vault.Key
	blobKey  *string
	envelope arrivalEnvelope
	raw      []byte
	// confirmed says that the authority confirmed it after it was held, retried that an operator asked for another judgement.
	confirmed, retried bool
}

// arrivalEnvelope is what is sealed of a mail that came in.
type arrivalEnvelope struct {
	// Sender and Recipients are the transport's; the others stand in the outer header. Anyone can write all of them.
	Sender     string    `json:"sender"`
	Recipients []string  `json:"recipients"`
	From       string    `json:"from"`
	Subject    string    `json:"subject"`
	Date       time.Time `json:"date,omitzero"`
	MessageID  string    `json:"messageId,omitempty"`
	// Content is the key of the whole mail in the blob store; without it that is not readable any more.
	Content []byte `json:"content,omitempty"`
	// Signature is set when this mail's signature was counted as seen.
	Signature string `json:"signature,omitempty"`
}

// maxEnvelopeAddrs is how many recipients are kept.
const maxEnvelopeAddrs = 10

// errLost is returned for a mail whose sealed content is gone or was changed.
var errLost = errors.New("the mail is not there any more")

func arrivalAAD(mailID string) string { return "inbound_mail|" + mailID }

func contentAAD(mailID string) string { return "inbound_mail|" + mailID + "|content" }

// envelopeOf reads the outer header, as far as it can be read.
func envelopeOf(e inlet.Envelope, raw []byte) arrivalEnvelope {
	kept := arrivalEnvelope{Sender: delivery.Truncate(e.From)}
	for _, to := range e.Recipients[:min(len(e.Recipients), maxEnvelopeAddrs)] {
		kept.Recipients = append(kept.Recipients, delivery.Truncate(to))
	}
	h, err := headerOf(raw)
	if err != nil {
		return kept
	}
	kept.Subject, kept.MessageID, kept.Date = delivery.Truncate(h.Subject), delivery.Truncate(h.MessageID), h.Date
	if len(h.From) > 0 {
		kept.From = delivery.Truncate(strings.TrimSpace(h.From[0].Name + " <" + h.From[0].Address + ">"))
	}
	return kept
}

// headerOf reads a header whatever it holds: a fault of the reader is an error as well.
func headerOf(raw []byte) (h mime.Header, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: %v", mime.ErrMalformed, p)
		}
	}()
	return mime.ParseHeader(raw, mailLimits)
}

// storeSealed seals the whole mail into the blob store. A mail that is too large to be read leaves only its envelope.
func (s *Service) storeSealed(ctx context.Context, a *arrival, raw []byte) (wrapped vault.Wrapped, err error) {
	if a.key, wrapped, err = s.Vault.NewKey(ctx, arrivalAAD(a.mailID)); err != nil || len(raw) > maxArrival {
		return wrapped, err
	}
	content, err := vault.NewKey()
	if err != nil {
		return wrapped, err
	}
	blobKey := "inbound/" + a.mailID
	_, err = s.Blobs.Put(ctx, blobKey, func(w io.Writer) error {
		sealing, err := content.SealWriter(w, contentAAD(a.mailID))
		if err != nil {
			return err
		}
		if _, err := sealing.Write(raw); err != nil {
			return err
		}
		return sealing.Close()
	})
	a.blobKey, a.envelope.Content = &blobKey, content[:]
	return wrapped, err
}

func (a *arrival) sealEnvelope() ([]byte, error) {
	return a.key.SealJSON(arrivalAAD(a.mailID), a.envelope)
}

// resealEnvelope seals what is left of a mail under a new key of its own: what was destroyed, such as the key of its content,
// must not open out of a backup by the key that is in use.
func (s *Service) resealEnvelope(ctx context.Context, mailID string, left arrivalEnvelope) (sealed []byte, wrapped vault.Wrapped, err error) {
	a := arrival{mailID: mailID, envelope: left}
	if a.key, wrapped, err = s.Vault.NewKey(ctx, arrivalAAD(mailID)); err != nil {
		return nil, wrapped, err
	}
	sealed, err = a.sealEnvelope()
	return sealed, wrapped, err
}

// wasConfirmed says that the authority confirmed a mail after it was held, whatever became of it since.
func wasConfirmed(row *ent.InboundMail) bool {
	return row.ConfirmedAt != nil || delivery.Deref(row.Reason) == confirmedBefore
}

// openEnvelope opens what is kept of a mail besides its content.
func (s *Service) openEnvelope(ctx context.Context, row *ent.InboundMail) (*arrival, error) {
	a := &arrival{mailID: row.ID, row: row, blobKey: row.BlobKey, confirmed: wasConfirmed(row)}
	var err error
	if a.key, err = s.Vault.Key(ctx, vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, arrivalAAD(row.ID)); err != nil {
		return nil, asLost(err)
	}
	plain, err := a.key.Open(arrivalAAD(row.ID), row.SealedEnvelope)
	if err != nil {
		return nil, asLost(err)
	}
	return a, json.Unmarshal(plain, &a.envelope)
}

// openArrival opens a mail with its content.
func (s *Service) openArrival(ctx context.Context, row *ent.InboundMail) (*arrival, error) {
	a, err := s.openEnvelope(ctx, row)
	if err != nil || row.Size > maxArrival {
		return a, err
	}
	if row.BlobKey == nil || len(a.envelope.Content) != vault.KeySize {
		return nil, errLost
	}
	sealed, err := s.Blobs.Open(ctx, *row.BlobKey)
	if err != nil {
		return nil, asLost(err)
	}
	defer sealed.Close()
	file, err := vault.Key(a.envelope.Content).OpenFile(sealed, sealed.Size(), row.Size, contentAAD(row.ID))
	if err != nil {
		return nil, asLost(err)
	}
	var content bytes.Buffer
	content.Grow(int(row.Size) + bytes.MinRead)
	if _, err := content.ReadFrom(file); err != nil {
		return nil, asLost(err)
	}
	a.raw = content.Bytes()
	return a, nil
}

// asLost marks an error as errLost where the content is gone forever; other errors are of a store that does not answer now.
func asLost(err error) error {
	if errors.Is(err, vault.ErrTampered) || errors.Is(err, vault.ErrUnknownKEK) || errors.Is(err, blob.ErrNotFound) {
		return fmt.Errorf("%w: %w", errLost, err)
	}
	return err
}

// dropBlob removes a content that nothing opens any more; what cannot be removed now is removed by a sweep.
func (s *Service) dropBlob(ctx context.Context, key *string) {
	if key == nil {
		return
	}
	if err := s.Blobs.Delete(ctx, *key); err != nil {
		s.Log.WarnContext(ctx, "content of a mail not removed yet", "error", err)
	}
}
