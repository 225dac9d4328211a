package deletion

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/deletioncertificate"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/id"
	"schalter/internal/pagination"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// DeletionCertificate is the certificate of something that the platform deleted by itself, as its former owner finds it.
type DeletionCertificate struct {
	ID        string
	DeletedAt time.Time
	// Download is where it is fetched.
	Download *Certificate
}

// IssueFor is Issue of what the platform deletes by itself; the certificate's address is kept for the account whose it was.
func (i *Issuer) IssueFor(ctx context.Context, tx *store.Tx, accountID string, kind evidence.DeletedKind, ofID string) (err error) {
	defer errs.Wrap(&err, "deletion.IssueFor")
	token, err := i.sign(ctx, tx, kind, ofID, true)
	if err != nil {
		return err
	}
	at := signedAt(tx)
	return tx.DeletionCertificate.Create().SetID(id.New(id.DeletionCert, tx.Now)).SetAccountID(accountID).SetToken(token).
		SetDeletedAt(at).SetExpiresAt(at.Add(KeptLife)).Exec(ctx)
}

var newest = store.Order[*ent.DeletionCertificate]{
	Descending: true, Column: deletioncertificate.FieldDeletedAt, ID: func(row *ent.DeletionCertificate) string { return row.ID },
	At: func(row *ent.DeletionCertificate) time.Time { return row.DeletedAt },
}

// List lists the certificates that are kept for the viewer and can be fetched, the newest first.
func (i *Issuer) List(ctx context.Context, req pagination.Request) (_ pagination.Slice[*DeletionCertificate], err error) {
	defer errs.Wrap(&err, "deletion.List")
	v, err := permit.SignedIn(ctx)
	if err != nil {
		return pagination.Slice[*DeletionCertificate]{}, err
	}
	q := i.DB.Client().DeletionCertificate.Query().Where(deletioncertificate.AccountID(v.AccountID), deletioncertificate.ExpiresAtGT(i.Clock.Now()))
	return store.ReadPage(ctx, q, newest, req, store.Each(func(row *ent.DeletionCertificate) (*DeletionCertificate, error) {
		return &DeletionCertificate{ID: row.ID, DeletedAt: row.DeletedAt.UTC(), Download: toCertificate(row.Token, row.DeletedAt.UTC(), KeptLife)}, nil
	}))
}

// CaseCertificate is the certificate of an authority's case, as its admins find it.
type CaseCertificate struct {
	ID string
	// Reference is the number that the case had, RetentionClass what its class was called.
	Reference, RetentionClass string
	DeletedAt                 time.Time
	// Download is where it is fetched.
	Download *Certificate
}

// Case is a case whose retention is over: whose it was, its id and number, and what its class is called.
type Case struct{ AuthorityID, ID, Reference, ClassName string }

// IssueForCase is Issue of a case whose retention is over; the certificate's address is kept for the authority, with nothing of what was in it.
func (i *Issuer) IssueForCase(ctx context.Context, tx *store.Tx, c Case) (err error) {
	defer errs.Wrap(&err, "deletion.IssueForCase")
	token, err := i.sign(ctx, tx, evidence.CaseDeleted, c.ID, true)
	if err != nil {
		return err
	}
	at := signedAt(tx)
	return tx.DeletionCertificate.Create().SetID(id.New(id.DeletionCert, tx.Now)).SetAuthorityID(c.AuthorityID).SetReference(c.Reference).
		SetClassName(c.ClassName).SetToken(token).SetDeletedAt(at).SetExpiresAt(at.Add(CaseLife)).Exec(ctx)
}

// ListCases lists the certificates of an authority's cases that can be fetched, the newest first. The caller has checked that the viewer is an admin
// of its organisation.
func (i *Issuer) ListCases(ctx context.Context, authorityID string, req pagination.Request) (_ pagination.Slice[*CaseCertificate], err error) {
	defer errs.Wrap(&err, "deletion.ListCases(%s)", authorityID)
	q := i.DB.Client().DeletionCertificate.Query().Where(deletioncertificate.AuthorityID(authorityID), deletioncertificate.ExpiresAtGT(i.Clock.Now()))
	return store.ReadPage(viewer.System(ctx, "deletion-cases"), q, newest, req, store.Each(func(row *ent.DeletionCertificate) (*CaseCertificate, error) {
		return &CaseCertificate{
			ID: row.ID, Reference: row.Reference, RetentionClass: row.ClassName, DeletedAt: row.DeletedAt.UTC(),
			Download: toCertificate(row.Token, row.DeletedAt.UTC(), CaseLife),
		}, nil
	}))
}

// ForgetAccount drops what is kept for an account that is deleted.
func (*Issuer) ForgetAccount(ctx context.Context, tx *store.Tx, accountID string) error {
	_, err := tx.DeletionCertificate.Delete().Where(deletioncertificate.AccountID(accountID)).Exec(ctx)
	return err
}

// Sweep drops, as of now, what cannot be fetched any more.
func (i *Issuer) Sweep(ctx context.Context, now time.Time) (err error) {
	defer errs.Wrap(&err, "deletion.Sweep")
	return i.DB.Tx(viewer.System(ctx, "deletion-sweep"), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.DeletionCertificate.Delete().Where(deletioncertificate.ExpiresAtLTE(now)).Exec(ctx)
		return err
	})
}
