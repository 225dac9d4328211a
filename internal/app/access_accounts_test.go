//go:build demo

package app

import (
	"testing"

	"schalter/internal/testkit"
)

// Who acts in the market, beside those of the matrix: a buyer and a signatory of the city (whose admin is "admin"), a member of another
// organisation, the union that signs for its members, and an IT association.
const (
	secondBuyer = "buyer2@demo.example"
	healthBuyer = "health@demo.example"
	unionBuyer  = "union@demo.example"
	itMember    = "it@demo.example"
)

// marketClients are the clients of those kinds.
func marketClients(t *testing.T, w *world) map[string]testkit.Client {
	t.Helper()
	return map[string]testkit.Client{
		"buyer": w.as(t, secondBuyer), "signatory": w.as(t, buyer), "member-other": w.as(t, healthBuyer), "union": w.as(t, unionBuyer), "it": w.as(t, itMember),
	}
}

func cityID(f *facts) any { return f.w.organisations.OfAuthority(bamberg).ID }

// marketAccountOf is the account of the market of a person of the demonstration.
func marketAccountOf(email string) func(*facts) any {
	return func(f *facts) any {
		var out struct {
			Viewer struct{ MarketAccounts []struct{ ID string } }
		}
		f.w.as(f.t, email).Must(f.t, `{ viewer { marketAccounts { id } } }`, nil, &out)
		return out.Viewer.MarketAccounts[0].ID
	}
}

// inviteeOf is an address that nobody was invited at yet.
func inviteeOf(f *facts) any { return freshKey(f).(string) + "@bamberg.example" }

// invitationOfCity is an open invitation of the city.
func invitationOfCity(f *facts) any {
	var out struct {
		MemberInvite struct{ Invitation struct{ ID string } }
	}
	f.admin.Must(f.t, `mutation($i: MemberInviteInput!) { memberInvite(input: $i) { invitation { id } } }`,
		map[string]any{"i": map[string]any{"organisationId": cityID(f), "email": inviteeOf(f), "roles": []string{"BUYER"}}}, &out)
	return out.MemberInvite.Invitation.ID
}

// certificateFirst is for what needs a sign-in by organisation certificate, which no password replaces.
var certificateFirst = everyone("CERTIFICATE_SIGN_IN_REQUIRED").but("UNAUTHENTICATED", "anonymous")

