package outbound

import (
	"testing"
	"time"

	"schalter/internal/delivery"
	"schalter/internal/testkit"
)

// What waits when the gateway's address is taken away ends after its 48 hours, whatever state it waited in, and the person
// learns of it. What was sent with the address back goes out.
func TestWithoutAnAddressMailsFailInTheirTime(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		s.post.goDown()
		tried := s.message(t, nil)
		for range 20 {
			s.pass(t, 30*time.Minute)
		}
		if got := s.cases.last(tried); got.State != delivery.FactDeferred {
			t.Fatalf("got %+v while the server is down", got)
		}
		transport := s.Transport
		s.Transport, s.Address, s.Domain = nil, "", ""
		fresh := s.message(t, nil)
		s.pass(t, 37*time.Hour)
		if got := s.cases.last(tried); got.State == delivery.FactFailed {
			t.Errorf("got %+v after 47 hours", got)
		}
		s.pass(t, time.Hour+claimDuration)
		if got := s.cases.last(tried); got.State != delivery.FactFailed || got.Failure != failPlatform {
			t.Errorf("tried before: got %+v after 48 hours", got)
		}
		if got := s.cases.states(fresh); got != "" {
			t.Errorf("never tried: got %q after 38 hours", got)
		}
		s.pass(t, 10*time.Hour)
		if got := s.cases.last(fresh); got.State != delivery.FactFailed || got.Failure != failPlatform {
			t.Errorf("never tried: got %+v after 48 hours", got)
		}
		s.Transport, s.Address, s.Domain = transport, gatewayAddress, "schalter.example"
		s.post.down.Store(false)
		later := s.message(t, nil)
		s.work(t)
		if got := s.cases.states(later); got != "HANDED_OVER" {
			t.Errorf("with the address again: got %q", got)
		}
	})
}
