package notify

import (
	"context"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

func write(t *testing.T, db *store.DB, reader string) {
	t.Helper()
	ctx := viewer.System(context.Background(), "test")
	err := db.Tx(ctx, func(_ context.Context, tx *store.Tx) error {
		tx.Append(store.Entry{Reader: reader, Topic: store.TopicChange, SideID: "s", At: tx.Now})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func woken(wake <-chan struct{}, within time.Duration) bool {
	select {
	case <-wake:
		return true
	case <-time.After(within):
		return false
	}
}

func TestHubWakesItsReaderOnly(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		h := NewHub(w.DB, w.Log)
		mine, cancel := h.Subscribe("acc_1")
		other, cancelOther := h.Subscribe("acc_2")
		defer cancelOther()
		if !woken(mine, time.Second) || !woken(other, time.Second) {
			t.Fatal("the first wake-up is missing")
		}
		write(t, w.DB, "acc_1")
		if !woken(mine, time.Second) {
			t.Error("the reader was not woken")
		}
		if woken(other, 20*time.Millisecond) {
			t.Error("somebody else was woken")
		}
		cancel()
		write(t, w.DB, "acc_1")
		if woken(mine, 20*time.Millisecond) {
			t.Error("woken after cancel")
		}
		if got := len(h.readers()); got != 1 {
			t.Errorf("%d readers are waiting, want 1", got)
		}
	})
}

// replica opens the database of w a second time, as another process would.
func replica(t *testing.T, w *testkit.World) (*Hub, *store.DB) {
	t.Helper()
	db, err := store.Open(context.Background(), w.DB.URL(), w.DataDir, clock.System(), w.Log)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return NewHub(db, w.Log), db
}

func run(t *testing.T, h *Hub) {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan struct{})
	go func() { defer close(done); h.Run(ctx) }()
	t.Cleanup(func() { stop(); <-done })
}

func TestHubWakesOtherReplicas(t *testing.T) {
	t.Parallel()
	w := testkit.Postgres(t)
	here := NewHub(w.DB, w.Log)
	there, _ := replica(t, w)
	run(t, here)
	run(t, there)
	wake, cancel := there.Subscribe("acc_1")
	defer cancel()
	<-wake
	// Listening begins in the background; then one write is enough.
	for range 50 {
		write(t, w.DB, "acc_1")
		if woken(wake, 200*time.Millisecond) {
			return
		}
	}
	t.Error("the other replica was never woken")
}

func TestHubFindsWhatNoWakeUpToldOf(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		ctx := context.Background()
		silent, db := replica(t, w)
		wake, cancel := silent.Subscribe("acc_1")
		defer cancel()
		<-wake
		write(t, w.DB, "acc_1")
		if woken(wake, 10*time.Millisecond) {
			t.Fatal("the other process cannot know yet")
		}
		if err := silent.wakeMoved(ctx); err != nil {
			t.Fatal(err)
		}
		if !woken(wake, time.Second) {
			t.Error("the tick did not find the entry")
		}
		if err := silent.wakeMoved(ctx); err != nil || woken(wake, 10*time.Millisecond) {
			t.Errorf("woken for nothing new (%v)", err)
		}
		if err := db.Ping(ctx); err != nil {
			t.Error(err)
		}
	})
}

func TestPayloadsFit(t *testing.T) {
	t.Parallel()
	r := newRemote("", testkit.Quiet())
	var readers []string
	for i := range 1000 {
		readers = append(readers, "acc_"+string(rune('a'+i%26))+time.Duration(i).String())
	}
	r.queueReaders(readers)
	total := 0
	for _, p := range r.takePayloads() {
		if len(p) > maxPayload {
			t.Errorf("a payload of %d bytes", len(p))
		}
		total += len(p) + 1
	}
	want := 0
	for _, reader := range readers {
		want += len(reader) + 1
	}
	if total != want {
		t.Errorf("got %d bytes, want %d", total, want)
	}
	if again := r.takePayloads(); again != nil {
		t.Errorf("told twice: %v", again)
	}
}
