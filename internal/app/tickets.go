package app

import (
	"context"
	"schalter/internal/id"
	"schalter/internal/mail/token"
	"strings"

	"schalter/internal/mail/mime"
	"schalter/internal/mail/relay"
	"schalter/internal/notify"
	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/support"
	"schalter/internal/viewer"
	"schalter/internal/web"
)

// openTickets opens the tickets. Their mails go out from the platform's own address; answers come in where the gateway's do, by
// addresses of the gateway's domain.
func (a *app) openTickets(context.Context) error {
	o := support.Options{
		DB: a.db, Vault: a.vault, MAC: a.platform, Tokens: tokens{a.platform}, People: a.people, Organisations: ticketOrganisations{a.organisations},
		Blobs: a.blobs, Inspector: inspector{a.scanner()}, From: a.cfg.MailFrom, Platform: "Schalter", BaseURL: a.cfg.BaseURL, Log: a.log,
	}
	o.Directory = competence{a.directory}
	if a.cfg.Demo {
		// Everybody who tries the demo, and every test, is on the same network.
		o.ReportsPerNetwork = 100_000
	}
	if a.domainSigner != nil {
		o.DomainSigner = a.domainSigner
	}
	if a.cfg.GatewayAddress != "" && (a.cfg.LMTPAddr != "" || a.cfg.IMAPURL != "") {
		o.Domain = domainOf(a.cfg.GatewayWire())
	}
	switch {
	case a.cfg.SMTPURL != "":
		client, err := relay.New(relay.Config{URL: a.cfg.SMTPURL, Hello: domainOf(a.cfg.MailFrom)})
		if err != nil {
			return err
		}
		o.Transport = client
	case a.cfg.Demo:
		o.Transport = trayTransport{a.db, a.mailer}
	}
	o.Returned = map[token.Kind]func(context.Context, *store.Tx, [16]byte, relay.Cause) error{
		token.NoticeBounce: func(ctx context.Context, tx *store.Tx, bits [16]byte, _ relay.Cause) error {
			return a.mailer.Returned(ctx, tx, token.ID(id.Mail, bits))
		},
	}
	a.tickets = support.New(o)
	a.inbound.Other = a.tickets
	return nil
}

// ticketOrganisations answers the tickets with the organisations.
type ticketOrganisations struct{ organisations *organisation.Service }

func (t ticketOrganisations) Find(organisationID string) (foundID, name string, ok bool) {
	o := t.organisations.Organisation(organisationID)
	if o == nil {
		return "", "", false
	}
	return o.ID, o.Name, true
}

func (t ticketOrganisations) InMarket(ctx context.Context, tx *store.Tx, organisationID, accountID string) (bool, error) {
	return t.organisations.InMarket(ctx, tx, organisationID, accountID)
}

// trayTransport puts a mail into the demo's tray, where it is read. The tray shows no fields: where an answer goes stands below.
type trayTransport struct {
	db     *store.DB
	mailer *notify.Mailer
}

func (t trayTransport) Send(ctx context.Context, m relay.Message) (relay.Accepted, error) {
	read, err := mime.Parse(m.Body, mime.Limits{})
	if err != nil {
		return relay.Accepted{}, err
	}
	head, err := mime.ReadEntity(m.Body, mime.Limits{})
	if err != nil {
		return relay.Accepted{}, err
	}
	if to := strings.Trim(head.Field("Reply-To"), "<>"); to != "" {
		read.Text += "\n\nReply-To: " + to
	}
	err = t.db.Tx(viewer.System(ctx, "tray"), func(ctx context.Context, tx *store.Tx) error {
		return t.mailer.Queue(ctx, tx, notify.Mail{To: m.To, Subject: read.Subject, Text: read.Text, Locale: "DE"})
	})
	return relay.Accepted{}, err
}

// ticketFiles answers HTTP with the files of tickets.
type ticketFiles struct{ tickets *support.Service }

func (t ticketFiles) Open(ctx context.Context, fileID string) (*web.WholeFile, error) {
	f, content, err := t.tickets.OpenFile(ctx, fileID)
	if err != nil {
		return nil, err
	}
	return &web.WholeFile{Content: content, Filename: f.Filename, MediaType: *f.MediaType}, nil
}

func (t ticketFiles) CheckTicket(v *viewer.Viewer, fileID, ticket string) error {
	return t.tickets.CheckTicket(v, fileID, ticket)
}
