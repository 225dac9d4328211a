package organisation_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/netip"
	"strings"
	"testing"
	"time"

	"schalter/internal/checkcode"
	"schalter/internal/organisation"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

func TestWrongCodesMakeARequestVoid(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		if got := rule(second(b.Confirm(anyone, checkcode.New(rand.Reader)))); got != "UNAUTHENTICATED" {
			t.Errorf("nobody: got %s", got)
		}
		if got := rule(second(b.Confirm(eva, checkcode.New(rand.Reader)))); got != "WRONG_STATE connect_nothing_waits code" {
			t.Errorf("nothing waits: got %s", got)
		}
		l := b.release(t, wish("aut_coburg", organisation.Inbox))
		b.emails["acc_6"] = "other@coburg.example"
		if got := rule(second(b.Confirm(as("acc_6", nil), l.code))); got != "WRONG_STATE connect_nothing_waits code" {
			t.Errorf("another address with the right code: got %s", got)
		}
		for _, slip := range []string{"", "ABC", l.code[:11] + "U", strings.Repeat("A", 10_000)} {
			if got := rule(second(b.Confirm(eva, slip))); !strings.HasSuffix(got, " code") || strings.HasPrefix(got, "WRONG") {
				t.Errorf("%.12s: got %s", slip, got)
			}
		}
		for i := range 5 {
			want := "WRONG_CODE wrong_code code"
			if i == 4 {
				want = "CODE_VOID connect_code_void code"
			}
			if got := rule(second(b.Confirm(eva, checkcode.New(rand.Reader)))); got != want {
				t.Errorf("try %d: got %s, want %s", i+1, got, want)
			}
		}
		if got := rule(second(b.Confirm(eva, l.code))); got != "CODE_VOID connect_code_void code" {
			t.Errorf("the right code after it: got %s", got)
		}
		if b.count(t, organisation.RequestVoid) != 1 || b.take(&b.gone) != l.requestID || b.OfAuthority("aut_coburg") != nil {
			t.Error("the request must be void, its letter taken back and nothing opened")
		}
	})
}

func TestCodesAndRequestsEndWithTime(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		l := b.release(t, wish("aut_coburg", organisation.Inbox))
		b.request(t, wish("aut_hof", organisation.Inbox))
		w.Clock.Advance(60 * 24 * time.Hour)
		if got := rule(second(b.Confirm(eva, l.code))); got != "EXPIRED connect_code_expired code" {
			t.Errorf("after 60 days: got %s", got)
		}
		b.sweep(t)
		if b.count(t, organisation.RequestExpired) != 1 || b.count(t, organisation.RequestRequested) != 1 {
			t.Error("the released request ends after 60 days without a print, the other one waits for 90")
		}
		w.Clock.Advance(30 * 24 * time.Hour)
		b.sweep(t)
		if got := b.count(t, organisation.RequestExpired); got != 2 {
			t.Errorf("after 90 days: got %d", got)
		}
		w.Clock.Advance(91 * 24 * time.Hour)
		b.sweep(t)
		if got := b.count(t, ""); got != 0 {
			t.Errorf("kept: got %d", got)
		}
	})
}

// The printing of the letter says when a code is over: a slow printer eats nobody's time, and no life of a quick one is longer.
func TestALettersPrintingSaysWhenItsCodeIsOver(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		late, quick := b.release(t, wish("aut_coburg", organisation.Inbox)), b.release(t, wish("aut_hof", organisation.Inbox))
		printed := func(l sentLetter, ends time.Time) {
			t.Helper()
			err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
				return b.LetterPrinted(ctx, tx, l.requestID, ends)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		printed(quick, w.Clock.Now().AddDate(0, 0, 30))
		w.Clock.Advance(50 * 24 * time.Hour)
		printed(late, w.Clock.Now().AddDate(0, 0, 30))
		if got := rule(second(b.Confirm(eva, quick.code))); got != "EXPIRED connect_code_expired code" {
			t.Errorf("printed 50 days ago: got %s", got)
		}
		w.Clock.Advance(30*24*time.Hour - time.Second)
		b.sweep(t)
		if _, err := b.Confirm(eva, late.code); err != nil {
			t.Errorf("on the last day: %v", err)
		}
		// What is over is not opened again.
		printed(quick, w.Clock.Now().AddDate(0, 0, 30))
		if got := rule(second(b.Confirm(eva, quick.code))); got != "WRONG_STATE connect_nothing_waits code" {
			t.Errorf("a letter reported late: got %s", got)
		}
	})
}

