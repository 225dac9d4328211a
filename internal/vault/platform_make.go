package vault

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/x509"
	"slices"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/platformkey"
	"schalter/internal/id"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// unsavedKey is a key that is not in the database yet.
type unsavedKey struct {
	id          string
	purpose     Purpose
	key         Key
	wrapped     Wrapped
	public      []byte
	sealed      []byte
	certificate []byte
}

// newPlatformKey makes a key with what belongs to it. It takes a while for RSA and may ask the provider over the network, so
// it runs outside transactions. Without a certificate a key of SMIME or SEAL_CERTIFICATE waits for one.
func (p *Platform) newPlatformKey(ctx context.Context, purpose Purpose, now time.Time, selfIssued bool) (m unsavedKey, err error) {
	m = unsavedKey{id: id.New(id.Key, now), purpose: purpose}
	if m.key, m.wrapped, err = p.vault.NewKey(ctx, platformAAD(m.id)); err != nil {
		return m, err
	}
	switch {
	case isSigning(purpose):
		m.public = ed25519.NewKeyFromSeed(m.key[:]).Public().(ed25519.PublicKey)
	case hasCertificate(purpose):
		private, err := newPrivate(purpose)
		if err != nil {
			return m, err
		}
		if err := m.seal(private); err != nil || !selfIssued {
			return m, err
		}
		m.certificate, err = p.options.selfIssue(purpose, private, now)
		return m, err
	}
	return m, nil
}

func (m *unsavedKey) seal(private crypto.Signer) error {
	der, err := x509.MarshalPKCS8PrivateKey(private)
	if err != nil {
		return err
	}
	if m.sealed, err = m.key.Seal(privateAAD(m.id), der); err != nil {
		return err
	}
	m.public, err = x509.MarshalPKIXPublicKey(private.Public())
	return err
}

// save writes the key. Its time is after that of every other of its purpose, because their order gives them numbers.
func (m unsavedKey) save(ctx context.Context, tx *store.Tx, state platformkey.State) error {
	at := tx.Now
	last, err := tx.PlatformKey.Query().Where(platformkey.PurposeEQ(m.purpose)).Order(ent.Desc(platformkey.FieldCreatedAt)).First(ctx)
	switch {
	case ent.IsNotFound(err):
	case err != nil:
		return err
	case !at.After(last.CreatedAt):
		at = last.CreatedAt.Add(time.Microsecond)
	}
	err = tx.PlatformKey.Create().SetID(m.id).SetPurpose(m.purpose).SetState(state).SetCreatedAt(at).
		SetPublic(m.public).SetSealedPrivate(m.sealed).SetCertificate(m.certificate).
		SetKekID(m.wrapped.KEK).SetWrappedKey(m.wrapped.Blob).Exec(ctx)
	notifyReplicas(tx, m.id)
	return err
}

// notifyReplicas tells every replica that platform keys changed.
func notifyReplicas(tx *store.Tx, keyID string) {
	tx.Append(store.Entry{Reader: changes, Topic: store.TopicChange, SideID: keyID, At: tx.Now})
}

// lockKeys makes changes of platform keys follow each other, on all replicas: it takes the stream that they end with.
func lockKeys(ctx context.Context, tx *store.Tx) error { return tx.LockStream(ctx, changes) }

// makeMissing makes a key for every purpose that has none, and a new one for a gateway whose address has changed. Replicas
// that start at once make them once.
func (p *Platform) makeMissing(ctx context.Context) error {
	ctx = viewer.System(ctx, "platform-keys")
	missing := p.missingPurposes()
	if len(missing) == 0 {
		return nil
	}
	for _, purpose := range missing {
		m, err := p.newPlatformKey(ctx, purpose, p.db.Clock().Now(), true)
		if err != nil {
			return err
		}
		seen := p.current.Load().active(purpose)
		err = p.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error { return replaceActive(ctx, tx, seen, m) })
		if err != nil {
			return err
		}
	}
	return p.Reload(ctx)
}

func (p *Platform) missingPurposes() []Purpose {
	n := p.current.Load()
	missing := slices.DeleteFunc(slices.Clone(purposes), func(purpose Purpose) bool { return n.active(purpose) != nil })
	if p.options.GatewayAddress == "" {
		return missing
	}
	switch k := n.active(SMIME); {
	case k == nil:
		missing = append(missing, SMIME)
	case k.pair.names(p.options.GatewayAddress):
	case k.pair.SelfIssued():
		missing = append(missing, SMIME)
	default:
		p.options.Log.Warn("the S/MIME certificate names another address than the gateway's; order a new one by schalter keys csr", "key", k.id)
	}
	return missing
}

// replaceActive makes m the active key of its purpose, unless another than the one seen is active by now.
func replaceActive(ctx context.Context, tx *store.Tx, seen *platformKey, m unsavedKey) error {
	if err := lockKeys(ctx, tx); err != nil {
		return err
	}
	now, err := activeRow(ctx, tx, m.purpose)
	if err != nil {
		return err
	}
	if now != nil && (seen == nil || now.ID != seen.id) {
		return nil
	}
	if now != nil {
		if err := retireKey(ctx, tx, now.ID); err != nil {
			return err
		}
	}
	return m.save(ctx, tx, platformkey.StateACTIVE)
}

// activeRow returns the active key of a purpose, nil when there is none.
func activeRow(ctx context.Context, tx *store.Tx, purpose Purpose) (*ent.PlatformKey, error) {
	row, err := tx.PlatformKey.Query().Where(platformkey.PurposeEQ(purpose), platformkey.StateEQ(platformkey.StateACTIVE)).Only(ctx)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	return row, err
}

func retireKey(ctx context.Context, tx *store.Tx, keyID string) error {
	notifyReplicas(tx, keyID)
	return tx.PlatformKey.UpdateOneID(keyID).SetState(platformkey.StateRETIRED).SetRetiredAt(tx.Now).Exec(ctx)
}

// names reports whether the certificate is for a mail address.
func (k KeyPair) names(address string) bool {
	return slices.ContainsFunc(k.Certificate.EmailAddresses, func(a string) bool { return strings.EqualFold(a, address) })
}
