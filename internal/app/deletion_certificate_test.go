//go:build demo

package app

import (
	"archive/zip"
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

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
