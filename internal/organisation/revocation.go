package organisation

import (
	"bytes"
	"context"
	"crypto"
	"crypto/x509"
	"errors"
	"slices"
	"strings"
	"time"

	"golang.org/x/crypto/ocsp"

	"schalter/ent"
	"schalter/ent/certificate"
	"schalter/ent/channel"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

const (
	// revocationAge is how long an answer about a revocation counts as fresh.
	revocationAge = 12 * time.Hour
	// revocationRound is how long one sweep asks.
	revocationRound = 2 * time.Minute
	// skew is how far the clocks of others may be ahead.
	skew = 5 * time.Minute
	// maxLists is how many revocation lists one sweep keeps in memory.
	maxLists = 4
)

// SweepRevocations asks whether certificates in use were revoked, by OCSP (RFC 6960) or the list (RFC 5280) that each names.
// Without an answer nothing changes: unknown blocks nothing. A revoked certificate counts no more; without another one to encrypt to its connection breaks.
//
// One run asks for at most two minutes; the next one goes on where it ended.
func (s *Service) SweepRevocations(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "organisation.SweepRevocations")
	ctx = viewer.System(ctx, "revocation-sweep")
	lists := revocationLists{}
	until := s.db.Clock().Now().Add(revocationRound)
	for {
		after := ""
		if p := s.lastCheckedID.Load(); p != nil {
			after = *p
		}
		rows, err := s.db.Client().Certificate.Query().Where(certificate.RemovedAtIsNil(), certificate.NotAfterGT(now), certificate.IDGT(after),
			certificate.RevocationNEQ(certificate.RevocationREVOKED),
			certificate.Or(certificate.RevocationCheckedAtIsNil(), certificate.RevocationCheckedAtLT(now.Add(-revocationAge)))).
			Order(ent.Asc(certificate.FieldID)).Limit(sweepBatch).All(ctx)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if !s.db.Clock().Now().Before(until) {
				return nil
			}
			if err := s.askRevocation(ctx, row, lists, now); err != nil {
				return err
			}
			s.lastCheckedID.Store(&row.ID)
		}
		if len(rows) < sweepBatch {
			s.lastCheckedID.Store(nil)
			return nil
		}
	}
}

// checkRevocation asks about one certificate as soon as it was registered.
func (s *Service) checkRevocation(ctx context.Context, certificateID string) (err error) {
	defer errs.Wrap(&err, "organisation.checkRevocation(%s)", certificateID)
	row, err := s.db.Client().Certificate.Get(ctx, certificateID)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	return s.askRevocation(ctx, row, revocationLists{}, s.db.Clock().Now())
}

func (s *Service) askRevocation(ctx context.Context, row *ent.Certificate, lists revocationLists, now time.Time) error {
	x, chain, err := parseRow(row)
	if err != nil {
		return err
	}
	answer := s.askRevocationState(ctx, x, issuerIn(x, chain), lists, now)
	if answer == certificate.RevocationUNKNOWN {
		return nil
	}
	return s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		at, err := lockChannel(ctx, tx, row.AuthorityID)
		if err != nil {
			return err
		}
		n, err := tx.Certificate.Update().Where(certificate.ID(row.ID), certificate.RevocationNEQ(certificate.RevocationREVOKED)).
			SetRevocation(answer).SetRevocationCheckedAt(tx.Now).Save(ctx)
		if err != nil || n == 0 || answer != certificate.RevocationREVOKED {
			return err
		}
		if err := s.recordAct(ctx, tx, viewer.From(ctx), "certificate.revoked", at, row.ID); err != nil {
			return err
		}
		notifyReplicas(tx, row.AuthorityID)
		return s.handleRevoked(ctx, tx, at)
	})
}

// handleRevoked breaks a connection that a revoked certificate left without one to encrypt to; otherwise its admins are told.
func (s *Service) handleRevoked(ctx context.Context, tx *store.Tx, at *ent.Channel) error {
	box, err := s.loadMailbox(ctx, tx.Client, at, tx.Now)
	if err != nil && !errors.Is(err, ErrNoMailbox) {
		return err
	}
	if err == nil && box.Encryption == nil && at.Kind == channel.KindSMIME && at.State == channel.StateACTIVE {
		return s.suspend(ctx, tx, at, problemCertificateRevoked)
	}
	return tellAdmins(ctx, tx, at.OrganisationID, func(accountID string) error {
		return s.ports.Notices.CertificateRevoked(ctx, tx, accountID, at.ID)
	})
}

