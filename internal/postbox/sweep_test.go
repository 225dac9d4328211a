package postbox_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"schalter/ent"
	entside "schalter/ent/side"
	"schalter/internal/clock"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/retention"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/vault"
)

// loseKey leaves a side under a key-encryption key that is not there any more.
func (tn *town) loseKey(t *testing.T, sideID string) {
	t.Helper()
	err := tn.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
		return tx.Side.UpdateOneID(sideID).SetKekID("kek-gone").Exec(ctx)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// One person whose account no key opens, and one mailbox whose key is gone, keep nobody else's mailbox from being warned of and deleted.
func TestWhoCannotBeWarnedKeepsNobodyElseFromIt(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		tn.open(t, city)
		gone, theirs := tn.openFor(t, both, city), tn.openFor(t, both, city)
		tn.loseKey(t, gone.ID)
		tn.lost = anna
		for !w.Clock.Now().After(theirs.DeletesAt.Add(24 * time.Hour)) {
			w.Clock.Advance(12 * time.Hour)
			err := tn.SweepIdle(t.Context(), w.Clock.Now())
			if err != nil && !errors.Is(err, vault.ErrTampered) {
				t.Fatal(err)
			}
			if due := clock.EndOfDay(w.Clock.Now().In(clock.Berlin).AddDate(0, 0, 30)); err == nil && !due.Before(theirs.DeletesAt) {
				t.Fatal("nobody is told that somebody could not be warned")
			}
		}
		if len(tn.warned[both]) != 3 || len(tn.idle) != 1 || tn.idle[0] != theirs.Reference {
			t.Errorf("the other one: %d warnings, deleted %v", len(tn.warned[both]), tn.idle)
		}
		if n, err := w.DB.Client().Side.Query().Where(entside.KindEQ(entside.KindOWNER)).Count(system()); err != nil || n != 2 {
			t.Errorf("%d mailboxes are left, %v, want the two of which nobody could be warned", n, err)
		}
	})
}

// However many mailboxes wait for something that never comes: the one after them gets its turn.
func TestMailboxesThatNeverSettleKeepNoOtherFromIt(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m := tn.openFor(t, both, city)
		row, err := w.DB.Client().Side.Get(system(), m.ID)
		if err != nil {
			t.Fatal(err)
		}
		const stuck = 501
		err = w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
			for n := range stuck {
				// Under another id no key opens it.
				id := fmt.Sprintf("mbx_stuck%04d", n)
				err := tx.Side.Create().SetID(id).SetMailboxID(id).SetKind(entside.KindOWNER).SetReader(fmt.Sprintf("acc_aa%04d", n/2)).SetReference("FP-STUCK").
					SetWrappedHeadKey(row.WrappedHeadKey).SetSealedHead(row.SealedHead).SetWrappedKey(row.WrappedKey).SetKekID(row.KekID).
					SetLastActivityAt(row.LastActivityAt).SetLastMessageAt(row.LastMessageAt).SetDeletesAt(row.DeletesAt.Add(-24 * time.Hour)).SetCreatedAt(row.CreatedAt).Exec(ctx)
				if err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		w.Clock.Advance(m.DeletesAt.Sub(w.Clock.Now()) - 29*24*time.Hour)
		if err := tn.SweepIdle(t.Context(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if len(tn.warned[both]) != 1 {
			t.Errorf("warned %d times, want once", len(tn.warned[both]))
		}
	})
}

// An authority whose settings nobody can read keeps its own cases, and no other's.
func TestACaseThatCannotBeSettledKeepsNoOtherFromIt(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		closed := func(clerk, authority string) *conversation.AuthorityCase {
			t.Helper()
			tn.send(t, tn.open(t, authority), conversation.MessageSendInput{RecipientIDs: []string{authority}})
			c := cases(t, tn, clerk, authority, inbox.CaseFilter{})[0]
			state := conversation.CaseClosed
			c, err := tn.Inbox.UpdateCase(as(clerk), inbox.CaseUpdate{CaseID: c.ID, ExpectedVersion: c.Version, State: &state})
			if err != nil {
				t.Fatal(err)
			}
			return c
		}
		kept := closed(clerkCity, city)
		w.Clock.Advance(time.Second)
		over := closed(clerkIHK, chamber)
		if kept.ID > over.ID {
			t.Fatal("the one that cannot be settled comes last")
		}
		tn.unread = city
		w.Clock.Advance(retention.Standard()[0].Until(*over.ClosedAt, nil).Add(time.Minute).Sub(w.Clock.Now()))
		if err := tn.SweepRetained(t.Context(), w.Clock.Now()); err == nil {
			t.Error("nobody is told of it")
		}
		for c, stands := range map[*conversation.AuthorityCase]bool{kept: true, over: false} {
			if _, err := w.DB.Client().Side.Get(system(), c.ID); ent.IsNotFound(err) == stands {
				t.Errorf("the case of %s: %v, want that it stands: %v", c.AuthorityID, err, stands)
			}
		}
	})
}

// A side that fails when its key is due keeps no other from a new one.
func TestASideWhoseKeyIsGoneKeepsNoOtherFromANewOne(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		gone := tn.open(t, city)
		w.Clock.Advance(time.Second)
		after := tn.open(t, city)
		tn.loseKey(t, gone.ID)
		err := w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
			return tx.Side.Update().Where(entside.IDIn(gone.ID, after.ID)).SetRenewAt(tx.Now).Exec(ctx)
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := tn.Sides.RenewKeys(t.Context(), w.Clock.Now()); err != nil {
			t.Error(err)
		}
		if row, err := w.DB.Client().Side.Get(system(), after.ID); err != nil || row.RenewAt != nil || row.KeyGeneration != 2 {
			t.Errorf("the one after it: %+v, %v", row, err)
		}
	})
}
