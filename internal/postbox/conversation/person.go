package conversation

import (
	"context"
	"reflect"

	"schalter/internal/postbox/chain"
	"schalter/internal/postbox/sides"
	"schalter/internal/store"
)

// In a mailbox a person speaks under the name that was proven, never under what the profile says since. Another name or address
// speaks once a letter proved it, and a side learns of it with the next message: by an event in its record.

// sender is who speaks in a mailbox: as proven now, or else as proven when the owner last wrote in it or opened it.
func (s *Service) sender(ctx context.Context, owner *sides.Side) (PersonFacts, error) {
	person, err := s.people.Facts(ctx, owner.Reader)
	if err != nil || person.Name != "" {
		return person, err
	}
	person.Name, person.Address, person.Proof = owner.Head.PersonName, owner.Head.Address, owner.Head.TrustLevel
	if person.Proof == "" {
		// A mailbox of before kept no address: of whom it is not written to yet learns no more than is proven now.
		person.Proof = person.TrustLevel
	}
	return person, nil
}

// updatePerson writes the person as last proven into a side's head. The side must be locked; the caller saves it.
func (s *Service) updatePerson(ctx context.Context, tx *store.Tx, side *sides.Side, person PersonFacts) error {
	known := side.Head
	if person.Address == nil && known.PersonName == person.Name {
		return nil
	}
	if known.PersonName == person.Name && known.TrustLevel == person.Proof && reflect.DeepEqual(known.Address, person.Address) {
		return nil
	}
	side.Head.PersonName, side.Head.Address, side.Head.TrustLevel = person.Name, person.Address, person.Proof
	// Sides of before knew no address: they learn one, and lose nothing.
	replaced := known.PersonName != person.Name || known.Address != nil
	if replaced {
		if err := s.sides.RenewHeadKey(ctx, tx, side); err != nil {
			return err
		}
	}
	if err := sides.SaveHead(ctx, tx, side); err != nil {
		return err
	}
	// A transit side has no record.
	if side.IsTransit() || side.IsOwner() && !replaced {
		return nil
	}
	return s.chain.AppendAndNotify(ctx, tx, side, chain.Event{Kind: chain.PersonChanged, Actor: ownerOn(side)})
}

// ownerOn is the person as a side knows it: by its account on the own side, by a pseudonym on an authority's.
func ownerOn(side *sides.Side) chain.Actor {
	if side.IsOwner() {
		return ownerOf(side)
	}
	return chain.Actor{ID: side.Head.PersonID, Name: side.Head.PersonName, Capacity: "owner"}
}
