package inbound

import (
	"strings"
	"testing"
	"time"

	"schalter/internal/delivery"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/report"
	"schalter/internal/testkit"
)

// withoutReference is an honest answer that quotes nothing.
func (g *gatewayDesk) withoutReference(q asked, text string) reply {
	r := g.to(q, "")
	r.text = text + "\n"
	return r
}

func TestHeldAnswerIsPostedWhenItIsConfirmed(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		held := g.take(t, g.write(t, g.withoutReference(q, "Bitte kommen Sie am Montag.")))
		want(t, held, isHeld, ReasonReferenceMissing)
		g.nothingShown(t)
		request := g.arrived(t, city)
		if !strings.Contains(request.text, q.reference) || request.messageID == q.messageID {
			t.Fatalf("asked by %q", request.text)
		}
		g.Clock.Advance(3 * 24 * time.Hour)
		want(t, g.take(t, g.write(t, g.to(request, "Ja, gehört dazu."))), isAccepted)
		got := g.cases.posted()
		if len(got) != 1 || got[0].Text != "Bitte kommen Sie am Montag." || got[0].InboundID != held.ID || got[0].DeliveryID != q.deliveryID {
			t.Fatalf("posted %+v", got)
		}
		// A second confirmation finds nothing to confirm.
		want(t, g.take(t, g.write(t, g.to(request, "Ja, wirklich."))), isQuarantined, ReasonConfirmOver)
		if got := len(g.cases.posted()); got != 1 {
			t.Errorf("posted %d times", got)
		}
		if told := g.told(t, 2); len(told) > 0 {
			t.Errorf("told %v", told)
		}
	})
}

// Anybody who reads the mailbox can make up a report that the question came back. Operators see that; the answer is not lost: the
// authority's confirmation still counts.
func TestAttack22AReportThatTheQuestionCameBackLosesNoHeldAnswer(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		held := g.take(t, g.write(t, g.withoutReference(q, "Bitte kommen Sie am Montag.")))
		want(t, held, isHeld, ReasonReferenceMissing)
		request := g.arrived(t, city)
		want(t, g.take(t, bounceOf(t, request.mailID, report.Failed, "5.1.1"), request.bounce), isReported)
		want(t, g.row(t, held.ID), isQuarantined, ReasonConfirmUndelivered)
		// The report is no confirmation, and neither is what another authority signs.
		foreign := g.to(request, "Ja, gehört dazu.")
		foreign.signer = g.signers[county]
		want(t, g.take(t, g.write(t, foreign)), isQuarantined)
		g.nothingShown(t)
		want(t, g.take(t, g.write(t, g.to(request, "Ja, gehört dazu."))), isAccepted)
		if got := g.cases.posted(); len(got) != 1 || got[0].Text != "Bitte kommen Sie am Montag." || got[0].InboundID != held.ID {
			t.Fatalf("posted %+v", got)
		}
		want(t, g.take(t, g.write(t, g.to(request, "Ja, wirklich."))), isQuarantined, ReasonConfirmOver)
	})
}

// What went into quarantine for another reason is not released by a late confirmation.
func TestConfirmationReleasesOnlyWhatWaitsForIt(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		held := g.take(t, g.write(t, g.withoutReference(q, "Bitte kommen Sie am Montag.")))
		request := g.arrived(t, city)
		g.Clock.Advance(delivery.ConfirmWithin + time.Hour)
		if err := g.gateway.SweepInbound(g.ctx, g.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		want(t, g.row(t, held.ID), isQuarantined, ReasonUnconfirmed)
		want(t, g.take(t, g.write(t, g.to(request, "Ja, gehört dazu."))), isQuarantined, ReasonConfirmOver)
		g.nothingShown(t)
	})
}

// Days in which an answer was held say nothing of what comes after: confirmed, it has all of its time again. The confirmation
// stands, whatever happens then.
func TestConfirmedAnswerOutlivesFaults(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		g.gateway.Log = testkit.Silent()
		q := g.ask(t, city, newReference())
		held := g.take(t, g.write(t, g.withoutReference(q, "Bitte kommen Sie am Montag.")))
		request := g.arrived(t, city)
		g.Clock.Advance(12 * 24 * time.Hour)
		g.cases.breaks = 1
		g.take(t, g.write(t, g.to(request, "Ja, gehört dazu.")))
		g.Clock.Advance(time.Minute)
		g.work(t)
		want(t, g.row(t, held.ID), isAccepted)
		if got := len(g.cases.posted()); got != 1 {
			t.Fatalf("posted %d times", got)
		}

		// One whose faults never end goes to the operators, and nobody is asked a second time.
		held = g.take(t, g.write(t, g.withoutReference(q, "Bringen Sie den Ausweis mit.")))
		request = g.arrived(t, city)
		g.Clock.Advance(12 * 24 * time.Hour)
		g.cases.breaks = 1000
		g.take(t, g.write(t, g.to(request, "Ja, auch das.")))
		for range 80 {
			g.Clock.Advance(2 * time.Hour)
			g.work(t)
		}
		want(t, g.row(t, held.ID), isQuarantined, ReasonStuck)
		g.cases.breaks = 0
		sent := len(g.outbox.all())
		if accepted, _, err := g.gateway.Retry(operator(), held.ID); err != nil || !accepted {
			t.Errorf("checked again: %v, %v", accepted, err)
		}
		if told := g.told(t, sent); len(told) > 0 {
			t.Errorf("asked again: %v", told)
		}
	})
}

