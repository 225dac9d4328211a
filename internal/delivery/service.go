package delivery

import (
	"context"
	"io"
	"log/slog"
	"math/rand/v2"
	"strings"

	"schalter/internal/blob"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/token"
	"schalter/internal/store"
	"schalter/internal/vault"
)

// Transport hands mails to the operator's mail server; *relay.Client is one.
type Transport interface {
	// Send returns when the server has taken the mail for good, or a *relay.Failure.
	Send(ctx context.Context, m relay.Message) (relay.Accepted, error)
}

// Blobs stores the sealed mails that came in.
type Blobs interface {
	Put(ctx context.Context, key string, write func(io.Writer) error) (int64, error)
	Open(ctx context.Context, key string) (blob.Blob, error)
	Delete(ctx context.Context, key string) error
}

// Tokens issues and checks the tokens of mails, over every rotation of their keys; *token.Keys is one.
type Tokens interface {
	Issue(kind token.Kind, id [16]byte) string
	Parse(s string) (token.Kind, [16]byte, error)
}

// Digester makes keyed digests; *vault.Platform is one.
type Digester interface {
	MAC(purpose vault.Purpose, parts ...string) []byte
}

// DomainSigner adds the domain's signature (DKIM, RFC 6376) to a whole mail, by a header before it.
type DomainSigner interface {
	Sign(mail []byte) ([]byte, error)
}

// Options are the dependencies of the gateway.
type Options struct {
	DB       *store.DB
	Vault    *vault.Vault
	Keys     Keys
	Tokens   Tokens
	MAC      Digester
	Cases    Cases
	Channels Channels
	// Transport is nil while no mail server or no address is configured: mails wait, at most 48 hours.
	Transport Transport
	Blobs     Blobs
	// DomainSigner is nil where mails get no DKIM signature here.
	DomainSigner DomainSigner
	// Address is the gateway's one address, which its certificates name: mails come from it and answers go to it. While it is
	// empty nothing is sent, and what came in before waits unread.
	Address string
	// Name is the platform's, for texts and the sender.
	Name string
	// Sentence says a key of the message catalogue in German, in notices to authorities; nil gives the key itself.
	Sentence func(key string) string
	Log      *slog.Logger
	// Memory bounds what mails take at once while they are built or read, in bytes; DefaultMemory when it is 0.
	Memory int64
	// Jitter is a number from 0 to 1 by which the times of tries are spread; a random one when it is nil.
	Jitter func() float64
}

// DefaultMemory is how much memory mails take at once while they are built or read, in bytes.
const DefaultMemory = 512 << 20

// Shared is what both directions of the gateway have in common. Its clock is the database's.
type Shared struct {
	Options
	// Domain is that of the gateway's address.
	Domain string
	// MemoryBudget bounds the memory of mails in both directions.
	MemoryBudget *MemoryBudget
}

// NewShared fills in what the options leave open.
func NewShared(o Options) *Shared {
	if o.Memory <= 0 {
		o.Memory = DefaultMemory
	}
	if o.Jitter == nil {
		o.Jitter = rand.Float64
	}
	if o.Sentence == nil {
		o.Sentence = func(key string) string { return key }
	}
	_, domain, _ := strings.Cut(o.Address, "@")
	return &Shared{Options: o, Domain: domain, MemoryBudget: NewMemoryBudget(o.Memory)}
}
