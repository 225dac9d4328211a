package inbound

import (
	"bytes"
	"context"
	"testing"
	"time"

	"schalter/ent"
	"schalter/ent/inboundmail"
	"schalter/internal/delivery"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// With a mailbox goes what waits for a decision, and what names the case; an answer that comes later finds nothing.
func TestForgottenDeliveriesLeaveNoContentBehind(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		held := g.take(t, g.write(t, g.withoutReference(q, "Vertraulich.")))
		want(t, held, isHeld, ReasonReferenceMissing)
		request := g.arrived(t, city)
		answer := g.take(t, g.write(t, g.to(q, "Ja.")))
		want(t, answer, isAccepted)
		old := g.arrival(t, held)
		ctx := viewer.System(context.Background(), "test")
		err := g.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
			if err := g.gateway.out.TellDeleted(ctx, tx, city, q.reference); err != nil {
				return err
			}
			return g.gateway.Forget(ctx, tx, []string{q.deliveryID})
		})
		if err != nil {
			t.Fatal(err)
		}
		if there, err := g.DB.Client().InboundMail.Query().Where(inboundmail.ID(answer.ID)).Exist(ctx); err != nil || there {
			t.Errorf("the envelope of an answer that was posted is still there, %v", err)
		}
		row, err := g.DB.Client().InboundMail.Get(ctx, held.ID)
		if err != nil {
			t.Fatal(err)
		}
		want(t, row, isQuarantined, ReasonMailboxGone)
		a, err := g.gateway.openEnvelope(ctx, row)
		if err != nil || row.BlobKey != nil || a.envelope.Content != nil {
			t.Errorf("its content is still there: %v, %v", row.BlobKey, err)
		}
		if a.envelope.Subject != "" || bytes.Equal(row.Digest, held.Digest) || a.key == old.key {
			t.Errorf("its subject, digest or key is still there: %+v", a.envelope)
		}
		mails, err := g.DB.Client().GatewayMail.Query().All(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range mails {
			if m.DeliveryID != nil || m.Reference != nil {
				t.Errorf("%s still names its case", m.ID)
			}
		}
		late := g.take(t, g.write(t, g.to(q, "Später.")))
		want(t, late, isQuarantined, ReasonMailboxGone)
		g.noContent(t, late)
		confirmed := g.take(t, g.write(t, g.to(request, "Ja.")))
		want(t, confirmed, isQuarantined, ReasonConfirmOver)
		g.noContent(t, confirmed)
	})
}

// Notices, tests and what was forgotten go after 90 days; messages of living cases stay, because answers may come late.
func TestOldMailsAboutNoCaseAreDeleted(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		living, gone := g.ask(t, city, newReference()), g.ask(t, city, newReference())
		ctx := viewer.System(context.Background(), "test")
		err := g.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
			if err := g.gateway.out.SendTest(ctx, tx, city, "tst_1", "MODERN", "nonce"); err != nil {
				return err
			}
			return g.gateway.Forget(ctx, tx, []string{gone.deliveryID})
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := g.runner.RunDue(g.ctx); err != nil {
			t.Fatal(err)
		}
		g.Clock.Advance(91 * 24 * time.Hour)
		if err := g.gateway.SweepInbound(ctx, g.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		left, err := g.DB.Client().GatewayMail.Query().All(ctx)
		if err != nil || len(left) != 1 || left[0].DeliveryID == nil || *left[0].DeliveryID != living.deliveryID {
			t.Errorf("%d mails are left, %v", len(left), err)
		}
	})
}

// arrival opens what is kept of a mail.
func (g *gatewayDesk) arrival(t *testing.T, row *ent.InboundMail) *arrival {
	t.Helper()
	a, err := g.gateway.openEnvelope(viewer.System(t.Context(), "test"), row)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func (g *gatewayDesk) noContent(t *testing.T, row *ent.InboundMail) {
	t.Helper()
	if a := g.arrival(t, row); row.BlobKey != nil || a.envelope.Content != nil {
		t.Errorf("%s: its content is still there", delivery.Deref(row.Reason))
	}
}

// Whatever becomes of a mail: when its content is destroyed, the key under which the content's key lay is another one. The copy of
// before does not open with the keys of today.
func TestOldCopiesOfAMailDoNotOpenWithTodaysKeys(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		ctx := viewer.System(t.Context(), "test")
		now := func(row *ent.InboundMail) *ent.InboundMail {
			t.Helper()
			row, err := g.DB.Client().InboundMail.Get(ctx, row.ID)
			if err != nil {
				t.Fatal(err)
			}
			return row
		}
		check := func(name string, before *ent.InboundMail) {
			t.Helper()
			g.sweep(t)
			after := *before
			row := now(before)
			after.KekID, after.WrappedKey = row.KekID, row.WrappedKey
			if a, err := g.gateway.openEnvelope(ctx, &after); err == nil {
				t.Errorf("%s: with today's key the copy opens, content key: %v", name, a.envelope.Content != nil)
			}
			g.noContent(t, row)
		}
		q := g.ask(t, city, newReference())
		for name, r := range map[string]reply{"accepted": g.to(q, "Ja."), "confirmed later": g.withoutReference(q, "Montag.")} {
			g.deliver(t, "amt@stadt.example", g.write(t, r))
			before := g.lastMail(t)
			if a := g.arrival(t, before); a.envelope.Content == nil {
				t.Fatalf("%s: there is no content to begin with", name)
			}
			g.work(t)
			if name == "confirmed later" {
				want(t, now(before), isHeld)
				want(t, g.take(t, g.write(t, g.to(g.arrived(t, city), "Ja."))), isAccepted)
			}
			want(t, now(before), isAccepted)
			check(name, before)
		}
		raw := g.write(t, g.to(q, "Fremd."))
		quarantined := g.take(t, append([]byte("X-Spoilt: yes\r\n"), bytes.Replace(raw, []byte("application/pkcs7-mime"), []byte("application/pkcs7-mimf"), 1)...))
		if quarantined.State != isQuarantined || quarantined.BlobKey == nil {
			t.Fatalf("got %s with %v", quarantined.State, quarantined.BlobKey)
		}
		g.Clock.Advance(31 * 24 * time.Hour)
		check("had its time", quarantined)
	})
}
