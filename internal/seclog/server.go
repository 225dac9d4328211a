package seclog

import (
	"context"
	"log"
	"log/slog"
	"net/netip"
	"regexp"
	"strings"
)

// peer is an address of the network with its port, as the HTTP server writes it.
var peer = regexp.MustCompile(`(?:\[[0-9A-Fa-f:.]+(?:%[^\]\s]*)?\]|\d+\.\d+\.\d+\.\d+):\d+`)

// ServerLog is what http.Server writes its own errors to: each becomes an event, with the network instead of the address.
func (l *Log) ServerLog(networkOf func(netip.Addr) netip.Prefix) *log.Logger {
	return log.New(serverErrors{l, networkOf}, "", 0)
}

type serverErrors struct {
	l         *Log
	networkOf func(netip.Addr) netip.Prefix
}

// maxError bounds what is written of an error: it may quote what came in.
const maxError = 300

func (s serverErrors) Write(p []byte) (int, error) {
	text := strings.TrimSpace(string(p))
	var network netip.Prefix
	if at, err := netip.ParseAddrPort(peer.FindString(text)); err == nil {
		network = s.networkOf(at.Addr().Unmap().WithZone(""))
	}
	text = peer.ReplaceAllString(text, "a network")
	text = strings.ToValidUTF8(text[:min(len(text), maxError)], "")
	s.l.Write(With(context.Background(), s.l, "", network), ConnectionFail, "", slog.String("error", text))
	return len(p), nil
}
