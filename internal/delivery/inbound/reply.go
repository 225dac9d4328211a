package inbound

import (
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/ent/inboundmail"
	"schalter/ent/seensignature"
	"schalter/internal/casemail"
	"schalter/internal/delivery"
	"schalter/internal/evidence"
	"schalter/internal/smime"
	"schalter/internal/vault"
)

const (
	// clockSkew is how far the clocks of others may be off, maxSignedAhead how long after its arrival a mail may say that it was
	// signed.
	clockSkew      = 15 * time.Minute
	maxSignedAhead = 48 * time.Hour
)

// judgeSealed judges a mail that counts, by what it answers. A program confirms nothing; that one answers a connection test shows
// what the test is to show.
func (s *Service) judgeSealed(ctx context.Context, m *sealedMail) (finding, error) {
	seen, err := s.signatureSeen(ctx, m)
	if err != nil {
		return finding{}, err
	}
	direct := m.thread.direct
	switch {
	case seen:
		return quarantined(ReasonReplay).of(m.authority(), m.thread.directID()), nil
	case m.signedAutoReply && direct != nil && direct.Kind != gatewaymail.KindMESSAGE, m.autoReply && !m.retried && direct != nil && direct.Kind == gatewaymail.KindCONFIRM:
		return quarantined(ReasonAutomatic).of(m.authority(), m.thread.directID()).quietly(), nil
	case direct != nil && direct.Kind == gatewaymail.KindTEST:
		return s.judgeTest(ctx, m, direct)
	case direct != nil && direct.Kind == gatewaymail.KindCONFIRM:
		return s.judgeConfirmation(ctx, m, direct)
	}
	return s.judgeReply(ctx, m)
}

// checkAgainst checks what every answer to a mail of ours must fulfil; the reason is empty when it does.
func (s *Service) checkAgainst(ctx context.Context, m *sealedMail, answered *ent.GatewayMail) (Reason, error) {
	if !m.signedBy(answered.AuthorityID) {
		return ReasonTokenForeign, nil
	}
	_, err := s.Channels.Mailbox(ctx, answered.AuthorityID)
	if errors.Is(err, delivery.ErrNoMailbox) {
		return ReasonNoMailbox, nil
	}
	if err != nil {
		return "", err
	}
	profile, err := s.profileOf(ctx, answered)
	if err != nil {
		return "", err
	}
	if !profile.Accepts(m.Profile) {
		return ReasonAlgorithm, nil
	}
	if !isPlausibleTime(m.SigningTime, m.row.ReceivedAt, answered.CreatedAt) {
		return ReasonTime, nil
	}
	return "", nil
}

// isPlausibleTime says whether a mail that arrived can have been signed then, in answer to one that was written at answered. It
// may have been on its way for as long as it likes: mail servers are down over weekends, and each signature counts once anyhow.
func isPlausibleTime(signed, received, answered time.Time) bool {
	return !signed.IsZero() && signed.Sub(received) <= maxSignedAhead && !signed.Before(answered.Add(-clockSkew))
}

// judgeReply judges a mail that should be an authority's answer in a case.
func (s *Service) judgeReply(ctx context.Context, m *sealedMail) (finding, error) {
	target, differ := m.thread.target()
	if target == nil {
		return m.findingWithoutCase(), nil
	}
	refuse := func(r Reason) (finding, error) { return quarantined(r).of(m.authority(), target.ID), nil }
	for _, answered := range m.thread.messages() {
		if !m.signedBy(answered.AuthorityID) {
			return refuse(ReasonTokenForeign)
		}
	}
	reason, err := s.checkAgainst(ctx, m, target)
	if err != nil {
		return finding{}, err
	}
	switch {
	case reason != "":
		return refuse(reason)
	case target.Reference == nil || target.DeliveryID == nil:
		return refuse(ReasonMailboxGone)
	}
	doubt, foreign := m.caseDoubt(*target.Reference, differ)
	switch {
	case m.confirmed:
	case foreign:
		return refuse(ReasonReferenceForeign)
	case doubt != "" && m.automatic && !m.retried:
		// A program may answer the question by itself; with a retry an operator has it sent all the same.
		return refuse(doubt)
	case doubt != "":
		return s.holdForConfirmation(m, target, doubt), nil
	}
	return s.prepareAnswer(ctx, m, target)
}

// findingWithoutCase is the finding for a mail that answers no message of a case. An answer to a notice gets no notice: that
// would go on forever with a program at the other end.
func (m *sealedMail) findingWithoutCase() finding {
	r := ReasonNoConversation
	switch {
	case m.thread.direct == nil && m.thread.gone:
		r = ReasonMailboxGone
	case m.thread.direct == nil && m.thread.invalid:
		r = ReasonTokenInvalid
	}
	f := quarantined(r).of(m.authority(), m.thread.directID())
	f.quiet = f.quiet || m.thread.direct != nil
	return f
}

// target is the message that is answered, nil when there is none; differ says that the mails named belong to several cases or
// authorities.
func (t thread) target() (target *ent.GatewayMail, differ bool) {
	messages := t.messages()
	if len(messages) == 0 {
		return nil, false
	}
	target = messages[len(messages)-1]
	if t.direct != nil && t.direct.Kind == gatewaymail.KindMESSAGE {
		target = t.direct
	}
	differ = slices.ContainsFunc(messages, func(m *ent.GatewayMail) bool {
		return m.AuthorityID != target.AuthorityID || delivery.Deref(m.Reference) != delivery.Deref(target.Reference)
	})
	return target, differ
}

