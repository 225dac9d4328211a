package main

import (
	"bytes"
	"context"
	"crypto/x509"
	"database/sql"
	"encoding/pem"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"schalter/internal/cms"
	"schalter/internal/directory"
	"schalter/internal/mail/mime"
	"schalter/internal/smime"
	"schalter/internal/smime/measure"
)

const (
	gatewayAddress = "post@schalter.example"
	officeAddress  = "buergerservice@bamberg.example"
	// inletConnections is how many connections hand answers in at a time.
	inletConnections = 4
	// gatewayPatience is how long a round may take.
	gatewayPatience = 2 * time.Minute
)

// load is how many messages of what size a round has.
type load struct {
	messages int
	// document is in bytes; 0 is none.
	document int64
}

func gateway(ctx context.Context, b *bench) error {
	b.out.printf("The real program in demo mode with a mail server that counts and keeps, in a process beside it. Out: a queue of messages to one authority with an S/MIME mailbox "+
		"(the citizen sent them while the mail server let nobody in) from the moment it lets them in until it has the last one: read and opened, composed, signed, encrypted "+
		"(MODERN, RSA 3072), handed over, facts, record and log committed. In: as many answers, signed and encrypted beforehand, over %d connections of LMTP until the last one is in the "+
		"citizen's mailbox; the mail that tells the citizen is part of it. Durable (fsync); two mails to one authority go out at a time. Medians of %d rounds.\n\n", inletConnections, b.rounds)
	var rows [][]string
	for _, kind := range b.databases {
		for _, one := range []load{{60, 0}, {30, megabyte}} {
			row, err := b.gatewayOn(ctx, kind, one)
			if err != nil {
				return fmt.Errorf("%s: %w", kind, err)
			}
			rows = append(rows, row)
		}
	}
	b.out.table([]string{"database", "document KB", "messages a round", "out/s", "program CPU ms", "PostgreSQL CPU ms", "in/s", "program CPU ms", "PostgreSQL CPU ms"}, rows)
	return nil
}

// hall is a running demo whose mail server and authority are this process.
type hall struct {
	*office
	post      *postOffice
	authority measure.Side
	platform  *x509.Certificate
	desks     []*desk
	inlet     string
	// raw reads the program's database.
	raw *sql.DB
}

func (b *bench) gatewayOn(ctx context.Context, kind string, one load) (row []string, err error) {
	h, err := b.openHall(ctx, kind, fmt.Sprintf("gateway_%d", one.document))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, h.raw.Close(), h.remove(), h.post.close()) }()
	m, err := b.meter(ctx, kind, h.pid())
	if err != nil {
		return nil, err
	}
	var out, in flow
	for n := range b.rounds + 1 {
		mails, sent, err := b.outward(ctx, h, m, one)
		if err != nil {
			return nil, err
		}
		answers, err := h.answers(mails, one, b.clock.Now())
		if err != nil {
			return nil, err
		}
		received, err := b.inward(ctx, h, m, answers)
		if err != nil {
			return nil, err
		}
		if n > 0 { // the first round warms up
			out.add(sent, one.messages)
			in.add(received, one.messages)
		}
	}
	if n, err := h.unread(ctx); err != nil || n != (b.rounds+1)*one.messages {
		return nil, errors.Join(err, fmt.Errorf("%d answers are in the mailboxes, want %d", n, (b.rounds+1)*one.messages))
	}
	return append(append([]string{kind, fmt.Sprint(one.document / kilobyte), fmt.Sprint(one.messages)}, out.cells()...), in.cells()...), nil
}

// passage is what one round in one direction took.
type passage struct {
	cost
	took time.Duration
}

// flow are the passages of all rounds, for each message.
type flow struct {
	rates        []float64
	self, server []time.Duration
}

func (f *flow) add(p passage, messages int) {
	each := p.each(messages)
	f.rates = append(f.rates, float64(messages)/p.took.Seconds())
	f.self, f.server = append(f.self, each.self), append(f.server, each.server)
}

func (f *flow) cells() []string {
	return []string{fmt.Sprintf("%.0f", median(f.rates)), hundredths(median(f.self)), hundredths(median(f.server))}
}

