package contracts_test

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/market/accounts"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/contracts"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

const (
	land, fitko, stmd, stmb, baykommun = "org_land", "org_fitko", "org_stmd", "org_stmb", "org_baykommun"
	bamberg, coburg, member, union     = "org_bamberg", "org_coburg", "org_member", "org_union"
	wohngeld                           = "off_wohngeld"
)

// town stands where the catalogue, organisations, certificates and rights would be.
type town struct {
	*contracts.Service
	w *testkit.World

	mu sync.Mutex
	// signs are the organisations that an account may sign for, shared the accounts that several use, certificates those of sessions.
	signs        map[string][]string
	shared       map[string]bool
	certificates map[string]*contracts.Certificate
	effects      []string
	acts         []string
	orders       int
	seal         evidence.SealSigner
	version      *catalogue.OfferingVersion
}

func newTown(t testing.TB, w *testkit.World) *town {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	certificate, err := evidence.SelfIssued("Siegel der Prüfung", key, w.Clock.Now().Add(-time.Hour), w.Clock.Now().AddDate(5, 0, 0))
	if err != nil {
		t.Fatal(err)
	}
	note := "Bitte melden"
	n := &town{
		w: w, signs: map[string][]string{"acc_mayor": {bamberg}, "acc_deputy": {bamberg}, "acc_grantor": {baykommun}, "acc_union": {union, member}, "acc_coburg": {coburg}},
		shared: map[string]bool{}, certificates: map[string]*contracts.Certificate{},
		seal: evidence.SealSigner{Key: key, Chain: []*x509.Certificate{certificate}},
		version: &catalogue.OfferingVersion{ID: "ofv_1", OfferingID: wohngeld, Version: 1, ValidFrom: w.Clock.Now(), Sheet: catalogue.Sheet{
			Kind: catalogue.EfA, ProviderID: land, CostClass: catalogue.Free, CitizenSupport: catalogue.ByMunicipality, NoteVersion: 1, ServiceIDs: []string{"srv_wohngeld"},
			Texts: []*catalogue.OfferingText{{Locale: catalogue.German, Name: "Wohngeld", Summary: "Antrag auf Wohngeld.", Description: "Erster Absatz.\n\nZweiter Absatz.", CostNote: &note}},
		}},
	}
	n.Service = contracts.New(w.DB, contracts.Ports{
		Vault: w.Vault, Platform: w.Platform, Offerings: n, Services: n, Organisations: n, Signing: n, Certificates: n, Sealer: n, Effects: n, Audit: audit{n}, Creator: "Schalter",
	})
	return n
}

func (n *town) as(accountID string, organisations ...string) context.Context {
	v := &viewer.Viewer{AccountID: accountID, SessionID: "ses_" + accountID, Locale: "de"}
	for _, o := range organisations {
		v.Memberships = append(v.Memberships, viewer.Membership{ID: "mem_" + accountID, OrganisationID: o, Buyer: true, Signatory: true})
	}
	return viewer.With(context.Background(), v)
}

func (n *town) operator() context.Context {
	return viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_operator", SessionID: "ses_op", Roles: []viewer.Role{viewer.Operator}, Locale: "de"})
}

// mayor signs for Bamberg, grantor for BayKommun; both have just signed in by certificate.
func (n *town) mayor() context.Context   { return n.signedIn("acc_mayor", bamberg) }
func (n *town) deputy() context.Context  { return n.signedIn("acc_deputy", bamberg) }
func (n *town) grantor() context.Context { return n.signedIn("acc_grantor", baykommun) }

func (n *town) signedIn(accountID string, organisations ...string) context.Context {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.certificates["ses_"+accountID] = &contracts.Certificate{Fingerprint: strings.Repeat("ab", 32), At: n.w.Clock.Now()}
	return n.as(accountID, organisations...)
}

// today is a day from now on.
func (n *town) today(days int) string {
	return n.w.Clock.Now().AddDate(0, 0, days).Format(time.DateOnly)
}

