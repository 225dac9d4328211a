package postbox_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"

	"schalter/ent/manifest"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/documents"
	"schalter/internal/postbox/inbox"
	"schalter/internal/postbox/sides"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// selfTalk is a conversation of an account with itself: the owner of the mailbox is a clerk of the authority written to. Each side has
// a message from the other, unread and with a document, and a decision waits for the owner.
type selfTalk struct {
	*town
	mailbox, caseID                string
	toCity, toOwner                *conversation.Message
	cityDoc, ownerDoc, unsentOwner string
}

func newSelfTalk(t testing.TB, tn *town) *selfTalk {
	t.Helper()
	m := tn.openFor(t, both, city)
	c := &selfTalk{town: tn, mailbox: m.ID}
	doc := func(in documents.DocumentCreateInput) string {
		in.Filename, in.MediaType = "Lageplan.pdf", "application/pdf"
		return tn.upload(t, as(both), in, pdf(200)).ID
	}
	c.ownerDoc = doc(documents.DocumentCreateInput{MailboxID: &m.ID})
	c.toCity = tn.sendAs(t, both, m, conversation.MessageSendInput{RecipientIDs: []string{city}, DocumentIDs: []string{c.ownerDoc}})
	c.caseID = cases(t, tn, both, city, inbox.CaseFilter{Search: &m.Reference})[0].ID
	c.cityDoc = doc(documents.DocumentCreateInput{CaseID: &c.caseID})
	var err error
	c.toOwner, err = tn.Conversation.Reply(as(clerkCity), conversation.CaseReplyInput{
		CaseID: c.caseID, Kind: casemail.KindDecision, Subject: "Bescheid", Body: "Bewilligt.", DocumentIDs: []string{c.cityDoc}, IdempotencyKey: c.caseID,
	})
	if err != nil {
		t.Fatal(err)
	}
	c.unsentOwner = doc(documents.DocumentCreateInput{MailboxID: &m.ID})
	return c
}

// state is everything on a side that an act on the other one could touch by mistake.
func (c *selfTalk) state(t testing.TB, sideID string) string {
	t.Helper()
	var b strings.Builder
	for _, m := range messages(t, c.town, both, sideID) {
		fmt.Fprintf(&b, "%s unread=%v read=%v documents=%d\n", m.ID, m.Unread, m.ReadAt != nil, m.DocumentCount)
	}
	events, err := c.Chain.Events(as(both), sideID, first)
	if err != nil {
		t.Fatal(err)
	}
	for _, it := range events.Items {
		fmt.Fprintf(&b, "%s\n", it.Node.Kind)
	}
	return b.String()
}

// acts are all operations that name a message or a document and not the side: each on one side, for an account that has both.
var acts = []struct {
	name string
	do   func(c *selfTalk, ctx context.Context, named ...string) error
	// sides are those it can be done on.
	sides func(c *selfTalk) []string
	// silent acts leave no trace on the side either.
	silent bool
}{
	{"mark the citizen's message read", func(c *selfTalk, ctx context.Context, named ...string) error {
		_, err := c.Conversation.MarkRead(ctx, []string{c.toCity.ID}, true, named...)
		return err
	}, func(c *selfTalk) []string { return []string{c.caseID} }, false},
	{"mark the citizen's message unread", func(c *selfTalk, ctx context.Context, named ...string) error {
		_, err := c.Conversation.MarkRead(ctx, []string{c.toCity.ID}, false, named...)
		return err
	}, func(c *selfTalk) []string { return []string{c.mailbox} }, false},
	{"mark the decision read", func(c *selfTalk, ctx context.Context, named ...string) error {
		_, err := c.Conversation.MarkRead(ctx, []string{c.toOwner.ID}, true, named...)
		return err
	}, func(c *selfTalk) []string { return []string{c.mailbox} }, false},
	{"mark the decision unread", func(c *selfTalk, ctx context.Context, named ...string) error {
		_, err := c.Conversation.MarkRead(ctx, []string{c.toOwner.ID}, false, named...)
		return err
	}, func(c *selfTalk) []string { return []string{c.caseID} }, false},
	{"fetch the citizen's document", func(c *selfTalk, ctx context.Context, named ...string) error {
		return fetch(ctx, c, c.ownerDoc, named...)
	}, func(c *selfTalk) []string { return []string{c.caseID, c.mailbox} }, false},
	{"fetch the authority's document", func(c *selfTalk, ctx context.Context, named ...string) error {
		return fetch(ctx, c, c.cityDoc, named...)
	}, func(c *selfTalk) []string { return []string{c.caseID} }, false},
	{"delete the citizen's document", func(c *selfTalk, ctx context.Context, named ...string) error {
		return c.Conversation.DeleteDocument(ctx, c.ownerDoc, named...)
	}, func(c *selfTalk) []string { return []string{c.mailbox} }, false},
	{"prove the citizen's message", func(c *selfTalk, ctx context.Context, named ...string) error {
		_, err := c.Proof.Proof(ctx, c.toCity.ID, named...)
		return err
	}, func(c *selfTalk) []string { return []string{c.mailbox, c.caseID} }, true},
	{"make the proof", func(c *selfTalk, ctx context.Context, named ...string) error {
		_, err := c.Proof.OpenPackage(ctx, c.toCity.ID, named...)
		return err
	}, func(c *selfTalk) []string { return []string{c.mailbox, c.caseID} }, true},
}

