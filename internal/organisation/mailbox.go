package organisation

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"time"

	"schalter/ent"
	"schalter/ent/certificate"
	"schalter/ent/channel"
	"schalter/internal/cms"
	"schalter/internal/errs"
	"schalter/internal/mail/idn"
	"schalter/internal/viewer"
)

// ErrNoMailbox is returned for an authority that has no S/MIME mailbox, not even one that is being set up.
var ErrNoMailbox = errors.New("the authority has no mailbox for S/MIME")

// ErrClosed is the ErrNoMailbox of an authority whose channel was closed.
var ErrClosed = fmt.Errorf("the authority's channel is closed: %w", ErrNoMailbox)

// Mailbox is an authority's own mailbox for S/MIME, as the gateway needs it.
type Mailbox struct {
	AuthorityID, Name, Address string
	// Profile is empty before the first connection test was answered.
	Profile CryptoProfile
	// LegacyAllowed says that an operator allows LEGACY now.
	LegacyAllowed bool
	// MailLimit is the largest mail in bytes that the mailbox takes.
	MailLimit int64
	// Suspended says that no message is to be sent to it now; tests are.
	Suspended bool
	// Encryption is the certificate to encrypt messages to: for this address, valid now, not revoked, of those that were there at
	// the last test that was answered the last to begin; of the others only when there is no such one. Nil when there is none.
	Encryption *x509.Certificate
	// Trial is the certificate to encrypt a connection test to: as Encryption, the last to begin of all. An answer proves that the
	// authority has its key.
	Trial *x509.Certificate
	// EncryptionName and TrialName are the addresses by which those two are for the mailbox: its own, or its gateway's.
	EncryptionName, TrialName string
	// Signing are the certificates whose signatures count now.
	Signing []*x509.Certificate
	// untested says that a certificate which counts now was not there at the last test that was answered.
	untested bool
}

// Mailbox reads an authority's mailbox; ErrNoMailbox when it has none. A mailbox that was left for the inbox still takes what
// was on its way.
func (s *Service) Mailbox(ctx context.Context, authorityID string) (_ *Mailbox, err error) {
	defer errs.Wrap(&err, "organisation.Mailbox(%s)", authorityID)
	ctx = viewer.System(ctx, "mailbox")
	row, err := s.db.Client().Channel.Get(ctx, authorityID)
	if ent.IsNotFound(err) {
		return nil, ErrNoMailbox
	}
	if err != nil {
		return nil, err
	}
	return s.loadMailbox(ctx, s.db.Client(), row, s.db.Clock().Now())
}

func (s *Service) loadMailbox(ctx context.Context, client *ent.Client, row *ent.Channel, now time.Time) (*Mailbox, error) {
	switch {
	case row.State == channel.StateCLOSED:
		return nil, ErrClosed
	case row.Email == nil:
		return nil, ErrNoMailbox
	}
	m := &Mailbox{
		AuthorityID: row.ID, Address: idn.ASCII(*row.Email), LegacyAllowed: row.LegacyUntil != nil && now.Before(*row.LegacyUntil), MailLimit: DefaultMailLimit,
		Suspended: row.State != channel.StateACTIVE || row.Profile == nil || s.isDissolved(row.ID),
	}
	if facts, ok := s.ports.Directory.Facts(row.ID); ok {
		m.Name = facts.Name
	}
	if row.Profile != nil {
		m.Profile = CryptoProfile(*row.Profile)
	}
	if row.MailLimitBytes != nil {
		m.MailLimit = *row.MailLimitBytes
	}
	rows, err := liveCertificates(ctx, client, row.ID)
	if err != nil {
		return nil, err
	}
	tested, err := lastAnswered(ctx, client, row.ID)
	if err != nil {
		return nil, err
	}
	return m, m.addKeys(rows, tested, now)
}

// addKeys sorts certificates by what they are good for now; tested is when the last test began that was answered.
func (m *Mailbox) addKeys(rows []*ent.Certificate, tested, now time.Time) error {
	encryptionProven := false
	for _, row := range rows {
		if row.Revocation == certificate.RevocationREVOKED || now.Before(row.NotBefore) || now.After(row.NotAfter) {
			continue
		}
		x, err := x509.ParseCertificate(row.Der)
		if err != nil {
			return err
		}
		if !isForMailbox(row, x, m.Address) {
			continue
		}
		known := wasTested(row, tested)
		m.untested = m.untested || !known
		if row.ForSigning {
			m.Signing = append(m.Signing, x)
		}
		if !row.ForEncryption {
			continue
		}
		if beginsLater(x, m.Trial) {
			m.Trial, m.TrialName = x, m.nameIn(x)
		}
		if known && !encryptionProven || known == encryptionProven && beginsLater(x, m.Encryption) {
			m.Encryption, m.EncryptionName, encryptionProven = x, m.nameIn(x), known
		}
	}
	return nil
}

