package inlet_test

import (
	"io"
	"strings"
	"testing"
	"time"

	"schalter/internal/mail/inlet"
)

func TestProbingForRecipientsEnds(t *testing.T) {
	t.Parallel()
	_, address := start(t, inlet.Config{}, &keeper{})
	c := dial(t, address)
	c.command("", "220")
	c.command("EHLO x", "250 ")
	c.command("MAIL FROM:<>", "250 ")
	for range 20 {
		c.command("RCPT TO:<x@post.example>", "550 5.1.1")
	}
	c.command("RCPT TO:<"+ours+">", "421 4.7.0")
}

func TestSizesAreBounded(t *testing.T) {
	t.Parallel()
	k := &keeper{}
	_, address := start(t, inlet.Config{MaxMessageBytes: 100_000, MaxRecipients: 2}, k)
	c := dial(t, address)
	c.command("", "220")
	c.command("EHLO x", "250 ")
	c.command("MAIL FROM:<> SIZE=100001", "552 5.3.4")
	c.command("MAIL FROM:<>", "250 ")
	c.command("RCPT TO:<"+ours+">", "250 ")
	c.command("RCPT TO:<"+ours+">", "250 ")
	c.command("RCPT TO:<"+ours+">", "452 4.5.3")
	c.command("DATA", "354")
	c.command("\r\n"+strings.Repeat(strings.Repeat("x", 98)+"\r\n", 1001)+".", "552 5.3.4")
	c.command("MAIL FROM:<>", "250 ")
	c.command("RCPT TO:<"+ours+">", "250 ")
	c.command("BDAT 100001 LAST\r\n"+strings.Repeat(strings.Repeat("x", 98)+"\r\n", 999)+strings.Repeat("x", 99), "552 5.3.4")
	c.command("MAIL FROM:<>", "250 ")
	c.command("RCPT TO:<"+ours+">", "250 ")
	c.command("DATA", "354")
	c.command("\r\n"+strings.Repeat(strings.Repeat("x", 98)+"\r\n", 990)+".", "250 ")
	c.command("MAIL FROM:<>", "250 ")
	c.command("RCPT TO:<"+ours+">", "250 ")
	c.command("DATA", "354")
	c.command("\r\n"+strings.Repeat("x", 3000)+"\r\n.", "554 5.6.0")
	if mails := k.all(); len(mails) != 1 || len(mails[0].raw) != 99_002 {
		t.Errorf("%d delivered", len(mails))
	}
}

func TestMailsInFlightAreBoundedTogether(t *testing.T) {
	t.Parallel()
	k := &keeper{hold: make(chan struct{}), entered: make(chan struct{}, 2)}
	_, address := start(t, inlet.Config{MaxMessageBytes: 1 << 20, MaxInFlightBytes: 200 << 10}, k)
	begin := func() *talk {
		c := dial(t, address)
		c.command("", "220")
		c.command("EHLO x", "250 ")
		c.command("MAIL FROM:<>", "250 ")
		c.command("RCPT TO:<"+ours+">", "250 ")
		c.command("DATA", "354")
		return c
	}
	body := "\r\n" + strings.Repeat(strings.Repeat("x", 98)+"\r\n", 600) + "."
	first, second := begin(), begin()
	first.conn.Write([]byte(body + "\r\n"))
	<-k.entered
	second.conn.Write([]byte(body + "\r\n"))
	<-k.entered
	third := begin()
	third.command(strings.Replace(body, "\r\n.", "\r\n"+strings.Repeat("y\r\n", 5000)+".", 1), "452 4.3.1")
	close(k.hold)
	first.command("", "250 ")
	second.command("", "250 ")
	// What was taken is given back.
	third.command("MAIL FROM:<>", "250 ")
	third.command("RCPT TO:<"+ours+">", "250 ")
	third.command("DATA", "354")
	third.command(body, "250 ")
}

func TestConnectionsAreBounded(t *testing.T) {
	t.Parallel()
	_, address := start(t, inlet.Config{MaxConnections: 3, MaxPerAddress: 2}, &keeper{})
	first, second := dial(t, address), dial(t, address)
	first.command("", "220")
	second.command("", "220")
	dial(t, address).command("", "421 4.3.2")
	first.command("QUIT", "221")
	if got := first.reply(); !strings.HasPrefix(got, "end") {
		t.Errorf("after QUIT: %q", got)
	}
	dial(t, address).command("", "220")
}

func TestIdleAndOldConnectionsEnd(t *testing.T) {
	t.Parallel()
	_, address := start(t, inlet.Config{CommandTimeout: 200 * time.Millisecond}, &keeper{})
	c := dial(t, address)
	c.command("", "220")
	c.command("", "421 4.4.2")
	_, address = start(t, inlet.Config{Lifetime: 300 * time.Millisecond}, &keeper{})
	c = dial(t, address)
	c.command("", "220")
	for i := 0; ; i++ {
		io.WriteString(c.conn, "NOOP\r\n")
		if got := c.reply(); strings.HasPrefix(got, "end") {
			break
		}
		if i > 1000 {
			t.Fatal("a connection that never rests lives on")
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func TestSlowTransferEnds(t *testing.T) {
	t.Parallel()
	k := &keeper{}
	_, address := start(t, inlet.Config{CommandTimeout: 300 * time.Millisecond}, k)
	c := dial(t, address)
	c.command("", "220")
	c.command("EHLO x", "250 ")
	c.command("MAIL FROM:<>", "250 ")
	c.command("RCPT TO:<"+ours+">", "250 ")
	c.command("DATA", "354")
	for i := 0; ; i++ {
		if _, err := io.WriteString(c.conn, "x\r\n"); err != nil {
			break
		}
		if i > 500 {
			t.Fatal("a drip is waited for")
		}
		time.Sleep(20 * time.Millisecond)
	}
	if len(k.all()) != 0 {
		t.Error("a mail without its end was delivered")
	}
}
