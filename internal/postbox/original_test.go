package postbox_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/cms"
	"schalter/internal/cms/cmstest"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/id"
	"schalter/internal/postbox/conversation"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// signedAnswer posts an answer of the city with its signed mail, and returns the message.
func (tn *town) signedAnswer(t *testing.T, box *conversation.CaseMailbox, mail []byte) *conversation.Message {
	t.Helper()
	return tn.signedAnswerWith(t, box, mail, evidence.Layout{Signature: evidence.Span{From: 1, To: 2}, Base64: true})
}

func (tn *town) signedAnswerWith(t *testing.T, box *conversation.CaseMailbox, mail []byte, layout evidence.Layout, documents ...casemail.Attachment) *conversation.Message {
	t.Helper()
	delivery := tn.delivery(t, tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}}))
	tn.recordFact(t, delivery.ID, casemail.Fact{State: casemail.HandedOver})
	inboundID := id.New(id.InboundMail, tn.Clock.Now())
	kept, err := tn.Documents.StoreOriginal(system(), inboundID, casemail.Original{
		Data: mail, Certificate: cmstest.Certificate(t, cmstest.AuthorityRSA), ReceivedAt: tn.Clock.Now(), Layout: layout,
	})
	if err != nil {
		t.Fatal(err)
	}
	held, err := tn.Documents.StoreDocuments(system(), documents)
	if err != nil {
		t.Fatal(err)
	}
	in := casemail.Answer{DeliveryID: delivery.ID, AuthorityID: city, InboundID: inboundID, Subject: "AW: Antrag", Text: "Anbei.", Documents: held, Original: kept}
	if err := tn.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error { return tn.Gateway.ReceiveAnswer(ctx, tx, in) }); err != nil {
		t.Fatal(err)
	}
	list := tn.inMailbox(t, box.ID)
	return list[len(list)-1]
}

// original is the signed mail that is kept beside a message, read.
func (tn *town) original(t *testing.T, accountID, messageID string) []byte {
	t.Helper()
	f, err := tn.Gateway.OpenOriginal(as(accountID), messageID)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// blobKeys are all blobs that there are.
func (tn *town) blobKeys(t *testing.T) (keys []string) {
	t.Helper()
	for entry, err := range tn.blobs.List(t.Context(), "") {
		if err != nil {
			t.Fatal(err)
		}
		keys = append(keys, entry.Key)
	}
	return keys
}

func signedBytes() []byte {
	return bytes.Repeat([]byte("Nur die Behörde und die Person lesen das.\r\n"), 3000)
}

// The signed mail of an answer is kept as it was signed, sealed, for those who may read the answer and for nobody else.
func TestTheSignedMailOfAnAnswerIsKeptSealedBesideIt(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		m := tn.signedAnswer(t, box, signedBytes())
		for _, part := range []string{"Nur die Behörde", "lesen das.\r\n"} {
			if found := testkit.Naming(t, w.DB, part); len(found) > 0 {
				t.Errorf("%q stands in the clear in %v", part, found)
			}
			for _, key := range tn.blobKeys(t) {
				b, err := tn.blobs.Open(t.Context(), key)
				if err != nil {
					t.Fatal(err)
				}
				sealed := make([]byte, b.Size())
				if _, err := b.ReadAt(sealed, 0); err != nil && !errors.Is(err, io.EOF) || bytes.Contains(sealed, []byte(part)) {
					t.Errorf("%q stands in the clear in %s (%v)", part, key, err)
				}
				_ = b.Close()
			}
		}
		list, err := tn.Gateway.Originals(as(anna), tn.inMailbox(t, box.ID))
		if err != nil || len(list) != 2 || list[0] != nil || list[1] == nil {
			t.Fatalf("got %v, %v", list, err)
		}
		got := list[1]
		if got.Size != int64(len(signedBytes())) || got.SHA256 != evidence.Digest(signedBytes()) || got.MediaType != "message/rfc822" || !got.Scanned ||
			!got.ReceivedAt.Equal(w.Clock.Now()) || len(got.SignerAddresses) != 1 || got.SignerAddresses[0] != "gewerbe@bamberg.example" {
			t.Errorf("got %+v", got)
		}
		for _, other := range []string{boris, clerkCity, clerkIHK} {
			if _, err := tn.Gateway.OpenOriginal(as(other), m.ID); errs.CodeOf(err) != errs.NotFound {
				t.Errorf("%s: got %v", other, err)
			}
			if _, err := tn.Gateway.OpenOriginal(as(other), m.ID, box.ID); errs.CodeOf(err) != errs.NotFound {
				t.Errorf("%s, by its side: got %v", other, err)
			}
		}
		if _, err := tn.Gateway.OpenOriginal(as(anna), list0(t, tn, box).ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("a message without one: got %v", err)
		}
		if f, err := tn.Gateway.LookAtOriginal(as(anna), m.ID); err != nil || f.Close() != nil || !tn.inMailbox(t, box.ID)[1].Unread {
			t.Errorf("looking at it: %v, or it was opened by that", err)
		}
		if !bytes.Equal(tn.original(t, anna, m.ID), signedBytes()) {
			t.Error("it is not what was signed")
		}
		if read := tn.inMailbox(t, box.ID)[1]; read.Unread || read.ReadAt == nil {
			t.Error("fetching it is not on record")
		}
	})
}

