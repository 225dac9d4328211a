package graph

import (
	"context"
	"slices"

	"schalter/graph/model"
	"schalter/internal/directory"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/organisation"
	"schalter/internal/postal"
	"schalter/internal/postbox/conversation"
)

// directoryDomain is what everybody may look up: regions, authorities, services, undertakings and who is competent.
var directoryDomain = domain{
	nodes: map[id.Kind]node{
		id.Region:    publicNode("Region", func(r *Resolver, nodeID string) *directory.Region { return r.Directory.Snapshot().RegionByID(nodeID) }),
		id.Authority: publicNode("Authority", func(r *Resolver, nodeID string) *directory.Authority { return r.Directory.Snapshot().Authority(nodeID) }),
		id.Service:   publicNode("Service", func(r *Resolver, nodeID string) *directory.Service { return r.Directory.Snapshot().Service(nodeID) }),
		id.Undertaking: publicNode("Undertaking", func(r *Resolver, nodeID string) *directory.Undertaking {
			return r.Directory.Snapshot().Undertaking(nodeID)
		}),
		id.Rule: publicNode("CompetenceRule", func(r *Resolver, nodeID string) *directory.CompetenceRule { return r.Directory.Snapshot().Rule(nodeID) }),
	},
	texts: []map[string]text{fallbackTexts},
	sizes: map[string]int{
		"Query.competences":             directory.MaxServices,
		"SearchResult.otherPlaces":      10,
		"SearchResult.suggestedPlaces":  5,
		"SearchResult.hits":             MaxPage,
		"Region.postalCodes":            100,
		"Region.authorities":            12,
		"Authority.areas":               30,
		"Service.keywords":              40,
		"Service.requiredDocuments":     10,
		"Service.undertakings":          12,
		"Undertaking.services":          15,
		"Competence.candidates":         6,
		"CompetenceRule.authorityKinds": 5,
		"PostalAddressDoubt.regions":    10,
	},
	costs:    map[string]int{"Authority.services": servicesCost},
	searches: map[string]bool{"search": true, "regions": true, "authorities": true, "services": true, "undertakings": true},
}

// fallbackTexts say how an authority can be reached that cannot be written to here.
var fallbackTexts = map[string]text{
	"fallback_dissolved": {"Diese Behörde gibt es seit dem %s nicht mehr. Wer ihre Aufgaben übernommen hat, ist uns nicht bekannt. Was Sie mit ihr geschrieben haben, bleibt hier.",
		"This authority no longer exists since %s. Who took over its tasks is not known to us. What you wrote with it stays here."},
	"fallback_succeeded": {"Diese Behörde gibt es seit dem %s nicht mehr. Ihre Aufgaben hat übernommen: %s. Was Sie bisher geschrieben haben, bleibt hier; an die neue Behörde geht davon nichts von selbst.",
		"This authority no longer exists since %s. Its tasks were taken over by: %s. What you have written so far stays here; nothing of it goes to the new authority by itself."},
	"fallback_none":      {"Diese Stelle hat hier noch keine sichere Kommunikation eröffnet. Schreiben Sie ihr bitte per Post oder rufen Sie an.", "This authority has not opened secure communication here yet. Please write by post or call."},
	"fallback_suspended": {"Die sichere Kommunikation mit dieser Stelle ist zurzeit unterbrochen. Schreiben Sie ihr bitte per Post oder versuchen Sie es später noch einmal.", "Secure communication with this authority is interrupted at present. Please write by post, or try again later."},
	"fallback_unknown":   {"Diese Stelle hat hier noch keine sichere Kommunikation eröffnet, und ihre Anschrift liegt uns nicht vor. Sie finden sie auf der Internetseite der Stelle.", "This authority has not opened secure communication here yet, and we do not have its address. You will find it on the website of the authority."},
}

// nameless stands for the name of an authority that the directory does not know.
var nameless = text{"Behörde, die in unserem Verzeichnis nicht steht", "Authority that is not in our directory"}

// authority is what a row names, dissolved or not. One that this program's directory does not know at all, because a newer one
// wrote the row, is shown as that: a name that is not known must not hide the list it stands in.
func (r *Resolver) authority(ctx context.Context, id string) *directory.Authority {
	if a := r.Directory.Snapshot().Authority(id); a != nil {
		return a
	}
	return &directory.Authority{ID: id, Version: 1, Name: nameless.in(locale(ctx)), Kind: directory.KindOther}
}

