package app

import (
	"cmp"
	"context"
	"slices"
	"time"

	"schalter/internal/account"
	"schalter/internal/directory"
	"schalter/internal/mail/relay"
	"schalter/internal/mail/token"
	"schalter/internal/market/rollouts"
	"schalter/internal/organisation"
	"schalter/internal/safehttp"
	"schalter/internal/store"
	"schalter/internal/support"
)

// maxPage is how much of a page is read to see whether it is there, in bytes.
const maxPage = 64 << 10

// openRollouts opens the rollouts. Their mails go out as those of tickets do, and come back by the same inlet.
func (a *app) openRollouts(context.Context) error {
	t := a.tickets
	o := rollouts.Options{
		DB: a.db, Vault: a.vault, Platform: a.platform, Catalogue: a.catalogue, Organisations: rolloutOrganisations{a.organisations},
		Directory: rolloutDirectory{a.directory}, Persons: rolloutPersons{a.people}, Tickets: rolloutTickets{a.tickets}, Audit: a.audit,
		Prober: a.linkProber(), Tokens: tokens{a.platform}, Transport: t.Transport, From: t.From, PlatformName: t.Platform, Domain: t.Domain,
		BaseURL: t.BaseURL, Log: a.log,
	}
	if a.domainSigner != nil {
		o.DomainSigner = a.domainSigner
	}
	a.rollouts = rollouts.New(o)
	t.Answered = func(ctx context.Context, tx *store.Tx, n support.Answer) error {
		return a.rollouts.LinkByMail(ctx, tx, n.OrderID, n.EntryID, n.Text)
	}
	t.Returned[token.VendorBounce] = func(ctx context.Context, tx *store.Tx, bits [16]byte, cause relay.Cause) error {
		return a.rollouts.Returned(ctx, tx, bits, cause)
	}
	return nil
}

// linkProber looks whether links work; those of the demonstration lead to no server.
func (a *app) linkProber() rollouts.Prober {
	if p := demoProber(a.cfg); p != nil {
		return p
	}
	return safehttp.New(maxPage)
}

// rolloutOrganisations answers the rollouts with the organisations.
type rolloutOrganisations struct{ organisations *organisation.Service }

func (r rolloutOrganisations) Organisation(organisationID string) *rollouts.Organisation {
	o := r.organisations.Organisation(organisationID)
	if o == nil {
		return nil
	}
	seen := &rollouts.Organisation{
		ID: o.ID, Name: o.Name, RegionARS: o.RegionARS, Email: o.Email, AuthorityIDs: slices.Clone(o.AuthorityIDs),
		SetsUp: o.Kind == organisation.Vendor || o.Kind == organisation.ITAssociation,
	}
	if o.AuthorityID != nil {
		seen.AuthorityIDs = append([]string{*o.AuthorityID}, slices.DeleteFunc(seen.AuthorityIDs, func(id string) bool { return id == *o.AuthorityID })...)
	}
	return seen
}

func (r rolloutOrganisations) SetsUpFor(ctx context.Context, organisationIDs []string) ([]string, error) {
	return r.organisations.AllSetUpFor(ctx, organisationIDs)
}

func (r rolloutOrganisations) MaySetUp(ctx context.Context, tx *store.Tx, organisationID, forOrganisationID string) (bool, error) {
	return r.organisations.MaySetUp(ctx, tx, organisationID, forOrganisationID)
}

// rolloutDirectory answers the rollouts with the directory.
type rolloutDirectory struct{ directory *directory.Directory }

func (d rolloutDirectory) Revision() string { return d.directory.Snapshot().Revision() }

func (d rolloutDirectory) ServiceFacts(serviceID string) (rollouts.ServiceFacts, bool) {
	s := d.directory.Snapshot().Service(serviceID)
	if s == nil {
		return rollouts.ServiceFacts{German: serviceID, English: serviceID}, false
	}
	return rollouts.ServiceFacts{German: s.Text("de").Name, English: s.Text("en").Name, LeikaKey: s.LeikaKey}, true
}

func (d rolloutDirectory) Competent(ars string, serviceIDs, own []string, at time.Time) []string {
	found := make([]string, len(serviceIDs))
	for i := range found {
		if len(own) > 0 {
			found[i] = own[0]
		}
	}
	for i, serviceID := range serviceIDs {
		// What has no place, or is not in the directory any more, is the organisation's own.
		list, err := d.directory.Snapshot().Competences(ars, []string{serviceID}, at)
		if err != nil {
			continue
		}
		first := ""
		for _, c := range list[0].Candidates {
			if c.Role != directory.RolePrimary {
				continue
			}
			if slices.Contains(own, c.Authority.ID) {
				first = c.Authority.ID
				break
			}
			first = cmp.Or(first, c.Authority.ID)
		}
		found[i] = cmp.Or(first, found[i])
	}
	return found
}

func (d rolloutDirectory) Handled(authorityIDs []string, at time.Time) []rollouts.Handled {
	s := d.directory.Snapshot()
	var list []rollouts.Handled
	names := map[string]string{}
	for _, authorityID := range authorityIDs {
		authority := s.Authority(authorityID)
		if authority == nil {
			continue
		}
		for _, service := range s.ServicesOf(authority, at) {
			if _, known := names[service.ID]; known {
				continue
			}
			names[service.ID] = service.Text("de").Name
			list = append(list, rollouts.Handled{ServiceID: service.ID, AuthorityID: authorityID})
		}
	}
	slices.SortStableFunc(list, func(a, b rollouts.Handled) int { return cmp.Compare(names[a.ServiceID], names[b.ServiceID]) })
	return list
}

func (d rolloutDirectory) Below(ars string) ([]string, error) {
	s := d.directory.Snapshot()
	filter := directory.RegionFilter{Kind: directory.RegionRegierungsbezirk, Within: ars}
	if ars != "" {
		place, err := s.Region(ars)
		if err != nil {
			return nil, err
		}
		switch place.Kind {
		case directory.RegionLand:
		case directory.RegionRegierungsbezirk:
			filter.Kind = directory.RegionKreis
		case directory.RegionKreis, directory.RegionGemeindeverband:
			filter.Kind = directory.RegionGemeinde
		default:
			return nil, nil
		}
	}
	regions := s.Regions(filter)
	slices.SortStableFunc(regions, func(a, b *directory.Region) int { return cmp.Compare(a.Name, b.Name) })
	keys := make([]string, len(regions))
	for i, r := range regions {
		keys[i] = r.ARS
	}
	return keys, nil
}

// rolloutPersons answers the rollouts with the accounts.
type rolloutPersons struct{ people *account.People }

func (p rolloutPersons) Name(ctx context.Context, tx *store.Tx, accountID string) (string, error) {
	who, err := p.people.Addressee(ctx, tx, accountID)
	return cmp.Or(who.Name, who.Email), err
}

// rolloutTickets answers the rollouts with the tickets.
type rolloutTickets struct{ tickets *support.Service }

func (t rolloutTickets) AddNote(ctx context.Context, tx *store.Tx, n rollouts.Note) error {
	return t.tickets.AddNote(ctx, tx, support.Note{
		TicketID: n.TicketID, Key: n.Key, Body: support.Text(n.Text), Internal: n.Internal, Resolved: n.Resolved,
	})
}
