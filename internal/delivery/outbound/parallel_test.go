package outbound

import (
	"context"
	"sync"
	"testing"
	"time"

	"schalter/ent/gatewaymail"
	"schalter/internal/cms/cmstest"
	"schalter/internal/delivery"
	"schalter/internal/mail/relay"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// Two replicas on one database, each with several workers, send each mail once.
func TestReplicasSendEachMailOnce(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		s.post.set(func(p *post) {
			p.answer = func(int) error { time.Sleep(2 * time.Millisecond); return nil }
		})
		other := New(delivery.NewShared(s.options(t)))
		const mails = 12
		for range mails {
			s.message(t, nil)
		}
		// In addition to their jobs, every worker of both tries every mail.
		var wg sync.WaitGroup
		for _, row := range s.rows(t) {
			for _, replica := range []*Service{s.Service, other, s.Service, other} {
				wg.Go(func() {
					for range 20 {
						if err := replica.sendMail(s.ctx, row.ID); err != nil {
							t.Error(err)
						}
					}
				})
			}
		}
		wg.Wait()
		s.pass(t, time.Minute)
		seen := map[string]int{}
		for _, m := range s.post.taken() {
			seen[m.envelopeID]++
		}
		for _, row := range s.rows(t) {
			if seen[row.ID] != 1 || row.Attempts != 1 || row.State != gatewaymail.StateHANDED_OVER {
				t.Errorf("%s was sent %d times, %d attempts, %s", row.ID, seen[row.ID], row.Attempts, row.State)
			}
		}
	})
}

// With more mails than places none is forgotten, and the server is not flooded: neither for one authority nor for all.
func TestCrowdOfMailsIsSentAFewAtATime(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		const others = "aut_other"
		s.channels.boxes[others] = &delivery.Mailbox{
			AuthorityID: others, Address: "post@other.example", Profile: "MODERN",
			Encryption: identity(t, cmstest.AuthorityEC, "post@other.example", nil).Certificate,
		}
		crowd := &counting{Transport: s.Transport, now: map[string]int{}, most: map[string]int{}, full: map[string]*barrier{
			"": newBarrier(maxSending), authorityAddress: newBarrier(maxPerAuthority),
		}}
		s.Transport = crowd
		const mails = 24
		for range mails / 3 {
			s.message(t, nil)
			s.message(t, nil)
			s.tx(t, func(ctx context.Context, tx *store.Tx) error { return s.TellDeleted(ctx, tx, others, caseReference) })
		}
		s.runUntil(t, func() bool { return len(s.post.taken()) >= mails })
		for _, row := range s.rows(t) {
			if row.State != gatewaymail.StateHANDED_OVER || row.Attempts != 1 {
				t.Errorf("got %s after %d attempts", row.State, row.Attempts)
			}
		}
		if crowd.most[authorityAddress] != maxPerAuthority || crowd.most[""] != maxSending {
			t.Errorf("at most %d to one and %d at once, want %d and %d", crowd.most[authorityAddress], crowd.most[""], maxPerAuthority, maxSending)
		}
	})
}

// counting counts the mails that are sent at once. The first ones stay until there are as many as there may be.
type counting struct {
	delivery.Transport
	mu        sync.Mutex
	now, most map[string]int
	full      map[string]*barrier
}

// barrier lets nobody through until n have come.
type barrier struct {
	n    int
	open chan struct{}
}

func newBarrier(n int) *barrier { return &barrier{n, make(chan struct{})} }

func (c *counting) add(n int, keys ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, k := range keys {
		before := c.most[k]
		c.now[k] += n
		c.most[k] = max(before, c.now[k])
		if b := c.full[k]; b != nil && before < b.n && c.most[k] >= b.n {
			close(b.open)
		}
	}
}

func (c *counting) Send(ctx context.Context, m relay.Message) (relay.Accepted, error) {
	c.add(1, "", m.To)
	defer c.add(-1, "", m.To)
	for _, k := range []string{"", m.To} {
		if b := c.full[k]; b != nil {
			select {
			case <-b.open:
			case <-ctx.Done():
			}
		}
	}
	return c.Transport.Send(ctx, m)
}
