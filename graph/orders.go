package graph

import (
	"context"

	"schalter/graph/model"
	"schalter/internal/id"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/contracts"
	"schalter/internal/market/orders"
	"schalter/internal/market/rollouts"
	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/support"
)

// ordersDomain is what organisations take over.
var ordersDomain = domain{
	nodes: map[id.Kind]node{
		id.Order: privateNode("Order", func(ctx context.Context, r *Resolver, nodeID string) (*orders.Order, error) {
			return r.Orders.Order(ctx, nodeID)
		}),
	},
	texts: []map[string]text{orderTexts},
	sizes: map[string]int{
		// A union has some members; most who order have themselves alone.
		"Offering.orderableFor":             10,
		"Order.parameters":                  20,
		"Order.missing":                     10,
		"OrderSaveForMembersPayload.orders": 20,
	},
}

func orderContact(c *organisation.ContactPersonInput) *orders.Contact { return (*orders.Contact)(c) }

func orderSaving(in model.OrderSaveInput) orders.Saving {
	return orders.Saving{
		OrderID: in.OrderID.Value(), ExpectedVersion: in.ExpectedVersion.Value(), OfferingID: in.OfferingID, OrganisationID: in.OrganisationID,
		OnBehalfOfID: in.OnBehalfOfID.Value(), UnitID: in.UnitID.Value(), IdempotencyKey: valueOrZero(in.IdempotencyKey.Value()),
		Wish: orders.Wish{
			AlreadyInUse: in.AlreadyInUse, PortalURL: in.PortalURL.Value(), Subject: orderContact(in.SubjectContact.Value()),
			Technical: orderContact(in.TechnicalContact.Value()), VendorID: in.VendorID.Value(), ITProviderID: in.ItProviderID.Value(),
			ProcedureID: in.ProcedureID.Value(), ProcedureVersion: in.ProcedureVersion.Value(), WishedOn: in.WishedOn.Value(), Note: in.Note.Value(),
			Parameters: in.Parameters.Value(),
		},
	}
}

func orderSavingForMembers(in model.OrderSaveForMembersInput) orders.SavingForMembers {
	return orders.SavingForMembers{
		OfferingID: in.OfferingID, OrganisationID: in.OrganisationID, OnBehalfOfIDs: in.OnBehalfOfIds, IdempotencyKey: in.IdempotencyKey,
		Wish: orders.Wish{
			AlreadyInUse: in.AlreadyInUse, Subject: orderContact(in.SubjectContact.Value()), Technical: orderContact(in.TechnicalContact.Value()),
			VendorID: in.VendorID.Value(), ITProviderID: in.ItProviderID.Value(), ProcedureID: in.ProcedureID.Value(),
			ProcedureVersion: in.ProcedureVersion.Value(), WishedOn: in.WishedOn.Value(), Note: in.Note.Value(),
		},
	}
}

// orderPlaces are for whom the viewer could order each offering; their orders are read together with those of the others.
func (r *Resolver) orderPlaces(ctx context.Context, offerings []*catalogue.Offering) ([][]*orders.OrderPlace, error) {
	lists, err := r.Orders.PlacesOf(ctx, offerings)
	var there []*orders.Order
	for _, list := range lists {
		for _, p := range list {
			if p.Order != nil {
				there = append(there, p.Order)
			}
		}
	}
	groupForBatch(ctx, there)
	return lists, err
}

// orderTickets are the tickets of orders, as far as the viewer may see them.
func (r *Resolver) orderTickets(ctx context.Context, list []*orders.Order) ([]*support.Ticket, error) {
	var ids []string
	for _, o := range list {
		if o.TicketID != nil {
			ids = append(ids, *o.TicketID)
		}
	}
	found, err := r.Tickets.TicketsByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	tickets := make([]*support.Ticket, len(list))
	var there []*support.Ticket
	for i, o := range list {
		if tickets[i] = found[valueOrZero(o.TicketID)]; tickets[i] != nil {
			there = append(there, tickets[i])
		}
	}
	groupForBatch(ctx, there)
	return tickets, nil
}

