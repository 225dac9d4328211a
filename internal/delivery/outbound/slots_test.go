package outbound

import (
	"slices"
	"testing"
	"time"
)

func TestSlotsBoundMailsBeingSentAndThoseForOneAuthority(t *testing.T) {
	t.Parallel()
	g := newSlots()
	var leave []func()
	for i, want := range []struct {
		authority string
		in        bool
	}{{"a", true}, {"a", true}, {"a", false}, {"b", true}, {"c", false}} {
		l := g.acquire(t.Context(), want.authority, g.patience())
		if (l != nil) != want.in {
			t.Errorf("%d: got in %v, want %v", i, l != nil, want.in)
		}
		if l != nil {
			leave = append(leave, l)
		}
	}
	if turned, full := g.takeWaiting(); !turned || !slices.Equal(full, []string{"a"}) {
		t.Errorf("got turned away %v, full %v", turned, full)
	}
	if turned, _ := g.takeWaiting(); turned {
		t.Error("nobody was turned away since")
	}
	if got := g.patience(); got != slotPatience {
		t.Errorf("got patience %s, want %s", got, slotPatience)
	}
	go func() { time.Sleep(time.Millisecond); leave[0]() }()
	if l := g.acquire(t.Context(), "a", time.Minute); l == nil {
		t.Error("the place that became free while it waited was not given")
	}
	g.markWaiting()
	if got := g.patience(); got != 0 {
		t.Errorf("got patience %s after others were turned away", got)
	}
	leave[1]()
	if l := g.acquire(t.Context(), "c", 0); l == nil {
		t.Error("the place that became free was not given")
	}
}
