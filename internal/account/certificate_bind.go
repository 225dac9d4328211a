package account

import (
	"bytes"
	"context"

	"schalter/ent"
	"schalter/ent/account"
	"schalter/ent/certificatesignin"
	"schalter/ent/identity"
	"schalter/ent/linktoken"
	"schalter/ent/session"
	"schalter/internal/errs"
	"schalter/internal/mail"
	"schalter/internal/mail/idn"
	"schalter/internal/store"
)

var errCertificateInUse = errs.Refuse(errs.CertificateInUse)

// BindCertificate makes the certificate of a sign-in the account's one certificate: what was its certificate before is no longer, and
// sessions that were begun by that end. An applicant's session becomes the account's. CERTIFICATE_IN_USE when the login or the
// certificate is another account's. The context must be the platform's own.
func (s *Service) BindCertificate(ctx context.Context, tx *store.Tx, signInID, accountID string) (err error) {
	defer errs.Wrap(&err, "account.BindCertificate(%s)", accountID)
	o, err := s.lock(ctx, tx, accountID)
	if err != nil {
		return err
	}
	row, err := tx.CertificateSignIn.Get(ctx, signInID)
	if ent.IsNotFound(err) {
		return errs.New(errs.NotFound, "no such sign-in")
	}
	if err != nil {
		return err
	}
	if row.AccountID != "" && row.AccountID != accountID {
		return errCertificateInUse
	}
	if err := s.bind(ctx, tx, accountID, row.Issuer, row.SubjectIndex, row.CertificateIndex); err != nil {
		return err
	}
	if err := s.adoptSession(ctx, tx, o, row); err != nil {
		return err
	}
	return tx.CertificateSignIn.UpdateOne(row).SetAccountID(accountID).Exec(ctx)
}

// bind makes a login and a certificate the account's, which must be locked.
func (s *Service) bind(ctx context.Context, tx *store.Tx, accountID, issuer string, subject, certificate []byte) error {
	others, err := tx.Identity.Query().Where(identity.AccountIDNEQ(accountID),
		identity.Or(identity.SubjectIndex(subject), identity.CertificateIndex(certificate))).Exist(ctx)
	if err != nil {
		return err
	}
	if others {
		return errCertificateInUse
	}
	held, err := tx.Identity.Query().Where(identity.AccountID(accountID), identity.KindEQ(identity.KindCERTIFICATE)).Only(ctx)
	switch {
	case ent.IsNotFound(err):
		err = tx.Identity.Create().SetAccountID(accountID).SetKind(identity.KindCERTIFICATE).SetIssuer(issuer).
			SetSubjectIndex(subject).SetCertificateIndex(certificate).SetChangedAt(tx.Now).Exec(ctx)
	case err != nil:
		return err
	case bytes.Equal(held.SubjectIndex, subject) && bytes.Equal(held.CertificateIndex, certificate):
		return nil
	default:
		if err := s.endSessionsBy(ctx, tx, accountID, held.CertificateIndex); err != nil {
			return err
		}
		err = tx.Identity.UpdateOne(held).SetIssuer(issuer).SetSubjectIndex(subject).SetCertificateIndex(certificate).SetChangedAt(tx.Now).Exec(ctx)
	}
	// Two accounts at once: the index lets one pass.
	if ent.IsConstraintError(err) {
		return errCertificateInUse
	}
	return err
}

