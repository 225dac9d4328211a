package account

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"time"

	"schalter/ent"
	"schalter/ent/linktoken"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/store"
)

const (
	tokenSize = 32
	// linkLife is how long a link in a mail can be used.
	linkLife = 24 * time.Hour
)

// newToken returns a random secret as it is handed out, and the hash that is kept of it.
func newToken() (token string, hash []byte, err error) {
	var b [tokenSize]byte
	if _, err := rand.Read(b[:]); err != nil {
		return "", nil, err
	}
	token = base64.RawURLEncoding.EncodeToString(b[:])
	return token, hashToken(token), nil
}

func hashToken(token string) []byte {
	sum := sha256.Sum256([]byte(token))
	return sum[:]
}

// issueLink makes a link's token. Earlier ones stay good: mails overtake each other.
func issueLink(ctx context.Context, tx *store.Tx, purpose linktoken.Purpose, accountID string) (string, error) {
	token, hash, err := newToken()
	if err != nil {
		return "", err
	}
	return token, tx.LinkToken.Create().SetID(id.New(id.Token, tx.Now)).SetTokenHash(hash).SetPurpose(purpose).
		SetAccountID(accountID).SetCreatedAt(tx.Now).SetExpiresAt(tx.Now.Add(linkLife)).Exec(ctx)
}

// findLink returns the row of a link that was mailed, or why it cannot be used.
func findLink(ctx context.Context, client *ent.Client, purpose linktoken.Purpose, token string, now time.Time) (*ent.LinkToken, error) {
	row, err := client.LinkToken.Query().Where(linktoken.TokenHash(hashToken(token)), linktoken.PurposeEQ(purpose)).Only(ctx)
	switch {
	case ent.IsNotFound(err):
		return nil, errs.RefuseText(errs.Missing, "link_unknown", nil, "token")
	case err != nil:
		return nil, err
	case row.UsedAt != nil:
		return nil, errs.RefuseText(errs.Expired, "link_used", nil, "token")
	case !now.Before(row.ExpiresAt):
		return nil, errs.RefuseText(errs.Expired, "link_expired", nil, "token")
	}
	return row, nil
}

// useLink redeems a link, and with it all others of the account for the same purpose. The account must be locked.
func useLink(ctx context.Context, tx *store.Tx, purpose linktoken.Purpose, token string) (*ent.LinkToken, error) {
	link, err := findLink(ctx, tx.Client, purpose, token, tx.Now)
	if err != nil {
		return nil, err
	}
	return link, tx.LinkToken.Update().Where(linktoken.AccountID(link.AccountID), linktoken.PurposeEQ(purpose), linktoken.UsedAtIsNil()).
		SetUsedAt(tx.Now).Exec(ctx)
}
