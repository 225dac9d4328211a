package token_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"schalter/internal/id"
	"schalter/internal/mail/token"
)

func keys(t *testing.T, current uint8, ids ...uint8) *token.Keys {
	t.Helper()
	all := map[uint8][]byte{}
	for _, n := range ids {
		all[n] = bytes.Repeat([]byte{n + 1}, token.MinKey)
	}
	k, err := token.NewKeys(all, current)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestTokenNamesWhatItWasIssuedFor(t *testing.T) {
	t.Parallel()
	k := keys(t, 3, 3)
	want := [16]byte{0, 1, 2, 250, 15: 255}
	for kind := range token.Kind(16) {
		s := k.Issue(kind, want)
		if len(s) != token.Size || s != strings.ToLower(s) {
			t.Errorf("token %q", s)
		}
		if gotKind, got, err := k.Parse(s); err != nil || gotKind != kind || got != want {
			t.Errorf("Parse(%q) = %d, %x, %v", s, gotKind, got, err)
		}
	}
}

func TestAttack20ForgedOrTruncatedTokensAreRefusedAndChangedCaseIsTaken(t *testing.T) {
	t.Parallel()
	k := keys(t, 0, 0, 7)
	want := [16]byte{9}
	s := k.Issue(token.Delivery, want)
	mixed := strings.ToUpper(s[:20]) + s[20:]
	for _, taken := range []string{s, strings.ToUpper(s), mixed} {
		if _, got, err := k.Parse(taken); err != nil || got != want {
			t.Errorf("Parse(%q) = %x, %v", taken, got, err)
		}
	}
	const letters = "abcdefghijklmnopqrstuvwxyz234567"
	for i := range s {
		for _, c := range letters {
			forged := s[:i] + string(c) + s[i+1:]
			if _, _, err := k.Parse(forged); forged != s && !errors.Is(err, token.ErrInvalid) {
				t.Errorf("forged at %d: %q was taken", i, forged)
			}
		}
		if _, _, err := k.Parse(s[:i]); !errors.Is(err, token.ErrInvalid) {
			t.Errorf("truncated to %d was taken", i)
		}
	}
	for _, refused := range []string{"", s + "a", " " + s[1:], s[:43] + "=", s[:43] + "1", strings.Repeat("ä", 22), strings.Repeat("\x00", 44)} {
		if _, _, err := k.Parse(refused); !errors.Is(err, token.ErrInvalid) {
			t.Errorf("Parse(%q): %v", refused, err)
		}
	}
	if _, _, err := keys(t, 1, 1).Parse(s); !errors.Is(err, token.ErrInvalid) {
		t.Errorf("token of a key that is gone: %v", err)
	}
	stranger, err := token.NewKeys(map[uint8][]byte{0: bytes.Repeat([]byte{99}, token.MinKey)}, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := k.Parse(stranger.Issue(token.Delivery, want)); !errors.Is(err, token.ErrInvalid) {
		t.Errorf("token of another installation: %v", err)
	}
}

func TestRotatedKeysStillReadOldTokens(t *testing.T) {
	t.Parallel()
	old := keys(t, 0, 0).Issue(token.Delivery, [16]byte{1})
	rotated := keys(t, 1, 0, 1)
	if _, _, err := rotated.Parse(old); err != nil {
		t.Error(err)
	}
	if fresh := rotated.Issue(token.Delivery, [16]byte{1}); fresh == old {
		t.Error("the new key is not used")
	}
}

func TestUnusableKeysAreRefused(t *testing.T) {
	t.Parallel()
	long := bytes.Repeat([]byte{1}, token.MinKey)
	for what, tt := range map[string]struct {
		keys    map[uint8][]byte
		current uint8
	}{
		"none":            {nil, 0},
		"current missing": {map[uint8][]byte{1: long}, 2},
		"short":           {map[uint8][]byte{1: long, 2: long[1:]}, 1},
		"id too large":    {map[uint8][]byte{1: long, 16: long}, 1},
	} {
		if _, err := token.NewKeys(tt.keys, tt.current); !errors.Is(err, token.ErrKeys) {
			t.Errorf("%s: %v", what, err)
		}
	}
}

func TestAddressesCarryTokens(t *testing.T) {
	t.Parallel()
	s := keys(t, 0, 0).Issue(token.Delivery, [16]byte{5})
	verp := token.BounceAddress(s, "post.example")
	local, _, _ := strings.Cut(verp, "@")
	if len(local) > 64 {
		t.Errorf("local part of %d bytes", len(local))
	}
	for _, address := range []string{verp, strings.ToUpper(verp)} {
		if got, ok := token.OfBounceAddress(address, "post.example"); !ok || got != s {
			t.Errorf("OfBounceAddress(%q) = %q, %v", address, got, ok)
		}
	}
	for _, address := range []string{"", "fall@post.example", "b+" + s, "b+" + s + "@other.example", "b+" + s[1:] + "@post.example", "c+" + s + "@post.example"} {
		if got, ok := token.OfBounceAddress(address, "post.example"); ok {
			t.Errorf("OfBounceAddress(%q) = %q", address, got)
		}
	}
	for _, messageID := range []string{token.MessageID(s, "post.example"), "<" + strings.ToUpper(s) + "@Post.Example>"} {
		if got, ok := token.OfMessageID(messageID, "post.example"); !ok || got != s {
			t.Errorf("OfMessageID(%q) = %q, %v", messageID, got, ok)
		}
	}
	if _, ok := token.OfMessageID("<"+s+"@outlook.example>", "post.example"); ok {
		t.Error("a Message-ID of another domain was taken")
	}
}

func TestIDsAndBytesAreTheSameThing(t *testing.T) {
	t.Parallel()
	want := id.New(id.Delivery, time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC))
	raw, err := token.Bytes(want)
	if err != nil {
		t.Fatal(err)
	}
	if got := token.ID(id.Delivery, raw); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if _, err := token.Bytes("dlv_zzzz"); !errors.Is(err, id.ErrMalformed) {
		t.Errorf("malformed: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	k, err := token.NewKeys(map[uint8][]byte{0: bytes.Repeat([]byte{1}, token.MinKey)}, 0)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(k.Issue(token.Delivery, [16]byte{1}))
	f.Add(strings.Repeat("a", token.Size))
	f.Fuzz(func(t *testing.T, s string) {
		kind, raw, err := k.Parse(s)
		if err == nil && !strings.EqualFold(k.Issue(kind, raw), s) {
			t.Errorf("%q has a second spelling", s)
		}
	})
}

func TestAnAddressForAnswersIsNoneForBounces(t *testing.T) {
	t.Parallel()
	text := strings.Repeat("a", token.Size)
	answers, bounces := token.ReplyAddress(text, "schalter.example"), token.BounceAddress(text, "schalter.example")
	if got, ok := token.OfReplyAddress(strings.ToUpper(answers), "schalter.example"); !ok || got != text {
		t.Errorf("%q, %v", got, ok)
	}
	for _, address := range []string{bounces, "t+" + text + "@other.example", "t+x@schalter.example", text + "@schalter.example"} {
		if _, ok := token.OfReplyAddress(address, "schalter.example"); ok {
			t.Errorf("%s is one for answers", address)
		}
	}
	if _, ok := token.OfBounceAddress(answers, "schalter.example"); ok {
		t.Error("it is one for bounces, too")
	}
}
