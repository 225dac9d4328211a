package notify

import (
	"context"

	"schalter/internal/store"
)

// offeringPage is the page of an offering; its slug follows.
const offeringPage = "/markt/leistung/"

// OfferingOrderable implements catalogue.Notices: an offering that a person waits for can be ordered.
func (m *Mailer) OfferingOrderable(ctx context.Context, tx *store.Tx, accountID, slug string, names map[string]string) error {
	return m.toPerson(ctx, tx, accountID, func(p Addressee) text {
		return offeringOrderable(p.Locale, m.BaseURL+offeringPage+slug, inLanguage(p.Locale, names[german], names[english]))
	})
}
