//go:build demo

package app

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"net/http"
	"strings"
	"testing"
	"time"

	"schalter/ent/letter"
	"schalter/internal/account"
	"schalter/internal/clock"
	"schalter/internal/directory"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// coburg is known and not connected.
var coburg = directory.AuthorityID("KREISFREIE_STADT", "094630000000")

func connectWish(f *facts) map[string]any {
	return map[string]any{"authorityId": coburg, "kind": "INBOX", "contact": map[string]any{"name": "Eva Kern", "email": f.key() + "@coburg.example"}}
}

// freshRequest asks for Coburg and returns the request's id.
func freshRequest(f *facts) any {
	f.w.Must(f.t, `mutation($i: AuthorityConnectRequestInput!) { authorityConnectRequest(input: $i) { accepted userErrors { code } } }`,
		map[string]any{"i": connectWish(f)}, nil)
	waiting := waitingRequests(f.t, f.w.as(f.t, operator))
	return waiting[len(waiting)-1]
}

func waitingRequests(t testing.TB, c testkit.Client) (ids []string) {
	t.Helper()
	var out struct {
		Desk struct {
			ConnectRequests struct {
				Edges []struct{ Node struct{ ID string } }
			}
		}
	}
	c.Must(t, `{ desk { connectRequests(first: 100) { edges { node { id } } } } }`, nil, &out)
	for _, e := range out.Desk.ConnectRequests.Edges {
		ids = append(ids, e.Node.ID)
	}
	return ids
}

