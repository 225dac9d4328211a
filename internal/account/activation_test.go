package account_test

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"
	"time"

	"schalter/internal/account"
	"schalter/internal/checkcode"
	"schalter/internal/errs"
	"schalter/internal/testkit"
)

func TestAddressNamesTheFieldAtFault(t *testing.T) {
	t.Parallel()
	o := newOffice(t, testkit.SQLite(t), account.Limits{})
	ctx, _ := o.join(t, "a@post.example")
	for _, tt := range []struct {
		name   string
		change func(*account.PostalAddressInput)
		want   string
	}{
		{"no city", func(a *account.PostalAddressInput) { a.City = " " }, "REQUIRED address.city"},
		{"no postal code", func(a *account.PostalAddressInput) { a.PostalCode = nil }, "REQUIRED address.postalCode"},
		{"short postal code", func(a *account.PostalAddressInput) { a.PostalCode = ptr("9604") }, "INVALID address.postalCode"},
		{"no such country", func(a *account.PostalAddressInput) { a.Country = "XX" }, "INVALID address.country"},
		{"emoji", func(a *account.PostalAddressInput) { a.Street = ptr("Straße 😀") }, "INVALID address.street"},
		{"second line", func(a *account.PostalAddressInput) { a.Addition = ptr("A\nB") }, "INVALID address.addition"},
		{"too long", func(a *account.PostalAddressInput) { a.Street = ptr(strings.Repeat("x", 101)) }, "TOO_LONG address.street"},
		{"does not fit the window", func(a *account.PostalAddressInput) { a.Street = ptr(strings.Repeat("W", 100)) }, "TOO_LONG address.street"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := address("Bamberg")
			tt.change(&in.Address)
			_, err := o.SetPostalAddress(ctx, in)
			if got := rule(err); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
			in = address("Bamberg")
			tt.change(&in.Address)
			if _, err := o.ReviewAddress(ctx, in.Address); rule(err) != tt.want {
				t.Errorf("looked at before: got %q, want %q", rule(err), tt.want)
			}
		})
	}
}

func TestAddressesComeBackAsGiven(t *testing.T) {
	t.Parallel()
	o := newOffice(t, testkit.SQLite(t), account.Limits{})
	for i, in := range []account.PostalAddressInput{
		{HouseNumber: ptr("7"), PostalCode: ptr("95448"), City: "Oberkonnersreuth", Country: "DE"},
		{Street: ptr("Großbeerenstraße"), HouseNumber: ptr("14 a"), PostalCode: ptr("80331"), City: "München", Addition: ptr("c/o Łukasz Žižek"), Country: "DE"},
		{Street: ptr("Λεωφόρος Αθηνών 12"), PostalCode: ptr("104 42"), City: "Αθήνα", Country: "GR"},
		{City: "Birżebbuġa", Street: ptr("Triq il-Kbira"), PostalCode: ptr("BBG 1508"), Country: "MT"},
	} {
		ctx, _ := o.join(t, string(rune('a'+i))+"@post.example")
		v, err := o.SetPostalAddress(ctx, account.PostalAddressSetInput{Address: in})
		if err != nil {
			t.Fatal(err)
		}
		got := v.Activation.Address
		same := func(a, b *string) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }
		if got.City != in.City || got.Country != in.Country || !same(got.Street, in.Street) || !same(got.HouseNumber, in.HouseNumber) ||
			!same(got.PostalCode, in.PostalCode) || !same(got.Addition, in.Addition) {
			t.Errorf("got %+v, want %+v", got, in)
		}
		if in.Country != "DE" && v.Activation.ExpectedTo != "2026-03-23" {
			t.Errorf("abroad: expected to %s", v.Activation.ExpectedTo)
		}
	}
}

