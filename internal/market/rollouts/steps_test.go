package rollouts_test

import (
	"context"
	"fmt"
	"time"

	"schalter/internal/market/catalogue"
	"schalter/internal/market/rollouts"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

func of[T any](v T) *T { return &v }

func (s *site) key() string { s.keys++; return fmt.Sprint("key-", s.keys) }

var tasks = []*catalogue.OfferingTask{
	{Key: "vertrag", Kind: catalogue.TaskContract, Responsible: catalogue.DoneByPlatform},
	{Key: "hersteller", Kind: catalogue.TaskVendorInformed, Responsible: catalogue.DoneByPlatform},
	{Key: "stelle", Kind: catalogue.TaskOther, Responsible: catalogue.DoneByMunicipality, Guide: &catalogue.Guide{Title: "Stelle prüfen", URL: "https://hilfe.example/stelle"}},
	{Key: "zustellpunkt", Kind: catalogue.TaskOther, Responsible: catalogue.DoneByITProvider},
	{Key: "einrichten", Kind: catalogue.TaskSetup, Responsible: catalogue.DoneByVendor},
	{Key: "test", Kind: catalogue.TaskTest, Responsible: catalogue.DoneByMunicipality},
	{Key: "live", Kind: catalogue.TaskLive, Responsible: catalogue.DoneByMunicipality},
	{Key: "link", Kind: catalogue.TaskPortalLink, Responsible: catalogue.DoneByMunicipality},
	{Key: "geprueft", Kind: catalogue.TaskLinkVerified, Responsible: catalogue.DoneByPlatform},
}

// offering is one that has two services, or those given.
func (s *site) offering(slug string, serviceIDs ...string) *catalogue.Offering {
	s.t.Helper()
	if serviceIDs == nil {
		serviceIDs = []string{housing, business}
	}
	var labels []*catalogue.OfferingLabel
	for _, t := range tasks {
		labels = append(labels, &catalogue.OfferingLabel{Key: t.Key, Text: "Schritt " + t.Key})
	}
	labels = append(labels, &catalogue.OfferingLabel{Key: "gemeindename", Text: "Name der Gemeinde"}, &catalogue.OfferingLabel{Key: "postfach", Text: "Postfach-ID"})
	text := func(l catalogue.Locale, name string) *catalogue.OfferingText {
		return &catalogue.OfferingText{Locale: l, Name: name, Summary: "Kurz.", Description: "Lang.", Labels: labels}
	}
	o, err := s.sheets.SaveOffering(operator(), catalogue.OfferingSaveInput{
		Slug: slug, State: catalogue.Orderable, Kind: catalogue.EfA, Texts: []*catalogue.OfferingText{text("DE", "Wohngeld digital"), text("EN", "Housing benefit online")},
		ServiceIDs: serviceIDs, ProviderID: "org_ministry", CostClass: catalogue.Free, Eligible: []catalogue.OrganisationKind{"GEMEINDE"},
		CitizenSupport: catalogue.ByMunicipality, Parameters: []*catalogue.OfferingParameter{{Key: "gemeindename", Required: true}, {Key: "postfach"}}, Tasks: tasks,
		Contacts: []*catalogue.OfferingContact{{Name: "Team", Email: "team@ministerium.example", Role: "Fragen"}},
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return o
}

// order is an order of the town, as its release has it.
func (s *site) order(o *catalogue.Offering, orderID string) rollouts.Beginning {
	return rollouts.Beginning{
		OrderID: orderID, Reference: "B-" + orderID, OrganisationID: town, OrderedByID: town, OfferingID: o.ID, OfferingVersionID: o.Current.ID,
		VendorID: of(vendor), ITProviderID: of(it), ProcedureVersion: of("12.3"), WishedOn: of("2026-05-04"), TicketID: "tkt_" + orderID,
		SubjectContact:   &rollouts.ContactPerson{Name: "Sabine Fach", Email: "fach@bamberg.example", Phone: of("0951 870")},
		TechnicalContact: &rollouts.ContactPerson{Name: "Timo Technik", Email: "it@bamberg.example"},
		Parameters:       map[string]string{"gemeindename": "Bamberg", "former": "x"},
	}
}

func (s *site) in(fn func(context.Context, *store.Tx) error) error {
	return s.DB.Tx(viewer.System(context.Background(), "test"), fn)
}

// begin makes a rollout.
func (s *site) begin(in rollouts.Beginning) string {
	s.t.Helper()
	s.Clock.Advance(time.Second)
	var rolloutID string
	if err := s.in(func(ctx context.Context, tx *store.Tx) (err error) { rolloutID, err = s.Begin(ctx, tx, in); return err }); err != nil {
		s.t.Fatal(err)
	}
	return rolloutID
}

// contract tells what became of the contract of an order.
func (s *site) contract(orderID string, told func(context.Context, *store.Tx, string) error) {
	s.t.Helper()
	if err := s.in(func(ctx context.Context, tx *store.Tx) error { return told(ctx, tx, orderID) }); err != nil {
		s.t.Fatal(err)
	}
}

// run runs what is due.
func (s *site) run() {
	s.t.Helper()
	if err := s.runner.RunDue(context.Background()); err != nil {
		s.t.Fatal(err)
	}
}

// effective is a rollout whose contract is effective and whose mails went out.
func (s *site) effective(o *catalogue.Offering, orderID string) string {
	s.t.Helper()
	rolloutID := s.begin(s.order(o, orderID))
	s.contract(orderID, s.ContractEffective)
	s.run()
	return rolloutID
}

func (s *site) set(ctx context.Context, rolloutID, key string, state rollouts.RolloutTaskState, reason string) error {
	s.t.Helper()
	t := s.tasksOf(operator(), rolloutID)[key]
	in := rollouts.TaskSetting{TaskID: t.ID, ExpectedVersion: t.Version, State: state}
	if reason != "" {
		in.Reason = &reason
	}
	_, _, err := s.SetTask(ctx, in)
	return err
}

// mustSet sets a task as the buyer.
func (s *site) mustSet(rolloutID, key string, state rollouts.RolloutTaskState) {
	s.t.Helper()
	if err := s.set(buyer(), rolloutID, key, state, ""); err != nil {
		s.t.Fatal(err)
	}
}

func (s *site) report(ctx context.Context, rolloutID, serviceID, url string) error {
	_, err := s.ReportLink(ctx, rollouts.LinkReport{RolloutID: rolloutID, ServiceID: serviceID, URL: url, IdempotencyKey: s.key()})
	return err
}

// live is a rollout of the town that is live.
func (s *site) live(o *catalogue.Offering, orderID string) string {
	s.t.Helper()
	rolloutID := s.effective(o, orderID)
	s.mustSet(rolloutID, "live", rollouts.TaskDone)
	for _, serviceID := range o.Current.ServiceIDs {
		if err := s.report(buyer(), rolloutID, serviceID, "https://bayernportal.example/"+orderID); err != nil {
			s.t.Fatal(err)
		}
	}
	s.run()
	return rolloutID
}
