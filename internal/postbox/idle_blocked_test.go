package postbox_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"schalter/internal/clock"
	"schalter/internal/pagination"
	"schalter/internal/postbox/conversation"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// held is the one mailbox that operators see of those whose deletion is held; nil for none.
func (tn *town) held(t *testing.T) *conversation.HeldDeletion {
	t.Helper()
	operator := viewer.With(t.Context(), &viewer.Viewer{AccountID: "acc_operator", Roles: []viewer.Role{viewer.Operator}})
	list, err := tn.HeldDeletions(operator, pagination.Request{Limit: 10})
	if err != nil || len(list.Items) > 1 {
		t.Fatalf("held: %+v, %v", list, err)
	}
	if len(list.Items) == 0 {
		return nil
	}
	return list.Items[0].Node
}

// Who is blocked cannot keep a mailbox: it stays, nobody is warned, operators see why. Once the account is open again it ends after thirty days, with
// all warnings.
func TestTheMailboxOfABlockedAccountStays(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		m, other := tn.open(t, city), tn.openFor(t, both, city)
		for len(tn.warned[anna]) < 2 {
			tn.sweepFor(t, 1)
		}
		tn.blocked[anna] = true
		tn.sweepFor(t, 1)
		if held := tn.held(t); held != nil {
			t.Errorf("held before its time is over: %+v", held)
		}
		tn.sweepFor(t, 200)
		if !stands(t, tn, m.ID) || len(tn.warned[anna]) != 2 || !slices.Equal(tn.idle, []string{other.Reference}) {
			t.Fatalf("it stands: %v, %d warnings, deleted %v", stands(t, tn, m.ID), len(tn.warned[anna]), tn.idle)
		}
		if held := tn.held(t); held == nil || held.Reference != m.Reference || held.Letter != conversation.EndLetterAccountBlocked || held.DeletesAt != nil {
			t.Errorf("operators see %+v", held)
		}

		delete(tn.blocked, anna)
		tn.letter(t, func(ctx context.Context, tx *store.Tx) error { return tn.AccountUnblocked(ctx, tx, anna) })
		end := clock.EndOfDay(w.Clock.Now().In(clock.Berlin).AddDate(0, 0, 30))
		if m = tn.mailbox(t, m.ID); m.DeletionHeldAt != nil || m.EndLetter != "" || m.DeletionWarnings != 0 || !m.DeletesAt.Equal(end) {
			t.Errorf("once it is open again: %+v, want the end at %s", m, end)
		}
		tn.warned[anna] = nil
		tn.sweepFor(t, 32)
		if len(tn.warned[anna]) == 0 || tn.warned[anna][0].first.Before(end) {
			t.Fatalf("warned %+v, want of an end not before %s", tn.warned[anna], end)
		}
		if got := daysBefore(tn.warned[anna], tn.warned[anna][0].first); stands(t, tn, m.ID) || !slices.Equal(got, []int{30, 14, 3}) {
			t.Errorf("it stands: %v, warned %v days before", stands(t, tn, m.ID), got)
		}
	})
}

// A letter that waits to be printed is of no use to somebody who is blocked; one that came back keeps the mailbox as it did.
func TestNoLetterGoesToABlockedAccount(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn, m := heldTown(t, w, func(*town) {})
		letterID := tn.lettersTo[m.Reference]
		tn.blocked[anna] = true
		// The sweep looks at a mailbox that waits for its letter only where another of the person is due.
		tn.letter(t, func(ctx context.Context, tx *store.Tx) error { return tn.LetterEnded(ctx, tx, letterID) })
		tn.sweepFor(t, 40)
		if held := tn.held(t); held == nil || held.Letter != conversation.EndLetterAccountBlocked || held.LetterReference != nil {
			t.Errorf("operators see %+v", held)
		}
		if len(tn.lettersTo) != 1 || tn.lettersTo[m.Reference] != letterID {
			t.Errorf("letters: %v", tn.lettersTo)
		}
		if got := tn.mailbox(t, m.ID); got.EndLetter != conversation.EndLetterAccountBlocked {
			t.Errorf("got %+v", got)
		}
	})
}

// A mailbox whose letter came back stays, whether or not the account is blocked meanwhile.
func TestAReturnedLetterOutlastsABlock(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn, m := heldTown(t, w, func(*town) {})
		letterID := tn.lettersTo[m.Reference]
		tn.letter(t, func(ctx context.Context, tx *store.Tx) error {
			if err := tn.LetterPosted(ctx, tx, letterID, w.Clock.Now()); err != nil {
				return err
			}
			return tn.LetterReturned(ctx, tx, letterID)
		})
		tn.blocked[anna] = true
		tn.sweepFor(t, 40)
		delete(tn.blocked, anna)
		w.Clock.Advance(time.Hour)
		tn.letter(t, func(ctx context.Context, tx *store.Tx) error { return tn.AccountUnblocked(ctx, tx, anna) })
		tn.sweepFor(t, 40)
		if held := tn.held(t); held == nil || held.Letter != conversation.EndLetterReturned || !stands(t, tn, m.ID) {
			t.Errorf("operators see %+v", held)
		}
	})
}
