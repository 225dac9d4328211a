package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"sync"
	"sync/atomic"
	"time"
)

// inboxQuery is the 50 newest messages of a mailbox as a list shows them.
const inboxQuery = `query Inbox($id: ID!) { caseMailbox(id: $id) { messages(last: 50) { edges { node {
	id subject senderName sentAt unread kind receiptRequested } } } } }`

const (
	// asked is how many mailboxes, at random, are asked for in turn.
	asked = 2000
	// together is how many requests are under way at a time.
	together = 4
)

// contest is one database under both handlers.
type contest struct {
	*world
	messages int
	seeded   time.Duration
	variants [2]variant
	asks     []ask
	// side is one that the plan is shown for.
	side  string
	meter meter
}

// variant is one of the two handlers, with what it cost in each round.
type variant struct {
	name    string
	handler http.Handler
	next    int
	// costs are those of one request in each round, rate the requests a second.
	costs []cost
	rate  []float64
}

func (v *variant) self() (list []time.Duration) {
	for _, c := range v.costs {
		list = append(list, c.self)
	}
	return list
}

func (v *variant) server() (list []time.Duration) {
	for _, c := range v.costs {
		list = append(list, c.server)
	}
	return list
}

// ask is one request, ready to be sent.
type ask struct {
	authorization string
	body          []byte
}

func (a ask) request() *http.Request {
	r := httptest.NewRequest(http.MethodPost, baseURL+"/graphql", bytes.NewReader(a.body))
	r.RemoteAddr = ""
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", a.authorization)
	return r
}

func inbox(ctx context.Context, b *bench) error {
	b.out.printf("CPU of one request for the %d newest messages of a random mailbox, handler called in process, %d at a time; "+
		"medians of %d rounds of %s in turns. Both answers are byte-equal.\n\n", perMailbox, together, b.rounds, b.roundTime)
	for _, kind := range b.databases {
		if err := b.contests(ctx, kind); err != nil {
			return fmt.Errorf("%s: %w", kind, err)
		}
	}
	return nil
}

// contests measures one kind of database in all sizes, in turns.
func (b *bench) contests(ctx context.Context, kind string) (err error) {
	var list []*contest
	defer func() {
		for _, c := range list {
			err = errors.Join(err, c.close())
		}
	}()
	for _, size := range b.sizes {
		c, err := b.prepare(ctx, kind, size)
		if err != nil {
			return err
		}
		list = append(list, c)
		b.progress("%s: %d messages in %s", kind, size, c.seeded.Round(time.Second))
	}
	for round := range b.rounds {
		for _, c := range list {
			if err := b.round(ctx, c, round); err != nil {
				return err
			}
		}
	}
	b.inboxTable(kind, list)
	largest := list[len(list)-1]
	if err := b.profiles(ctx, kind, largest); err != nil || !largest.postgres {
		return err
	}
	return b.plan(ctx, largest)
}

func (b *bench) progress(format string, args ...any) {
	_, _ = fmt.Fprintf(os.Stderr, "   "+format+"\n", args...)
}

// prepare seeds a database and makes sure that both handlers say the same.
func (b *bench) prepare(ctx context.Context, kind string, messages int) (*contest, error) {
	w, err := b.openWorld(ctx, kind, fmt.Sprint(messages))
	if err != nil {
		return nil, err
	}
	before := b.clock.Now()
	people, err := w.seed(ctx, messages)
	if err != nil {
		return nil, errors.Join(err, w.close())
	}
	c := &contest{world: w, messages: messages, side: people[len(people)/2].mailbox, seeded: b.clock.Now().Sub(before)}
	product, err := b.product(w)
	if err != nil {
		return nil, errors.Join(err, w.close())
	}
	hand, err := w.handwritten(ctx, w.raw, b.clock)
	if err != nil {
		return nil, errors.Join(err, w.close())
	}
	c.variants = [2]variant{{name: "program", handler: product}, {name: "hand-written", handler: hand}}
	if err := b.sign(c, people); err != nil {
		return nil, errors.Join(err, w.close())
	}
	if err := c.compare(20); err != nil {
		return nil, errors.Join(err, w.close())
	}
	c.warm(ctx)
	c.meter, err = b.meter(ctx, kind, 0)
	return c, err
}

// sign makes the requests: mailboxes at random, by a fixed seed.
func (b *bench) sign(c *contest, people []resident) error {
	random := rand.New(rand.NewPCG(1, uint64(len(people))))
	keyID, key := c.platform.Signer("ACCESS_TOKEN")
	c.asks = make([]ask, asked)
	for i := range c.asks {
		p := people[random.IntN(len(people))]
		token, err := signToken(keyID, key, p.account, p.session, b.clock.Now())
		if err != nil {
			return err
		}
		body, err := json.Marshal(map[string]any{"query": inboxQuery, "variables": map[string]string{"id": p.mailbox}})
		if err != nil {
			return err
		}
		c.asks[i] = ask{"Bearer " + token, body}
	}
	return nil
}

