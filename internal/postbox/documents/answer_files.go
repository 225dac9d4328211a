package documents

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"
	"time"

	"schalter/ent/document"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/id"
	"schalter/internal/postbox/sides"
	"schalter/internal/scan"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// StoredDocument is a document of an answer, sealed in the blob store and in no mailbox yet.
type StoredDocument struct {
	id      string
	key     vault.Key
	meta    documentMeta
	size    int64
	blobKey *string
	state   document.State
	refusal *string
	scanned bool
}

// Refused says why a document is not taken in, as an enum of package scan in lower case; empty when it is.
func (k StoredDocument) Refused() string {
	if k.refusal == nil {
		return ""
	}
	return strings.TrimPrefix(*k.refusal, refusalPrefix)
}

// StoreDocuments seals the documents of an answer into the blob store, before the transaction that posts it. A document of a kind
// that is not taken in is kept as refused, without its bytes. What is never posted goes with the sweep of orphans.
func (s *Service) StoreDocuments(ctx context.Context, documents []casemail.Attachment) (_ []casemail.Kept, err error) {
	defer errs.Wrap(&err, "postbox.StoreDocuments")
	list := make([]casemail.Kept, 0, len(documents))
	for _, d := range documents {
		kept, err := s.storeDocument(ctx, d)
		if err != nil {
			return nil, err
		}
		list = append(list, kept)
	}
	return list, nil
}

func (s *Service) storeDocument(ctx context.Context, d casemail.Attachment) (kept StoredDocument, err error) {
	sum := sha256.Sum256(d.Data)
	kept = StoredDocument{
		id: id.New(id.Document, s.db.Clock().Now()), size: int64(len(d.Data)), state: document.StateREADY,
		meta: documentMeta{Filename: scan.CleanName(d.Filename), MediaType: d.MediaType, SHA256: hex.EncodeToString(sum[:])},
	}
	if kept.key, err = vault.NewKey(); err != nil {
		return kept, err
	}
	mediaType, scanned, err := s.inspectIncoming(ctx, kept.meta, d)
	var refused *scan.Error
	switch {
	case errors.As(err, &refused) && refused.Reason == scan.Malware:
		return kept, casemail.ErrMalware
	case errors.As(err, &refused):
		text := refusalText(refused)
		kept.state, kept.refusal = document.StateREFUSED, &text
		return kept, nil
	case err != nil:
		return kept, err
	}
	kept.meta.MediaType, kept.scanned = mediaType, scanned
	blobKey := kept.id + "." + strings.ToLower(rand.Text())
	kept.blobKey = &blobKey
	_, err = s.blobs.Put(ctx, blobKey, func(w io.Writer) error {
		sealing, err := kept.key.SealWriter(w, fileAAD(kept.id))
		if err != nil {
			return err
		}
		if _, err := sealing.Write(d.Data); err != nil {
			return err
		}
		return sealing.Close()
	})
	return kept, err
}

// inspectIncoming decides on a document by its name and its bytes. The type that a mail claims counts for nothing.
func (s *Service) inspectIncoming(ctx context.Context, meta documentMeta, d casemail.Attachment) (mediaType string, scanned bool, err error) {
	if len(d.Data) == 0 {
		return "", false, &scan.Error{Reason: scan.Empty}
	}
	mediaType, scanned, err = s.inspector.Check(ctx, bytes.NewReader(d.Data), int64(len(d.Data)), meta.Filename)
	if err == nil && d.Damaged {
		err = &scan.Error{Reason: scan.Damaged}
	}
	return mediaType, scanned, err
}

// AttachDocuments gives the owner's side the documents of an answer.
func AttachDocuments(ctx context.Context, tx *store.Tx, owner *sides.Side, kept []casemail.Kept) ([]Held, error) {
	list := make([]Held, len(kept))
	for i := range kept {
		k, ok := kept[i].(StoredDocument)
		if !ok {
			return nil, errors.New("a document that the postbox did not keep")
		}
		sealed, err := sealMeta(k.id, k.key, k.meta)
		if err != nil {
			return nil, err
		}
		row, err := tx.Document.Create().SetID(k.id).SetMailboxID(owner.MailboxID).SetState(k.state).SetNillableRefusal(k.refusal).
			SetScanned(k.scanned).SetSealedMeta(sealed).SetSize(k.size).SetNillableBlobKey(k.blobKey).SetCreatedAt(tx.Now).Save(ctx)
		if err != nil {
			return nil, err
		}
		wrapped, err := owner.WrapKey(k.id, k.key)
		if err != nil {
			return nil, err
		}
		view, err := tx.ViewDocument.Create().SetSideID(owner.ID).SetDocumentID(k.id).SetReader(owner.Reader).SetWrappedKey(wrapped).Save(ctx)
		if err != nil {
			return nil, err
		}
		list[i] = Held{row, view, k.key, k.meta}
	}
	return list, nil
}

