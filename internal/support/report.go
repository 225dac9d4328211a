package support

import (
	"context"
	"fmt"
	"net/netip"
	"time"

	"schalter/ent/ticket"
	"schalter/ent/ticketentry"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/mail"
	"schalter/internal/store"
)

// Directory names what a report is about; what it does not know has no name.
type Directory interface {
	RegionName(ars string) string
	ServiceName(serviceID, locale string) string
	AuthorityName(authorityID string) string
}

const (
	// MaxReport bounds what is written in a report.
	MaxReport = 2_000
	// reportsPerNetwork is how many reports one network may make in an hour, reportsPerDay how many all may together.
	reportsPerNetwork = 10
	reportsPerDay     = 300
)

// CompetenceReportInput says that an assignment in the directory is wrong (input CompetenceReportInput of the contract).
type CompetenceReportInput struct {
	ARS         string
	ServiceID   string
	AuthorityID *string
	Comment     string
	Email       *string
}

// Validate brings the texts into their form and refuses what cannot be one.
func (in *CompetenceReportInput) Validate() error {
	var ps errs.Problems
	checkText(&ps, &in.Comment, MaxReport, latin.Text, "comment")
	if in.Email != nil {
		address, err := mail.ParseAddress(*in.Email)
		if err != nil {
			ps.Add(errs.InvalidValue, "email")
		}
		in.Email = &address
	}
	return ps.Err()
}

// ReportCompetence tells editors that an assignment in the directory seems to be wrong. Anybody may; who that is, is not kept. With an address
// the editors can ask back. The same words about the same assignment open one ticket. Refusals: MISSING where the directory does not have the
// place, the service or the authority, RATE_LIMITED.
func (s *Service) ReportCompetence(ctx context.Context, in CompetenceReportInput, from netip.Addr) (err error) {
	defer errs.Wrap(&err, "support.ReportCompetence")
	if err := in.Validate(); err != nil {
		return err
	}
	if in.Email != nil && s.ours(*in.Email) {
		return errs.RefuseText(errs.InvalidValue, "ticket_own_address", nil, "email")
	}
	report, err := s.reportOf(in)
	if err != nil {
		return err
	}
	return s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		known, err := tx.Ticket.Query().Where(ticket.UniqueKey(s.hash("report", report.Key))).Exist(ctx)
		if err != nil || known {
			return err
		}
		if err := s.limitReports(ctx, tx, from); err != nil {
			return err
		}
		return s.OpenReport(ctx, tx, report)
	})
}

// reportOf is what editors read of a report.
func (s *Service) reportOf(in CompetenceReportInput) (Report, error) {
	place, authority := s.Directory.RegionName(in.ARS), ""
	var ps errs.Problems
	if place == "" {
		ps.Add(errs.Missing, "ars")
	}
	if s.Directory.ServiceName(in.ServiceID, "de") == "" {
		ps.Add(errs.Missing, "serviceId")
	}
	if in.AuthorityID != nil {
		if authority = s.Directory.AuthorityName(*in.AuthorityID); authority == "" {
			ps.Add(errs.Missing, "authorityId")
		}
	}
	if err := ps.Err(); err != nil {
		return Report{}, err
	}
	words := func(locale, text, none string) string {
		shown := authority
		if shown == "" {
			shown = none
		}
		return fmt.Sprintf(text, s.Directory.ServiceName(in.ServiceID, locale), place, in.ARS, shown, in.Comment)
	}
	return Report{
		Key: fmt.Sprintf("competence|%s|%s|%s|%s|%s", in.ARS, in.ServiceID, valueOf(in.AuthorityID), valueOf(in.Email), in.Comment),
		Subject: Text{
			German:  "Zuständigkeit gemeldet: " + s.Directory.ServiceName(in.ServiceID, "de") + ", " + place,
			English: "Competence reported: " + s.Directory.ServiceName(in.ServiceID, "en") + ", " + place,
		},
		First: Text{
			German:  words("de", "Jemand hält eine Zuordnung im Verzeichnis für falsch.\n\nLeistung: %s\nOrt: %s (%s)\nGenannte Behörde: %s\n\nWas dazu geschrieben wurde:\n\n%s", "keine"),
			English: words("en", "Somebody thinks that an assignment in the directory is wrong.\n\nService: %s\nPlace: %s (%s)\nAuthority shown: %s\n\nWhat was written about it:\n\n%s", "none"),
		},
		Email: valueOf(in.Email),
	}, nil
}

// limitReports bounds what one network reports in an hour, and all together in a day. A report that is refused does not count: the count is
// rolled back with it.
func (s *Service) limitReports(ctx context.Context, tx *store.Tx, from netip.Addr) error {
	perNetwork := s.ReportsPerNetwork
	if perNetwork == 0 {
		perNetwork = reportsPerNetwork
	}
	type limit struct {
		who    string
		most   int
		window time.Duration
	}
	limits := []limit{{"all", max(reportsPerDay, perNetwork), 24 * time.Hour}}
	for _, source := range store.SourcesOf(from) {
		limits = append(limits, limit{source.Who, source.Share * perNetwork, time.Hour})
	}
	for _, l := range limits {
		counter := "ticket-report|" + hexOf(s.hash("report-limit", l.who))
		n, err := tx.Count(ctx, counter, l.window)
		if err != nil {
			return err
		}
		if n <= l.most {
			continue
		}
		until, err := tx.CountedUntil(ctx, counter)
		if err != nil {
			return err
		}
		german, english := clock.Moment(until, tx.Now)
		return errs.Told(errs.RateLimited, "Es wurde gerade sehr viel gemeldet. Ab "+german+" geht es wieder.",
			"Very much was reported just now. It is possible again from "+english+".")
	}
	return nil
}

// Report is an assignment in the directory that seems to be wrong. It belongs to no organisation; editors and operators see it.
type Report struct {
	// Key names what is reported: the same key opens one ticket.
	Key            string
	Subject, First Text
	// Email is where editors may ask back; empty where nobody gave one.
	Email string
}

// OpenReport opens the ticket of a report, in the transaction that made it necessary. Nobody is mailed: editors find it in their list.
func (s *Service) OpenReport(ctx context.Context, tx *store.Tx, in Report) (err error) {
	defer errs.Wrap(&err, "support.OpenReport")
	ctx = system(ctx)
	unique := s.hash("report", in.Key)
	known, err := tx.Ticket.Query().Where(ticket.UniqueKey(unique)).Exist(ctx)
	if err != nil || known {
		return err
	}
	requester := s.Platform
	if in.Email != "" {
		requester = in.Email
	}
	t, key, err := s.create(ctx, tx, newTicket{
		kind: ticket.KindDIRECTORY, uniqueKey: unique,
		content: sealedTicket{Subject: cut(in.Subject.German, MaxSubject), English: cut(in.Subject.English, MaxSubject), Requester: requester},
	})
	if err != nil {
		return err
	}
	if in.Email != "" {
		if _, err := s.addParticipant(ctx, tx, t, key, newParticipant{role: Requester, name: in.Email, email: in.Email}); err != nil {
			return err
		}
	}
	_, err = s.addEntry(ctx, tx, t, key, newEntry{
		kind: ticketentry.KindPLATFORM, content: sealedEntry{Author: s.Platform, Body: in.First.German, English: in.First.English}, event: platformNotes, quiet: true,
	})
	return err
}
