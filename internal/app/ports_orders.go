package app

import (
	"context"

	"schalter/internal/account"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/orders"
	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/support"
	"schalter/internal/viewer"
)

// openOrders opens the orders of the market.
func (a *app) openOrders(context.Context) error {
	a.orders = orders.New(a.db, orders.Ports{
		Vault: a.vault, Platform: a.platform, Catalogue: a.catalogue, Accounts: a.marketAccounts, Organisations: ordering{a.organisations},
		Tickets: orderTickets{a.tickets}, Releases: orderReleases{a}, People: peopleNames{a.people}, Audit: a.audit,
	})
	return nil
}

// ordering answers the orders with the organisations.
type ordering struct{ organisations *organisation.Service }

func asOrdering(o *organisation.Organisation) *orders.Organisation {
	if o == nil {
		return nil
	}
	return &orders.Organisation{ID: o.ID, Name: o.Name, Kind: catalogue.OrganisationKind(o.Kind), Dissolved: o.Dissolved, Confirmed: o.Confirmed}
}

func (o ordering) Organisation(organisationID string) *orders.Organisation {
	return asOrdering(o.organisations.Organisation(organisationID))
}

func (o ordering) UnionOf(organisationID string) *orders.Organisation {
	return asOrdering(o.organisations.UnionOf(organisationID))
}

func asOrderingUnit(u *organisation.Unit) *orders.Unit {
	if u == nil {
		return nil
	}
	return &orders.Unit{ID: u.ID, OrganisationID: u.OrganisationID, Kind: catalogue.OrganisationKind(u.Kind), ValidTo: u.ValidTo}
}

func (o ordering) Units(organisationID string) (list []*orders.Unit) {
	for _, u := range o.organisations.Units(organisationID) {
		list = append(list, asOrderingUnit(u))
	}
	return list
}

func (o ordering) Unit(unitID string) *orders.Unit {
	return asOrderingUnit(o.organisations.Unit(unitID))
}

// Contacts are those that an organisation names; its digitalisation officer coordinates where it names none for the subject.
func (o ordering) Contacts(ctx context.Context, tx *store.Tx, organisationID string) (subject, technical *orders.Contact, err error) {
	d, err := o.organisations.DetailsIn(ctx, tx, organisationID)
	if err != nil {
		return nil, nil, err
	}
	subject, technical = (*orders.Contact)(d.SubjectContact), (*orders.Contact)(d.TechnicalContact)
	if subject == nil {
		subject = (*orders.Contact)(d.DigitalOfficer)
	}
	return subject, technical, nil
}

// orderTickets answers the orders with the tickets.
type orderTickets struct{ tickets *support.Service }

func (t orderTickets) Open(ctx context.Context, tx *store.Tx, in orders.NewTicket) (ticketID string, err error) {
	ticketID, _, err = t.tickets.OpenForOrder(ctx, tx, support.OrderTicket{
		OrderID: in.OrderID, OrganisationID: in.OrganisationID, OfferingID: &in.OfferingID, RequesterID: in.RequesterID,
		Subject: support.Text(in.Subject), First: support.Text(in.First), Participants: copies(in.Contacts), Quiet: in.Quiet,
	})
	return ticketID, err
}

func (t orderTickets) AddToTicket(ctx context.Context, tx *store.Tx, in orders.Telling) error {
	files := make([]support.NoteFile, len(in.Files))
	for i, f := range in.Files {
		files[i] = support.NoteFile(f)
	}
	return t.tickets.AddNote(ctx, tx, support.Note{
		OrderID: in.OrderID, Key: in.Key, Body: support.Text(in.Text), Files: files, Resolved: in.Ends, Quiet: in.Quiet,
	})
}

func (t orderTickets) Replace(ctx context.Context, tx *store.Tx, orderID string, gone, come []orders.Contact) error {
	emails := make([]string, len(gone))
	for i, c := range gone {
		emails[i] = c.Email
	}
	return t.tickets.ReplaceInOrder(ctx, tx, orderID, emails, copies(come))
}

// copies are contacts as those who get the mails of a ticket.
func copies(list []orders.Contact) (in []support.ParticipantInput) {
	for _, c := range list {
		in = append(in, support.ParticipantInput{Role: support.Copy, Name: c.Name, Email: c.Email})
	}
	return in
}

// peopleNames tells how accounts are called, inside a transaction.
type peopleNames struct{ people *account.People }

func (p peopleNames) Name(ctx context.Context, tx *store.Tx, accountID string) (string, error) {
	a, err := p.people.Addressee(viewer.System(ctx, "names"), tx, accountID)
	if err == nil && a.Name == "" {
		a.Name = a.Email
	}
	return a.Name, err
}
