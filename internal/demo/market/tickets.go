//go:build demo

package market

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"time"

	"schalter/internal/market/catalogue"
	"schalter/internal/support"
)

//go:embed tickets.json
var ticketFiles embed.FS

// ticketsFile is tickets.json.
type ticketsFile struct {
	Demo          bool
	Tickets       []ticketFile
	CannedAnswers []cannedFile
}

type ticketFile struct {
	Key, Kind, State, Buyer, Requester, Subject, Offering string
	OpenedMinutesAgo                                      int
	Participants                                          []struct{ Role, Organisation, Name, Email string }
	Entries                                               []struct {
		By, Body         string
		AfterMinutes     int
		ByMail, Internal bool
	}
}

type cannedFile struct {
	Key   string
	Texts []struct{ Locale, Title, Body string }
}

// FillTickets writes the tickets of the buyers whose organisations are named, each once, and the canned answers. operator is who answers
// in them. orderOf is the order of a buyer for an offering, by its slug: a ticket of an order that is not there is a question about the offering.
func FillTickets(ctx context.Context, tickets *support.Service, buyers map[string]string, orderOf func(buyer, offering string) *string, operator string, now time.Time) error {
	list, answers, err := readTickets(ticketFiles, buyers, orderOf, operator, now)
	if err != nil {
		return err
	}
	return tickets.Seed(ctx, list, answers)
}

func readTickets(in fs.FS, buyers map[string]string, orderOf func(buyer, offering string) *string, operator string, now time.Time) (list []support.SeededTicket, answers []support.CannedAnswer, err error) {
	var f ticketsFile
	if err := decode(in, "tickets.json", &f); err != nil {
		return nil, nil, err
	}
	for _, t := range f.Tickets {
		if buyers[t.Buyer] != "" {
			seeded := t.seeded(buyers[t.Buyer], operator, now)
			if t.Kind == string(support.OfOrder) {
				seeded.OrderID = orderOf(t.Buyer, t.Offering)
			}
			list = append(list, seeded)
		}
	}
	for _, c := range f.CannedAnswers {
		var a support.CannedAnswer
		for _, text := range c.Texts {
			switch text.Locale {
			case "DE":
				a.TitleDe, a.BodyDe = text.Title, text.Body
			case "EN":
				a.TitleEn, a.BodyEn = text.Title, text.Body
			}
		}
		if a.TitleDe == "" || a.TitleEn == "" {
			return nil, nil, fmt.Errorf("canned answer %s: a language is missing", c.Key)
		}
		answers = append(answers, a)
	}
	return list, answers, nil
}

func (t ticketFile) seeded(organisationID, operator string, now time.Time) support.SeededTicket {
	opened := now.Add(-time.Duration(t.OpenedMinutesAgo) * time.Minute)
	seeded := support.SeededTicket{
		Key: t.Key, OrganisationID: organisationID, Subject: t.Subject, Requester: t.Requester, State: support.TicketState(t.State), OpenedAt: opened,
	}
	if t.Offering != "" {
		offeringID := catalogue.OfferingIDOf(t.Offering)
		seeded.OfferingID = &offeringID
	}
	vendor := ""
	for _, p := range t.Participants {
		in := support.ParticipantInput{Role: support.TicketRole(p.Role), Name: p.Name, Email: p.Email}
		if p.Organisation != "" {
			partnerID := OrganisationID(p.Organisation)
			in.OrganisationID = &partnerID
		}
		if p.Role == "VENDOR" {
			vendor = p.Name
		}
		seeded.Participants = append(seeded.Participants, in)
	}
	for _, e := range t.Entries {
		entry := support.SeededEntry{At: opened.Add(time.Duration(e.AfterMinutes) * time.Minute), Internal: e.Internal, ByMail: e.ByMail, Body: e.Body}
		switch e.By {
		case "OPERATOR":
			entry.Operator, entry.Author = true, operator
		case "VENDOR":
			entry.Author = vendor
		}
		seeded.Entries = append(seeded.Entries, entry)
	}
	return seeded
}
