package rollouts

import (
	"context"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"schalter/ent"
	"schalter/ent/portallink"
	"schalter/internal/errs"
	"schalter/internal/latin"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// webAddress finds addresses in a text; what ends a sentence is no part of one.
var webAddress = regexp.MustCompile(`https://[^\s<>"'„“”»«]+`)

// portals are the sites of the Free State on which municipalities' services stand.
var portals = []string{"bayernportal.de", "freistaat.bayern"}

// maxInMail is how many addresses of one mail are looked at.
const maxInMail = 50

// LinkByMail takes the links in a mail that answers the ticket of an order as reported: who takes part in it for the municipality sent it, by
// account or as a contact that the order names, and package support checked that. text is the mail without what it quotes, entryID the entry that it became. A link is taken once the links were
// asked for, for the service that its line or the one above names, or for the only one that is missing; where it is not clear which is meant, the ticket
// asks. The context is the platform's own.
func (s *Service) LinkByMail(ctx context.Context, tx *store.Tx, orderID, entryID, text string) (err error) {
	defer errs.Wrap(&err, "rollouts.LinkByMail(%s)", entryID)
	r, err := s.lockOfOrder(ctx, tx, orderID)
	if err != nil || r == nil || !r.LinksAsked || refuseEnded(r) != nil {
		return err
	}
	links, err := tx.PortalLink.Query().Where(portallink.RolloutID(r.ID)).Order(ent.Asc(portallink.FieldPosition)).All(ctx)
	if err != nil {
		return err
	}
	there := func(l *ent.PortalLink) bool { return l.URL != nil && l.State != portallink.StateBROKEN }
	missing := slices.DeleteFunc(slices.Clone(links), there)
	known := slices.DeleteFunc(links, func(l *ent.PortalLink) bool { return !there(l) })
	found := s.linksIn(text)
	if len(missing) == 0 || len(found) == 0 {
		return nil
	}
	meant, unclear := s.assign(found, missing, known)
	for _, m := range meant {
		if err := s.report(ctx, tx, m.link, m.address, nil); err != nil {
			return err
		}
		if err := s.Audit.Record(ctx, tx, viewer.From(ctx), "rollout.link", m.link.ID, r.OrganisationID, m.link.ServiceID); err != nil {
			return err
		}
	}
	if unclear {
		if err := s.Tickets.AddNote(ctx, tx, s.unclearNote(r, entryID)); err != nil {
			return err
		}
	}
	if len(meant) == 0 {
		return nil
	}
	return s.settleAfterReport(ctx, tx, r)
}

// lined is an address with the line that it stands in, and the one above.
type lined struct{ address, line, above string }

// linksIn are the addresses of a text that may be services': no front pages, as signatures have them, and none of ours; those of the Free
// State's portal alone where there are any.
func (s *Service) linksIn(text string) (found []lined) {
	before := ""
	for line := range strings.Lines(text) {
		if strings.TrimRight(line, "\r\n") == "-- " {
			break
		}
		for _, written := range webAddress.FindAllString(line, maxInMail) {
			address, err := CheckURL(strings.TrimRight(written, ".,;:!?)]}*_"))
			if err != nil || strings.HasPrefix(address, s.BaseURL+"/") || isFrontPage(address) || len(found) >= maxInMail {
				continue
			}
			if !slices.ContainsFunc(found, func(l lined) bool { return l.address == address }) {
				found = append(found, lined{address, line, before})
			}
		}
		before = line
	}
	if ofPortal := slices.DeleteFunc(slices.Clone(found), func(l lined) bool { return !isPortal(l.address) }); len(ofPortal) > 0 {
		return ofPortal
	}
	return found
}

func isFrontPage(address string) bool {
	u, err := url.Parse(address)
	return err != nil || strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

func isPortal(address string) bool {
	u, err := url.Parse(address)
	return err == nil && slices.ContainsFunc(portals, func(site string) bool { return u.Hostname() == site || strings.HasSuffix(u.Hostname(), "."+site) })
}

// meantLink is a link that a mail names.
type meantLink struct {
	link    *ent.PortalLink
	address string
}

// namedIn is the place of the first service that a line names; -1 when it names none.
func (s *Service) namedIn(line string, links []*ent.PortalLink) int {
	return slices.IndexFunc(links, func(l *ent.PortalLink) bool {
		facts, ok := s.Directory.ServiceFacts(l.ServiceID)
		return ok && strings.Contains(latin.Search(line), latin.Search(facts.German))
	})
}

// assign finds which services the addresses are of: the one that the line names, or else the one above, then the one that is left where one
// of each is. What is named after a service whose link is known already is no other service's.
func (s *Service) assign(found []lined, missing, known []*ent.PortalLink) (meant []meantLink, unclear bool) {
	var rest []lined
	for _, f := range found {
		i := s.namedIn(f.line, missing)
		if i < 0 && s.namedIn(f.line, known) >= 0 {
			continue
		}
		if i < 0 {
			i = s.namedIn(f.above, missing)
		}
		if i < 0 {
			rest = append(rest, f)
			continue
		}
		meant = append(meant, meantLink{missing[i], f.address})
		missing = slices.Delete(slices.Clone(missing), i, i+1)
	}
	if len(rest) == 1 && len(missing) == 1 {
		return append(meant, meantLink{missing[0], rest[0].address}), false
	}
	return meant, len(rest) > 0 && len(missing) > 0
}
