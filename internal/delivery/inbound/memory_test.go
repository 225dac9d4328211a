package inbound

import (
	"context"
	"testing"

	"schalter/ent/gatewaymail"
	"schalter/internal/delivery"
	"schalter/internal/job"
	"schalter/internal/store"
)

// A mail for which there is no memory does not wait in a worker: it is put back, others are processed meanwhile, and it is
// taken when there is room, without having used up a try.
func TestMailsWithoutMemoryHoldUpNobody(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		raw := g.write(t, g.to(g.ask(t, city, newReference()), "Ja"))
		others := 0
		g.runner.Handle("other", func(context.Context, string) error { others++; return nil })
		taken := g.gateway.MemoryBudget.Acquire("somebody", g.gateway.Memory, g.Clock.Now())
		g.deliver(t, "a@city.example", raw)
		g.tx(t, func(ctx context.Context, tx *store.Tx) error {
			if err := g.gateway.out.Dispatch(ctx, tx, "dlv_1", city, newReference()); err != nil {
				return err
			}
			return job.Enqueue(ctx, tx, "other", "s", tx.Now, "")
		})
		sent := len(g.outbox.all())
		for range 200 {
			g.work(t)
			g.Clock.Advance(delivery.MemoryRetry)
		}
		want(t, g.lastMail(t), "RECEIVED")
		if others != 1 || len(g.outbox.all()) != sent {
			t.Fatalf("%d other jobs, %d mails", others, len(g.outbox.all())-sent)
		}
		if n, err := g.World.DB.Client().GatewayMail.Query().Where(gatewaymail.AttemptsGT(0), gatewaymail.StateEQ(gatewaymail.StateQUEUED)).Count(g.ctx); n != 0 || err != nil {
			t.Errorf("%d mails have used up a try, %v", n, err)
		}
		taken()
		for range 3 {
			g.work(t)
			g.Clock.Advance(delivery.MemoryRetry)
		}
		want(t, g.lastMail(t), isAccepted)
		if got := len(g.outbox.all()) - sent; got != 1 {
			t.Errorf("%d mails went out, want 1", got)
		}
	})
}
