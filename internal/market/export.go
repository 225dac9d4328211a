package market

import (
	"context"
	"fmt"
	"strings"
	"time"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/market/catalogue"
	"schalter/internal/market/contracts"
	"schalter/internal/market/orders"
	"schalter/internal/market/rollouts"
	"schalter/internal/pagination"
	"schalter/internal/publicfile"
	"schalter/internal/viewer"
)

// FileLink is an address to fetch an organisation's file from; it ends soon, and is for the viewer's session alone.
type FileLink struct {
	Path, Filename, MediaType string
	ExpiresAt                 time.Time
}

const (
	// exports is the beginning of the addresses of files.
	exports = "/market-exports/"
	// linkLife is how long an address is good.
	linkLife = time.Minute
	purpose  = "market-export"
	// batch is how many contracts and rollouts are read at once.
	batch = 100
)

// Link is where the viewer fetches the file of an organisation, for members with a part in its market and operators; NOT_FOUND for all others.
func (s *Service) Link(ctx context.Context, organisationID string) (*FileLink, error) {
	return s.link(ctx, organisationID, "", s.filename(viewer.From(ctx).Locale), publicfile.XLSX)
}

// link is where the viewer fetches a file of an organisation; suffix tells it from the others.
func (s *Service) link(ctx context.Context, organisationID, suffix, filename, mediaType string) (_ *FileLink, err error) {
	defer errs.Wrap(&err, "market.Link(%s%s)", organisationID, suffix)
	if err := mayExport(ctx, organisationID); err != nil {
		return nil, err
	}
	v, expires := viewer.From(ctx), s.db.Clock().Now().Add(linkLife)
	return &FileLink{
		Path:     exports + organisationID + suffix + "?ticket=" + s.ports.Addresses.Ticket(expires, v.AccountID, v.SessionID, purpose, organisationID+suffix),
		Filename: filename, MediaType: mediaType, ExpiresAt: expires,
	}, nil
}

func mayExport(ctx context.Context, organisationID string) error {
	if viewer.From(ctx).HasRole(viewer.Operator) || takesPart(ctx, organisationID) {
		return nil
	}
	return errs.New(errs.NotFound, "no such organisation of yours")
}

// CheckTicket checks the ticket of an address against its viewer.
func (s *Service) CheckTicket(v *viewer.Viewer, name, ticket string) error {
	expires, ok := s.ports.Addresses.OpenTicket(ticket, v.AccountID, v.SessionID, purpose, name)
	if !ok || s.db.Clock().Now().After(expires) {
		return errs.New(errs.Unauthenticated, "the download link has expired")
	}
	return nil
}

// File makes a file of an organisation by the last part of its address.
func (s *Service) File(ctx context.Context, name string) (content []byte, filename, mediaType string, err error) {
	if organisationID, ok := strings.CutSuffix(name, xzufiSuffix); ok {
		content, filename, err = s.XZuFi(ctx, organisationID)
		return content, filename, xmlType, err
	}
	content, filename, err = s.Export(ctx, name)
	return content, filename, publicfile.XLSX, err
}

// Export makes the file of an organisation: its orders, contracts, rollouts and links, as they are now.
func (s *Service) Export(ctx context.Context, organisationID string) (_ []byte, filename string, err error) {
	defer errs.Wrap(&err, "market.Export(%s)", organisationID)
	if err := mayExport(ctx, organisationID); err != nil {
		return nil, "", err
	}
	e := export{s, catalogue.LocaleOf(viewer.From(ctx).Locale)}
	var tables []*publicfile.Table
	for _, part := range []func(context.Context, string) (*publicfile.Table, error){e.orders, e.contracts, e.rollouts, e.links} {
		t, err := part(ctx, organisationID)
		if err != nil {
			return nil, "", err
		}
		tables = append(tables, t)
	}
	content, err := publicfile.Workbook(tables...)
	return content, s.filename(viewer.From(ctx).Locale), err
}

func (s *Service) filename(locale string) string {
	name := "Mein-Markt"
	if locale == "en" {
		name = "My-market"
	}
	return name + "-" + clock.Day(s.db.Clock().Now()) + ".xlsx"
}

// export writes in a language.
type export struct {
	s *Service
	l catalogue.Locale
}

func (e export) table(name [2]string, columns ...column) *publicfile.Table {
	t := &publicfile.Table{Name: e.word(name)}
	for _, c := range columns {
		t.Columns = append(t.Columns, publicfile.Column{Key: c.name[1], Title: e.word(c.name), Width: c.width})
	}
	return t
}

func (e export) word(in [2]string) string {
	if e.l == catalogue.English {
		return in[1]
	}
	return in[0]
}

func (e export) state(words map[string][2]string, state string) string {
	if w, ok := words[state]; ok {
		return e.word(w)
	}
	return state
}

