package account

import (
	"context"
	"time"

	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/mail/idn"
	"schalter/internal/store"
)

// Limits bound what can be tried. Networks are single IPv4 addresses and /64 prefixes of IPv6.
type Limits struct {
	// LoginsPerPair is tries for one address from one network in 15 minutes; a success sets the count back to zero.
	LoginsPerPair int
	// LoginsPerNetwork is tries from one network in 15 minutes, for all addresses together, without those that succeeded.
	LoginsPerNetwork int
	// SignInsPerNetwork is all tries from one network in 15 minutes, those that succeeded among them.
	SignInsPerNetwork int
	// LoginsPerAddress is tries for one address in an hour from networks that it never signed in from.
	LoginsPerAddress int
	// RegistrationsPerNetwork is registrations in an hour.
	RegistrationsPerNetwork int
	// ResetsPerNetwork is requests for a new password in an hour.
	ResetsPerNetwork int
	// MailsPerPair is mails with links to one address in a day that one network may ask for.
	MailsPerPair int
	// MailsPerAddress is mails with links to one address in a day that all networks together may ask for from which nobody
	// signed in to it within 30 days. With the first that is one too many the holder is told.
	MailsPerAddress int
}

func (l Limits) orDefaults() Limits {
	for _, d := range []struct {
		at    *int
		value int
	}{
		{&l.LoginsPerPair, 10}, {&l.LoginsPerNetwork, 300}, {&l.SignInsPerNetwork, 3_000}, {&l.LoginsPerAddress, 100},
		{&l.RegistrationsPerNetwork, 100}, {&l.ResetsPerNetwork, 60}, {&l.MailsPerPair, 3}, {&l.MailsPerAddress, 9},
	} {
		if *d.at == 0 {
			*d.at = d.value
		}
	}
	return l
}

// tooMany says when it can be tried again.
func tooMany(until, now time.Time) error {
	german, english := clock.Moment(until, now)
	return errs.Told(errs.RateLimited, "Zu viele Versuche in kurzer Zeit. Ab "+german+" können Sie es wieder versuchen.",
		"Too many tries in a short time. You can try again from "+english+".")
}

// network is the network that a client is counted for.
func (c Client) network() string { return store.SourcesOf(c.Address)[0].Who }

// countAttempt counts one more of what. Beyond the limit it returns when the count starts from zero, otherwise the zero time.
func (s *Service) countAttempt(ctx context.Context, tx *store.Tx, limit int, window time.Duration, what ...string) (time.Time, error) {
	n, err := tx.Count(ctx, s.counter(what...), window)
	if err != nil || n <= limit {
		return time.Time{}, err
	}
	return tx.CountedUntil(ctx, s.counter(what...))
}

// countAndCheck is countAttempt that fails beyond the limit. The error rolls the transaction back and with it the count, so that only
// what was accepted counts.
func (s *Service) countAndCheck(ctx context.Context, tx *store.Tx, limit int, window time.Duration, what ...string) error {
	until, err := s.countAttempt(ctx, tx, limit, window, what...)
	if err == nil && !until.IsZero() {
		err = tooMany(until, tx.Now)
	}
	return err
}

// countAndCheckNetworks is countAndCheck for the networks of a client, in an hour.
func (s *Service) countAndCheckNetworks(ctx context.Context, tx *store.Tx, limit int, what string, from Client) error {
	for _, n := range store.SourcesOf(from.Address) {
		if err := s.countAndCheck(ctx, tx, n.Share*limit, time.Hour, what, n.Who); err != nil {
			return err
		}
	}
	return nil
}

func (s *People) counter(what ...string) string {
	return keyedHash(s.platform, append([]string{"counter"}, what...)...)
}

const (
	loginWindow   = 15 * time.Minute
	addressWindow = time.Hour
	// knownNetworkWindow is how long a network that an account signed in from is not stopped by what strangers try elsewhere.
	knownNetworkWindow = 30 * 24 * time.Hour
)

// countLogin counts a try before it is made, so that parallel tries are counted too. It fails with RATE_LIMITED.
func (s *Service) countLogin(ctx context.Context, email string, from Client) error {
	email, network := idn.Key(email), from.network()
	var until, now time.Time
	err := s.db.Tx(ctx, func(ctx context.Context, tx *store.Tx) error {
		until, now = time.Time{}, tx.Now
		known, err := s.isKnownNetwork(ctx, tx, email, network)
		if err != nil {
			return err
		}
		for _, limit := range s.loginLimits(email, from, known) {
			over, err := s.countAttempt(ctx, tx, limit.most, limit.window, limit.what...)
			if err != nil {
				return err
			}
			if over.After(until) {
				until = over
			}
		}
		return nil
	})
	if err == nil && !until.IsZero() {
		return tooMany(until, now)
	}
	return err
}

// loginLimit is one limit of tries to sign in.
type loginLimit struct {
	most   int
	window time.Duration
	what   []string
}

// loginLimits are those of an address and a client; known says that the account signed in from there before.
func (s *Service) loginLimits(email string, from Client, known bool) []loginLimit {
	list := []loginLimit{{s.limits.LoginsPerPair, loginWindow, []string{"login", email, from.network()}}}
	for _, n := range store.SourcesOf(from.Address) {
		list = append(list, loginLimit{n.Share * s.limits.LoginsPerNetwork, loginWindow, []string{"login-network", n.Who}},
			loginLimit{n.Share * s.limits.SignInsPerNetwork, loginWindow, []string{"login-all", n.Who}})
	}
	if !known {
		list = append(list, loginLimit{s.limits.LoginsPerAddress, addressWindow, []string{"login-address", email}})
	}
	return list
}

// isKnownNetwork reports whether somebody signed in with the address from the network lately.
func (s *Service) isKnownNetwork(ctx context.Context, tx *store.Tx, email, network string) (bool, error) {
	var n int
	err := tx.QueryRow(ctx, `SELECT COUNT(*) FROM counter WHERE id = ? AND expires_at > ?`,
		s.counter("known", email, network), tx.Now).Scan(&n)
	return n > 0, err
}

// recordSuccess forgets the failed tries of a pair, takes this one back from those of the network and its site, and remembers the
// network as known: an office behind one address may sign in as often as it has clerks.
func (s *Service) recordSuccess(ctx context.Context, tx *store.Tx, email string, from Client) error {
	email, network := idn.Key(email), from.network()
	if err := tx.Forget(ctx, s.counter("login", email, network)); err != nil {
		return err
	}
	for _, n := range store.SourcesOf(from.Address) {
		if err := tx.Uncount(ctx, s.counter("login-network", n.Who)); err != nil {
			return err
		}
	}
	_, err := tx.Count(ctx, s.counter("known", email, network), knownNetworkWindow)
	return err
}
