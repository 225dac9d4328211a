package account_test

import (
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"schalter/ent/refreshtoken"
	"schalter/ent/session"
	"schalter/internal/account"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

func TestAttack45AReusedRefreshTokenEndsTheSession(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		bg := context.Background()
		_, stolen := o.join(t, "a@post.example")
		other := o.signIn(t, "a@post.example")
		second, err := o.Refresh(bg, stolen.RefreshToken)
		if err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(10 * time.Second)
		parallel, err := o.Refresh(bg, stolen.RefreshToken)
		if err != nil {
			t.Fatalf("within ten seconds: %v", err)
		}
		if parallel.RefreshToken != second.RefreshToken {
			t.Error("the session forks: two tokens go on")
		}
		third, err := o.Refresh(bg, parallel.RefreshToken)
		if err != nil {
			t.Fatalf("successor of a parallel tab: %v", err)
		}
		// An answer that comes late must not take the browser back behind what it has.
		if late, err := o.Refresh(bg, stolen.RefreshToken); err != nil || late.RefreshToken != third.RefreshToken {
			t.Errorf("the first one once more: got %v, want the token that goes on", err)
		}
		if n, err := w.DB.Client().RefreshToken.Query().Where(refreshtoken.SessionID(stolen.SessionID), refreshtoken.UsedAtIsNil()).
			Count(viewer.System(bg, "test")); err != nil || n != 1 {
			t.Errorf("tokens that go on: got %d, %v", n, err)
		}
		w.Clock.Advance(time.Microsecond)
		if _, err := o.Refresh(bg, stolen.RefreshToken); rule(err) != "UNAUTHENTICATED" {
			t.Errorf("reuse: got %v", err)
		}
		for name, token := range map[string]string{"second": second.RefreshToken, "unknown": "x"} {
			if _, err := o.Refresh(bg, token); rule(err) != "UNAUTHENTICATED" {
				t.Errorf("%s after the reuse: got %v", name, err)
			}
		}
		if _, _, err := o.Authenticate(bg, second.AccessToken); rule(err) != "UNAUTHENTICATED" {
			t.Errorf("access token after the reuse: got %v", err)
		}
		if seq, _ := w.DB.Position(bg, stolen.SessionID); seq != 1 {
			t.Errorf("sockets of the session are told %d times, want once", seq)
		}
		if _, err := o.Refresh(bg, other.RefreshToken); err != nil {
			t.Errorf("the other session: %v", err)
		}
	})
}

func TestSessionsEndByThemselves(t *testing.T) {
	t.Parallel()
	o := newOffice(t, testkit.SQLite(t), account.Limits{})
	bg := context.Background()
	_, s := o.join(t, "a@post.example")
	for range 4 {
		o.Clock.Advance(20 * 24 * time.Hour)
		var err error
		if s, err = o.Refresh(bg, s.RefreshToken); err != nil {
			t.Fatal(err)
		}
	}
	if want := testkit.Start.Add(90 * 24 * time.Hour); !s.RefreshExpiresAt.Equal(want) {
		t.Errorf("end: got %v, want %v", s.RefreshExpiresAt, want)
	}
	o.Clock.Advance(10 * 24 * time.Hour)
	if _, err := o.Refresh(bg, s.RefreshToken); rule(err) != "UNAUTHENTICATED" {
		t.Errorf("after 90 days: got %v", err)
	}
	idle := o.signIn(t, "a@post.example")
	o.Clock.Advance(30 * 24 * time.Hour)
	if _, err := o.Refresh(bg, idle.RefreshToken); rule(err) != "UNAUTHENTICATED" {
		t.Errorf("after 30 idle days: got %v", err)
	}
}

