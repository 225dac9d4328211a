package notify

import (
	"context"
	"database/sql"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/lib/pq"

	"schalter/internal/store"
)

const (
	// channel is the one channel of all replicas.
	channel = "schalter_stream"
	// gather is how long wake-ups are collected into one notification.
	gather = 20 * time.Millisecond
	// notifyTime is how long a notification may take.
	notifyTime = 5 * time.Second
	// maxPayload is below PostgreSQL's limit of 8000 bytes.
	maxPayload = 7900
)

// remote carries wake-ups between replicas by PostgreSQL's NOTIFY, on a connection of its own and after the commit: inside
// the writing transaction it would halve the write throughput.
type remote struct {
	url string
	log *slog.Logger

	mu      sync.Mutex
	readers map[string]struct{}
	some    chan struct{}
}

func newRemote(url string, log *slog.Logger) *remote {
	return &remote{url: url, log: log, readers: map[string]struct{}{}, some: make(chan struct{}, 1)}
}

// queueReaders adds readers to those whom the other replicas are to wake.
func (r *remote) queueReaders(readers []string) {
	if len(readers) == 0 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, reader := range readers {
		r.readers[reader] = struct{}{}
	}
	select {
	case r.some <- struct{}{}:
	default:
	}
}

// sendNotifications sends the queued readers to the other replicas, until ctx ends. What fails is not repeated: the tick finds it.
func (r *remote) sendNotifications(ctx context.Context) {
	db, err := store.OpenPool(r.url)
	if err != nil {
		r.log.ErrorContext(ctx, "wake-ups cannot be sent", "error", err)
		return
	}
	defer func() { _ = db.Close() }()
	db.SetMaxOpenConns(1)
	for {
		select {
		case <-ctx.Done():
			return
		case <-r.some:
		}
		if !sleepUnlessDone(ctx, gather) {
			return
		}
		for _, payload := range r.takePayloads() {
			if err := sendNotification(ctx, db, payload); err != nil && ctx.Err() == nil {
				r.log.WarnContext(ctx, "wake-up was not sent", "error", err)
			}
		}
	}
}

// sendNotification gives a silent server little time: the tick finds what it did not pass on.
func sendNotification(ctx context.Context, db *sql.DB, payload string) error {
	ctx, cancel := context.WithTimeout(ctx, notifyTime)
	defer cancel()
	_, err := db.ExecContext(ctx, `SELECT pg_notify($1, $2)`, channel, payload)
	return err
}

// takePayloads empties the queue of readers into as few notifications as fit.
func (r *remote) takePayloads() []string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all []string
	var b strings.Builder
	for reader := range r.readers {
		if b.Len()+len(reader)+1 > maxPayload {
			all = append(all, b.String())
			b.Reset()
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(reader)
	}
	clear(r.readers)
	if b.Len() > 0 {
		all = append(all, b.String())
	}
	return all
}

// listen wakes whom the replicas name, until ctx ends. A nil notification follows a lost connection: anyone may have been
// named meanwhile.
func (r *remote) listen(ctx context.Context, wake func([]string), wakeAll func()) {
	l := pq.NewListener(r.url, 100*time.Millisecond, 10*time.Second, func(_ pq.ListenerEventType, err error) {
		if err != nil && ctx.Err() == nil {
			r.log.WarnContext(ctx, "wake-ups are not heard", "error", err)
		}
	})
	defer func() { _ = l.Close() }()
	go func() {
		// Listen waits for the first connection; Close ends it.
		if err := l.Listen(channel); err != nil && ctx.Err() == nil {
			r.log.ErrorContext(ctx, "wake-ups are not heard", "error", err)
		}
		wakeAll()
	}()
	for {
		select {
		case <-ctx.Done():
			return
		case n := <-l.Notify:
			if n == nil {
				wakeAll()
				continue
			}
			wake(strings.Fields(n.Extra))
		case <-time.After(time.Minute):
			// A dead connection shows only when it is used.
			go func() { _ = l.Ping() }()
		}
	}
}

// sleepUnlessDone sleeps; false when ctx ended meanwhile.
func sleepUnlessDone(ctx context.Context, d time.Duration) bool {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-t.C:
		return true
	}
}
