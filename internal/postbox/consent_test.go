package postbox_test

import (
	"context"
	"crypto/ed25519"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/ent/auditentry"
	"schalter/ent/consent"
	"schalter/internal/casemail"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/job"
	"schalter/internal/pagination"
	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/consents"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// consent has a person agree to the text that is in force.
func (tn *town) consent(t testing.TB, who, authority string, scope consents.ConsentScope) *consents.Consent {
	t.Helper()
	c, err := tn.Consents.Give(as(who), consents.ConsentGiveInput{AuthorityID: authority, Scope: scope, TextVersion: tn.textVersion})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// runJobs runs what waits, until nothing does.
func (tn *town) runJobs(t testing.TB) {
	t.Helper()
	jobs := job.NewRunner(tn.DB, tn.Log)
	tn.RegisterJobs(jobs)
	if err := jobs.RunDue(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// consentEvents are the consents on the record of a side, as signed.
func (tn *town) consentEvents(t testing.TB, who, sideID string) (facts []evidence.Consent) {
	t.Helper()
	page, err := tn.Chain.Events(as(who), sideID, pagination.Request{Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	for _, item := range page.Items {
		if item.Node.Kind != chain.ConsentChanged {
			continue
		}
		e, err := evidence.ParseToken(item.Node.Token, func(keyID string) ed25519.PublicKey { return tn.Platform.Public(vault.Seal, keyID) })
		if err != nil || e.Consent == nil {
			t.Fatalf("token of a consent: %+v, %v", e, err)
		}
		facts = append(facts, *e.Consent)
	}
	return facts
}

func TestConsentIsGivenAndRevokedPerAuthorityInTheVersionOfTheText(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		silent := tn.open(t, city)
		other := tn.openFor(t, both, city)
		caseID := cases(t, tn, clerkCity, city, inboxFilter())[0].ID

		_, err := tn.Consents.Give(as(anna), consents.ConsentGiveInput{AuthorityID: city, Scope: consents.Announcement, TextVersion: "2025-01"})
		wantRule(t, err, errs.Stale)
		_, err = tn.Consents.Give(as(anna), consents.ConsentGiveInput{AuthorityID: chamber, Scope: consents.Announcement, TextVersion: tn.textVersion})
		wantRule(t, err, errs.Missing)
		_, err = tn.Consents.Give(as(anna), consents.ConsentGiveInput{AuthorityID: city, Scope: "EVERYTHING", TextVersion: tn.textVersion})
		wantRule(t, err, errs.InvalidValue)

		tn.onHold = func() error { return errs.New(errs.NotFound, "the account is gone") }
		_, err = tn.Consents.Give(as(anna), consents.ConsentGiveInput{AuthorityID: city, Scope: consents.Announcement, TextVersion: tn.textVersion})
		wantCode(t, err, errs.NotFound)
		tn.onHold = nil

		given := tn.consent(t, anna, city, consents.Announcement)
		if again := tn.consent(t, anna, city, consents.Announcement); again.ID != given.ID {
			t.Errorf("given twice: %s and %s", given.ID, again.ID)
		}
		tn.runJobs(t)
		want := []evidence.Consent{{ID: given.ID, Scope: "ANNOUNCEMENT", TextVersion: tn.textVersion, GivenAt: evidence.Instant(given.GivenAt)}}
		for side, who := range map[string]string{box.ID: anna, silent.ID: anna, caseID: clerkCity} {
			if got := tn.consentEvents(t, who, side); !slices.Equal(got, want) {
				t.Errorf("record of %s: %+v, want %+v", side, got, want)
			}
		}
		if got := tn.consentEvents(t, both, other.ID); len(got) != 0 {
			t.Errorf("somebody else's record has it: %+v", got)
		}
		if got := tn.standingAt(t, caseID); len(got) != 1 || got[0].ID != given.ID {
			t.Errorf("the clerk sees %+v", got)
		}

		// Nobody else can revoke it.
		if _, err := tn.Consents.Revoke(as(both), given.ID); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("another person's revocation: %v", err)
		}
		w.Clock.Advance(time.Hour)
		revoked, err := tn.Consents.Revoke(as(anna), given.ID)
		if err != nil || revoked.RevokedAt == nil || !revoked.GivenAt.Equal(given.GivenAt) {
			t.Fatalf("revoked: %+v, %v", revoked, err)
		}
		w.Clock.Advance(time.Hour)
		if again, err := tn.Consents.Revoke(as(anna), given.ID); err != nil || !again.RevokedAt.Equal(*revoked.RevokedAt) {
			t.Errorf("revoked twice: %+v, %v", again, err)
		}
		tn.runJobs(t)
		if got := tn.consentEvents(t, clerkCity, caseID); len(got) != 2 || got[1].RevokedAt != evidence.Instant(*revoked.RevokedAt) {
			t.Errorf("the authority's record: %+v", got)
		}
		if got := tn.standingAt(t, caseID); len(got) != 0 {
			t.Errorf("the clerk still sees %+v", got)
		}
		own, err := tn.Consents.Own(as(anna))
		if err != nil || len(own) != 1 || own[0].RevokedAt == nil {
			t.Errorf("the person's list: %+v, %v", own, err)
		}
		acts, err := w.DB.Client().AuditEntry.Query().Where(auditentry.ActionHasPrefix("consent.")).Select(auditentry.FieldAction).Strings(viewer.System(t.Context(), "test"))
		if slices.Sort(acts); err != nil || strings.Join(acts, " ") != "consent.give consent.revoke" {
			t.Errorf("audit: %v, %v", acts, err)
		}
	})
}

// A consent to a text that is not in force any more is kept and can be revoked, but nothing can be announced by it.
func TestANewTextNeedsANewConsent(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		caseID := cases(t, tn, clerkCity, city, inboxFilter())[0].ID
		old := tn.consent(t, anna, city, consents.Announcement)
		tn.textVersion = "2027-01"
		if got := tn.standingAt(t, caseID); len(got) != 0 {
			t.Errorf("a consent to an old text stands: %+v", got)
		}
		if own, err := tn.Consents.Own(as(anna)); err != nil || len(own) != 1 || own[0].RevokedAt != nil {
			t.Errorf("the person does not see it: %+v, %v", own, err)
		}
		w.Clock.Advance(time.Minute)
		fresh := tn.consent(t, anna, city, consents.Announcement)
		if fresh.ID == old.ID || fresh.TextVersion != "2027-01" {
			t.Errorf("fresh: %+v", fresh)
		}
		tn.runJobs(t)
		rows, err := w.DB.Client().Consent.Query().Where(consent.RevokedAtIsNil()).All(viewer.System(t.Context(), "test"))
		if err != nil || len(rows) != 1 || rows[0].ID != fresh.ID {
			t.Errorf("in force: %+v, %v", rows, err)
		}
		if got := tn.consentEvents(t, clerkCity, caseID); len(got) != 3 {
			t.Errorf("the record has %+v, want given, ended, given", got)
		}
	})
}

// What many mailboxes have to be told is told in steps, each once, however often the job runs.
func TestAConsentIsToldToEachMailboxOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		var boxes []*conversation.CaseMailbox
		for range 23 {
			boxes = append(boxes, tn.open(t, city))
		}
		given := tn.consent(t, anna, city, consents.ServiceOfDocuments)
		tn.runJobs(t)
		err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
			return job.Enqueue(ctx, tx, consents.JobTell, consents.Subject{ConsentID: given.ID}.String(), tx.Now, "again")
		})
		if err != nil {
			t.Fatal(err)
		}
		tn.runJobs(t)
		for _, box := range boxes {
			if got := tn.consentEvents(t, anna, box.ID); len(got) != 1 || got[0].ID != given.ID {
				t.Fatalf("record of %s: %+v", box.ID, got)
			}
		}
		// A case that begins later begins with what is in force.
		tn.send(t, boxes[0], conversation.MessageSendInput{RecipientIDs: []string{city}})
		if got := tn.consentEvents(t, clerkCity, cases(t, tn, clerkCity, city, inboxFilter())[0].ID); len(got) != 1 || got[0].ID != given.ID {
			t.Errorf("a new case begins with %+v", got)
		}
	})
}