// Sessions of those who act for others last for a shorter time, also those that were begun before they did.
func TestSessionsLastAsLongAsTheRoleAllows(t *testing.T) {
	t.Parallel()
	const hour, day = time.Hour, 24 * time.Hour
	employ := func(roles ...organisation.OrganisationRole) func(*testing.T, *office, string) {
		return func(t *testing.T, o *office, accountID string) {
			ctx := viewer.System(t.Context(), "test")
			err := o.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
				org, err := o.organisations.Found(ctx, tx, organisation.NewOrganisation{Name: "Stadt Beispiel", Kind: organisation.Other})
				if err != nil {
					return err
				}
				_, err = o.organisations.Employ(ctx, tx, organisation.Employment{OrganisationID: org, AccountID: accountID, Roles: roles})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	give := func(role account.PlatformRole) func(*testing.T, *office, string) {
		return func(t *testing.T, o *office, accountID string) {
			if err := o.SetPlatformRole(viewer.System(t.Context(), "test"), accountID, role, true); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, tt := range map[string]struct {
		become     func(*testing.T, *office, string)
		idle, life time.Duration
	}{
		"citizen":  {func(*testing.T, *office, string) {}, 30 * day, 90 * day},
		"clerk":    {employ(organisation.Clerk), day, 30 * day},
		"admin":    {employ(organisation.Clerk, organisation.Admin), 12 * hour, 7 * day},
		"operator": {give(account.Operator), 12 * hour, 7 * day},
		"editor":   {give(account.Editor), 12 * hour, 7 * day},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
				o := newOffice(t, w, account.Limits{})
				_, before := o.join(t, "a@post.example")
				_, idle := before, o.signIn(t, "a@post.example")
				tt.become(t, o, before.Viewer.ID)
				begun := o.signIn(t, "a@post.example")
				if want := w.Clock.Now().Add(tt.idle); !begun.RefreshExpiresAt.Equal(want) {
					t.Errorf("a new one ends %v, want %v", begun.RefreshExpiresAt, want)
				}
				w.Clock.Advance(tt.idle - time.Minute)
				for _, s := range []*account.SignedIn{before, begun} {
					if _, err := o.Refresh(t.Context(), s.RefreshToken); err != nil {
						t.Errorf("just before its end: %v", err)
					}
				}
				w.Clock.Advance(time.Minute)
				if _, err := o.OfSession(t.Context(), idle.SessionID); rule(err) != "UNAUTHENTICATED" {
					t.Errorf("not used, begun before the role: got %v", err)
				}
				if _, err := o.Refresh(t.Context(), idle.RefreshToken); rule(err) != "UNAUTHENTICATED" {
					t.Errorf("not used, begun before the role: got %v", err)
				}
				s := o.signIn(t, "a@post.example")
				end := w.Clock.Now().Add(tt.life)
				for w.Clock.Now().Add(tt.idle - time.Minute).Before(end) {
					w.Clock.Advance(tt.idle - time.Minute)
					next, err := o.Refresh(t.Context(), s.RefreshToken)
					if err != nil {
						t.Fatal(err)
					}
					s = next
				}
				if !s.RefreshExpiresAt.Equal(end) {
					t.Errorf("ends at last %v, want %v", s.RefreshExpiresAt, end)
				}
			})
		})
	}
}

// A person who signs in again in a browser leaves no session behind there; other devices stay signed in.
func TestANewSignInEndsTheFormerSessionOfTheBrowser(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		_, elsewhere := o.join(t, "a@post.example")
		_, other := o.join(t, "b@post.example")
		here := o.signIn(t, "a@post.example")
		in := func(email, password, cookie string) (*account.SignedIn, error) {
			client := from(1)
			client.RefreshToken = cookie
			return o.StartSession(t.Context(), account.SessionStartInput{Email: email, Password: password}, client)
		}
		open := func(s *account.SignedIn) bool {
			_, err := o.OfSession(t.Context(), s.SessionID)
			return err == nil
		}
		if _, err := in("a@post.example", "wrong", here.RefreshToken); rule(err) != "WRONG_CREDENTIALS" || !open(here) {
			t.Errorf("a sign-in that fails: %v, still open: %v", err, open(here))
		}
		renewed, err := o.Refresh(t.Context(), here.RefreshToken)
		if err != nil {
			t.Fatal(err)
		}
		again, err := in("a@post.example", goodPassword, renewed.RefreshToken)
		if err != nil || open(here) || !open(again) || !open(elsewhere) {
			t.Fatalf("got %v; former open: %v, new: %v, other device: %v", err, open(here), open(again), open(elsewhere))
		}
		another, err := in("b@post.example", goodPassword, again.RefreshToken)
		if err != nil || open(again) || !open(another) || !open(other) {
			t.Errorf("another person: %v; former open: %v", err, open(again))
		}
		if s, err := in("a@post.example", goodPassword, "no token of ours"); err != nil || !open(s) || !open(another) {
			t.Errorf("an unknown cookie: %v", err)
		}
	})
}

