package evidence_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"schalter/internal/evidence"
	"schalter/internal/evidence/merkle"
)

var destroyed = evidence.Deleted{Kind: evidence.MailboxDeleted, At: created, Digest: evidence.Digest([]byte("mbx_06h2noinrdb5v4elnav776pnu8"))}

// certificate is a certificate of deletion whose event stands in a log of one leaf.
func certificate(t testing.TB, d evidence.Deleted) evidence.Package {
	t.Helper()
	seal, err := ecSeal()
	if err != nil {
		t.Fatal(err)
	}
	signing := key(t)
	token, err := evidence.DeletionToken("evt_1", d, keyID, signing)
	if err != nil {
		t.Fatal(err)
	}
	entry := evidence.Entry{Token: token, Salt: merkle.Salt{1, 2, 3}, Proof: []merkle.Hash{}}
	leaf := merkle.Leaf(entry.Salt, token)
	nodes, err := merkle.Grow(0, []merkle.Record{leaf}, nil)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := merkle.Checkpoint{Origin: "schalter.example/log", Size: 1, Root: nodes[0].Hash}.Sign(logKey())
	if err != nil {
		t.Fatal(err)
	}
	return evidence.Package{
		Kind: evidence.Deletion, Platform: "Schalter", BaseURL: "https://schalter.example", Side: d.Digest, CreatedAt: created, Record: []evidence.Entry{entry},
		Keys: map[string]ed25519.PublicKey{keyID: public(signing)}, Log: &evidence.Log{Checkpoint: signed, Key: public(logKey())}, Seal: seal,
	}
}

// A certificate says what was destroyed, when and at whose will; it is valid, and holds no id and no name.
func TestACertificateOfDeletionSaysWhatWasDestroyed(t *testing.T) {
	t.Parallel()
	for _, d := range []evidence.Deleted{
		destroyed,
		{Kind: evidence.MailboxDeleted, At: created, ByPlatform: true, Digest: destroyed.Digest},
		{Kind: evidence.AccountDeleted, At: created, Digest: destroyed.Digest},
	} {
		var file bytes.Buffer
		if err := evidence.WritePackage(&file, certificate(t, d)); err != nil {
			t.Fatal(err)
		}
		v, err := evidence.VerifyPackage(bytes.NewReader(file.Bytes()), int64(file.Len()), evidence.Trust{LogKey: public(logKey())})
		if err != nil {
			t.Fatal(err)
		}
		if !v.Valid || v.Kind != evidence.Deletion || v.Deleted == nil || *v.Deleted != d {
			t.Errorf("%+v: %+v, %+v", d, v.Deleted, v.Checks)
		}
		if c, made := v.Of(evidence.CheckLog); !made || c.Result != evidence.Passed {
			t.Errorf("the log: %+v", c)
		}
		if len(v.Messages) > 0 || v.Reference != "" || v.Title != "" {
			t.Errorf("it holds more: %+v", v)
		}
	}
}

// What contradicts itself does not become a certificate.
func TestNoCertificateOfSomethingElse(t *testing.T) {
	t.Parallel()
	signing := key(t)
	for name, change := range map[string]func(p *evidence.Package){
		"of another side":  func(p *evidence.Package) { p.Side = evidence.Digest([]byte("mbx_another")) },
		"without an event": func(p *evidence.Package) { p.Record = nil },
		"with two events":  func(p *evidence.Package) { p.Record = append(p.Record, p.Record[0]) },
		"with a message":   func(p *evidence.Package) { p.Messages = make([]evidence.Message, 1) },
		"of an event that is in a record": func(p *evidence.Package) {
			token, err := evidence.Event{ID: "evt_1", Side: p.Side, Seq: 1, Kind: "MESSAGE_SENT", At: created, Actor: "owner", Capacity: "owner"}.Token(keyID, signing)
			if err != nil {
				t.Fatal(err)
			}
			p.Record[0].Token, p.Record[0].Proof = token, nil
		},
		"of an authority's own event": func(p *evidence.Package) {
			p.Side = "cas_06h2noinrdb5v4elnav776pnu8"
			token, err := evidence.Event{ID: "evt_1", Side: p.Side, Seq: 1, Kind: "MAILBOX_DELETED", At: created, Actor: "owner", Capacity: "owner"}.Token(keyID, signing)
			if err != nil {
				t.Fatal(err)
			}
			p.Record[0].Token, p.Record[0].Proof = token, nil
		},
	} {
		p := certificate(t, destroyed)
		change(&p)
		if err := evidence.WritePackage(&bytes.Buffer{}, p); err == nil {
			t.Errorf("%s: written", name)
		}
	}
}

// The token can be put into no other package, and what it says cannot be changed without the key.
func TestACertificatesEventIsRead(t *testing.T) {
	t.Parallel()
	signing := key(t)
	keyOf := func(string) ed25519.PublicKey { return public(signing) }
	token, err := evidence.DeletionToken("evt_1", destroyed, keyID, signing)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := evidence.ReadDeletion(token, keyOf); err != nil || got != destroyed {
		t.Errorf("got %+v, %v", got, err)
	}
	head, rest, _ := strings.Cut(token, ".")
	payload, signature, _ := strings.Cut(rest, ".")
	claims := map[string]any{}
	raw, err := base64.RawURLEncoding.DecodeString(payload)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &claims); err != nil {
		t.Fatal(err)
	}
	claims["sub"] = evidence.Digest([]byte("mbx_another"))
	changed, err := json.Marshal(claims)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := evidence.ReadDeletion(head+"."+base64.RawURLEncoding.EncodeToString(changed)+"."+signature, keyOf); err == nil {
		t.Error("a changed certificate was read")
	}
	if _, err := evidence.ReadDeletion(token, func(string) ed25519.PublicKey { return nil }); err == nil {
		t.Error("a certificate of an unknown key was read")
	}
}
