package outbound

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/internal/casemail"
	"schalter/internal/cms"
	"schalter/internal/delivery"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/token"
)

// attemptDelivery tries once to deliver a mail. contentErr is why its content could not be opened.
func (s *Service) attemptDelivery(ctx context.Context, m *ent.GatewayMail, content mailContent, contentErr error) sendResult {
	if errors.Is(contentErr, casemail.ErrGone) {
		return sendResult{state: gatewaymail.StateSTOPPED}
	}
	if contentErr != nil {
		return internalFault(contentErr)
	}
	box, err := s.Channels.Mailbox(ctx, m.AuthorityID)
	if errors.Is(err, delivery.ErrClosed) {
		return channelClosed()
	}
	if errors.Is(err, delivery.ErrNoMailbox) {
		return retryLater(codeNoMailbox, failUnreachable).failTestAtOnce(m)
	}
	if err != nil {
		return internalFault(err)
	}
	if m.Kind == gatewaymail.KindTEST && box.Trial != nil {
		// The answer shall prove the key that is to be used next.
		box.Encryption, box.EncryptionName = box.Trial, box.TrialName
	}
	profile, wait := chooseProfile(m, box, s.DB.Clock().Now())
	if wait != nil {
		return wait.failTestAtOnce(m)
	}
	chain, err := s.earlierMessageIDs(ctx, m)
	if err != nil {
		return internalFault(err)
	}
	mail := s.composeContent(m, box, content, chain)
	documents := attachDocuments(ctx, &mail, content.documents)
	defer documents.Close()
	o := s.buildAndSend(ctx, m, box, profile, mail)
	o.profile = profile
	return o
}

// chooseProfile says in which profile a mailbox may be written to now, or what it waits for. The certificate comes first: it is
// what suspends a channel.
func chooseProfile(m *ent.GatewayMail, box *delivery.Mailbox, now time.Time) (cms.Profile, *sendResult) {
	if code := certificateFault(box, now); code != "" {
		o := retryLater(code, failCertificate)
		if !box.Suspended {
			o.problem = code
		}
		return "", &o
	}
	test := m.Kind == gatewaymail.KindTEST
	if box.Suspended && !test {
		o := retryLater(codeSuspended, failSuspended)
		return "", &o
	}
	profile := cms.Profile(box.Profile)
	if test && m.Profile != nil {
		profile = cms.Profile(*m.Profile)
	}
	if !profile.Valid() {
		o := retryLater(codeUntested, failSuspended)
		return "", &o
	}
	if profile == cms.Legacy && !box.LegacyAllowed {
		o := retryLater(codeLegacyEnded, failSuspended)
		return "", &o
	}
	return profile, nil
}

// failTestAtOnce makes a connection test fail where other mails wait for somebody to mend the channel: that is what it is to
// show.
func (o sendResult) failTestAtOnce(m *ent.GatewayMail) sendResult {
	if m.Kind == gatewaymail.KindTEST {
		o.state = gatewaymail.StateFAILED
	}
	return o
}

// certificateFault is a key of the message catalogue; empty when the certificate can be encrypted to.
func certificateFault(box *delivery.Mailbox, now time.Time) string {
	if box.Encryption == nil {
		return codeMissing
	}
	problems := cms.CheckCertificate(box.Encryption, cms.Encryption, cmp.Or(box.EncryptionName, box.Address), now).Refused()
	if len(problems) == 0 {
		return ""
	}
	return codeOfProblem(problems[0])
}

// mailContent is what a mail says, before it is a mail.
type mailContent struct {
	subject, text string
	receipt       bool
	documents     []delivery.OutgoingDocument
}

// innerSize is at least what the inner entity takes, in bytes: the text may need three for one, documents four for three and
// line ends.
func (s mailContent) innerSize() int64 {
	n := int64(delivery.PlatformTextRoom + 3*(len(s.subject)+len(s.text)))
	for _, d := range s.documents {
		n += d.Size/2*3 + int64(3*len(d.Filename)) + delivery.PlatformTextRoom
	}
	return n
}

// mailContent opens what a mail is to say, or returns casemail.ErrGone.
func (s *Service) mailContent(ctx context.Context, m *ent.GatewayMail) (mailContent, error) {
	if m.DeliveryID == nil {
		l, err := s.openPlatformText(ctx, m)
		return mailContent{subject: l.Subject, text: l.Text}, err
	}
	out, err := s.Cases.Outgoing(ctx, *m.DeliveryID)
	if err != nil {
		return mailContent{}, err
	}
	return mailContent{subject: delivery.WithoutReferences(out.Subject), text: messageText(out, s.Name), receipt: out.ReceiptRequested, documents: out.Documents}, nil
}

// maxChain is how many earlier mails of a case a mail refers to.
const maxChain = 10

