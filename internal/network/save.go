package network

import (
	"context"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"

	"schalter/ent"
	"schalter/ent/networkgroup"
	"schalter/ent/networkgroupoffering"
	"schalter/ent/networkmember"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/latin"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Saving makes a group, or changes one.
type Saving struct {
	// GroupID and ExpectedVersion are nil for a new one, which has an IdempotencyKey instead.
	GroupID         *string
	ExpectedVersion *int
	IdempotencyKey  string
	// Slug stays once it is made.
	Slug string
	// Texts are in German and English.
	Texts       []*GroupText
	WholeMarket bool
	OfferingIDs []string
	// ModeratorIDs are profiles of the group; nil leaves them as they are.
	ModeratorIDs []string
	Archived     bool
}

var slugForm = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// reserved are slugs that pages have for something else.
var reserved = []string{"neu", "new"}

// Validate brings the texts to NFC and refuses what cannot be a group.
func (in *Saving) Validate(known func(offeringID string) bool) error {
	var ps errs.Problems
	if len(in.Slug) < 3 || len(in.Slug) > 60 || !slugForm.MatchString(in.Slug) {
		ps.AddText(errs.InvalidValue, "group_slug", nil, "slug")
	}
	if slices.Contains(reserved, in.Slug) {
		ps.AddText(errs.InvalidValue, "group_slug_reserved", nil, "slug")
	}
	var have []Locale
	for i, t := range in.Texts {
		if t.Locale != German && t.Locale != English || slices.Contains(have, t.Locale) {
			ps.Add(errs.InvalidValue, "texts", fmt.Sprint(i), "locale")
		}
		have = append(have, t.Locale)
		checkText(&ps, &t.Name, MaxName, latin.Line, "texts", fmt.Sprint(i), "name")
		checkText(&ps, &t.Description, MaxDescription, latin.Text, "texts", fmt.Sprint(i), "description")
	}
	if len(in.Texts) != 2 {
		ps.AddText(errs.Required, "group_languages", nil, "texts")
	}
	if len(in.OfferingIDs) > MaxOfferings {
		ps.AddText(errs.TooMany, "too_many", []any{MaxOfferings}, "offeringIds")
	} else {
		for i, offeringID := range in.OfferingIDs {
			if !known(offeringID) || slices.Contains(in.OfferingIDs[:i], offeringID) {
				ps.Add(errs.Missing, "offeringIds", fmt.Sprint(i))
			}
		}
	}
	if len(in.ModeratorIDs) > MaxModerators {
		ps.AddText(errs.TooMany, "too_many", []any{MaxModerators}, "moderatorIds")
	}
	switch {
	case in.GroupID != nil && in.ExpectedVersion == nil:
		ps.Add(errs.Required, "expectedVersion")
	case in.GroupID == nil:
		checkKey(&ps, in.IdempotencyKey)
	}
	return ps.Err()
}

// Save makes a group or changes one, for operators. Refusals: STALE, NOT_FOUND (a group, an offering, a profile), TAKEN (the slug, the group of
// the whole market, an offering of another group), TOO_MANY, IDEMPOTENCY_CONFLICT.
func (s *Service) Save(ctx context.Context, in Saving) (_ *Group, err error) {
	defer errs.Wrap(&err, "network.Save")
	by, err := permit.Operator(ctx)
	if err != nil {
		return nil, err
	}
	if err := in.Validate(s.Offerings.Known); err != nil {
		return nil, err
	}
	texts, err := json.Marshal(in.Texts)
	if err != nil {
		return nil, err
	}
	var groupID string
	err = s.DB.Tx(system(ctx), func(ctx context.Context, tx *store.Tx) error {
		// One after the other: what is there once is looked for before it is written.
		if err := tx.LockStream(ctx, groupsStream); err != nil {
			return err
		}
		if in.GroupID == nil {
			groupID, err = s.create(ctx, tx, by, in, string(texts))
			return err
		}
		groupID = *in.GroupID
		return s.change(ctx, tx, by, in, string(texts))
	})
	if err != nil {
		return nil, err
	}
	return s.Group(ctx, groupID)
}

// groupsStream locks the groups against others that make or change one.
const groupsStream = "network"

func (s *Service) create(ctx context.Context, tx *store.Tx, by *viewer.Viewer, in Saving, texts string) (string, error) {
	request := s.hash("group", by.AccountID, in.IdempotencyKey)
	earlier, err := tx.NetworkGroup.Query().Where(networkgroup.RequestKey(request)).Only(ctx)
	switch {
	case err == nil:
		return earlier.ID, s.requireSame(ctx, tx, earlier, in, texts)
	case !ent.IsNotFound(err):
		return "", err
	}
	if taken, err := tx.NetworkGroup.Query().Where(networkgroup.Slug(in.Slug)).Exist(ctx); err != nil || taken {
		return "", firstOf(err, errs.Refuse(errs.Taken, "slug"))
	}
	n, err := tx.NetworkGroup.Query().Count(ctx)
	if err == nil && n >= MaxGroups {
		err = errs.RefuseText(errs.TooMany, "too_many", []any{MaxGroups})
	}
	if err == nil && len(in.ModeratorIDs) > 0 {
		err = errs.RefuseText(errs.Missing, "group_profile_unknown", nil, "moderatorIds", "0")
	}
	if err == nil {
		err = requireFree(ctx, tx, in, "")
	}
	if err != nil {
		return "", err
	}
	groupID := id.New(id.Group, tx.Now)
	_, wrapped, err := s.Vault.NewKey(ctx, groupAAD(groupID))
	if err != nil {
		return "", err
	}
	err = tx.NetworkGroup.Create().SetID(groupID).SetSlug(in.Slug).SetTexts(texts).SetNillableWholeMarket(marketOrNil(in.WholeMarket)).SetArchived(in.Archived).
		SetRequestKey(request).SetCreatedAt(tx.Now).SetUpdatedAt(tx.Now).SetKekID(wrapped.KEK).SetWrappedKey(wrapped.Blob).Exec(ctx)
	if err != nil {
		return "", err
	}
	if err := setOfferings(ctx, tx, groupID, in.OfferingIDs); err != nil {
		return "", err
	}
	return groupID, s.Audit.Record(ctx, tx, by, "group.create", groupID, "", in.Slug)
}

// requireSame refuses what is not the group that was made by the same key. Of one that was changed since, its slug alone tells.
func (s *Service) requireSame(ctx context.Context, tx *store.Tx, earlier *ent.NetworkGroup, in Saving, texts string) error {
	offerings, err := s.offeringsIn(ctx, tx.Client, []string{earlier.ID})
	if err != nil {
		return err
	}
	asMade := earlier.Texts == texts && valueOf(earlier.WholeMarket) == in.WholeMarket && earlier.Archived == in.Archived && len(in.ModeratorIDs) == 0 &&
		slices.Equal(slices.Sorted(slices.Values(offerings[earlier.ID])), slices.Sorted(slices.Values(in.OfferingIDs)))
	if earlier.Slug != in.Slug || earlier.Version == 1 && !asMade {
		return errs.Refuse(errs.IdempotencyConflict, "idempotencyKey")
	}
	return nil
}

// marketOrNil is what the column says: there is at most one true, and nothing else.
func marketOrNil(wholeMarket bool) *bool {
	if !wholeMarket {
		return nil
	}
	return &wholeMarket
}

func firstOf(err error, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func (s *Service) change(ctx context.Context, tx *store.Tx, by *viewer.Viewer, in Saving, texts string) error {
	row, _, err := s.lockGroup(ctx, tx, access{accountID: by.AccountID, operator: true}, *in.GroupID)
	switch {
	case err != nil:
		return err
	case row.Version != *in.ExpectedVersion:
		return errs.Refuse(errs.Stale, "expectedVersion")
	case row.Slug != in.Slug:
		return errs.RefuseText(errs.InvalidValue, "group_slug_fixed", nil, "slug")
	}
	if err := requireFree(ctx, tx, in, row.ID); err != nil {
		return err
	}
	update := tx.NetworkGroup.UpdateOne(row).SetTexts(texts).SetArchived(in.Archived).SetUpdatedAt(tx.Now).AddVersion(1).ClearWholeMarket()
	if in.WholeMarket {
		update = tx.NetworkGroup.UpdateOne(row).SetTexts(texts).SetArchived(in.Archived).SetUpdatedAt(tx.Now).AddVersion(1).SetWholeMarket(true)
	}
	if err := update.Exec(ctx); err != nil {
		return err
	}
	if err := setOfferings(ctx, tx, row.ID, in.OfferingIDs); err != nil {
		return err
	}
	if err := s.setModerators(ctx, tx, by, row.ID, in.ModeratorIDs); err != nil {
		return err
	}
	return s.Audit.Record(ctx, tx, by, "group.save", row.ID, "", in.Slug)
}

// requireFree refuses what another group has.
func requireFree(ctx context.Context, tx *store.Tx, in Saving, groupID string) error {
	var ps errs.Problems
	if in.WholeMarket {
		other, err := tx.NetworkGroup.Query().Where(networkgroup.WholeMarket(true), networkgroup.IDNEQ(groupID)).Exist(ctx)
		if err != nil {
			return err
		}
		if other {
			ps.AddText(errs.Taken, "group_market_taken", nil, "wholeMarket")
		}
	}
	taken, err := tx.NetworkGroupOffering.Query().Where(networkgroupoffering.OfferingIDIn(in.OfferingIDs...), networkgroupoffering.GroupIDNEQ(groupID)).All(ctx)
	if err != nil {
		return err
	}
	for _, row := range taken {
		ps.AddText(errs.Taken, "group_offering_taken", nil, "offeringIds", fmt.Sprint(slices.Index(in.OfferingIDs, row.OfferingID)))
	}
	return ps.Err()
}

func setOfferings(ctx context.Context, tx *store.Tx, groupID string, offeringIDs []string) error {
	if _, err := tx.NetworkGroupOffering.Delete().Where(networkgroupoffering.GroupID(groupID)).Exec(ctx); err != nil {
		return err
	}
	for _, offeringID := range offeringIDs {
		if err := tx.NetworkGroupOffering.Create().SetGroupID(groupID).SetOfferingID(offeringID).Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

// setModerators gives the right to hide posts to those who are named and to nobody else, each with a line of the audit log; nil leaves all as
// they are.
func (s *Service) setModerators(ctx context.Context, tx *store.Tx, by *viewer.Viewer, groupID string, memberIDs []string) error {
	if memberIDs == nil {
		return nil
	}
	rows, err := tx.NetworkMember.Query().Where(networkmember.GroupID(groupID), networkmember.Or(networkmember.Moderator(true),
		networkmember.And(networkmember.IDIn(memberIDs...), networkmember.LeftAtIsNil()))).Order(ent.Asc(networkmember.FieldID)).All(ctx)
	if err != nil {
		return err
	}
	var ps errs.Problems
	for i, memberID := range memberIDs {
		if !slices.ContainsFunc(rows, func(row *ent.NetworkMember) bool { return row.ID == memberID && row.LeftAt == nil }) {
			ps.AddText(errs.Missing, "group_profile_unknown", nil, "moderatorIds", fmt.Sprint(i))
		}
	}
	if err := ps.Err(); err != nil {
		return err
	}
	for _, named := range []bool{false, true} {
		for _, row := range rows {
			if named != slices.Contains(memberIDs, row.ID) || named == row.Moderator {
				continue
			}
			if err := tx.NetworkMember.UpdateOne(row).SetModerator(named).Exec(ctx); err != nil {
				return err
			}
			if err := s.Audit.Record(ctx, tx, by, moderating[named], row.AccountID, "", groupID); err != nil {
				return err
			}
		}
	}
	return nil
}

// moderating are the acts of the audit log by which the right to hide posts is given and taken.
var moderating = map[bool]string{true: "group.moderator.grant", false: "group.moderator.revoke"}
