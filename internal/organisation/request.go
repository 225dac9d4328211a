package organisation

import (
	"context"
	"encoding/json"
	"net/netip"
	"reflect"
	"time"

	"schalter/ent"
	"schalter/ent/connectrequest"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/mail"
	"schalter/internal/mail/idn"
	"schalter/internal/postal"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

const (
	// undecidedLife is how long a request waits for an operator.
	undecidedLife = 90 * 24 * time.Hour
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
	Contact ContactPerson   `json:"contact"`
	Locale  string          `json:"locale"`
	Address *postal.Address `json:"address,omitempty"`
	Note    *string         `json:"note,omitempty"`
}

func requestAAD(requestID string) string { return "connect-request|" + requestID }

func (s *Service) sealRequest(ctx context.Context, requestID string, in sealedRequest) (vault.Box, error) {
	return s.ports.Vault.BoxJSON(ctx, requestAAD(requestID), in)
}

func (s *Service) openRequest(ctx context.Context, row *ent.ConnectRequest) (out sealedRequest, err error) {
	box := vault.Box{Wrapped: vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, Sealed: row.Sealed}
	return out, s.ports.Vault.UnboxJSON(ctx, requestAAD(row.ID), box, &out)
}

// Validate checks the contact and brings texts to NFC.
func (in *AuthorityConnectRequestInput) Validate() error {
	var ps errs.Problems
	mail.NoteTyped(&ps, &in.Contact.Email, "contact", "email")
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

// noteText checks a line that is printed on a letter (DIN 91379) and brings it to NFC.
func noteText(ps *errs.Problems, text *string, limit int, field ...string) {
	checked, err := latin.Address(*text, limit)
	latin.AddProblem(ps, err, field...)
	if err == nil {
		*text = checked
	}
}

// RequestConnect asks for secure communication for an authority; open to anyone. It answers alike whether the same was asked
// before; what differs in anything stands beside it, because nobody has proven the address of a contact yet. NOT_FOUND for an unknown authority, TAKEN for one that is connected, RATE_LIMITED when one network asks too
// often or too many requests for the authority wait.
func (s *Service) RequestConnect(ctx context.Context, in AuthorityConnectRequestInput, from netip.Addr) (err error) {
	defer errs.Wrap(&err, "organisation.RequestConnect(%s)", in.AuthorityID)
	if err := in.Validate(); err != nil {
		return err
	}
	if _, ok := s.ports.Directory.Facts(in.AuthorityID); !ok {
		return errs.RefuseText(errs.Missing, "authority_unknown", nil, "authorityId")
	}
	if s.isDissolved(in.AuthorityID) {
		return errs.RefuseText(errs.WrongState, "authority_dissolved", nil, "authorityId")
	}
	if c := s.current.Load().channels[in.AuthorityID]; c != nil && c.State != ChannelClosed {
		return errs.RefuseText(errs.Taken, "authority_connected", nil, "authorityId")
	}
	locale, v := viewer.From(ctx).Locale, viewer.From(ctx)
	return s.db.Tx(viewer.System(ctx, "connect-request"), func(ctx context.Context, tx *store.Tx) error {
		if err := s.checkRequestLimit(ctx, tx, in, from); err != nil {
			return err
		}
		waiting := tx.ConnectRequest.Query().Where(connectrequest.AuthorityID(in.AuthorityID),
			connectrequest.StateIn(undecidedStates...))
		if asked, err := s.isAskedAlready(ctx, waiting.Clone(), in); err != nil || asked {
			return err
		}
		n, err := waiting.Count(ctx)
		if err != nil {
			return err
		}
		if n >= maxWaiting {
			return errs.Told(errs.RateLimited, "Für diese Stelle warten schon sehr viele Anträge. Wir bearbeiten sie erst; bitte versuchen Sie es in einigen Tagen noch einmal.",
				"Very many requests for this authority are waiting. We deal with them first; please try again in a few days.")
		}
		return s.insertRequest(ctx, tx, v, in, locale)
	})
}

// checkRequestLimit counts what a network asks for, and says when it can ask again. The very same wish sent again is not another one for the
// authority, whether or not it waits.
func (s *Service) checkRequestLimit(ctx context.Context, tx *store.Tx, in AuthorityConnectRequestInput, from netip.Addr) error {
	for _, n := range store.SourcesOf(from) {
		if err := s.countAndCheck(ctx, tx, n.Share*s.ports.RequestsPerNetwork, time.Hour, "connect-network", n.Who); err != nil {
			return err
		}
	}
	wish := in.Contact
	wish.Email = idn.ASCII(wish.Email)
	encoded, err := json.Marshal(wish)
	if err != nil {
		return err
	}
	n, err := tx.Count(ctx, s.keyedHash("counter", "connect-wish", store.SourcesOf(from)[0].Who, in.AuthorityID, string(in.Kind), string(encoded)), authorityWindow)
	if err != nil || n > 1 {
		return err
	}
	for _, n := range store.SourcesOf(from) {
		if err := s.countAndCheck(ctx, tx, n.Share*s.requestsPerAuthority(), authorityWindow, "connect-authority", n.Who, in.AuthorityID); err != nil {
			return err
		}
	}
	return nil
}

// countAndCheck counts one more of what. Beyond the limit it refuses with the time from which it is possible again.
func (s *Service) countAndCheck(ctx context.Context, tx *store.Tx, limit int, window time.Duration, what ...string) error {
	key := s.keyedHash(append([]string{"counter"}, what...)...)
	n, err := tx.Count(ctx, key, window)
	if err != nil || n <= limit {
		return err
	}
	until, err := tx.CountedUntil(ctx, key)
	if err != nil {
		return err
	}
	german, english := clock.Moment(until, tx.Now)
	return errs.Told(errs.RateLimited, "Zu viele Anträge in kurzer Zeit. Ab "+german+" ist der nächste möglich.",
		"Too many requests in a short time. The next one is possible from "+english+".")
}

// isAskedAlready reports whether the very same wish is among those that wait.
func (s *Service) isAskedAlready(ctx context.Context, waiting *ent.ConnectRequestQuery, in AuthorityConnectRequestInput) (bool, error) {
	rows, err := waiting.Where(connectrequest.EmailIndex(s.emailIndex(in.Contact.Email)), connectrequest.KindEQ(connectrequest.Kind(in.Kind))).
		Limit(maxWaiting).All(ctx)
	if err != nil {
		return false, err
	}
	for _, row := range rows {
		opened, err := s.openRequest(ctx, row)
		if err != nil || sameContact(opened.Contact, in.Contact) {
			return err == nil, err
		}
	}
	return false, nil
}

// sameContact reports whether two are the same to the letter, but for the form of an address's domain.
func sameContact(a, b ContactPerson) bool {
	a.Email, b.Email = idn.ASCII(a.Email), idn.ASCII(b.Email)
	return reflect.DeepEqual(a, b)
}

// requestsPerAuthority is how many requests for one authority a network may make in a day.
func (s *Service) requestsPerAuthority() int {
	return max(leastPerAuthority, s.ports.RequestsPerNetwork/10)
}

func (s *Service) insertRequest(ctx context.Context, tx *store.Tx, by *viewer.Viewer, in AuthorityConnectRequestInput, locale string) error {
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
	return s.ports.Platform.MAC(vault.BlindIndex, "connect-email", idn.Key(email))
}
