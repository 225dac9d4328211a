//go:build demo

package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"testing"

	"schalter/internal/evidence/pades"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/contracts"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// Contracts are the rows of the chain of contracts. Its parties' members see a contract; links above and templates are the operators'.
func (accessMatrix) Contracts() map[string]operation {
	missing := everyone("NOT_FOUND").but("UNAUTHENTICATED", "anonymous")
	return map[string]operation{
		"contractSign": {`mutation($i: ContractSignInput!) { contractSign(input: $i) { contract { id }` + problems,
			input("contractId", cityContract, "documentDigest", anyDigest, "idempotencyKey", freshKey),
			missing.but("NOT_AUTHORISED_TO_SIGN", "buyer", "admin", "operator").but("CERTIFICATE_SIGN_IN_REQUIRED", "signatory")},
		"contractDecline": {`mutation($i: ContractDeclineInput!) { contractDecline(input: $i) { contract { id }` + problems,
			input("contractId", cityContract, "expectedVersion", 99, "reason", "Anschrift falsch"),
			missing.but("NOT_AUTHORISED_TO_SIGN", "buyer", "admin", "operator").but("STALE", "signatory")},
		"contractTerminate": {`mutation($i: ContractTerminateInput!) { contractTerminate(input: $i) { contract { id }` + problems,
			input("contractId", cityContract, "expectedVersion", 99, "endsOn", "2030-12-31", "terminationDigest", anyDigest, "reason", "Wechsel"),
			missing.but("NOT_AUTHORISED_TO_SIGN", "buyer", "admin", "operator").but("STALE", "signatory")},
		"contractRecord": {`mutation($i: ContractRecordInput!) { contractRecord(input: $i) { contract { id }` + problems,
			input("level", "PROVISION", "offeringId", demoOffering, "grantorId", cityID, "granteeId", cityID, "state", "DRAFT", "idempotencyKey", freshKey),
			operatorOnly.but("INVALID", "operator")},
		"contractTemplateSave": {`mutation($i: ContractTemplateSaveInput!) { contractTemplateSave(input: $i) { template { id }` + problems,
			input("level", "SUB_SUB_REUSE", "body", "# Vertrag", "annexes", []any{}, "validFrom", "2027-01-01"), operatorOnly.but("STALE", "operator")},
	}
}

func demoOffering(*facts) any { return catalogue.OfferingIDOf("wohngeld") }

// cityContract is a contract of the city that waits for its signature.
func cityContract(f *facts) any { return offerContract(f.t, f.w, "order-"+f.key()) }

