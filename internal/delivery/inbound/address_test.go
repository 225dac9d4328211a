package inbound

import (
	"testing"
	"time"

	"schalter/ent/inboundmail"
)

// An answer that came in before the address was taken away waits for it, and then takes effect.
func TestAnswersWaitForTheAddress(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		raw := g.write(t, g.to(g.ask(t, city, newReference()), "Gern."))
		with := g.options
		g.deliver(t, "post@city.example", raw, gatewayAddress)
		g.options.Address, g.options.Transport = "", nil
		g.restart()
		for range 5 {
			g.Clock.Advance(24 * time.Hour)
			g.work(t)
		}
		want(t, g.lastMail(t), inboundmail.StateRECEIVED)
		g.options = with
		g.restart()
		g.Clock.Advance(time.Hour)
		g.work(t)
		want(t, g.lastMail(t), inboundmail.StateACCEPTED)
		if n := len(g.cases.posted()); n != 1 {
			t.Errorf("posted %d answers", n)
		}
	})
}
