package delivery

import (
	"context"
	"strings"
	"testing"

	"schalter/ent/gatewaymail"
	"schalter/internal/job"
	"schalter/internal/mail/mime"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// A mail for which there is no memory does not wait in a worker: it is put back, others are processed meanwhile, and it is
// taken when there is room, without having used up a try.
func TestMailsWithoutMemoryHoldUpNobody(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		raw := g.write(t, g.to(g.ask(t, city, newReference()), "Ja"))
		others := 0
		g.runner.Handle("other", func(context.Context, string) error { others++; return nil })
		taken := g.gateway.gate.acquireMemory("somebody", g.gateway.Memory, g.Clock.Now())
		g.deliver(t, "a@city.example", raw)
		g.tx(t, func(ctx context.Context, tx *store.Tx) error {
			if err := g.gateway.Dispatch(ctx, tx, "dlv_1", city, newReference()); err != nil {
				return err
			}
			return job.Enqueue(ctx, tx, "other", "s", tx.Now, "")
		})
		sent := len(g.outbox.all())
		for range 200 {
			g.work(t)
			g.Clock.Advance(memoryRetry)
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
			g.Clock.Advance(memoryRetry)
		}
		want(t, g.lastMail(t), isAccepted)
		if got := len(g.outbox.all()) - sent; got != 1 {
			t.Errorf("%d mails went out, want 1", got)
		}
	})
}

// What is asked for before a mail is built is at least what it takes.
func TestMemoryAskedForIsEnough(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "Guten Tag", strings.Repeat("ä", 200_000), strings.Repeat("=\n", 100_000)} {
		for _, sizes := range [][]int64{nil, {0}, {1, 2, 3}, {25 << 20}, {1 << 20, 77, 56}} {
			said := mailContent{subject: "Wort", text: text}
			c := mime.Content{Subject: said.subject, Text: text, Envelope: mime.Envelope{
				From: mime.Address{Name: "Schalter", Address: gatewayAddress}, To: mime.Address{Address: "post@city.example"}, Date: testkit.Start,
				MessageID: "x@schalter.example", OuterSubject: outerSubject,
			}}
			for _, size := range sizes {
				name := strings.Repeat("ü", 100) + ".pdf"
				said.documents = append(said.documents, OutgoingDocument{Filename: name, Size: size})
				c.Attachments = append(c.Attachments, mime.Attachment{Name: name, MediaType: "application/pdf", Size: size})
			}
			need, err := mime.InnerSize(c)
			if err != nil || said.innerSize() < need {
				t.Errorf("%d bytes of text, documents %v: asked for %d, need %d, %v", len(text), sizes, said.innerSize(), need, err)
			}
		}
	}
}
