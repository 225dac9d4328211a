//go:build demo

package app

import (
	"bytes"
	"net/http"
	"strings"
	"testing"

	"schalter/internal/testkit"
)

func TestSessionsAreEndedByTheCommandBesideTheServer(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		command := func(args ...string) (string, error) {
			var out bytes.Buffer
			err := sessionsCommand(t.Context(), w.cfg, testkit.Quiet(), args, &out)
			return out.String(), err
		}
		one, two, other := w.as(t, citizen), w.as(t, citizen), w.as(t, clerkBamberg)
		open := func(c testkit.Client) bool {
			res, _ := w.send(t, sent{body: `{"query":"{ viewer { id } }"}`, header: head("Authorization", "Bearer "+c.Token)})
			return res.StatusCode == http.StatusOK
		}
		if output, err := command("end", citizen); err != nil || !strings.HasPrefix(output, "done: ") || open(one) || open(two) || !open(other) {
			t.Errorf("of one: %q, %v; open: %v, %v, another's: %v", output, err, open(one), open(two), open(other))
		}
		again, desk := w.as(t, citizen), w.as(t, operator)
		if output, err := command("end", "--all"); err != nil || !strings.HasPrefix(output, "done: ") || open(again) || open(other) || open(desk) {
			t.Errorf("of everybody: %q, %v; open: %v, %v, %v", output, err, open(again), open(other), open(desk))
		}
		var out struct {
			Desk struct {
				Audit struct {
					Edges []struct {
						Node struct{ Actor, Action string }
					}
				}
			}
		}
		w.as(t, operator).Must(t, `{ desk { audit(first: 1) { edges { node { actor action } } } } }`, nil, &out)
		if n := out.Desk.Audit.Edges[0].Node; n.Action != "sessions.end" || n.Actor != "platform" {
			t.Errorf("record: got %+v", n)
		}
		for _, args := range [][]string{{}, {"end"}, {"list"}, {"end", "--all", "now"}, {"end", "nobody@demo.example"}} {
			if output, err := command(args...); err == nil {
				t.Errorf("%v: got %q", args, output)
			}
		}
	})
}

// The cookie of a browser leads to one session: the one before ends with the next sign-in.
func TestANewSignInInABrowserEndsItsFormerSession(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	in := func(cookie string) (token, next string) {
		res, body := w.send(t, sent{body: `{"query":"mutation { sessionStart(input: {email: \"` + citizen + `\", password: \"` + password + `\"}) { accessToken } }"}`,
			header: head("Cookie", "schalter="+cookie)})
		_, rest, _ := strings.Cut(body, `"accessToken":"`)
		token, _, _ = strings.Cut(rest, `"`)
		if len(res.Cookies()) != 1 || token == "" {
			t.Fatalf("got %v %s", res.Cookies(), body)
		}
		return token, res.Cookies()[0].Value
	}
	status := func(token string) int {
		res, _ := w.send(t, sent{body: `{"query":"{ viewer { id } }"}`, header: head("Authorization", "Bearer "+token)})
		return res.StatusCode
	}
	elsewhere, _ := in("")
	first, cookie := in("")
	second, _ := in(cookie)
	if status(first) != http.StatusUnauthorized || status(second) != http.StatusOK || status(elsewhere) != http.StatusOK {
		t.Errorf("former: %d, new: %d, other device: %d", status(first), status(second), status(elsewhere))
	}
	res, _ := w.send(t, sent{path: "/auth/refresh", header: head("Cookie", "schalter="+cookie)})
	if res.StatusCode != http.StatusUnauthorized {
		t.Errorf("the former session is renewed: %d", res.StatusCode)
	}
}
