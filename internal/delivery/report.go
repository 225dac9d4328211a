package delivery

import (
	"context"
	"errors"
	"strings"

	"schalter/ent"
	"schalter/ent/gatewaymail"
	"schalter/ent/inboundmail"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/report"
	"schalter/internal/store"
)

const (
	factRelayed   = "RELAYED"
	factDelivered = "DELIVERED"
	factOpened    = "OPENED"
)

// maxReport is how much of a report is read, in bytes: what says something stands before the mail that came back.
const maxReport = 1 << 20

// judgeReport looks at a report that nobody signed. It moves only what informs, and only when it came to the bounce address of
// the mail that it is about: that address stands in no mail, so that few can know it. An ENVID proves nothing.
func (s *Service) judgeReport(ctx context.Context, a *arrival) (finding, error) {
	raw := a.raw[:min(len(a.raw), maxReport)]
	d, err := report.ParseDSN(raw)
	if err != nil {
		if _, err := report.ParseMDN(raw); err == nil {
			return ignored(ReasonReceiptUnsigned), nil
		}
		return ignored(ReasonReportUnknown), nil
	}
	m, err := s.bounced(ctx, a)
	if err != nil {
		return finding{}, err
	}
	if m == nil {
		return ignored(ReasonReportUnknown), nil
	}
	r := decisive(d.Recipients)
	f := finding{state: inboundmail.StateREPORTED}.of(m.AuthorityID, m.ID)
	f.effect = func(ctx context.Context, tx *store.Tx) error { return s.report(ctx, tx, m, r) }
	return f, nil
}

// bounced is the mail whose bounce address a report came to, nil when there is none.
func (s *Service) bounced(ctx context.Context, a *arrival) (*ent.GatewayMail, error) {
	for _, address := range a.envelope.Recipients {
		mailID, ok := s.bounceOf(address)
		if !ok {
			continue
		}
		m, err := s.DB.Client().GatewayMail.Get(ctx, mailID)
		if ent.IsNotFound(err) {
			return nil, nil
		}
		return m, err
	}
	return nil, nil
}

// decisive is the recipient that counts. We write to one address; where it stands for several, one that got the mail is enough.
func decisive(recipients []report.Recipient) report.Recipient {
	for _, action := range []report.Action{report.Delivered, report.Relayed, report.Expanded, report.Failed} {
		for _, r := range recipients {
			if r.Action == action {
				return r
			}
		}
	}
	return recipients[0]
}

// report notes what a server said of a mail.
func (s *Service) report(ctx context.Context, tx *store.Tx, m *ent.GatewayMail, r report.Recipient) error {
	fact := Fact{Status: bounded(r.Status)}
	switch r.Action {
	case report.Delivered:
		fact.State, fact.Code = factDelivered, "mail_reported_delivered"
		if err := s.Channels.Worked(ctx, tx, m.AuthorityID); err != nil {
			return err
		}
		if err := settled(ctx, tx, m.ID); err != nil {
			return err
		}
	case report.Relayed, report.Expanded:
		fact.State, fact.Code = factRelayed, "mail_reported_relayed"
	case report.Failed:
		return s.reportFailed(ctx, tx, m, r, fact)
	default:
		fact.State, fact.Code = factDeferred, "mail_reported_delayed"
	}
	if m.DeliveryID == nil {
		return nil
	}
	return s.Cases.Note(ctx, tx, *m.DeliveryID, fact)
}

// reportFailed notes that a mail came back, once.
func (s *Service) reportFailed(ctx context.Context, tx *store.Tx, m *ent.GatewayMail, r report.Recipient, fact Fact) error {
	cause := string(relay.Classify(r.Code, r.Status))
	n, err := tx.GatewayMail.Update().
		Where(gatewaymail.ID(m.ID), gatewaymail.StateNotIn(gatewaymail.StateFAILED, gatewaymail.StateSTOPPED)).
		SetState(gatewaymail.StateFAILED).SetFailure(cause).SetSettledAt(tx.Now).ClearNextAttemptAt().
		ClearSealed().ClearWrappedKey().ClearKekID().Save(ctx)
	if err != nil || n == 0 {
		return err
	}
	fact.State, fact.Failure, fact.Code = factFailed, cause, "mail_"+strings.ToLower(cause)
	if m.Kind == gatewaymail.KindTEST && m.SubjectID != nil {
		return s.Channels.TestFailed(ctx, tx, *m.SubjectID, fact.Code)
	}
	if err := s.Channels.Failed(ctx, tx, m.AuthorityID, countedAs(cause)); err != nil {
		return err
	}
	if m.DeliveryID == nil {
		return unheld(ctx, tx, m)
	}
	return s.Cases.Note(ctx, tx, *m.DeliveryID, fact)
}

// countedAs is what a reported failure counts as against a channel: one among several. An unknown mailbox would suspend at once,
// and for that a report that nobody signed is not enough.
func countedAs(cause string) string {
	if cause == string(relay.UnknownMailbox) {
		return string(relay.Other)
	}
	return cause
}

// judgeReceipt looks at a receipt that was signed: it shows that a person at the authority opened the message.
func (s *Service) judgeReceipt(ctx context.Context, m *sealedMail) (finding, error) {
	receipt, err := report.ParseMDN(m.Entity)
	if errors.Is(err, report.ErrNone) {
		return ignored(ReasonReportUnknown).of(m.authority(), ""), nil
	}
	if err != nil {
		return quarantined(formReason(err)).of(m.authority(), "").quietly(), nil
	}
	mailID, _ := s.tokenOf(receipt.OriginalMessageID)
	opened, err := s.DB.Client().GatewayMail.Get(ctx, value(mailID))
	if ent.IsNotFound(err) {
		return ignored(ReasonReportUnknown).of(m.authority(), ""), nil
	}
	if err != nil {
		return finding{}, err
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
	f.effect = func(ctx context.Context, tx *store.Tx) error {
		return s.Cases.Note(ctx, tx, *opened.DeliveryID, Fact{State: factOpened, Code: "mail_receipt_signed"})
	}
	return f, nil
}