func fetch(ctx context.Context, c *selfTalk, docID string, named ...string) error {
	f, err := c.Conversation.OpenFile(ctx, docID, named...)
	if err != nil {
		return err
	}
	return f.Close()
}

func TestWhatIsDoneToAnIDIsDoneOnTheSideThatIsMeant(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		for _, act := range acts {
			t.Run(act.name, func(t *testing.T) {
				c := newSelfTalk(t, tn)
				for _, named := range act.sides(c) {
					other := c.mailbox
					if named == c.mailbox {
						other = c.caseID
					}
					here, there := c.state(t, named), c.state(t, other)
					wantRule(t, act.do(c, as(both)), errs.Required)
					if c.state(t, named) != here || c.state(t, other) != there {
						t.Error("without a side named it did something")
					}
					if err := act.do(c, as(both), named); err != nil {
						t.Fatalf("on %s: %v", named, err)
					}
					if got := c.state(t, other); got != there {
						// A decision's retrieval, and its receipt by an authority, is told to the other side: by an event, never by touching its copy.
						if strings.HasPrefix(got, there) && !strings.Contains(got[len(there):], "unread=") {
							continue
						}
						t.Errorf("on %s it touched %s:\n%s\nbefore:\n%s", named, other, got, there)
					}
					if !act.silent && c.state(t, named) == here {
						t.Errorf("on %s it did nothing", named)
					}
				}
			})
		}
	})
}

// Somebody else's side cannot be named, nor a case as a mailbox.
func TestOnlyAnOwnSideCanBeNamed(t *testing.T) {
	t.Parallel()
	c := newSelfTalk(t, newTown(t, testkit.SQLite(t)))
	if _, err := c.Conversation.MarkRead(as(clerkCity), []string{c.toOwner.ID}, true, c.mailbox); errs.CodeOf(err) != errs.NotFound {
		t.Errorf("a colleague opened the owner's copy: %v", err)
	}
	if _, err := c.Conversation.MarkRead(as(clerkIHK), []string{c.toCity.ID}, true, c.caseID); errs.CodeOf(err) != errs.NotFound {
		t.Errorf("another authority opened the case: %v", err)
	}
	tests := map[string]struct {
		mailbox, c *string
		side       string
		rule       errs.Rule
	}{
		"none":              {},
		"a mailbox":         {mailbox: &c.mailbox, side: c.mailbox},
		"a case":            {c: &c.caseID, side: c.caseID},
		"both":              {mailbox: &c.mailbox, c: &c.caseID, rule: errs.InvalidValue},
		"a case as mailbox": {mailbox: &c.caseID, rule: errs.Missing},
		"a mailbox as case": {c: &c.mailbox, rule: errs.Missing},
	}
	for name, test := range tests {
		side, err := sides.SideNamed(test.mailbox, test.c)
		if side != test.side || test.rule != "" && !slices.Contains(refused(err), test.rule) || test.rule == "" && err != nil {
			t.Errorf("%s: got %q, %v", name, side, err)
		}
	}
}

// An address to fetch from belongs to one side: it is no ticket for the other copy.
func TestATicketIsForOneSide(t *testing.T) {
	t.Parallel()
	c := newSelfTalk(t, newTown(t, testkit.SQLite(t)))
	v := viewer.From(as(both))
	for _, sideID := range []string{c.mailbox, c.caseID} {
		m, err := c.Conversation.Message(as(both), sideID, c.toCity.ID)
		if err != nil {
			t.Fatal(err)
		}
		documents, err := c.Conversation.Documents(as(both), []*conversation.Message{m})
		if err != nil {
			t.Fatal(err)
		}
		address, err := url.Parse(c.Documents.Download(as(both), documents[0][0]).Path)
		if err != nil {
			t.Fatal(err)
		}
		if got := address.Query().Get("side"); got != sideID {
			t.Errorf("the address names %q, want %q", got, sideID)
		}
		for _, asked := range []string{c.mailbox, c.caseID, ""} {
			err := c.Documents.CheckTicket(t.Context(), v, c.ownerDoc, asked, address.Query().Get("ticket"), false)
			if (err == nil) != (asked == sideID) {
				t.Errorf("the ticket of %s for %q: %v", sideID, asked, err)
			}
		}
	}
}

