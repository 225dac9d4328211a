package xdomea_test

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"schalter/internal/xdomea"
)

const (
	process = "11111111-1111-4111-8111-111111111111"
	letter  = "22222222-2222-4222-8222-222222222222"
	plan    = "33333333-3333-4333-8333-333333333333"
)

func file(id, name, mediaType, content string) *xdomea.File {
	return &xdomea.File{
		ID: id, Name: name, MediaType: mediaType, CreatedAt: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC),
		Open: func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(content)), nil },
	}
}

func transfer() xdomea.Transfer {
	return xdomea.Transfer{
		ID: "44444444-4444-4444-8444-444444444444", Process: process, Product: "Schalter", Maker: "Schalter", ProductVersion: "1",
		CreatedAt: time.Date(2026, 7, 1, 10, 30, 0, 5e6, time.UTC), Author: "Stadt Bamberg", Reader: "Stadt Bamberg", Note: "Prüfsumme: SHA-256",
		Case: xdomea.Case{
			ID: "55555555-5555-4555-8555-555555555555", Subject: "Café <am> Markt & \"Söhne\"", Reference: "32-1/2026", Lead: "Stadt Bamberg",
			Changed: time.Date(2026, 3, 29, 0, 30, 0, 0, time.UTC), From: "2026-03-01", ClosedOn: "2026-06-30",
			History: []xdomea.Step{{Actor: "Plattform", Action: "Nachricht eingegangen", At: time.Date(2026, 3, 1, 8, 0, 0, 0, time.UTC)}},
			Records: []xdomea.Record{{
				ID: "66666666-6666-4666-8666-666666666666", Subject: "Antrag", Kind: "Antrag", Day: "2026-03-01", Incoming: true, Author: &xdomea.Contact{Person: "Eva Muster"},
				Reader: &xdomea.Contact{Organisation: "Stadt Bamberg"}, File: file(letter, "nachricht.txt", "text/plain; charset=utf-8", "Guten Tag\n"),
				Enclosures: []xdomea.Record{{
					ID: "77777777-7777-4777-8777-777777777777", Subject: "Plan.PDF", File: file(plan, "Plan.PDF", "application/x-plan", "%PDF"),
				}},
			}, {ID: "88888888-8888-4888-8888-888888888888", Subject: "Bescheid", Kind: "Bescheid", Day: "2026-04-01"}},
			Contacts: []xdomea.Contact{{Role: "Absender", Person: "Eva Muster", Lines: []string{"Eva Muster", "Lange Straße 1", "96047 Bamberg"}}},
		},
	}
}

// unpacked are the files of a ZIP file by their names.
func unpacked(t *testing.T, content []byte) map[string]string {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[f.Name] = string(b)
	}
	return files
}

// fits asks libxml2 whether a message has the structure of the schema.
func fits(t *testing.T, message string) (bool, string) {
	t.Helper()
	at := filepath.Join(t.TempDir(), "message.xml")
	if err := os.WriteFile(at, []byte(message), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), "xmllint", "--noout", "--nonet", "--schema", "testdata/transfer.xsd", at).CombinedOutput()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		t.Fatal(err)
	}
	return err == nil, string(out)
}

// A case is written as the standard says: the message named after its process, each file under its UUID with the digest that the message names.
func TestTransferHasTheStructureOfTheStandard(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := xdomea.Write(&b, transfer()); err != nil {
		t.Fatal(err)
	}
	files := unpacked(t, b.Bytes())
	message := files[process+"_Abgabe.Abgabe.0401.xml"]
	if ok, out := fits(t, message); !ok {
		t.Fatal(out, message)
	}
	if len(files) != 3 || files[letter+".txt"] != "Guten Tag\n" || files[plan+".pdf"] != "%PDF" {
		t.Fatal("the files are not those of the case:", files)
	}
	for _, content := range []string{"Guten Tag\n", "%PDF"} {
		sum := sha256.Sum256([]byte(content))
		if !strings.Contains(message, "<xdomea:Wert>"+hex.EncodeToString(sum[:])+"</xdomea:Wert>") {
			t.Errorf("the message does not name the digest of %q", content)
		}
	}
	for _, want := range []string{
		"<xdomea:Betreff>Café &lt;am&gt; Markt &amp; &#34;Söhne&#34;</xdomea:Betreff>", "<code>045</code>", "<code>100</code>",
		"<xdomea:SonstigerName>application/x-plan</xdomea:SonstigerName>", "<xdomea:Posteingangsdatum>2026-03-01</xdomea:Posteingangsdatum>",
		"<xdomea:Postausgangsdatum>2026-04-01</xdomea:Postausgangsdatum>", "<xdomea:ZdA>1</xdomea:ZdA>", "<xdomea:Zeile3>96047 Bamberg</xdomea:Zeile3>",
		// The night in which the clock goes forward, and an instant in summer.
		"<xdomea:ZeitpunktLetzteAenderung>2026-03-29T01:30:00.000+01:00</xdomea:ZeitpunktLetzteAenderung>", ">2026-07-01T12:30:00.005+02:00<",
	} {
		if !strings.Contains(message, want) {
			t.Errorf("missing %s in\n%s", want, message)
		}
	}
	if transfer().Filename() != process+"_Abgabe.Abgabe.0401.zip" {
		t.Error(transfer().Filename())
	}
}

// The schema is not satisfied by just anything: what is left out, moved or written otherwise is found.
func TestSchemaFindsWhatIsWrong(t *testing.T) {
	t.Parallel()
	var b bytes.Buffer
	if err := xdomea.Write(&b, transfer()); err != nil {
		t.Fatal(err)
	}
	good := unpacked(t, b.Bytes())[process+"_Abgabe.Abgabe.0401.xml"]
	for name, change := range map[string][2]string{
		"another version":         {`version="4.0.0"`, `version="3.0.0"`},
		"a qualified code":        {"<nachrichtenUUID>44444444-4444-4444-8444-444444444444</nachrichtenUUID>", ""},
		"no process":              {"<xdomea:ProzessID>" + process + "</xdomea:ProzessID>", ""},
		"a day that is none":      {"<xdomea:Posteingangsdatum>2026-03-01", "<xdomea:Posteingangsdatum>2026-02-30"},
		"a file without its UUID": {"<xdomea:Dateiname>" + letter, "<xdomea:Dateiname>letter"},
		"an instant without zone": {"12:30:00.005+02:00", "12:30:00.005"},
		"an unknown element":      {"<xdomea:ZdA>1</xdomea:ZdA>", "<xdomea:ZdA>1</xdomea:ZdA><xdomea:Neu/>"},
	} {
		bad := strings.Replace(good, change[0], change[1], 1)
		if bad == good {
			t.Fatalf("%s: nothing was changed", name)
		}
		if ok, _ := fits(t, bad); ok {
			t.Errorf("%s is found to be right", name)
		}
	}
}

// A file that cannot be read ends the writing with an error: half a case is not taken for the whole.
func TestTransferEndsWithAFileThatCannotBeRead(t *testing.T) {
	t.Parallel()
	broken := transfer()
	gone := errors.New("gone")
	broken.Case.Records[0].File.Open = func() (io.ReadCloser, error) { return nil, gone }
	if err := xdomea.Write(io.Discard, broken); !errors.Is(err, gone) {
		t.Fatal("got", err)
	}
}
