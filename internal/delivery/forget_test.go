package delivery

import (
	"context"
	"testing"
	"time"

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
		ctx := viewer.System(context.Background(), "test")
		err := g.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
			return g.gateway.Forget(ctx, tx, []string{q.deliveryID})
		})
		if err != nil {
			t.Fatal(err)
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
		mails, err := g.DB.Client().GatewayMail.Query().All(ctx)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range mails {
			if m.Kind == "MESSAGE" && (m.DeliveryID != nil || m.Reference != nil) {
				t.Errorf("%s still names its case", m.ID)
			}
		}
		want(t, g.take(t, g.write(t, g.to(q, "Später."))), isQuarantined, ReasonMailboxGone)
	})
}

// Notices, tests and what was forgotten go after 90 days; messages of living cases stay, because answers may come late.
func TestOldMailsAboutNoCaseAreDeleted(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		living, gone := g.ask(t, city, newReference()), g.ask(t, city, newReference())
		ctx := viewer.System(context.Background(), "test")
		err := g.DB.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
			if err := g.gateway.SendTest(ctx, tx, city, "tst_1", "MODERN", "nonce"); err != nil {
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