// What a decision does needs the consent at the moment of sending; what was written is not lost when it is refused.
func TestADecisionIsAnnouncedOnlyWithConsent(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		caseID := cases(t, tn, clerkCity, city, inboxFilter())[0].ID
		draft, err := tn.Conversation.SaveDraft(as(clerkCity), conversation.DraftSaveInput{CaseID: &caseID, Kind: casemail.KindDecision, Subject: "Bescheid", Body: "Genehmigt."})
		if err != nil {
			t.Fatal(err)
		}
		decision := func(key string, effect casemail.DecisionEffect) conversation.CaseReplyInput {
			return conversation.CaseReplyInput{
				CaseID: caseID, Kind: casemail.KindDecision, Subject: "Bescheid", Body: "Genehmigt.", DecisionEffect: effect, IdempotencyKey: key,
				DraftID: &draft.ID, ExpectedDraftVersion: &draft.Version,
			}
		}
		for _, effect := range []casemail.DecisionEffect{casemail.EffectAnnouncement, casemail.EffectServiceOfDocuments} {
			_, err := tn.Conversation.Reply(as(clerkCity), decision("a", effect))
			wantRule(t, err, errs.ConsentMissing)
		}
		given := tn.consent(t, anna, city, consents.Announcement)
		_, err = tn.Conversation.Reply(as(clerkCity), decision("b", casemail.EffectServiceOfDocuments))
		wantRule(t, err, errs.ConsentMissing)
		// Revoked between writing and sending.
		if _, err := tn.Consents.Revoke(as(anna), given.ID); err != nil {
			t.Fatal(err)
		}
		_, err = tn.Conversation.Reply(as(clerkCity), decision("b", casemail.EffectAnnouncement))
		wantRule(t, err, errs.ConsentMissing)
		if kept, err := tn.Conversation.Draft(as(clerkCity), draft.ID); err != nil || kept.Body != "Genehmigt." {
			t.Fatalf("the draft is lost: %+v, %v", kept, err)
		}
		if list := messages(t, tn, anna, box.ID); len(list) != 1 {
			t.Fatalf("something was sent: %d messages", len(list))
		}
		given = tn.consent(t, anna, city, consents.Announcement)
		sent, err := tn.Conversation.Reply(as(clerkCity), decision("b", casemail.EffectAnnouncement))
		if err != nil {
			t.Fatal(err)
		}
		inForm, err := tn.Conversation.Reply(as(clerkCity), conversation.CaseReplyInput{
			CaseID: caseID, Kind: casemail.KindDecision, Subject: "Noch einer", Body: "Abgelehnt.", DecisionEffect: casemail.EffectInformation, IdempotencyKey: "c",
		})
		if err != nil {
			t.Fatal(err)
		}
		plain, err := tn.Conversation.Reply(as(clerkCity), conversation.CaseReplyInput{
			CaseID: caseID, Kind: casemail.KindMessage, Subject: "Gruß", Body: "Danke.", DecisionEffect: casemail.EffectAnnouncement, IdempotencyKey: "d",
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := tn.Conversation.MarkRead(as(anna), []string{sent.ID, inForm.ID}, true); err != nil {
			t.Fatal(err)
		}
		for _, side := range []struct{ who, id string }{{anna, box.ID}, {clerkCity, caseID}} {
			for _, want := range []struct {
				messageID string
				effect    casemail.DecisionEffect
				consent   *evidence.Consent
			}{{sent.ID, casemail.EffectAnnouncement, given.Fact()}, {inForm.ID, casemail.EffectInformation, nil}, {plain.ID, "", nil}} {
				m, err := tn.Conversation.Message(as(side.who), side.id, want.messageID)
				if err != nil {
					t.Fatal(err)
				}
				if got := m.DecisionEffect; (got == nil) != (want.effect == "") || got != nil && *got != want.effect {
					t.Errorf("%s sees the effect %v, want %q", side.who, got, want.effect)
				}
				signed := tn.manifestOf(t, side.who, side.id, want.messageID)
				if signed.DecisionEffect != string(want.effect) || (signed.Consent == nil) != (want.consent == nil) || want.consent != nil && *signed.Consent != *want.consent {
					t.Errorf("%s's manifest says %q by %+v", side.who, signed.DecisionEffect, signed.Consent)
				}
			}
		}
		// The same request again is the same message, and another effect another request.
		if again, err := tn.Conversation.Reply(as(clerkCity), decision("b", casemail.EffectAnnouncement)); err != nil || again.ID != sent.ID {
			t.Errorf("again: %+v, %v", again, err)
		}
		_, err = tn.Conversation.Reply(as(clerkCity), decision("b", casemail.EffectInformation))
		wantRule(t, err, errs.IdempotencyConflict)
	})
}