// compare fails when the two answers to any of the first n requests differ by a byte.
func (c *contest) compare(n int) error {
	for i := range n {
		var answers [2]*httptest.ResponseRecorder
		for v := range c.variants {
			answers[v] = httptest.NewRecorder()
			c.variants[v].handler.ServeHTTP(answers[v], c.asks[i].request())
			if answers[v].Code != http.StatusOK {
				return fmt.Errorf("%s answers %d: %s", c.variants[v].name, answers[v].Code, answers[v].Body)
			}
		}
		if got, want := answers[0].Body.Bytes(), answers[1].Body.Bytes(); !bytes.Equal(got, want) {
			return fmt.Errorf("the answers differ:\n%s\n%s", got, want)
		}
		if n := bytes.Count(answers[0].Body.Bytes(), []byte(`"node"`)); n != perMailbox {
			return fmt.Errorf("%d messages in an answer", n)
		}
	}
	return nil
}

// warm lets all connections be opened and all documents be parsed.
func (c *contest) warm(ctx context.Context) {
	for v := range c.variants {
		c.drive(ctx, &c.variants[v], 300*time.Millisecond)
	}
}

// round measures both variants, the one first that was second before.
func (b *bench) round(ctx context.Context, c *contest, round int) error {
	for turn := range c.variants {
		v := &c.variants[(turn+round)%2]
		runtime.GC()
		before, err := c.meter.read()
		if err != nil {
			return err
		}
		begun := b.clock.Now()
		n := c.drive(ctx, v, b.roundTime)
		after, err := c.meter.read()
		if err != nil {
			return err
		}
		took := b.clock.Now().Sub(begun)
		if n == 0 {
			return ctx.Err()
		}
		v.costs = append(v.costs, after.since(before).each(n))
		v.rate = append(v.rate, float64(n)/took.Seconds())
	}
	return nil
}

// drive sends requests for a while and returns how many were answered.
func (c *contest) drive(ctx context.Context, v *variant, for_ time.Duration) int {
	ctx, cancel := context.WithTimeout(ctx, for_)
	defer cancel()
	var taken atomic.Int64
	var wg sync.WaitGroup
	begin := v.next
	for range together {
		wg.Go(func() {
			for ctx.Err() == nil {
				n := int(taken.Add(1))
				v.handler.ServeHTTP(&discard{header: http.Header{}}, c.asks[(begin+n)%len(c.asks)].request())
			}
		})
	}
	wg.Wait()
	v.next += int(taken.Load())
	return int(taken.Load())
}

// discard is a response that nobody reads.
type discard struct{ header http.Header }

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) WriteHeader(int)             {}
func (d *discard) Write(p []byte) (int, error) { return len(p), nil }

func (b *bench) inboxTable(kind string, list []*contest) {
	var rows [][]string
	for _, c := range list {
		program, hand := &c.variants[0], &c.variants[1]
		var own, all []float64
		for i, cost := range program.costs {
			own = append(own, float64(cost.self)/float64(hand.costs[i].self))
			all = append(all, float64(cost.total())/float64(hand.costs[i].total()))
		}
		rows = append(rows, []string{
			kind, fmt.Sprint(c.messages), micros(median(program.self())), micros(median(hand.self())), ratio(median(own)),
			micros(median(program.server())), micros(median(hand.server())), ratio(median(all)),
			fmt.Sprintf("%.0f", median(program.rate)), fmt.Sprintf("%.0f", median(hand.rate)),
		})
	}
	b.out.table([]string{"database", "messages", "program µs", "hand-written µs", "ratio", "program, PostgreSQL's µs",
		"hand-written, PostgreSQL's µs", "ratio, all processes", "program req/s", "hand-written req/s"}, rows)
	first, last := list[0], list[len(list)-1]
	if first == last {
		return
	}
	b.out.printf("Growth of CPU (all processes) from %d to %d messages on %s: program × %s, hand-written × %s.\n\n",
		first.messages, last.messages, kind, growth(&first.variants[0], &last.variants[0]), growth(&first.variants[1], &last.variants[1]))
}

// growth is the median over the rounds of what a request costs more in the larger database.
func growth(small, large *variant) string {
	var by []float64
	for i, cost := range small.costs {
		by = append(by, float64(large.costs[i].total())/float64(cost.total()))
	}
	return ratio(median(by))
}

// profiles writes a CPU profile of each variant when a folder is named.
func (b *bench) profiles(ctx context.Context, kind string, c *contest) error {
	if b.profile == "" {
		return nil
	}
	if err := os.MkdirAll(b.profile, 0o755); err != nil {
		return err
	}
	for v := range c.variants {
		f, err := os.Create(filepath.Join(b.profile, kind+"-"+c.variants[v].name+".pprof"))
		if err != nil {
			return err
		}
		if err := profiled(f, func() { c.drive(ctx, &c.variants[v], 5*time.Second) }); err != nil {
			return errors.Join(err, f.Close())
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}

func profiled(w io.Writer, work func()) error {
	if err := pprof.StartCPUProfile(w); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	work()
	return nil
}
