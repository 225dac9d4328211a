package accounts_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"schalter/internal/errs"
	"schalter/internal/mail/idn"
	"schalter/internal/market/accounts"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// town stands where accounts, organisations and mails would be.
type town struct {
	*accounts.Service
	w *testkit.World

	mu sync.Mutex
	// signIns are the last ones by certificate, by session; people the accounts.
	signIns map[string]*accounts.SignIn
	people  map[string]viewer.Standing
	// bound are the certificates of accounts, by fingerprint.
	bound         map[string]string
	organisations map[string]*accounts.Organisation
	mailboxes     map[string][]string
	taxNumbers    map[string]string
	officers      map[string]string
	// roles are those of members, by organisation and account.
	roles map[string][]string
	mails []string
	acts  []string
	// details are those of the acts.
	details []string
	// tokens are those of the links of invitations, in their order.
	tokens []string
}

const (
	bamberg, coburg, union, memberTown = "org_bamberg", "org_coburg", "org_union", "org_member"
	it                                 = "org_it"
	taxNumber                          = "9181081508155"
)

func newTown(t *testing.T, w *testkit.World, limit int) *town {
	t.Helper()
	n := &town{
		w: w, signIns: map[string]*accounts.SignIn{}, bound: map[string]string{}, mailboxes: map[string][]string{coburg: {"rathaus@coburg.example"}},
		taxNumbers: map[string]string{}, officers: map[string]string{}, roles: map[string][]string{},
		people: map[string]viewer.Standing{
			"acc_operator": {AccountID: "acc_operator", Email: "op@betrieb.example", Name: "Olga Operator", Open: true, Role: true},
		},
		organisations: map[string]*accounts.Organisation{
			bamberg:    {ID: bamberg, Name: "Stadt Bamberg", Kind: "KREISFREIE_STADT", FromDirectory: true, Confirmed: true},
			coburg:     {ID: coburg, Name: "Stadt Coburg", Kind: "KREISFREIE_STADT", FromDirectory: true, Confirmed: true},
			union:      {ID: union, Name: "VG Au", Kind: "VERWALTUNGSGEMEINSCHAFT", FromDirectory: true, Confirmed: true},
			memberTown: {ID: memberTown, Name: "Gemeinde Au", Kind: "GEMEINDE", FromDirectory: true, Confirmed: true},
			it:         {ID: it, Name: "IT-Verbund", Kind: "IT_ASSOCIATION", Confirmed: true},
			"org_gone": {ID: "org_gone", Name: "Gemeinde Ehemals", Kind: "GEMEINDE", FromDirectory: true, Confirmed: true, Dissolved: true},
		},
	}
	n.Service = accounts.New(w.DB, accounts.Ports{
		Vault: w.Vault, Platform: w.Platform, Certificates: n, Organisations: n, Persons: n, Notices: n, Audit: n, Limit: limit,
	})
	return n
}

// certificate is a certificate in somebody's name.
func (n *town) certificate(key, name, email string) accounts.Claims {
	number := taxNumber
	c := accounts.Claims{
		AccountID: "login-" + key, Fingerprint: strings.Repeat("0", 64-len(key)) + key, OrganisationName: "Stadt Bamberg", TaxNumber: &number,
		ValidTo: n.w.Clock.Now().AddDate(3, 0, 0),
	}
	if name != "" {
		c.PersonName = &name
	}
	if email != "" {
		c.Email = &email
	}
	c.FunctionalMailbox = name == ""
	return c
}

// signIn signs somebody in by a certificate: an applicant, or an account.
func (n *town) signIn(accountID string, c accounts.Claims) context.Context {
	n.mu.Lock()
	defer n.mu.Unlock()
	session := "ses_" + accountID + c.Fingerprint
	n.signIns[session] = &accounts.SignIn{ID: "csi_" + c.Fingerprint, Claims: c}
	return viewer.With(context.Background(), &viewer.Viewer{AccountID: accountID, SessionID: session, Locale: "de"})
}

func (n *town) operator() context.Context {
	return viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_operator", SessionID: "ses_op", Roles: []viewer.Role{viewer.Operator}})
}

// form asks for Stadt Bamberg.
func form(given, family, email string) accounts.MarketAccountForm {
	id := bamberg
	return accounts.MarketAccountForm{GivenName: given, FamilyName: family, Email: email, OrganisationID: &id}
}

