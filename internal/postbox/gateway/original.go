package gateway

import (
	"context"
	"crypto/x509"
	"errors"
	"time"

	"schalter/ent"
	"schalter/ent/message"
	"schalter/internal/cms"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// SignedOriginal is the mail that an authority's answer came by, as the authority signed it, on one side.
type SignedOriginal struct {
	MessageID, SideID   string
	Filename, MediaType string
	// Size is in bytes.
	Size   int64
	SHA256 string
	// ReceivedAt is when it arrived: for this time its signer's certificate was judged.
	ReceivedAt time.Time
	// Signer is whom the certificate names, SignerAddresses the e-mail addresses in it.
	Signer          string
	SignerAddresses []string
	// CertificateSHA256 is of the certificate's DER.
	CertificateSHA256 string
	// Scanned says whether a virus scanner is configured and could see all of it.
	Scanned bool
}

// openedOriginal is a signed mail as a side holds it, opened.
type openedOriginal struct {
	*SignedOriginal
	blobKey     string
	key         vault.Key
	Certificate *x509.Certificate
	Layout      evidence.Layout
}

// Originals are the signed mails that messages came by, one for each; nil where there is none, or it waits for the message to be opened.
func (s *Service) Originals(ctx context.Context, messages []*conversation.Message) (_ []*SignedOriginal, err error) {
	defer errs.Wrap(&err, "postbox.Originals")
	opened, err := s.OpenOriginals(ctx, messages)
	list := make([]*SignedOriginal, len(messages))
	for i, o := range opened {
		if o != nil {
			list[i] = o.SignedOriginal
		}
	}
	return list, err
}

// OpenOriginals opens what is kept of the signed originals of messages, one entry each; nil where there is none.
func (s *Service) OpenOriginals(ctx context.Context, messages []*conversation.Message) ([]*openedOriginal, error) {
	list := make([]*openedOriginal, len(messages))
	var wanted []string
	for _, m := range messages {
		if m.ShowsOriginal() {
			wanted = append(wanted, m.ID)
		}
	}
	if len(wanted) == 0 {
		return list, nil
	}
	// The keys came with the messages; without them the rows say nothing.
	rows, err := s.db.Client().Message.Query().Where(message.IDIn(wanted...), message.OriginalBlobKeyNotNil()).
		Select(message.FieldID, message.FieldOriginalSize, message.FieldOriginalBlobKey, message.FieldSealedOriginal).All(sides.SystemReads(ctx, "postbox.originals"))
	if err != nil {
		return nil, err
	}
	byID := map[string]*ent.Message{}
	for _, row := range rows {
		byID[row.ID] = row
	}
	for i, m := range messages {
		if row := byID[m.ID]; row != nil && !m.Locked() {
			if list[i], err = s.openOriginal(ctx, m, row); err != nil {
				return nil, err
			}
		}
	}
	return list, nil
}

func (s *Service) openOriginal(ctx context.Context, m *conversation.Message, row *ent.Message) (*openedOriginal, error) {
	var meta documents.OriginalMeta
	if err := s.sides.OpenSealed(ctx, m.ID, m.ContentKey(), documents.OriginalAAD(m.ID), row.SealedOriginal, &meta); err != nil {
		return nil, err
	}
	var err error
	o := &openedOriginal{blobKey: *row.OriginalBlobKey, Layout: meta.Layout}
	if o.key, err = m.ContentKey().Unwrap(documents.OriginalFileAAD(m.ID), meta.Key); err != nil {
		return nil, s.sides.Alarm(ctx, m.ID, err)
	}
	if o.Certificate, err = x509.ParseCertificate(meta.Certificate); err != nil {
		return nil, err
	}
	o.SignedOriginal = &SignedOriginal{
		MessageID: m.ID, SideID: m.SideID, Filename: "antwort-" + documents.Tail(m.ID) + ".eml", MediaType: evidence.OriginalType, Size: *row.OriginalSize,
		SHA256: meta.SHA256, ReceivedAt: meta.ReceivedAt, Signer: evidence.NameOf(o.Certificate), SignerAddresses: cms.Addresses(o.Certificate),
		CertificateSHA256: evidence.Digest(meta.Certificate), Scanned: meta.Scanned,
	}
	return o, nil
}

// SignedDownload gives an address for the signed mail with a ticket of this viewer.
func (s *Service) SignedDownload(ctx context.Context, o *SignedOriginal) *documents.Download {
	expires := s.db.Clock().Now().Add(documents.TicketLife)
	query := s.documents.TicketQuery("original."+o.MessageID, o.SideID, viewer.From(ctx), expires)
	return &documents.Download{Path: "/originals/" + o.MessageID + "?" + query, Filename: o.Filename, MediaType: o.MediaType, ExpiresAt: expires}
}

// OriginalFile is a signed mail opened for reading; the caller closes it.
type OriginalFile struct {
	documents.PlainFile
	Original *SignedOriginal
}

// OpenOriginal opens the signed mail of a message for its viewer; the first fetch opens the message, as a document's does. A decision
// must be opened before. named is the side that is meant, at most one.
func (s *Service) OpenOriginal(ctx context.Context, messageID string, named ...string) (_ *OriginalFile, err error) {
	defer errs.Wrap(&err, "postbox.OpenOriginal(%s)", messageID)
	f, m, err := s.originalOf(ctx, messageID, named)
	if err != nil {
		return nil, err
	}
	// Recorded only once the bytes can be read.
	if m.Unopened() {
		if _, err := s.conversation.MarkRead(ctx, []string{messageID}, true, m.SideID); err != nil {
			return nil, errors.Join(err, f.Close())
		}
	}
	return f, nil
}

// LookAtOriginal opens the signed mail as OpenOriginal does, for who wants to know its size and name: it is not fetched by that.
func (s *Service) LookAtOriginal(ctx context.Context, messageID string, named ...string) (_ *OriginalFile, err error) {
	defer errs.Wrap(&err, "postbox.LookAtOriginal(%s)", messageID)
	f, _, err := s.originalOf(ctx, messageID, named)
	return f, err
}

func (s *Service) originalOf(ctx context.Context, messageID string, named []string) (*OriginalFile, *conversation.Message, error) {
	m, err := s.conversation.MessageMeant(ctx, messageID, named)
	if err != nil {
		return nil, nil, err
	}
	opened, err := s.OpenOriginals(ctx, []*conversation.Message{m})
	if err != nil {
		return nil, nil, err
	}
	if opened[0] == nil {
		return nil, nil, errs.New(errs.NotFound, "there is no signed original")
	}
	f, err := s.OpenOriginalBytes(ctx, opened[0])
	if err != nil {
		return nil, nil, err
	}
	return &OriginalFile{PlainFile: f, Original: opened[0].SignedOriginal}, m, nil
}

// OpenOriginalBytes opens the bytes of a signed original.
func (s *Service) OpenOriginalBytes(ctx context.Context, o *openedOriginal) (documents.PlainFile, error) {
	return s.documents.OpenBlob(ctx, o.blobKey, o.MessageID, o.key, o.Size, documents.OriginalFileAAD(o.MessageID))
}