// Accounts are the rows of who may act for an organisation in the market, and of what organisations say of themselves.
func (accessMatrix) Accounts() map[string]operation {
	stale := everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("STALE", "admin", "operator")
	return map[string]operation{
		"organisationOf": {`query($a: ARS!) { organisationOf(ars: $a) { name union { name } municipalities { name } } }`, vars("a", "097725709"), public},
		"organisationSave": {`mutation($i: OrganisationSaveInput!) { organisationSave(input: $i) { organisation { id }` + problems,
			input("name", freshKey, "kind", "ZWECKVERBAND"), editorial},
		"unitSave": {`mutation($i: UnitSaveInput!) { unitSave(input: $i) { unit { id }` + problems,
			input("organisationId", cityID, "kind", "OTHER", "name", freshKey), editorial},
		"organisationUpdate": {`mutation($i: OrganisationUpdateInput!) { organisationUpdate(input: $i) { organisation { id }` + problems,
			input("organisationId", cityID, "expectedVersion", 0), stale},
		"setUpDelegationSet": {`mutation($i: SetUpDelegationSetInput!) { setUpDelegationSet(input: $i) { organisation { id }` + problems,
			func(f *facts) map[string]any {
				var out struct {
					Viewer struct {
						Memberships []struct{ Organisation struct{ ID string } }
					}
				}
				f.w.as(f.t, itMember).Must(f.t, `{ viewer { memberships { organisation { id } } } }`, nil, &out)
				return map[string]any{"i": map[string]any{
					"organisationId": cityID(f), "expectedVersion": 0, "toOrganisationId": out.Viewer.Memberships[0].Organisation.ID, "allowed": true,
				}}
			}, stale},
		"marketAccountRequest": {`mutation($i: MarketAccountRequestInput!) { marketAccountRequest(input: $i) { account { id }` + problems,
			input("givenName", "Nora", "familyName", "Ächter", "email", "nora@bamberg.example", "organisationId", cityID, "organisationName", "", "kind", "KREISFREIE_STADT",
				"maySign", false, "idempotencyKey", freshKey), certificateFirst},
		"marketAccountDecide": {`mutation($i: MarketAccountDecideInput!) { marketAccountDecide(input: $i) { account { id }` + problems,
			input("accountId", marketAccountOf("waiting@demo.example"), "expectedVersion", 0, "approve", true, "maySign", false), operatorOnly.but("STALE", "operator")},
		"marketCertificateReplace": {`mutation($i: MarketCertificateReplaceInput!) { marketCertificateReplace(input: $i) { account { id }` + problems,
			input("accountId", marketAccountOf(buyer), "expectedVersion", 2),
			everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("CERTIFICATE_SIGN_IN_REQUIRED", "signatory")},
		"memberInvite": {`mutation($i: MemberInviteInput!) { memberInvite(input: $i) { invitation { id }` + problems,
			input("organisationId", cityID, "email", inviteeOf, "roles", []string{"BUYER"}), everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("ok", "admin")},
		"invitation": {`query($t: String!) { invitation(token: $t) { id } }`, vars("t", "no such token"), everyone("null")},
		"invitationAccept": {`mutation($i: InvitationAcceptInput!) { invitationAccept(input: $i) { membership { id }` + problems,
			input("token", "no such token"), everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous")},
		"invitationRevoke": {`mutation($i: InvitationRevokeInput!) { invitationRevoke(input: $i) { revokedInvitationId` + problems,
			input("invitationId", invitationOfCity), everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous").but("ok", "admin")},
		"signingAuthoritySave": {`mutation($i: SigningAuthoritySaveInput!) { signingAuthoritySave(input: $i) { signingAuthority { id }` + problems,
			input("organisationId", cityID, "byOrganisationId", cityID, "validFrom", "2026-01-01", "evidence", "Beschluss"), operatorOnly},
	}
}

// What the certificate said, the tax number and who may sign are for members and operators; what was asked for and decided is for the person
// and operators alone.
func TestWhatTheMarketKnowsOfAnOrganisationIsForItsMembersAndOperators(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		city := w.organisations.OfAuthority(bamberg).ID
		type account struct {
			State, DecisionNote string
			MaySign             bool
			Person              struct{ Name string }
			Claims              *struct{ TaxNumber string }
			Form                *struct{ Email string }
		}
		type shown struct {
			Organisation struct {
				Internal *struct {
					TaxNumber                  *string
					AccountsUsed, AccountLimit int
					SetUpBy                    []struct{ Kind string }
					MarketAccounts             struct{ Edges []struct{ Node account } }
					SigningAuthorities         struct {
						Edges []struct {
							Node struct{ Person *struct{ Name string } }
						}
					}
				}
			}
		}
		ask := func(c testkit.Client) (out shown) {
			c.Must(t, `query($id: ID!) { organisation(id: $id) { internal { taxNumber accountsUsed accountLimit setUpBy { kind }
				marketAccounts { edges { node { state maySign person { name } claims { taxNumber } form { email } } } }
				signingAuthorities { edges { node { person { name } } } } } } }`, map[string]any{"id": city}, &out)
			return out
		}
		for _, who := range []string{citizen, healthBuyer, unionBuyer, itMember} {
			if ask(w.as(t, who)).Organisation.Internal != nil {
				t.Errorf("%s sees inside", who)
			}
		}
		inside := ask(w.as(t, secondBuyer)).Organisation.Internal
		if inside == nil || inside.TaxNumber == nil || *inside.TaxNumber != "9207011400002" || inside.AccountsUsed != 2 || inside.AccountLimit != 5000 ||
			len(inside.SetUpBy) != 1 || len(inside.MarketAccounts.Edges) != 2 || len(inside.SigningAuthorities.Edges) != 1 ||
			inside.SigningAuthorities.Edges[0].Node.Person == nil || inside.SigningAuthorities.Edges[0].Node.Person.Name != "Claudia Reinhardt" {
			t.Fatalf("a member: got %+v", inside)
		}
		for _, e := range inside.MarketAccounts.Edges {
			if own := e.Node.Person.Name == "Jan Winter"; (e.Node.Claims != nil) != own || (e.Node.Form != nil) != own {
				t.Errorf("a member sees the claims of %s: %+v", e.Node.Person.Name, e.Node)
			}
		}
		for _, e := range ask(w.as(t, operator)).Organisation.Internal.MarketAccounts.Edges {
			if e.Node.Claims == nil || e.Node.Form == nil {
				t.Errorf("an operator does not see the claims of %s", e.Node.Person.Name)
			}
		}
		var desk struct {
			Desk struct {
				MarketAccounts struct{ Edges []struct{ Node account } }
			}
		}
		w.as(t, operator).Must(t, `{ desk { marketAccounts { edges { node { state person { name } claims { taxNumber } form { email } } } } } }`, nil, &desk)
		if list := desk.Desk.MarketAccounts.Edges; len(list) != 1 || list[0].Node.Person.Name != "Heike Brandt" || list[0].Node.State != "PENDING_REVIEW" {
			t.Errorf("desk: got %+v", list)
		}
	})
}
