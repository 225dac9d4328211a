package vault

import (
	"encoding/hex"
	"strconv"
	"strings"
	"time"
)

// ticketMAC is how many bytes of the MAC a ticket carries.
const ticketMAC = 16

// Ticket is the part of an address that lets a session fetch what about names, until it ends: the time, the session, and a MAC
// over all of it and the account.
func (p *Platform) Ticket(expires time.Time, accountID, sessionID string, about ...string) string {
	at := strconv.FormatInt(expires.Unix(), 36)
	return at + "." + sessionID + "." + hex.EncodeToString(p.MAC(DownloadTicket, ticketParts(about, accountID, sessionID, at)...)[:ticketMAC])
}

// OpenTicket says when a ticket ends. ok is false for everything that Ticket did not make for the same, in whatever it differs:
// a ticket has one spelling.
func (p *Platform) OpenTicket(ticket, accountID, sessionID string, about ...string) (expires time.Time, ok bool) {
	at, rest, found := strings.Cut(ticket, ".")
	session, sum, whole := strings.Cut(rest, ".")
	unix, err := strconv.ParseInt(at, 36, 64)
	if !found || !whole || session != sessionID || err != nil || strconv.FormatInt(unix, 36) != at {
		return time.Time{}, false
	}
	mac, err := hex.DecodeString(sum)
	if err != nil || len(mac) != ticketMAC || hex.EncodeToString(mac) != sum {
		return time.Time{}, false
	}
	return time.Unix(unix, 0), p.Verify(DownloadTicket, mac, ticketParts(about, accountID, sessionID, at)...)
}

func ticketParts(about []string, accountID, sessionID, at string) []string {
	return append(append([]string{}, about...), accountID, sessionID, at)
}