// openHall starts the program with this process as its mail server and makes a desk for each writer.
func (b *bench) openHall(ctx context.Context, kind, name string) (h *hall, err error) {
	h = &hall{}
	if h.post, err = openPostOffice(); err != nil {
		return nil, err
	}
	if h.inlet, err = freeAddress(); err != nil {
		return nil, err
	}
	if h.office, err = b.openOffice(ctx, kind, name, "SCHALTER_SMTP_URL=smtp://"+h.post.addr, "SCHALTER_LMTP_ADDR="+h.inlet); err != nil {
		return nil, errors.Join(err, h.post.close())
	}
	if err := h.meet(ctx); err != nil {
		return nil, errors.Join(err, h.remove(), h.post.close())
	}
	h.raw, err = h.database()
	return h, err
}

// database opens the program's database for reading.
func (h *hall) database() (*sql.DB, error) {
	if url, ok := h.setting("SCHALTER_DATABASE_URL"); ok {
		return sql.Open("postgres", url)
	}
	return sql.Open("sqlite", "file:"+filepath.Join(h.dir, "schalter.db")+"?mode=ro&_pragma=busy_timeout(10000)")
}

// meet reads the authority's key, which the demo made, and the platform's certificate, and opens the mailboxes.
func (h *hall) meet(ctx context.Context) (err error) {
	if h.authority, err = readSide(filepath.Join(h.dir, "demo-authority", "identity.pem")); err != nil {
		return err
	}
	var out struct {
		PlatformKeys struct{ GatewayCertificate struct{ Pem string } }
	}
	if err := h.caller(0, "").ask(ctx, `{ platformKeys { gatewayCertificate { pem } } }`, nil, &out); err != nil {
		return err
	}
	block, _ := pem.Decode([]byte(out.PlatformKeys.GatewayCertificate.Pem))
	if block == nil {
		return errors.New("the gateway has no certificate")
	}
	if h.platform, err = x509.ParseCertificate(block.Bytes); err != nil {
		return err
	}
	h.authorities = []recipient{{ID: directory.AuthorityID("KREISFREIE_STADT", "094610000000")}}
	for n := range writers {
		d, err := h.desk(ctx, n)
		if err != nil {
			return err
		}
		h.desks = append(h.desks, d)
	}
	return nil
}

// outward measures a round of messages and returns the mails that arrived.
func (b *bench) outward(ctx context.Context, h *hall, m meter, one load) (mails [][]byte, p passage, err error) {
	h.post.shut()
	if err := h.fill(ctx, one); err != nil {
		return nil, p, err
	}
	time.Sleep(300 * time.Millisecond) // what follows a sending is done
	p, err = b.pass(m, func() error {
		h.post.letIn()
		mails, err = h.post.await(one.messages, gatewayPatience)
		return err
	})
	return mails, p, err
}

// fill has the citizen send a round's messages.
func (h *hall) fill(ctx context.Context, one load) error {
	work := make(chan struct{}, one.messages)
	for range one.messages {
		work <- struct{}{}
	}
	close(work)
	failed := make(chan error, len(h.desks))
	for _, d := range h.desks {
		go func() { failed <- d.sendAll(ctx, work, one.document) }()
	}
	var err error
	for range h.desks {
		err = errors.Join(err, <-failed)
	}
	return err
}

func (d *desk) sendAll(ctx context.Context, work <-chan struct{}, document int64) error {
	for range work {
		d.next++
		c := d.callers[d.next%len(d.callers)]
		var documents []string
		if document > 0 {
			id, err := c.announce(ctx, d.mailbox, document)
			if err != nil {
				return err
			}
			if err := c.put(ctx, "/documents/"+id, document); err != nil {
				return err
			}
			documents = []string{id}
		}
		if err := c.write(ctx, d.mailbox, d.authority, documents...); err != nil {
			return err
		}
	}
	return nil
}

// pass measures what act does and what the program does on in the moment after.
func (b *bench) pass(m meter, act func() error) (p passage, err error) {
	before, err := m.read()
	if err != nil {
		return p, err
	}
	begun := b.clock.Now()
	if err := act(); err != nil {
		return p, err
	}
	p.took = b.clock.Now().Sub(begun)
	time.Sleep(300 * time.Millisecond)
	after, err := m.read()
	p.cost = after.since(before)
	return p, err
}

// answers writes an answer to each mail, signed and encrypted, with a document of the same size.
func (h *hall) answers(mails [][]byte, one load, at time.Time) (list [][]byte, err error) {
	for n, mail := range mails {
		answer, err := h.answer(mail, one, at, n)
		if err != nil {
			return nil, err
		}
		list = append(list, answer)
	}
	return list, nil
}

