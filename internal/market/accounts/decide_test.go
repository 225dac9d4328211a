package accounts_test

import (
	"context"
	"testing"

	"schalter/internal/market/accounts"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

func TestNobodyDecidesAboutThemselves(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t), 0)
	a, err := n.request(n.signIn("", n.certificate("1", "Olga Operator", "olga@bamberg.example")), form("Olga", "Operator", "olga@bamberg.example"), "k")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := n.Decide(n.operator(), accounts.Decision{ID: a.ID, ExpectedVersion: a.Version, Approve: true}); rule(err) != "WRONG_STATE market_decide_self" {
		t.Errorf("got %v", err)
	}
	if _, err := n.Decide(n.operator(), accounts.Decision{ID: a.ID, ExpectedVersion: 7, Approve: true}); rule(err) != "STALE" {
		t.Errorf("another version: got %v", err)
	}
	if _, err := n.Decide(n.signIn(a.AccountID, n.certificate("1", "Olga Operator", "olga@bamberg.example")), accounts.Decision{ID: a.ID, Approve: true}); rule(err) != "FORBIDDEN" {
		t.Errorf("by the person: got %v", err)
	}
}

func TestTwoForOneNewOrganisationBecomeColleagues(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w, 0)
		var asked []*accounts.MarketAccount
		for i, name := range []string{"Anna", "Berta"} {
			email := name + "@zv.example"
			f := accounts.MarketAccountForm{GivenName: name, FamilyName: "Tal", Email: email, OrganisationName: "Zweckverband Au", Kind: "ZWECKVERBAND"}
			a, err := n.request(n.signIn("", n.certificate(string(rune('1'+i)), name+" Tal", email)), f, "k")
			if err != nil {
				t.Fatal(err)
			}
			asked = append(asked, a)
		}
		first, err := n.Decide(n.operator(), accounts.Decision{ID: asked[0].ID, ExpectedVersion: 1, Approve: true})
		if err != nil {
			t.Fatal(err)
		}
		second, err := n.Decide(n.operator(), accounts.Decision{ID: asked[1].ID, ExpectedVersion: 1, Approve: true, OrganisationID: &first.OrganisationID})
		if err != nil || second.OrganisationID != first.OrganisationID || n.Organisation(asked[1].OrganisationID) != nil {
			t.Errorf("got %+v, %v", second, err)
		}
	})
}

func TestLikelyDuplicatesAreThoseOfThePersonOrTheCertificate(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t), 0)
	n.active(t, "1", "Anna", "Berg", false)
	n.active(t, "2", "Berta", "Tal", false)
	f := form("ANNA", "Berg", "other@bamberg.example")
	a, err := n.request(n.signIn("", n.certificate("3", "Anna Berg", "other@bamberg.example")), f, "k")
	if err != nil {
		t.Fatal(err)
	}
	alike, err := n.PossibleDuplicates(n.operator(), a)
	if err != nil || len(alike) != 1 || alike[0].PersonName != "Anna Berg" {
		t.Errorf("got %+v, %v", alike, err)
	}
	if alike, err := n.PossibleDuplicates(context.Background(), a); err != nil || alike != nil {
		t.Errorf("for others: got %+v, %v", alike, err)
	}
}

