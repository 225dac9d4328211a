package postbox_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/testkit"
)

// transferred is what a test reads of a transfer's message.
type transferred struct {
	Message string `xml:"nachrichtenkopf>identifikation.nachricht>nachrichtenUUID"`
	Process string `xml:"nachrichtenkopf>ProzessID"`
	Author  string `xml:"nachrichtenkopf>autor>NameInstitution>Name"`
	Case    struct {
		ID       string                            `xml:"Identifikation>xdomeaUUID"`
		Subject  string                            `xml:"AllgemeineMetadaten>Betreff"`
		Number   string                            `xml:"AllgemeineMetadaten>Kennzeichen"`
		Closed   string                            `xml:"ZdA"`
		ClosedOn string                            `xml:"ZdADatum"`
		Begins   string                            `xml:"Laufzeit>Beginn"`
		History  []struct{ Akteur, Aktion string } `xml:"HistorienProtokollInformation"`
		Records  []transferredRecord               `xml:"DokumentOderDokumentMitSchriftstueck>Dokument"`
		Lines    []string                          `xml:"Kontakt>UnstrukturierteAnschrift>Zeile1"`
		Person   string                            `xml:"Kontakt>NameAnsprechpartner>Familienname>Name"`
	} `xml:"Schriftgutobjekt>Vorgang"`
}

type transferredRecord struct {
	Subject    string `xml:"AllgemeineMetadaten>Betreff"`
	Received   string `xml:"Posteingangsdatum"`
	Sent       string `xml:"Postausgangsdatum"`
	Typ        string
	Author     string              `xml:"Autor>NameAnsprechpartner>Familienname>Name"`
	Office     string              `xml:"Autor>NameInstitution>Name"`
	File       string              `xml:"Version>Format>Primaerdokument>Dateiname"`
	Name       string              `xml:"Version>Format>Primaerdokument>DateinameOriginal"`
	Digest     string              `xml:"Version>Format>Primaerdokument>Hash>Wert"`
	Enclosures []transferredRecord `xml:"Anlage>Dokument"`
}

// transferOf is the transfer of a case: its message, judged by the schema, and its files.
func (tn *town) transferOf(t *testing.T, ctx context.Context, caseID string) (transferred, map[string][]byte) {
	t.Helper()
	p, err := tn.Proof.OpenPackage(ctx, caseID+"/xdomea")
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(bytes.NewReader(b.Bytes()), int64(b.Len()))
	if err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{}
	for _, f := range archive.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if files[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
	name := strings.TrimSuffix(p.Filename, ".zip") + ".xml"
	at := filepath.Join(t.TempDir(), "message.xml")
	if err := os.WriteFile(at, files[name], 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "xmllint", "--noout", "--nonet", "--schema", "../xdomea/testdata/transfer.xsd", at).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s\n%s", err, out, files[name])
	}
	var m transferred
	if err := xml.Unmarshal(files[name], &m); err != nil {
		t.Fatal(err)
	}
	delete(files, name)
	return m, files
}