// earlierMessageIDs lists the Message-IDs of the case's earlier mails to the authority, oldest first, so that its mail program
// shows them together: the first one and the last of them.
func (s *Service) earlierMessageIDs(ctx context.Context, m *ent.GatewayMail) ([]string, error) {
	if m.DeliveryID == nil || m.Reference == nil {
		return nil, nil
	}
	earlier := s.DB.Client().GatewayMail.Query().Where(
		gatewaymail.AuthorityID(m.AuthorityID), gatewaymail.KindEQ(gatewaymail.KindMESSAGE), gatewaymail.CreatedAtLTE(m.CreatedAt),
		gatewaymail.Reference(*m.Reference), gatewaymail.HandedOverAtNotNil(), gatewaymail.IDNEQ(m.ID),
	)
	rows, err := earlier.Clone().Order(ent.Desc(gatewaymail.FieldCreatedAt, gatewaymail.FieldID)).Limit(maxChain).All(ctx)
	if err != nil {
		return nil, err
	}
	slices.Reverse(rows)
	if len(rows) == maxChain {
		if rows[0], err = earlier.Order(ent.Asc(gatewaymail.FieldCreatedAt, gatewaymail.FieldID)).First(ctx); err != nil {
			return nil, err
		}
	}
	var ids []string
	for _, row := range rows {
		if row.MessageID != nil {
			ids = append(ids, *row.MessageID)
		}
	}
	return ids, nil
}

// buildAndSend builds a mail and hands it over.
func (s *Service) buildAndSend(ctx context.Context, m *ent.GatewayMail, box *delivery.Mailbox, profile cms.Profile, c mime.Content) sendResult {
	inner, err := mime.InnerSize(c)
	if err != nil {
		return internalFault(err)
	}
	if exceedsLimit(inner/3*4, box) {
		return sendResult{state: gatewaymail.StateFAILED, code: CodeOf(relay.TooLarge), failure: failTooLarge}
	}
	raw, err := s.sealMail(c, box, profile)
	if errors.Is(err, cms.ErrCertificate) {
		return retryLater(codeOfProblem(cms.UnsupportedKey), failCertificate)
	}
	if err != nil {
		return internalFault(err)
	}
	size := int64(len(raw))
	if exceedsLimit(size, box) {
		return sendResult{state: gatewaymail.StateFAILED, code: CodeOf(relay.TooLarge), failure: failTooLarge, size: size}
	}
	o := s.handToServer(ctx, m, box, raw)
	o.size = size
	return o
}

func exceedsLimit(size int64, box *delivery.Mailbox) bool {
	return box.MailLimit > 0 && size > box.MailLimit
}

// memoryFor is what a mail takes while it is built: the inner entity, the mail around it, and the copy with the domain's
// signature.
func (s *Service) memoryFor(inner int64) int64 {
	around := mime.MailSize(inner, envelopeOverhead)
	if s.DomainSigner != nil {
		around *= 2
	}
	return inner + around
}

// envelopeOverhead is the most that signature and envelope take in addition to the content, in bytes.
const envelopeOverhead = 16 << 10

// handToServer hands a mail to our mail server, from the mail's own bounce address.
func (s *Service) handToServer(ctx context.Context, m *ent.GatewayMail, box *delivery.Mailbox, raw []byte) sendResult {
	t, err := s.mailToken(m.ID, token.Bounce)
	if err != nil {
		return internalFault(err)
	}
	done, err := s.Transport.Send(ctx, relay.Message{
		From: token.BounceAddress(t, s.Domain), To: box.Address, EnvelopeID: m.ID, Notify: notifyOf(m.Kind), Body: raw,
	})
	if err != nil {
		return refusedByServer(err)
	}
	return acceptedByServer(done)
}

// notifyOf: a notice about a mail that was refused is the last word, so that no report about it starts a circle.
func notifyOf(kind gatewaymail.Kind) relay.Notify {
	if kind == gatewaymail.KindPOLICY {
		return relay.NotifyNever
	}
	return relay.NotifyAlways
}

func tokenKind(kind gatewaymail.Kind) token.Kind {
	switch kind {
	case gatewaymail.KindMESSAGE:
		return token.Delivery
	case gatewaymail.KindTEST:
		return token.ConnectionTest
	case gatewaymail.KindCONFIRM:
		return token.Confirmation
	}
	return token.Notice
}

// mailToken names a mail's row; it is the same at each try.
func (s *Service) mailToken(mailID string, kind token.Kind) (string, error) {
	b, err := token.Bytes(mailID)
	if err != nil {
		return "", err
	}
	return s.Tokens.Issue(kind, b), nil
}

func (s *Service) messageIDOf(mailID string, kind token.Kind) (string, error) {
	t, err := s.mailToken(mailID, kind)
	if err != nil {
		return "", err
	}
	return token.MessageID(t, s.Domain), nil
}
