package account_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

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
		o := openOffice(t, w, account.Options{PasswordMemory: account.RealPasswordMemory})
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