func TestHeldAnswerAgainAsksNobodyAgain(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		r := g.withoutReference(g.ask(t, city, newReference()), "Bitte kommen Sie.")
		signed := signedEntity(t, r)
		want(t, g.take(t, g.encrypted(t, r, signed)), isHeld)
		sent := len(g.outbox.all())
		want(t, g.take(t, g.encrypted(t, r, signed)), isQuarantined, ReasonReplay)
		if told := g.told(t, sent); len(told) > 0 {
			t.Errorf("told %v", told)
		}
		g.nothingShown(t)
	})
}

func TestOnlyASignedMarkConfirms(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q, other := g.ask(t, city, newReference()), g.ask(t, city, newReference())
		want(t, g.take(t, g.write(t, g.withoutReference(q, "Montag."))), isHeld)
		request := g.arrived(t, city)
		// An honest mail of the same authority, handed on with the token of the request.
		moved := g.to(other, "Dienstag.")
		moved.outer = g.to(request, "").outer
		want(t, g.take(t, g.write(t, moved)), isQuarantined, ReasonConfirmCode)
		foreign := g.to(request, "Ja.")
		foreign.signer = g.signers[county]
		want(t, g.take(t, g.write(t, foreign)), isQuarantined, ReasonTokenForeign)
		r := g.to(request, "Ja.")
		want(t, g.take(t, append(r.head(), r.innerOf()...)), isQuarantined, ReasonNotEncrypted)
		both := g.to(request, "Ja, auch zu "+other.reference)
		want(t, g.take(t, g.write(t, both)), isQuarantined, ReasonReferenceForeign)
		g.nothingShown(t)
	})
}

func TestHeldAnswerThatNobodyConfirmsGoesIntoQuarantine(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		held := g.take(t, g.write(t, g.withoutReference(g.ask(t, city, newReference()), "Montag.")))
		request := g.arrived(t, city)
		g.Clock.Advance(delivery.ConfirmWithin + time.Hour)
		g.sweep(t)
		shown, err := g.gateway.QuarantinedMail(operator(), held.ID)
		if err != nil || shown.State != delivery.Quarantined || shown.ReasonKey != string(ReasonUnconfirmed) || !shown.Retryable {
			t.Fatalf("got %+v, %v", shown, err)
		}
		want(t, g.take(t, g.write(t, g.lateReply(request))), isQuarantined, ReasonConfirmOver)
		g.nothingShown(t)
		// An operator has it checked again: it is held and the authority asked once more.
		accepted, shown, err := g.gateway.Retry(operator(), held.ID)
		if err != nil || accepted || shown.State != delivery.Held {
			t.Fatalf("checked again: %v, %+v, %v", accepted, shown, err)
		}
		want(t, g.take(t, g.write(t, g.lateReply(g.arrived(t, city)))), isAccepted)
		if got := g.cases.posted(); len(got) != 1 || got[0].Text != "Montag." {
			t.Errorf("posted %+v", got)
		}
	})
}

func (g *gatewayDesk) lateReply(a asked) reply {
	r := g.to(a, "Ja.")
	r.at = g.Clock.Now()
	return r
}

func TestAmbiguousReferencesAreHeld(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		r := g.to(q, "Bewilligt.")
		r.inner = "Subject: Re: " + newReference() + "\r\n"
		want(t, g.take(t, g.write(t, r)), isHeld, ReasonReferenceForeign)
		g.nothingShown(t)
		// The request names one case only, whatever the subject of what it asks about.
		want(t, g.take(t, g.write(t, g.to(g.arrived(t, city), "Ja."))), isAccepted)
		if got := len(g.cases.posted()); got != 1 {
			t.Errorf("posted %d times", got)
		}
	})
}

// A held answer whose question our mail server cannot hand over waits for an operator at once, not for a confirmation.
func TestConfirmRequestThatFailsGivesTheHeldMailUp(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		raw := g.write(t, g.withoutReference(g.ask(t, city, newReference()), "Ja"))
		g.outbox.refuses = &relay.Failure{Permanent: true, Step: relay.Recipient, Cause: relay.UnknownMailbox, Code: 550, Status: "5.1.1"}
		g.deliver(t, "a@city.example", raw)
		g.work(t)
		row := g.lastMail(t)
		want(t, row, isQuarantined, ReasonConfirmUndelivered)
		if row.BlobKey == nil {
			t.Error("an operator cannot retry it")
		}
	})
}
