package support_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"schalter/internal/id"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/token"
	"schalter/internal/store"
	"schalter/internal/support"
)

func TestF40WhatTheMunicipalityAnswersByMailInTheTicketOfAnOrderIsPassedOn(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		var answers []string
		d.Answered = func(_ context.Context, _ *store.Tx, a support.Answer) error {
			if !id.Is(id.TicketEntry, a.EntryID) {
				t.Errorf("entry %q", a.EntryID)
			}
			answers = append(answers, a.OrderID+": "+a.Text)
			return nil
		}
		err := d.DB.Tx(context.Background(), func(ctx context.Context, tx *store.Tx) error {
			_, _, err := d.OpenForOrder(ctx, tx, support.OrderTicket{
				OrderID: "ord_1", OrganisationID: hill, RequesterID: "acc_buyer", Subject: support.Text{German: "Bestellung", English: "Order"},
				First: support.Text{German: "Danke.", English: "Thank you."}, Participants: []support.ParticipantInput{
					{Role: support.Copy, Name: "Kontakt", Email: "kontakt@hill.example"}, {Role: support.Vendor, Name: "Hersteller", Email: "vendor@it.example"},
				},
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		question := d.ask()
		d.invite(question.ID, support.Copy, "frage@hill.example")
		d.reply(operator(), question.ID, "Hallo?")
		d.run()
		link := "https://bayernportal.example/wohngeld"
		d.answers("kontakt@hill.example", "Hier: "+link)
		d.answers("buyer@hill.example", "Der Link folgt.")
		d.answers("vendor@it.example", "Unser Link: "+link)
		d.answers("frage@hill.example", "Kein Auftrag: "+link)
		m, _ := d.last("kontakt@hill.example")
		to := strings.Trim(field(t, m.Body, "Reply-To"), "<>")
		d.arrive("fremd@evil.example", to, answer{from: "fremd@evil.example", text: "https://evil.example/x"}.raw(to))
		if got, want := fmt.Sprint(answers), "[ord_1: Hier: "+link+" ord_1: Der Link folgt.]"; got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
}

func TestF44AMailOfAnotherDomainThatCameBackIsPassedOn(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		tokens, err := token.NewKeys(map[uint8][]byte{1: bytes.Repeat([]byte{7}, token.MinKey)}, 1)
		if err != nil {
			t.Fatal(err)
		}
		mailID := id.New(id.VendorMail, d.Clock.Now())
		bits, err := token.Bytes(mailID)
		if err != nil {
			t.Fatal(err)
		}
		address := token.BounceAddress(tokens.Issue(token.VendorBounce, bits), domain)
		if d.Recipient(address) {
			t.Error("an address of nobody's is taken")
		}
		var returned []string
		d.Returned = map[token.Kind]func(context.Context, *store.Tx, [16]byte, relay.Cause) error{token.VendorBounce: func(_ context.Context, _ *store.Tx, of [16]byte, cause relay.Cause) error {
			returned = append(returned, fmt.Sprint(of == bits, cause))
			return nil
		}}
		if !d.Recipient(address) {
			t.Error("the address is not taken")
		}
		d.arrive("", address, dsn("delayed", "4.4.1", "vendor@it.example"))
		d.arrive("", address, []byte("From: jemand@it.example\r\nSubject: Hallo\r\n\r\nWer ist da?\r\n"))
		d.arrive("", address, dsn("failed", "5.1.1", "vendor@it.example"))
		d.arrive("", address, dsn("failed", "5.1.1", "vendor@it.example"))
		if got := fmt.Sprint(returned); got != "[trueUNKNOWN_MAILBOX]" {
			t.Errorf("got %s", got)
		}
	})
}