func (e export) yes(b bool) string {
	if b {
		return e.word([2]string{"ja", "yes"})
	}
	return e.word([2]string{"nein", "no"})
}

func (e export) organisation(organisationID *string) any {
	if organisationID == nil {
		return nil
	}
	name, _ := e.s.ports.Organisations.OrganisationName(*organisationID)
	return name
}

func (e export) orders(ctx context.Context, organisationID string) (*publicfile.Table, error) {
	t := e.table(ordersName, orderColumns...)
	var list []*orders.Order
	err := e.s.ports.Orders.Each(ctx, organisationID, func(o *orders.Order) error { list = append(list, o); return nil })
	if err != nil {
		return nil, err
	}
	sheets, err := e.s.ports.Orders.SheetsOf(ctx, list)
	if err != nil {
		return nil, err
	}
	for i, o := range list {
		t.Rows = append(t.Rows, []any{
			o.Reference, e.sheet(sheets[i]), e.organisation(&o.ForOrganisationID), e.organisation(&o.OrganisationID), e.state(orderStates, string(o.State)),
			e.yes(o.AlreadyInUse), instant(o.PlacedAt), given(o.SubmittedBy), given(o.ActingPerson), instant(o.DecidedAt), given(o.WishedOn), e.organisation(o.VendorID),
			e.organisation(o.ITProviderID), contact(o.Subject), contact(o.Technical),
		})
	}
	return t, nil
}

func (e export) contracts(ctx context.Context, organisationID string) (*publicfile.Table, error) {
	t := e.table(contractsName, contractColumns...)
	err := pages(func(req pagination.Request) (pagination.Slice[*contracts.Contract], error) {
		return e.s.ports.Contracts.OfOrganisation(ctx, organisationID, contracts.Filter{}, req)
	}, func(c *contracts.Contract) {
		name := ""
		if o := e.s.ports.Catalogue.Offering(c.OfferingID); o != nil {
			name = o.Current.TextIn(e.l).Name
		}
		var months any
		if c.NoticePeriodMonths != nil {
			months = *c.NoticePeriodMonths
		}
		t.Rows = append(t.Rows, []any{
			c.Reference, name, e.organisation(&c.GrantorID), e.organisation(&c.GranteeID), e.state(contractStates, string(c.State)), given(c.EffectiveFrom),
			given(c.EndsOn), months,
		})
	})
	return t, err
}

func (e export) rollouts(ctx context.Context, organisationID string) (*publicfile.Table, error) {
	t := e.table(rolloutsName, rolloutColumns...)
	var list []*rollouts.Rollout
	err := pages(func(req pagination.Request) (pagination.Slice[*rollouts.Rollout], error) {
		return e.s.ports.Rollouts.OfOrganisation(ctx, organisationID, req)
	}, func(r *rollouts.Rollout) { list = append(list, r) })
	if err != nil {
		return nil, err
	}
	tasks, err := e.s.ports.Rollouts.TasksOf(ctx, list)
	if err != nil {
		return nil, err
	}
	for i, r := range list {
		done := 0
		for _, task := range tasks[i] {
			if task.State == rollouts.TaskDone || task.State == rollouts.TaskSkipped {
				done++
			}
		}
		t.Rows = append(t.Rows, []any{
			r.Reference, e.sheet(r.Offering), e.state(rolloutStates, string(r.State)), instant(&r.StartedAt), given(r.LiveSince), done, len(tasks[i]),
		})
	}
	return t, nil
}

func (e export) links(ctx context.Context, organisationID string) (*publicfile.Table, error) {
	t := e.table(linksName, linkColumns...)
	rows, err := e.s.ports.Rollouts.LinkRows(ctx, organisationID)
	for _, r := range rows {
		t.Rows = append(t.Rows, []any{r.Service, r.LeikaKey, r.URL, e.state(linkStates, string(r.State)), e.yes(r.Online), r.CheckedOn})
	}
	return t, err
}

func (e export) sheet(v *catalogue.OfferingVersion) string {
	if v == nil {
		return ""
	}
	return v.TextIn(e.l).Name
}

// pages reads all of a list.
func pages[N any](read func(pagination.Request) (pagination.Slice[N], error), each func(N)) error {
	req := pagination.Request{Limit: batch}
	for {
		page, err := read(req)
		if err != nil {
			return err
		}
		for _, item := range page.Items {
			each(item.Node)
			req.After = item.Position
		}
		if !page.HasNext {
			return nil
		}
	}
}

func given(s *string) any {
	if s == nil {
		return nil
	}
	return *s
}

// instant is a time as people in Bavaria read it.
func instant(t *time.Time) any {
	if t == nil {
		return nil
	}
	return t.In(clock.Berlin).Format("2006-01-02 15:04")
}

func contact(c *orders.Contact) any {
	if c == nil {
		return nil
	}
	return fmt.Sprintf("%s, %s", c.Name, c.Email)
}
