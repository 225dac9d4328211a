package outbound

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/internal/cms"
	"schalter/internal/delivery"
	"schalter/internal/mail/mime"
	"schalter/internal/smime"
)

// outerSubject begins the subject that servers on the way see; it says nothing of the content.
const outerSubject = "Sichere Nachricht"

// markAlphabet has no vowels, so that no words come out, and no digits, so that it looks like no number of a case.
const markAlphabet = "BCDFGHJKLMNPQRSTVWXZ"

// outerSubjectOf is the subject outside of the encryption. Mail programs show mails with the same subject and sender as one
// conversation; the mark keeps cases apart and the mails of one case together. It is made of the first Message-ID of those
// that stand in the header for everybody, so it tells nothing more.
func outerSubjectOf(messageID string, chain []string) string {
	if len(chain) > 0 {
		messageID = chain[0]
	}
	sum := sha256.Sum256([]byte("subject|" + messageID))
	mark := make([]byte, 6)
	for i := range mark {
		mark[i] = markAlphabet[int(sum[i])%len(markAlphabet)]
	}
	return outerSubject + " (" + string(mark) + ")"
}

// composeContent is the mail before it is signed and encrypted. Answers go to the gateway's address: it is the one with our
// certificate.
func (s *Service) composeContent(m *ent.GatewayMail, box *delivery.Mailbox, content mailContent, chain []string) mime.Content {
	c := mime.Content{
		Envelope: mime.Envelope{
			From: mime.Address{Name: delivery.OneLine(s.Name), Address: s.Address}, To: mime.Address{Address: box.Address},
			Date: m.CreatedAt, MessageID: delivery.Deref(m.MessageID), References: chain, OuterSubject: outerSubjectOf(delivery.Deref(m.MessageID), chain),
		},
		Subject: delivery.OneLine(content.subject),
		Text:    content.text,
	}
	if len(chain) > 0 {
		c.InReplyTo = chain[len(chain)-1:]
	}
	if content.receipt {
		c.Receipt = s.Address
	}
	switch m.Kind {
	case gatewaymail.KindPOLICY, gatewaymail.KindDELETION, gatewaymail.KindCONFIRM:
		c.AutoSubmitted = "auto-generated"
	}
	return c
}

// attachDocuments adds the documents; they are opened one after the other while the mail is built. Close closes what is still
// open.
func attachDocuments(ctx context.Context, c *mime.Content, documents []delivery.OutgoingDocument) io.Closer {
	var all documentClosers
	for i := range documents {
		d := &documents[i]
		r := &lazyDocument{open: func() (io.ReadCloser, error) { return d.Open(ctx) }}
		all = append(all, r)
		c.Attachments = append(c.Attachments, mime.Attachment{Name: fileName(d.Filename), MediaType: d.MediaType, Size: d.Size, Content: r})
	}
	return all
}

// documentClosers closes all documents of a mail.
type documentClosers []*lazyDocument

// Close implements io.Closer.
func (all documentClosers) Close() error {
	for _, r := range all {
		r.close()
	}
	return nil
}

// lazyDocument opens a document when it is read and closes it at its end.
type lazyDocument struct {
	open func() (io.ReadCloser, error)
	r    io.ReadCloser
}

// Read implements io.Reader.
func (l *lazyDocument) Read(p []byte) (int, error) {
	if l.r == nil {
		r, err := l.open()
		if err != nil {
			return 0, err
		}
		l.r = r
	}
	n, err := l.r.Read(p)
	if errors.Is(err, io.EOF) {
		l.close()
		l.r = exhausted{}
	}
	return n, err
}

func (l *lazyDocument) close() {
	if l.r != nil {
		_ = l.r.Close()
		l.r = nil
	}
}

// exhausted is a document that was read to its end.
type exhausted struct{}

// Read implements io.Reader.
func (exhausted) Read([]byte) (int, error) { return 0, io.EOF }

// Close implements io.Closer.
func (exhausted) Close() error { return nil }

var errNoKey = errors.New("the platform has no key for S/MIME")

// sealMail signs and encrypts a mail for its mailbox, the whole of it in one piece of memory.
func (s *Service) sealMail(c mime.Content, box *delivery.Mailbox, profile cms.Profile) ([]byte, error) {
	keys := s.Keys.SMIME()
	if len(keys) == 0 {
		return nil, errNoKey
	}
	head, err := mime.OuterHeader(c.Envelope)
	if err != nil {
		return nil, err
	}
	inner, err := mime.BuildInner(c)
	if err != nil {
		return nil, err
	}
	own := keys[0]
	sealed, err := smime.Seal(inner, smime.SealOptions{
		Signer: smime.Signer{Certificate: own.Certificate, Key: own.Key, Chain: own.Chain, EncryptionCertificate: own.Certificate},
		At:     s.DB.Clock().Now(), Recipient: box.Encryption, Profile: profile, Head: head,
	})
	if err != nil {
		return nil, err
	}
	if s.DomainSigner == nil {
		return sealed.Mail, nil
	}
	return s.DomainSigner.Sign(sealed.Mail)
}
