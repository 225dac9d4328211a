package main

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"strings"
	"sync"
	"time"

	smtp "github.com/emersion/go-smtp"
)

// postOffice is a mail server that keeps mails to the authority and forgets all others. While it is shut, mails wait at its door.
type postOffice struct {
	addr   string
	server *smtp.Server
	mu     sync.Mutex
	door   *sync.Cond
	closed bool
	mails  [][]byte
	came   chan struct{}
}

func openPostOffice() (*postOffice, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &postOffice{addr: l.Addr().String(), came: make(chan struct{}, 1)}
	p.door = sync.NewCond(&p.mu)
	p.server = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &counter{office: p}, nil }))
	p.server.Domain, p.server.ErrorLog = "mx.bamberg.example", log.New(io.Discard, "", 0)
	go func() { _ = p.server.Serve(l) }()
	return p, nil
}

func (p *postOffice) close() error {
	p.letIn()
	return p.server.Close()
}

func (p *postOffice) shut() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed, p.mails = true, nil
}

func (p *postOffice) letIn() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = false
	p.door.Broadcast()
}

// await returns the first n mails after the office was shut, as soon as they are there.
func (p *postOffice) await(n int, patience time.Duration) ([][]byte, error) {
	late := time.After(patience)
	for {
		p.mu.Lock()
		mails := p.mails
		p.mu.Unlock()
		if len(mails) >= n {
			return mails, nil
		}
		select {
		case <-p.came:
		case <-late:
			return nil, fmt.Errorf("%d of %d mails arrived", len(mails), n)
		}
	}
}

func (p *postOffice) take(mail []byte) {
	p.mu.Lock()
	p.mails = append(p.mails, mail)
	p.mu.Unlock()
	select {
	case p.came <- struct{}{}:
	default:
	}
}

// counter is one conversation.
type counter struct {
	office *postOffice
	to     string
}

// Reset implements smtp.Session.
func (c *counter) Reset() { c.to = "" }

// Logout implements smtp.Session.
func (c *counter) Logout() error { return nil }

// Mail implements smtp.Session. Here the gateway's mails wait, known by their bounce address.
func (c *counter) Mail(from string, _ *smtp.MailOptions) error {
	c.office.mu.Lock()
	defer c.office.mu.Unlock()
	for c.office.closed && strings.HasPrefix(from, "b+") {
		c.office.door.Wait()
	}
	return nil
}

// Rcpt implements smtp.Session.
func (c *counter) Rcpt(to string, _ *smtp.RcptOptions) error {
	c.to = to
	return nil
}

// Data implements smtp.Session.
func (c *counter) Data(r io.Reader) error {
	mail, err := io.ReadAll(r)
	if err == nil && strings.EqualFold(c.to, officeAddress) {
		c.office.take(mail)
	}
	return err
}

// handOver gives mails to the gateway over one connection of LMTP.
func handOver(inlet string, mails <-chan []byte) (err error) {
	conn, err := net.Dial("tcp", inlet)
	if err != nil {
		return err
	}
	talk := smtp.NewClientLMTP(conn)
	defer func() { err = errors.Join(err, talk.Quit()) }()
	if err := talk.Hello("mx.bamberg.example"); err != nil {
		return err
	}
	for mail := range mails {
		if err := talk.Mail(officeAddress, nil); err != nil {
			return err
		}
		if err := talk.Rcpt(gatewayAddress, nil); err != nil {
			return err
		}
		w, err := talk.Data()
		if err != nil {
			return err
		}
		if _, err := w.Write(mail); err != nil {
			return err
		}
		if err := w.Close(); err != nil {
			return err
		}
	}
	return nil
}

// freeAddress is a loopback port that nobody listens on.
func freeAddress() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}
