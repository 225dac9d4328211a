package scan_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"schalter/internal/scan"
	"schalter/internal/testkit"
)

// daemon speaks clamd's INSTREAM protocol on loopback and answers as reply says.
type daemon struct {
	// maxLength is StreamMaxLength in bytes.
	maxLength int
	// killedAfter bytes the daemon dies without an answer; 0 means never.
	killedAfter int
	reply       func(content []byte) string
}

func start(t *testing.T, d daemon) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go d.serve(conn)
		}
	}()
	return listener.Addr().String()
}

func (d daemon) serve(conn net.Conn) {
	defer conn.Close()
	r := bufio.NewReader(conn)
	if command, err := r.ReadString(0); err != nil || command != "zINSTREAM\x00" {
		io.WriteString(conn, "UNKNOWN COMMAND\x00")
		return
	}
	var content bytes.Buffer
	for {
		var length uint32
		if err := binary.Read(r, binary.BigEndian, &length); err != nil {
			return
		}
		if length == 0 {
			io.WriteString(conn, "stream: "+d.reply(content.Bytes())+"\x00")
			return
		}
		if content.Len()+int(length) > d.maxLength {
			io.WriteString(conn, "INSTREAM size limit exceeded. ERROR\x00")
			return
		}
		if _, err := io.CopyN(&content, r, int64(length)); err != nil {
			return
		}
		if d.killedAfter > 0 && content.Len() >= d.killedAfter {
			return
		}
	}
}

// finds answers like a daemon with one signature, the word EVIL.
func finds(content []byte) string {
	if bytes.Contains(content, []byte("EVIL")) {
		return "Win.Test.Evil-1 FOUND"
	}
	return "OK"
}

func scanned(t *testing.T, d daemon, content string) (scan.Verdict, error) {
	t.Helper()
	return scan.NewClamd("tcp", start(t, d), 10*time.Second).Scan(t.Context(), strings.NewReader(content))
}

func TestVerdictsOfTheDaemon(t *testing.T) {
	t.Parallel()
	large := strings.Repeat("x", 3<<20)
	for _, tt := range []struct {
		what, content string
		reply         func([]byte) string
		want          scan.Verdict
	}{
		{"empty", "", finds, scan.Verdict{State: scan.Clean}},
		{"clean", large, finds, scan.Verdict{State: scan.Clean}},
		{"infected across chunks", large[:64<<10-2] + "EVIL" + large, finds, scan.Verdict{State: scan.Infected, Signature: "Win.Test.Evil-1"}},
		{"too long", large + large, finds, scan.Verdict{State: scan.Unscannable, Signature: "StreamMaxLength"}},
	} {
		got, err := scanned(t, daemon{maxLength: 5 << 20, reply: tt.reply}, tt.content)
		if err != nil || got != tt.want {
			t.Errorf("%s: %+v, %v; want %+v", tt.what, got, err, tt.want)
		}
	}
}

func TestAttack27WhatTheDaemonCannotSeeIsUnscannable(t *testing.T) {
	t.Parallel()
	for _, signature := range []string{"Heuristics.Encrypted.Zip", "Heuristics.Encrypted.PDF", "Heuristics.Limits.Exceeded.MaxRecursion"} {
		got, err := scanned(t, daemon{maxLength: 100, reply: func([]byte) string { return signature + " FOUND" }}, "x")
		if want := (scan.Verdict{State: scan.Unscannable, Signature: signature}); err != nil || got != want {
			t.Errorf("%s: %+v, %v; want %+v", signature, got, err, want)
		}
	}
}

func TestAttack54DaemonKilledMidStreamGivesNoVerdict(t *testing.T) {
	t.Parallel()
	for _, size := range []int{1 << 20, 32 << 20} {
		got, err := scanned(t, daemon{maxLength: 1 << 30, killedAfter: 512 << 10, reply: finds}, strings.Repeat("x", size))
		if err == nil || got != (scan.Verdict{}) {
			t.Errorf("%d bytes: %+v, %v; want an error", size, got, err)
		}
	}
}

func TestAnythingButAnAnswerIsNoVerdict(t *testing.T) {
	t.Parallel()
	for _, reply := range []string{"", "ERROR", "Can't allocate memory ERROR", "OK FOUND?", "ok", "OK\n", strings.Repeat("x", 10_000) + " OK"} {
		got, err := scanned(t, daemon{maxLength: 100, reply: func([]byte) string { return reply }}, "x")
		if err == nil || got != (scan.Verdict{}) {
			t.Errorf("%.40q: %+v, %v; want an error", reply, got, err)
		}
	}
}

func TestAnswerBeforeTheEndIsNoVerdict(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		io.WriteString(conn, "stream: OK\x00")
		conn.Close()
	}()
	clamd := scan.NewClamd("tcp", listener.Addr().String(), 10*time.Second)
	got, err := clamd.Scan(t.Context(), io.LimitReader(endless{}, 1<<30))
	if err == nil || got != (scan.Verdict{}) {
		t.Errorf("%+v, %v; want an error", got, err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

func TestFaultOfTheReaderIsReturned(t *testing.T) {
	t.Parallel()
	broken := errors.New("segment damaged")
	clamd := scan.NewClamd("tcp", start(t, daemon{maxLength: 1 << 20, reply: finds}), 10*time.Second)
	got, err := clamd.Scan(t.Context(), io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken)))
	if !errors.Is(err, broken) || got != (scan.Verdict{}) {
		t.Errorf("%+v, %v; want %v", got, err, broken)
	}
}

func TestSilentDaemonEndsWithTheContext(t *testing.T) {
	t.Parallel()
	blocked := make(chan struct{})
	t.Cleanup(func() { close(blocked) })
	address := start(t, daemon{maxLength: 100, reply: func([]byte) string { <-blocked; return "OK" }})
	if _, err := scan.NewClamd("tcp", address, 50*time.Millisecond).Scan(t.Context(), strings.NewReader("x")); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("timeout: %v, want DeadlineExceeded", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := scan.NewClamd("tcp", address, time.Minute).Scan(ctx, strings.NewReader("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v, want Canceled", err)
	}
}

func TestAbsentDaemonIsAnError(t *testing.T) {
	t.Parallel()
	if _, err := scan.NewClamd("tcp", testkit.Address(), time.Second).Scan(t.Context(), strings.NewReader("x")); err == nil {
		t.Error("no error without a daemon")
	}
}
