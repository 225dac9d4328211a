package inlet_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/mail/inlet"
	"schalter/internal/mail/relay"
)

type taken struct {
	envelope inlet.Envelope
	raw      string
}

// keeper takes mail for one address.
type keeper struct {
	mu    sync.Mutex
	mails []taken
	// fail answers each Deliver; hold keeps it waiting until it is closed.
	fail error
	hold chan struct{}
	// entered gets a value when a Deliver begins.
	entered chan struct{}
}

const ours = "fall@post.example"

func (k *keeper) Recipient(_ context.Context, address string) error {
	switch address {
	case ours, "b+token@post.example":
		return nil
	case "later@post.example":
		return errors.New("database is away")
	}
	return inlet.ErrUnknown
}

func (k *keeper) Deliver(ctx context.Context, e inlet.Envelope, raw []byte) error {
	if k.entered != nil {
		k.entered <- struct{}{}
	}
	if k.hold != nil {
		select {
		case <-k.hold:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.fail != nil {
		return k.fail
	}
	k.mails = append(k.mails, taken{e, string(raw)})
	return nil
}

func (k *keeper) all() []taken {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.mails)
}

func start(t *testing.T, c inlet.Config, k *keeper) (*inlet.Server, string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c.Domain = "post.example"
	s := inlet.New(c, k, slog.New(slog.NewTextHandler(io.Discard, nil)))
	done := make(chan error, 1)
	go func() { done <- s.Serve(l) }()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		if err := s.Shutdown(ctx); err != nil {
			t.Errorf("shutdown: %v", err)
		}
		if err := <-done; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return s, l.Addr().String()
}

func TestMailOfTheRelayArrivesAsItWas(t *testing.T) {
	t.Parallel()
	k := &keeper{}
	_, address := start(t, inlet.Config{}, k)
	client, err := relay.New(relay.Config{URL: "smtp://" + address, Hello: "schalter.example"})
	if err != nil {
		t.Fatal(err)
	}
	body := "From: a@b.example\r\nSubject: x\r\n\r\n.\r\n..dots\r\n" + strings.Repeat("0123456789", 90) + "\r\n"
	accepted, err := client.Send(t.Context(), relay.Message{From: "b+token@schalter.example", To: ours, EnvelopeID: "dlv_1", Body: []byte(body)})
	if err != nil || accepted.Notifies || accepted.Secured {
		t.Fatalf("%+v, %v", accepted, err)
	}
	mails := k.all()
	if len(mails) != 1 || mails[0].raw != body || mails[0].envelope.From != "b+token@schalter.example" || !slices.Equal(mails[0].envelope.Recipients, []string{ours}) {
		t.Errorf("taken: %+v", mails)
	}
}