// freshCertificate registers a new certificate for the mailbox of the city, in place of the one that it registered before, and returns its id.
func freshCertificate(f *facts) any {
	c := f.admin
	if f.certificate != "" {
		// Somebody may have removed it already.
		if _, err := c.Ask(f.t.Context(), `mutation($i: CertificateRemoveInput!) { certificateRemove(input: $i) { userErrors { code } } }`,
			map[string]any{"i": map[string]any{"certificateId": f.certificate}}); err != nil {
			f.t.Fatal(err)
		}
	}
	var out struct {
		CertificateAdd struct {
			Certificate *struct{ ID string }
			UserErrors  []userError
		}
	}
	c.Must(f.t, `mutation($i: CertificateAddInput!) { certificateAdd(input: $i) { certificate { id } userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"authorityId": bamberg, "pem": certificateFor(f.t, mailboxOf(f.t, c))}}, &out)
	if out.CertificateAdd.Certificate == nil {
		f.t.Fatal(out.CertificateAdd.UserErrors)
	}
	f.certificate = out.CertificateAdd.Certificate.ID
	return f.certificate
}

func mailboxOf(t testing.TB, c testkit.Client) string {
	t.Helper()
	var out struct {
		Node struct{ Channel struct{ Email *string } }
	}
	c.Must(t, `query($id: ID!) { node(id: $id) { ... on Authority { channel { email } } } }`, map[string]any{"id": bamberg}, &out)
	if out.Node.Channel.Email == nil {
		t.Fatal("the city has no mailbox")
	}
	return *out.Node.Channel.Email
}

// certificateFor is a self-issued certificate for an address, as PEM. Package cms takes a last byte that is a line feed for
// one, so none ends so.
func certificateFor(t testing.TB, email string) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	form := &x509.Certificate{
		SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: "Poststelle"}, EmailAddresses: []string{email},
		NotBefore: now.Add(-time.Hour), NotAfter: now.AddDate(1, 0, 0), KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageKeyAgreement,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageEmailProtection}, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
}

// An authority asks, an operator releases, the letter in the tray carries the code, the contact enters.
func TestAuthorityConnectsByALetter(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		contact := register(t, w, "eva@coburg.example")
		desk := w.as(t, operator)
		w.Must(t, `mutation($i: AuthorityConnectRequestInput!) { authorityConnectRequest(input: $i) { accepted userErrors { code } } }`,
			map[string]any{"i": map[string]any{"authorityId": coburg, "kind": "INBOX", "contact": map[string]any{"name": "Eva Kern", "email": "Eva@coburg.example"}}}, nil)
		var decided struct {
			AuthorityConnectDecide struct {
				Request    *struct{ State string }
				UserErrors []userError
			}
		}
		requestID := waitingRequests(t, desk)[0]
		desk.Must(t, `mutation($i: AuthorityConnectDecideInput!) { authorityConnectDecide(input: $i) { request { state } userErrors { code field message } } }`,
			map[string]any{"i": map[string]any{"requestId": requestID, "approve": true,
				"address": map[string]any{"street": "Markt", "houseNumber": "1", "postalCode": "96450", "city": "Coburg", "country": "DE"}}}, &decided)
		if decided.AuthorityConnectDecide.Request == nil || decided.AuthorityConnectDecide.Request.State != "RELEASE_PROPOSED" {
			t.Fatalf("got %+v", decided.AuthorityConnectDecide)
		}
		w.as(t, operator2).Must(t, `mutation($i: AuthorityConnectDecideInput!) { authorityConnectDecide(input: $i) { request { state } userErrors { code field message } } }`,
			map[string]any{"i": map[string]any{"requestId": requestID, "approve": true,
				"address": map[string]any{"street": "Markt", "houseNumber": "1", "postalCode": "96450", "city": "Coburg", "country": "DE"}}}, &decided)
		if decided.AuthorityConnectDecide.Request == nil || decided.AuthorityConnectDecide.Request.State != "RELEASED" {
			t.Fatalf("got %+v", decided.AuthorityConnectDecide)
		}
		var entered struct {
			AuthorityConnectConfirm struct {
				Membership *struct {
					Name  string
					Me    bool
					Roles []string
				}
				Authority  *struct{ Reachability string }
				UserErrors []userError
			}
		}
		contact.Must(t, `mutation($i: AuthorityConnectConfirmInput!) { authorityConnectConfirm(input: $i) { membership { name me roles } authority { reachability } userErrors { code field message } } }`,
			map[string]any{"i": map[string]any{"code": letterCode(t, w, "Stadt Coburg")}}, &entered)
		system := viewer.System(t.Context(), "test")
		request, printed := w.db.Client().ConnectRequest.GetX(system, requestID), w.db.Client().Letter.Query().Where(letter.RequestID(requestID)).OnlyX(system)
		if printed.PrintedAt == nil || !request.ExpiresAt.Equal(clock.EndOfDay(printed.PrintedAt.AddDate(0, 0, 30))) {
			t.Errorf("the code ends %s, its letter was printed %v", request.ExpiresAt, printed.PrintedAt)
		}
		got := entered.AuthorityConnectConfirm
		if got.Membership == nil || !got.Membership.Me || strings.Join(got.Membership.Roles, " ") != "ADMIN CLERK" || got.Authority.Reachability != "CONNECTED" {
			t.Fatalf("got %+v", got)
		}
		var inbox struct {
			AuthorityCases struct{ Edges []struct{ Cursor string } }
		}
		contact.Must(t, `query($a: ID!) { authorityCases(authorityId: $a) { edges { cursor } } }`, map[string]any{"a": coburg}, &inbox)
	})
}

// letterCode waits for a letter in the tray and returns its code.
func letterCode(t testing.TB, w *world, recipient string) string {
	t.Helper()
	for range 3000 {
		_, body := fetchFile(t, w.Client, w.URL+"/demo/letters.json", "")
		var letters []struct{ Recipient, Code string }
		if err := json.Unmarshal(body, &letters); err != nil {
			t.Fatalf("%v: %.200s", err, body)
		}
		for _, l := range letters {
			if l.Recipient == recipient {
				return l.Code
			}
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("no letter to %s", recipient)
	return ""
}

// The files of a batch are for operators: by the access token, or by the ticket in the address.
func TestBatchOfLettersIsFetchedByOperators(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		batchID := w.waitingBatch(t)
		desk := w.as(t, operator)
		for kind, want := range map[string]int{"anonymous": http.StatusNotFound, "editor": http.StatusNotFound, "operator": http.StatusOK} {
			c := map[string]testkit.Client{"anonymous": w.Client, "editor": w.as(t, editor), "operator": desk}[kind]
			for _, file := range []string{".pdf", ".csv"} {
				if res, _ := fetchFile(t, c, w.URL+"/letters/"+batchID+file, ""); res.StatusCode != want {
					t.Errorf("%s: %s: got %d, want %d", kind, file, res.StatusCode, want)
				}
			}
		}
		var out struct {
			Node struct {
				PDF struct{ URL, Filename string }
			}
		}
		desk.Must(t, `query($id: ID!) { node(id: $id) { ... on LetterBatch { pdf { url filename } } } }`, map[string]any{"id": batchID}, &out)
		url := out.Node.PDF.URL
		if !strings.HasPrefix(url, "http") {
			url = w.URL + url
		}
		res, body := fetchFile(t, w.Client, url, "")
		if res.StatusCode != http.StatusOK || !strings.HasPrefix(string(body), "%PDF-") || !strings.Contains(res.Header.Get("Content-Disposition"), batchID+".pdf") {
			t.Errorf("by ticket: got %d, %q", res.StatusCode, res.Header.Get("Content-Disposition"))
		}
		if res, _ := fetchFile(t, w.Client, strings.Replace(url, ".pdf", ".csv", 1), ""); res.StatusCode != http.StatusUnauthorized {
			t.Errorf("the ticket of another file: got %d", res.StatusCode)
		}
		if res, _ := fetchFile(t, desk, w.URL+"/letters/nothing.pdf", ""); res.StatusCode != http.StatusNotFound {
			t.Errorf("no such batch: got %d", res.StatusCode)
		}
	})
}

// waitingBatch has one letter wait, as it does where there is no tray, and puts it into a batch.
func (w *world) waitingBatch(t *testing.T) string {
	t.Helper()
	accounts, err := account.New(account.Options{
		DB: w.db, Vault: w.vault, Platform: w.platform, Printer: w.printer(), Log: w.log, BaseURL: w.cfg.BaseURL, Batches: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	err = w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
		to, err := account.PostalAddressInput{PostalCode: ptr("96450"), City: "Coburg", Country: "DE"}.To("Stadt Coburg")
		if err != nil {
			return err
		}
		_, err = accounts.QueueConnectLetter(ctx, tx, "crq_1", *to, "Eva Kern", "7KM3Q9XTA2BC")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	var out struct {
		LetterBatchCreate struct {
			Batch      *struct{ ID string }
			UserErrors []userError
		}
	}
	w.as(t, operator).Must(t, `mutation { letterBatchCreate(input: {}) { batch { id } userErrors { code field message } } }`, nil, &out)
	if out.LetterBatchCreate.Batch == nil {
		t.Fatal(out.LetterBatchCreate.UserErrors)
	}
	return out.LetterBatchCreate.Batch.ID
}

func ptr[T any](v T) *T { return &v }
