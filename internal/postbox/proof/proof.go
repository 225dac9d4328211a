package proof

import (
	"context"
	"time"

	"schalter/ent"
	"schalter/ent/manifest"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/sides"
	"schalter/internal/vault"
)

// Evidence is what proves messages on the viewer's sides, one for each, checked against the seal key before it is shown.
func (s *Service) Evidence(ctx context.Context, messages []*conversation.Message) (_ []*Evidence, err error) {
	defer errs.Wrap(&err, "postbox.Evidence")
	byHolding := conversation.Holdings(messages)
	rows, err := s.db.Client().Manifest.Query().Where(manifest.SideIDIn(byHolding.Sides...), manifest.MessageIDIn(byHolding.Messages...)).All(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]*Evidence, len(messages))
	for _, row := range rows {
		i, asked := byHolding.At[conversation.Holding{Side: row.SideID, Message: row.MessageID}]
		if !asked {
			continue
		}
		if list[i], err = s.openEvidence(ctx, messages[i], row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (s *Service) openEvidence(ctx context.Context, m *conversation.Message, row *ent.Manifest) (*Evidence, error) {
	signed, err := s.openManifest(ctx, m, row)
	if err != nil {
		return nil, err
	}
	return &Evidence{ManifestDigest: signed.Digest, SignedAt: row.SignedAt.UTC(), SigningKeyID: signed.KeyID, EventID: m.EventID}, nil
}

// manifestOf opens the signed manifest of a message as its side holds it, checked.
func (s *Service) manifestOf(ctx context.Context, m *conversation.Message) (evidence.Signed, error) {
	row, err := s.db.Client().Manifest.Query().Where(manifest.SideID(m.SideID), manifest.MessageID(m.ID)).Only(sides.SystemReads(ctx, "postbox.manifest"))
	if err != nil {
		return evidence.Signed{}, err
	}
	return s.openManifest(ctx, m, row)
}

// openManifest opens the signed manifest of a message and checks it against the seal key.
func (s *Service) openManifest(ctx context.Context, m *conversation.Message, row *ent.Manifest) (signed evidence.Signed, err error) {
	if err := s.sides.OpenSealed(ctx, m.ID, m.ContentKey(), conversation.ManifestAAD(m.SideID, m.ID), row.Sealed, &signed); err != nil {
		return signed, err
	}
	if _, err := evidence.Verify(signed, s.keys.Public(vault.Seal, signed.KeyID)); err != nil {
		return signed, s.sides.Alarm(ctx, m.ID, err)
	}
	return signed, nil
}

// Evidence is what proves a message on one side.
type Evidence struct {
	ManifestDigest string
	SignedAt       time.Time
	SigningKeyID   string
	EventID        string
}
