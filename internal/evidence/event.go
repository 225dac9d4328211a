package evidence

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Event is one entry of a side's chain.
type Event struct {
	ID   string
	Side string
	Seq  int64
	// Kind is the event's name as the contract has it, for example MESSAGE_SENT.
	Kind string
	At   time.Time
	// Actor is a pseudonym or an id, never a name: tokens leave the house.
	Actor string
	// Capacity says as what the actor acted: owner, clerk or system.
	Capacity string
	Message  string
	// Manifest is the digest of the message's manifest on this side, where the event is about one.
	Manifest string
	// State is the step that a delivery reached, where the event is about one, for example RELAYED.
	State string
	// Messages are those that a notice told of.
	Messages []string
	// Occurred is when it happened, where that is not when it was recorded: a mail was taken, or came back.
	Occurred time.Time
	// Consent is what was given or revoked, where the event is about one.
	Consent *Consent
	// Authority is the one that the event is about: to whom a matter was handed over or a message passed on, or whose grant changed.
	Authority *Authority
	// Grant is what was given or revoked, where the event is about one.
	Grant *Grant
	// Previous is the SHA-256 of the token before, empty for the first.
	Previous string
}

// Consent is what a person agreed to with one authority, as events and manifests name it. Times are instants.
type Consent struct {
	ID string `json:"id"`
	// Scope is ANNOUNCEMENT or SERVICE_OF_DOCUMENTS.
	Scope string `json:"scope"`
	// TextVersion is that of the text that was shown.
	TextVersion string `json:"textVersion"`
	GivenAt     string `json:"givenAt"`
	// RevokedAt is empty while it is in force.
	RevokedAt string `json:"revokedAt,omitempty"`
}

// Authority is a public authority as an event names it, with what it was called then.
type Authority struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// Grant is what an owner lets the Einheitlicher Ansprechpartner see and do, as events name it. Times are instants.
type Grant struct {
	ID         string `json:"id"`
	MayForward bool   `json:"mayForward"`
	GivenAt    string `json:"givenAt"`
	// RevokedAt is empty while it is in force.
	RevokedAt string `json:"revokedAt,omitempty"`
}

const (
	issuer     = "schalter"
	eventsURI  = "urn:schalter:event:"
	tokenType  = "secevent+jwt"
	claimEvent = "events"
)

// Token signs an event as a Security Event Token in JWS compact form (RFC 8417, RFC 7515, EdDSA of RFC 8037).
func (e Event) Token(keyID string, key ed25519.PrivateKey) (string, error) {
	content := map[string]any{"seq": e.Seq, "at": Instant(e.At), "actor": e.Actor, "capacity": e.Capacity, "previous": e.Previous}
	if e.Message != "" {
		content["message"] = e.Message
	}
	if e.Manifest != "" {
		content["manifest"] = e.Manifest
	}
	if e.State != "" {
		content["state"] = e.State
	}
	if len(e.Messages) > 0 {
		content["messages"] = e.Messages
	}
	if !e.Occurred.IsZero() {
		content["occurred"] = Instant(e.Occurred)
	}
	if e.Consent != nil {
		content["consent"] = e.Consent
	}
	if e.Authority != nil {
		content["authority"] = e.Authority
	}
	if e.Grant != nil {
		content["grant"] = e.Grant
	}
	t := jwt.NewWithClaims(jwt.SigningMethodEdDSA, jwt.MapClaims{
		"iss": issuer, "iat": e.At.Unix(), "jti": e.ID, "sub": e.Side,
		claimEvent: map[string]any{eventsURI + e.Kind: content},
	})
	t.Header["kid"], t.Header["typ"] = keyID, tokenType
	return t.SignedString(key)
}

// Link is the digest by which the next event names this token.
func Link(token string) string { return Digest([]byte(token)) }

// ErrChain is returned when an event was changed, left out, or put elsewhere.
var ErrChain = errors.New("the chain of events is broken")

