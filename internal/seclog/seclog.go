// Package seclog writes the security log: who signed in or was refused, what rights changed, what was asked for beyond a right or a
// limit. It is part of the program's log; the attribute security tells its lines from others.
//
// Begin with [Write]; the events are listed in events.go. A line has ids and fixed words, never what somebody typed. What strangers can
// cause is bounded, so that nobody fills the disk or hides behind many lines of their own; what is left out is counted.
//
// Unlike package audit it holds nothing in the database and is written after the fact, so that also what was refused is in it;
// unlike evidence and treelog it proves nothing. The four logs are compared in package audit.
package seclog

import (
	"context"
	"encoding/hex"
	"log/slog"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"schalter/internal/clock"
	"schalter/internal/viewer"
)

const (
	// window is the time for which lines are counted.
	window = time.Minute
	// perStranger and perNetwork bound the lines of one event in a window that strangers can cause, in all and by one network;
	// perEvent those of the others.
	perStranger = 60
	perNetwork  = 20
	perEvent    = 1_000
	// maxNetworks bounds how many networks are told apart in one window; all further ones share what is left of perStranger.
	maxNetworks = 10_000
	// summary is how many windows one line of sums is about.
	summary = 60
)

// Log writes the security log. Its methods are safe for concurrent use and do nothing on nil.
type Log struct {
	log   *slog.Logger
	clock clock.Clock
	key   func(network string) []byte

	mu     sync.Mutex
	until  time.Time
	counts map[Event]*count
}

// count is what happened of one event: in the present window and since the last sum.
type count struct {
	written, leftOut int
	networks         map[netip.Prefix]int
	sum              int
}

// New returns the log. key makes of a network what is written instead: the same for the same network, and meaningless without the key.
func New(log *slog.Logger, clk clock.Clock, key func(network string) []byte) *Log {
	return &Log{log: log, clock: clk, key: key, counts: map[Event]*count{}}
}

// origin is where a request came from.
type origin struct {
	log     *Log
	request string
	network netip.Prefix
}

type originKey struct{}

// With returns ctx with the log, the id of a request and the network it came from, for the lines of what happens in it.
func With(ctx context.Context, l *Log, request string, network netip.Prefix) context.Context {
	return context.WithValue(ctx, originKey{}, origin{l, request, network})
}

// Write writes to the log of a request that something happened; outside of requests it does nothing. An empty accountID is the
// account of the context's viewer, if there is one.
func Write(ctx context.Context, e Event, accountID string, attrs ...slog.Attr) {
	from, _ := ctx.Value(originKey{}).(origin)
	from.log.Write(ctx, e, accountID, attrs...)
}

// Write is the function Write for what also happens outside of requests.
func (l *Log) Write(ctx context.Context, e Event, accountID string, attrs ...slog.Attr) {
	if l == nil {
		return
	}
	from, _ := ctx.Value(originKey{}).(origin)
	k := kindOf(e)
	if !l.allowLine(ctx, k, from.network) {
		return
	}
	line := []slog.Attr{slog.String("security", string(e))}
	if accountID == "" {
		accountID = viewer.From(ctx).AccountID
	}
	if accountID != "" {
		line = append(line, slog.String("account", accountID))
	}
	if from.network.IsValid() {
		line = append(line, slog.String("network", l.Network(from.network)))
	}
	if from.request != "" {
		line = append(line, slog.String("request", from.request))
	}
	l.log.LogAttrs(ctx, k.level, "security event", append(line, attrs...)...)
}

// Network is how lines name a network.
func (l *Log) Network(p netip.Prefix) string { return hex.EncodeToString(l.key(p.String())[:8]) }

// allowLine counts one line of an event; false when it is to be left out.
func (l *Log) allowLine(ctx context.Context, k kind, network netip.Prefix) bool {
	now := l.clock.Now()
	l.mu.Lock()
	var left map[Event]int
	if !now.Before(l.until) {
		left, l.until = l.endWindow(), now.Add(window)
	}
	c := l.counts[k.event]
	if c == nil {
		c = &count{networks: map[netip.Prefix]int{}}
		l.counts[k.event] = c
	}
	may := c.allow(k, network)
	l.mu.Unlock()
	l.writeLeftOut(ctx, left)
	return may
}

func (c *count) allow(k kind, network netip.Prefix) bool {
	c.sum++
	most := perEvent
	if k.stranger {
		most = perStranger
		if len(c.networks) < maxNetworks || c.networks[network] > 0 {
			c.networks[network]++
		}
	}
	if c.written >= most || c.networks[network] > perNetwork {
		c.leftOut++
		return false
	}
	c.written++
	return true
}

// endWindow ends a window and returns what was left out in it.
func (l *Log) endWindow() map[Event]int {
	left := map[Event]int{}
	for e, c := range l.counts {
		if c.leftOut > 0 {
			left[e] = c.leftOut
		}
		c.written, c.leftOut = 0, 0
		clear(c.networks)
	}
	return left
}

func (l *Log) writeLeftOut(ctx context.Context, left map[Event]int) {
	for _, k := range kinds {
		if n := left[k.event]; n > 0 {
			l.log.LogAttrs(ctx, slog.LevelWarn, "security events left out", slog.String("security", string(k.event)), slog.Int("left_out", n))
		}
	}
}

// Run writes each minute what was left out and each hour how often everything happened, until ctx ends, and once more then.
func (l *Log) Run(ctx context.Context) {
	ticker := time.NewTicker(window)
	defer ticker.Stop()
	for n := 1; ; n++ {
		select {
		case <-ctx.Done():
			l.writeSums(ctx, true)
			return
		case <-ticker.C:
			l.writeSums(ctx, n%summary == 0)
		}
	}
}

// writeSums ends a window that is over and writes what was left out; with sums it also writes how often everything happened.
func (l *Log) writeSums(ctx context.Context, sums bool) {
	l.mu.Lock()
	var left map[Event]int
	if now := l.clock.Now(); sums || !now.Before(l.until) {
		left, l.until = l.endWindow(), now.Add(window)
	}
	var line []slog.Attr
	for e, c := range l.counts {
		if sums && c.sum > 0 {
			line = append(line, slog.Int(string(e), c.sum))
			c.sum = 0
		}
	}
	l.mu.Unlock()
	l.writeLeftOut(ctx, left)
	if len(line) > 0 {
		slices.SortFunc(line, func(a, b slog.Attr) int { return strings.Compare(a.Key, b.Key) })
		l.log.LogAttrs(ctx, slog.LevelInfo, "security events counted", line...)
	}
}