func (n *town) request(ctx context.Context, f accounts.MarketAccountForm, key string) (*accounts.MarketAccount, error) {
	return n.Request(ctx, accounts.Asked{Form: f, IdempotencyKey: key})
}

// active is a person with an approved account.
func (n *town) active(t *testing.T, key, given, family string, maySign bool) *accounts.MarketAccount {
	t.Helper()
	email := strings.ToLower(given) + "@bamberg.example"
	f := form(given, family, email)
	if maySign {
		evidence := "Beschluss des Stadtrats vom 3. Mai 2026"
		f.MaySign, f.Evidence = true, &evidence
	}
	a, err := n.request(n.signIn("", n.certificate(key, given+" "+family, email)), f, key)
	if err != nil {
		t.Fatal(err)
	}
	a, err = n.Decide(n.operator(), accounts.Decision{ID: a.ID, ExpectedVersion: a.Version, Approve: true, MaySign: maySign})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (n *town) in(t *testing.T, fn func(context.Context, *store.Tx) error) {
	t.Helper()
	if err := n.w.DB.Tx(viewer.System(context.Background(), "test"), fn); err != nil {
		t.Fatal(err)
	}
}

func (n *town) CertificateIn(_ context.Context, _ *store.Tx, sessionID string) (*accounts.SignIn, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.signIns[sessionID], nil
}

func (n *town) Bind(_ context.Context, _ *store.Tx, signInID, accountID string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if owner := n.bound[signInID]; owner != "" && owner != accountID {
		return errs.Refuse(errs.CertificateInUse)
	}
	for fingerprint, owner := range n.bound {
		if owner == accountID {
			delete(n.bound, fingerprint)
		}
	}
	n.bound[signInID] = accountID
	return nil
}

func (n *town) Unbind(_ context.Context, _ *store.Tx, accountID string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	for fingerprint, owner := range n.bound {
		if owner == accountID {
			delete(n.bound, fingerprint)
		}
	}
	return nil
}

func (n *town) NewAccount(ctx context.Context, tx *store.Tx, signInID string, p accounts.Applicant) (string, error) {
	n.mu.Lock()
	accountID := "acc_" + idn.Key(p.Email)
	n.people[accountID] = viewer.Standing{AccountID: accountID, Email: p.Email, Name: p.GivenName + " " + p.FamilyName, Open: true}
	n.mu.Unlock()
	return accountID, n.Bind(ctx, tx, signInID, accountID)
}

func (n *town) Organisation(id string) *accounts.Organisation {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.organisations[id]
}

func (n *town) OfARS(ars string) *accounts.Organisation {
	return n.Organisation(map[string]string{"094610000000": bamberg, "094630000000": coburg}[ars])
}

func (n *town) UnionOf(id string) *accounts.Organisation {
	if id == memberTown {
		return n.Organisation(union)
	}
	return nil
}

func (n *town) DirectoryKind(kind string) bool {
	return slices.Contains([]string{"GEMEINDE", "KREISFREIE_STADT", "VERWALTUNGSGEMEINSCHAFT", "LANDKREIS", "BEZIRK"}, kind)
}

func (n *town) Ensure(_ context.Context, _ *store.Tx, id string) (string, error) { return id, nil }

func (n *town) Propose(_ context.Context, _ *store.Tx, name, kind string, _ *string) (string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	id := fmt.Sprint("org_new_", len(n.organisations))
	n.organisations[id] = &accounts.Organisation{ID: id, Name: name, Kind: kind}
	return id, nil
}

func (n *town) Confirm(_ context.Context, _ *store.Tx, id string) error {
	n.Organisation(id).Confirmed = true
	return nil
}

func (n *town) Withdraw(_ context.Context, _ *store.Tx, id string) error {
	if o := n.Organisation(id); o != nil && !o.Confirmed {
		n.mu.Lock()
		defer n.mu.Unlock()
		delete(n.organisations, id)
	}
	return nil
}

func (n *town) Mailboxes(_ context.Context, _ *store.Tx, id string) ([]string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return slices.Clone(n.mailboxes[id]), nil
}

func (n *town) MailboxOwner(_ context.Context, _ *store.Tx, email string) (string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for id, list := range n.mailboxes {
		if slices.ContainsFunc(list, func(m string) bool { return idn.Same(m, email) }) {
			return id, nil
		}
	}
	return "", nil
}

func (n *town) AddMailboxes(_ context.Context, _ *store.Tx, id string, emails []string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.mailboxes[id] = append(n.mailboxes[id], emails...)
	return nil
}

func (n *town) NoteTaxNumber(_ context.Context, _ *store.Tx, id, number string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.taxNumbers[id] = number
	return nil
}

func (n *town) NoteDigitalOfficer(_ context.Context, _ *store.Tx, id string, c accounts.Contact) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.officers[id] = c.Name
	return nil
}

