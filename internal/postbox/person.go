package postbox

import (
	"context"
	"reflect"

	"schalter/internal/store"
)

// In a mailbox a person speaks under the name that was proven, never under what the profile says since. Another name or address
// speaks once a letter proved it, and a side learns of it with the next message: by an event in its record.

// sender is who speaks in a mailbox: as proven now, or else as proven when the owner last wrote in it or opened it.
func (s *Service) sender(ctx context.Context, owner *openSide) (PersonFacts, error) {
	person, err := s.People.Facts(ctx, owner.Reader)
	if err != nil || person.Name != "" {
		return person, err
	}
	person.Name, person.Address, person.Proof = owner.head.PersonName, owner.head.Address, owner.head.TrustLevel
	if person.Proof == "" {
		// A mailbox of before kept no address: of whom it is not written to yet learns no more than is proven now.
		person.Proof = person.TrustLevel
	}
	return person, nil
}

// updatePerson writes the person as last proven into a side's head. The side must be locked; the caller saves it.
func (s *Service) updatePerson(ctx context.Context, tx *store.Tx, side *openSide, person PersonFacts) error {
	known := side.head
	if person.Address == nil && known.PersonName == person.Name {
		return nil
	}
	if known.PersonName == person.Name && known.TrustLevel == person.Proof && reflect.DeepEqual(known.Address, person.Address) {
		return nil
	}
	side.head.PersonName, side.head.Address, side.head.TrustLevel = person.Name, person.Address, person.Proof
	// Sides of before knew no address: they learn one, and lose nothing.
	replaced := known.PersonName != person.Name || known.Address != nil
	if replaced {
		if err := s.renewHeadKey(ctx, tx, side); err != nil {
			return err
		}
	}
	if err := saveHead(ctx, tx, side); err != nil {
		return err
	}
	// A transit side has no record.
	if side.transit() || side.owner() && !replaced {
		return nil
	}
	return s.appendEventAndNotify(ctx, tx, side, sideEvent{kind: PersonChanged, by: ownerOn(side)})
}

// ownerOn is the person as a side knows it: by its account on the own side, by a pseudonym on an authority's.
func ownerOn(side *openSide) actor {
	if side.owner() {
		return ownerOf(side)
	}
	return actor{id: side.head.PersonID, name: side.head.PersonName, capacity: "owner"}
}
