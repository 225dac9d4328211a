package account_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"schalter/ent/refreshtoken"
	"schalter/ent/session"
	"schalter/internal/account"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/testkit"
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