// standingAt is what the clerks of a case see of the owner's consents.
func (tn *town) standingAt(t testing.TB, caseID string) []*consents.Consent {
	t.Helper()
	c, err := tn.Conversation.Case(as(clerkCity), caseID)
	if err != nil {
		t.Fatal(err)
	}
	lists, err := tn.Conversation.ConsentsOf(as(clerkCity), []*conversation.AuthorityCase{c})
	if err != nil {
		t.Fatal(err)
	}
	return lists[0]
}

// inboxFilter is no filter.
func inboxFilter() inbox.CaseFilter { return inbox.CaseFilter{} }

// A job that is tried again later than the next one leaves a record in its order, and a case that began meanwhile has nothing twice.
func TestConsentsStandOnTheRecordOnceAndInOrder(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box, later := tn.open(t, city), tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		caseID := cases(t, tn, clerkCity, city, inboxFilter())[0].ID
		given := tn.consent(t, anna, city, consents.Announcement)
		// It begins between the consent and its job.
		tn.send(t, later, conversation.MessageSendInput{RecipientIDs: []string{city}})
		list := cases(t, tn, clerkCity, city, inboxFilter())
		began := list[slices.IndexFunc(list, func(c *conversation.AuthorityCase) bool { return c.Reference == later.Reference })].ID
		// The job of what was given fails, and is tried again after that of what was revoked.
		forget := func(table string) {
			t.Helper()
			err := w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
				_, err := tx.Exec(ctx, "DELETE FROM "+table)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		forget("job")
		w.Clock.Advance(time.Hour)
		if _, err := tn.Consents.Revoke(as(anna), given.ID); err != nil {
			t.Fatal(err)
		}
		tn.runJobs(t)
		again := func() {
			t.Helper()
			err := w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
				return job.Enqueue(ctx, tx, consents.JobTell, consents.Subject{ConsentID: given.ID}.String(), tx.Now, "again")
			})
			if err != nil {
				t.Fatal(err)
			}
			tn.runJobs(t)
		}
		again()
		// What the platform did once is forgotten after a month; the record is not.
		forget("idempotency_record")
		again()
		// A case that begins after all of it has nothing to do with it.
		fresh := tn.open(t, city)
		w.Clock.Advance(time.Hour)
		tn.send(t, fresh, conversation.MessageSendInput{RecipientIDs: []string{city}})
		list = cases(t, tn, clerkCity, city, inboxFilter())
		after := list[slices.IndexFunc(list, func(c *conversation.AuthorityCase) bool { return c.Reference == fresh.Reference })].ID
		again()
		for sideID, who := range map[string]string{box.ID: anna, later.ID: anna, caseID: clerkCity, began: clerkCity} {
			got := tn.consentEvents(t, who, sideID)
			if len(got) != 2 || got[0].ID != given.ID || got[0].RevokedAt != "" || got[1].ID != given.ID || got[1].RevokedAt == "" {
				t.Errorf("record of %s: %+v", sideID, got)
			}
		}
		if got := tn.consentEvents(t, clerkCity, after); len(got) != 0 {
			t.Errorf("a case that began after the revocation: %+v", got)
		}
	})
}