func TestThreeLettersInNinetyDays(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		ctx, signed := o.join(t, "a@post.example")
		if _, err := o.ReissueLetter(ctx, account.ActivationLetterReissueInput{}); rule(err) != "WRONG_STATE" {
			t.Errorf("before any address: got %v", err)
		}
		if _, err := o.SetPostalAddress(ctx, address("Bamberg")); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		w.Clock.Advance(24 * time.Hour)
		if _, err := o.ReissueLetter(ctx, account.ActivationLetterReissueInput{}); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		w.Clock.Advance(time.Second)
		if _, err := o.SetPostalAddress(ctx, address("Hallstadt")); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		v, err := o.Me(ctx)
		if err != nil {
			t.Fatal(err)
		}
		next := testkit.Start.Add(90 * 24 * time.Hour)
		if v.Activation.NextLetterAt == nil || !v.Activation.NextLetterAt.Equal(next) {
			t.Errorf("next letter: got %v, want %v", v.Activation.NextLetterAt, next)
		}
		_, err = o.ReissueLetter(ctx, account.ActivationLetterReissueInput{})
		r := errs.AsRefusal(err)
		if rule(err) != "LETTER_LIMIT" || len(r.Problems[0].Args) != 1 || !r.Problems[0].Args[0].(time.Time).Equal(next) {
			t.Errorf("fourth letter: got %v", err)
		}
		o.work(t)
		if got := len(o.letters); got != 3 || o.letters[2].Address.City != "Hallstadt" {
			t.Errorf("letters printed: got %d, want 3", got)
		}
		w.Clock.Advance(90 * 24 * time.Hour)
		later := o.signIn(t, "a@post.example")
		if _, err := o.ReissueLetter(o.as(t, later), account.ActivationLetterReissueInput{}); err != nil {
			t.Errorf("after the window: %v", err)
		}
		_ = signed
	})
}

// wrongCode is a code with a right check symbol that nobody was sent.
func wrongCode() string { return checkcode.New(rand.Reader) }

func TestAttack40CodesCannotBeGuessed(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		victim, _ := o.join(t, "victim@post.example")
		attacker, _ := o.join(t, "attacker@post.example")
		if _, err := o.SetPostalAddress(attacker, address("Bamberg")); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		attackersCode := o.lastCode(t)
		if _, err := o.SetPostalAddress(victim, address("Bamberg")); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		victimsCode := o.lastCode(t)
		try := func(ctx context.Context, c string) string {
			_, err := o.Activate(ctx, account.AccountActivateInput{Code: c})
			return rule(err)
		}
		if got := try(attacker, victimsCode); got != "WRONG_CODE code" {
			t.Errorf("another person's code: got %q", got)
		}
		slip := []byte(attackersCode)
		slip[3] = map[bool]byte{true: '2', false: '1'}[slip[3] == '1']
		for range 10 {
			if got := try(attacker, string(slip)); got != "INVALID code" {
				t.Fatalf("a slip: got %q", got)
			}
		}
		if v, _ := o.Me(attacker); v.Activation.AttemptsLeft != 4 {
			t.Errorf("slips count as tries: %d left", v.Activation.AttemptsLeft)
		}
		// Five tries, from wherever they come and however many at once.
		results := make(chan string, 20)
		for range cap(results) {
			go func() { results <- try(attacker, wrongCode()) }()
		}
		tally := map[string]int{}
		for range cap(results) {
			tally[<-results]++
		}
		if tally["WRONG_CODE code"] != 3 || tally["CODE_VOID code"] != 17 {
			t.Errorf("parallel tries: got %v, want 3 wrong and the rest void", tally)
		}
		if got := try(attacker, attackersCode); got != "CODE_VOID code" {
			t.Errorf("the right code after five tries: got %q", got)
		}
		w.Clock.Advance(time.Second)
		v, err := o.ReissueLetter(attacker, account.ActivationLetterReissueInput{})
		if err != nil || v.Activation.AttemptsLeft != 5 {
			t.Errorf("a new letter: got %v, %v", v, err)
		}
		if got := try(victim, victimsCode); got != "" {
			t.Errorf("the victim's own code: got %q", got)
		}
		o.work(t)
		fresh := o.lastCode(t)
		w.Clock.Advance(31 * 24 * time.Hour)
		later := o.as(t, o.signIn(t, "attacker@post.example"))
		if got := try(later, fresh); got != "EXPIRED code" {
			t.Errorf("after the 30th day: got %q", got)
		}
	})
}

