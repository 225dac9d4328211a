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
