package app

import (
	"context"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"errors"
	"sync"
	"time"

	"schalter/graph/model"
	"schalter/internal/account"
	"schalter/internal/delivery"
	"schalter/internal/delivery/outbound"
	"schalter/internal/directory"
	"schalter/internal/id"
	"schalter/internal/organisation"
	"schalter/internal/postal"
	"schalter/internal/postbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/retention"
	"schalter/internal/safehttp"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
	"schalter/internal/web"
)

// maxRevocationList is the size of the largest list of revoked certificates that is read, in bytes.
const maxRevocationList = 16 << 20

// wireOrganisations gives the organisations their ports.
func (a *app) wireOrganisations() {
	p := organisation.Ports{
		Vault: a.vault, Platform: a.platform, Directory: competence{a.directory}, Persons: a.people, Letters: a.accounts,
		Notices: a.mailer, Audit: a.audit, Cases: departures{a.postbox, a.outbound}, Limits: delivery.MaxMessageBytes, GatewayAddress: a.cfg.GatewayAddress,
		Fetcher: safehttp.New(maxRevocationList), Market: memberships{a.marketAccounts, a},
	}
	if a.cfg.GatewayAddress != "" {
		p.Prober = a.outbound
	}
	if a.cfg.Demo {
		p.RequestsPerNetwork = plentyOfRequests
	}
	a.organisations.SetPorts(p)
}

// plentyOfRequests replaces the limit of connect requests of a network in the demo, where everybody is on one network.
const plentyOfRequests = 1_000_000

// organisationKind is the kind of organisation that usually runs an authority of a kind.
var organisationKind = map[directory.AuthorityKind]organisation.OrganisationKind{
	directory.KindGemeinde: organisation.Gemeinde, directory.KindVerwaltungsgemeinschaft: organisation.Verwaltungsgemeinschaft,
	directory.KindKreisfreieStadt: organisation.KreisfreieStadt, directory.KindLandratsamt: organisation.Landkreis,
	directory.KindBezirk: organisation.Bezirk, directory.KindRegierung: organisation.Regierung, directory.KindMinistry: organisation.StateMinistry,
	directory.KindIHK: organisation.Chamber, directory.KindHWK: organisation.Chamber, directory.KindHealthOffice: organisation.HealthOffice,
}

// Facts answers the organisations with the directory.
func (c competence) Facts(authorityID string) (organisation.AuthorityFacts, bool) {
	a := c.directory.Snapshot().Authority(authorityID)
	if a == nil {
		return organisation.AuthorityFacts{}, false
	}
	f := organisation.AuthorityFacts{Name: a.Name, Kind: organisation.Other}
	if kind, ok := organisationKind[a.Kind]; ok {
		f.Kind = kind
	}
	if r := a.Region(); r != nil {
		f.RegionARS = &r.ARS
	}
	// Street and house number are not in the directory: a post box is what makes an address whole.
	if a.PostBox != nil && a.SeatCity != nil && a.SeatPostalCode != nil {
		f.Address = &postal.Address{Recipient: a.Name, Addition: a.PostBox, PostalCode: a.SeatPostalCode, City: *a.SeatCity, Country: "DE"}
	}
	return f, true
}

// Territories answers the organisations with the directory.
func (c competence) Territories() (all []organisation.Territory) {
	snapshot := c.directory.Snapshot()
	for _, nodeID := range snapshot.IDs() {
		if !id.Is(id.Authority, nodeID) {
			continue
		}
		if t, ok := territoryOf(snapshot.Authority(nodeID)); ok {
			all = append(all, t)
		}
	}
	return all
}

// territoryOf is the organisation that an authority acts for, where it is one that the directory has all of.
func territoryOf(a *directory.Authority) (organisation.Territory, bool) {
	t := organisation.Territory{AuthorityID: a.ID, Name: a.Name, Kind: organisationKind[a.Kind], Dissolved: a.Dissolved()}
	switch a.Kind {
	case directory.KindGemeinde, directory.KindVerwaltungsgemeinschaft, directory.KindBezirk:
		t.ARS = a.Areas()[0].ARS
	case directory.KindKreisfreieStadt:
		// Its area is the Kreis that it is.
		t.ARS = a.Areas()[0].ARS
		if seat := a.Region(); seat != nil {
			t.ARS = seat.ARS
		}
	case directory.KindLandratsamt:
		t.ARS, t.Name = a.Areas()[0].ARS, "Landkreis "+a.Areas()[0].Name
	default:
		return organisation.Territory{}, false
	}
	return t, true
}

// Dissolved answers the organisations with the directory.
func (c competence) Dissolved(authorityID string) bool {
	a := c.directory.Snapshot().Authority(authorityID)
	return a != nil && a.Dissolved()
}

// departures passes on to cases and gateway that an authority, a member or a channel is gone. The gateway is there also when it is
// switched off.
type departures struct {
	cases   *postbox.Service
	gateway *outbound.Service
}

func (l departures) AuthorityDissolved(ctx context.Context, tx *store.Tx, authorityID string) error {
	return l.cases.AuthorityDissolved(ctx, tx, authorityID)
}

func (l departures) Unassign(ctx context.Context, tx *store.Tx, membershipID string) error {
	return l.cases.Inbox.Unassign(ctx, tx, membershipID)
}

func (l departures) Closed(ctx context.Context, tx *store.Tx, authorityID string) error {
	if err := l.cases.Gateway.Closed(ctx, tx, authorityID); err != nil {
		return err
	}
	return l.gateway.Closed(ctx, tx, authorityID)
}

