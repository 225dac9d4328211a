package proof

import (
	"context"
	"io"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/delivery"
	"schalter/ent/deliveryfact"
	"schalter/ent/rule"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/postal"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/sides"
)

// Letters prints what shall go by post or fax.
type Letters interface {
	// Fallback is a message as a letter from the person to the authority, as PDF.
	Fallback(l FallbackLetter) ([]byte, error)
}

// FallbackLetter is a message whose electronic delivery failed, or with which the authority did nothing.
type FallbackLetter struct {
	Sender      postal.Address
	AuthorityID string
	Reference   string
	Subject     string
	Text        string
	// SentAt is when the message was sent, PrintedAt the date of the letter.
	SentAt, PrintedAt time.Time
	// Enclosures are file names.
	Enclosures []string
}

// FallbackLetter gives an address for the letter of a delivery that failed, or of which the owner was told that the authority is silent, also
// when an answer came after all; nil for every other, and for that of a cover, which the owner did not write.
func (s *Service) FallbackLetter(ctx context.Context, d *conversation.Delivery) *documents.Download {
	if d.Cover || !d.ToldOfSilence && !slices.ContainsFunc(d.Steps, func(step conversation.DeliveryStep) bool { return step.State == casemail.Failed }) {
		return nil
	}
	return s.packageDownload(ctx, d.ID, "", letterName(d.ID))
}

// letterName is the name of a letter's file.
func letterName(deliveryID string) string { return "brief-" + documents.Tail(deliveryID) + ".pdf" }

func (s *Service) openFallback(ctx context.Context, deliveryID string) (*Package, error) {
	scope, err := rule.OwnScope(ctx)
	if err != nil {
		return nil, err
	}
	d, err := s.db.Client().Delivery.Query().Where(delivery.ID(deliveryID), delivery.OwnerReaderIn(scope.Readers()...),
		delivery.Or(delivery.SilenceStepIn(conversation.StepsTold...), delivery.HasFactsWith(deliveryfact.StateEQ(deliveryfact.StateFAILED)))).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, errs.New(errs.NotFound, "there is no such letter")
	}
	if err != nil {
		return nil, err
	}
	l, err := sides.RetryOnNewKey(ctx, func(ctx context.Context) (*FallbackLetter, error) { return s.fallbackLetter(ctx, d) })
	if err != nil {
		return nil, err
	}
	pdf, err := s.letters.Fallback(*l)
	if err != nil {
		return nil, err
	}
	return &Package{
		Filename: "brief-" + d.ID[len(d.ID)-8:] + ".pdf", MediaType: "application/pdf",
		Write: func(w io.Writer) error { _, err := w.Write(pdf); return err },
	}, nil
}

func (s *Service) fallbackLetter(ctx context.Context, d *ent.Delivery) (*FallbackLetter, error) {
	side, err := s.sides.FindAny(ctx, d.OwnerSideID)
	if err != nil {
		return nil, err
	}
	m, err := s.conversation.MessageOn(ctx, side, d.MessageID)
	if err != nil {
		return nil, err
	}
	if m.FromAuthorityID != nil {
		return nil, errs.New(errs.NotFound, "there is no such letter")
	}
	text, err := s.gateway.MessageText(ctx, m)
	if err != nil {
		return nil, err
	}
	held, err := s.documents.HeldWith(ctx, s.db.Client(), side, m.ID)
	if err != nil {
		return nil, err
	}
	l := &FallbackLetter{
		Sender: postal.Address{Recipient: m.SenderName}, AuthorityID: d.AuthorityID, Reference: side.Reference, Subject: m.Subject, Text: text,
		SentAt: m.SentAt, PrintedAt: s.db.Clock().Now(),
	}
	if address := side.Head.Address; address != nil {
		l.Sender = *address
		l.Sender.Recipient = m.SenderName
	}
	for _, document := range held {
		l.Enclosures = append(l.Enclosures, document.Meta.Filename)
	}
	return l, nil
}