func TestF26ALostCertificateIsExchanged(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w, 0)
		a := n.active(t, "1", "Anna", "Berg", true)
		renewed := n.certificate("2", "Berg, Anna", "anna@bamberg.example")
		renewed.PersonName = of("Anna Berg")
		session := n.signIn(a.AccountID, renewed)
		if _, err := n.Replace(session, a.ID, a.Version+1); rule(err) != "STALE" {
			t.Errorf("another version: got %v", err)
		}
		done, err := n.Replace(session, a.ID, a.Version)
		if err != nil || done.ID != a.ID || done.Claims.Fingerprint != renewed.Fingerprint || done.State != accounts.Active {
			t.Fatalf("renewed: got %+v, %v", done, err)
		}
		if _, err := n.Replace(session, a.ID, done.Version); rule(err) != "WRONG_STATE certificate_unchanged" {
			t.Errorf("the same: got %v", err)
		}
		// The lost one is free for nobody's account to be found by, and another tax number waits for an operator.
		moved := n.certificate("3", "Anna Berg", "anna@bamberg.example")
		moved.TaxNumber = of("2866081508156")
		waits, err := n.Replace(n.signIn(a.AccountID, moved), a.ID, done.Version)
		if err != nil || waits.ID == a.ID || waits.State != accounts.Pending || *waits.ReplacesID != a.ID {
			t.Fatalf("another tax number: got %+v, %v", waits, err)
		}
		if now, err := n.Account(n.operator(), a.ID); err != nil || now.State != accounts.Active {
			t.Errorf("until then: got %+v, %v", now, err)
		}
		if _, err := n.Decide(n.operator(), accounts.Decision{ID: waits.ID, ExpectedVersion: waits.Version, Approve: true, MaySign: true}); err != nil {
			t.Fatal(err)
		}
		if now, err := n.Account(n.operator(), a.ID); err != nil || now.State != accounts.Disabled {
			t.Errorf("afterwards: got %+v, %v", now, err)
		}
		stranger := n.active(t, "4", "Berta", "Tal", false)
		if _, err := n.Replace(n.signIn(stranger.AccountID, n.certificate("5", "Berta Tal", "berta@bamberg.example")), waits.ID, 2); rule(err) != "NOT_FOUND" {
			t.Errorf("somebody else's account: got %v", err)
		}
	})
}

func TestF11WhoMaySignAndUntilWhen(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		n := newTown(t, w, 0)
		signs, prepares := n.active(t, "1", "Anna", "Berg", true), n.active(t, "2", "Berta", "Tal", false)
		ask := func(accountID, organisationID, on string) (got string) {
			n.in(t, func(ctx context.Context, tx *store.Tx) error {
				s, err := n.MaySign(ctx, tx, &viewer.Viewer{AccountID: accountID}, organisationID, on)
				if got = rule(err); err == nil {
					got = s.OrganisationID
				}
				return nil
			})
			return got
		}
		const no = "NOT_AUTHORISED_TO_SIGN not_authorised_to_sign"
		today := "2026-03-01"
		for _, tt := range []struct{ what, account, organisation, on, want string }{
			{"the signatory", signs.AccountID, bamberg, "2030-01-01", bamberg},
			{"before it began", signs.AccountID, bamberg, "2020-01-01", no},
			{"who prepares", prepares.AccountID, bamberg, "2030-01-01", no},
			{"for another organisation", signs.AccountID, coburg, "2030-01-01", no},
			{"nobody", "", bamberg, "2030-01-01", no},
		} {
			if got := ask(tt.account, tt.organisation, tt.on); got != tt.want {
				t.Errorf("%s: got %s", tt.what, got)
			}
		}
		list, err := n.Signings(context.Background(), bamberg, onePage)
		if err != nil || len(list.Items) != 1 {
			t.Fatalf("got %+v, %v", list, err)
		}
		one := list.Items[0].Node
		change := accounts.NewSigning{ID: &one.ID, ExpectedVersion: &one.Version, OrganisationID: bamberg, SignerID: bamberg, MembershipID: one.MembershipID,
			ValidFrom: one.ValidFrom, ValidTo: of("2030-05-01"), Evidence: of("Neue Oberbürgermeisterin ab 1. Mai 2030")}
		if _, err := n.SaveSigning(n.operator(), change); err != nil {
			t.Fatal(err)
		}
		if got := ask(signs.AccountID, bamberg, "2030-04-30"); got != bamberg {
			t.Errorf("the last day: got %s", got)
		}
		if got := ask(signs.AccountID, bamberg, "2030-05-01"); got != no {
			t.Errorf("the end: got %s", got)
		}
		if _, err := n.SaveSigning(n.operator(), change); rule(err) != "STALE" {
			t.Errorf("the version before: got %v", err)
		}
		change.ID, change.ExpectedVersion, change.ValidFrom, change.ValidTo, change.MembershipID = nil, nil, today, nil, nil
		change.SignerID = union
		if _, err := n.SaveSigning(n.operator(), change); rule(err) != "INVALID signing_only_for_members byOrganisationId" {
			t.Errorf("a union for a city that is no member: got %v", err)
		}
		change.SignerID, change.OrganisationID = it, it
		if _, err := n.SaveSigning(n.operator(), change); rule(err) != "NOT_AUTHORISED_TO_SIGN it_association_never_signs byOrganisationId" {
			t.Errorf("an IT association: got %v", err)
		}
		// Who leaves signs no more, and the certificate opens nothing.
		n.in(t, func(ctx context.Context, tx *store.Tx) error { return n.Left(ctx, tx, signs.AccountID, bamberg) })
		if got := ask(signs.AccountID, bamberg, "2030-01-01"); got != no {
			t.Errorf("who left: got %s", got)
		}
	})
}

