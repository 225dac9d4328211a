package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/coder/websocket"

	"schalter/internal/clock"
)

// events is how many messages are sent to the sockets, one after the other.
const events = 30

// listener is one websocket with one subscription.
type listener struct {
	conn *websocket.Conn
	// arrived gets the instant of every event.
	arrived chan time.Time
}

// frame is a message of graphql-transport-ws.
type frame struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// listen opens a websocket from network address n and subscribes to the messages of an authority.
func (p *program) listen(ctx context.Context, n int, token, authorityID string) (*listener, error) {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	conn, _, err := websocket.Dial(ctx, "ws://"+p.addr+"/graphql", &websocket.DialOptions{
		Subprotocols: []string{"graphql-transport-ws"}, HTTPClient: &http.Client{Transport: transportFrom(n)},
	})
	if err != nil {
		return nil, err
	}
	l := &listener{conn, make(chan time.Time, events)}
	hello, err := json.Marshal(map[string]string{"authorization": "Bearer " + token})
	if err != nil {
		return nil, err
	}
	if err := l.send(ctx, frame{Type: "connection_init", Payload: hello}); err != nil {
		return nil, err
	}
	if _, b, err := conn.Read(ctx); err != nil {
		return nil, fmt.Errorf("%s: %w", b, err)
	}
	wish, err := json.Marshal(map[string]any{
		"query":     `subscription($a: ID!) { caseMessageReceived(authorityId: $a) { cursor caseId messageEdge { node { id subject senderName sentAt unread } } } }`,
		"variables": map[string]string{"a": authorityID},
	})
	if err != nil {
		return nil, err
	}
	return l, l.send(ctx, frame{ID: "1", Type: "subscribe", Payload: wish})
}

func (l *listener) send(ctx context.Context, f frame) error {
	b, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return l.conn.Write(ctx, websocket.MessageText, b)
}

// read notes when events arrive, until the socket is closed.
func (l *listener) read(ctx context.Context, clk clock.Clock) {
	defer close(l.arrived)
	for {
		_, b, err := l.conn.Read(ctx)
		if err != nil {
			return
		}
		at := clk.Now()
		var f frame
		if json.Unmarshal(b, &f) != nil || f.Type != "next" {
			continue
		}
		l.arrived <- at
	}
}

func live(ctx context.Context, b *bench) error {
	b.out.printf("The real program in demo mode; %d websockets (graphql-transport-ws) of one clerk, each subscribed to the messages of one authority; "+
		"a citizen sends %d messages. Every event is authorised, read and opened again for every socket. All sockets are held by one other process on the same two cores. "+
		"The commit lies between asking and answer, so the time from it lies between the two columns. "+
		"Memory is VmRSS, once with `%s` (lean) and once as the program runs.\n\n", b.subscribers, events, strings.Join(tidy, " "))
	var rows [][]string
	for _, kind := range b.databases {
		row, err := b.liveOn(ctx, kind)
		if err != nil {
			return fmt.Errorf("%s: %w", kind, err)
		}
		rows = append(rows, row)
	}
	b.out.table([]string{"database", "sockets", "KB a socket, lean / as it runs", "from asking: p50 / p99 ms", "from the answer: p50 / p99 ms",
		"last socket, from asking: p50 ms", "CPU µs a delivery, program", "PostgreSQL", "events lost"}, rows)
	return nil
}

func (b *bench) liveOn(ctx context.Context, kind string) (row []string, err error) {
	o, err := b.openOffice(ctx, kind, "live")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, o.remove()) }()
	clerk, err := o.signIn(ctx, "clerk@demo.example")
	if err != nil {
		return nil, err
	}
	d, err := o.deskAt(ctx, clerk)
	if err != nil {
		return nil, err
	}
	lean, crowd, err := b.gather(ctx, o, clerk, d.authority, tidy...)
	disperse(crowd)
	if err != nil {
		return nil, err
	}
	usual, crowd, err := b.gather(ctx, o, clerk, d.authority)
	defer disperse(crowd)
	if err != nil {
		return nil, err
	}
	if err := d.write(ctx); err != nil {
		return nil, err
	}
	for _, l := range crowd {
		<-l.arrived
	}
	r, err := b.broadcast(ctx, kind, o, d, crowd)
	if err != nil {
		return nil, err
	}
	each := func(bytes int64) string { return fmt.Sprintf("%.0f", float64(bytes)/1024/float64(len(crowd))) }
	return append([]string{kind, fmt.Sprint(len(crowd)), each(lean) + " / " + each(usual)}, r...), nil
}

