package inbound

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"fmt"
	"slices"
	"strings"

	"schalter/ent/inboundmail"
	"schalter/internal/cms"
	"schalter/internal/mail/autoreply"
	"schalter/internal/mail/idn"
	"schalter/internal/mail/mime"
	"schalter/internal/smime"
)

// judgeArrival finds out what a mail is, and changes no row. Its only errors are faults of our own: what a parser cannot read is
// the mail's fault, also where the parser panics.
func (s *Service) judgeArrival(ctx context.Context, a *arrival) (f finding, err error) {
	defer func() {
		if p := recover(); p != nil {
			s.Log.ErrorContext(ctx, "a mail made the gateway panic", "mail", a.mailID, "panic", fmt.Sprint(p))
			f, err = quarantined(ReasonMalformed).quietly(), nil
		}
	}()
	if a.raw == nil {
		return quarantined(ReasonTooLarge).quietly(), nil
	}
	outer, err := headerOf(a.raw)
	if err != nil {
		return quarantined(reasonOfMIME(err)).quietly(), nil
	}
	if s.isOwnMail(outer) {
		return ignored(ReasonLoop), nil
	}
	if outer.MediaType == "multipart/report" {
		return s.judgeReport(ctx, a)
	}
	if f, ok, err := s.judgeReturned(ctx, a, outer); ok || err != nil {
		return f, err
	}
	return s.judgeAnswer(ctx, a, outer)
}

// judgeReturned judges a mail that came to the bounce address of a mail of ours and does not call itself a report; ok is
// false when it seems to be none.
func (s *Service) judgeReturned(ctx context.Context, a *arrival, outer mime.Header) (f finding, ok bool, err error) {
	m, err := s.bouncedMail(ctx, a)
	if err != nil || m == nil {
		return f, false, err
	}
	if f, ok, err = s.judgeStatus(ctx, a, m); ok || err != nil || !looksLikeBounce(a, outer) {
		return f, ok, err
	}
	f, err = s.judgeUnread(ctx, a, m)
	return f, true, err
}

// isOwnMail says that a mail seems to be one of our own that came back.
func (s *Service) isOwnMail(h mime.Header) bool {
	if t, ok := s.mailIDIn(h.MessageID); ok && t != nil {
		return true
	}
	return len(h.From) == 1 && equalAddress(h.From[0].Address, s.Address)
}

func equalAddress(a, b string) bool { return idn.Same(strings.Trim(a, "<> "), b) }

// sealedMail is a mail that was opened: all of Entity was signed by a registered certificate.
type sealedMail struct {
	*smime.Opened
	*arrival
	outer mime.Header
	// inner is the signed entity, taken apart.
	inner *mime.Message
	// protected is its header.
	protected *mime.Part
	// automatic says that something calls it automatic, also what servers on its way write: no question is put to it. autoReply
	// says so by what only programs write that answer: it answers and confirms nothing. signedAutoReply says so within the
	// signature.
	automatic, autoReply, signedAutoReply bool
	// authorities registered the signer's certificate.
	authorities []string
	// thread is what the mail says to answer.
	thread thread
}

// judgeAnswer judges a mail that must be signed and encrypted.
func (s *Service) judgeAnswer(ctx context.Context, a *arrival, outer mime.Header) (finding, error) {
	head := headPart(a.raw)
	autoReply := isAutoReply(head) || a.envelope.Sender == ""
	automatic := autoReply || outer.Automatic
	t, err := s.threadOf(ctx, outer)
	if err != nil {
		return finding{}, err
	}
	opened, err := s.openSealed(ctx, a, t)
	if reason := smime.ReasonOf(err); reason != "" {
		f := findingForUnopened(reasonOfSMIME[reason], t, autoreply.HasField(head) || a.envelope.Sender == "" || outer.Automatic)
		f.quiet = f.quiet || automatic
		return f, nil
	}
	if err != nil {
		return finding{}, err
	}
	authorities, err := s.Channels.BySigner(ctx, sha256.Sum256(opened.Signer.Raw))
	if err != nil {
		return finding{}, err
	}
	m := &sealedMail{Opened: opened, arrival: a, outer: outer, authorities: authorities, automatic: automatic, autoReply: autoReply}
	f, err := s.judgeOpened(ctx, m)
	f.quiet, f.signed = f.quiet || m.automatic, true
	return f, err
}