// A draft of a case shows the documents of the case alone.
func TestADraftHasTheDocumentsOfItsSideOnly(t *testing.T) {
	t.Parallel()
	c := newSelfTalk(t, newTown(t, testkit.SQLite(t)))
	d, err := c.Conversation.SaveDraft(as(both), conversation.DraftSaveInput{CaseID: &c.caseID, Kind: casemail.KindMessage, DocumentIDs: []string{c.unsentOwner, c.ownerDoc}})
	if err != nil {
		t.Fatal(err)
	}
	list, err := c.Conversation.DraftDocuments(as(both), d)
	if err != nil || len(list) != 1 || list[0].SideID != c.caseID {
		t.Errorf("got %+v, %v", list, err)
	}
}

// A reply to a message of one authority that is sent to another as well is an answer there to nothing: the other one's manifest,
// proof and export do not name the message.
func TestAnAnswerToOneAuthorityNamesNothingToAnother(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m, err := tn.Conversation.Open(as(anna), conversation.MailboxOpenInput{ServiceIDs: []string{trade, permit}, ARS: ptr(ars), Choices: []conversation.CompetenceChoiceInput{
			{ServiceID: trade, AuthorityID: city}, {ServiceID: permit, AuthorityID: chamber},
		}})
		if err != nil {
			t.Fatal(err)
		}
		tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city}})
		c := cases(t, tn, clerkCity, city, inbox.CaseFilter{})[0]
		secret, err := tn.Conversation.Reply(as(clerkCity), conversation.CaseReplyInput{CaseID: c.ID, Kind: casemail.KindMessage, Subject: "Nur für Sie", Body: "…", IdempotencyKey: "1"})
		if err != nil {
			t.Fatal(err)
		}
		sent := tn.send(t, m, conversation.MessageSendInput{RecipientIDs: []string{city, chamber}, InReplyToID: &secret.ID})
		other := cases(t, tn, clerkIHK, chamber, inbox.CaseFilter{})[0]
		want := map[string]string{m.ID: secret.ID, c.ID: secret.ID, other.ID: ""}
		for _, reader := range []struct{ who, side string }{{anna, m.ID}, {clerkCity, c.ID}, {clerkIHK, other.ID}} {
			if got := tn.manifestOf(t, reader.who, reader.side, sent.ID).InReplyTo; got != want[reader.side] {
				t.Errorf("%s: the manifest names %q as answered, want %q", reader.who, got, want[reader.side])
			}
		}
		for _, subject := range []string{sent.ID, other.ID} {
			if file := tn.packageBytes(t, as(clerkIHK), subject); strings.Contains(file, secret.ID) {
				t.Errorf("the package of %s names the other authority's message", subject)
			}
		}
	})
}

// manifestOf opens the signed manifest that a side holds of a message.
func (tn *town) manifestOf(t testing.TB, who, sideID, messageID string) evidence.Manifest {
	t.Helper()
	file := tn.packageBytes(t, as(who), sideID)
	var found *evidence.Manifest
	for _, part := range strings.Split(file, "PK\x03\x04") {
		i := strings.Index(part, `{"format":"schalter-manifest/1"`)
		if i < 0 {
			continue
		}
		var m evidence.Manifest
		if err := json.NewDecoder(strings.NewReader(part[i:])).Decode(&m); err != nil {
			t.Fatal(err)
		}
		if m.Message == messageID {
			found = &m
		}
	}
	if found != nil {
		return *found
	}
	t.Fatalf("%s holds no manifest of %s (%d manifests)", sideID, messageID, tn.DB.Client().Manifest.Query().Where(manifest.SideID(sideID)).CountX(viewer.System(t.Context(), "test")))
	panic("unreachable")
}

// packageBytes is a package as it is fetched.
func (tn *town) packageBytes(t testing.TB, who context.Context, subjectID string) string {
	t.Helper()
	ctx, done := context.WithCancel(who)
	defer done()
	p, err := tn.Proof.OpenPackage(ctx, subjectID)
	if err != nil {
		t.Fatal(err)
	}
	var file bytes.Buffer
	if err := p.Write(&file); err != nil {
		t.Fatal(err)
	}
	return file.String()
}