func TestAllSessionsOfOneOrOfEverybodyAreEnded(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		ctx, first := o.join(t, "a@post.example")
		second, third := o.signIn(t, "a@post.example"), o.signIn(t, "a@post.example")
		_, other := o.join(t, "b@post.example")
		open := func(all ...*account.SignedIn) (list []bool) {
			for _, s := range all {
				_, err := o.OfSession(t.Context(), s.SessionID)
				list = append(list, err == nil)
			}
			return list
		}
		both := account.SessionEndInput{SessionID: &second.SessionID, Others: true}
		if _, err := o.EndSession(ctx, both); rule(err) != "INVALID others" {
			t.Errorf("one and all others: got %v", err)
		}
		if _, err := o.EndSession(t.Context(), account.SessionEndInput{Others: true}); rule(err) != "UNAUTHENTICATED" {
			t.Errorf("nobody: got %v", err)
		}
		if ended, err := o.EndSession(ctx, account.SessionEndInput{Others: true}); err != nil || ended != "" {
			t.Errorf("all others: %q, %v", ended, err)
		}
		if got := open(first, second, third, other); !slices.Equal(got, []bool{true, false, false, true}) {
			t.Errorf("after all others: open %v", got)
		}
		platform := viewer.System(t.Context(), "test")
		fourth := o.signIn(t, "a@post.example")
		if n, err := o.EndSessionsOf(platform, first.Viewer.ID); err != nil || n != 2 {
			t.Errorf("of one: %d, %v", n, err)
		}
		if got := open(first, fourth, other); !slices.Equal(got, []bool{false, false, true}) {
			t.Errorf("after those of one: open %v", got)
		}
		fifth := o.signIn(t, "a@post.example")
		if n, accounts, err := o.EndEverySession(platform); err != nil || n != 2 || accounts != 2 {
			t.Errorf("of everybody: %d of %d, %v", n, accounts, err)
		}
		if got := open(fifth, other); slices.Contains(got, true) {
			t.Errorf("after everybody's: open %v", got)
		}
	})
}

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

func TestAttack48KnownAndUnknownAddressesAreAlike(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		bg := context.Background()
		o.join(t, "known@post.example")
		o.register(t, "pending@post.example")
		type work struct {
			answer         string
			hashes         int64
			jobs, counters int
		}
		measure := func(act func() error) work {
			before, _ := o.HashCount()
			answer := rule(act())
			after, _ := o.HashCount()
			done := work{answer: answer, hashes: after - before,
				jobs: count(t, w.DB, `SELECT COUNT(*) FROM job`), counters: count(t, w.DB, `SELECT COUNT(*) FROM counter`)}
			o.work(t)
			if err := w.DB.Tx(viewer.System(bg, "test"), func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.Exec(ctx, `DELETE FROM counter WHERE id NOT LIKE 'sweep%'`)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return done
		}
		measure(func() error { return nil })
		addresses := []string{"known@post.example", "unknown@post.example", "pending@post.example"}
		for name, act := range map[string]func(email string) error{
			"sign-in": func(email string) error {
				_, err := o.StartSession(bg, account.SessionStartInput{Email: email, Password: "not the password"}, from(1))
				return err
			},
			"reset": func(email string) error {
				return o.RequestPasswordReset(bg, account.PasswordResetRequestInput{Email: email}, from(1))
			},
			"registration": func(email string) error { return o.Register(bg, registration(email), from(1)) },
		} {
			var done []work
			for _, email := range addresses {
				done = append(done, measure(func() error { return act(email) }))
			}
			if done[0] != done[1] || done[1] != done[2] {
				t.Errorf("%s: got %+v for %v, want all alike", name, done, addresses)
			}
		}
	})
}

