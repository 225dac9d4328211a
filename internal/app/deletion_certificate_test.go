//go:build demo

package app

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"schalter/internal/directory"
	"schalter/internal/evidence"
	"schalter/internal/testkit"
)

// certificateOf deletes something by its mutation, with the certificate's address.
func certificateOf(t *testing.T, person testkit.Client, mutation string, input map[string]any) (url, filename string) {
	t.Helper()
	var out struct {
		Certificate *struct{ URL, Filename, MediaType string }
	}
	if refused := mutate(t, person, mutation, "certificate { url filename mediaType }", input, &out); refused != nil || out.Certificate == nil {
		t.Fatalf("%s: %+v, %+v", mutation, refused, out)
	}
	if out.Certificate.MediaType != evidence.PackageType {
		t.Errorf("media type %q", out.Certificate.MediaType)
	}
	return out.Certificate.URL, out.Certificate.Filename
}

// fetchCertificate waits until the log has what was signed: a certificate is good before that, and says so.
func fetchCertificate(t *testing.T, w *world, url string) (*evidence.Verdict, []byte) {
	t.Helper()
	for {
		res, content := fetchFile(t, testkit.Client{URL: w.URL}, url, "")
		if res.StatusCode != http.StatusOK {
			t.Fatalf("GET %s: %d %s", url, res.StatusCode, content)
		}
		v, err := evidence.VerifyPackage(bytes.NewReader(content), int64(len(content)), evidence.Trust{LogKey: w.treelog.Key()})
		if err != nil {
			t.Fatal(err)
		}
		if !v.Valid || v.Deleted == nil {
			t.Fatalf("not valid: %+v", v.Checks)
		}
		if c, _ := v.Of(evidence.CheckLog); c.Result == evidence.Passed {
			return v, content
		}
		if err := w.treelog.Sequence(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// Who deletes a mailbox or the account gets a certificate that anybody can fetch by its address and check. It holds nothing of the person, and what
// was not signed here is not made into one.
func TestTheCertificateOfADeletionVerifiesAndNamesNobody(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		person, accountID := restoredPerson(t, w, "bescheinigt@deletion.example")
		mailbox := fill(t, person)
		url, filename := certificateOf(t, person, "mailboxDelete", map[string]any{"mailboxId": mailbox.id})
		if !strings.HasPrefix(filename, "loeschbescheinigung-") || !strings.HasSuffix(filename, ".asice") {
			t.Errorf("file name %q", filename)
		}
		v, content := fetchCertificate(t, w, url)
		if v.Deleted.Kind != evidence.MailboxDeleted || v.Deleted.ByPlatform || v.Deleted.Digest != evidence.Digest([]byte(mailbox.id)) {
			t.Errorf("it says %+v", v.Deleted)
		}
		z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			r, err := f.Open()
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(r)
			if err != nil {
				t.Fatal(err)
			}
			for _, personal := range []string{"Beispiel", "Eva", suffix(mailbox.id), mailbox.reference, suffix(accountID), "bescheinigt@"} {
				if bytes.Contains(text, []byte(personal)) {
					t.Errorf("%s has %q", f.Name, personal)
				}
			}
		}
		for name, changed := range map[string]string{
			"another head": strings.Replace(url, "/deletions/", "/deletions/A", 1), "no signature": url[:strings.LastIndex(url, ".")], "half a token": url[:len(url)-20],
			"a word": w.URL + "/deletions/nonsense",
		} {
			if res, _ := fetchFile(t, testkit.Client{URL: w.URL}, changed, ""); res.StatusCode != http.StatusNotFound {
				t.Errorf("%s: got %d, want 404", name, res.StatusCode)
			}
		}
		url, _ = certificateOf(t, person, "accountDelete", map[string]any{"confirmation": password})
		if v, _ := fetchCertificate(t, w, url); v.Deleted.Kind != evidence.AccountDeleted || v.Deleted.Digest != evidence.Digest([]byte(accountID)) {
			t.Errorf("of the account it says %+v", v.Deleted)
		}
	})
}

// A case whose retention is over leaves a certificate for the admins of its authority, with its number and class, and for nobody else.
func TestTheCertificateOfACaseIsForTheAdminsOfItsAuthority(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		owner, admin := w.as(t, citizen), w.as(t, clerkAdmin)
		office := directory.AuthorityID(directory.KindLandratsamt, "09472")
		var opened struct{ Mailbox struct{ ID string } }
		if refused := mutate(t, owner, "mailboxOpen", "mailbox { id }", map[string]any{"authorityId": office, "title": "Auskunft"}, &opened); refused != nil {
			t.Fatalf("%+v", refused)
		}
		mailbox := opened.Mailbox.ID
		sendMessage(t, owner, mailbox, office, "k1")
		caseID := newestCase(t, admin, office)
		var of struct {
			AuthorityCase struct {
				Version   int
				Reference string
			}
		}
		admin.Must(t, `query($id: ID!) { authorityCase(id: $id) { version reference } }`, map[string]any{"id": caseID}, &of)
		closed := map[string]any{"caseId": caseID, "expectedVersion": of.AuthorityCase.Version, "state": "CLOSED"}
		if refused := mutate(t, admin, "caseUpdate", "case { id }", closed, nil); refused != nil {
			t.Fatalf("%+v", refused)
		}
		if err := w.postbox.SweepRetained(t.Context(), w.clock.Now().AddDate(3, 0, 0)); err != nil {
			t.Fatal(err)
		}
		type certificates struct {
			Node struct {
				Channel *struct {
					CaseCertificates *struct {
						Edges []struct {
							Node struct {
								Reference, RetentionClass string
								Download                  struct{ URL string }
							}
						}
					}
				}
			}
		}
		list := func(who testkit.Client) (of certificates) {
			t.Helper()
			who.Must(t, `query($id: ID!) { node(id: $id) { ... on Authority { channel { caseCertificates(first: 10) { edges { node { reference retentionClass download { url } } } } } } } }`,
				map[string]any{"id": office}, &of)
			return of
		}
		found := list(admin).Node.Channel
		if found == nil || found.CaseCertificates == nil {
			t.Fatal("the admin finds no list")
		}
		var url string
		for _, edge := range found.CaseCertificates.Edges {
			if edge.Node.Reference == of.AuthorityCase.Reference && edge.Node.RetentionClass == "Standard" {
				url = edge.Node.Download.URL
			}
		}
		if url == "" {
			t.Fatalf("not of %s: %+v", of.AuthorityCase.Reference, found.CaseCertificates.Edges)
		}
		if v, _ := fetchCertificate(t, w, absolute(w, url)); v.Deleted.Kind != evidence.CaseDeleted || v.Deleted.Digest != evidence.Digest([]byte(caseID)) {
			t.Errorf("it says %+v", v.Deleted)
		}
		for _, who := range []string{citizen, clerkBamberg, operator, editor} {
			if of := list(w.as(t, who)).Node.Channel; of != nil && of.CaseCertificates != nil {
				t.Errorf("%s finds %+v", who, of.CaseCertificates)
			}
		}
	})
}
