package app

import (
	"context"
	"time"

	"schalter/internal/market/catalogue"
	"schalter/internal/market/contracts"
	"schalter/internal/market/orders"
	"schalter/internal/market/rollouts"
	"schalter/internal/store"
)

// orderReleases makes what follows on the release of an order: its contract, and its rollout. Both are opened after the orders.
type orderReleases struct{ app *app }

func (r orderReleases) Offer(ctx context.Context, tx *store.Tx, o *orders.Order, sheet *catalogue.OfferingVersion) (*orders.Offered, error) {
	// A contract names an organisation that has a row.
	if _, err := r.app.organisations.Ensure(ctx, tx, o.ForOrganisationID); err != nil {
		return nil, err
	}
	contractID, err := r.app.contracts.Offer(ctx, tx, contracts.NewOffer{
		OrderID: o.ID, OrderReference: o.Reference, OfferingID: o.OfferingID, OfferingVersionID: sheet.ID, GranteeID: o.ForOrganisationID,
		SignerID: o.OrganisationID, Facts: r.facts(o, sheet),
	})
	if err != nil {
		return nil, err
	}
	pdf, name, err := r.app.contracts.Document(ctx, tx, contractID)
	if err != nil {
		return nil, err
	}
	return &orders.Offered{ContractID: contractID, Files: []orders.File{{Name: name, MediaType: "application/pdf", Content: pdf}}}, nil
}

// facts are what a contract says of an order.
func (r orderReleases) facts(o *orders.Order, sheet *catalogue.OfferingVersion) contracts.OrderFacts {
	f := contracts.OrderFacts{
		Vendor: r.nameOf(o.VendorID), ITProvider: r.nameOf(o.ITProviderID), ProcedureVersion: valueOf(o.ProcedureVersion), Note: valueOf(o.Note),
		WishedOn: valueOf(o.WishedOn), SubjectContact: contractContact(o.Subject), TechnicalContact: contractContact(o.Technical),
		AlreadyInUse: o.AlreadyInUse, InterfaceCostsAcknowledgedAt: instantOf(o.InterfaceCostsAcknowledgedAt),
	}
	if o.UnitID != nil {
		if u := r.app.organisations.Unit(*o.UnitID); u != nil {
			f.Unit = u.Name
		}
	}
	if o.ProcedureID != nil {
		if p := r.app.catalogue.Procedure(*o.ProcedureID); p != nil {
			f.Procedure = p.Name
		}
	}
	for _, p := range sheet.Filled(o.Values) {
		f.Parameters = append(f.Parameters, contracts.Parameter{Label: p.Parameter.LabelIn(catalogue.German), Value: valueOf(p.Value)})
	}
	return f
}

func (r orderReleases) nameOf(organisationID *string) string {
	if o := r.app.organisations.Organisation(valueOf(organisationID)); o != nil {
		return o.Name
	}
	return ""
}

func contractContact(c *orders.Contact) *contracts.Contact {
	if c == nil {
		return nil
	}
	return &contracts.Contact{Name: c.Name, Email: c.Email, Phone: valueOf(c.Phone)}
}

func valueOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func instantOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

func (r orderReleases) Begin(ctx context.Context, tx *store.Tx, o *orders.Order) error {
	_, err := r.app.rollouts.Begin(ctx, tx, rollouts.Beginning{
		OrderID: o.ID, Reference: o.Reference, OrganisationID: o.ForOrganisationID, OrderedByID: o.OrganisationID, UnitID: o.UnitID,
		OfferingID: o.OfferingID, OfferingVersionID: valueOf(o.VersionID), AlreadyInUse: o.AlreadyInUse, PortalURL: o.PortalURL, VendorID: o.VendorID,
		ITProviderID: o.ITProviderID, ProcedureID: o.ProcedureID, ProcedureVersion: o.ProcedureVersion, WishedOn: o.WishedOn,
		SubjectContact: o.Subject, TechnicalContact: o.Technical, Parameters: o.Values, TicketID: valueOf(o.TicketID),
	})
	return err
}

func (r orderReleases) ContactsChanged(ctx context.Context, tx *store.Tx, o *orders.Order) error {
	return r.app.rollouts.ContactsChanged(ctx, tx, o.ID, o.Subject, o.Technical)
}
