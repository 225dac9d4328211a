package account_test

import (
	"fmt"
	"net/netip"
	"testing"

	"schalter/internal/account"
	"schalter/internal/testkit"
)

// A client with a /48 of IPv6 has 65,536 networks, and tries no more from all of them than a few networks do.
func TestTheNetworksOfOneSiteShareTheLimits(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{LoginsPerNetwork: 1, RegistrationsPerNetwork: 1, ResetsPerNetwork: 1})
		client := func(site, network int) account.Client {
			return account.Client{Address: netip.MustParseAddr(fmt.Sprintf("2001:db8:%x:%x::7", site, network))}
		}
		for name, try := range map[string]func(email string, from account.Client) error{
			"guesses": func(email string, from account.Client) error {
				_, err := o.StartSession(t.Context(), account.SessionStartInput{Email: email, Password: "a guess"}, from)
				if rule(err) == "WRONG_CREDENTIALS" {
					return nil
				}
				return err
			},
			"registrations": func(email string, from account.Client) error {
				return o.Register(t.Context(), registration(email), from)
			},
			"resets": func(email string, from account.Client) error {
				return o.RequestPasswordReset(t.Context(), account.PasswordResetRequestInput{Email: email}, from)
			},
		} {
			for i := range 10 {
				if err := try(fmt.Sprintf("nobody%d@post.example", i), client(1, i)); err != nil {
					t.Fatalf("%s: network %d: got %v", name, i, err)
				}
			}
			if err := try("nobody10@post.example", client(1, 10)); rule(err) != "RATE_LIMITED" {
				t.Errorf("%s: the eleventh network: got %v", name, err)
			}
			if err := try("nobody11@post.example", client(2, 1)); err != nil {
				t.Errorf("%s: another site: got %v", name, err)
			}
		}
	})
}