func (h *hall) answer(mail []byte, one load, at time.Time, n int) ([]byte, error) {
	opened, err := smime.Open(mail, smime.OpenOptions{
		Keys: []cms.Recipient{{Certificate: h.authority.Certificate, Key: h.authority.Key}}, Policy: cms.Modern.Inbound(),
		Signature: cms.Modern.InboundSignature(), Registered: smime.Registered(h.platform),
	})
	if err != nil {
		return nil, err
	}
	inner, err := mime.Parse(opened.Entity, mime.Limits{})
	if err != nil {
		return nil, err
	}
	e := mime.Envelope{
		From: mime.Address{Address: officeAddress}, To: mime.Address{Address: gatewayAddress}, Date: at,
		MessageID: fmt.Sprintf("%d.%d@bamberg.example", at.UnixNano(), n), InReplyTo: []string{inner.MessageID}, OuterSubject: "AW: Nachricht",
	}
	content := mime.Content{Envelope: e, Subject: "AW: " + inner.Subject, Text: letterText + "\n\n" + inner.Text}
	if one.document > 0 {
		content.Attachments = []mime.Attachment{{Name: "Bescheid.pdf", MediaType: "application/pdf", Size: one.document, Content: &vellum{size: one.document}}}
	}
	entity, err := mime.BuildInner(content)
	if err != nil {
		return nil, err
	}
	head, err := mime.OuterHeader(e)
	if err != nil {
		return nil, err
	}
	sealed, err := smime.Seal(entity, smime.SealOptions{
		Signer: smime.Signer{Certificate: h.authority.Certificate, Key: h.authority.Key}, At: at, Recipient: h.platform, Profile: cms.Modern, Head: head,
	})
	if err != nil {
		return nil, err
	}
	return bytes.Clone(sealed.Mail), nil
}

// inward measures the answers of a round until the citizen has all of them.
func (b *bench) inward(ctx context.Context, h *hall, m meter, answers [][]byte) (passage, error) {
	had, err := h.accepted(ctx)
	if err != nil {
		return passage{}, err
	}
	return b.pass(m, func() error {
		if err := h.handIn(answers); err != nil {
			return err
		}
		until := b.clock.Now().Add(gatewayPatience)
		for b.clock.Now().Before(until) {
			n, err := h.accepted(ctx)
			if err != nil || n >= had+len(answers) {
				return err
			}
			time.Sleep(10 * time.Millisecond)
		}
		return fmt.Errorf("not all of %d answers took effect: %s", had+len(answers), h.states(ctx))
	})
}

func (h *hall) handIn(answers [][]byte) error {
	work := make(chan []byte, len(answers))
	for _, a := range answers {
		work <- a
	}
	close(work)
	var wg sync.WaitGroup
	failed := make(chan error, inletConnections)
	for range inletConnections {
		wg.Go(func() { failed <- handOver(h.inlet, work) })
	}
	wg.Wait()
	close(failed)
	var err error
	for one := range failed {
		err = errors.Join(err, one)
	}
	return err
}

// accepted is how many answers took effect. It asks the database, past the program, whose CPU is measured.
func (h *hall) accepted(ctx context.Context) (n int, err error) {
	err = h.raw.QueryRowContext(ctx, `SELECT COUNT(*) FROM inbound_mail WHERE state = 'ACCEPTED'`).Scan(&n)
	return n, err
}

// states counts the mails that came in by their state and reason, for an error.
func (h *hall) states(ctx context.Context) string {
	rows, err := h.raw.QueryContext(ctx, `SELECT state, COALESCE(reason, ''), COUNT(*) FROM inbound_mail GROUP BY state, reason`)
	if err != nil {
		return err.Error()
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var state, reason string
		var n int
		if err := rows.Scan(&state, &reason, &n); err != nil {
			return err.Error()
		}
		list = append(list, fmt.Sprintf("%d %s %s", n, state, reason))
	}
	return strings.Join(list, ", ")
}

// unread is how many messages wait in the citizen's mailboxes.
func (h *hall) unread(ctx context.Context) (n int, err error) {
	var out struct {
		Viewer struct {
			CaseMailboxes struct {
				Edges []struct{ Node struct{ UnreadCount int } }
			}
		}
	}
	if err := h.caller(0, h.token).ask(ctx, `{ viewer { caseMailboxes(first: 20) { edges { node { unreadCount } } } } }`, nil, &out); err != nil {
		return 0, err
	}
	for _, e := range out.Viewer.CaseMailboxes.Edges {
		n += e.Node.UnreadCount
	}
	return n, nil
}
