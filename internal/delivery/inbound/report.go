package inbound

import (
	"context"
	"errors"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/inboundmail"
	"schalter/internal/delivery"
	"schalter/internal/delivery/outbound"
	"schalter/internal/mail/autoreply"
	"schalter/internal/mail/mime"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/report"
)

// judgeReport judges a report that nobody signed. It changes only what informs, and only when it came to the bounce address of
// the mail that it is about. An ENVID proves nothing.
func (s *Service) judgeReport(ctx context.Context, a *arrival) (finding, error) {
	m, err := s.bouncedMail(ctx, a)
	if err != nil {
		return finding{}, err
	}
	if f, ok, err := s.judgeStatus(ctx, a, m); ok || err != nil {
		return f, err
	}
	if receipt, err := report.ParseMDN(a.raw); err == nil {
		return s.judgeUnsigned(ctx, a, m, receipt)
	}
	return s.judgeUnread(ctx, a, m)
}

// judgeUnsigned judges a receipt that nobody signed. It never shows that anybody read or has the message. Filters of mailboxes
// reject by one (RFC 5429, 2.2), to the bounce address as servers do: that is a bounce. Where a program only denies to say what
// became of the mail, it is shown as a report that cannot be read.
func (s *Service) judgeUnsigned(ctx context.Context, a *arrival, m *ent.GatewayMail, receipt *report.MDN) (finding, error) {
	switch {
	case m == nil || !receipt.Automatic || !s.isAbout(receipt, m):
	case receipt.Disposition == report.Deleted:
		return s.judgeBounce(ctx, a, m, bounceCause{cause: relay.Refused, code: outbound.CodeFiltered})
	case receipt.Disposition == report.Denied:
		return s.judgeUnread(ctx, a, m)
	}
	return ignored(ReasonReceiptUnsigned), nil
}

// isAbout says that a receipt names no other mail.
func (s *Service) isAbout(receipt *report.MDN, m *ent.GatewayMail) bool {
	mailID, _ := s.mailIDIn(receipt.OriginalMessageID)
	return receipt.OriginalMessageID == "" || delivery.Deref(mailID) == m.ID
}

// judgeStatus looks for a status notification in a mail that came to the bounce address of a mail of ours, which is nil when
// it came to none; ok is false when there is none.
func (s *Service) judgeStatus(ctx context.Context, a *arrival, m *ent.GatewayMail) (f finding, ok bool, err error) {
	d, err := report.ParseDSN(a.raw)
	if err != nil {
		// Not a fault of ours: the mail may be something else.
		return f, false, nil
	}
	if m == nil {
		return ignored(ReasonReportUnknown), true, nil
	}
	r := decisiveRecipient(d.Recipients)
	if r.Action == report.Failed {
		cause := relay.Classify(r.Code, r.Status)
		f, err = s.judgeBounce(ctx, a, m, bounceCause{cause, outbound.CodeOf(cause), delivery.Truncate(r.Status)})
		return f, true, err
	}
	f = finding{state: inboundmail.StateREPORTED}.of(m.AuthorityID, m.ID)
	f.effect = reportEffect{mail: m, recipient: r}
	return f, true, nil
}

// judgeUnread judges a report that only a person can read. It changes no state: among the facts of the delivery stands that a
// report came which could not be read, and operators find it in quarantine. One that comes when none is expected any more is
// ignored.
func (s *Service) judgeUnread(ctx context.Context, a *arrival, m *ent.GatewayMail) (finding, error) {
	if m == nil {
		return ignored(ReasonReportUnknown), nil
	}
	expected, err := s.out.MayBounce(ctx, m.ID, a.row.ReceivedAt)
	if err != nil || !expected {
		return ignored(ReasonReportUnread).of(m.AuthorityID, m.ID), err
	}
	f := quarantined(ReasonReportUnread).of(m.AuthorityID, m.ID)
	f.effect = unreadEffect{m}
	return f, nil
}

