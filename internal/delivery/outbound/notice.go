package outbound

import (
	"context"
	"fmt"
	"strings"
	"time"

	"schalter/ent/gatewaymail"
	"schalter/internal/delivery"
	"schalter/internal/errs"
	"schalter/internal/store"
)

// policyEvery is the time in which an authority gets at most one policy notice.
const policyEvery = time.Hour

// TellDeleted notifies an authority that the owner deleted the mailbox of a case.
func (s *Service) TellDeleted(ctx context.Context, tx *store.Tx, authorityID, reference string) (err error) {
	defer errs.Wrap(&err, "outbound.TellDeleted(%s)", authorityID)
	return s.queueMail(ctx, tx, platformMail{
		kind: gatewaymail.KindDELETION, authorityID: authorityID, reference: reference,
		text: platformText{Subject: "Postfach gelöscht", Text: fmt.Sprintf(deletionText, delivery.OneLine(reference), delivery.OneLine(s.Name))},
	})
}

const deletionText = `Das Postfach zu diesem Vorgang ist gelöscht: von der Person oder, nach sechs Monaten ohne Nutzung, von der Plattform.

Fallnummer: %s

Antworten zu diesem Vorgang können über %s nicht mehr zugestellt werden. Was Sie erhalten haben, bleibt bei Ihnen; Ihre Pflichten zur Aufbewahrung ändern sich dadurch nicht.

Auf diese Mail müssen Sie nicht antworten.
`

// PolicyNotice is the notice about a mail in an authority's name that was not accepted.
type PolicyNotice struct {
	AuthorityID string
	// Reason says in German what was wrong and what to do, in whole sentences.
	Reason string
	// ReceivedAt is when the mail came.
	ReceivedAt time.Time
	// Signed says that the authority itself signed the mail: nobody forged it.
	Signed bool
}

// SendPolicyNotice notifies an authority, at its registered address only, why a mail was not accepted. It reports false, and
// sends nothing, when the authority was notified within the last hour or often enough today. A mail that nobody signed takes
// such an hour as well, twice a day at most, but never a notice that the authority's own signed mails may need.
func (s *Service) SendPolicyNotice(ctx context.Context, tx *store.Tx, n PolicyNotice) (sent bool, err error) {
	defer errs.Wrap(&err, "outbound.SendPolicyNotice(%s)", n.AuthorityID)
	hour := "gateway-policy|" + n.AuthorityID
	told, err := tx.Count(ctx, hour, policyEvery)
	if err != nil || told > 1 {
		return false, err
	}
	day, most := "gateway-policy-unsigned|", MaxUnsignedPolicyPerDay
	if n.Signed {
		day, most = "gateway-policy-day|", maxPolicyPerDay
	}
	today, err := tx.Count(ctx, day+n.AuthorityID, 24*time.Hour)
	if err != nil {
		return false, err
	}
	if today > most {
		// Nothing is sent, so the hour is free for what may be.
		return false, tx.Forget(ctx, hour)
	}
	return true, s.queueMail(ctx, tx, platformMail{
		kind: gatewaymail.KindPOLICY, authorityID: n.AuthorityID,
		text: platformText{Subject: "Ihre Mail wurde nicht angenommen", Text: fmt.Sprintf(policyText, dayAndTime(n.ReceivedAt), delivery.OneLine(n.Reason))},
	})
}

const (
	// maxPolicyPerDay is how many notices an authority gets in a day about mails that it signed, MaxUnsignedPolicyPerDay about all
	// others.
	maxPolicyPerDay         = 3
	MaxUnsignedPolicyPerDay = 2
)

const policyText = `Am %s ging eine Mail in Ihrem Namen ein, die nicht angenommen wurde. Niemand hat ihren Inhalt gesehen.

Grund: %s

Angenommen wird nur, was auf eine unserer Mails antwortet, mit Ihrem hinterlegten Zertifikat signiert und für unser Zertifikat verschlüsselt ist. Am einfachsten antworten Sie in Ihrem Mailprogramm auf die Mail zum Vorgang und senden signiert und verschlüsselt.

Kommt die Mail nicht von Ihnen, hat jemand Ihren Absender benutzt; dann müssen Sie nichts tun. Höchstens einmal in der Stunde und fünfmal am Tag erhalten Sie einen solchen Hinweis, auch wenn mehrere Mails betroffen sind.

Auf diese Mail müssen Sie nicht antworten.
`

// ConfirmRequest asks an authority whether a held mail shall be put to a case.
type ConfirmRequest struct {
	AuthorityID string
	// InboundID is the held mail.
	InboundID string
	// Reference is the case's to which the mail will be put.
	Reference string
	// Mark binds the answer to the held mail; the answer must carry it.
	Mark string
	// Subject is what the authority signed, ReceivedAt when the mail came.
	Subject    string
	ReceivedAt time.Time
}

// SendConfirmRequest asks an authority to confirm a held mail by one signed and encrypted answer.
func (s *Service) SendConfirmRequest(ctx context.Context, tx *store.Tx, r ConfirmRequest) (err error) {
	defer errs.Wrap(&err, "outbound.SendConfirmRequest(%s)", r.InboundID)
	return s.queueMail(ctx, tx, platformMail{
		kind: gatewaymail.KindCONFIRM, authorityID: r.AuthorityID, subjectID: r.InboundID, reference: r.Reference,
		text: platformText{Subject: "Bitte bestätigen Sie Ihre Antwort", Text: confirmText(r)},
	})
}

func confirmText(r ConfirmRequest) string {
	var b strings.Builder
	b.WriteString("Ihre Antwort wird zurückgehalten, weil in ihr nicht genau die Fallnummer des Vorgangs steht, auf den sie antwortet.\n\n")
	fmt.Fprintf(&b, "Eingegangen: %s\n", dayAndTime(r.ReceivedAt))
	// A subject with the number of some case would make the answer name two.
	if subject := delivery.OneLine(r.Subject); subject != "" && len(delivery.ReferencesIn(subject)) == 0 {
		fmt.Fprintf(&b, "Betreff: %s\n", subject)
	}
	fmt.Fprintf(&b, "\nBitte bestätigen Sie, dass sie zu diesem Vorgang gehört:\n\nFallnummer: %s\n", delivery.OneLine(r.Reference))
	fmt.Fprintf(&b, "\nAntworten Sie dazu signiert und verschlüsselt auf diese Mail; lassen Sie die Prüfzeichen stehen. Mehr müssen Sie nicht "+
		"schreiben: Ihre Antwort wird so zugestellt, wie sie eingegangen ist.\n\nPrüfzeichen: %s\n", delivery.OneLine(r.Mark))
	fmt.Fprintf(&b, "\nOhne Bestätigung innerhalb von %d Tagen wird sie nicht zugestellt, und niemand liest sie.\n", int(delivery.ConfirmWithin/(24*time.Hour)))
	return b.String()
}
