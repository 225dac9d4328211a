package organisation

import (
	"context"
	"encoding/json"
	"errors"
	"net/netip"
	"strings"
	"time"

	"schalter/ent"
	"schalter/ent/connectrequest"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/page"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

const (
	// undecidedLife is how long a request waits for an operator.
	undecidedLife = 90 * 24 * time.Hour
	// codeLife is how long the code of a released request can be entered.
	codeLife = 30 * 24 * time.Hour
	// codeAttempts is how many wrong codes make a request void.
	codeAttempts = 5
	// maxWaiting is how many requests for one authority wait at a time. One network cannot fill it in a month.
	maxWaiting = 200
	// leastPerAuthority is how many requests for one authority a network may make within authorityWindow.
	leastPerAuthority = 3
	authorityWindow   = 24 * time.Hour
	// requestKept is how long a request that came to its end is kept with its contact.
	requestKept = 90 * 24 * time.Hour
)

// undecidedStates are those of requests that wait for operators.
var undecidedStates = []connectrequest.State{connectrequest.StateREQUESTED, connectrequest.StateRELEASE_PROPOSED}

// The lengths of texts in code points.
const (
	maxContact    = 100
	maxPhone      = 40
	maxDepartment = 100
	maxNote       = 1000
)

// sealedRequest is the content of a request's row.
type sealedRequest struct {
	Contact Contact         `json:"contact"`
	Locale  string          `json:"locale"`
	Address *postal.Address `json:"address,omitempty"`
	Note    *string         `json:"note,omitempty"`
}

func requestAAD(requestID string) string { return "connect-request|" + requestID }

func (s *Service) sealRequest(ctx context.Context, requestID string, in sealedRequest) (vault.Box, error) {
	plain, err := json.Marshal(in)
	if err != nil {
		return vault.Box{}, err
	}
	return s.ports.Vault.Box(ctx, requestAAD(requestID), plain)
}

func (s *Service) openRequest(ctx context.Context, row *ent.ConnectRequest) (out sealedRequest, err error) {
	box := vault.Box{Wrapped: vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, Sealed: row.Sealed}
	plain, err := s.ports.Vault.Unbox(ctx, requestAAD(row.ID), box)
	if err != nil {
		return out, err
	}
	return out, json.Unmarshal(plain, &out)
}

// Validate checks the contact and brings texts to NFC.
func (in *ConnectInput) Validate() error {
	var ps errs.Problems
	noteEmail(&ps, &in.Contact.Email, "contact", "email")
	if latin.Blank(in.Contact.Name) {
		ps.Add(errs.Required, "contact", "name")
	} else {
		noteText(&ps, &in.Contact.Name, maxContact, "contact", "name")
	}
	for _, part := range []struct {
		value **string
		limit int
		name  string
	}{{&in.Contact.Phone, maxPhone, "phone"}, {&in.Contact.Department, maxDepartment, "department"}} {
		if *part.value != nil && latin.Blank(**part.value) {
			*part.value = nil
		}
		if *part.value != nil {
			noteText(&ps, *part.value, part.limit, "contact", part.name)
		}
	}
	return ps.Err()
}

// noteText checks a line of letters that stands on a letter (DIN 91379) and brings it to NFC.
func noteText(ps *errs.Problems, text *string, limit int, field ...string) {
	checked, err := latin.Address(*text, limit)
	var bad *latin.Error
	switch {
	case err == nil:
		*text = checked
	case !errors.As(err, &bad) || bad.Reason == latin.BadEncoding:
		ps.Add(errs.InvalidValue, field...)
	case bad.Reason == latin.TooLong:
		ps.AddText(errs.TooLong, "too_long", []any{bad.Limit}, field...)
	case bad.Reason == latin.ForeignCharacter:
		ps.AddText(errs.InvalidValue, "character_refused", []any{bad.Char}, field...)
	default:
		ps.AddText(errs.InvalidValue, "character_invisible", nil, field...)
	}
}

// RequestConnect asks for secure communication for an authority; open to anyone. It answers alike whether the same contact
// asked before. NOT_FOUND for an unknown authority, TAKEN for one that is connected, RATE_LIMITED when one network asks too
// often or too many requests for the authority wait.
func (s *Service) RequestConnect(ctx context.Context, in ConnectInput, from netip.Addr) (err error) {
	defer errs.Wrap(&err, "organisation.RequestConnect(%s)", in.AuthorityID)
	if err := in.Validate(); err != nil {
		return err
	}
	if _, ok := s.ports.Directory.Facts(in.AuthorityID); !ok {
		return errs.RefuseText(errs.Missing, "authority_unknown", nil, "authorityId")
	}
	if s.dissolved(in.AuthorityID) {
		return errs.RefuseText(errs.WrongState, "authority_dissolved", nil, "authorityId")
	}
	if c := s.current.Load().channels[in.AuthorityID]; c != nil && c.State != ChannelClosed {
		return errs.RefuseText(errs.Taken, "authority_connected", nil, "authorityId")
	}
	locale, v := viewer.From(ctx).Locale, viewer.From(ctx)
	tooMany := errs.New(errs.RateLimited, "too many requests, try again later")
	limited := false
	err = s.db.Tx(viewer.System(ctx, "connect-request"), func(ctx context.Context, tx *store.Tx) error {
		n, err := tx.Count(ctx, s.keyed("counter", "connect-network", network(from)), time.Hour)
		if limited = n > s.ports.RequestsPerNetwork; err != nil || limited {
			return err
		}
		n, err = tx.Count(ctx, s.keyed("counter", "connect-authority", network(from), in.AuthorityID), authorityWindow)
		if limited = n > s.requestsPerAuthority(); err != nil || limited {
			return err
		}
		index := s.emailIndex(in.Contact.Email)
		waiting := tx.ConnectRequest.Query().Where(connectrequest.AuthorityID(in.AuthorityID),
			connectrequest.StateIn(undecidedStates...))
		if asked, err := waiting.Clone().Where(connectrequest.EmailIndex(index)).Exist(ctx); err != nil || asked {
			return err
		}
		if n, err = waiting.Count(ctx); err != nil {
			return err
		}
		if limited = n >= maxWaiting; limited {
			return nil
		}
		return s.keepRequest(ctx, tx, v, in, locale)
	})
	if err == nil && limited {
		return tooMany
	}
	return err
}

// requestsPerAuthority is how many requests for one authority a network may make in a day.
func (s *Service) requestsPerAuthority() int {
	return max(leastPerAuthority, s.ports.RequestsPerNetwork/10)
}

func (s *Service) keepRequest(ctx context.Context, tx *store.Tx, by *viewer.Viewer, in ConnectInput, locale string) error {
	requestID := id.New(id.Request, tx.Now)
	box, err := s.sealRequest(ctx, requestID, sealedRequest{Contact: in.Contact, Locale: locale})
	if err != nil {
		return err
	}
	err = tx.ConnectRequest.Create().SetID(requestID).SetAuthorityID(in.AuthorityID).SetKind(connectrequest.Kind(in.Kind)).
		SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob).SetEmailIndex(s.emailIndex(in.Contact.Email)).
		SetAttemptsLeft(codeAttempts).SetRequestedAt(tx.Now).SetExpiresAt(tx.Now.Add(undecidedLife)).Exec(ctx)
	if err != nil {
		return err
	}
	return s.ports.Audit.Record(ctx, tx, by, "connect.request", requestID, "", in.AuthorityID)
}