// looksLikeBounce says of a mail that came without a sender, as servers send bounces (RFC 5321, 4.5.5), that it may be a report
// written for people only. What programs write for a reader, such as absence notes, comes without a sender as well.
func looksLikeBounce(a *arrival, outer mime.Header) bool {
	head := headPart(a.raw)
	return a.envelope.Sender == "" && !autoreply.HasSubject(head) && !isAbsenceNote(head) &&
		!strings.HasPrefix(outer.MediaType, "application/")
}

// isAbsenceNote says of a header that a reader's own program wrote the mail, not a server.
func isAbsenceNote(p *mime.Part) bool {
	for _, name := range []string{"X-Autoreply", "X-Auto-Reply", "X-Autoreply-From", "X-Autorespond", "X-Autoresponse", "X-Mail-Autoreply", "X-MS-Exchange-Inbox-Rules-Loop"} {
		if len(p.Fields(name)) > 0 {
			return true
		}
	}
	return slices.ContainsFunc(p.Fields("Auto-Submitted"), func(v string) bool { return strings.Contains(strings.ToLower(v), "vacation") })
}

// bounceCause is why a mail came back: code is a key of the message catalogue.
type bounceCause struct {
	cause        relay.Cause
	code, status string
}

// judgeBounce judges a report that a mail failed. One that comes too late, or about a mail that arrived, is ignored.
func (s *Service) judgeBounce(ctx context.Context, a *arrival, m *ent.GatewayMail, why bounceCause) (finding, error) {
	counts, err := s.out.MayBounce(ctx, m.ID, a.row.ReceivedAt)
	if err != nil || !counts {
		return ignored(ReasonReportLate).of(m.AuthorityID, m.ID), err
	}
	f := finding{state: inboundmail.StateREPORTED}.of(m.AuthorityID, m.ID)
	f.effect = bounceEffect{mail: m, cause: why}
	return f, nil
}

// bouncedMail is the mail whose bounce address a report came to, nil when there is none.
func (s *Service) bouncedMail(ctx context.Context, a *arrival) (*ent.GatewayMail, error) {
	for _, address := range a.envelope.Recipients {
		mailID, ok := s.mailOfBounceAddress(address)
		if !ok {
			continue
		}
		return s.out.FindMail(ctx, mailID)
	}
	return nil, nil
}

// decisiveRecipient is the recipient that counts. We write to one address; where it stands for several, one that got the mail is
// enough.
func decisiveRecipient(recipients []report.Recipient) report.Recipient {
	for _, action := range []report.Action{report.Delivered, report.Relayed, report.Expanded, report.Failed} {
		for _, r := range recipients {
			if r.Action == action {
				return r
			}
		}
	}
	return recipients[0]
}

// judgeReceipt judges a receipt that was signed: it shows that a person at the authority opened the message.
func (s *Service) judgeReceipt(ctx context.Context, m *sealedMail) (finding, error) {
	receipt, err := report.ParseMDN(m.Entity)
	if errors.Is(err, report.ErrNone) {
		return ignored(ReasonReportUnknown).of(m.authority(), ""), nil
	}
	if err != nil {
		return quarantined(reasonOfMIME(err)).of(m.authority(), "").quietly(), nil
	}
	mailID, _ := s.mailIDIn(receipt.OriginalMessageID)
	opened, err := s.out.FindMail(ctx, delivery.Deref(mailID))
	if err != nil {
		return finding{}, err
	}
	if opened == nil {
		return ignored(ReasonReportUnknown).of(m.authority(), ""), nil
	}
	reason, err := s.checkAgainst(ctx, m, opened)
	if err != nil {
		return finding{}, err
	}
	if reason != "" {
		return quarantined(reason).of(m.authority(), opened.ID).quietly(), nil
	}
	if opened.DeliveryID == nil || receipt.Disposition != report.Displayed || receipt.Automatic {
		return ignored(ReasonReceiptOther).of(opened.AuthorityID, opened.ID), nil
	}
	f := finding{state: inboundmail.StateREPORTED}.of(opened.AuthorityID, opened.ID)
	f.effect = receiptEffect{opened}
	return f, nil
}