func TestSignInIsLimitedWithoutLockingTheOwnerOut(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{LoginsPerPair: 2, LoginsPerAddress: 3})
		bg := context.Background()
		o.join(t, "a@post.example")
		o.signIn(t, "a@post.example")
		try := func(password string, n int) string {
			_, err := o.StartSession(bg, account.SessionStartInput{Email: "a@post.example", Password: password}, from(n))
			return rule(err)
		}
		var got []string
		for n := range 5 {
			got = append(got, try("wrong password here", 100+n))
		}
		want := []string{"WRONG_CREDENTIALS", "WRONG_CREDENTIALS", "WRONG_CREDENTIALS", "RATE_LIMITED", "RATE_LIMITED"}
		if !slices.Equal(got, want) {
			t.Errorf("strangers: got %v, want %v", got, want)
		}
		if got := try(goodPassword, 1); got != "" {
			t.Errorf("the owner, where the account signed in before: got %q", got)
		}
		got = []string{try("wrong", 1), try("wrong", 1), try(goodPassword, 1)}
		if want := []string{"WRONG_CREDENTIALS", "WRONG_CREDENTIALS", "RATE_LIMITED"}; !slices.Equal(got, want) {
			t.Errorf("one network: got %v, want %v", got, want)
		}
		w.Clock.Advance(15 * time.Minute)
		if got := try(goodPassword, 1); got != "" {
			t.Errorf("a quarter of an hour later: got %q", got)
		}
	})
}

// A person who shares an address with many is not locked out by how many they are: thirty clerks sign in again and again, three classes of
// a school register in one hour, some of them twice.
func TestOfficesAndSchoolsBehindOneAddressAreNotLockedOut(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{LoginsPerNetwork: 3})
		o.join(t, "clerk@post.example")
		for range 8 {
			o.signIn(t, "clerk@post.example")
		}
		for i := range 90 + 10 - 1 {
			if err := o.Register(t.Context(), registration(fmt.Sprintf("pupil%d@post.example", i%90)), from(1)); err != nil {
				t.Fatalf("registration %d: %v", i, err)
			}
		}
		var got []string
		for i := range 4 {
			_, err := o.StartSession(t.Context(), account.SessionStartInput{Email: fmt.Sprintf("nobody%d@post.example", i), Password: "a guess"}, from(1))
			got = append(got, rule(err))
		}
		if want := []string{"WRONG_CREDENTIALS", "WRONG_CREDENTIALS", "WRONG_CREDENTIALS", "RATE_LIMITED"}; !slices.Equal(got, want) {
			t.Errorf("guesses: got %v, want %v", got, want)
		}
	})
}

func TestAttack50AThousandParallelSignInsKeepMemoryBounded(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		const tries = 1000
		var peak uint64
		stop := make(chan struct{})
		watched := make(chan struct{})
		go func() {
			defer close(watched)
			for {
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				peak = max(peak, m.HeapAlloc)
				select {
				case <-stop:
					return
				case <-time.After(20 * time.Millisecond):
				}
			}
		}()
		results := make([]string, tries)
		var wg sync.WaitGroup
		for i := range tries {
			wg.Go(func() {
				_, err := o.StartSession(context.Background(),
					account.SessionStartInput{Email: fmt.Sprintf("u%d@post.example", i), Password: "whatever it may be"}, from(i))
				results[i] = rule(err)
			})
		}
		wg.Wait()
		close(stop)
		<-watched
		tally := map[string]int{}
		for _, r := range results {
			tally[r]++
		}
		if tally["WRONG_CREDENTIALS"]+tally["RATE_LIMITED"] != tries || tally["RATE_LIMITED"] == 0 {
			t.Errorf("answers: got %v", tally)
		}
		if _, most := o.HashCount(); most > o.MaxWorking() {
			t.Errorf("computations at once: got %d, want at most %d", most, o.MaxWorking())
		}
		// Other tests of this package run beside this one, hence the wide margin; without a bound it would be 46 GiB.
		if limit := uint64(o.MaxWorking()+2) * 46 << 20 * 8; peak > limit {
			t.Errorf("heap: got %d MiB, want at most %d MiB", peak>>20, limit>>20)
		}
	})
}

