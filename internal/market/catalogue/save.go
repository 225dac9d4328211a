package catalogue

import (
	"context"
	"fmt"
	"slices"
	"time"

	"schalter/ent"
	"schalter/ent/offering"
	"schalter/ent/specialistprocedure"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/permit"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// OfferingSaveInput makes an offering, or changes one (input OfferingSaveInput of the contract).
type OfferingSaveInput struct {
	// OfferingID is nil for a new one. ExpectedVersion is that of the offering which the change was made from.
	OfferingID      *string
	ExpectedVersion *int
	Slug            string
	State           OfferingState
	OrderableFrom   *string
	Kind            OfferingKind
	Texts           []*OfferingTextInput
	ServiceIDs      []string
	ProviderID      string
	VendorURL       *string
	TestURL         *string
	Interfaces      []*OfferingInterfaceInput
	CostClass       CostClass
	FinancedByLevy  bool
	Eligible        []OrganisationKind
	// EligibleOn is the day (ISO 8601) of the statement who may order; nil keeps the day of what stays as it is, and else is today.
	EligibleOn     *string
	CitizenSupport CitizenSupport
	Parameters     []*OfferingParameterInput
	Tasks          []*OfferingTaskInput
	Guides         []*GuideInput
	Contacts       []*OfferingContactInput
}

// maxOfferings bounds the snapshot and the files that are made of it.
const maxOfferings = 500

// SaveOffering makes or changes an offering; for operators and editors, FORBIDDEN for all others. Its sheet gets another version where
// it changes; what changes nothing is saved by nobody. All who asked for it are told when it can be ordered. Refusals: STALE for
// another version than expected, NOT_FOUND (an offering, a service, a provider, a procedure), TAKEN (the slug), WRONG_STATE (a state that may
// not follow), and what OfferingSaveInput.Validate finds.
func (s *Service) SaveOffering(ctx context.Context, in OfferingSaveInput) (_ *Offering, err error) {
	defer errs.Wrap(&err, "catalogue.SaveOffering")
	by, err := permit.Editor(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.validate(&in); err != nil {
		return nil, err
	}
	var saved string
	err = s.db.Tx(viewer.System(ctx, "offering-save"), func(ctx context.Context, tx *store.Tx) error {
		row, err := lockOffering(ctx, tx, in)
		if err != nil {
			return err
		}
		if !mayFollow(OfferingState(row.State), in.State) {
			return errs.RefuseText(errs.WrongState, "offering_state", nil, "state")
		}
		if err := requireProcedures(ctx, tx, in.Interfaces); err != nil {
			return err
		}
		saved, err = s.save(ctx, tx, by, row, in)
		return err
	})
	if err != nil {
		return nil, taken(err, "slug")
	}
	return s.saved(ctx, saved)
}

// saved is an offering as the database has it, also where another replica wrote it; nil where there is none.
func (s *Service) saved(ctx context.Context, offeringID string) (*Offering, error) {
	err := s.ReloadIfStale(ctx)
	return s.Offering(offeringID), err
}

// taken is the refusal of what an index of the database does not allow twice.
func taken(err error, field string) error {
	if ent.IsConstraintError(err) {
		return errs.Refuse(errs.Taken, field)
	}
	return err
}

// lockOffering locks and reads the offering that an input is about; for a new one, a row without an id, once the slug is free.
func lockOffering(ctx context.Context, tx *store.Tx, in OfferingSaveInput) (*ent.Offering, error) {
	if in.OfferingID == nil {
		return &ent.Offering{}, requireRoom(ctx, tx, in.Slug)
	}
	if _, err := tx.Exec(ctx, `UPDATE offering SET version = version WHERE id = ?`, *in.OfferingID); err != nil {
		return nil, err
	}
	row, err := tx.Offering.Get(ctx, *in.OfferingID)
	switch {
	case ent.IsNotFound(err):
		return nil, errs.Refuse(errs.Missing, "offeringId")
	case err != nil:
		return nil, err
	case in.ExpectedVersion == nil || row.Version != *in.ExpectedVersion:
		return nil, errs.Refuse(errs.Stale)
	case row.Slug != in.Slug:
		return nil, errs.RefuseText(errs.InvalidValue, "offering_slug_fixed", nil, "slug")
	}
	return row, nil
}

func requireRoom(ctx context.Context, tx *store.Tx, slug string) error {
	exists, err := tx.Offering.Query().Where(offering.Slug(slug)).Exist(ctx)
	if err != nil {
		return err
	}
	if exists {
		return errs.Refuse(errs.Taken, "slug")
	}
	n, err := tx.Offering.Query().Count(ctx)
	if err == nil && n >= maxOfferings {
		err = errs.RefuseText(errs.TooMany, "too_many", []any{maxOfferings})
	}
	return err
}

// requireProcedures refuses interfaces to procedures that are not there; the database knows what this replica does not yet.
func requireProcedures(ctx context.Context, tx *store.Tx, list []*OfferingInterface) error {
	ids := make([]string, len(list))
	for i, one := range list {
		ids[i] = one.ProcedureID
	}
	found, err := tx.SpecialistProcedure.Query().Where(specialistprocedure.IDIn(ids...)).IDs(ctx)
	if err != nil {
		return err
	}
	var ps errs.Problems
	for i, procedureID := range ids {
		if !slices.Contains(found, procedureID) {
			ps.Add(errs.Missing, "interfaces", fmt.Sprint(i), "procedureId")
		}
	}
	return ps.Err()
}

// save writes what changed and returns the offering's id.
func (s *Service) save(ctx context.Context, tx *store.Tx, by *viewer.Viewer, row *ent.Offering, in OfferingSaveInput) (string, error) {
	sheet, current, err := in.sheet(ctx, tx, row)
	if err != nil {
		return "", err
	}
	text, err := sheet.encode()
	if err != nil {
		return "", err
	}
	changed := current == nil || current.Sheet != text
	if !changed && OfferingState(row.State) == in.State && equal(row.OrderableFrom, in.OrderableFrom) {
		return row.ID, nil
	}
	offeringID := row.ID
	if offeringID == "" {
		offeringID = id.New(id.Offering, tx.Now)
	}
	versionID := row.CurrentID
	if changed {
		if versionID, err = addVersion(ctx, tx, offeringID, current, text); err != nil {
			return "", err
		}
	}
	if err := writeOffering(ctx, tx, row, offeringID, versionID, in); err != nil {
		return "", err
	}
	if becomesOrderable(OfferingState(row.State), in.State) {
		// Each time another job: one that is running may have found it paused, and told not all.
		if err := job.Enqueue(ctx, tx, jobTellInterested, offeringID, tx.Now, ""); err != nil {
			return "", err
		}
	}
	if err := s.announce(ctx, tx, row, in, offeringID, versionID); err != nil {
		return "", err
	}
	notifyReplicas(tx, offeringID)
	return offeringID, s.ports.Audit.Record(ctx, tx, by, "offering.save", offeringID, "", string(in.State)+" "+versionID)
}

// announce passes on that an offering can be ordered since now, or that its sheet changed; a first sheet that cannot be ordered yet is no news.
func (s *Service) announce(ctx context.Context, tx *store.Tx, row *ent.Offering, in OfferingSaveInput, offeringID, versionID string) error {
	orderable := becomesOrderable(OfferingState(row.State), in.State)
	another := row.ID != "" && row.CurrentID != versionID && in.State != Withdrawn
	if s.ports.News == nil || !orderable && !another {
		return nil
	}
	return s.ports.News.OfferingChanged(ctx, tx, Change{OfferingID: offeringID, VersionID: versionID, Orderable: orderable, Revision: row.Version + 1})
}

// sheet is what an input says as a sheet, beside the version that it follows; nil for the first.
func (in *OfferingSaveInput) sheet(ctx context.Context, tx *store.Tx, row *ent.Offering) (*Sheet, *ent.OfferingVersion, error) {
	sheet := &Sheet{
		Kind: in.Kind, Texts: in.Texts, ServiceIDs: in.ServiceIDs, ProviderID: in.ProviderID, VendorURL: in.VendorURL, TestURL: in.TestURL,
		Interfaces: in.Interfaces, CostClass: in.CostClass, FinancedByLevy: in.FinancedByLevy, Eligible: in.Eligible, CitizenSupport: in.CitizenSupport,
		Parameters: in.Parameters, Tasks: in.Tasks, Guides: in.Guides, Contacts: in.Contacts, NoteVersion: currentNote(in.Kind),
		EligibleOn: clock.Day(tx.Now),
	}
	if in.EligibleOn != nil {
		sheet.EligibleOn = *in.EligibleOn
	}
	if row.ID == "" {
		return sheet, nil, nil
	}
	current, err := tx.OfferingVersion.Get(ctx, row.CurrentID)
	if err != nil {
		return nil, nil, err
	}
	before, err := toVersion(current)
	if err != nil {
		return nil, nil, err
	}
	// What was made up for the demonstration, and where facts are from, is not the form's to say.
	sheet.Invented, sheet.Sources = before.Invented, before.Sources
	if in.EligibleOn == nil && slices.Equal(before.Eligible, in.Eligible) {
		sheet.EligibleOn = before.EligibleOn
	}
	return sheet, current, nil
}

func equal[T comparable](a, b *T) bool { return a == b || a != nil && b != nil && *a == *b }

// addVersion adds the next version of a sheet. Versions are listed by their ids, which are in the order of time to the millisecond.
func addVersion(ctx context.Context, tx *store.Tx, offeringID string, current *ent.OfferingVersion, sheet string) (string, error) {
	number, at := 1, tx.Now
	if current != nil {
		number = current.Version + 1
		if next := current.ValidFrom.Add(time.Millisecond); at.Before(next) {
			at = next
		}
	}
	versionID := id.New(id.SheetVersion, at)
	return versionID, tx.OfferingVersion.Create().SetID(versionID).SetOfferingID(offeringID).SetVersion(number).SetSheet(sheet).SetValidFrom(at).Exec(ctx)
}

func writeOffering(ctx context.Context, tx *store.Tx, row *ent.Offering, offeringID, versionID string, in OfferingSaveInput) error {
	if row.ID == "" {
		return tx.Offering.Create().SetID(offeringID).SetSlug(in.Slug).SetState(offering.State(in.State)).SetNillableOrderableFrom(in.OrderableFrom).
			SetCurrentID(versionID).SetCreatedAt(tx.Now).SetChangedAt(tx.Now).Exec(ctx)
	}
	update := tx.Offering.UpdateOneID(offeringID).SetState(offering.State(in.State)).SetCurrentID(versionID).SetVersion(row.Version + 1).SetChangedAt(tx.Now)
	if in.OrderableFrom == nil {
		update.ClearOrderableFrom()
	} else {
		update.SetOrderableFrom(*in.OrderableFrom)
	}
	return update.Exec(ctx)
}
