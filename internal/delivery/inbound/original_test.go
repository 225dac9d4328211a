package inbound

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"schalter/internal/cms"
	"schalter/internal/evidence"
)

// verified says whether an original is what its authority signed, as the verifier of packages finds.
func verified(o keptOriginal) error {
	return evidence.VerifyOriginal(o.Data, o.Layout, o.Certificate, o.ReceivedAt)
}

// With an answer goes the mail as its authority signed it, and nothing of the mail around that: from it alone anybody can tell who wrote it.
func TestAnAnswerComesWithItsSignedMail(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		for _, authorityID := range []string{city, county} {
			for _, profile := range []cms.Profile{cms.Modern, cms.Legacy} {
				g.organisations.boxes[authorityID].Profile, g.organisations.boxes[authorityID].LegacyAllowed = string(profile), true
				q := g.ask(t, authorityID, newReference())
				r := g.to(q, "Ja, am Montag.")
				r.profile = profile
				before := len(g.cases.posted())
				row := g.take(t, g.write(t, r))
				want(t, row, isAccepted)
				posted := g.cases.posted()
				if len(posted) != before+1 {
					t.Fatalf("%s, %s: nothing was posted", authorityID, profile)
				}
				o, ok := posted[before].Original.(keptOriginal)
				if !ok || !bytes.Contains(o.Data, []byte("Ja, am Montag.")) || bytes.Contains(o.Data, []byte("Message-ID")) {
					t.Fatalf("%s, %s: came with %q", authorityID, profile, o.Data)
				}
				if err := verified(o); err != nil || !o.ReceivedAt.Equal(row.ReceivedAt) || !o.Certificate.Equal(g.signers[authorityID].Certificate) {
					t.Errorf("%s, %s: %v, received %v", authorityID, profile, err, o.ReceivedAt)
				}
			}
		}
	})
}

// A held answer counts as it came: its signed mail too, for the time of its arrival.
func TestAHeldAnswerComesWithItsSignedMail(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		q := g.ask(t, city, newReference())
		r := g.to(q, "")
		r.text = "Ja, am Montag."
		row := g.take(t, g.write(t, r))
		want(t, row, isHeld)
		arrived := row.ReceivedAt
		g.Clock.Advance(3 * time.Hour)
		request := g.arrived(t, city)
		if !strings.Contains(request.text, q.reference) {
			t.Fatalf("no question in %q", request.text)
		}
		g.take(t, g.write(t, g.to(request, "Ja.")))
		g.work(t)
		posted := g.cases.posted()
		if len(posted) != 1 {
			t.Fatalf("posted %+v", posted)
		}
		o, ok := posted[0].Original.(keptOriginal)
		if !ok || !o.ReceivedAt.Equal(arrived) || !bytes.Contains(o.Data, []byte("Ja, am Montag.")) || verified(o) != nil {
			t.Errorf("came with %v, %v", o.ReceivedAt, verified(o))
		}
	})
}