// caseDoubt says why it is uncertain that what was signed belongs to the case with this reference, or is empty. foreign says
// that it names only other cases.
func (m *sealedMail) caseDoubt(reference string, differ bool) (doubt Reason, foreign bool) {
	found := delivery.ReferencesIn(m.signedText())
	right := slices.Contains(found, reference)
	switch {
	case len(found) > 0 && !right:
		return ReasonReferenceForeign, true
	case differ:
		return ReasonTokensDiffer, false
	case len(found) > 1:
		return ReasonReferenceForeign, false
	case !right:
		return ReasonReferenceMissing, false
	}
	return "", false
}

// signedText is everything that can be read of what was signed: protected header fields and the text with its quotations.
func (m *sealedMail) signedText() string {
	var fields []string
	for _, name := range []string{"Subject", "Comments", "Keywords", "Thread-Topic"} {
		fields = append(fields, m.protected.Fields(name)...)
	}
	return strings.Join(append(fields, m.inner.Text), "\n")
}

// prepareAnswer seals the documents of an answer that is beyond doubt; conclude posts it.
func (s *Service) prepareAnswer(ctx context.Context, m *sealedMail, target *ent.GatewayMail) (finding, error) {
	refuse := func(r Reason) (finding, error) { return quarantined(r).of(target.AuthorityID, target.ID), nil }
	text := withoutOurQuote(m.inner.Text, *target.Reference, s.Name, s.Address)
	attachments := attachmentsOf(m.inner, text)
	hasText := m.inner.HasText && strings.TrimSpace(text) != ""
	if !hasText && len(attachments) == 0 {
		return refuse(ReasonEmpty)
	}
	kept, err := s.Cases.StoreDocuments(ctx, attachments)
	if errors.Is(err, casemail.ErrMalware) {
		return refuse(ReasonMalware)
	}
	if err != nil {
		return finding{}, err
	}
	left := leftOutOf(m.inner, attachments, kept)
	if !hasText && len(left) == len(attachments) {
		f, err := refuse(ReasonUnreadable)
		f.leftOut, f.reference = left, *target.Reference
		return f, err
	}
	original, err := s.Cases.StoreOriginal(ctx, m.mailID, delivery.Original{Data: m.Signed, Layout: layoutOf(m.Layout), Certificate: m.Signer, ReceivedAt: m.row.ReceivedAt})
	if errors.Is(err, casemail.ErrMalware) {
		return refuse(ReasonMalware)
	}
	if err != nil {
		return finding{}, err
	}
	a := delivery.Answer{
		DeliveryID: *target.DeliveryID, AuthorityID: target.AuthorityID, InboundID: m.mailID,
		Subject: answerSubject(m.inner.Subject), Text: text, Documents: kept, Original: original, Remarks: remarksOf(m.inner, text), Automatic: m.autoReply,
	}
	f := finding{state: inboundmail.StateACCEPTED, signature: s.signatureOf(m)}.of(target.AuthorityID, target.ID)
	f.effect = answerEffect{mail: target, answer: a, leftOut: left}
	return f, nil
}

// layoutOf is the layout of a signed mail as evidence of it says it.
func layoutOf(l smime.Layout) evidence.Layout {
	span := func(bounds [2]int) evidence.Span { return evidence.Span{From: int64(bounds[0]), To: int64(bounds[1])} }
	layout := evidence.Layout{Signature: span(l.Signature), Base64: l.Base64, CRLF: l.CRLF}
	if l.Content != [2]int{} {
		content := span(l.Content)
		layout.Content = &content
	}
	return layout
}

// nonceForm finds what stands behind the label of a test's mail, whatever a mail program made of the umlaut.
var nonceForm = regexp.MustCompile(`fzeichen:[\s>|*]{0,20}([0-9A-Za-z_-]{4,128})`)

const maxNonces = 5

// judgeTest judges the answer to a connection test.
func (s *Service) judgeTest(ctx context.Context, m *sealedMail, test *ent.GatewayMail) (finding, error) {
	reason, err := s.checkAgainst(ctx, m, test)
	if err != nil {
		return finding{}, err
	}
	var nonces []string
	for _, match := range nonceForm.FindAllStringSubmatch(m.inner.Text, maxNonces) {
		nonces = append(nonces, match[1])
	}
	if reason == "" && len(nonces) == 0 {
		reason = ReasonTestNonce
	}
	if reason == "" && test.SubjectID == nil {
		reason = ReasonTestOver
	}
	if reason != "" {
		return quarantined(reason).of(m.authority(), test.ID), nil
	}
	f := finding{state: inboundmail.StateACCEPTED, signature: s.signatureOf(m)}.of(test.AuthorityID, test.ID)
	f.effect = testEffect{mail: test, nonces: nonces}
	return f, nil
}

// signatureOf is the id by which a signature that took effect is known.
func (s *Service) signatureOf(m *sealedMail) string {
	mac := s.MAC.MAC(vault.BlindIndex, "inbound-signature", hex.EncodeToString(m.SignatureDigest[:]))
	return "sig_" + base64.RawURLEncoding.EncodeToString(mac)
}

// signatureSeen says whether the signature took effect before, by another mail.
func (s *Service) signatureSeen(ctx context.Context, m *sealedMail) (bool, error) {
	signature := s.signatureOf(m)
	if m.envelope.Signature == signature {
		return false, nil
	}
	return s.DB.Client().SeenSignature.Query().Where(seensignature.ID(signature)).Exist(ctx)
}
