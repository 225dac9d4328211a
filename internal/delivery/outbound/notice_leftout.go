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

// LeftOutPart is a part of an answer that could not be accepted; Why is a key of the message catalogue.
type LeftOutPart struct{ Name, Why string }

// LeftOut is the notice about an authority's own answer, beyond doubt, of which something or all could not be accepted.
type LeftOut struct {
	AuthorityID, Reference string
	ReceivedAt             time.Time
	// Posted says that the rest of the answer was.
	Posted bool
	Parts  []LeftOutPart
}

const (
	// maxLeftOutPerDay is how many such notices an authority gets in a day: each is about an answer that it signed.
	maxLeftOutPerDay = 50
	// maxLeftOut is how many parts are named.
	maxLeftOut = 20
)

// SendLeftOut notifies an authority, at its registered address only, which parts of its answer could not be accepted, and why.
func (s *Service) SendLeftOut(ctx context.Context, tx *store.Tx, l LeftOut) (err error) {
	defer errs.Wrap(&err, "outbound.SendLeftOut(%s)", l.AuthorityID)
	today, err := tx.Count(ctx, "gateway-left-out|"+l.AuthorityID, 24*time.Hour)
	if err != nil || today > maxLeftOutPerDay {
		return err
	}
	subject := "Ihre Antwort ist nicht vollständig zugestellt"
	if !l.Posted {
		subject = "Ihre Antwort wurde nicht zugestellt"
	}
	return s.queueMail(ctx, tx, platformMail{
		kind: gatewaymail.KindPOLICY, authorityID: l.AuthorityID, text: platformText{Subject: subject, Text: s.leftOutText(l)},
	})
}

func (s *Service) leftOutText(l LeftOut) string {
	var b strings.Builder
	if l.Posted {
		fmt.Fprintf(&b, "Ihre Antwort vom %s ist im Postfach der Person, aber nicht vollständig.\n\n", dayAndTime(l.ReceivedAt))
	} else {
		fmt.Fprintf(&b, "Ihre Antwort vom %s wurde nicht zugestellt: Nichts von dem, was sie enthält, konnte übernommen werden. Die Person hat sie nicht gesehen.\n\n", dayAndTime(l.ReceivedAt))
	}
	fmt.Fprintf(&b, "Fallnummer: %s\n\nNicht übernommen:\n", delivery.OneLine(l.Reference))
	for i, part := range l.Parts {
		if i == maxLeftOut {
			fmt.Fprintf(&b, "- und %d weitere\n", len(l.Parts)-i)
			break
		}
		fmt.Fprintf(&b, "- %s: %s\n", delivery.Truncate(delivery.WithoutReferences(delivery.OneLine(part.Name))), delivery.OneLine(s.Sentence(part.Why)))
	}
	b.WriteString("\nSenden Sie bitte noch einmal, was fehlt: als PDF oder im Text einer Antwort auf die Mail zum Vorgang. Auf diese Mail müssen Sie nicht antworten; Antworten auf sie werden nicht zugestellt.\n")
	return b.String()
}
