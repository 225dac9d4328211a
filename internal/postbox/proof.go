package postbox

import (
	"context"

	"schalter/ent"
	"schalter/ent/manifest"
	"schalter/ent/viewmessage"
	"schalter/internal/errs"
	"schalter/internal/evidence"
	"schalter/internal/vault"
)

// Evidence is what proves messages on the viewer's sides, one for each, checked against the seal key before it is shown.
func (s *Service) Evidence(ctx context.Context, messages []*Message) (_ []*Evidence, err error) {
	defer errs.Wrap(&err, "postbox.Evidence")
	byHolding := holdings(messages)
	rows, err := s.db.Client().Manifest.Query().Where(manifest.SideIDIn(byHolding.sides...), manifest.MessageIDIn(byHolding.messages...)).All(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]*Evidence, len(messages))
	for _, row := range rows {
		i, asked := byHolding.at[holding{side: row.SideID, message: row.MessageID}]
		if !asked {
			continue
		}
		if list[i], err = s.openEvidence(ctx, messages[i], row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (s *Service) openEvidence(ctx context.Context, m *Message, row *ent.Manifest) (*Evidence, error) {
	signed, err := s.openManifest(ctx, m, row)
	if err != nil {
		return nil, err
	}
	return &Evidence{ManifestDigest: signed.Digest, SignedAt: row.SignedAt.UTC(), SigningKeyID: signed.KeyID, EventID: m.EventID}, nil
}

// manifestOf opens the signed manifest of a message as its side holds it, checked.
func (s *Service) manifestOf(ctx context.Context, m *Message) (evidence.Signed, error) {
	row, err := s.db.Client().Manifest.Query().Where(manifest.SideID(m.SideID), manifest.MessageID(m.ID)).Only(systemReads(ctx, "postbox.manifest"))
	if err != nil {
		return evidence.Signed{}, err
	}
	return s.openManifest(ctx, m, row)
}

// openManifest opens the signed manifest of a message and checks it against the seal key.
func (s *Service) openManifest(ctx context.Context, m *Message, row *ent.Manifest) (signed evidence.Signed, err error) {
	if err := s.openSealed(ctx, m.ID, m.contentKey(), manifestAAD(m.SideID, m.ID), row.Sealed, &signed); err != nil {
		return signed, err
	}
	if _, err := evidence.Verify(signed, s.keys.Public(vault.Seal, signed.KeyID)); err != nil {
		return signed, s.alarm(ctx, m.ID, err)
	}
	return signed, nil
}

// Answered are the messages that messages reply to, one for each; nil where there is none, or the side holds it no more.
func (s *Service) Answered(ctx context.Context, messages []*Message) (_ []*Message, err error) {
	defer errs.Wrap(&err, "postbox.Answered")
	return retryOnNewKey(ctx, func(ctx context.Context) ([]*Message, error) { return s.answered(ctx, messages) })
}

func (s *Service) answered(ctx context.Context, messages []*Message) ([]*Message, error) {
	replies := make([]*Message, 0, len(messages))
	var wanted []string
	for _, m := range messages {
		if m.InReplyToID != nil {
			replies = append(replies, m)
			wanted = append(wanted, *m.InReplyToID)
		}
	}
	list := make([]*Message, len(messages))
	if len(replies) == 0 {
		return list, nil
	}
	sides, err := s.visibleSides(ctx, holdings(replies).sides)
	if err != nil {
		return nil, err
	}
	views, err := s.db.Client().ViewMessage.Query().
		Where(viewmessage.SideIDIn(holdings(replies).sides...), viewmessage.MessageIDIn(wanted...)).WithMessage().All(ctx)
	if err != nil {
		return nil, err
	}
	answered := make(map[holding]*Message, len(views))
	for _, v := range views {
		if answered[holding{side: v.SideID, message: v.MessageID}], err = s.openMessage(ctx, sides[v.SideID], v, v.Edges.Message); err != nil {
			return nil, err
		}
	}
	for i, m := range messages {
		if m.InReplyToID != nil {
			list[i] = answered[holding{side: m.SideID, message: *m.InReplyToID}]
		}
	}
	return list, nil
}
