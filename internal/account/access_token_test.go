package account_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"schalter/internal/account"
	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// nextSymbol is the next one of base64url: at the end of 64 bytes it stands for the same byte.
func nextSymbol(c byte) string {
	const symbols = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	return symbols[strings.IndexByte(symbols, c)+1:][:1]
}

func TestAttack46ForgedAccessTokens(t *testing.T) {
	t.Parallel()
	o := newOffice(t, testkit.SQLite(t), account.Limits{})
	_, signed := o.join(t, "a@post.example")
	_, strange, _ := ed25519.GenerateKey(rand.Reader)
	keyID, ours := o.Platform.Signer(vault.AccessToken)
	sealID, seal := o.Platform.Signer(vault.Seal)
	now := o.Clock.Now()
	good := func() jwt.MapClaims {
		return jwt.MapClaims{"iss": baseURL, "aud": "schalter", "sub": signed.Viewer.ID, "sid": signed.SessionID, "exp": now.Add(time.Minute).Unix()}
	}
	typ := "at+jwt"
	sign := func(method jwt.SigningMethod, kid string, key any, claims jwt.MapClaims) string {
		tok := jwt.NewWithClaims(method, claims)
		tok.Header["kid"], tok.Header["typ"] = kid, typ
		s, err := tok.SignedString(key)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	without := func(name string) jwt.MapClaims { c := good(); delete(c, name); return c }
	with := func(name string, v any) jwt.MapClaims { c := good(); c[name] = v; return c }
	parts := strings.Split(signed.AccessToken, ".")
	for name, token := range map[string]string{
		"empty":                         "",
		"not a token":                   "x.y.z",
		"alg none":                      sign(jwt.SigningMethodNone, keyID, jwt.UnsafeAllowNoneSignatureType, good()),
		"HS256 keyed by the public key": sign(jwt.SigningMethodHS256, keyID, []byte(o.Platform.Public(vault.AccessToken, keyID)), good()),
		"another key":                   sign(jwt.SigningMethodEdDSA, keyID, strange, good()),
		"unknown key id":                sign(jwt.SigningMethodEdDSA, "key_x", strange, good()),
		"our seal key under its name":   sign(jwt.SigningMethodEdDSA, keyID, seal, good()),
		"expired":                       sign(jwt.SigningMethodEdDSA, keyID, ours, with("exp", now.Unix())),
		"without expiry":                sign(jwt.SigningMethodEdDSA, keyID, ours, without("exp")),
		"other audience":                sign(jwt.SigningMethodEdDSA, keyID, ours, with("aud", "elsewhere")),
		"other issuer":                  sign(jwt.SigningMethodEdDSA, keyID, ours, with("iss", "https://evil.example")),
		"without session":               sign(jwt.SigningMethodEdDSA, keyID, ours, without("sid")),
		"session of another account":    sign(jwt.SigningMethodEdDSA, keyID, ours, with("sub", "acc_00000000000000000000000000")),
		"without signature":             parts[0] + "." + parts[1] + ".",
		"signature of another text":     parts[0] + "." + parts[1] + "." + strings.Repeat("A", 86),
		"bits behind the last byte":     signed.AccessToken[:len(signed.AccessToken)-1] + nextSymbol(signed.AccessToken[len(signed.AccessToken)-1]),
		"a line feed at the end":        signed.AccessToken + "\n",
		"line feeds in the signature":   parts[0] + "." + parts[1] + "." + parts[2][:40] + "\r\n" + parts[2][40:],
		"padding":                       signed.AccessToken + "==",
		"a space":                       signed.AccessToken + " ",
	} {
		if _, _, err := o.Authenticate(context.Background(), token); rule(err) != "UNAUTHENTICATED" {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, _, err := o.Authenticate(context.Background(), sign(jwt.SigningMethodEdDSA, keyID, ours, good())); err != nil {
		t.Errorf("made like the real one: got %v", err)
	}
	typ = "secevent+jwt"
	if _, _, err := o.Authenticate(context.Background(), sign(jwt.SigningMethodEdDSA, sealID, seal, good())); rule(err) != "UNAUTHENTICATED" {
		t.Errorf("a security event token: got %v", err)
	}
	if _, until, err := o.Authenticate(context.Background(), signed.AccessToken); err != nil || until.Sub(now) > 10*time.Minute {
		t.Errorf("the real one: got %v until %v", err, until)
	}
}

func TestAuthenticateReadsMembershipsAndWhoseMailTheyOpen(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		_, signed := o.join(t, "clerk@post.example")
		sys := viewer.System(context.Background(), "test")
		err := w.DB.Tx(sys, func(ctx context.Context, tx *store.Tx) error {
			for _, org := range []string{"org_1", "org_2"} {
				if _, err := o.organisations.Found(ctx, tx, organisation.NewOrganisation{ID: org, Name: org, Kind: organisation.Other}); err != nil {
					return err
				}
			}
			for authority, org := range map[string]string{"aut_1": "org_1", "aut_2": "org_1", "aut_3": "org_2", "aut_4": "org_2"} {
				if err := o.organisations.Connect(ctx, tx, authority, org); err != nil {
					return err
				}
			}
			for _, e := range []organisation.Employment{
				{OrganisationID: "org_1", AccountID: signed.Viewer.ID, Roles: []organisation.OrganisationRole{organisation.Clerk, organisation.Admin}, AllAuthorities: true},
				{OrganisationID: "org_2", AccountID: signed.Viewer.ID, Roles: []organisation.OrganisationRole{organisation.Clerk}, AuthorityIDs: []string{"aut_3", "aut_1", "aut_9"}},
			} {
				if _, err := o.organisations.Employ(ctx, tx, e); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		v, _, err := o.Authenticate(context.Background(), signed.AccessToken)
		if err != nil {
			t.Fatal(err)
		}
		slices.Sort(v.ClerkFor)
		if got, want := v.ClerkFor, []string{"aut_1", "aut_2", "aut_3"}; !slices.Equal(got, want) {
			t.Errorf("clerk for: got %v, want %v", got, want)
		}
		if len(v.Memberships) != 2 || len(v.Roles) != 0 || !v.MemberOf("org_1").Admin || v.MemberOf("org_2").Admin || v.Locale != "de" {
			t.Errorf("got %+v", v)
		}
	})
}
