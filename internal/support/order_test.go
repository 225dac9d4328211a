package support_test

import (
	"bytes"
	"context"
	"strings"
	"testing"

	"schalter/internal/store"
	"schalter/internal/support"
	"schalter/internal/viewer"
)

// order opens the ticket of an order with two contacts.
func (d *desk) order(orderID string) (ticketID string) {
	d.t.Helper()
	d.inTx(func(ctx context.Context, tx *store.Tx) (err error) {
		ticketID, _, err = d.OpenForOrder(ctx, tx, support.OrderTicket{
			OrderID: orderID, OrganisationID: hill, RequesterID: "acc_buyer", Subject: support.Text{German: "Gewerbe", English: "Trade"},
			First: support.Text{German: "Eingegangen", English: "Arrived"}, Participants: []support.ParticipantInput{
				{Role: support.Copy, Name: "Frieda", Email: "frieda@hill.example"}, {Role: support.Copy, Name: "Theo", Email: "theo@hill.example"},
				{Role: support.Copy, Name: "Berta", Email: "Buyer@hill.example"},
			},
		})
		return err
	})
	return ticketID
}

func (d *desk) inTx(fn func(ctx context.Context, tx *store.Tx) error) {
	d.t.Helper()
	if err := d.DB.Tx(viewer.System(context.Background(), "test"), fn); err != nil {
		d.t.Fatal(err)
	}
}

func TestF7WhatIsToldOfAnOrderComesWithItsFiles(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		ticketID := d.order("ord_1")
		contract := append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte{0, 1, 2, 250}, 40_000)...)
		tell := func(ctx context.Context, tx *store.Tx) error {
			return d.AddNote(ctx, tx, support.Note{
				OrderID: "ord_1", Key: "release", Body: support.Text{German: "Freigegeben", English: "Released"},
				Files: []support.NoteFile{{Name: "Vertrag Gewerbe.pdf", MediaType: "application/pdf", Content: contract}},
			})
		}
		d.inTx(tell)
		// The same again is there once, and so are its files.
		d.inTx(tell)
		for _, to := range []string{"buyer@hill.example", "frieda@hill.example", "theo@hill.example"} {
			_, read := d.last(to)
			if len(read.Attachments) != 1 || read.Attachments[0].Name != "Vertrag Gewerbe.pdf" || read.Attachments[0].MediaType != "application/pdf" || !bytes.Equal(read.Attachments[0].Content, contract) {
				t.Errorf("%s: got %d files", to, len(read.Attachments))
			}
			if !strings.Contains(read.Text, "Freigegeben") || !strings.Contains(read.Text, "hängen an dieser Mail") {
				t.Errorf("%s: got %q", to, read.Text)
			}
		}
		entries := d.entries(buyer(), ticketID)
		if len(entries) != 2 {
			t.Fatalf("got %d entries", len(entries))
		}
		files, err := d.FilesOf(buyer(), entries)
		if err != nil || len(files[1]) != 1 {
			t.Fatalf("got %+v, %v", files, err)
		}
		shown, content, err := d.OpenFile(buyer(), files[1][0].ID)
		if err != nil || shown.Filename != "Vertrag Gewerbe.pdf" || !bytes.Equal(content, contract) {
			t.Errorf("got %+v, %v", shown, err)
		}
		if _, _, err := d.OpenFile(stranger(), files[1][0].ID); err == nil {
			t.Error("a stranger reads the contract")
		}
	})
}

func TestContactsOfAnOrderLeaveAndComeIntoItsTicket(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, d *desk) {
		ticketID := d.order("ord_1")
		d.invite(ticketID, support.Vendor, "maker@vendor.example")
		d.inTx(func(ctx context.Context, tx *store.Tx) error {
			return d.ReplaceInOrder(ctx, tx, "ord_1", []string{"FRIEDA@hill.example", "theo@hill.example", "maker@vendor.example"}, []support.ParticipantInput{
				{Role: support.Copy, Name: "Theo", Email: "theo@hill.example"}, {Role: support.Copy, Name: "Neu", Email: "neu@hill.example"},
				{Role: support.Copy, Name: "Berta", Email: "Buyer@hill.example"},
			})
		})
		for email, stays := range map[string]bool{"frieda@hill.example": false, "theo@hill.example": true, "neu@hill.example": true, "maker@vendor.example": true, "": true,
			// Who takes part by an account gets the mails already.
			"Buyer@hill.example": false,
		} {
			if there := d.participant(ticketID, email) != nil; there != stays {
				t.Errorf("%q takes part: got %v", email, there)
			}
		}
	})
}
