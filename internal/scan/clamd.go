package scan

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strings"
	"time"
)

// State is what a scanner says of a document.
type State string

// The states. A document without a verdict is in none of them.
const (
	Clean       State = "CLEAN"
	Infected    State = "INFECTED"
	Unscannable State = "UNSCANNABLE"
)

// Verdict is the answer of a scanner.
type Verdict struct {
	State State
	// Signature names what was found, for operators; empty when clean.
	Signature string
}

// Scanner looks for malware in a stream of bytes. An error means that there is no verdict: the document is not clean, and
// scanning is to be tried again.
type Scanner interface {
	Scan(ctx context.Context, r io.Reader) (Verdict, error)
}

// Clamd scans by the INSTREAM command of ClamAV's daemon (clamd(8)). Safe for concurrent use; every scan has its own
// connection.
type Clamd struct {
	network, address string
	timeout          time.Duration
}

var _ Scanner = (*Clamd)(nil)

// NewClamd returns a scanner that connects to a daemon by network ("tcp", "unix") and address and gives each document at most
// timeout.
func NewClamd(network, address string, timeout time.Duration) *Clamd {
	return &Clamd{network, address, timeout}
}

// Scan implements Scanner. Above the daemon's StreamMaxLength the verdict is Unscannable. The error is r's own when r fails.
func (c *Clamd) Scan(ctx context.Context, r io.Reader) (Verdict, error) {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, c.network, c.address)
	if err != nil {
		return Verdict{}, fmt.Errorf("scan.Scan: %w", err)
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.Close() })()
	verdict, err := streamAndListen(conn, r)
	if ctx.Err() != nil {
		return Verdict{}, ctx.Err()
	}
	return verdict, err
}

// streamAndListen listens while it sends: a daemon that has had enough answers and closes the connection, and a failed write would
// then hide what it said.
func streamAndListen(conn net.Conn, r io.Reader) (Verdict, error) {
	replies := make(chan string, 1)
	go func() { replies <- readReply(conn) }()
	broken, err := streamDocument(conn, r)
	if err != nil {
		return Verdict{}, err
	}
	return parseReply(<-replies, broken == nil)
}

const (
	// chunkBytes is the number of bytes sent at a time.
	chunkBytes = 64 << 10
	// maxReply bounds the answer in bytes.
	maxReply = 4 << 10
)

// readReply returns the answer up to its NUL, or "" when the connection ends before.
func readReply(conn net.Conn) string {
	var reply strings.Builder
	b := make([]byte, 512)
	for reply.Len() < maxReply {
		n, err := conn.Read(b)
		if text, _, ended := strings.Cut(string(b[:n]), "\x00"); ended {
			return reply.String() + text
		}
		reply.Write(b[:n])
		if err != nil {
			return ""
		}
	}
	return ""
}

// streamDocument streams r as chunks with their length before them. Broken is set when the daemon stopped taking them, err when r
// failed; then the closing chunk is never sent.
func streamDocument(conn net.Conn, r io.Reader) (broken, err error) {
	if _, err := io.WriteString(conn, "zINSTREAM\x00"); err != nil {
		return err, nil
	}
	b := make([]byte, 4+chunkBytes)
	for {
		n, err := io.ReadFull(r, b[4:])
		ended := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
		if err != nil && !ended {
			return nil, err
		}
		if n > 0 {
			binary.BigEndian.PutUint32(b, uint32(n))
			if _, err := conn.Write(b[:4+n]); err != nil {
				return err, nil
			}
		}
		if ended {
			_, err := conn.Write(make([]byte, 4))
			return err, nil
		}
	}
}

var errNoVerdict = errors.New("scan: the virus scanner gave no verdict")

// unscannableNames are names under which ClamAV reports what it could not look into.
var unscannableNames = []string{"Heuristics.Encrypted.", "Heuristics.Limits.Exceeded"}

// parseReply reads the answer. "OK" counts only when the daemon took the whole document.
func parseReply(reply string, whole bool) (Verdict, error) {
	answer := strings.TrimPrefix(reply, "stream: ")
	signature, found := strings.CutSuffix(answer, " FOUND")
	switch {
	case answer == "OK" && whole:
		return Verdict{State: Clean}, nil
	case found && isUnscannable(signature):
		return Verdict{Unscannable, signature}, nil
	case found:
		return Verdict{Infected, signature}, nil
	case strings.HasPrefix(answer, "INSTREAM size limit exceeded"):
		return Verdict{Unscannable, "StreamMaxLength"}, nil
	}
	return Verdict{}, fmt.Errorf("%w: %.80q", errNoVerdict, reply)
}

func isUnscannable(signature string) bool {
	return slices.ContainsFunc(unscannableNames, func(name string) bool { return strings.HasPrefix(signature, name) })
}