// judgeOpened judges a mail that was signed and encrypted. One that says within its signature that a program wrote it is ignored
// where it cannot be shown.
func (s *Service) judgeOpened(ctx context.Context, m *sealedMail) (finding, error) {
	if f, ok, err := s.checkSealed(ctx, m); err != nil || !ok {
		return f, err
	}
	if m.inner.MediaType == "multipart/report" {
		return s.judgeReceipt(ctx, m)
	}
	m.signedAutoReply = autoreply.HasField(m.protected)
	m.autoReply = m.autoReply || isAutoReply(m.protected)
	m.automatic = m.automatic || m.autoReply
	f, err := s.judgeSealed(ctx, m)
	if err == nil && m.signedAutoReply && f.state != inboundmail.StateACCEPTED {
		return ignored(ReasonAutomatic).of(m.authority(), m.thread.directID()), nil
	}
	return f, err
}

// findingForUnopened is the finding for a mail that could not be opened. A plain automatic answer needs no operator.
func findingForUnopened(r Reason, t thread, automatic bool) finding {
	if r == ReasonNotEncrypted && automatic {
		return ignored(ReasonAutomatic).of(t.authority(), t.directID())
	}
	f := quarantined(r).of(t.authority(), t.directID())
	f.quiet = f.quiet || automatic || t.answersNotice()
	return f
}

// openSealed decrypts by all our keys and verifies by all registered certificates, under the policy of those to whose mails
// it says to answer.
func (s *Service) openSealed(ctx context.Context, a *arrival, t thread) (*smime.Opened, error) {
	profile, err := s.policyFor(ctx, t)
	if err != nil {
		return nil, err
	}
	var keys []cms.Recipient
	for _, k := range s.Keys.SMIME() {
		keys = append(keys, cms.Recipient{Certificate: k.Certificate, Key: k.Key})
	}
	verify := profile.InboundSignature()
	verify.At = a.row.ReceivedAt
	return smime.Open(a.raw, smime.OpenOptions{
		Keys: keys, Policy: profile.Inbound(), Signature: verify, MaxSize: maxArrival,
		Registered: func(signer cms.SignerID) ([]*x509.Certificate, error) { return s.registeredCertificates(ctx, signer) },
	})
}

// registeredCertificates are those that a signature's signer id names.
func (s *Service) registeredCertificates(ctx context.Context, signer cms.SignerID) ([]*x509.Certificate, error) {
	all, err := s.Channels.Signers(ctx)
	return slices.DeleteFunc(slices.Clone(all), func(c *x509.Certificate) bool { return !signer.Names(c) }), err
}

// checkSealed completes what is known of an opened mail; ok is false when it cannot count.
func (s *Service) checkSealed(ctx context.Context, m *sealedMail) (f finding, ok bool, err error) {
	if len(m.authorities) == 0 {
		return quarantined(ReasonSignerUnknown), false, nil
	}
	if m.OuterSigner != nil {
		outer, err := s.Channels.BySigner(ctx, sha256.Sum256(m.OuterSigner.Raw))
		if err != nil {
			return f, false, err
		}
		if !slices.ContainsFunc(outer, m.signedBy) {
			return quarantined(ReasonOuterSigner).of(m.authority(), ""), false, nil
		}
	}
	if m.inner, err = mime.Parse(m.Entity, mailLimits); err != nil {
		return quarantined(reasonOfMIME(err)).of(m.authority(), ""), false, nil
	}
	m.protected = headPart(m.Entity)
	if m.thread, err = s.threadOf(ctx, m.inner.Header, m.outer); err != nil {
		return f, false, err
	}
	if !s.addressedToUs(m) {
		return quarantined(ReasonNotToUs).of(m.authority(), m.thread.directID()), false, nil
	}
	return f, true, nil
}

// addressedToUs says whether a mail that names its recipients in the signed header names us: a mail that was signed for
// somebody else and only forwarded is not meant for us.
func (s *Service) addressedToUs(m *sealedMail) bool {
	if len(m.inner.To) == 0 {
		return true
	}
	if slices.ContainsFunc(m.inner.To, func(a mime.Address) bool { return equalAddress(a.Address, s.Address) }) {
		return true
	}
	fields, err := mime.ParseFields(m.Entity, mailLimits)
	return err == nil && slices.ContainsFunc(fields.Addresses("Cc"), func(a mime.Address) bool { return equalAddress(a.Address, s.Address) })
}

func (m *sealedMail) signedBy(authorityID string) bool {
	return slices.Contains(m.authorities, authorityID)
}

// authority is the one that the mail comes from: with a certificate of several, the one to whose mail it answers.
func (m *sealedMail) authority() string {
	if id := m.thread.authority(); id != "" && m.signedBy(id) {
		return id
	}
	return m.authorities[0]
}

// mailLimits are those of every mail that comes in. Servers and lists on its way add to the header.
var mailLimits = mime.Limits{Bytes: maxArrival, HeaderBytes: 1 << 20}

// headPart reads only a header, for its fields; an empty one when it cannot be read.
func headPart(raw []byte) *mime.Part {
	part, err := mime.ReadEntity(raw, mailLimits)
	if err != nil {
		return &mime.Part{}
	}
	return part
}
