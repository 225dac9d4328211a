package inbound

import (
	"context"
	"errors"
	"testing"

	"schalter/internal/mail/inlet"
	"schalter/internal/store"
)

// The mail server hears an error though the mail was kept. It brings it again, is told that it is kept, and the answer is there.
func TestMailWhoseCommitWasNotHeardIsNotLost(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		raw := g.write(t, g.to(g.ask(t, city, newReference()), "Ja"))
		envelope := inlet.Envelope{From: "a@city.example", Recipients: []string{gatewayAddress}}
		lost := errors.New("the connection broke")
		g.World.DB.LoseAnswers(func() error { return lost })
		if err := g.gateway.Deliver(g.ctx, envelope, raw); !errors.Is(err, lost) {
			t.Fatalf("got %v, want the lost answer", err)
		}
		g.World.DB.LoseAnswers(nil)
		if err := g.gateway.Deliver(g.ctx, envelope, raw); err != nil {
			t.Fatalf("brought again: %v", err)
		}
		g.work(t)
		want(t, g.lastMail(t), isAccepted)
		if got := g.cases.posted(); len(got) != 1 || got[0].Text != "Ja" {
			t.Errorf("posted %+v", got)
		}
	})
}

// A mail that was certainly not kept leaves nothing behind.
func TestMailThatWasNotKeptLeavesNoContent(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		raw := g.write(t, g.to(g.ask(t, city, newReference()), "Ja"))
		g.tx(t, func(ctx context.Context, tx *store.Tx) error {
			_, err := tx.Exec(ctx, "ALTER TABLE job RENAME TO job_away")
			return err
		})
		err := g.gateway.Deliver(g.ctx, inlet.Envelope{From: "a@city.example", Recipients: []string{gatewayAddress}}, raw)
		if err == nil {
			t.Fatal("the mail was kept")
		}
		for entry, err := range g.blobs.List(t.Context(), "") {
			t.Errorf("left %s, %v", entry.Key, err)
		}
	})
}
