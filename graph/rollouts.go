package graph

import (
	"context"
	"fmt"
	"strconv"

	"schalter/graph/model"
	"schalter/graph/paging"
	"schalter/internal/clock"
	"schalter/internal/directory"
	"schalter/internal/id"
	"schalter/internal/market/rollouts"
	"schalter/internal/organisation"
	"schalter/internal/viewer"
)

// rolloutDomain is the way from the contract to the live service. Its private objects are looked for without an account, too: a vendor's
// session has none.
var rolloutDomain = domain{
	nodes: map[id.Kind]node{
		id.Rollout: vendorNode("Rollout", func(ctx context.Context, r *Resolver, nodeID string) (*rollouts.Rollout, error) {
			return r.Rollouts.Rollout(ctx, nodeID)
		}),
		id.RolloutTask: vendorNode("RolloutTask", func(ctx context.Context, r *Resolver, nodeID string) (*rollouts.RolloutTask, error) {
			return r.Rollouts.Task(ctx, nodeID)
		}),
		id.PortalLink: vendorNode("PortalLink", func(ctx context.Context, r *Resolver, nodeID string) (*rollouts.PortalLink, error) {
			return r.Rollouts.Link(ctx, nodeID)
		}),
		id.OnlineService: openNode("OnlineService", func(ctx context.Context, r *Resolver, nodeID string) (*rollouts.OnlineService, error) {
			return r.Rollouts.OnlineService(ctx, nodeID)
		}),
	},
	texts: []map[string]text{rolloutTexts},
	// A sheet may hold more tasks and parameters (save_check.go in the catalogue): these are what one has.
	sizes: map[string]int{
		"Query.rolloutMap":    MaxPage,
		"Rollout.parameters":  20,
		"Rollout.tasks":       12,
		"Rollout.links":       8,
		"Rollout.vendorMails": 20,
	},
	costs: map[string]int{"OrganisationInternal.serviceLinks": servicesCost, "OrganisationInternal.serviceLinkCount": servicesCost},
}

// vendorNode is a private node that a vendor's session may look for; nobody else without an account.
func vendorNode[T any](of string, find func(ctx context.Context, r *Resolver, nodeID string) (*T, error)) node {
	return openNode(of, func(ctx context.Context, r *Resolver, nodeID string) (*T, error) {
		if v := viewer.From(ctx); !v.SignedIn() && v.VendorID == "" {
			return nil, nil
		}
		return find(ctx, r, nodeID)
	})
}

// online is a page of online services of one object, read for all that were read together with it.
func online[P comparable](ctx context.Context, r *Resolver, of P, field string, w window, where func(P) rollouts.Where) (*paging.OnlineServiceConnection, error) {
	req, err := pageOf("onlineServices", w)
	if err != nil {
		return nil, err
	}
	return loadBatched(ctx, of, fmt.Sprintf("%s%+v", field, req), func(ctx context.Context, all []P) ([]*paging.OnlineServiceConnection, error) {
		lists := make([]rollouts.Where, len(all))
		for i, one := range all {
			lists[i] = where(one)
		}
		pages, err := r.Rollouts.OnlineServices(ctx, lists, req)
		if err != nil {
			return nil, err
		}
		connections := make([]*paging.OnlineServiceConnection, len(all))
		var found []*rollouts.OnlineService
		for i, s := range pages {
			connections[i] = connection(ctx, "onlineServices", s)
			found = append(found, nodes(s)...)
		}
		groupForBatch(ctx, found)
		return connections, nil
	})
}

// picture is a page of the sums of places.
func (r *Resolver) picture(ctx context.Context, offeringID, within string, w window) (*paging.RegionRolloutConnection, error) {
	list, all, err := r.Rollouts.Picture(ctx, offeringID, within)
	if err != nil {
		return nil, err
	}
	c, err := pageInMemory(ctx, "rollouts", w, list, r.Directory.Snapshot().Revision())
	if err != nil {
		return nil, err
	}
	return &paging.RegionRolloutConnection{Connection: *c, Sums: all}, nil
}