func list0(t *testing.T, tn *town, box *conversation.CaseMailbox) *conversation.Message {
	t.Helper()
	return tn.inMailbox(t, box.ID)[0]
}

// With the message its original goes, whichever way it is deleted; what stays goes on opening under the side's new key.
func TestTheSignedMailGoesWithItsMessage(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		one, two := tn.signedAnswer(t, box, signedBytes()), tn.signedAnswer(t, box, []byte("zwei"))
		keys := tn.blobKeys(t)
		used, err := tn.BlobsInUse(t.Context(), keys)
		if err != nil || len(used) != 2 || len(keys) != 2 {
			t.Fatalf("%d of %d blobs are named (%v): the sweep would take the others", len(used), len(keys), err)
		}
		if named, err := tn.NamedOriginals(t.Context(), "", 10); err != nil || len(named) != 2 {
			t.Errorf("lists %v, %v", named, err)
		}
		if names, err := tn.NamesBlobs(t.Context()); err != nil || !names {
			t.Errorf("no blob is named (%v)", err)
		}
		if err := tn.Conversation.DeleteMessage(as(anna), one.ID); err != nil {
			t.Fatal(err)
		}
		if got := tn.blobKeys(t); len(got) != 1 {
			t.Errorf("after the deletion of one there are %v", got)
		}
		if _, err := tn.Gateway.OpenOriginal(as(anna), one.ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("the deleted one: %v", err)
		}
		if string(tn.original(t, anna, two.ID)) != "zwei" {
			t.Error("the other one does not open any more")
		}
		if _, err := tn.DeleteMailbox(as(anna), box.ID); err != nil {
			t.Fatal(err)
		}
		if got := tn.blobKeys(t); len(got) != 0 {
			t.Errorf("after the deletion of the mailbox there are %v", got)
		}
	})
}

// What the authority signed stays whole while its message is there: a document that is deleted stands in it until then, as the person is told.
func TestADeletedDocumentStaysInTheSignedMailOfItsMessage(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		m := tn.signedAnswerWith(t, box, signedBytes(), evidence.Layout{}, casemail.Attachment{Filename: "Bescheid.pdf", Data: pdf(1000)})
		documents, err := tn.Conversation.Documents(as(anna), []*conversation.Message{m})
		if err != nil || len(documents[0]) != 1 {
			t.Fatalf("documents %v, %v", documents, err)
		}
		if err := tn.Conversation.DeleteDocument(as(anna), documents[0][0].ID); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(tn.original(t, anna, m.ID), signedBytes()) {
			t.Error("the signed mail is another one")
		}
		if err := tn.Conversation.DeleteMessage(as(anna), m.ID); err != nil {
			t.Fatal(err)
		}
		if got := tn.blobKeys(t); len(got) != 0 {
			t.Errorf("after the deletion of the message there are %v", got)
		}
	})
}

// The original of a decision says what the decision says: nobody has it before the retrieval is recorded.
func TestTheSignedMailOfADecisionWaitsForItsRetrieval(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		m := tn.signedAnswer(t, box, signedBytes())
		// Answers by mail are none today.
		err := w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, `UPDATE message SET kind = 'DECISION' WHERE id = ?`, m.ID)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if list, err := tn.Gateway.Originals(as(anna), tn.inMailbox(t, box.ID)); err != nil || list[1] != nil {
			t.Errorf("closed: %+v, %v", list, err)
		}
		if _, err := tn.Gateway.OpenOriginal(as(anna), m.ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("closed: opened, %v", err)
		}
		if _, err := tn.Gateway.LookAtOriginal(as(anna), m.ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("closed: looked at, %v", err)
		}
		if got := tn.inMailbox(t, box.ID)[1]; got.ReadAt != nil {
			t.Error("asking for it opened the decision")
		}
		w.Clock.Advance(time.Minute)
		if _, err := tn.Conversation.MarkRead(as(anna), []string{m.ID}, true); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(tn.original(t, anna, m.ID), signedBytes()) {
			t.Error("open: it is not what was signed")
		}
	})
}

