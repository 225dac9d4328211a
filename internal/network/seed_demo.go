//go:build demo

package network

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"schalter/ent/networkgroup"
	"schalter/internal/errs"
	"schalter/internal/store"
	"schalter/internal/vault"
	"schalter/internal/viewer"
)

// Seeded is a group of the demonstration with what was written in it, as it went.
type Seeded struct {
	Slug        string
	Texts       []*GroupText
	WholeMarket bool
	OfferingIDs []string
	// OperatorID is who made it.
	OperatorID string
	// Members are those who take part, by the names that posts have them by.
	Members map[string]SeededMember
	Posts   []SeededPost
}

// SeededMember is who takes part; without a membership an operator.
type SeededMember struct {
	AccountID                    string
	MembershipID, OrganisationID string
}

// SeededPost is what one of them wrote.
type SeededPost struct {
	By       string
	At       time.Time
	Body     string
	Filename string
	File     string
	Replies  []SeededPost
}

// Seed writes groups of the demonstration, each once.
func (s *Service) Seed(ctx context.Context, groups []Seeded) (err error) {
	defer errs.Wrap(&err, "network.Seed")
	for _, g := range groups {
		err := s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
			there, err := tx.NetworkGroup.Query().Where(networkgroup.Slug(g.Slug)).Exist(ctx)
			if err != nil || there {
				return err
			}
			return s.seed(ctx, tx, g)
		})
		if err != nil {
			return fmt.Errorf("%s: %w", g.Slug, err)
		}
	}
	return nil
}

func (s *Service) seed(ctx context.Context, tx *store.Tx, g Seeded) error {
	in := Saving{Slug: g.Slug, Texts: g.Texts, WholeMarket: g.WholeMarket, OfferingIDs: g.OfferingIDs, IdempotencyKey: "demo-" + g.Slug}
	if err := in.Validate(s.Offerings.Known); err != nil {
		return err
	}
	texts, err := json.Marshal(in.Texts)
	if err != nil {
		return err
	}
	// Each row is of its own time.
	now := tx.Now
	defer func() { tx.Now = now }()
	for _, p := range g.Posts {
		if p.At.Before(tx.Now) {
			tx.Now = p.At.Add(-time.Hour)
		}
	}
	by := &viewer.Viewer{AccountID: g.OperatorID, Roles: []viewer.Role{viewer.Operator}}
	groupID, err := s.create(ctx, tx, by, in, string(texts))
	if err != nil {
		return err
	}
	who := map[string]standing{}
	for name, m := range g.Members {
		is := standing{access: access{accountID: m.AccountID, operator: m.MembershipID == ""}}
		var membershipID *string
		if m.MembershipID != "" {
			membershipID = &m.MembershipID
			is.memberships = map[string]*viewer.Membership{m.MembershipID: {ID: m.MembershipID, OrganisationID: m.OrganisationID}}
		}
		if err := s.join(ctx, tx, is, groupID, membershipID, s.hash("join", m.AccountID, groupID, "demo")); err != nil {
			return err
		}
		found, err := standingsIn(ctx, tx.Client, is.access, []string{groupID})
		if err != nil {
			return err
		}
		who[name] = found[groupID]
	}
	for _, p := range g.Posts {
		if err := s.seedPost(ctx, tx, groupID, who, p, nil); err != nil {
			return err
		}
	}
	return nil
}

func (s *Service) seedPost(ctx context.Context, tx *store.Tx, groupID string, who map[string]standing, p SeededPost, replyTo *string) error {
	is, ok := who[p.By]
	if !ok {
		return fmt.Errorf("%s takes no part", p.By)
	}
	tx.Now = p.At
	keys, err := s.keysOf(ctx, tx.Client, []string{groupID})
	if err != nil {
		return err
	}
	key := keys[groupID]
	in := Posting{GroupID: groupID, ReplyTo: replyTo, Body: p.Body, IdempotencyKey: "demo"}
	if err := in.Validate(); err != nil {
		return err
	}
	if err := s.answer(ctx, tx, in); err != nil {
		return err
	}
	if p.File != "" {
		fileID, err := s.seedFile(ctx, tx, is, groupID, p)
		if err != nil {
			return err
		}
		in.DocumentIDs = []string{fileID}
	}
	postID, err := s.write(ctx, tx, is, key, s.hash("demo", groupID, p.By, p.At.String()), in)
	if err != nil {
		return err
	}
	for _, reply := range p.Replies {
		if err := s.seedPost(ctx, tx, groupID, who, reply, &postID); err != nil {
			return err
		}
	}
	return nil
}

// seedFile stores a file as an upload does.
func (s *Service) seedFile(ctx context.Context, tx *store.Tx, is standing, groupID string, p SeededPost) (string, error) {
	keys, err := s.keysOf(ctx, tx.Client, []string{groupID})
	if err != nil {
		return "", err
	}
	key := keys[groupID]
	fileID, err := s.insertFile(ctx, tx, is, key, s.hash("demo-file", groupID, p.Filename), Announcing{GroupID: groupID, Filename: p.Filename, Size: int64(len(p.File))})
	if err != nil {
		return "", err
	}
	row, err := tx.NetworkFile.Get(ctx, fileID)
	if err != nil {
		return "", err
	}
	var meta sealedFile
	if err := key.OpenJSON(metaAAD(row.ID), row.Sealed, &meta); err != nil {
		return "", err
	}
	blobKey := row.ID + ".demo"
	if err := s.storeBytes(ctx, blobKey, vault.Key(meta.Key), row, strings.NewReader(p.File)); err != nil {
		return "", err
	}
	meta.MediaType = "text/plain"
	sealed, err := key.SealJSON(metaAAD(row.ID), meta)
	if err != nil {
		return "", err
	}
	return fileID, tx.NetworkFile.UpdateOne(row).SetBlobKey(blobKey).SetSealed(sealed).Exec(ctx)
}