func (l departures) UseOfClasses(ctx context.Context, authorityID string) (map[string]retention.Use, error) {
	return l.cases.Inbox.UseOfClasses(ctx, authorityID)
}

func (l departures) RetentionChanged(ctx context.Context, tx *store.Tx, authorityID, first string) error {
	return sides.RetentionChanged(ctx, tx, authorityID, first)
}

// channels answers the gateway with the channels of organisations.
type channels struct {
	*organisation.Service
	directory competence
}

func (c channels) Mailbox(ctx context.Context, authorityID string) (*delivery.Mailbox, error) {
	m, err := c.Service.Mailbox(ctx, authorityID)
	if errors.Is(err, organisation.ErrClosed) {
		return nil, delivery.ErrClosed
	}
	if errors.Is(err, organisation.ErrNoMailbox) {
		return nil, delivery.ErrNoMailbox
	}
	if err != nil {
		return nil, err
	}
	return &delivery.Mailbox{
		AuthorityID: m.AuthorityID, Name: c.directory.AuthorityName(authorityID), Address: m.Address, Profile: string(m.Profile),
		LegacyAllowed: m.LegacyAllowed, MailLimit: m.MailLimit, Suspended: m.Suspended, Encryption: m.Encryption, Trial: m.Trial,
		EncryptionName: m.EncryptionName, TrialName: m.TrialName,
	}, nil
}

func (c channels) TestAnswered(ctx context.Context, tx *store.Tx, testID, nonce string) error {
	err := c.Service.TestAnswered(ctx, tx, testID, nonce)
	if errors.Is(err, organisation.ErrNoTest) {
		return delivery.ErrNoTest
	}
	return err
}

// letterFiles answers HTTP with the files of batches of letters.
type letterFiles struct{ accounts *account.Service }

func (l letterFiles) Open(ctx context.Context, name string) (*web.WholeFile, error) {
	f, err := l.accounts.OpenBatchFile(ctx, name)
	if err != nil {
		return nil, err
	}
	return &web.WholeFile{Content: f.Content, Filename: f.Filename, MediaType: f.MediaType}, nil
}

func (l letterFiles) CheckTicket(v *viewer.Viewer, name, ticket string) error {
	return l.accounts.CheckBatchTicket(v, name, ticket)
}

// publicKeys answers GraphQL with the keys that everybody may know. Reading them opens every key, and anybody may ask: the answer is
// cached for a minute.
type publicKeys struct {
	app   *app
	mu    sync.Mutex
	known *model.PlatformKeys
	until time.Time
}

const publishedFor = time.Minute

func (p *publicKeys) PlatformKeys(ctx context.Context) (*model.PlatformKeys, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.app.clock.Now()
	if p.known == nil || !now.Before(p.until) {
		keys, err := p.read(ctx)
		if err != nil {
			return nil, err
		}
		p.known, p.until = keys, now.Add(publishedFor)
	}
	keys := *p.known
	log, err := p.log(ctx)
	keys.Log = log
	return &keys, err
}

func (p *publicKeys) read(ctx context.Context) (_ *model.PlatformKeys, err error) {
	keys := &model.PlatformKeys{SealCertificate: platformCertificate(p.app.platform.SealCertificate())}
	if pairs := p.app.platform.SMIME(); len(pairs) > 0 && p.app.cfg.GatewayAddress != "" {
		keys.GatewayEmail, keys.GatewayCertificate = &p.app.cfg.GatewayAddress, platformCertificate(pairs[0])
	}
	keys.SealKeys, err = p.sealKeys(ctx)
	return keys, err
}

// sealKeys are those that signed manifests and records, the oldest first; destroyed ones still verify.
func (p *publicKeys) sealKeys(ctx context.Context) (list []*model.SealKey, err error) {
	all, err := p.app.platform.List(ctx)
	if err != nil {
		return nil, err
	}
	for _, k := range all {
		public := p.app.platform.Public(vault.Seal, k.ID)
		if k.Purpose != vault.Seal || public == nil {
			continue
		}
		list = append(list, &model.SealKey{
			ID: k.ID, PublicKey: base64.StdEncoding.EncodeToString(public), Active: k.State == "ACTIVE", Since: k.CreatedAt.UTC(),
		})
	}
	return list, nil
}

func (p *publicKeys) log(ctx context.Context) (*model.TransparencyLog, error) {
	key, err := p.app.treelog.VerifierKey()
	if err != nil {
		return nil, err
	}
	t := &model.TransparencyLog{Origin: p.app.treelog.Origin, VerifierKey: key, CheckpointURL: p.app.cfg.BaseURL + "/log/checkpoint"}
	last, err := p.app.treelog.Checkpoint(ctx)
	if err == nil && last != nil {
		t.Size = int(last.Size)
	}
	return t, err
}

func platformCertificate(pair vault.KeyPair) *model.PlatformCertificate {
	sum := sha256.Sum256(pair.Certificate.Raw)
	c := &model.PlatformCertificate{
		Subject: pair.Certificate.Subject.String(), Issuer: pair.Certificate.Issuer.String(), Fingerprint: hex.EncodeToString(sum[:]),
		NotAfter: pair.Certificate.NotAfter.UTC().Truncate(time.Microsecond),
	}
	for _, one := range append([]*x509.Certificate{pair.Certificate}, pair.Chain...) {
		c.Pem += string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: one.Raw}))
	}
	return c
}
