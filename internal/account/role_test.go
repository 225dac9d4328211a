package account_test

import (
	"context"
	"errors"
	"testing"

	"schalter/internal/account"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

func TestNoPlatformRoleForMembersOfAnOrganisation(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		employed := ""
		o := openOffice(t, w, account.Options{Employs: func(_ context.Context, _ *store.Tx, accountID string) (bool, error) {
			if accountID == "" {
				return false, errors.New("nobody is asked about")
			}
			return accountID == employed, nil
		}})
		_, signed := o.join(t, "ada@post.example")
		system := viewer.System(context.Background(), "test")
		employed = signed.Viewer.ID
		if err := o.SetPlatformRole(system, signed.Viewer.ID, account.Operator, true); rule(err) != "WRONG_STATE" {
			t.Errorf("a member: got %v", err)
		}
		if v := viewer.From(o.as(t, signed)); len(v.Roles) != 0 {
			t.Errorf("roles: got %v", v.Roles)
		}
		if err := o.SetPlatformRole(system, signed.Viewer.ID, account.Operator, false); err != nil {
			t.Errorf("revoking is always possible: %v", err)
		}
	})
}

// A row of old times that has both: the membership does not count.
func TestAPlatformRoleOutweighsAMembership(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		o := newOffice(t, w, account.Limits{})
		_, signed := o.join(t, "ada@post.example")
		sql(t, w, `INSERT INTO organisation (id, name, kind, version, created_at) VALUES ('org_1', 'Stadt', 'OTHER', 1, ?)`, w.Clock.Now())
		sql(t, w, `INSERT INTO channel (id, organisation_id, kind, state, max_message_bytes, failures, version, created_at)
			VALUES ('aut_1', 'org_1', 'INBOX', 'ACTIVE', 1, 0, 1, ?)`, w.Clock.Now())
		sql(t, w, `INSERT INTO membership (id, organisation_id, account_id, roles, all_authorities, version, created_at)
			VALUES ('mem_1', 'org_1', ?, '["CLERK","ADMIN"]', TRUE, 1, ?)`, signed.Viewer.ID, w.Clock.Now())
		reads := func() bool {
			v := viewer.From(o.as(t, signed))
			return v.WorksFor("aut_1") && v.MemberOf("org_1") != nil
		}
		if !reads() {
			t.Fatal("a member reads")
		}
		sql(t, w, `UPDATE account SET platform_roles = '["OPERATOR"]' WHERE id = ?`, signed.Viewer.ID)
		if reads() {
			t.Error("with both, the membership counts")
		}
		sql(t, w, `UPDATE account SET platform_roles = '[]' WHERE id = ?`, signed.Viewer.ID)
		sql(t, w, `UPDATE channel SET state = 'CLOSED' WHERE id = 'aut_1'`)
		if v := viewer.From(o.as(t, signed)); v.WorksFor("aut_1") {
			t.Error("a closed channel is read")
		}
	})
}

func sql(t *testing.T, w *testkit.World, statement string, args ...any) {
	t.Helper()
	err := w.DB.Tx(viewer.System(context.Background(), "test"), func(ctx context.Context, tx *store.Tx) error {
		_, err := tx.Exec(ctx, statement, args...)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
