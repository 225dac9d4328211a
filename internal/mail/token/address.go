package token

import (
	"encoding/base32"
	"strings"

	"schalter/internal/id"
)

// bounce begins the local part of an envelope sender; with a token it has 46 of the 64 bytes of RFC 5321, 4.5.3.1.1.
const bounce = "b+"

// MessageID returns the Message-ID of a mail, without its angle brackets: the token, then the gateway's domain.
func MessageID(token, domain string) string { return token + "@" + domain }

// OfMessageID returns the token of a Message-ID of ours; ok is false for ids of other programs. The token is not checked.
func OfMessageID(messageID, domain string) (token string, ok bool) {
	local, host, found := strings.Cut(strings.Trim(messageID, "<>"), "@")
	if !found || !strings.EqualFold(host, domain) || len(local) != Size {
		return "", false
	}
	return strings.ToLower(local), true
}

// BounceAddress returns the envelope sender to which bounces of a mail return (VERP).
func BounceAddress(token, domain string) string { return bounce + token + "@" + domain }

// OfBounceAddress returns the token of an address that BounceAddress made; ok is false for every other address. The token is
// not checked.
func OfBounceAddress(address, domain string) (token string, ok bool) {
	return ofAddress(bounce, address, domain)
}

func ofAddress(prefix, address, domain string) (token string, ok bool) {
	local, host, found := strings.Cut(address, "@")
	if !found || !strings.EqualFold(host, domain) {
		return "", false
	}
	local = strings.ToLower(local)
	token, ok = strings.CutPrefix(local, prefix)
	return token, ok && len(token) == Size
}

// reply begins the local part of an address to which a participant of a ticket answers.
const reply = "t+"

// ReplyAddress returns the address at which an answer of one participant is expected.
func ReplyAddress(token, domain string) string { return reply + token + "@" + domain }

// OfReplyAddress returns the token of an address that ReplyAddress made; ok is false for every other address. The token is not
// checked.
func OfReplyAddress(address, domain string) (token string, ok bool) {
	return ofAddress(reply, address, domain)
}

// alphabet is that of package id.
var alphabet = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

// Bytes returns the 16 bytes of an id of this program: its 26 characters carry exactly 128 bits. It returns id.ErrMalformed.
func Bytes(s string) ([16]byte, error) {
	kind, err := id.Parse(s)
	if err != nil {
		return [16]byte{}, err
	}
	raw, err := alphabet.DecodeString(s[len(kind)+1:])
	if err != nil || len(raw) != idSize {
		return [16]byte{}, id.ErrMalformed
	}
	return [16]byte(raw), nil
}

// ID returns the id of this program that Bytes took apart.
func ID(kind id.Kind, b [16]byte) string {
	return string(kind) + "_" + alphabet.EncodeToString(b[:])
}