// orderContracts and orderRollouts are those of orders, as far as the viewer may see them; of one that came back because its contract was
// declined that contract, and none once that operators returned the order.
func (r *Resolver) orderContracts(ctx context.Context, list []*orders.Order) ([]*contracts.Contract, error) {
	return ofOrders(ctx, list, r.Contracts.OfOrders, func(o *orders.Order) bool {
		return released(o) || o.State == orders.Returned && o.DecisionNote == nil
	})
}

func (r *Resolver) orderRollouts(ctx context.Context, list []*orders.Order) ([]*rollouts.Rollout, error) {
	return ofOrders(ctx, list, r.Rollouts.OfOrders, released)
}

func released(o *orders.Order) bool { return o.State == orders.Released }

// ofOrders reads what was made at the release of orders, for all of them at once.
func ofOrders[N comparable](ctx context.Context, list []*orders.Order, read func(context.Context, []string) (map[string]N, error), has func(*orders.Order) bool) ([]N, error) {
	var ids []string
	for _, o := range list {
		if has(o) {
			ids = append(ids, o.ID)
		}
	}
	all := make([]N, len(list))
	if len(ids) == 0 {
		return all, nil
	}
	found, err := read(ctx, ids)
	if err != nil {
		return nil, err
	}
	var there []N
	for i, o := range list {
		one, ok := found[o.ID]
		if ok {
			all[i], there = one, append(there, one)
		}
	}
	groupForBatch(ctx, there)
	return all, nil
}

func (r *Resolver) orderChanged(ctx context.Context, e store.Entry, cursor string) (*model.OrderChanged, error) {
	o, err := r.Orders.Changed(ctx, e)
	if o == nil || err != nil {
		return nil, err
	}
	return &model.OrderChanged{Cursor: cursor, OrderID: o.ID, Order: o}, nil
}