func (r *Resolver) authorities(ctx context.Context, ids []string) []*directory.Authority {
	list := make([]*directory.Authority, len(ids))
	for i, id := range ids {
		list[i] = r.authority(ctx, id)
	}
	return list
}

func (r *Resolver) services(ids []string) []*directory.Service {
	return findEach(ids, r.Directory.Snapshot().Service)
}

// submission is by which way an application is valid, in the language of the request.
func submission(ctx context.Context, f *directory.Filing) *model.Submission {
	return &model.Submission{Kind: f.Kind, URL: f.URL, Note: f.Instruction(locale(ctx)), LegalBasis: f.LegalBasis, Source: f.Source, CheckedOn: f.CheckedOn}
}

// submissions are those of a party's services for which a message will not do.
func (r *Resolver) submissions(ctx context.Context, party *conversation.CaseParty) []*model.ServiceSubmission {
	snapshot := r.Directory.Snapshot()
	list := []*model.ServiceSubmission{}
	for _, service := range r.services(party.ServiceIDs) {
		if found := snapshot.FilingAt(party.RegionARS, service.ID, party.AuthorityID, r.Clock.Now()); found.Kind != directory.ByMessage {
			list = append(list, &model.ServiceSubmission{Service: service, Submission: submission(ctx, found)})
		}
	}
	return list
}

func (r *Resolver) region(ars *string) *directory.Region {
	if ars == nil {
		return nil
	}
	return r.Directory.Snapshot().RegionOfThen(*ars)
}

func (r *Resolver) reachable(list []*directory.Authority, want *organisation.Reachability) []*directory.Authority {
	if want == nil {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(a *directory.Authority) bool {
		return r.Organisations.Reachability(a.ID) != *want
	})
}

// seatOf is what is known of an authority's postal address; nil when not even the town is.
func seatOf(a *directory.Authority) *postal.Address {
	if a.SeatCity == nil {
		return nil
	}
	return &postal.Address{Recipient: a.Name, PostalCode: a.SeatPostalCode, City: *a.SeatCity, Country: "DE"}
}

// fallback says how to reach an authority otherwise; nil while it can be written to here.
func (r *Resolver) fallback(ctx context.Context, authorityID string) (*model.FallbackContact, error) {
	reach := r.Organisations.Reachability(authorityID)
	if reach == organisation.Connected {
		return nil, nil
	}
	a := r.authority(ctx, authorityID)
	if a.Dissolved() {
		return dissolved(locale(ctx), a), nil
	}
	address, key := seatOf(a), "fallback_none"
	switch {
	case reach == organisation.Suspended:
		key = "fallback_suspended"
	case address == nil:
		key = "fallback_unknown"
	}
	return &model.FallbackContact{Address: address, Fax: a.Fax, Phone: a.Phone, Note: textFor(locale(ctx), key)}, nil
}

// dissolved says since when an authority is not there any more, and how to reach the one that took over, where that is known.
func dissolved(locale string, a *directory.Authority) *model.FallbackContact {
	since, next := Day(locale, *a.ValidTo), a.LastSuccessor()
	if next == nil {
		return &model.FallbackContact{Note: fill(locale, textFor(locale, "fallback_dissolved"), []any{since})}
	}
	return &model.FallbackContact{
		Address: seatOf(next), Fax: next.Fax, Phone: next.Phone, Note: fill(locale, textFor(locale, "fallback_succeeded"), []any{since, next.Name}),
	}
}

// servicesAsked are the services that a question of competence names: its own, those of an undertaking, or the former
// chosen among the latter.
func servicesAsked(s *directory.Snapshot, serviceIDs []string, undertakingID *string) ([]string, error) {
	if undertakingID == nil {
		if len(serviceIDs) == 0 {
			return nil, errs.New(errs.Invalid, "name services, an undertaking or both")
		}
		return serviceIDs, nil
	}
	u := s.Undertaking(*undertakingID)
	if u == nil {
		return nil, errs.New(errs.NotFound, "no such undertaking")
	}
	var wanted []string
	for _, service := range u.Services() {
		if len(serviceIDs) == 0 || slices.Contains(serviceIDs, service.ID) {
			wanted = append(wanted, service.ID)
		}
	}
	return wanted, nil
}