// gather restarts the program, opens all sockets and returns how much memory they take together.
func (b *bench) gather(ctx context.Context, o *office, token, authorityID string, settings ...string) (memory int64, crowd []*listener, err error) {
	before, err := o.restart(ctx, settings...)
	if err != nil {
		return 0, nil, err
	}
	if crowd, err = b.crowd(ctx, o, token, authorityID); err != nil {
		return 0, crowd, err
	}
	time.Sleep(3 * time.Second)
	after, err := memoryOf(o.pid(), "VmRSS")
	return after - before, crowd, err
}

func disperse(crowd []*listener) {
	for _, l := range crowd {
		_ = l.conn.CloseNow()
	}
}

// deskAt is a citizen's desk with a mailbox for an authority that the clerk works for.
func (o *office) deskAt(ctx context.Context, clerkToken string) (*desk, error) {
	for n, a := range o.authorities {
		err := o.caller(0, clerkToken).ask(ctx, `query($a: ID!) { authorityCases(authorityId: $a, first: 1) { edges { node { id } } } }`,
			map[string]any{"a": a.ID}, &struct{}{})
		if err == nil {
			return o.desk(ctx, n)
		}
	}
	return nil, errors.New("the clerk works for none of the connected authorities")
}

// crowd opens all sockets.
func (b *bench) crowd(ctx context.Context, o *office, token, authorityID string) (crowd []*listener, err error) {
	var mu sync.Mutex
	var wg sync.WaitGroup
	slots := make(chan struct{}, 16)
	for n := range b.subscribers {
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			l, failed := o.listen(ctx, 1000+n/20, token, authorityID)
			mu.Lock()
			defer mu.Unlock()
			if failed != nil {
				err = failed
				return
			}
			crowd = append(crowd, l)
		})
	}
	wg.Wait()
	for _, l := range crowd {
		go l.read(ctx, b.clock)
	}
	return crowd, err
}

// broadcast sends the messages and gathers when they arrived.
func (b *bench) broadcast(ctx context.Context, kind string, o *office, d *desk, crowd []*listener) ([]string, error) {
	var fromAsking, fromAnswer, last []time.Duration
	lost := 0
	m, err := b.meter(ctx, kind, o.pid())
	if err != nil {
		return nil, err
	}
	before, err := m.read()
	if err != nil {
		return nil, err
	}
	for range events {
		asked := b.clock.Now()
		if err := d.write(ctx); err != nil {
			return nil, err
		}
		answered := b.clock.Now()
		var slowest time.Duration
		deadline := time.After(20 * time.Second)
		for _, l := range crowd {
			select {
			case at := <-l.arrived:
				fromAsking, fromAnswer = append(fromAsking, at.Sub(asked)), append(fromAnswer, at.Sub(answered))
				slowest = max(slowest, at.Sub(asked))
			case <-deadline:
				lost++
				deadline = time.After(time.Millisecond)
			}
		}
		last = append(last, slowest)
	}
	after, err := m.read()
	if err != nil {
		return nil, err
	}
	if len(fromAsking) == 0 {
		return nil, errors.New("nothing arrived")
	}
	each := after.since(before).each(len(fromAsking))
	both := func(list []time.Duration) string { return millis(median(list)) + " / " + millis(quantile(list, 0.99)) }
	return []string{
		both(fromAsking), both(fromAnswer), millis(median(last)), micros(each.self), micros(each.server), fmt.Sprint(lost),
	}, nil
}
