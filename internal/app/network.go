package app

import (
	"context"
	"io"

	"schalter/internal/market/accounts"
	"schalter/internal/market/catalogue"
	"schalter/internal/network"
	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/viewer"
	"schalter/internal/web"
)

// openNetwork opens the network of municipalities.
func (a *app) openNetwork(context.Context) error {
	a.network = network.New(network.Options{
		DB: a.db, Vault: a.vault, MAC: a.platform, People: a.people, Organisations: networkOrganisations{a.organisations},
		Offerings: networkOfferings{a.catalogue}, Audit: a.audit, Blobs: a.blobs, Inspector: inspector{a.scanner()}, Platform: "Schalter", Log: a.log,
	})
	return nil
}

// networkOrganisations answers the network with the organisations.
type networkOrganisations struct{ *organisation.Service }

func (o networkOrganisations) Members(ctx context.Context, membershipIDs []string) (map[string]network.Member, error) {
	members := map[string]network.Member{}
	if len(membershipIDs) == 0 {
		return members, nil
	}
	found, err := o.Memberships(ctx, membershipIDs)
	for membershipID, m := range found {
		members[membershipID] = network.Member{Name: m.Name, OrganisationID: m.OrganisationID}
	}
	return members, err
}

func (o networkOrganisations) Employs(ctx context.Context, tx *store.Tx, membershipID, accountID string) (bool, error) {
	return o.IsMember(ctx, tx, membershipID, accountID)
}

func (o networkOrganisations) OrganisationName(organisationID string) (string, bool) {
	return organisationNames(o).OrganisationName(organisationID)
}

// networkOfferings answers the network with the catalogue.
type networkOfferings struct{ catalogue *catalogue.Service }

func (o networkOfferings) Known(offeringID string) bool {
	return o.catalogue.Offering(offeringID) != nil
}

func (o networkOfferings) Sheets(ctx context.Context, versionIDs []string, locale string) (map[string]network.Sheet, error) {
	found, err := o.catalogue.VersionsByID(ctx, versionIDs)
	if err != nil {
		return nil, err
	}
	sheets := map[string]network.Sheet{}
	for versionID, v := range found {
		sheets[versionID] = network.Sheet{Name: v.TextIn(catalogue.LocaleOf(locale)).Name, Version: v.Version, Here: v.Kind == catalogue.EfA}
	}
	return sheets, nil
}

// offeringNews tells the network, which is opened after the catalogue, of offerings.
type offeringNews struct{ app *app }

func (o offeringNews) OfferingChanged(ctx context.Context, tx *store.Tx, c catalogue.Change) error {
	return o.app.network.Announce(ctx, tx, network.News{OfferingID: c.OfferingID, VersionID: c.VersionID, Orderable: c.Orderable, Revision: c.Revision})
}

// memberships answers the organisations with what a membership is good for elsewhere.
type memberships struct {
	*accounts.Service
	app *app
}

func (m memberships) Left(ctx context.Context, tx *store.Tx, accountID, organisationID string) error {
	if err := m.Service.Left(ctx, tx, accountID, organisationID); err != nil {
		return err
	}
	return m.app.network.Left(ctx, tx, accountID)
}

// groupFiles answers HTTP with the files of groups.
type groupFiles struct{ network *network.Service }

func (g groupFiles) Open(ctx context.Context, fileID string) (*web.WholeFile, error) {
	f, content, err := g.network.OpenFile(ctx, fileID)
	if err != nil {
		return nil, err
	}
	return &web.WholeFile{Content: content, Filename: f.Filename, MediaType: f.MediaType}, nil
}

func (g groupFiles) CheckTicket(v *viewer.Viewer, fileID, ticket string) error {
	return g.network.CheckTicket(v, fileID, ticket)
}

func (g groupFiles) Upload(ctx context.Context, fileID string, body io.Reader) (string, error) {
	return g.network.Upload(ctx, fileID, body)
}