func (n *town) Admit(_ context.Context, _ *store.Tx, organisationID, accountID string, roles []string) (string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	key := organisationID + " " + accountID
	for _, r := range roles {
		if !slices.Contains(n.roles[key], r) {
			n.roles[key] = append(n.roles[key], r)
		}
	}
	return "mem_" + accountID, nil
}

func (n *town) TakeRoles(_ context.Context, _ *store.Tx, organisationID, accountID string, roles []string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	key := organisationID + " " + accountID
	n.roles[key] = slices.DeleteFunc(n.roles[key], func(r string) bool { return slices.Contains(roles, r) })
	return nil
}

func (n *town) rolesOf(organisationID, accountID string) string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return strings.Join(n.roles[organisationID+" "+accountID], " ")
}

func (n *town) Signatory(_ context.Context, _ *store.Tx, organisationID, accountID string) (string, error) {
	if strings.Contains(n.rolesOf(organisationID, accountID), "SIGNATORY") {
		return "mem_" + accountID, nil
	}
	return "", nil
}

func (n *town) Manages(_ context.Context, _ *store.Tx, organisationID, accountID string) (bool, error) {
	return strings.Contains(n.rolesOf(organisationID, accountID), "ADMIN"), nil
}

func (n *town) Employed(_ context.Context, _ *store.Tx, membershipID string) (string, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for key := range n.roles {
		if organisationID, accountID, _ := strings.Cut(key, " "); "mem_"+accountID == membershipID {
			return organisationID, nil
		}
	}
	return "", nil
}

func (n *town) Hold(_ context.Context, _ *store.Tx, accountID string) (viewer.Standing, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.people[accountID], nil
}

func (n *town) Identify(ctx context.Context, tx *store.Tx, accountIDs []string) (list []viewer.Standing, err error) {
	for _, accountID := range accountIDs {
		one, err := n.Hold(ctx, tx, accountID)
		if err != nil {
			return nil, err
		}
		list = append(list, one)
	}
	return list, nil
}

func (n *town) Same(a, b viewer.Standing) bool {
	return a.AccountID == b.AccountID || idn.Same(a.Email, b.Email) || a.Name == b.Name
}

func (n *town) MarketAccountApproved(_ context.Context, _ *store.Tx, accountID, organisation string, maySign bool) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.mails = append(n.mails, fmt.Sprint("approved ", accountID, " ", organisation, " ", maySign))
	return nil
}

func (n *town) MarketAccountRejected(_ context.Context, _ *store.Tx, accountID, organisation, note string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.mails = append(n.mails, fmt.Sprint("rejected ", accountID, " ", organisation, ": ", note))
	return nil
}

func (n *town) Invited(_ context.Context, _ *store.Tx, in accounts.Invited) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.mails = append(n.mails, fmt.Sprint("invited ", in.Email, " ", in.Organisation, " by ", in.By, ", by certificate: ", in.ByCertificate))
	n.tokens = append(n.tokens, in.Token)
	return nil
}

func (n *town) Record(_ context.Context, _ *store.Tx, by *viewer.Viewer, action, _, organisationID, detail string) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.acts = append(n.acts, strings.Join([]string{by.AccountID, action, organisationID}, " "))
	n.details = append(n.details, detail)
	return nil
}

// rule is the first refused rule of an error with its sentence and field, or the code of a fault.
func rule(err error) string {
	if r := errs.AsRefusal(err); r != nil {
		p := r.Problems[0]
		return strings.Join(strings.Fields(fmt.Sprint(p.Rule, " ", p.Text, " ", strings.Join(p.Field, "."))), " ")
	}
	return string(errs.CodeOf(err))
}

func of[T any](v T) *T { return &v }

var onePage = pagination.Request{Limit: 20}