func TestF8AUnionSignsForTheMembersItIsConfirmedToSignFor(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t), 0)
	f := form("Anna", "Berg", "anna@vg.example")
	f.OrganisationID, f.MaySign, f.Evidence = of(union), true, of("Beschluss")
	a, err := n.request(n.signIn("", n.certificate("1", "Anna Berg", "anna@vg.example")), f, "k")
	if err == nil {
		a, err = n.Decide(n.operator(), accounts.Decision{ID: a.ID, ExpectedVersion: 1, Approve: true, MaySign: true})
	}
	if err != nil {
		t.Fatal(err)
	}
	ask := func() (got string) {
		n.in(t, func(ctx context.Context, tx *store.Tx) error {
			s, err := n.MaySign(ctx, tx, &viewer.Viewer{AccountID: a.AccountID}, memberTown, "2030-01-01")
			if got = rule(err); err == nil {
				got = s.OrganisationID
			}
			return nil
		})
		return got
	}
	if got := ask(); got != "NOT_AUTHORISED_TO_SIGN not_authorised_to_sign" {
		t.Errorf("before it was confirmed: got %s", got)
	}
	if _, err := n.SaveSigning(n.operator(), accounts.NewSigning{OrganisationID: memberTown, SignerID: union, ValidFrom: "2026-01-01", Evidence: of("Beschluss der Gemeinde")}); err != nil {
		t.Fatal(err)
	}
	if got := ask(); got != union {
		t.Errorf("confirmed: got %s", got)
	}
}

func TestF25ASharedAccountIsOnAFunctionalMailbox(t *testing.T) {
	t.Parallel()
	n := newTown(t, testkit.SQLite(t), 0)
	n.people["acc_team"] = viewer.Standing{AccountID: "acc_team", Email: "leitung@bamberg.example", Name: "Lea Leitung", Open: true}
	f := form("Lea", "Leitung", "leitung@bamberg.example")
	f.FunctionalMailboxes = []string{"digital@bamberg.example"}
	a, err := n.request(n.signIn("acc_team", n.certificate("1", "", "Digital@bamberg.example")), f, "k")
	if err != nil || !a.Shared {
		t.Fatalf("got %+v, %v", a, err)
	}
	if _, err := n.Decide(n.operator(), accounts.Decision{ID: a.ID, ExpectedVersion: 1, Approve: true}); err != nil {
		t.Fatal(err)
	}
	n.in(t, func(ctx context.Context, tx *store.Tx) error {
		acting, err := n.Acting(ctx, tx, &viewer.Viewer{AccountID: "acc_team"})
		if err != nil || acting == nil || !acting.Shared {
			t.Errorf("got %+v, %v", acting, err)
		}
		return nil
	})
}