func TestPasswordResetEndsAllSessionsAndSignsNobodyIn(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		bg := context.Background()
		const email, newPassword = "a@post.example", "Ganz ein anderer Satz 9"
		_, signed := o.join(t, email)
		if err := o.RequestPasswordReset(bg, account.PasswordResetRequestInput{Email: email}, from(1)); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		token := o.lastToken(t, email)
		if _, err := o.StartSession(bg, account.SessionStartInput{Email: email, Password: goodPassword}, from(1)); err != nil {
			t.Errorf("the password, while a link to set another one waits: %v", err)
		}
		if err := o.ResetPassword(bg, account.PasswordResetInput{Token: token, Password: newPassword}); err != nil {
			t.Fatal(err)
		}
		if err := o.ResetPassword(bg, account.PasswordResetInput{Token: token, Password: newPassword}); rule(err) != "EXPIRED token" {
			t.Errorf("the link again: got %v", err)
		}
		if _, _, err := o.Authenticate(bg, signed.AccessToken); rule(err) != "UNAUTHENTICATED" {
			t.Errorf("old session: got %v", err)
		}
		if _, err := o.StartSession(bg, account.SessionStartInput{Email: email, Password: goodPassword}, from(1)); rule(err) != "WRONG_CREDENTIALS" {
			t.Errorf("old password: got %v", err)
		}
		again, err := o.StartSession(bg, account.SessionStartInput{Email: email, Password: newPassword}, from(1))
		if err != nil {
			t.Fatal(err)
		}
		third, err := o.StartSession(bg, account.SessionStartInput{Email: email, Password: newPassword}, from(1))
		if err != nil {
			t.Fatal(err)
		}
		ctx := o.as(t, again)
		if _, err := o.ChangePassword(ctx, account.PasswordChangeInput{Current: "wrong", New: goodPassword}, from(1)); rule(err) != "WRONG_CREDENTIALS current" {
			t.Errorf("wrong current password: got %v", err)
		}
		if _, err := o.ChangePassword(ctx, account.PasswordChangeInput{Current: newPassword, New: goodPassword}, from(1)); err != nil {
			t.Fatal(err)
		}
		if _, _, err := o.Authenticate(bg, third.AccessToken); rule(err) != "UNAUTHENTICATED" {
			t.Errorf("other session after the change: got %v", err)
		}
		if _, _, err := o.Authenticate(bg, again.AccessToken); err != nil {
			t.Errorf("own session after the change: got %v", err)
		}
		o.work(t)
		mails := o.mailsTo(email)
		if last := mails[len(mails)-1]; last.Subject != "Ihr Passwort wurde geändert" {
			t.Errorf("last mail: got %q", last.Subject)
		}
	})
}

func TestSessionsAreListedAndEnded(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		ctx, first := o.join(t, "a@post.example")
		w.Clock.Advance(time.Second)
		second := o.signIn(t, "a@post.example")
		stranger, _ := o.join(t, "b@post.example")
		me, _ := o.Me(ctx)
		list, err := o.Sessions(ctx, me, first.SessionID)
		if err != nil || len(list) != 2 || list[0].ID != second.SessionID || list[0].Current || !list[1].Current || list[0].UserAgent != "Mozilla/5.0 (X11)" {
			t.Fatalf("got %+v, %v", list, err)
		}
		if _, err := o.EndSession(stranger, account.SessionEndInput{SessionID: &second.SessionID}); rule(err) != "NOT_FOUND sessionId" {
			t.Errorf("somebody else's session: got %v", err)
		}
		if ended, err := o.EndSession(ctx, account.SessionEndInput{SessionID: &second.SessionID}); err != nil || ended != second.SessionID {
			t.Errorf("got %q, %v", ended, err)
		}
		if ended, err := o.EndSession(ctx, account.SessionEndInput{}); err != nil || ended != first.SessionID {
			t.Errorf("the current one: got %q, %v", ended, err)
		}
		for _, s := range []*account.SignedIn{first, second} {
			if _, _, err := o.Authenticate(ctx, s.AccessToken); errs.CodeOf(err) != errs.Unauthenticated {
				t.Errorf("ended session: got %v", err)
			}
		}
	})
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

