package inbound

import (
	"context"
	"errors"
	"strings"
	"testing"

	"schalter/internal/mail/inlet"
)

// letterbox is somebody else who takes mails by the same door.
type letterbox struct {
	got  []string
	full bool
}

func (*letterbox) Recipient(address string) bool { return strings.HasPrefix(address, "t+") }

func (l *letterbox) Deliver(_ context.Context, sender string, recipients []string, raw []byte) error {
	if l.full {
		return errFull
	}
	l.got = append(l.got, sender+" "+strings.Join(recipients, ",")+" "+string(raw))
	return nil
}

func TestWhatIsForOthersIsPassedOnAndNothingElse(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		other := "t+x@schalter.example"
		if err := g.gateway.Recipient(g.ctx, other); !errors.Is(err, inlet.ErrUnknown) {
			t.Fatalf("without anybody it is taken: %v", err)
		}
		box := &letterbox{}
		g.gateway.Other = box
		for address, want := range map[string]error{
			other: nil, gatewayAddress: nil, "b+x@schalter.example": inlet.ErrUnknown, "x@schalter.example": inlet.ErrUnknown, "post@elsewhere.example": inlet.ErrUnknown,
		} {
			if err := g.gateway.Recipient(g.ctx, address); !errors.Is(err, want) {
				t.Errorf("%s: %v, not %v", address, err, want)
			}
		}
		raw := []byte("Subject: x\r\n\r\nx")
		if err := g.gateway.Deliver(g.ctx, inlet.Envelope{From: "a@b.example", Recipients: []string{other}}, raw); err != nil {
			t.Fatal(err)
		}
		count := func() int {
			n, err := g.DB.Client().InboundMail.Query().Count(g.ctx)
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
		if len(box.got) != 1 || box.got[0] != "a@b.example "+other+" "+string(raw) || count() != 0 {
			t.Errorf("passed on %q, kept %d", box.got, count())
		}
		// One for both is kept by both.
		if err := g.gateway.Deliver(g.ctx, inlet.Envelope{From: "a@b.example", Recipients: []string{gatewayAddress, other}}, raw); err != nil {
			t.Fatal(err)
		}
		if len(box.got) != 2 || count() != 1 {
			t.Errorf("passed on %q, kept %d", box.got, count())
		}
		// What the other cannot keep is said to come again later.
		box.full = true
		if err := g.gateway.Deliver(g.ctx, inlet.Envelope{Recipients: []string{other}}, raw); err == nil {
			t.Error("a mail that nobody kept was taken")
		}
	})
}