// VerifyChain checks all tokens of a side from its first to its last event: each signature, the numbers, and that each
// names the one before. head is the link of the last token, kept apart from the tokens.
func VerifyChain(tokens []string, head string, keyOf func(keyID string) ed25519.PublicKey) error {
	previous := ""
	for i, token := range tokens {
		e, err := ParseToken(token, keyOf)
		if err != nil {
			return fmt.Errorf("event %d: %w", i+1, err)
		}
		if e.Seq != int64(i+1) || e.Previous != previous {
			return fmt.Errorf("event %d: %w", i+1, ErrChain)
		}
		previous = Link(token)
	}
	if previous != head {
		return fmt.Errorf("last event: %w", ErrChain)
	}
	return nil
}

// ParseToken checks the signature of a token and returns its event: ErrSignature or ErrChain otherwise.
func ParseToken(token string, keyOf func(keyID string) ed25519.PublicKey) (Event, error) {
	// The decoder passes over line feeds: a token has one spelling, which its link goes by.
	if strings.ContainsAny(token, "\r\n") {
		return Event{}, ErrSignature
	}
	claims := jwt.MapClaims{}
	_, err := jwt.ParseWithClaims(token, claims, func(t *jwt.Token) (any, error) {
		kid, _ := t.Header["kid"].(string)
		key := keyOf(kid)
		if len(key) != ed25519.PublicKeySize || t.Header["typ"] != tokenType {
			return nil, ErrSignature
		}
		return key, nil
	}, jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}), jwt.WithIssuer(issuer), jwt.WithStrictDecoding())
	if err != nil {
		return Event{}, fmt.Errorf("%w: %w", ErrSignature, err)
	}
	events, _ := claims[claimEvent].(map[string]any)
	for uri, content := range events {
		kind, ours := strings.CutPrefix(uri, eventsURI)
		fields, _ := content.(map[string]any)
		if !ours || len(events) != 1 {
			break
		}
		return eventOf(kind, claims, fields)
	}
	return Event{}, ErrChain
}

func eventOf(kind string, claims, content map[string]any) (Event, error) {
	text := func(of map[string]any, name string) string { s, _ := of[name].(string); return s }
	seq, _ := content["seq"].(float64)
	at, err := time.Parse(time.RFC3339, text(content, "at"))
	if err != nil || seq < 1 {
		return Event{}, ErrChain
	}
	// An instant that is none is left out, as what is not there.
	occurred, _ := time.Parse(time.RFC3339, text(content, "occurred"))
	return Event{
		Occurred: occurred.UTC(),
		ID:       text(claims, "jti"), Side: text(claims, "sub"), Seq: int64(seq), Kind: kind, At: at.UTC(), Actor: text(content, "actor"),
		Capacity: text(content, "capacity"), Message: text(content, "message"), Manifest: text(content, "manifest"), State: text(content, "state"),
		Previous: text(content, "previous"), Messages: texts(content["messages"]), Consent: consentOf(content["consent"]),
		Authority: authorityOf(content["authority"]), Grant: grantOf(content["grant"]),
	}, nil
}

// texts reads a list of text; what is none is left out.
func texts(list any) (out []string) {
	entries, _ := list.([]any)
	for _, entry := range entries {
		if s, ok := entry.(string); ok {
			out = append(out, s)
		}
	}
	return out
}

func consentOf(content any) *Consent {
	fields, ok := content.(map[string]any)
	if !ok {
		return nil
	}
	text := func(name string) string { s, _ := fields[name].(string); return s }
	return &Consent{ID: text("id"), Scope: text("scope"), TextVersion: text("textVersion"), GivenAt: text("givenAt"), RevokedAt: text("revokedAt")}
}

func authorityOf(content any) *Authority {
	fields, ok := content.(map[string]any)
	if !ok {
		return nil
	}
	text := func(name string) string { s, _ := fields[name].(string); return s }
	return &Authority{ID: text("id"), Name: text("name")}
}

func grantOf(content any) *Grant {
	fields, ok := content.(map[string]any)
	if !ok {
		return nil
	}
	text := func(name string) string { s, _ := fields[name].(string); return s }
	mayForward, _ := fields["mayForward"].(bool)
	return &Grant{ID: text("id"), MayForward: mayForward, GivenAt: text("givenAt"), RevokedAt: text("revokedAt")}
}