// StoredOriginal is a signed mail, sealed in the blob store and beside no message yet.
type StoredOriginal struct {
	BlobKey string
	Size    int64
	key     vault.Key
	meta    OriginalMeta
	// Proven says that others find in it what was found here; only then it is part of the message's proof.
	Proven bool
}

// OriginalMeta is what is sealed of a signed mail under the key of its message.
type OriginalMeta struct {
	// Key is that of the mail, wrapped by the message's.
	Key         []byte          `json:"key"`
	SHA256      string          `json:"sha256"`
	Certificate []byte          `json:"certificate"`
	ReceivedAt  time.Time       `json:"receivedAt"`
	Scanned     bool            `json:"scanned"`
	Layout      evidence.Layout `json:"layout"`
}

// OriginalAAD is what the facts of a signed original are bound to.
func OriginalAAD(messageID string) string { return sides.FieldAAD(messageID, "message", "original") }

// OriginalFileAAD is what the bytes of a signed original are bound to.
func OriginalFileAAD(messageID string) string {
	return sides.FieldAAD(messageID, "message", "original-file")
}

// AnswerID is the id of the message that an answer by mail becomes: the same mail posts once.
func AnswerID(inboundID string) (string, error) {
	bits, err := id.Bytes(inboundID)
	return id.FromBytes(id.Message, bits), err
}

// StoreOriginal seals the signed mail of an answer into the blob store, before the transaction that posts it; casemail.ErrMalware if
// a scanner finds something in it: parts of it may be none of the documents. What is never posted goes with the sweep of orphans.
func (s *Service) StoreOriginal(ctx context.Context, inboundID string, in casemail.Original) (_ casemail.Kept, err error) {
	defer errs.Wrap(&err, "postbox.StoreOriginal(%s)", inboundID)
	messageID, err := AnswerID(inboundID)
	if err != nil {
		return nil, err
	}
	kept := &StoredOriginal{
		BlobKey: messageID + ".original." + strings.ToLower(rand.Text()), Size: int64(len(in.Data)),
		meta: OriginalMeta{SHA256: evidence.Digest(in.Data), Certificate: in.Certificate.Raw, ReceivedAt: in.ReceivedAt.UTC(), Layout: in.Layout},
	}
	if err := evidence.VerifyOriginal(in.Data, in.Layout, in.Certificate, kept.meta.ReceivedAt); err != nil {
		s.log.ErrorContext(ctx, "a signed mail is kept, but cannot prove itself to others", "message", messageID, "error", err)
	} else {
		kept.Proven = true
	}
	if kept.key, err = vault.NewKey(); err != nil {
		return nil, err
	}
	kept.meta.Scanned, err = s.inspector.Scan(ctx, bytes.NewReader(in.Data), kept.Size)
	var refused *scan.Error
	if errors.As(err, &refused) {
		return nil, casemail.ErrMalware
	}
	if err != nil {
		return nil, err
	}
	_, err = s.blobs.Put(ctx, kept.BlobKey, func(w io.Writer) error {
		sealing, err := kept.key.SealWriter(w, OriginalFileAAD(messageID))
		if err != nil {
			return err
		}
		if _, err := sealing.Write(in.Data); err != nil {
			return err
		}
		return sealing.Close()
	})
	return kept, err
}

// Refused is always empty: a signed mail is kept, or it is malware.
func (k *StoredOriginal) Refused() string { return "" }

// KeptOriginal is a signed mail that StoreOriginal kept; nil for none.
func KeptOriginal(kept casemail.Kept) (*StoredOriginal, error) {
	if kept == nil {
		return nil, nil
	}
	k, ok := kept.(*StoredOriginal)
	if !ok {
		return nil, errors.New("an original that the postbox did not keep")
	}
	return k, nil
}

// Described is what the manifest says of the original.
func (k *StoredOriginal) Described() *evidence.Original {
	return &evidence.Original{
		Size: k.Size, SHA256: k.meta.SHA256, ReceivedAt: evidence.Instant(k.meta.ReceivedAt), Certificate: evidence.Digest(k.meta.Certificate),
	}
}

// Seal makes what stands in the message's row, under the message's key: who holds that opens the mail, and nobody else.
func (k *StoredOriginal) Seal(messageID string, key vault.Key) ([]byte, error) {
	meta := k.meta
	var err error
	if meta.Key, err = key.Wrap(OriginalFileAAD(messageID), k.key); err != nil {
		return nil, err
	}
	return key.SealJSON(OriginalAAD(messageID), meta)
}