// A scanner sees the whole mail: what is no document of the answer is in it too.
func TestASignedMailWithMalwareIsNotKept(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newMailTown(t, w)
		_, err := tn.Documents.StoreOriginal(system(), id.New(id.InboundMail, w.Clock.Now()), casemail.Original{
			Data: []byte("X EICAR X"), Certificate: cmstest.Certificate(t, cmstest.AuthorityRSA), ReceivedAt: w.Clock.Now(),
		})
		if !errors.Is(err, casemail.ErrMalware) || len(tn.blobKeys(t)) > 0 {
			t.Errorf("got %v, and %v is there", err, tn.blobKeys(t))
		}
	})
}

// mailSigned is a mail that the authority signed opaquely, with its layout.
func mailSigned(t *testing.T, text string) ([]byte, evidence.Layout) {
	t.Helper()
	who := cmstest.Of(t, cmstest.AuthorityRSA)
	der, err := cms.Sign([]byte(text), cms.SignOptions{Certificate: who.Certificate, Key: who.Key})
	if err != nil {
		t.Fatal(err)
	}
	head := "Content-Type: application/pkcs7-mime; smime-type=signed-data\r\nContent-Transfer-Encoding: binary\r\n\r\n"
	return append([]byte(head), der...), evidence.Layout{Signature: evidence.Span{From: int64(len(head)), To: int64(len(head) + len(der))}}
}

// packageOf is the file of a proof or an export, judged.
func (tn *town) packageOf(t *testing.T, subjectID string) (*evidence.Verdict, []byte) {
	t.Helper()
	p, err := tn.Proof.OpenPackage(as(anna), subjectID)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := p.Write(&b); err != nil {
		t.Fatal(err)
	}
	v, err := evidence.VerifyPackage(bytes.NewReader(b.Bytes()), int64(b.Len()), evidence.Trust{})
	if err != nil {
		t.Fatal(err)
	}
	return v, b.Bytes()
}

func checked(v *evidence.Verdict, name evidence.CheckName) *evidence.Check {
	for _, c := range v.Checks {
		if c.Name == name {
			return &c
		}
	}
	return nil
}

// The signed mail is part of the proof of its message and of the export of its mailbox; one from before, or that others could not follow,
// is in none, and the package is valid all the same.
func TestTheSignedMailIsPartOfTheProofOfItsMessage(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		signer := cmstest.Certificate(t, cmstest.AuthorityRSA)
		w.Clock.Advance(max(0, signer.NotBefore.Add(time.Hour).Sub(w.Clock.Now())))
		tn := newMailTown(t, w)
		box := tn.open(t, city)
		mail, layout := mailSigned(t, "Content-Type: text/plain\r\n\r\nKommen Sie am Montag.\r\n")
		m := tn.signedAnswerWith(t, box, mail, layout)
		for _, subject := range []string{m.ID, box.ID} {
			v, pkg := tn.packageOf(t, subject)
			c := checked(v, evidence.CheckOriginal)
			if !v.Valid || c == nil || c.Result != evidence.Passed || !strings.HasSuffix(c.Detail, ", gewerbe@bamberg.example") {
				t.Errorf("%s: valid %v, %+v", subject, v.Valid, c)
			}
			if !bytes.Contains(pkg, []byte("original.eml")) {
				t.Errorf("%s: no original in it", subject)
			}
		}
		strange := tn.signedAnswer(t, box, signedBytes())
		v, pkg := tn.packageOf(t, strange.ID)
		if !v.Valid || checked(v, evidence.CheckOriginal) != nil || bytes.Contains(pkg, []byte("original.eml")) {
			t.Errorf("one that proves nothing: %+v", v.Checks)
		}
		if !bytes.Equal(tn.original(t, anna, strange.ID), signedBytes()) {
			t.Error("one that proves nothing is not kept")
		}
	})
}
