package rollouts

import (
	"context"

	"schalter/ent"
	"schalter/internal/vault"
)

// What is sealed keeps the names of its fields forever (docs/sealed-data.md).
type (
	// sealedRollout is what a rollout says of persons, and what was filled in for it.
	sealedRollout struct {
		Subject    *ContactPerson    `json:"subject,omitempty"`
		Technical  *ContactPerson    `json:"technical,omitempty"`
		Parameters map[string]string `json:"parameters,omitempty"`
	}
	// sealedTask is why a task is where it is, and who said so. Key and Args are a sentence of the platform's.
	sealedTask struct {
		Reason string   `json:"reason,omitempty"`
		Key    string   `json:"key,omitempty"`
		Args   []string `json:"args,omitempty"`
		By     string   `json:"by"`
	}
	sealedMail struct {
		Email string `json:"email"`
	}
)

func rolloutAAD(rolloutID string) string { return "rollout|" + rolloutID }

// fieldAAD is what a row's sealed column is bound to.
func fieldAAD(rowID, entity string) string { return rowID + "|" + entity + "|sealed" }

func (s *Service) keyOf(ctx context.Context, row *ent.Rollout) (vault.Key, error) {
	return s.Vault.Key(ctx, vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, rolloutAAD(row.ID))
}

// open opens what is sealed of a rollout.
func (s *Service) open(ctx context.Context, row *ent.Rollout) (c sealedRollout, key vault.Key, err error) {
	if key, err = s.keyOf(ctx, row); err != nil {
		return c, key, err
	}
	return c, key, key.OpenJSON(fieldAAD(row.ID, "rollout"), row.Sealed, &c)
}
