package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

// writers is how many people write at a time.
const writers = 8

// office is a running demo with a person who may write and the authorities that can be written to.
type office struct {
	*program
	token       string
	authorities []recipient
}

// openOffice starts a demo and signs the citizen in. Hashing the password takes memory for good, so a measurement of
// memory restarts the program. settings are further ones of the program.
func (b *bench) openOffice(ctx context.Context, kind, name string, settings ...string) (*office, error) {
	p, err := b.install(ctx, kind, name, true)
	if err != nil {
		return nil, err
	}
	p.environ = append(p.environ, settings...)
	o := &office{program: p}
	if _, err := p.start(ctx); err != nil {
		return nil, errors.Join(err, p.remove())
	}
	if o.token, err = p.signIn(ctx, "citizen@demo.example"); err == nil {
		o.authorities, err = p.caller(0, "").connected(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, p.remove())
	}
	return o, nil
}

// desk is one writer with a mailbox.
type desk struct {
	callers   []*caller
	mailbox   string
	authority string
	next      int
}

func (o *office) desk(ctx context.Context, n int) (*desk, error) {
	d := &desk{authority: o.authorities[n%len(o.authorities)].ID}
	for i := range 10 {
		d.callers = append(d.callers, o.caller(n*10+i, o.token))
	}
	var err error
	d.mailbox, err = d.callers[0].openMailbox(ctx, d.authority)
	return d, err
}

// write sends one message, from the next of the desk's network addresses.
func (d *desk) write(ctx context.Context) error {
	d.next++
	return d.callers[d.next%len(d.callers)].write(ctx, d.mailbox, d.authority)
}

func send(ctx context.Context, b *bench) error {
	b.out.printf("The real program in demo mode, `messageSend` over HTTP on loopback: sealing, manifest, signed events, search words, "+
		"streams, jobs and the notification mail to the authority included; durable (fsync). Medians of %d rounds.\n\n", b.rounds)
	var rows [][]string
	for _, kind := range b.databases {
		more, err := b.sendOn(ctx, kind)
		if err != nil {
			return fmt.Errorf("%s: %w", kind, err)
		}
		rows = append(rows, more...)
	}
	b.out.table([]string{"database", "writers", "messages/s", "p50 ms", "p99 ms", "program CPU ms/message", "PostgreSQL CPU ms/message"}, rows)
	return nil
}

func (b *bench) sendOn(ctx context.Context, kind string) (rows [][]string, err error) {
	o, err := b.openOffice(ctx, kind, "send")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, o.remove()) }()
	var desks []*desk
	for n := range writers {
		d, err := o.desk(ctx, n)
		if err != nil {
			return nil, err
		}
		desks = append(desks, d)
	}
	m, err := b.meter(ctx, kind, o.pid())
	if err != nil {
		return nil, err
	}
	for _, n := range []int{1, writers} {
		row, err := b.sendRounds(ctx, m, desks[:n])
		if err != nil {
			return nil, err
		}
		rows = append(rows, append([]string{kind, fmt.Sprint(n)}, row...))
	}
	return rows, nil
}

func (b *bench) sendRounds(ctx context.Context, m meter, desks []*desk) ([]string, error) {
	var rates []float64
	var took, self, server []time.Duration
	if _, err := b.writeFor(ctx, desks, b.roundTime/2); err != nil {
		return nil, err
	}
	for range b.rounds {
		before, err := m.read()
		if err != nil {
			return nil, err
		}
		begun := b.clock.Now()
		latencies, err := b.writeFor(ctx, desks, b.roundTime)
		if err != nil {
			return nil, err
		}
		lasted := b.clock.Now().Sub(begun)
		after, err := m.read()
		if err != nil {
			return nil, err
		}
		each := after.since(before).each(len(latencies))
		rates = append(rates, float64(len(latencies))/lasted.Seconds())
		self, server, took = append(self, each.self), append(server, each.server), append(took, latencies...)
	}
	return []string{
		fmt.Sprintf("%.0f", median(rates)), millis(median(took)), millis(quantile(took, 0.99)), hundredths(median(self)), hundredths(median(server)),
	}, nil
}

// writeFor lets all desks write for a while and returns how long each message took.
func (b *bench) writeFor(ctx context.Context, desks []*desk, long time.Duration) (all []time.Duration, err error) {
	until := b.clock.Now().Add(long)
	var mu sync.Mutex
	var wg sync.WaitGroup
	for _, d := range desks {
		wg.Go(func() {
			for {
				begun := b.clock.Now()
				if begun.After(until) {
					return
				}
				failed := d.write(ctx)
				mu.Lock()
				if failed != nil {
					err = failed
					mu.Unlock()
					return
				}
				all = append(all, b.clock.Now().Sub(begun))
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if err == nil && len(all) == 0 {
		err = errors.New("nothing was sent")
	}
	return all, err
}
