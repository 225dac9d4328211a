package graph

import (
	"context"
	"fmt"
	"slices"

	"github.com/99designs/gqlgen/graphql"

	"schalter/graph/model"
	"schalter/graph/relay"
	"schalter/internal/account"
	"schalter/internal/directory"
	"schalter/internal/errs"
	"schalter/internal/organisation"
	"schalter/internal/page"
	"schalter/internal/postal"
	"schalter/internal/postbox"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// What lies between read models of different domains, and the shapes of payloads.

func locale(ctx context.Context) string { return viewer.From(ctx).Locale }

// valueOrZero is an argument, or the zero value that an absent one stands for.
func valueOrZero[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

func pointers[T any](list []T) []*T {
	ps := make([]*T, len(list))
	for i := range list {
		ps[i] = &list[i]
	}
	return ps
}

// mustExist is an object that another one names; that it is missing is a fault.
func mustExist[T any](v *T, id string) (*T, error) {
	if v == nil {
		return nil, fmt.Errorf("%s is named but not there", id)
	}
	return v, nil
}

// idIfDone is the id that a mutation answers; nil when it was refused.
func idIfDone(problems []*model.UserError, err error, id string) *string {
	if problems != nil || err != nil {
		return nil
	}
	return &id
}

// trueIfDone is what a mutation without a result answers; nil when it was refused.
func trueIfDone(problems []*model.UserError, err error) *bool {
	if problems != nil || err != nil {
		return nil
	}
	yes := true
	return &yes
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

// findEach finds what the directory still has of these ids.
func findEach[T any](ids []string, find func(string) *T) []*T {
	list := make([]*T, 0, len(ids))
	for _, id := range ids {
		if v := find(id); v != nil {
			list = append(list, v)
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

// startSession makes the viewer of the new session the viewer of the rest of the request, and gives the browser its refresh token.
func (r *Resolver) startSession(ctx context.Context, in *account.SignedIn) error {
	v, _, err := r.Accounts.Authenticate(ctx, in.AccessToken)
	if err != nil {
		return err
	}
	v.Locale = locale(ctx)
	*viewer.From(ctx) = *v
	r.Browser.Remember(ctx, in.RefreshToken, in.RefreshExpiresAt)
	return nil
}

// endSession makes the rest of the request anonymous, and takes the refresh token from the browser.
func (r *Resolver) endSession(ctx context.Context) {
	*viewer.From(ctx) = viewer.Viewer{Locale: locale(ctx)}
	r.Browser.Forget(ctx)
}

func (r *Resolver) ownAccount(ctx context.Context, accountID string) (*account.Viewer, error) {
	if viewer.From(ctx).AccountID != accountID {
		return nil, nil
	}
	return r.Accounts.Me(ctx)
}

func (r *Resolver) ownSession(ctx context.Context, sessionID string) (*account.Session, error) {
	me, err := r.Accounts.Me(ctx)
	if err != nil {
		return nil, err
	}
	list, err := r.Accounts.Sessions(ctx, me, viewer.From(ctx).SessionID)
	if i := slices.IndexFunc(list, func(s account.Session) bool { return s.ID == sessionID }); i >= 0 {
		return &list[i], err
	}
	return nil, err
}

func profileChanges(in model.ProfileUpdateInput) account.ProfileUpdateInput {
	return account.ProfileUpdateInput{
		GivenName: accountChange(in.GivenName), FamilyName: accountChange(in.FamilyName), Locale: accountChange(in.Locale),
		NewMessageMail: accountChange(in.NewMessageMail), RecognitionPhrase: accountChange(in.RecognitionPhrase),
		SingleKeyShortcuts: accountChange(in.SingleKeyShortcuts), StartPlan: accountChange(in.StartPlan),
	}
}

func accountChange[T any](o graphql.Omittable[*T]) account.Change[T] {
	return account.Change[T]{Set: o.IsSet(), To: o.Value()}
}

func memberChange(in model.MemberUpdateInput) organisation.MemberChange {
	change := organisation.MemberChange{MembershipID: in.MembershipID, ExpectedVersion: in.ExpectedVersion, AllAuthorities: in.AllAuthorities.Value()}
	if roles, set := in.Roles.ValueOK(); set {
		// Null clears, and no role is refused.
		change.Roles = &roles
	}
	if ids, set := in.AuthorityIds.ValueOK(); set {
		change.AuthorityIDs = &ids
	}
	return change
}

func caseChanges(in model.CaseUpdateInput) postbox.CaseUpdate {
	return postbox.CaseUpdate{
		CaseID: in.CaseID, ExpectedVersion: in.ExpectedVersion, State: in.State.Value(),
		AssigneeID: postbox.Change[string]{Set: in.AssigneeID.IsSet(), Value: in.AssigneeID.Value()},
		DueOn:      postbox.Change[string]{Set: in.DueOn.IsSet(), Value: in.DueOn.Value()},
	}
}

// assignees finds the colleagues who have the cases; nil for those who are not colleagues any more.
func (r *Resolver) assignees(ctx context.Context, cases []*postbox.AuthorityCase) ([]*organisation.Membership, error) {
	var ids []string
	for _, c := range cases {
		if c.AssigneeID != nil && !slices.Contains(ids, *c.AssigneeID) {
			ids = append(ids, *c.AssigneeID)
		}
	}
	byID, err := r.Organisations.Memberships(ctx, ids)
	if err != nil {
		return nil, err
	}
	list := make([]*organisation.Membership, len(cases))
	for i, c := range cases {
		list[i] = byID[valueOrZero(c.AssigneeID)]
	}
	return list, nil
}

func (r *Resolver) events(ctx context.Context, sideID string, w window) (*relay.MailboxEventConnection, error) {
	return readPage(ctx, "events", w, func(ctx context.Context, req page.Request) (page.Slice[*postbox.MailboxEvent], error) {
		return r.Postbox.Events(ctx, sideID, req)
	})
}

// messagesOfEvents opens each message once, however many events name it; nil for those that were deleted.
func (r *Resolver) messagesOfEvents(ctx context.Context, events []*postbox.MailboxEvent) ([]*postbox.Message, error) {
	opened := map[string]*postbox.Message{}
	list := make([]*postbox.Message, len(events))
	var all []*postbox.Message
	for i, e := range events {
		if e.MessageID == nil {
			continue
		}
		m, known := opened[*e.MessageID]
		if !known {
			var err error
			if m, err = absent(r.Postbox.Message(ctx, e.SideID, *e.MessageID)); err != nil {
				return nil, err
			}
			opened[*e.MessageID] = m
			if m != nil {
				all = append(all, m)
			}
		}
		list[i] = m
	}
	groupForBatch(ctx, all)
	return list, nil
}

func (r *Resolver) messageReceived(ctx context.Context, e store.Entry, cursor string) (*model.MessageReceived, error) {
	a, err := r.Postbox.Arrived(ctx, e)
	if a == nil || err != nil {
		return nil, err
	}
	return &model.MessageReceived{Cursor: cursor, MailboxID: a.SideID, MessageEdge: messageEdge(a.Message)}, nil
}

func (r *Resolver) mailboxChanged(ctx context.Context, e store.Entry, cursor string) (*model.MailboxChanged, error) {
	a, err := r.Postbox.OwnerChanged(ctx, e)
	if a == nil || a.Event == nil || err != nil {
		return nil, err
	}
	return &model.MailboxChanged{Cursor: cursor, MailboxID: a.SideID, Event: a.Event, Mailbox: a.Mailbox}, nil
}

func (r *Resolver) caseMessageReceived(ctx context.Context, e store.Entry, cursor string) (*model.CaseMessageReceived, error) {
	a, err := r.Postbox.Arrived(ctx, e)
	if a == nil || a.Case == nil || err != nil {
		return nil, err
	}
	return &model.CaseMessageReceived{Cursor: cursor, CaseID: a.SideID, MessageEdge: messageEdge(a.Message), Case: a.Case}, nil
}

func (r *Resolver) caseChanged(ctx context.Context, e store.Entry, cursor string) (*model.CaseChanged, error) {
	a, err := r.Postbox.CaseChanged(ctx, e)
	if a == nil || err != nil {
		return nil, err
	}
	return &model.CaseChanged{Cursor: cursor, CaseID: a.SideID, Event: a.Event, Case: a.Case}, nil
}

// stepDetail is why or by what a step of a delivery happened, with the mail status (RFC 3463) where there is one.
func stepDetail(locale string, step *postbox.DeliveryStep) *string {
	detail := textFor(locale, step.Code)
	switch {
	case detail == "" && step.Status == "":
		return nil
	case detail == "":
		detail = step.Status
	case step.Status != "":
		detail += " (" + step.Status + ")"
	}
	return &detail
}
