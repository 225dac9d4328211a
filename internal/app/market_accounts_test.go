//go:build demo

package app

import (
	"strings"
	"testing"

	"schalter/internal/testkit"
)

// One sign-in by certificate is enough to get an account: nothing was registered before, and nothing else is asked afterwards.
func TestF24OneSignInByCertificateLeadsToAnAccount(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		b := newBrowser(t, w)
		in := b.signIn(t, "coburg-vogel")
		applicant := testkit.Client{URL: w.URL, Token: in.AccessToken}
		var found struct{ OrganisationOf struct{ ID string } }
		applicant.Must(t, `{ organisationOf(ars: "094630000000") { id } }`, nil, &found)
		form := map[string]any{"givenName": "Thomas", "familyName": "Vogel", "email": "thomas.vogel@coburg.example", "organisationId": found.OrganisationOf.ID,
			"organisationName": "Coburg", "kind": "KREISFREIE_STADT", "maySign": true, "evidence": "Beschluss vom 4. Mai 2026", "termsVersion": "2026-11", "idempotencyKey": "k1"}
		const ask = `mutation($i: MarketAccountRequestInput!) { marketAccountRequest(input: $i) { account { id version state claims { organisationName } } userErrors { code field message } } }`
		var asked struct {
			MarketAccountRequest struct {
				Account *struct {
					ID, State string
					Version   int
				}
				UserErrors []userError
			}
		}
		applicant.Must(t, ask, map[string]any{"i": form}, &asked)
		a := asked.MarketAccountRequest.Account
		if a == nil || a.State != "PENDING_REVIEW" {
			t.Fatalf("got %+v", asked)
		}
		var decided struct {
			MarketAccountDecide struct {
				Account    *struct{ State string }
				UserErrors []userError
			}
		}
		w.as(t, operator).Must(t, `mutation($i: MarketAccountDecideInput!) { marketAccountDecide(input: $i) { account { state } userErrors { code field message } } }`,
			map[string]any{"i": map[string]any{"accountId": a.ID, "expectedVersion": a.Version, "approve": true, "maySign": true}}, &decided)
		if d := decided.MarketAccountDecide.Account; d == nil || d.State != "ACTIVE" {
			t.Fatalf("got %+v", decided)
		}
		var out struct {
			Viewer struct {
				MarketAccounts []struct{ State string }
				Memberships    []struct {
					Roles        []string
					Organisation struct{ Name string }
				}
			}
		}
		again := testkit.Client{URL: w.URL, Token: newBrowser(t, w).signIn(t, "coburg-vogel").AccessToken}
		again.Must(t, `{ viewer { marketAccounts { state } memberships { roles organisation { name } } } }`, nil, &out)
		if m := out.Viewer.Memberships; len(m) != 1 || m[0].Organisation.Name != "Stadt Coburg" || strings.Join(m[0].Roles, " ") != "BUYER SIGNATORY ADMIN" || len(out.Viewer.MarketAccounts) != 1 {
			t.Errorf("got %+v", out)
		}
	})
}

// A new organisation that was not let in is there no more; who asked for it still reads why, and what was asked for.
func TestF3WhoAskedForANewOrganisationReadsWhyItWasRejected(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		in := newBrowser(t, w).signIn(t, "coburg-vogel")
		form := map[string]any{"givenName": "Thomas", "familyName": "Vogel", "email": "thomas.vogel@coburg.example", "organisationName": "Abwasserverband Itzgrund",
			"kind": "ZWECKVERBAND", "maySign": false, "termsVersion": "2026-11", "idempotencyKey": "k1"}
		type account struct {
			ID, State       string
			Version         int
			NewOrganisation bool
			Organisation    *struct{ Name string }
			DecisionNote    string
			Form            struct{ OrganisationName string }
		}
		var asked struct {
			MarketAccountRequest struct {
				Account    *account
				UserErrors []userError
			}
		}
		const parts = `account { id version state newOrganisation organisation { name } } userErrors { code field message } } }`
		testkit.Client{URL: w.URL, Token: in.AccessToken}.Must(t, `mutation($i: MarketAccountRequestInput!) { marketAccountRequest(input: $i) { `+parts, map[string]any{"i": form}, &asked)
		a := asked.MarketAccountRequest.Account
		if a == nil || !a.NewOrganisation || a.Organisation == nil {
			t.Fatalf("got %+v", asked)
		}
		var decided struct {
			MarketAccountDecide struct {
				Account    *account
				UserErrors []userError
			}
		}
		w.as(t, operator).Must(t, `mutation($i: MarketAccountDecideInput!) { marketAccountDecide(input: $i) { `+parts,
			map[string]any{"i": map[string]any{"accountId": a.ID, "expectedVersion": a.Version, "approve": false, "maySign": false, "note": "Der Verband heißt anders."}}, &decided)
		if d := decided.MarketAccountDecide.Account; d == nil || d.State != "REJECTED" || d.NewOrganisation || d.Organisation != nil {
			t.Fatalf("got %+v", decided)
		}
		var out struct {
			Viewer struct{ MarketAccounts []account }
		}
		again := testkit.Client{URL: w.URL, Token: newBrowser(t, w).signIn(t, "coburg-vogel").AccessToken}
		again.Must(t, `{ viewer { marketAccounts { state decisionNote newOrganisation organisation { name } form { organisationName } } } }`, nil, &out)
		if l := out.Viewer.MarketAccounts; len(l) != 1 || l[0].DecisionNote != "Der Verband heißt anders." || l[0].Organisation != nil || l[0].Form.OrganisationName != "Abwasserverband Itzgrund" {
			t.Errorf("got %+v", out)
		}
	})
}
