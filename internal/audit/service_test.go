package audit_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"schalter/internal/audit"
	"schalter/internal/errs"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

func TestTheRecordSaysWhoDidWhatAsWhat(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := audit.New(w.DB, nil)
		admin := viewer.Membership{ID: "mem_1", OrganisationID: "org_1", Admin: true}
		for _, act := range []struct {
			by                                     *viewer.Viewer
			action, subject, organisation, because string
		}{
			{viewer.From(viewer.System(context.Background(), "sweep")), "channel.suspended", "aut_1", "org_1", "certificate_expired"},
			{&viewer.Viewer{AccountID: "acc_1", Memberships: []viewer.Membership{admin}}, "channel.set", "aut_1", "org_1", "SMIME"},
			{&viewer.Viewer{AccountID: "acc_2", Roles: []viewer.Role{viewer.Operator}, Memberships: []viewer.Membership{admin}}, "channel.set", "aut_1", "org_1", ""},
			{&viewer.Viewer{AccountID: "acc_2", Roles: []viewer.Role{viewer.Operator}, Memberships: []viewer.Membership{admin}}, "letters.batch", "ltb_1", "", ""},
			{&viewer.Viewer{AccountID: "acc_3"}, "connect.confirm", "crq_1", "org_2", strings.Repeat("x", 300)},
			{viewer.Anonymous(), "connect.request", "crq_2", "", ""},
		} {
			w.Clock.Advance(time.Second)
			err := w.DB.Tx(viewer.System(context.Background(), "test"), func(ctx context.Context, tx *store.Tx) error {
				return s.Record(ctx, tx, act.by, act.action, act.subject, act.organisation, act.because)
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		list := func(subject string, req pagination.Request) string {
			t.Helper()
			found, err := s.List(operator, subject, req)
			if err != nil {
				t.Fatal(err)
			}
			var b strings.Builder
			for _, i := range found.Items {
				fmt.Fprintf(&b, "%s %s %s; ", i.Node.Actor, i.Node.Capacity, i.Node.Action)
			}
			return b.String()
		}
		if got, want := list("", pagination.Request{Limit: 4}), "anonymous anonymous connect.request; acc_3 owner connect.confirm; acc_2 operator letters.batch; mem_1 admin channel.set; "; got != want {
			t.Errorf("newest first: got %s, want %s", got, want)
		}
		if got, want := list("aut_1", pagination.Request{Limit: 2, Backward: true}), "mem_1 admin channel.set; platform system channel.suspended; "; got != want {
			t.Errorf("oldest of one subject: got %s, want %s", got, want)
		}
		first, err := s.List(operator, "", pagination.Request{Limit: 1})
		if err != nil || !first.HasNext {
			t.Fatalf("first page: got %+v, %v", first, err)
		}
		if got, want := list("", pagination.Request{Limit: 1, After: first.Items[0].Position}), "acc_3 owner connect.confirm; "; got != want {
			t.Errorf("second page: got %s, want %s", got, want)
		}
		second, err := s.List(operator, "crq_1", pagination.Request{Limit: 1})
		if err != nil || len(*second.Items[0].Node.Detail) != 200 {
			t.Errorf("a detail is bounded: got %+v, %v", second, err)
		}
		if e, err := s.Entry(operator, first.Items[0].Node.ID); err != nil || e.Action != "connect.request" || !e.At.Equal(w.Clock.Now()) {
			t.Errorf("one entry: got %+v, %v", e, err)
		}
	})
}

var operator = viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_o", Roles: []viewer.Role{viewer.Operator}})

func TestOnlyOperatorsReadTheRecord(t *testing.T) {
	t.Parallel()
	s := audit.New(testkit.SQLite(t).DB, nil)
	for name, v := range map[string]*viewer.Viewer{
		"anonymous": viewer.Anonymous(), "editor": {AccountID: "acc_1", Roles: []viewer.Role{viewer.Editor}},
		"admin": {AccountID: "acc_1", Memberships: []viewer.Membership{{OrganisationID: "org_1", Admin: true}}},
	} {
		ctx := viewer.With(context.Background(), v)
		if _, err := s.List(ctx, "", pagination.Request{Limit: 5}); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("%s: list: got %v", name, err)
		}
		if _, err := s.Entry(ctx, "aud_1"); errs.CodeOf(err) != errs.NotFound {
			t.Errorf("%s: entry: got %v", name, err)
		}
	}
	if _, err := s.Entry(operator, "aud_1"); errs.CodeOf(err) != errs.NotFound {
		t.Errorf("unknown entry: got %v", err)
	}
}

// Half a character, or one that PostgreSQL does not take, must not keep an act out of the audit log, and the act from being done with it.
func TestADetailIsCutBetweenCharacters(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := audit.New(w.DB, nil)
		for detail, want := range map[string]string{
			"x" + strings.Repeat("ü", 150): "x" + strings.Repeat("ü", 99),
			strings.Repeat("€", 100):       strings.Repeat("€", 66),
			"a\xc3":                        "a\uFFFD",
			"a\x00b":                       "a\uFFFDb",
		} {
			err := w.DB.Tx(viewer.System(context.Background(), "test"), func(ctx context.Context, tx *store.Tx) error {
				return s.Record(ctx, tx, &viewer.Viewer{AccountID: "acc_1"}, "role.grant", "acc_1", "", detail)
			})
			if err != nil {
				t.Errorf("%q: %v", detail, err)
				continue
			}
			found, err := s.List(operator, "", pagination.Request{Limit: 1})
			if err != nil || len(found.Items) != 1 || *found.Items[0].Node.Detail != want {
				t.Errorf("%q: got %+v, %v", detail, found, err)
			}
			w.Clock.Advance(time.Second)
		}
	})
}
