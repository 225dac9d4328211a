package id_test

import (
	"testing"
	"time"

	"schalter/internal/id"
)

func TestBytesTurnBackIntoTheID(t *testing.T) {
	t.Parallel()
	want := id.New(id.GatewayMail, time.UnixMilli(1_700_000_000_000))
	b, err := id.Bytes(want)
	if err != nil || id.FromBytes(id.GatewayMail, b) != want {
		t.Errorf("got %s, %v; want %s", id.FromBytes(id.GatewayMail, b), err, want)
	}
	if _, err := id.Bytes("gml_short"); err == nil {
		t.Error("a malformed id gave bytes")
	}
}
