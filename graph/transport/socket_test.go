package transport

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"net"
	"strings"
	"testing"
	"time"
)

// clientFrame is a masked frame as a browser sends it.
func clientFrame(first byte, content []byte) []byte {
	b := []byte{first}
	switch n := len(content); {
	case n < 126:
		b = append(b, 0x80|byte(n))
	case n <= 0xffff:
		b = binary.BigEndian.AppendUint16(append(b, 0x80|126), uint16(n))
	default:
		b = binary.BigEndian.AppendUint64(append(b, 0x80|127), uint64(n))
	}
	mask := []byte{1, 2, 3, 4}
	b = append(b, mask...)
	for i, c := range content {
		b = append(b, c^mask[i&3])
	}
	return b
}

// serverEnd is a socket whose other end sends in and then closes; what the socket sends is thrown away.
func serverEnd(in []byte, max int) *socket {
	client, server := net.Pipe()
	go func() {
		_, _ = client.Write(in)
		_ = client.Close()
	}()
	go func() {
		buf := make([]byte, 512)
		for {
			if _, err := client.Read(buf); err != nil {
				return
			}
		}
	}()
	return &socket{conn: server, in: bufio.NewReader(server), max: max, idle: time.Second}
}

func TestSocketReadsMessages(t *testing.T) {
	t.Parallel()
	long := bytes.Repeat([]byte("ä"), 40_000)
	var in []byte
	in = append(in, clientFrame(0x81, []byte("whole"))...)
	in = append(in, clientFrame(0x01, []byte("in "))...)
	in = append(in, clientFrame(0x89, []byte("ping between"))...)
	in = append(in, clientFrame(0x80, []byte("two"))...)
	in = append(in, clientFrame(0x81, long)...)
	s := serverEnd(in, MaxBody)
	for _, want := range []string{"whole", "in two", string(long)} {
		got, err := s.read()
		if err != nil || string(got) != want {
			t.Fatalf("got %.20q, %v, want %.20q", got, err, want)
		}
	}
}

func TestSocketRefusesBadFrames(t *testing.T) {
	t.Parallel()
	unmasked := []byte{0x81, 1, 'x'}
	huge := append(binary.BigEndian.AppendUint64([]byte{0x81, 0x80 | 127}, 1<<63), 1, 2, 3, 4)
	for name, tt := range map[string]struct {
		in   []byte
		code int
	}{
		"unmasked":                 {unmasked, closeProtocol},
		"reserved bit":             {clientFrame(0xC1, nil), closeProtocol},
		"unknown opcode":           {clientFrame(0x83, nil), closeProtocol},
		"binary":                   {clientFrame(0x82, []byte("x")), closeUnsupported},
		"continuation of nothing":  {clientFrame(0x80, []byte("x")), closeProtocol},
		"second start":             {append(clientFrame(0x01, nil), clientFrame(0x81, nil)...), closeProtocol},
		"long ping":                {clientFrame(0x89, make([]byte, 126)), closeProtocol},
		"split ping":               {clientFrame(0x09, nil), closeProtocol},
		"not UTF-8":                {clientFrame(0x81, []byte{0xff}), closeNotUTF8},
		"too big":                  {clientFrame(0x81, []byte(strings.Repeat("x", 101))), closeTooBig},
		"too big in pieces":        {append(clientFrame(0x01, make([]byte, 60)), clientFrame(0x80, make([]byte, 60))...), closeTooBig},
		"said to be without bound": {huge, closeTooBig},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, err := serverEnd(tt.in, 100).read()
			var fault *closeError
			if !errors.As(err, &fault) || fault.code != tt.code {
				t.Errorf("got %v, want close code %d", err, tt.code)
			}
		})
	}
}

func TestSocketKnowsItsEnd(t *testing.T) {
	t.Parallel()
	if _, err := serverEnd(clientFrame(0x88, []byte{0x03, 0xe8}), 100).read(); !errors.Is(err, errClosed) {
		t.Errorf("close frame: got %v", err)
	}
	if _, err := serverEnd(clientFrame(0x81, []byte("cut off"))[:5], 100).read(); err == nil {
		t.Error("a cut message was read")
	}
}

func TestAcceptKeyIsThatOfTheStandard(t *testing.T) {
	t.Parallel()
	if got, want := acceptKey("dGhlIHNhbXBsZSBub25jZQ=="), "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="; got != want {
		t.Errorf("got %s, want %s (RFC 6455 §1.3)", got, want)
	}
}

func FuzzSocketRead(f *testing.F) {
	f.Add(clientFrame(0x81, []byte("x")))
	f.Add(append(clientFrame(0x01, []byte("a")), clientFrame(0x80, []byte("b"))...))
	f.Add([]byte{0x81, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff})
	f.Fuzz(func(t *testing.T, in []byte) {
		s := serverEnd(in, 1000)
		for {
			m, err := s.read()
			if err != nil {
				s.finish(err)
				return
			}
			if len(m) > 1000 {
				t.Fatalf("a message of %d bytes", len(m))
			}
		}
	})
}
