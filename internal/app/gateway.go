package app

import (
	"context"
	"crypto"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"

	"schalter/graph"
	"schalter/internal/delivery"
	"schalter/internal/delivery/inbound"
	"schalter/internal/delivery/outbound"
	"schalter/internal/job"
	"schalter/internal/mail/dkim"
	"schalter/internal/mail/imap"
	"schalter/internal/mail/inlet"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/token"
	"schalter/internal/vault"
)

// openGateway opens the S/MIME gateway. Without an address it is switched off: mails wait as without a mail server, and the mails that it
// holds can still be read.
func (a *app) openGateway(context.Context) error {
	o := delivery.Options{
		DB: a.db, Vault: a.vault, Keys: smimeKeys{a.platform}, Tokens: tokens{a.platform}, MAC: a.platform, Cases: cases{a.postbox},
		Channels: channels{a.organisations, competence{a.directory}}, Blobs: a.blobs, Address: a.cfg.GatewayWire(), Name: "Schalter",
		Sentence: graph.GatewaySentence, Log: a.log,
	}
	if a.gatewayURL != "" && a.cfg.GatewayAddress != "" {
		client, err := relay.New(relay.Config{URL: a.gatewayURL, Hello: domainOf(a.cfg.GatewayWire())})
		if err != nil {
			return err
		}
		o.Transport = client
	}
	if a.cfg.DKIMKey != "" {
		signer, err := openDKIM(domainOf(a.cfg.GatewayWire()), a.cfg.DKIMSelector, a.cfg.DKIMKey)
		if err != nil {
			return err
		}
		o.DomainSigner, a.domainSigner = signer, signer
	}
	shared := delivery.NewShared(o)
	a.outbound = outbound.New(shared)
	a.inbound = inbound.New(shared, a.outbound)
	a.outbound.Held = a.inbound
	a.postbox.UseGateway(directions{a.outbound, a.inbound})
	a.wireOrganisations()
	return nil
}

func domainOf(address string) string {
	_, domain, _ := strings.Cut(address, "@")
	return domain
}

func openDKIM(domain, selector, private string) (*dkim.Signer, error) {
	block, _ := pem.Decode([]byte(private))
	if block == nil {
		return nil, errors.New("SCHALTER_DKIM_KEY is no PEM")
	}
	key, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	if err != nil {
		return nil, errors.New("SCHALTER_DKIM_KEY is no private key in PKCS #8")
	}
	switch k := key.(type) {
	case *rsa.PrivateKey:
		return dkim.New(domain, dkim.Key{Selector: selector, Signer: k})
	case ed25519.PrivateKey:
		return dkim.New(domain, dkim.Key{Selector: selector, Signer: crypto.Signer(k)})
	}
	return nil, errors.New("SCHALTER_DKIM_KEY: want RSA or Ed25519")
}

// smimeKeys gives the gateway the platform's keys.
type smimeKeys struct{ platform *vault.Platform }

func (k smimeKeys) SMIME() []delivery.KeyPair {
	var pairs []delivery.KeyPair
	for _, p := range k.platform.SMIME() {
		pairs = append(pairs, delivery.KeyPair{ID: p.ID, Key: p.Signer, Certificate: p.Certificate, Chain: p.Chain})
	}
	return pairs
}

// tokens issues mail tokens with the platform's current key and accepts those of all its keys.
type tokens struct{ platform *vault.Platform }

func (t tokens) keys() (*token.Keys, error) {
	current, all := t.platform.MACs(vault.MailToken)
	keys := make(map[uint8][]byte, len(all))
	for number, key := range all {
		keys[number] = key[:]
	}
	return token.NewKeys(keys, current)
}

func (t tokens) Issue(kind token.Kind, id [16]byte) string {
	keys, err := t.keys()
	if err != nil {
		panic("the platform has no key for mail tokens: " + err.Error())
	}
	return keys.Issue(kind, id)
}

func (t tokens) Parse(s string) (token.Kind, [16]byte, error) {
	keys, err := t.keys()
	if err != nil {
		return 0, [16]byte{}, err
	}
	return keys.Parse(s)
}

// stampRound is how often the log checks whether a time stamp is due.
const stampRound = time.Hour

func (a *app) registerGateway() {
	a.jobs.Sweep(job.Sweep{Kind: "sweep.log", Every: stampRound, Run: a.treelog.Sweep})
	a.outbound.RegisterJobs(a.jobs)
	a.inbound.RegisterJobs(a.jobs)
}

// openInlet listens for answers, where the settings say; nil where they do not.
func (a *app) openInlet() (net.Listener, error) {
	if a.cfg.LMTPAddr == "" {
		return nil, nil
	}
	l, err := net.Listen("tcp", a.cfg.LMTPAddr)
	if err != nil {
		return nil, fmt.Errorf("LMTP: %w", err)
	}
	return l, nil
}

// takeMail takes answers until ctx ends: by LMTP, and from a mailbox where one is configured.
func (a *app) takeMail(ctx context.Context, listener net.Listener) {
	var work sync.WaitGroup
	defer work.Wait()
	if listener != nil {
		work.Go(func() { a.serveInlet(ctx, listener) })
	}
	if a.cfg.IMAPURL != "" {
		work.Go(func() { a.fetchMail(ctx) })
	}
}

func (a *app) serveInlet(ctx context.Context, listener net.Listener) {
	server := inlet.New(inlet.Config{LMTP: true, Domain: domainOf(a.cfg.GatewayWire())}, a.inbound, a.log)
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), stopTime/2)
		defer cancel()
		_ = server.Shutdown(ending)
	})
	if err := server.Serve(listener); err != nil && ctx.Err() == nil {
		a.log.ErrorContext(ctx, "the inlet stopped", "error", err)
	}
	if !stop() {
		<-stopped
	}
}

// fetchPause is how long the gateway waits after a failure before it fetches from a mailbox again.
const fetchPause = time.Minute

func (a *app) fetchMail(ctx context.Context) {
	client, err := imap.New(imap.Config{URL: a.cfg.IMAPURL, Done: ""}, a.inbound, a.log)
	for err == nil && ctx.Err() == nil {
		if failed := client.Run(ctx); failed != nil && ctx.Err() == nil {
			a.log.WarnContext(ctx, "the gateway's mailbox cannot be read", "error", failed)
		}
		select {
		case <-ctx.Done():
		case <-time.After(fetchPause):
		}
	}
	if err != nil {
		a.log.ErrorContext(ctx, "the gateway's mailbox is not configured rightly", "error", err)
	}
}
