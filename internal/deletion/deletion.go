// Package deletion issues certificates of deletion: small packages of evidence that say what kind of thing was destroyed, when, and at whose
// will. They hold no personal data: of what was destroyed they have the SHA-256 of its id.
//
// Begin with [Issuer.Issue], in the transaction that destroys something, and [Issuer.Open], when the certificate is fetched. Nothing is stored for one:
// its address holds what was signed, and the file around it is made again each time, with its place in the public log as of then. Of what the platform
// deletes by itself the owner is not there to take it: [Issuer.IssueFor] keeps the address for the account, [Issuer.List] lists those. Of an authority's
// case it is [Issuer.IssueForCase] and [Issuer.ListCases].
package deletion

import (
	"context"
	"crypto/ed25519"
	"crypto/x509"
	"io"
	"time"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/evidence/merkle"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// Life is for how long a certificate can be fetched by who deleted something, KeptLife of what the platform deleted by itself, CaseLife of an
// authority's case. The file itself is good forever.
const (
	Life     = 30 * 24 * time.Hour
	KeptLife = 90 * 24 * time.Hour
	CaseLife = 365 * 24 * time.Hour
)

func lifeOf(d evidence.Deleted) time.Duration {
	switch {
	case d.Kind == evidence.CaseDeleted:
		return CaseLife
	case d.ByPlatform:
		return KeptLife
	}
	return Life
}

// Path is below which certificates are fetched.
const Path = "/deletions/"

// Log takes what was signed into the public Merkle log, and proves it.
type Log interface {
	Append(ctx context.Context, tx *store.Tx, leaf merkle.Record) error
	// Place is where a leaf is in the last signed state of the log, with that state; nil while the log is empty.
	Place(ctx context.Context, leaf merkle.Record) (*evidence.Log, *Place, error)
}

// Place is a leaf's number and what proves it.
type Place struct {
	Leaf  int64
	Proof []merkle.Hash
}

// Options are what certificates need.
type Options struct {
	DB    *store.DB
	Keys  *vault.Platform
	Log   Log
	Clock clock.Clock
	// Platform is the name people know the service by, and BaseURL where it is.
	Platform, BaseURL string
}

// Issuer issues certificates.
type Issuer struct{ Options }

// New returns an issuer.
func New(o Options) *Issuer { return &Issuer{o} }

// Certificate is one that was issued: where it is fetched, and until when.
type Certificate struct {
	Path, Filename, MediaType string
	ExpiresAt                 time.Time
}

// Issue signs, in the transaction that destroys it, that the thing with an id is destroyed at its owner's will, and takes that into the public log.
func (i *Issuer) Issue(ctx context.Context, tx *store.Tx, kind evidence.DeletedKind, ofID string) (_ *Certificate, err error) {
	defer errs.Wrap(&err, "deletion.Issue")
	token, err := i.sign(ctx, tx, kind, ofID, false)
	if err != nil {
		return nil, err
	}
	return toCertificate(token, signedAt(tx), Life), nil
}

// signedAt is the time of a token of a transaction, in the form of an instant.
func signedAt(tx *store.Tx) time.Time { return tx.Now.UTC().Truncate(time.Microsecond) }

func toCertificate(token string, at time.Time, life time.Duration) *Certificate {
	return &Certificate{Path: Path + token, Filename: filename(at), MediaType: evidence.PackageType, ExpiresAt: at.Add(life)}
}

func (i *Issuer) sign(ctx context.Context, tx *store.Tx, kind evidence.DeletedKind, ofID string, byPlatform bool) (token string, err error) {
	at := signedAt(tx)
	keyID, key := i.Keys.Signer(vault.Seal)
	token, err = evidence.DeletionToken(id.New(id.Event, tx.Now), evidence.Deleted{
		Kind: kind, At: at, ByPlatform: byPlatform, Digest: evidence.Digest([]byte(ofID)),
	}, keyID, key)
	if err != nil {
		return "", err
	}
	return token, i.Log.Append(ctx, tx, merkle.Leaf(i.saltOf(token), token))
}

// saltOf is the salt of a token's leaf: nobody can make it who has not the platform's key, and it is the same each time the file is made.
func (i *Issuer) saltOf(token string) merkle.Salt {
	return merkle.Salt(i.Keys.MAC(vault.BlindIndex, "certificate of deletion", token))
}

func filename(at time.Time) string {
	return "loeschbescheinigung-" + clock.Day(at) + ".asice"
}

// File is a certificate that is made while it is sent.
type File struct {
	Filename, MediaType string
	// Write makes it.
	Write func(w io.Writer) error
}

// A browser saves a certificate in the moment of the deletion, and the log takes leaves in once a second: a file younger than justIssued waits for
// its place, as often and as long as this says, and is complete without one, too.
const (
	justIssued = time.Minute
	placeTries = 15
	placePause = 200 * time.Millisecond
)

func (i *Issuer) placeOf(ctx context.Context, leaf merkle.Record, at time.Time) (*evidence.Log, *Place, error) {
	for try := 1; ; try++ {
		log, place, err := i.Log.Place(ctx, leaf)
		if err != nil || place != nil || log == nil || try == placeTries || i.Clock.Now().Sub(at) > justIssued {
			return log, place, err
		}
		select {
		case <-time.After(placePause):
		case <-ctx.Done():
			return nil, nil, ctx.Err()
		}
	}
}

// maxToken bounds what may name a certificate, in bytes.
const maxToken = 2 << 10

// Open prepares a certificate by the last part of its address, which is its token. Who has that may have the file: it names nobody. NOT_FOUND for
// what was not signed here, and once it cannot be fetched any more.
func (i *Issuer) Open(ctx context.Context, token string) (_ *File, err error) {
	defer errs.Wrap(&err, "deletion.Open")
	none := errs.New(errs.NotFound, "there is no such certificate")
	if len(token) > maxToken {
		return nil, none
	}
	keys := map[string]ed25519.PublicKey{}
	deleted, err := evidence.ReadDeletion(token, func(keyID string) ed25519.PublicKey {
		keys[keyID] = i.Keys.Public(vault.Seal, keyID)
		return keys[keyID]
	})
	if now := i.Clock.Now(); err != nil || !now.Before(deleted.At.Add(lifeOf(deleted))) {
		return nil, none
	}
	entry := evidence.Entry{Token: token, Salt: i.saltOf(token)}
	log, place, err := i.placeOf(ctx, merkle.Leaf(entry.Salt, token), deleted.At)
	if err != nil {
		return nil, err
	}
	if place != nil {
		entry.Leaf, entry.Proof = place.Leaf, place.Proof
	}
	seal := i.Keys.SealCertificate()
	p := evidence.Package{
		Kind: evidence.Deletion, Platform: i.Platform, BaseURL: i.BaseURL, Side: deleted.Digest, CreatedAt: i.Clock.Now(), Record: []evidence.Entry{entry},
		Keys: keys, Log: log, Seal: evidence.SealSigner{Key: seal.Signer, Chain: append([]*x509.Certificate{seal.Certificate}, seal.Chain...)},
	}
	return &File{Filename: filename(deleted.At), MediaType: evidence.PackageType, Write: func(w io.Writer) error { return evidence.WritePackage(w, p) }}, nil
}
