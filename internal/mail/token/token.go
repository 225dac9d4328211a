// Package token issues and checks the signed tokens by which mails of the gateway are recognised when something comes back:
// in Message-IDs (answers) and in envelope senders (bounces). They have nothing to do with the tokens of sessions.
//
// A token is 27 bytes in 44 characters of lower-case base32 (RFC 4648): kind and key id of four bits each, the 16 bytes of
// an id, and ten bytes of HMAC-SHA256 over both. It carries no secret: it proves only that this installation issued it.
package token

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"fmt"
	"maps"
	"strings"
)

// Kind says what the id of a token names, 0 to 15.
type Kind uint8

// The kinds in use; a kind is never used again for something else, because mails live longer than programs.
const (
	// Delivery is the message of a case on its way to one authority.
	Delivery Kind = 1
	// ConnectionTest is the test by which an authority's mailbox is registered.
	ConnectionTest Kind = 2
	// Confirmation asks an authority to confirm a held answer.
	Confirmation Kind = 3
	// Notice is a policy notice or a certificate warning to an authority.
	Notice Kind = 4
	// Bounce is a mail's envelope sender. It is a kind of its own, so that nobody can make it of the Message-ID, which many read.
	Bounce Kind = 5
	// TicketMail is a mail of a ticket to one participant, TicketBounce its envelope sender, TicketProbe the link in it that says that
	// it arrived.
	TicketMail   Kind = 6
	TicketBounce Kind = 7
	TicketProbe  Kind = 8
	// TicketReply is the address to which one participant of a ticket answers.
	TicketReply Kind = 9
	// VendorBounce is the envelope sender of a mail to who sets a service up.
	VendorBounce Kind = 10
	// NoticeBounce is the envelope sender of a mail that tells a person of something new.
	NoticeBounce Kind = 11
)

const (
	// Size is the number of characters of a token.
	Size = 44
	// MinKey is the least number of bytes of a key.
	MinKey = 32

	maxNibble = 15
	idSize    = 16
	macSize   = 10
	label     = "schalter/mail-token/v1"
)

var (
	// ErrInvalid is returned for text that is not a token of this installation: malformed, forged, or of a key that is gone.
	// The cause is not told.
	ErrInvalid = errors.New("not a token of this installation")
	// ErrKeys is returned for keys that cannot be used.
	ErrKeys = errors.New("mail token keys cannot be used")
)

var encoding = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// Keys issues tokens with one key and checks them with all; safe for concurrent use.
type Keys struct {
	keys    map[uint8][]byte
	current uint8
}

// NewKeys takes the keys by their id of 0 to 15 and the id of the one to issue with. It returns ErrKeys when that one is
// missing, an id is above 15 or a key has fewer than MinKey bytes.
func NewKeys(keys map[uint8][]byte, current uint8) (*Keys, error) {
	if keys[current] == nil {
		return nil, fmt.Errorf("%w: key %d is missing", ErrKeys, current)
	}
	for id, key := range keys {
		if id > maxNibble || len(key) < MinKey {
			return nil, fmt.Errorf("%w: key %d", ErrKeys, id)
		}
	}
	return &Keys{maps.Clone(keys), current}, nil
}

// Issue returns the token of an id. It panics for a kind above 15, which no constant has.
func (k *Keys) Issue(kind Kind, id [16]byte) string {
	if kind > maxNibble {
		panic("mail token of an impossible kind")
	}
	raw := append([]byte{byte(kind)<<4 | k.current}, id[:]...)
	return encoding.EncodeToString(append(raw, sum(k.keys[k.current], raw)...))
}

// Parse returns what a token names, whatever the case of its letters (some mail servers change it), or ErrInvalid.
func (k *Keys) Parse(s string) (Kind, [16]byte, error) {
	if len(s) != Size {
		return 0, [16]byte{}, ErrInvalid
	}
	s = strings.ToLower(s)
	raw, err := encoding.DecodeString(s)
	// Encoding again refuses a second spelling of the same bytes.
	if err != nil || len(raw) != 1+idSize+macSize || encoding.EncodeToString(raw) != s {
		return 0, [16]byte{}, ErrInvalid
	}
	signed, mac := raw[:1+idSize], raw[1+idSize:]
	key, known := k.keys[signed[0]&maxNibble]
	if !known || !hmac.Equal(mac, sum(key, signed)) {
		return 0, [16]byte{}, ErrInvalid
	}
	return Kind(signed[0] >> 4), [16]byte(signed[1:]), nil
}

func sum(key, signed []byte) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(label))
	mac.Write(signed)
	return mac.Sum(nil)[:macSize]
}
