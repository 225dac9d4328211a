//go:build demo

package app

import (
	"bytes"
	"strings"
	"testing"

	"schalter/internal/testkit"
)

func TestRolesAreGivenByTheCommandBesideTheServer(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		command := func(args ...string) (string, error) {
			var out bytes.Buffer
			err := roleCommand(t.Context(), w.cfg, testkit.Quiet(), args, &out)
			return out.String(), err
		}
		list, err := command("list")
		if err != nil || strings.Count(list, "\n") != 3 || !strings.Contains(list, operator+"   OPERATOR") || !strings.Contains(list, editor) {
			t.Errorf("list: got %q, %v", list, err)
		}
		person := w.as(t, citizen)
		hasDesk := func() bool {
			var out struct{ Desk *struct{ LettersWaiting int } }
			person.Must(t, `{ desk { lettersWaiting } }`, nil, &out)
			return out.Desk != nil
		}
		for _, tt := range []struct {
			act  string
			want bool
		}{{"grant", true}, {"revoke", false}} {
			if output, err := command(tt.act, citizen, "operator"); err != nil || !strings.HasPrefix(output, "done: acc_") {
				t.Fatalf("%s: got %q, %v", tt.act, output, err)
			}
			if got := hasDesk(); got != tt.want {
				t.Errorf("%s: desk: got %v, want %v", tt.act, got, tt.want)
			}
		}
		var out struct {
			Desk struct {
				Audit struct {
					Edges []struct {
						Node struct{ Actor, Capacity, Action, Detail string }
					}
				}
			}
		}
		w.as(t, operator).Must(t, `{ desk { audit(first: 2) { edges { node { actor capacity action detail } } } } }`, nil, &out)
		for i, want := range []string{"role.revoke", "role.grant"} {
			if n := out.Desk.Audit.Edges[i].Node; n.Action != want || n.Actor != "platform" || n.Capacity != "system" || n.Detail != "OPERATOR" {
				t.Errorf("record: got %+v, want %s", n, want)
			}
		}
		if output, err := command("grant", buyer, "operator"); err == nil || !strings.Contains(err.Error(), "works for an authority") {
			t.Errorf("a member: got %q, %v", output, err)
		}
		for _, args := range [][]string{
			{}, {"list", "all"}, {"grant"}, {"grant", buyer}, {"grant", buyer, "KING"}, {"give", buyer, "EDITOR"}, {"grant", "nobody@demo.example", "EDITOR"},
			{buyer, "OPERATOR"},
		} {
			if output, err := command(args...); err == nil {
				t.Errorf("%v: got %q", args, output)
			}
		}
	})
}