func TestAttack41ACodeProvesOnlyTheNameAndAddressItWasSentTo(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		try := func(ctx context.Context, c string) string {
			_, err := o.Activate(ctx, account.AccountActivateInput{Code: c})
			return rule(err)
		}
		ctx, _ := o.join(t, "a@post.example")
		if _, err := o.SetPostalAddress(ctx, address("Bamberg")); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		old := o.lastCode(t)
		w.Clock.Advance(time.Second)
		if _, err := o.SetPostalAddress(ctx, address("Coburg")); err != nil {
			t.Fatal(err)
		}
		o.work(t)
		if got := try(ctx, old); got != "WRONG_CODE code" {
			t.Errorf("code of the old address: got %q", got)
		}
		if _, err := o.UpdateProfile(ctx, account.ProfileUpdateInput{FamilyName: account.To("Anders")}); err != nil {
			t.Fatal(err)
		}
		if got := try(ctx, o.lastCode(t)); got != "CODE_VOID code" {
			t.Errorf("code of the old name: got %q", got)
		}
		w.Clock.Advance(time.Second)
		v, err := o.ReissueLetter(ctx, account.ActivationLetterReissueInput{})
		if err != nil || v.Activation.Address.Recipient != "Zoë Anders" || v.Activation.Address.City != "Coburg" {
			t.Fatalf("letter to the new name: got %+v, %v", v, err)
		}
		o.work(t)
		if got := try(ctx, o.lastCode(t)); got != "" {
			t.Fatalf("its code: got %q", got)
		}
		v, err = o.UpdateProfile(ctx, account.ProfileUpdateInput{GivenName: account.To("Zora")})
		if err != nil || v.TrustLevel != account.TrustEmail || v.PostalAddress != nil {
			t.Errorf("another name after the proof: got %+v, %v", v, err)
		}
	})
}

func TestTheProvenAddressGivenAgainStaysProven(t *testing.T) {
	t.Parallel()
	o := newOffice(t, testkit.SQLite(t), account.Limits{})
	ctx, _ := o.join(t, "a@post.example")
	o.settle(t, ctx)
	o.Clock.Advance(time.Second)
	v, err := o.SetPostalAddress(ctx, address("Bamberg"))
	if err != nil || v.TrustLevel != account.TrustPostal {
		t.Errorf("the same: got %+v, %v", v, err)
	}
	v, err = o.SetPostalAddress(ctx, address("Coburg"))
	if err != nil || v.TrustLevel != account.TrustEmail || v.PostalAddress != nil || v.Activation.Address.City != "Coburg" {
		t.Errorf("another one: got %+v, %v", v, err)
	}
}

func TestLookingAtAnAddressOrdersNothing(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		ctx, _ := o.join(t, "a@post.example")
		got, err := o.ReviewAddress(ctx, address("Bayreuth").Address)
		if err != nil || got.Recipient != "Zoë Kŕáľová-Łuczak" || got.City != "Bayreuth" {
			t.Errorf("got %+v, %v", got, err)
		}
		if n := count(t, w.DB, `SELECT COUNT(*) FROM activation`) + count(t, w.DB, `SELECT COUNT(*) FROM letter`); n != 0 {
			t.Errorf("%d rows of letters were made", n)
		}
		if _, err := o.ReviewAddress(context.Background(), address("Bayreuth").Address); errs.CodeOf(err) != errs.Unauthenticated {
			t.Errorf("a stranger: got %v", err)
		}
	})
}
