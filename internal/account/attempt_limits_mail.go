package account

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"schalter/internal/mail/idn"
	"schalter/internal/store"
)

// Anybody who knows an address can ask for mails with links to it: by registering it, or for a new password. Who asks is counted
// before whom it is for, so that nobody uses up what others may still ask for; and the holder can see how much was asked.

// mailWindow is for how long such requests are counted, from the first on.
const mailWindow = 24 * time.Hour

// mailPermission is what a request for a mail with a link may lead to.
type mailPermission int

const (
	// mayMail: the mail may be written.
	mayMail mailPermission = iota
	// mayNot: nothing is mailed.
	mayNot
	// mayWarn: nothing is mailed but that too much is asked for.
	mayWarn
)

// LinkRequests is what was asked for with an address since the first of them, for a day (type LinkRequests of the contract).
type LinkRequests struct {
	// Count is the requests, Places from how many networks, Withheld those of them that led to no mail.
	Count, Places, Withheld int
	Since                   time.Time
}

// countLinkRequest counts a request for a mail with a link. The same counters move whether or not the address has an account.
func (s *Service) countLinkRequest(ctx context.Context, tx *store.Tx, email string, from Client) (mailPermission, error) {
	email, network := idn.Key(email), from.network()
	if _, err := tx.Count(ctx, s.counter("link-requests", email), mailWindow); err != nil {
		return mayNot, err
	}
	_, until, err := s.readCounter(ctx, tx, "link-requests", email)
	if err != nil {
		return mayNot, err
	}
	// All of them end together.
	window := until.Sub(tx.Now)
	pair, err := tx.Count(ctx, s.counter("link-pair", email, network), window)
	if err != nil {
		return mayNot, err
	}
	if pair == 1 {
		if _, err := tx.Count(ctx, s.counter("link-places", email), window); err != nil {
			return mayNot, err
		}
	}
	may := mayNot
	if pair <= s.limits.MailsPerPair {
		if may, err = s.countStrangersRequest(ctx, tx, email, network, window); err != nil {
			return mayNot, err
		}
	}
	if may != mayMail {
		_, err = tx.Count(ctx, s.counter("link-withheld", email), window)
	}
	return may, err
}

// countStrangersRequest counts what networks ask for together from which nobody signed in; others have their own share.
func (s *Service) countStrangersRequest(ctx context.Context, tx *store.Tx, email, network string, window time.Duration) (mailPermission, error) {
	known, err := s.isKnownNetwork(ctx, tx, email, network)
	if err != nil {
		return mayNot, err
	}
	if known {
		_, err := tx.Count(ctx, s.counter("link-known", email), window)
		return mayMail, err
	}
	n, err := tx.Count(ctx, s.counter("link-strangers", email), window)
	switch {
	case err != nil:
		return mayNot, err
	case n <= s.limits.MailsPerAddress:
		return mayMail, nil
	case n == s.limits.MailsPerAddress+1:
		return mayWarn, nil
	}
	return mayNot, nil
}

// rowReader is what a counter can be read from: inside a transaction and outside.
type rowReader interface {
	QueryRow(ctx context.Context, query string, args ...any) *sql.Row
	Query(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// readCounter reads a counter; zero when it does not run.
func (s *People) readCounter(ctx context.Context, from rowReader, what ...string) (n int, until time.Time, err error) {
	err = from.QueryRow(ctx, `SELECT count, expires_at FROM counter WHERE id = ? AND expires_at > ?`,
		s.counter(what...), s.db.Clock().Now()).Scan(&n, &until)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return n, until, err
}

// linkRequests reads what was asked for with an address; nil when nothing was.
func (s *People) linkRequests(ctx context.Context, from rowReader, email string) (*LinkRequests, error) {
	email = idn.Key(email)
	requests, places, withheld := s.counter("link-requests", email), s.counter("link-places", email), s.counter("link-withheld", email)
	found, err := from.Query(ctx, `SELECT id, count, expires_at FROM counter WHERE id IN (?, ?, ?) AND expires_at > ?`,
		requests, places, withheld, s.db.Clock().Now())
	if err != nil {
		return nil, err
	}
	defer found.Close()
	r := &LinkRequests{}
	for found.Next() {
		var counter string
		var n int
		var until time.Time
		if err := found.Scan(&counter, &n, &until); err != nil {
			return nil, err
		}
		switch counter {
		case requests:
			r.Count, r.Since = n, until.Add(-mailWindow).UTC()
		case places:
			r.Places = n
		case withheld:
			r.Withheld = n
		}
	}
	if err := found.Err(); err != nil || r.Count == 0 {
		return nil, err
	}
	return r, nil
}

// requestsSoFar is linkRequests as a mail tells of it.
func (s *People) requestsSoFar(ctx context.Context, from rowReader, email string) (Asked, error) {
	r, err := s.linkRequests(ctx, from, email)
	if r == nil || err != nil {
		return Asked{}, err
	}
	return Asked{Count: r.Count, Places: r.Places}, nil
}