// issuerIn finds the certificate above; nil when it did not come along.
func issuerIn(x *x509.Certificate, chain []*x509.Certificate) *x509.Certificate {
	i := slices.IndexFunc(chain, func(c *x509.Certificate) bool {
		return bytes.Equal(c.RawSubject, x.RawIssuer) && x.CheckSignatureFrom(c) == nil
	})
	if i < 0 {
		return nil
	}
	return chain[i]
}

// askRevocationState asks OCSP first, then the lists.
func (s *Service) askRevocationState(ctx context.Context, x, issuer *x509.Certificate, lists revocationLists, now time.Time) certificate.Revocation {
	if s.ports.Fetcher == nil || issuer == nil {
		return certificate.RevocationUNKNOWN
	}
	const most = 3
	for _, url := range x.OCSPServer[:min(len(x.OCSPServer), most)] {
		if answer := s.askOCSP(ctx, url, x, issuer, now); answer != certificate.RevocationUNKNOWN {
			return answer
		}
	}
	for _, url := range x.CRLDistributionPoints[:min(len(x.CRLDistributionPoints), most)] {
		if list := s.cachedList(ctx, url, issuer, lists, now); list != nil {
			if answer := stateInList(list, x, url); answer != certificate.RevocationUNKNOWN {
				return answer
			}
		}
	}
	return certificate.RevocationUNKNOWN
}

func (s *Service) askOCSP(ctx context.Context, url string, x, issuer *x509.Certificate, now time.Time) certificate.Revocation {
	// SHA-1 only names the issuer here; every responder knows it (RFC 5019, 2.1.1).
	question, err := ocsp.CreateRequest(x, issuer, &ocsp.RequestOptions{Hash: crypto.SHA1})
	if err != nil {
		return certificate.RevocationUNKNOWN
	}
	body, err := s.ports.Fetcher.Post(ctx, url, "application/ocsp-request", question)
	if err != nil {
		s.logUnanswered(ctx, x, err)
		return certificate.RevocationUNKNOWN
	}
	answer, err := ocsp.ParseResponseForCert(body, x, issuer)
	if err == nil && !isCurrent(answer.ThisUpdate, answer.NextUpdate, now) {
		err = errStale
	}
	if err != nil {
		s.logUnanswered(ctx, x, err)
		return certificate.RevocationUNKNOWN
	}
	switch answer.Status {
	case ocsp.Good:
		return certificate.RevocationGOOD
	case ocsp.Revoked:
		return certificate.RevocationREVOKED
	}
	return certificate.RevocationUNKNOWN
}

var errStale = errors.New("the answer is not of this time")

// isCurrent reports whether an answer is of this time; without an end it is taken for as long as answers count here.
func isCurrent(from, until, now time.Time) bool {
	if until.IsZero() {
		until = from.Add(revocationAge)
	}
	return !from.After(now.Add(skew)) && !now.After(until.Add(skew))
}

// revocationLists are the lists that were read, by address and issuer; nil for one that could not be had.
type revocationLists map[string]*x509.RevocationList

func (s *Service) cachedList(ctx context.Context, url string, issuer *x509.Certificate, lists revocationLists, now time.Time) *x509.RevocationList {
	// LDAP addresses are as common here as they are useless outside of the issuer's network.
	if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
		return nil
	}
	key := url + "|" + string(issuer.RawSubjectPublicKeyInfo)
	if known, ok := lists[key]; ok {
		return known
	}
	list, err := s.fetchList(ctx, url, issuer, now)
	if err != nil {
		s.logUnanswered(ctx, issuer, err)
	}
	if len(lists) >= maxLists {
		clear(lists)
	}
	lists[key] = list
	return list
}

func (s *Service) fetchList(ctx context.Context, url string, issuer *x509.Certificate, now time.Time) (*x509.RevocationList, error) {
	body, err := s.ports.Fetcher.Get(ctx, url)
	if err != nil {
		return nil, err
	}
	list, err := x509.ParseRevocationList(body)
	if err != nil {
		return nil, err
	}
	if err := list.CheckSignatureFrom(issuer); err != nil {
		return nil, err
	}
	if !isCurrent(list.ThisUpdate, list.NextUpdate, now) {
		return nil, errStale
	}
	if !isUnderstood(list) {
		return nil, errNotUnderstood
	}
	return list, nil
}

// logUnanswered notes that an issuer's service gave no answer; of the certificate only its serial number.
func (s *Service) logUnanswered(ctx context.Context, x *x509.Certificate, err error) {
	s.log.InfoContext(ctx, "revocation not answered", "serial", x.SerialNumber.String(), "error", err)
}
