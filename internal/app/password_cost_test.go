//go:build demo

package app

import (
	"strings"
	"testing"

	"schalter/ent/identity"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// The worlds of the other tests make passwords cheap. What the program itself opens protects them with 46 MiB of argon2id, and replaces a hash
// of a lower cost at the next sign-in.
func TestTheProgramProtectsPasswordsAtTheRealCost(t *testing.T) {
	t.Parallel()
	w := newMailWorldWith(t, worldConfig(t, ""), testkit.Quiet(), realPasswords)
	secretOf := func(email string) string {
		ctx := viewer.System(t.Context(), "test")
		accountID, err := w.accounts.IDOfEmail(ctx, email)
		if err != nil {
			t.Fatal(err)
		}
		row, err := w.db.Client().Identity.Query().Where(identity.AccountID(accountID)).Only(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return row.Secret
	}
	const dear, cheap = "$argon2id$v=19$m=47104,t=1,p=1$", "$argon2id$v=19$m=64,t=1,p=1$"
	if got := secretOf(citizen); !strings.HasPrefix(got, cheap) {
		t.Fatalf("the model's password: got %.40s", got)
	}
	w.as(t, citizen)
	if got := secretOf(citizen); !strings.HasPrefix(got, dear) {
		t.Errorf("after a sign-in: got %.40s", got)
	}
}