// orderTexts are what people are told who order, and operators who decide about it.
var orderTexts = map[string]text{
	"order_there_now": {"Jemand hat dasselbe eben bestellt oder zu bestellen begonnen. Laden Sie die Seite bitte neu.",
		"Somebody just ordered the same, or began to. Please load the page again."},
	"order_there": {"Für %s ist das schon bestellt, oder es gibt schon einen Entwurf.", "This was ordered for %s already, or there is a draft."},
	"order_stale": {"Die Bestellung oder der Steckbrief des Angebots hat sich inzwischen geändert. Bitte sehen Sie beides noch einmal an.",
		"The order or the sheet of the offering has changed meanwhile. Please look at both again."},
	"order_unknown":                   {"Diese Bestellung gibt es nicht.", "There is no such order."},
	"order_transition":                {"In diesem Stand der Bestellung ist das nicht möglich.", "This is not possible in the state that the order is in."},
	"order_released_ends_by_contract": {"Eine freigegebene Bestellung endet mit ihrem Vertrag: Kündigen Sie bitte diesen.", "An order that was released ends with its contract: please terminate that."},
	"order_place_fixed": {"Angebot, Organisation und Teil einer Bestellung lassen sich nicht ändern. Beginnen Sie bitte eine neue.",
		"The offering, organisation and unit of an order cannot be changed. Please begin a new one."},
	"order_account_missing": {"Zum Bestellen brauchen Sie einen freigegebenen Zugang zum Markt bei dieser Organisation.",
		"To order you need an active account of the market with this organisation."},
	"order_buyers_only": {"Für diese Organisation bestellen nur Mitglieder mit der Rolle „Einkauf“.", "Only members with the role “buyer” order for this organisation."},
	"order_it_association": {"%s ist ein IT-Verbund. Ein IT-Verbund richtet Dienste für seine Kommunen ein; bestellen und unterschreiben müssen die Kommunen selbst. Kann eine das nicht, öffnen Sie bitte ein Ticket.",
		"%s is an IT association. An IT association sets services up for its municipalities; they must order and sign themselves. If one cannot, please open a ticket."},
	"order_vendor":           {"%s ist ein Dienstleister. Bestellen können nur die Kommunen.", "%s is a service provider. Only municipalities can order."},
	"order_only_for_members": {"%[1]s bestellt nur für eigene Mitgliedsgemeinden; %[2]s ist keine.", "%[1]s orders for municipalities of its own only; %[2]s is none."},
	"order_union_not_confirmed": {"Dass %[1]s für %[2]s unterschreiben darf, ist nicht bestätigt. Schicken Sie uns bitte den Nachweis in einem Ticket.",
		"It is not confirmed that %[1]s may sign for %[2]s. Please send us the evidence in a ticket."},
	"order_unit_unknown": {"Diesen Teil der Organisation gibt es nicht oder nicht mehr.", "The organisation has no such unit, or has it no more."},
	"order_health_office": {"Gesundheitsämter bestellen nur die Angebote, die sie ausdrücklich nennen. Dieses nennt sie nicht.",
		"Health offices order only the offerings that name them. This one does not."},
	"order_health_office_only": {"Dieses Angebot ist für Gesundheitsämter. Wählen Sie bitte das Gesundheitsamt Ihrer Organisation.",
		"This offering is for health offices. Please choose the health office of your organisation."},
	"order_not_eligible":              {"Dieses Angebot ist für andere Arten von Organisationen.", "This offering is for other kinds of organisation."},
	"offering_unknown":                {"Dieses Angebot gibt es nicht.", "There is no such offering."},
	"order_efa_only":                  {"Nur EfA-Dienste werden hier bestellt. Dieses Angebot bekommen Sie beim Hersteller.", "Only EfA services are ordered here. You get this offering from its vendor."},
	"order_state_ANNOUNCED":           {"Dieses Angebot ist erst angekündigt. Wir schreiben Ihnen, wenn Sie sich vormerken lassen.", "This offering is only announced yet. We write to you if you ask to be told."},
	"order_state_PAUSED":              {"Dieses Angebot ist zurzeit pausiert. Ihr Entwurf bleibt erhalten.", "This offering is paused at present. Your draft is kept."},
	"order_state_WITHDRAWN":           {"Dieses Angebot wurde zurückgezogen.", "This offering was withdrawn."},
	"order_members_missing":           {"Wählen Sie bitte mindestens eine Mitgliedsgemeinde.", "Please choose at least one municipality."},
	"order_members_many":              {"Auf einmal sind höchstens %d Gemeinden möglich.", "At most %d municipalities are possible at once."},
	"order_member_twice":              {"Diese Gemeinde steht zweimal in der Liste.", "This municipality is in the list twice."},
	"order_link_only_in_use":          {"Einen Link gibt es nur, wenn der Dienst schon im produktiven Betrieb ist.", "There is a link only if the service is in productive use already."},
	"order_portal_link":               {"Geben Sie bitte den Link an, unter dem der Dienst schon erreichbar ist.", "Please give the link by which the service is reached already."},
	"order_vendor_kind":               {"%s ist kein Hersteller.", "%s is no vendor."},
	"order_it_provider_kind":          {"%s ist weder Dienstleister noch IT-Verbund.", "%s is neither a service provider nor an IT association."},
	"order_procedure_unknown":         {"Dieses Fachverfahren kennen wir nicht.", "We do not know this specialist procedure."},
	"order_procedure_of_version":      {"Wählen Sie bitte zuerst das Fachverfahren.", "Please choose the specialist procedure first."},
	"order_procedure_version_unknown": {"Diese Version von %s kennen wir nicht.", "We do not know this version of %s."},
	"order_subject_contact":           {"Nennen Sie bitte eine fachliche Ansprechperson.", "Please name a contact for the subject."},
	"order_technical_contact":         {"Nennen Sie bitte eine technische Ansprechperson.", "Please name a technical contact."},
	"order_wish_passed":               {"Der gewünschte Tag ist vorbei.", "The day that was wished for has passed."},
	"order_costs":                     {"Bestätigen Sie bitte, dass die Kosten der Schnittstellen Ihre Kommune trägt.", "Please confirm that your municipality bears the cost of the interfaces."},
	"acting_person_missing":           {"Diesen Zugang benutzen mehrere. Geben Sie bitte an, wer gerade handelt.", "Several people use this account. Please say who is acting now."},
	"acting_person_own":               {"Dieser Zugang gehört einer Person; sie handelt selbst.", "This account is one person's, who acts themselves."},
	"order_return_reason":             {"Geben Sie bitte an, was zu ändern ist. Es steht dann im Ticket.", "Please say what is to be changed. It then stands in the ticket."},
}