// offerContract makes the contract of an order of the city.
func offerContract(t testing.TB, w *world, orderID string) string {
	t.Helper()
	offering := w.catalogue.Offering(catalogue.OfferingIDOf("wohngeld"))
	city := w.organisations.OfAuthority(bamberg).ID
	var contractID string
	err := w.db.Tx(viewer.System(context.Background(), "test"), func(ctx context.Context, tx *store.Tx) (err error) {
		contractID, err = w.contracts.Offer(ctx, tx, contracts.NewOffer{
			OrderID: orderID, OrderReference: "BE-1", OfferingID: offering.ID, OfferingVersionID: offering.Current.ID, GranteeID: city, SignerID: city,
			Facts: contracts.OrderFacts{Vendor: "Muster Software", InterfaceCostsAcknowledgedAt: tx.Now},
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return contractID
}

// A contract exists for its parties' members and operators; everybody sees the chain above it.
func TestWhoSeesContracts(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		contractID := offerContract(t, w, "ord_seen")
		type shown struct {
			Node *struct {
				State, SignableAs string
				DocumentDigest    string
				TerminableFrom    *string
				Chain             []struct{ Level, State string }
				Parent            *struct{ ID string }
				Document          *struct{ URL string }
				SignedDocument    *struct{ URL string }
			}
			Offering struct {
				Chain []struct {
					Level            string
					Grantor, Grantee struct{ Name string }
				}
			}
		}
		ask := func(c testkit.Client) (out shown) {
			c.Must(t, `query($id: ID!) { node(id: $id) { ... on Contract { state signableAs documentDigest terminableFrom chain { level state } parent { id }
				document { url } signedDocument { url } } } offering(slug: "wohngeld") { chain { level grantor { name } grantee { name } } } }`, map[string]any{"id": contractID}, &out)
			return out
		}
		for _, who := range []string{citizen, healthBuyer, unionBuyer, itMember} {
			if got := ask(w.as(t, who)); got.Node != nil || len(got.Offering.Chain) != 3 {
				t.Errorf("%s sees %+v", who, got)
			}
		}
		for who, signable := range map[string]string{buyer: "GRANTEE", secondBuyer: "", operator: "", "baykommun@demo.example": ""} {
			got := ask(w.as(t, who)).Node
			if got == nil || got.State != "OFFERED" || got.SignableAs != signable || len(got.Chain) != 3 || got.Document == nil || got.SignedDocument != nil || got.TerminableFrom != nil {
				t.Errorf("%s sees %+v", who, got)
			}
			if seesAbove := who == operator || who == "baykommun@demo.example"; got != nil && (got.Parent != nil) != seesAbove {
				t.Errorf("%s sees the contract above: %+v", who, got.Parent)
			}
		}
		last := ask(w.as(t, citizen)).Offering.Chain[2]
		if last.Level != "SUB_REUSE" || last.Grantee.Name != "BayKommun" {
			t.Errorf("%+v", last)
		}
	})
}

// A contract is signed on both sides with the demonstration's certificates, and its documents are fetched by tickets.
func TestF43AContractIsSignedWithCertificatesOfBothSides(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		contractID := offerContract(t, w, "ord_signed")
		type shown struct {
			Node struct {
				DocumentDigest           string
				Document, SignedDocument *struct{ URL string }
			}
		}
		ask := func(c testkit.Client) (out shown) {
			c.Must(t, `query($id: ID!) { node(id: $id) { ... on Contract { documentDigest document { url } signedDocument { url } } } }`, map[string]any{"id": contractID}, &out)
			return out
		}
		digest := ask(w.as(t, buyer)).Node.DocumentDigest
		sign := func(c testkit.Client) (state, code string) {
			var out struct {
				ContractSign struct {
					Contract   *struct{ State string }
					UserErrors []userError
				}
			}
			c.Must(t, `mutation($i: ContractSignInput!) { contractSign(input: $i) { contract { state } userErrors { code field message } } }`,
				map[string]any{"i": map[string]any{"contractId": contractID, "documentDigest": digest, "idempotencyKey": "k1"}}, &out)
			if len(out.ContractSign.UserErrors) > 0 {
				return "", out.ContractSign.UserErrors[0].Code
			}
			return out.ContractSign.Contract.State, ""
		}
		if _, code := sign(w.as(t, buyer)); code != "CERTIFICATE_SIGN_IN_REQUIRED" {
			t.Errorf("by a password alone: %q", code)
		}
		for _, side := range [][2]string{{"bamberg-reinhardt", "SIGNED"}, {"baykommun-lorenz", "EFFECTIVE"}} {
			c := testkit.Client{URL: w.URL, Token: newBrowser(t, w).signIn(t, side[0]).AccessToken}
			if state, code := sign(c); state != side[1] {
				t.Fatalf("%s: %q %q", side[0], state, code)
			}
			if state, _ := sign(c); state != side[1] {
				t.Errorf("%s again: %q", side[0], state)
			}
		}
		found := ask(w.as(t, buyer)).Node
		_, offered := w.send(t, sent{method: http.MethodGet, path: strings.TrimPrefix(found.Document.URL, w.URL)})
		_, signed := w.send(t, sent{method: http.MethodGet, path: strings.TrimPrefix(found.SignedDocument.URL, w.URL)})
		if sum := sha256.Sum256([]byte(offered)); hex.EncodeToString(sum[:]) != digest || !strings.HasPrefix(signed, offered) {
			t.Errorf("%d bytes offered, %d signed", len(offered), len(signed))
		}
		if _, _, err := pades.Open([]byte(signed)); err != nil {
			t.Error(err)
		}
		if res, _ := w.send(t, sent{method: http.MethodGet, path: "/contract-files/" + contractID}); res.StatusCode != http.StatusUnauthorized {
			t.Errorf("without a ticket: %d", res.StatusCode)
		}
	})
}