func TestTwoAuthoritiesOfOneContactHaveCodesOfTheirOwn(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		first := b.release(t, wish("aut_coburg", organisation.Inbox))
		other := b.release(t, wish("aut_hof", organisation.Inbox))
		if entered, err := b.Confirm(eva, other.code); err != nil || entered.AuthorityID != "aut_hof" {
			t.Fatalf("got %+v, %v", entered, err)
		}
		if entered, err := b.Confirm(eva, first.code); err != nil || entered.AuthorityID != "aut_coburg" {
			t.Fatalf("got %+v, %v", entered, err)
		}
		b.in(t, func(ctx context.Context, tx *store.Tx) error {
			if employed, err := b.Employs(ctx, tx, "acc_5"); err != nil || !employed {
				t.Errorf("got %v, %v", employed, err)
			}
			return nil
		})
	})
}

func TestTwoCodesForOneAuthorityAtOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		for round, authorityID := range []string{"aut_coburg", "aut_hof"} {
			codes := map[string]string{}
			for i := range 4 {
				accountID := fmt.Sprintf("acc_2%d%d", round, i)
				in := wish(authorityID, organisation.Inbox)
				in.Contact.Email = accountID + "@coburg.example"
				b.emails[accountID] = in.Contact.Email
				if err := b.RequestConnect(anyone, in, netip.AddrFrom4([4]byte{203, 0, 113, byte(10*round + i)})); err != nil {
					t.Fatal(err)
				}
				list, err := b.Requests(operator, organisation.RequestRequested, pagination.Request{Limit: 10})
				if err != nil {
					t.Fatal(err)
				}
				b.approve(t, list.Items[0].Node.ID)
				codes[accountID] = b.letters[len(b.letters)-1].code
			}
			answers := make(chan string, len(codes))
			for accountID, secret := range codes {
				go func() { answers <- rule(second(b.Confirm(as(accountID, nil), secret))) }()
			}
			got := map[string]int{}
			for range codes {
				got[<-answers]++
			}
			if got[""] != 1 || got["TAKEN authority_connected code"] != 3 {
				t.Errorf("%s: got %v", authorityID, got)
			}
		}
	})
}

// A code of an earlier letter that is typed while the next one waits for its printing is no try: nobody has the code it is compared with.
func TestACodeBeforeItsLetterIsNoTry(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		b := newBureau(t, w)
		l := b.release(t, wish("aut_coburg", organisation.Inbox))
		b.notSent = []string{l.requestID}
		for range 6 {
			if got := rule(second(b.Confirm(eva, checkcode.New(rand.Reader)))); got != "WRONG_STATE code_not_sent code" {
				t.Fatalf("before its letter: got %s", got)
			}
		}
		// Who has it all the same guessed it, and could go on guessing.
		if got := rule(second(b.Confirm(eva, l.code))); got != "WRONG_STATE code_not_sent code" {
			t.Errorf("the right one before its letter: got %s", got)
		}
		b.notSent = nil
		if got := rule(second(b.Confirm(eva, checkcode.New(rand.Reader)))); got != "WRONG_CODE wrong_code code" {
			t.Errorf("behind its letter: got %s", got)
		}
		if _, err := b.Confirm(eva, l.code); err != nil {
			t.Errorf("the right one: got %v", err)
		}
	})
}