// serviceLinks is a page of an organisation's services, those with a link or those without where that is asked for.
func (r *Resolver) serviceLinks(ctx context.Context, organisationID string, withLink *bool, w window) (*paging.ServiceLinkConnection, error) {
	list, err := r.Rollouts.ServiceLinks(ctx, organisationID)
	if err != nil {
		return nil, err
	}
	if withLink != nil {
		var kept []*rollouts.ServiceLink
		for _, l := range list {
			if (l.Link != nil) == *withLink {
				kept = append(kept, l)
			}
		}
		list = kept
	}
	return pageInMemory(ctx, "serviceLinks", w, list, r.Directory.Snapshot().Revision()+"-"+strconv.Itoa(len(list)))
}

// regionOf is a place that a rollout names, former ones too.
func (r *Resolver) regionOf(ars string) (*directory.Region, error) {
	s := r.Directory.Snapshot()
	if found, err := s.Region(ars); err == nil {
		return found, nil
	}
	return mustExist(s.RegionOfThen(ars), ars)
}

func (r *Resolver) organisationIfNamed(organisationID *string) (*organisation.Organisation, error) {
	if organisationID == nil {
		return nil, nil
	}
	return mustExist(r.Organisations.Organisation(*organisationID), *organisationID)
}

// reasonOf is why a task is where it is: as a person said it, or a sentence of the platform's.
func reasonOf(ctx context.Context, t *rollouts.RolloutTask) *string {
	if t.ReasonKey == nil {
		return t.Given
	}
	args := make([]any, len(t.ReasonArgs))
	for i, a := range t.ReasonArgs {
		args[i] = a
	}
	l := locale(ctx)
	sentence := fill(l, textFor(l, *t.ReasonKey), args)
	return &sentence
}

// problemOfLink says why a link does not work.
func problemOfLink(ctx context.Context, l *rollouts.PortalLink) *string {
	if l.ProblemKey == nil {
		return nil
	}
	sentence := fill(locale(ctx), textFor(locale(ctx), *l.ProblemKey), []any{l.Status})
	return &sentence
}

