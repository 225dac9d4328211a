// Package notify tells people and programs that something is new: mails without content, and wake-ups for those who are
// connected.
//
// Two parts that share no code. [Mailer] writes mails: begin with [Mailer.Queue]; who gets which mail is in mail_*.go, what the mails
// say in template*.go. A mail names no sender of a message and nothing of its content, and its own content is sealed until it is
// sent and destroyed afterwards. [Hub] wakes subscriptions: begin with [Hub.Watch]; hub_remote.go carries wake-ups between replicas
// (docs/adr/0004-streams-per-reader.md).
package notify

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"schalter/internal/store"
)

// Hub wakes those who wait for a reader's stream. A wake-up is only a hint: the stream is the truth, and the tick finds what was
// added without one.
type Hub struct {
	db  *store.DB
	log *slog.Logger
	// tick is how often the streams of waiting readers are read.
	tick time.Duration

	mu      sync.Mutex
	waiting map[string]map[*watch]struct{}
	marks   map[string]int64
	remote  *remote
}

type watch struct{ fn func() }

// Tick is how long a wake-up may be missed at most.
const Tick = 15 * time.Second

// NewHub returns a hub that hears of this program's own transactions; Run also hears of the other replicas'.
func NewHub(db *store.DB, log *slog.Logger) *Hub {
	h := &Hub{db: db, log: log, tick: Tick, waiting: map[string]map[*watch]struct{}{}, marks: map[string]int64{}}
	if db.Postgres() {
		h.remote = newRemote(db.URL(), log)
	}
	db.OnCommit(func(_ context.Context, c store.Committed) {
		h.wake(c.Readers)
		if h.remote != nil {
			h.remote.queueReaders(c.Readers)
		}
	})
	return h
}

// Subscribe returns a channel that gets a value after something was added to a reader's stream; several additions may be
// one value. The first value is there at once.
func (h *Hub) Subscribe(reader string) (wake <-chan struct{}, cancel func()) {
	ch := make(chan struct{}, 1)
	ch <- struct{}{}
	return ch, h.Watch(reader, func() {
		select {
		case ch <- struct{}{}:
		default:
		}
	})
}

// Watch calls fn, which must not block, after something was added to a reader's stream, until cancel is called.
func (h *Hub) Watch(reader string, fn func()) (cancel func()) {
	w := &watch{fn}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.waiting[reader] == nil {
		h.waiting[reader] = map[*watch]struct{}{}
	}
	h.waiting[reader][w] = struct{}{}
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.waiting[reader], w)
		if len(h.waiting[reader]) == 0 {
			delete(h.waiting, reader)
			delete(h.marks, reader)
		}
	}
}

func (h *Hub) wake(readers []string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, reader := range readers {
		for w := range h.waiting[reader] {
			w.fn()
		}
	}
}

func (h *Hub) wakeAll() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, watches := range h.waiting {
		for w := range watches {
			w.fn()
		}
	}
}

// Run listens to the other replicas and reads the ends of the streams at every tick, until ctx ends.
func (h *Hub) Run(ctx context.Context) {
	var wg sync.WaitGroup
	if h.remote != nil {
		wg.Go(func() { h.remote.listen(ctx, h.wake, h.wakeAll) })
		wg.Go(func() { h.remote.sendNotifications(ctx) })
	}
	ticker := time.NewTicker(h.tick)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			wg.Wait()
			return
		case <-ticker.C:
			if err := h.wakeMoved(ctx); err != nil && ctx.Err() == nil {
				h.log.WarnContext(ctx, "streams could not be looked at", "error", err)
			}
		}
	}
}

// wakeMoved wakes the readers whose streams moved since the last tick: one query, however many wait.
func (h *Hub) wakeMoved(ctx context.Context) error {
	marks, err := h.db.Watermarks(ctx, h.readers())
	if err != nil {
		return err
	}
	h.wake(h.streamsMoved(marks))
	return nil
}

func (h *Hub) readers() []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	readers := make([]string, 0, len(h.waiting))
	for reader := range h.waiting {
		readers = append(readers, reader)
	}
	return readers
}

func (h *Hub) streamsMoved(marks map[string]int64) []string {
	h.mu.Lock()
	defer h.mu.Unlock()
	var moved []string
	for reader, mark := range marks {
		if _, waits := h.waiting[reader]; !waits {
			continue
		}
		// A reader seen for the first time is woken too: nobody knows what it missed.
		if last, known := h.marks[reader]; !known || last != mark {
			moved = append(moved, reader)
		}
		h.marks[reader] = mark
	}
	return moved
}
