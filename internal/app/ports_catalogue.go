package app

import (
	"context"

	"schalter/internal/directory"
	"schalter/internal/market/catalogue"
	"schalter/internal/notify"
	"schalter/internal/organisation"
	"schalter/internal/store"
)

// openCatalogue opens the catalogue of the market.
func (a *app) openCatalogue(ctx context.Context) (err error) {
	a.catalogue, err = catalogue.New(ctx, a.db, catalogue.Ports{
		Directory: serviceFacts{a.directory}, Organisations: organisationNames{a.organisations}, Notices: a.mailer, Orders: ordered{a},
		Audit: a.audit, News: offeringNews{a},
	}, a.log)
	return err
}

// serviceFacts answers the catalogue with the directory.
type serviceFacts struct{ directory *directory.Directory }

func (f serviceFacts) ServiceFacts(serviceID string) (catalogue.ServiceFacts, bool) {
	s := f.directory.Snapshot().Service(serviceID)
	if s == nil {
		return catalogue.ServiceFacts{}, false
	}
	facts := catalogue.ServiceFacts{Names: map[catalogue.Locale]string{}, LeikaKey: s.LeikaKey, Former: s.ValidTo != nil}
	for _, tag := range directory.Locales {
		text := s.Text(tag)
		facts.Names[catalogue.LocaleOf(tag)] = text.Name
		facts.Keywords = append(facts.Keywords, text.Keywords...)
	}
	return facts, true
}

// organisationNames answers the catalogue with the organisations.
type organisationNames struct{ *organisation.Service }

func (o organisationNames) OrganisationName(organisationID string) (string, bool) {
	found := o.Organisation(organisationID)
	if found == nil {
		return "", false
	}
	return found.Name, true
}

// ordered answers the catalogue with the orders, which are opened after it.
type ordered struct{ app *app }

func (o ordered) OrderedBy(ctx context.Context, organisationID string) ([]string, error) {
	return o.app.orders.OrderedBy(ctx, organisationID)
}

// accountMails are the mails of accounts; an account that is deleted waits for no offering any more, and is in no group.
type accountMails struct {
	*notify.Mailer
	app *app
}

func (m accountMails) Forget(ctx context.Context, tx *store.Tx, accountID string) error {
	if err := m.app.catalogue.Forget(ctx, tx, accountID); err != nil {
		return err
	}
	if err := m.app.network.Forget(ctx, tx, accountID); err != nil {
		return err
	}
	if err := m.app.postbox.Consents.Forget(ctx, tx, accountID); err != nil {
		return err
	}
	return m.Mailer.Forget(ctx, tx, accountID)
}