func (n *town) link(t testing.TB, level contracts.ContractLevel, parent *contracts.Contract, grantor, grantee string, change ...func(*contracts.ContractRecordInput)) *contracts.Contract {
	t.Helper()
	c, err := n.Record(n.operator(), n.recording(level, parent, grantor, grantee, change...))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (n *town) recording(level contracts.ContractLevel, parent *contracts.Contract, grantor, grantee string, change ...func(*contracts.ContractRecordInput)) contracts.ContractRecordInput {
	n.mu.Lock()
	n.orders++
	in := contracts.ContractRecordInput{
		Level: level, OfferingID: wohngeld, GrantorID: grantor, GranteeID: grantee, State: contracts.Effective, EffectiveFrom: of("2024-01-01"),
		NoticePeriodMonths: of(6), IdempotencyKey: fmt.Sprint("record-", n.orders),
	}
	n.mu.Unlock()
	if parent != nil {
		in.ParentID = &parent.ID
	}
	for _, c := range change {
		c(&in)
	}
	return in
}

// chain is an effective one from the provider to BayKommun, with a template.
func (n *town) chain(t testing.TB) []*contracts.Contract {
	t.Helper()
	if _, err := n.SaveTemplate(n.operator(), demoTemplate(t)); err != nil && rule(err) != "STALE" {
		t.Fatal(err)
	}
	top := n.link(t, contracts.Provision, nil, land, fitko)
	middle := n.link(t, contracts.Reuse, top, fitko, stmd)
	return []*contracts.Contract{top, middle, n.link(t, contracts.SubReuse, middle, stmd, baykommun)}
}

// demoTemplate is that of the demonstration.
func demoTemplate(t testing.TB) contracts.ContractTemplateSaveInput {
	t.Helper()
	text := func(name string) string {
		b, err := os.ReadFile(filepath.Join("../../demo/market/templates", name+".de.md"))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	return contracts.ContractTemplateSaveInput{
		Level: contracts.SubSubReuse, Body: text("SUB_SUB_REUSE"), ValidFrom: "2026-01-01", Annexes: []*contracts.ContractAnnex{
			{Title: "Datenschutz", Body: text("annex-data-protection")}, {Title: "Einrichtungsdaten", Body: text("annex-set-up")}, {Title: "Steckbrief", Body: text("annex-sheet")},
		},
	}
}

// offer makes the contract of a new order.
func (n *town) offer(t testing.TB, grantee string) *contracts.Contract {
	t.Helper()
	c, err := n.tryOffer(grantee)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (n *town) tryOffer(grantee string) (*contracts.Contract, error) {
	n.mu.Lock()
	n.orders++
	orderID := fmt.Sprint("ord_", n.orders)
	n.mu.Unlock()
	return n.offerOf(grantee, orderID)
}

// offerFor offers the contract of an order of Bamberg that was there before.
func (n *town) offerFor(t testing.TB, orderID string) *contracts.Contract {
	t.Helper()
	c, err := n.offerOf(bamberg, orderID)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (n *town) offerOf(grantee, orderID string) (*contracts.Contract, error) {
	in := contracts.NewOffer{
		OrderID: orderID, OrderReference: "BE-1", OfferingID: wohngeld, OfferingVersionID: "ofv_1", GranteeID: grantee, SignerID: grantee,
		Facts: contracts.OrderFacts{Vendor: "Muster Software", Note: "**kein** Markdown", InterfaceCostsAcknowledgedAt: n.w.Clock.Now()},
	}
	if grantee == member {
		in.SignerID = union
	}
	var contractID string
	err := n.w.DB.Tx(viewer.System(context.Background(), "test"), func(ctx context.Context, tx *store.Tx) (err error) {
		contractID, err = n.Offer(ctx, tx, in)
		return err
	})
	if err != nil {
		return nil, err
	}
	return n.Contract(n.operator(), contractID)
}

// signed signs as somebody.
func (n *town) signed(ctx context.Context, c *contracts.Contract) (*contracts.Contract, error) {
	n.mu.Lock()
	n.orders++
	key := fmt.Sprint("sign-", n.orders)
	n.mu.Unlock()
	return n.Sign(ctx, contracts.ContractSignInput{ContractID: c.ID, DocumentDigest: *c.DocumentDigest, IdempotencyKey: key})
}

// effective is a contract that both sides signed.
func (n *town) effective(t testing.TB, grantee string) *contracts.Contract {
	t.Helper()
	c := n.offer(t, grantee)
	signer := map[string]string{bamberg: "acc_mayor", coburg: "acc_coburg", member: "acc_union"}[grantee]
	at := grantee
	if grantee == member {
		at = union
	}
	if _, err := n.signed(n.signedIn(signer, at), c); err != nil {
		t.Fatal(err)
	}
	c, err := n.signed(n.grantor(), c)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (n *town) now(t testing.TB, c *contracts.Contract) *contracts.Contract {
	t.Helper()
	c, err := n.Contract(n.operator(), c.ID)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func (n *town) file(t testing.TB, ctx context.Context, c *contracts.Contract, signed bool) []byte {
	t.Helper()
	link := n.Link(ctx, c, signed)
	if link == nil {
		t.Fatal("no document")
		return nil
	}
	name, ticket, _ := strings.Cut(strings.TrimPrefix(link.Path, "/contract-files/"), "?ticket=")
	if err := n.CheckTicket(viewer.From(ctx), name, ticket); err != nil {
		t.Fatal(err)
	}
	pdf, _, err := n.OpenFile(ctx, name)
	if err != nil {
		t.Fatal(err)
	}
	return pdf
}

func (n *town) take() (effects []string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	effects, n.effects = n.effects, nil
	return effects
}

func (n *town) Offering(id string) *catalogue.Offering {
	if id != wohngeld {
		return nil
	}
	return &catalogue.Offering{ID: wohngeld, State: catalogue.Orderable, Current: n.version}
}

func (n *town) Version(context.Context, string) (*catalogue.OfferingVersion, error) {
	return n.version, nil
}
func (n *town) Procedure(string) *catalogue.SpecialistProcedure { return nil }
func (n *town) ServiceName(string) (name, key string)           { return "Wohngeld", "99107023017000" }

func (n *town) Party(id string) *contracts.Party {
	kinds := map[string]string{
		land: "STATE", fitko: "FEDERAL_BROKER", stmd: "STATE_MINISTRY", stmb: "STATE_MINISTRY", baykommun: "INTERMEDIARY", bamberg: "KREISFREIE_STADT", coburg: "KREISFREIE_STADT",
		member: "GEMEINDE", union: "VERWALTUNGSGEMEINSCHAFT",
	}
	if kinds[id] == "" {
		return nil
	}
	return &contracts.Party{ID: id, Name: "Name von " + id, Kind: kinds[id], ARS: "094610000000"}
}

func (n *town) Ensure(_ context.Context, _ *store.Tx, id string) (string, error) { return id, nil }

func (n *town) MaySign(_ context.Context, _ *store.Tx, v *viewer.Viewer, organisationID, _ string) (*accounts.Signer, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if !slices.Contains(n.signs[v.AccountID], organisationID) {
		return nil, errs.RefuseText(errs.NotAuthorisedToSign, "not_authorised_to_sign", nil)
	}
	at := organisationID
	if organisationID == member {
		at = union
	}
	return &accounts.Signer{AccountID: "mac_" + v.AccountID, OrganisationID: at, Shared: n.shared[v.AccountID]}, nil
}

func (n *town) Signable(_ context.Context, _ *store.Tx, v *viewer.Viewer, _ string) (map[string]bool, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	found := map[string]bool{}
	for _, organisationID := range n.signs[v.AccountID] {
		found[organisationID] = true
	}
	return found, nil
}

func (n *town) Fresh(_ context.Context, tx *store.Tx, v *viewer.Viewer, maxAge time.Duration) (*contracts.Certificate, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	c := n.certificates[v.SessionID]
	if c == nil || tx.Now.Sub(c.At) > maxAge {
		return nil, errs.Refuse(errs.CertificateSignInRequired)
	}
	return c, nil
}

func (n *town) Name(_ context.Context, _ *store.Tx, accountID string) (string, error) {
	return "Person " + accountID, nil
}

func (n *town) SealPDF(pdf []byte, at time.Time) ([]byte, error) {
	return n.seal.SealPDF(pdf, "Siegel", at)
}

func (n *town) noteEffect(what string, c *contracts.Contract) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.effects = append(n.effects, what+" "+*c.OrderID)
	return nil
}

func (n *town) Signed(_ context.Context, _ *store.Tx, c *contracts.Contract, p contracts.ContractParty) error {
	return n.noteEffect("signed "+string(p), c)
}
func (n *town) Effective(_ context.Context, _ *store.Tx, c *contracts.Contract) error {
	return n.noteEffect("effective", c)
}
func (n *town) OnHold(_ context.Context, _ *store.Tx, c *contracts.Contract) error {
	return n.noteEffect("on hold", c)
}
func (n *town) Resumed(_ context.Context, _ *store.Tx, c *contracts.Contract) error {
	return n.noteEffect("resumed", c)
}
func (n *town) Ending(_ context.Context, _ *store.Tx, c, terminated *contracts.Contract) error {
	if terminated.ID == c.ID {
		return n.noteEffect("ending", c)
	}
	return n.noteEffect("ending with "+string(terminated.Level)+": "+terminated.TerminationNotice.Reason, c)
}
func (n *town) EndAgreed(_ context.Context, _ *store.Tx, c *contracts.Contract, before string) error {
	return n.noteEffect("end agreed instead of "+before, c)
}
func (n *town) Declined(_ context.Context, _ *store.Tx, c *contracts.Contract) error {
	return n.noteEffect("declined", c)
}
func (n *town) Ended(_ context.Context, _ *store.Tx, c *contracts.Contract) error {
	return n.noteEffect("ended", c)
}

// audit is the recorder: the service's own Record is another method.
type audit struct{ *town }

func (a audit) Record(_ context.Context, _ *store.Tx, by *viewer.Viewer, action, _, organisationID, _ string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.acts = append(a.acts, strings.Join([]string{by.AccountID, action, organisationID}, " "))
	return nil
}

// rule is the first refused rule of an error with its sentence and field, or the code of a fault.
func rule(err error) string {
	if r := errs.AsRefusal(err); r != nil {
		p := r.Problems[0]
		return strings.Join(strings.Fields(fmt.Sprint(p.Rule, " ", p.Text, " ", strings.Join(p.Field, "."))), " ")
	}
	if err == nil {
		return ""
	}
	return string(errs.CodeOf(err))
}

func of[T any](v T) *T { return &v }

var onePage = pagination.Request{Limit: 100}