// A clerk takes a case home in the form of the authority's file system: every message with its documents, the record of what happened, the person,
// and the sealed package. Nobody else gets it.
func TestACaseLeavesForTheFileSystem(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		plan := tn.upload(t, as(anna), documents.DocumentCreateInput{MailboxID: &m.ID, Filename: "Grundriß.PDF", MediaType: "application/pdf"}, pdf(3000))
		tn.send(t, m, conversation.MessageSendInput{
			RecipientIDs: []string{city}, Kind: casemail.KindApplication, Subject: "Café <Anmeldung>", Body: "Guten Tag,\nanbei der Plan.", DocumentIDs: []string{plan.ID},
		})
		sent := tn.Clock.Now()
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		tn.Clock.Advance(48 * time.Hour)
		tn.reply(t, conversation.CaseReplyInput{CaseID: c.ID, Body: "Ihr Antrag ist eingegangen."})

		got, files := tn.transferOf(t, as(clerkCity), c.ID)
		if len(got.Case.Records) != 4 || len(files) != 5 {
			t.Fatalf("got %d records and %d files", len(got.Case.Records), len(files))
		}
		first, second, beside, third := got.Case.Records[0], got.Case.Records[1], got.Case.Records[2], got.Case.Records[3]
		if first.Subject != "Café <Anmeldung>" || first.Typ != "Antrag" || first.Received != sent.Format(time.DateOnly) || first.Sent != "" ||
			string(files[first.File]) != "Guten Tag,\nanbei der Plan." || first.Author != "Anna Šípková" {
			t.Errorf("the application: %+v", first)
		}
		enclosed := first.Enclosures
		if len(enclosed) != 1 || enclosed[0].Name != "Grundriß.PDF" || !strings.HasSuffix(enclosed[0].File, ".pdf") || !bytes.Equal(files[enclosed[0].File], pdf(3000)) ||
			enclosed[0].Digest != evidence.Digest(pdf(3000)) {
			t.Errorf("its document: %+v", enclosed)
		}
		if second.Sent != tn.Clock.Now().Format(time.DateOnly) || second.Received != "" || second.Office != "Stadt Bamberg" || string(files[second.File]) != "Ihr Antrag ist eingegangen." {
			t.Errorf("the answer: %+v", second)
		}
		if text := string(files[beside.File]); !strings.Contains(text, "Akte zum Fall "+c.Reference) || !strings.Contains(text, "Anna Šípková") {
			t.Errorf("what the case holds beside: %+v: %s", beside, text)
		}
		sealed := files[third.File]
		v, err := evidence.VerifyPackage(bytes.NewReader(sealed), int64(len(sealed)), evidence.Trust{})
		if third.Received != tn.Clock.Now().Format(time.DateOnly) || third.Sent != "" || third.Office != "Schalter" {
			t.Errorf("the proof came from the platform: %+v", third)
		}
		if err != nil || !v.Valid || v.Kind != evidence.Export || len(v.Messages) != 2 {
			t.Errorf("the sealed package: %+v, %v", v, err)
		}
		if got.Author != "Stadt Bamberg" || got.Case.Number != c.Reference || got.Case.Closed != "0" || got.Case.ClosedOn != "" || got.Case.Begins != first.Received ||
			got.Case.Person != "Anna Šípková" || len(got.Case.History) < 2 || got.Case.History[0].Aktion != "Nachricht eingegangen" {
			t.Errorf("the case: %+v", got.Case)
		}

		again, _ := tn.transferOf(t, as(clerkCity), c.ID)
		if again.Case.Records[0].File != first.File || again.Case.Records[3].File == third.File {
			t.Error("the second time: the same message, another package")
		}
		if again.Process != got.Process || again.Case.ID != got.Case.ID || again.Message == got.Message {
			t.Error("the second time: the same case in another message")
		}
		for who, ctx := range map[string]context.Context{"owner": as(anna), "another authority": as(clerkIHK)} {
			if _, err := tn.Proof.OpenPackage(ctx, c.ID+"/xdomea"); errs.CodeOf(err) != errs.NotFound {
				t.Errorf("%s: got %v", who, err)
			}
			if _, err := tn.Proof.Transfer(ctx, c.ID, "caseId"); err == nil {
				t.Errorf("%s gets an address", who)
			}
		}
		if _, err := tn.Proof.Transfer(as(anna), m.ID, "caseId"); err == nil {
			t.Error("a mailbox is no case of an authority")
		}
		if _, err := tn.Proof.OpenPackage(as(anna), m.ID+"/xdomea"); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("a mailbox by its address: got %v", err)
		}
	})
}

// A closed case says so with its day in Berlin.
func TestAClosedCaseLeavesAsClosed(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.open(t, city)
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		closed := conversation.CaseClosed
		if _, err := tn.Inbox.UpdateCase(as(clerkCity), inbox.CaseUpdate{CaseID: c.ID, ExpectedVersion: c.Version, State: &closed}); err != nil {
			t.Fatal(err)
		}
		got, _ := tn.transferOf(t, as(clerkCity), c.ID)
		if got.Case.Closed != "1" || got.Case.ClosedOn != tn.Clock.Now().In(time.FixedZone("", 3600)).Format(time.DateOnly) {
			t.Errorf("got %+v", got.Case)
		}
	})
}
