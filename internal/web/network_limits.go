package web

import (
	"context"
	"net/netip"
	"time"

	"schalter/internal/errs"
	"schalter/internal/seclog"
)

// networkLimits bounds what one network does inside of GraphQL (transport.NetworkLimits).
type networkLimits struct {
	s       *server
	ctx     context.Context
	address netip.Addr
}

func (l networkLimits) WaitForRate(ctx context.Context) error {
	pause, ok := l.s.rates.reserve(l.address)
	if !ok {
		seclog.Fault(ctx, errs.RateLimited, "messages of a websocket")
		return errTooMuch
	}
	if pause <= 0 {
		return nil
	}
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

func (l networkLimits) AcquireConnection() (release func(), err error) {
	return l.acquire(context.Background(), l.s.connectionSlotsOfSites, l.s.connectionSlots, 0, "websockets and event streams of a network")
}

func (l networkLimits) AcquireWork(ctx context.Context) (release func(), err error) {
	return l.acquire(ctx, l.s.workSlotsOfSites, l.s.workSlots, workWait, "costly answers to a network")
}

// acquire takes a slot for the network and one for its site; that there is none goes to the security log.
func (l networkLimits) acquire(ctx context.Context, ofSites, ofNetworks *slots, wait time.Duration, what string) (release func(), err error) {
	defer func() { seclog.Fault(l.ctx, errs.CodeOf(err), what) }()
	releaseSite := func() {}
	if site, ok := siteOf(l.address); ok {
		if releaseSite, err = ofSites.acquire(ctx, site.String(), wait); err != nil {
			return nil, err
		}
	}
	releaseNetwork, err := ofNetworks.acquire(ctx, NetworkOf(l.address).String(), wait)
	if err != nil {
		releaseSite()
		return nil, err
	}
	return func() { releaseNetwork(); releaseSite() }, nil
}