// UnbindCertificate leaves an account without a certificate: nobody signs in by it any more, and sessions that were begun by it end. The
// context must be the platform's own.
func (s *Service) UnbindCertificate(ctx context.Context, tx *store.Tx, accountID string) (err error) {
	defer errs.Wrap(&err, "account.UnbindCertificate(%s)", accountID)
	if _, err := s.lock(ctx, tx, accountID); err != nil {
		return err
	}
	held, err := tx.Identity.Query().Where(identity.AccountID(accountID), identity.KindEQ(identity.KindCERTIFICATE)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if err := s.endSessionsBy(ctx, tx, accountID, held.CertificateIndex); err != nil {
		return err
	}
	return tx.Identity.DeleteOne(held).Exec(ctx)
}

// endSessionsBy ends the sessions of an account whose last sign-in by certificate was by this one: who has a certificate that was lost is
// to have nothing more of it.
func (s *Service) endSessionsBy(ctx context.Context, tx *store.Tx, accountID string, certificate []byte) error {
	rows, err := tx.Session.Query().Where(session.AccountID(accountID), session.EndedAtIsNil()).All(ctx)
	if err != nil {
		return err
	}
	var ended []*ent.Session
	for _, row := range rows {
		last, err := lastSignIn(ctx, tx.Client, row.ID)
		if err != nil {
			return err
		}
		if last != nil && bytes.Equal(last.CertificateIndex, certificate) {
			ended = append(ended, row)
		}
	}
	return endAndLog(ctx, tx, byCertificate, ended...)
}

// adoptSession makes the session of a sign-in the account's, where it is an applicant's; the browser's next token says so.
func (s *Service) adoptSession(ctx context.Context, tx *store.Tx, o *opened, signIn *ent.CertificateSignIn) error {
	row, err := tx.Session.Query().Where(session.ID(signIn.SessionID), session.EndedAtIsNil()).Only(ctx)
	if ent.IsNotFound(err) || err == nil && row.AccountID == o.ID {
		return nil
	}
	if err != nil {
		return err
	}
	if row.AccountID != "" {
		return errCertificateInUse
	}
	_, content, err := s.openSignIn(ctx, signIn)
	if err != nil {
		return err
	}
	agent, err := o.key.Seal(userAgentAAD(row.ID), []byte(content.UserAgent))
	if err != nil {
		return err
	}
	times, err := timesFor(ctx, tx, o.ID)
	if err != nil {
		return err
	}
	tx.Append(store.Entry{Reader: row.ID, Topic: store.TopicChange, SideID: row.ID, At: tx.Now})
	return tx.Session.UpdateOne(row).SetAccountID(o.ID).SetSealedUserAgent(agent).SetLastSeenAt(tx.Now).SetExpiresAt(times.end(row.CreatedAt, tx.Now)).Exec(ctx)
}

// NewPerson is what an applicant says of the person whose account is to be made.
type NewPerson struct {
	GivenName, FamilyName, Email string
	Locale                       Locale
	TermsVersion                 string
}

func (p *NewPerson) validate(terms string) error {
	var ps errs.Problems
	mail.NoteTyped(&ps, &p.Email, "email")
	noteNames(&ps, &p.GivenName, &p.FamilyName)
	noteLocale(&ps, p.Locale, "locale")
	switch p.TermsVersion {
	case terms:
	case "":
		ps.Add(errs.Required, "termsVersion")
	default:
		ps.AddText(errs.Stale, "terms_version", nil, "termsVersion")
	}
	return ps.Err()
}

// AccountByCertificate makes the account of a person who signed in by a certificate that belongs to none, and gives it the
// certificate. The certificate must prove the e-mail (CERTIFICATE_EMAIL_MISMATCH), and no account may have it (TAKEN): who had one
// already signs in to it first. One that only waits for its link is completed. The context must be the platform's own.
func (s *Service) AccountByCertificate(ctx context.Context, tx *store.Tx, signInID string, p NewPerson) (accountID string, err error) {
	defer errs.Wrap(&err, "account.AccountByCertificate(%s)", signInID)
	if err := p.validate(s.terms); err != nil {
		return "", err
	}
	row, err := tx.CertificateSignIn.Query().Where(certificatesignin.ID(signInID), certificatesignin.AccountIDIsNil()).Only(ctx)
	if ent.IsNotFound(err) {
		return "", errCertificateInUse
	}
	if err != nil {
		return "", err
	}
	in, _, err := s.openSignIn(ctx, row)
	if err != nil {
		return "", err
	}
	// Nobody but its holder may stand in an account with an e-mail: its password could be reset by somebody else one day.
	if in.Claims.Email == nil || idn.Key(*in.Claims.Email) != idn.Key(p.Email) {
		return "", errs.RefuseText(errs.CertificateEmailMismatch, "certificate_email_unproven", nil, "email")
	}
	o, err := s.accountFor(ctx, tx, AccountRegisterInput{Email: p.Email, Locale: p.Locale, TermsVersion: p.TermsVersion})
	if err != nil {
		return "", err
	}
	if o.State != account.StateEMAIL_PENDING {
		return "", errs.RefuseText(errs.Taken, "certificate_account_exists", nil, "email")
	}
	err = s.activateAs(ctx, tx, o, &pending{Email: p.Email, GivenName: p.GivenName, FamilyName: p.FamilyName, Locale: p.Locale, TermsVersion: p.TermsVersion})
	if err != nil {
		return "", err
	}
	err = tx.LinkToken.Update().Where(linktoken.AccountID(o.ID), linktoken.PurposeEQ(linktoken.PurposeEMAIL_CONFIRM), linktoken.UsedAtIsNil()).SetUsedAt(tx.Now).Exec(ctx)
	if err != nil {
		return "", err
	}
	return o.ID, s.BindCertificate(ctx, tx, signInID, o.ID)
}