func (s *Service) emailIndex(email string) []byte {
	return s.ports.Platform.MAC(vault.BlindIndex, "connect-email", strings.ToLower(email))
}

// network is what of an address counts: whoever has one IPv6 address has its /64.
func network(a netip.Addr) string {
	a = a.Unmap()
	if a.Is6() {
		if p, err := a.Prefix(64); err == nil {
			return p.String()
		}
	}
	return a.String()
}

// Requests lists the connect requests in a state, those that wait longest first; for operators.
func (s *Service) Requests(ctx context.Context, state RequestState, req page.Request) (_ page.Slice[*ConnectRequest], err error) {
	defer errs.Wrap(&err, "organisation.Requests")
	v, err := operates(ctx)
	if err != nil {
		return page.Slice[*ConnectRequest]{}, err
	}
	ctx = viewer.System(ctx, "connect-requests")
	q := s.db.Client().ConnectRequest.Query()
	if state != "" {
		q.Where(connectrequest.StateEQ(connectrequest.State(state)))
	}
	// Ids are in the order of time.
	if req.After != "" {
		q.Where(connectrequest.IDGT(req.After))
	}
	if req.Before != "" {
		q.Where(connectrequest.IDLT(req.Before))
	}
	order := ent.Asc(connectrequest.FieldID)
	if req.Backward {
		order = ent.Desc(connectrequest.FieldID)
	}
	rows, err := q.Order(order).Limit(req.Limit + 1).All(ctx)
	if err != nil {
		return page.Slice[*ConnectRequest]{}, err
	}
	list, err := s.toRequests(ctx, v, rows)
	if err != nil {
		return page.Slice[*ConnectRequest]{}, err
	}
	items := make([]page.Item[*ConnectRequest], len(rows))
	for i, node := range list {
		items[i] = page.Item[*ConnectRequest]{Node: node, Position: node.ID}
	}
	return page.Cut(req, items), nil
}

// Request finds a connect request, for operators; NOT_FOUND otherwise.
func (s *Service) Request(ctx context.Context, requestID string) (_ *ConnectRequest, err error) {
	defer errs.Wrap(&err, "organisation.Request(%s)", requestID)
	unknown := errs.New(errs.NotFound, "no such request")
	v, err := operates(ctx)
	if err != nil {
		return nil, unknown
	}
	ctx = viewer.System(ctx, "connect-request-read")
	row, err := s.db.Client().ConnectRequest.Get(ctx, requestID)
	if ent.IsNotFound(err) {
		return nil, unknown
	}
	if err != nil {
		return nil, err
	}
	list, err := s.toRequests(ctx, v, []*ent.ConnectRequest{row})
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// toRequests makes read models for an operator, with the names of the operators who proposed.
func (s *Service) toRequests(ctx context.Context, v *viewer.Viewer, rows []*ent.ConnectRequest) ([]*ConnectRequest, error) {
	var proposers []string
	for _, row := range rows {
		if row.ProposedBy != nil {
			proposers = append(proposers, *row.ProposedBy)
		}
	}
	names := map[string]string{}
	if len(proposers) > 0 {
		var err error
		if names, err = s.people.Names(ctx, proposers); err != nil {
			return nil, err
		}
	}
	list := make([]*ConnectRequest, len(rows))
	for i, row := range rows {
		in, err := s.openRequest(ctx, row)
		if err != nil {
			return nil, err
		}
		list[i] = &ConnectRequest{
			ID: row.ID, AuthorityID: row.AuthorityID, Contact: in.Contact, Kind: ChannelKind(row.Kind), State: RequestState(row.State),
			Address: in.Address, RequestedAt: row.RequestedAt, DecidedAt: row.DecidedAt, ProposedAt: row.ProposedAt, Note: in.Note,
		}
		if row.ProposedBy != nil {
			name := names[*row.ProposedBy]
			list[i].ProposedBy, list[i].ProposedByMe = &name, *row.ProposedBy == v.AccountID
		}
	}
	return list, nil
}