// One account in a loop, whose password is right, would otherwise compute for its network alone and leave sessions without end.
func TestSignInsOfOneNetworkHaveAnEndAlsoWhenTheySucceed(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{LoginsPerNetwork: 2, SignInsPerNetwork: 5})
		o.join(t, "a@post.example")
		for range 5 {
			o.signIn(t, "a@post.example")
		}
		in := account.SessionStartInput{Email: "a@post.example", Password: goodPassword}
		if _, err := o.StartSession(t.Context(), in, from(1)); rule(err) != "RATE_LIMITED" {
			t.Errorf("the sixth: got %v", err)
		}
		if _, err := o.StartSession(t.Context(), in, from(2)); err != nil {
			t.Errorf("from elsewhere: got %v", err)
		}
		w.Clock.Advance(15 * time.Minute)
		o.signIn(t, "a@post.example")
	})
}

// The list of devices shows all of them: with the hundred and first the one ends that was not used for longest.
func TestAnAccountHasNoMoreSessionsThanItsListShows(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{LoginsPerPair: 1000})
		_, first := o.join(t, "a@post.example")
		w.Clock.Advance(time.Second)
		second := o.signIn(t, "a@post.example")
		w.Clock.Advance(time.Second)
		next, err := o.Refresh(t.Context(), first.RefreshToken)
		if err != nil {
			t.Fatal(err)
		}
		seeded := o.seedSessions(t, first.Viewer.ID, 98)
		last := o.signIn(t, "a@post.example")
		if _, err := o.OfSession(t.Context(), second.SessionID); rule(err) != "UNAUTHENTICATED" {
			t.Errorf("the one not used for longest: got %v", err)
		}
		for _, sessionID := range append(seeded, next.SessionID, last.SessionID) {
			if _, err := o.OfSession(t.Context(), sessionID); err != nil {
				t.Errorf("%s: got %v", sessionID, err)
			}
		}
	})
}

// seedSessions opens sessions without the work that a password costs.
func (o *office) seedSessions(t *testing.T, accountID string, n int) (ids []string) {
	t.Helper()
	err := o.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
		like, err := tx.Session.Query().Where(session.AccountID(accountID)).First(ctx)
		if err != nil {
			return err
		}
		for range n {
			ids = append(ids, id.New(id.Session, tx.Now))
			_, err := tx.Exec(ctx, `INSERT INTO session (id, account_id, sealed_user_agent, created_at, last_seen_at, expires_at)
				VALUES (?, ?, ?, ?, ?, ?)`, ids[len(ids)-1], accountID, []byte{}, tx.Now, tx.Now, like.ExpiresAt)
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// The list of devices says when each session really ends, also when the account has got a role since then.
func TestTheListOfDevicesSaysWhenSessionsEnd(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		_, before := o.join(t, "a@post.example")
		end := w.Clock.Now().Add(12 * time.Hour)
		if err := o.SetPlatformRole(viewer.System(t.Context(), "test"), before.Viewer.ID, account.Operator, true); err != nil {
			t.Fatal(err)
		}
		list, err := o.Sessions(o.as(t, before), before.Viewer, before.SessionID)
		if err != nil || len(list) != 1 || !list[0].ExpiresAt.Equal(end) {
			t.Fatalf("got %+v, %v; want its end at %v", list, err, end)
		}
		w.Clock.Advance(12 * time.Hour)
		after := o.signIn(t, "a@post.example")
		list, err = o.Sessions(o.as(t, after), after.Viewer, after.SessionID)
		if err != nil || len(list) != 1 || list[0].ID != after.SessionID {
			t.Errorf("behind its end: got %+v, %v", list, err)
		}
	})
}

// A cookie whose session was deleted meanwhile keeps nobody from signing in.
func TestACookieOfADeletedSessionIsNoObstacle(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		_, gone := o.join(t, "a@post.example")
		err := o.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
			return tx.Session.DeleteOneID(gone.SessionID).Exec(ctx)
		})
		if err != nil {
			t.Fatal(err)
		}
		client := from(1)
		client.RefreshToken = gone.RefreshToken
		if _, err := o.StartSession(t.Context(), account.SessionStartInput{Email: "a@post.example", Password: goodPassword}, client); err != nil {
			t.Errorf("got %v", err)
		}
	})
}
