package outbound

import (
	"errors"
	"strings"
	"testing"
	"time"

	"schalter/ent/gatewaymail"
	"schalter/internal/delivery"
	"schalter/internal/testkit"
)

// Where it cannot be known whether there is a mailbox again, no mail is given up.
func TestMailsOfAClosedChannelWaitWhileItIsNotKnown(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		s.channels.change(func(b *delivery.Mailbox) { b.Suspended = true })
		deliveryID := s.message(t, nil)
		s.work(t)
		s.Clock.Advance(time.Hour)
		s.channels.fail(errors.New("the database is away"))
		if err := s.failWaitingMails(s.ctx, bamberg); err == nil {
			t.Error("the job must come back")
		}
		if rows := s.rows(t); len(rows) != 1 || rows[0].State != gatewaymail.StateQUEUED || strings.Contains(s.cases.states(deliveryID), delivery.FactFailed) {
			t.Errorf("the mail was given up: %v, %s", rows, s.cases.states(deliveryID))
		}
		s.channels.fail(delivery.ErrClosed)
		if err := s.failWaitingMails(s.ctx, bamberg); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(s.cases.states(deliveryID), delivery.FactFailed) {
			t.Errorf("the channel is closed: %s", s.cases.states(deliveryID))
		}
	})
}

func TestWhatWasTakenBackIsNotSent(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		deliveryID := s.message(t, nil)
		s.cases.set(func(c *cases) { clear(c.outgoing) })
		s.work(t)
		if row := s.rows(t)[0]; row.State != gatewaymail.StateSTOPPED || row.SettledAt == nil {
			t.Errorf("got %+v", row)
		}
		if got := s.cases.states(deliveryID); got != "" || len(s.post.taken()) != 0 {
			t.Errorf("got facts %q and %d mails", got, len(s.post.taken()))
		}
	})
}

func TestSuspendedChannelWaitsWithoutOneWordToTheServer(t *testing.T) {
	t.Parallel()
	s := newSender(t, testkit.SQLite(t))
	s.channels.change(func(b *delivery.Mailbox) { b.Suspended = true })
	deliveryID := s.message(t, nil)
	s.work(t)
	if got := s.cases.last(deliveryID); got.State != delivery.FactDeferred || got.Code != "mail_suspended" || got.NextAttempt == nil {
		t.Fatalf("got %+v", got)
	}
	if s.post.tries != 0 {
		t.Error("it was sent all the same")
	}
	s.channels.change(func(b *delivery.Mailbox) { b.Suspended = false })
	s.pass(t, time.Minute)
	if got := s.cases.states(deliveryID); got != "DEFERRED HANDED_OVER" {
		t.Errorf("got %s", got)
	}
}
