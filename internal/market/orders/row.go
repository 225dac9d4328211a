package orders

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"schalter/ent"
	"schalter/ent/marketorder"
	"schalter/internal/checkcode"
	"schalter/internal/id"
	"schalter/internal/market/catalogue"
	"schalter/internal/store"
	"schalter/internal/vault"
)

func aad(rowID string) string { return "market-order|" + rowID }

func (s *Service) open(ctx context.Context, row *ent.MarketOrder) (out sealed, err error) {
	box := vault.Box{Wrapped: vault.Wrapped{KEK: row.KekID, Blob: row.WrappedKey}, Sealed: row.Sealed}
	return out, s.ports.Vault.UnboxJSON(ctx, aad(row.ID), box, &out)
}

// locked is an order that is being changed, opened.
type locked struct {
	*ent.MarketOrder
	sealed
	// offering is as the database has it.
	offering *catalogue.Offering
	// quiet has nobody mailed: an order of the demonstration.
	quiet bool
}

// place is for whom an offering is ordered by whom.
type place struct{ organisationID, forID, unitID, offeringID string }

func placeOf(row *ent.MarketOrder) place {
	return place{row.OrganisationID, row.ForOrganisationID, valueOf(row.UnitID), row.OfferingID}
}

// draft and live name the place of a draft, of which each who orders has one, and of an order, of which there is one.
func (p place) draft() string { return "draft|" + p.organisationID + "|" + p.live() }
func (p place) live() string  { return p.offeringID + "|" + p.forID + "|" + p.unitID }

// lock makes all changes of an order follow each other and reads it with its offering; nil when there is none.
func (s *Service) lock(ctx context.Context, tx *store.Tx, orderID string) (*locked, error) {
	if _, err := tx.Exec(ctx, `UPDATE market_order SET version = version WHERE id = ?`, orderID); err != nil {
		return nil, err
	}
	row, err := tx.MarketOrder.Get(ctx, orderID)
	if ent.IsNotFound(err) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	l := &locked{MarketOrder: row}
	if l.sealed, err = s.open(ctx, row); err != nil {
		return nil, err
	}
	l.offering, err = s.ports.Catalogue.Hold(ctx, tx, row.OfferingID)
	return l, err
}

// create writes a new draft.
func (s *Service) create(ctx context.Context, tx *store.Tx, p place, o *catalogue.Offering, accountID string, key []byte, w Wish, content sealed) (*locked, error) {
	return s.createAs(ctx, tx, id.New(id.Order, tx.Now), p, o, accountID, key, w, content)
}

func (s *Service) createAs(ctx context.Context, tx *store.Tx, rowID string, p place, o *catalogue.Offering, accountID string, key []byte, w Wish, content sealed) (*locked, error) {
	box, err := s.ports.Vault.BoxJSON(ctx, aad(rowID), content)
	if err != nil {
		return nil, err
	}
	create := tx.MarketOrder.Create().SetID(rowID).SetReference(checkcode.NewOrderReference(rand.Reader)).SetOrganisationID(p.organisationID).
		SetForOrganisationID(p.forID).SetOfferingID(p.offeringID).SetSheet(0).SetAlreadyInUse(w.AlreadyInUse).SetPlace(p.draft()).SetRequestKey(key).
		SetPreparedBy(accountID).SetCreatedAt(tx.Now).SetUpdatedAt(tx.Now).SetStateSince(tx.Now).SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob)
	if p.unitID != "" {
		create.SetUnitID(p.unitID)
	}
	row, err := create.Save(ctx)
	return &locked{MarketOrder: row, sealed: content, offering: o}, err
}

// change writes what became of an order, in its next state, and has those who see it told.
func (s *Service) change(ctx context.Context, tx *store.Tx, l *locked, next OrderState, more func(*ent.MarketOrderUpdateOne)) error {
	box, err := s.ports.Vault.BoxJSON(ctx, aad(l.ID), l.sealed)
	if err != nil {
		return err
	}
	update := tx.MarketOrder.UpdateOne(l.MarketOrder).SetSealed(box.Sealed).SetKekID(box.KEK).SetWrappedKey(box.Blob).SetUpdatedAt(tx.Now).SetVersion(l.Version + 1)
	if string(next) != string(l.State) {
		update.SetState(marketorder.State(next)).SetStateSince(tx.Now)
	}
	more(update)
	row, err := update.Save(ctx)
	if err != nil {
		return err
	}
	l.MarketOrder = row
	publish(tx, row)
	return nil
}

// seen is the version that people see.
func (l *locked) seen() int {
	return l.Version + sheetOf(l.MarketOrder, l.offering)
}

// sheetOf counts the versions of the sheet that belongs to an order.
func sheetOf(row *ent.MarketOrder, o *catalogue.Offering) int {
	if !OrderState(row.State).open() || o == nil {
		return row.Sheet
	}
	return max(row.Sheet, o.Current.Version)
}

// showLocked is an order after a change.
func (s *Service) showLocked(l *locked) *Order { return show(l.MarketOrder, l.sealed, l.offering) }

func show(row *ent.MarketOrder, content sealed, offering *catalogue.Offering) *Order {
	o := &Order{
		ID: row.ID, Version: row.Version + sheetOf(row, offering), Reference: row.Reference, OrganisationID: row.OrganisationID,
		ForOrganisationID: row.ForOrganisationID, UnitID: row.UnitID, OfferingID: row.OfferingID, State: OrderState(row.State), AlreadyInUse: row.AlreadyInUse,
		PortalURL: content.PortalURL, PreparedBy: content.PreparedBy, SubmittedBy: content.SubmittedBy, ActingPerson: content.ActingPerson,
		VendorID: content.VendorID, ITProviderID: content.ITProviderID, ProcedureID: content.ProcedureID, ProcedureVersion: content.ProcedureVersion,
		WishedOn: content.WishedOn, Note: content.Note, DecisionNote: content.DecisionNote, TicketID: row.TicketID, Subject: content.Subject,
		Technical: content.Technical, Values: content.Values, InterfaceCostsAcknowledgedAt: row.CostsAcknowledgedAt, CreatedAt: row.CreatedAt,
		UpdatedAt: row.UpdatedAt, Since: row.StateSince, PlacedAt: row.PlacedAt, DecidedAt: row.DecidedAt, held: row.Place != nil,
	}
	if !o.State.open() {
		o.VersionID = row.VersionID
	}
	return o
}

// keyedHash is a keyed hash of what must be found and never read.
func (s *Service) keyedHash(parts ...string) []byte {
	return s.ports.Platform.MAC(vault.BlindIndex, append([]string{"market-order"}, parts...)...)
}

// digest tells two inputs apart.
func digest(in any) (string, error) {
	plain, err := json.Marshal(in)
	sum := sha256.Sum256(plain)
	return hex.EncodeToString(sum[:]), err
}

func valueOf(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// orNil is a text without the spaces around it, nil for one that says nothing.
func orNil(s *string) *string {
	if s == nil || strings.TrimSpace(*s) == "" {
		return nil
	}
	return s
}