// rolloutTexts are what people are told on the way to the live service.
var rolloutTexts = map[string]text{
	"rollout_unknown":         {"Diese Einrichtung kennen wir nicht.", "We do not know this rollout."},
	"rollout_task_unknown":    {"Diesen Schritt kennen wir nicht.", "We do not know this task."},
	"rollout_service_unknown": {"Diese Leistung gehört nicht zu der Bestellung.", "This service does not belong to the order."},
	"rollout_ended":           {"Der Vertrag dazu ist beendet; hier ist nichts mehr zu tun.", "Its contract has ended; there is nothing to do here any more."},
	"rollout_task_state": {"Dieser Stand kann auf den bisherigen nicht folgen. Was erledigt ist oder entfällt, wird zuerst wieder geöffnet.",
		"This state cannot follow the one before. What is done or skipped is opened again first."},
	"rollout_task_same":    {"Der Schritt ist schon so weit.", "The task is there already."},
	"rollout_skip_reason":  {"Geben Sie bitte an, warum der Schritt entfällt.", "Please say why the task is skipped."},
	"rollout_live_skipped": {"Ohne Freigabe kann der Dienst nicht live sein.", "The service cannot be live without its release."},
	"rollout_live_without_contract": {"Der Dienst kann erst freigegeben werden, wenn der Vertrag gilt.",
		"The service can be released only once the contract is effective."},
	"rollout_in_use":          {"Der Dienst war bei der Bestellung schon im Einsatz.", "The service was in use already when it was ordered."},
	"rollout_in_use_live":     {"Der Dienst war bei der Bestellung schon im Einsatz.", "The service was in use already when it was ordered."},
	"rollout_without_service": {"Zu diesem Angebot gehört keine Leistung mit einem Link.", "No service with a link belongs to this offering."},
	"rollout_link_broken":     {"Mindestens ein Link funktioniert nicht.", "At least one link does not work."},
	"rollout_nobody_named": {"Die Bestellung nennt weder Hersteller noch Dienstleister. Der Betrieb weiß davon.",
		"The order names neither a vendor nor a provider. The operators know of it."},
	"rollout_without_mail": {"Von „%s“ kennen wir keine E-Mail-Adresse. Der Betrieb weiß davon.", "We know no e-mail address of “%s”. The operators know of it."},
	"rollout_mail_failed": {"Die E-Mail an „%s“ kam nicht an. Der Betrieb weiß davon; der Link lässt sich noch einmal verschicken.",
		"The e-mail to “%s” did not arrive. The operators know of it; the link can be sent again."},
	"rollout_in_use_no_mail":  {"Der Dienst ist schon im Einsatz: Es gibt nichts einzurichten.", "The service is in use already: there is nothing to set up."},
	"rollout_no_contract":     {"Hersteller und Dienstleister werden informiert, sobald der Vertrag gilt.", "Vendor and provider are told once the contract is effective."},
	"rollout_no_address":      {"Von Hersteller und Dienstleister kennen wir keine E-Mail-Adresse. Bitte wenden Sie sich im Ticket an den Betrieb.", "We know no e-mail address of vendor or provider. Please turn to the operators in the ticket."},
	"rollout_sent_too_often":  {"Der Link wurde heute schon mehrmals verschickt. Bitte versuchen Sie es morgen wieder.", "The link was sent several times today. Please try again tomorrow."},
	"rollout_links_too_often": {"Es wurden gerade sehr viele Links gemeldet. Bitte versuchen Sie es in einer Stunde wieder.", "Very many links were reported just now. Please try again in an hour."},
	"vendor_link_unknown": {"Dieser Link ist nicht gültig. Öffnen Sie bitte den Link aus der E-Mail noch einmal, ganz und unverändert.",
		"This link is not valid. Please open the link in the mail once more, whole and unchanged."},
	"vendor_link_expired": {"Dieser Link gilt nicht mehr: Er ist älter als 30 Tage. Die Kommune oder der Betrieb kann Ihnen einen neuen schicken.",
		"This link is not good any more: it is older than 30 days. The municipality or the operators can send you another one."},
	"vendor_link_too_often": {"Dieser Link wurde heute sehr oft geöffnet. Bitte versuchen Sie es morgen wieder.", "This link was opened very often today. Please try again tomorrow."},
	"link_not_public":       {"Die Adresse führt nicht zu einem Server im Internet.", "The address does not lead to a server of the internet."},
	"link_redirects":        {"Die Adresse leitet zu oft weiter.", "The address redirects too often."},
	"link_insecure":         {"Die Adresse leitet auf eine Seite ohne Verschlüsselung (http) weiter.", "The address redirects to a page without encryption (http)."},
	"link_no_such_host":     {"Einen Server mit diesem Namen gibt es nicht.", "There is no server of this name."},
	"link_name_not_resolved": {"Der Name des Servers ließ sich nicht auflösen. Das kann auch an uns liegen.",
		"The name of the server could not be resolved. The reason may be on our side."},
	"link_certificate": {"Das Zertifikat des Servers ist nicht gültig.", "The server's certificate is not valid."},
	"link_timeout":     {"Der Server hat nicht rechtzeitig geantwortet.", "The server did not answer in time."},
	"link_unreachable": {"Der Server ist nicht zu erreichen.", "The server cannot be reached."},
	"link_not_found":   {"Der Server sagt, dass es diese Seite nicht gibt (%d).", "The server says that there is no such page (%d)."},
	"link_status":      {"Der Server antwortet mit einem Fehler (%d).", "The server answers with an error (%d)."},
}

// mapOf is the map as the API has it. Its places are no resolvers: there are 2,056 of them in one answer.
func (r *Resolver) mapOf(dots []*rollouts.Dot) ([]*model.RolloutDot, error) {
	list := make([]*model.RolloutDot, len(dots))
	for i, d := range dots {
		region, err := r.regionOf(d.RegionARS)
		if err != nil {
			return nil, err
		}
		list[i] = &model.RolloutDot{Region: region, State: d.State, Since: clock.Day(d.Since)}
	}
	return list, nil
}