// nameIn is the address by which a certificate that counts is for the mailbox: its own, or the gateway's.
func (m *Mailbox) nameIn(x *x509.Certificate) string {
	if isForAddress(x, m.Address) {
		return m.Address
	}
	return cms.Addresses(x)[0]
}

// beginsLater reports whether a certificate begins after another one; any does after none.
func beginsLater(x, than *x509.Certificate) bool {
	return than == nil || x.NotBefore.After(than.NotBefore)
}

// BySigner lists the authorities that registered a certificate for signing which is for their present mailbox, by the SHA-256 of
// its DER form; removed and revoked ones do not count.
func (s *Service) BySigner(ctx context.Context, fingerprint [32]byte) (_ []string, err error) {
	defer errs.Wrap(&err, "organisation.BySigner")
	const most = 100
	ctx = viewer.System(ctx, "by-signer")
	rows, err := s.db.Client().Certificate.Query().Where(certificate.Fingerprint(fingerprint[:]), certificate.ForSigning(true),
		certificate.RemovedAtIsNil(), certificate.RevocationNEQ(certificate.RevocationREVOKED)).
		Order(ent.Asc(certificate.FieldAuthorityID)).Limit(most).All(ctx)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	x, err := x509.ParseCertificate(rows[0].Der)
	if err != nil {
		return nil, err
	}
	var registered []string
	of := map[string]*ent.Certificate{}
	for _, row := range rows {
		registered, of[row.AuthorityID] = append(registered, row.AuthorityID), row
	}
	channels, err := s.db.Client().Channel.Query().Where(channel.IDIn(registered...)).Order(ent.Asc(channel.FieldID)).All(ctx)
	if err != nil {
		return nil, err
	}
	var authorities []string
	for _, c := range channels {
		if c.Email != nil && isForMailbox(of[c.ID], x, *c.Email) {
			authorities = append(authorities, c.ID)
		}
	}
	return authorities, nil
}

// signers are the certificates for signing at one revision of the channels, kept because every mail that comes in asks for
// them. Whose they are, and whether they still count, is asked of the database afterwards: BySigner.
type signers struct {
	revision int64
	list     []*x509.Certificate
}

// Signers are all certificates registered for signing that are for the present mailbox of their authority, as this replica knows
// them; also those that ended or did not begin: the verifier of a signature says so.
func (s *Service) Signers(ctx context.Context) (_ []*x509.Certificate, err error) {
	defer errs.Wrap(&err, "organisation.Signers")
	kept := s.signers.Load()
	if now := s.current.Load(); kept == nil || kept.revision != now.revision {
		if kept, err = s.loadSigners(ctx, now); err != nil {
			return nil, err
		}
		s.signers.Store(kept)
	}
	return kept.list, nil
}

func (s *Service) loadSigners(ctx context.Context, now *snapshot) (*signers, error) {
	// Every authority of Bavaria with its certificate and the successor.
	const most = 20_000
	rows, err := s.db.Client().Certificate.Query().Where(certificate.ForSigning(true), certificate.RemovedAtIsNil(),
		certificate.RevocationNEQ(certificate.RevocationREVOKED)).
		Select(certificate.FieldDer, certificate.FieldFingerprint, certificate.FieldAuthorityID, certificate.FieldGatewayDomain).Order(ent.Asc(certificate.FieldID)).Limit(most).All(viewer.System(ctx, "signers"))
	if err != nil {
		return nil, err
	}
	kept, seen := &signers{revision: now.revision}, map[string]bool{}
	for _, row := range rows {
		if seen[string(row.Fingerprint)] {
			continue
		}
		x, err := x509.ParseCertificate(row.Der)
		if err != nil {
			return nil, err
		}
		if at := now.channels[row.AuthorityID]; at == nil || at.Email == nil || !isForMailbox(row, x, *at.Email) {
			continue
		}
		seen[string(row.Fingerprint)] = true
		kept.list = append(kept.list, x)
	}
	return kept, nil
}
