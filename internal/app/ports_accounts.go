package app

import (
	"context"
	"strings"

	"schalter/internal/account"
	"schalter/internal/market/accounts"
	"schalter/internal/organisation"
	"schalter/internal/store"
)

// openMarketAccounts opens the accounts of the market.
func (a *app) openMarketAccounts(context.Context) error {
	a.marketAccounts = accounts.New(a.db, accounts.Ports{
		Vault: a.vault, Platform: a.platform, Certificates: marketCertificates{a.accounts}, Organisations: marketOrganisations{a.organisations, a},
		Persons: a.people, Notices: a.mailer, Audit: a.audit, Limit: a.cfg.MarketAccountsPerTaxNumber,
	})
	return nil
}

// hasMarketAccount keeps accounts from being purged that have or had one of the market.
func (a *app) hasMarketAccount(ctx context.Context, tx *store.Tx, accountID string) (bool, error) {
	return a.marketAccounts.HasAccount(ctx, tx, accountID)
}

// marketCertificates answers the accounts of the market with sign-ins by organisation certificate.
type marketCertificates struct{ accounts *account.Service }

func (c marketCertificates) CertificateIn(ctx context.Context, tx *store.Tx, sessionID string) (*accounts.SignIn, error) {
	s, err := c.accounts.CertificateIn(ctx, tx, sessionID)
	if s == nil || err != nil {
		return nil, err
	}
	return &accounts.SignIn{ID: s.ID, Claims: accounts.Claims(s.Claims)}, nil
}

func (c marketCertificates) Bind(ctx context.Context, tx *store.Tx, signInID, accountID string) error {
	return c.accounts.BindCertificate(ctx, tx, signInID, accountID)
}

func (c marketCertificates) Unbind(ctx context.Context, tx *store.Tx, accountID string) error {
	return c.accounts.UnbindCertificate(ctx, tx, accountID)
}

func (c marketCertificates) NewAccount(ctx context.Context, tx *store.Tx, signInID string, p accounts.Applicant) (string, error) {
	return c.accounts.AccountByCertificate(ctx, tx, signInID, account.NewPerson{
		GivenName: p.GivenName, FamilyName: p.FamilyName, Email: p.Email, Locale: account.Locale(strings.ToUpper(p.Locale)), TermsVersion: p.TermsVersion,
	})
}

// marketOrganisations answers the accounts of the market with the organisations.
type marketOrganisations struct {
	organisations *organisation.Service
	app           *app
}

func asSeen(o *organisation.Organisation) *accounts.Organisation {
	if o == nil {
		return nil
	}
	return &accounts.Organisation{
		ID: o.ID, Name: o.Name, Kind: string(o.Kind), FromDirectory: o.AuthorityID != nil, Dissolved: o.Dissolved, Confirmed: o.Confirmed,
	}
}

func (m marketOrganisations) Organisation(organisationID string) *accounts.Organisation {
	return asSeen(m.organisations.Organisation(organisationID))
}

func (m marketOrganisations) OfARS(ars string) *accounts.Organisation {
	return asSeen(m.organisations.OfARS(ars))
}

func (m marketOrganisations) UnionOf(organisationID string) *accounts.Organisation {
	return asSeen(m.organisations.UnionOf(organisationID))
}

func (m marketOrganisations) DirectoryKind(kind string) bool {
	return organisation.InDirectory(organisation.OrganisationKind(kind))
}

func (m marketOrganisations) Ensure(ctx context.Context, tx *store.Tx, organisationID string) (string, error) {
	return m.organisations.Ensure(ctx, tx, organisationID)
}

func (m marketOrganisations) Propose(ctx context.Context, tx *store.Tx, name, kind string, ars *string) (string, error) {
	return m.organisations.Propose(ctx, tx, organisation.NewOrganisation{Name: name, Kind: organisation.OrganisationKind(kind), RegionARS: ars})
}

func (m marketOrganisations) Confirm(ctx context.Context, tx *store.Tx, organisationID string) error {
	return m.organisations.ConfirmProposed(ctx, tx, organisationID)
}

func (m marketOrganisations) Withdraw(ctx context.Context, tx *store.Tx, organisationID string) error {
	return m.organisations.Withdraw(ctx, tx, organisationID)
}

func (m marketOrganisations) Mailboxes(ctx context.Context, tx *store.Tx, organisationID string) ([]string, error) {
	return m.organisations.Mailboxes(ctx, tx, organisationID)
}

func (m marketOrganisations) MailboxOwner(ctx context.Context, tx *store.Tx, email string) (string, error) {
	return m.organisations.MailboxOwner(ctx, tx, email)
}

func (m marketOrganisations) AddMailboxes(ctx context.Context, tx *store.Tx, organisationID string, emails []string) error {
	return m.organisations.AddMailboxes(ctx, tx, organisationID, emails)
}

func (m marketOrganisations) NoteTaxNumber(ctx context.Context, tx *store.Tx, organisationID, taxNumber string) error {
	return m.organisations.NoteTaxNumber(ctx, tx, organisationID, taxNumber)
}

func (m marketOrganisations) NoteDigitalOfficer(ctx context.Context, tx *store.Tx, organisationID string, c accounts.Contact) error {
	return m.organisations.NoteDigitalOfficer(ctx, tx, organisationID, organisation.ContactPerson(c))
}

func (m marketOrganisations) Admit(ctx context.Context, tx *store.Tx, organisationID, accountID string, roles []string) (string, error) {
	return m.organisations.Admit(ctx, tx, organisationID, accountID, organisation.RolesNamed(roles))
}

// TakeRoles tells the network, too: a membership without any role has ended.
func (m marketOrganisations) TakeRoles(ctx context.Context, tx *store.Tx, organisationID, accountID string, roles []string) error {
	if err := m.organisations.TakeRoles(ctx, tx, organisationID, accountID, organisation.RolesNamed(roles)); err != nil {
		return err
	}
	return m.app.network.Left(ctx, tx, accountID)
}

func (m marketOrganisations) Signatory(ctx context.Context, tx *store.Tx, organisationID, accountID string) (string, error) {
	return m.organisations.SignatoryOf(ctx, tx, organisationID, accountID)
}

func (m marketOrganisations) Manages(ctx context.Context, tx *store.Tx, organisationID, accountID string) (bool, error) {
	return m.organisations.ManagedBy(ctx, tx, organisationID, accountID)
}

func (m marketOrganisations) Employed(ctx context.Context, tx *store.Tx, membershipID string) (string, error) {
	return m.organisations.EmployerOf(ctx, tx, membershipID)
}
