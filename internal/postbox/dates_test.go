package postbox_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"schalter/internal/casemail"
	"schalter/internal/legal"
	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/dates"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// A decision that was announced: its day and the end of its remedy stand on both sides, follow each change of a fact and no telling twice,
// and the authority keeps them when the owner deletes the mailbox.
func TestDatesFollowFactsAndStayWithTheAuthority(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}})
		caseID := cases(t, tn, clerkCity, city, inboxFilter())[0].ID
		sent, err := tn.Conversation.Reply(as(clerkCity), conversation.CaseReplyInput{
			CaseID: caseID, Kind: casemail.KindDecision, Subject: "Bescheid", Body: "Genehmigt.", DecisionEffect: casemail.EffectInformation, IdempotencyKey: "a",
		})
		if err != nil {
			t.Fatal(err)
		}
		sides := []string{box.ID, caseID}
		in := func(do func(ctx context.Context, tx *store.Tx) error) {
			t.Helper()
			if err := w.DB.Tx(system(), do); err != nil {
				t.Fatal(err)
			}
		}
		announced := func(anchor legal.Anchor, day legal.Day) {
			t.Helper()
			in(func(ctx context.Context, tx *store.Tx) error {
				for _, sideID := range sides {
					side, err := tn.Sides.LockByID(ctx, tx, sideID)
					if err != nil {
						return err
					}
					if _, ok, err := tn.Dates.Set(ctx, tx, side, dates.Fact{Kind: legal.Announcement, AuthorityID: city, MessageID: &sent.ID, ProcedureLaw: legal.BayVwVfG,
						Anchor: anchor, AnchorDay: day, Place: ars}); err != nil || !ok {
						t.Error(ok, err)
					}
				}
				return nil
			})
		}
		// counts checks what counts on each side: how many, the announcement, the end of the remedy, what the mailbox lasts for.
		counts := func(want int, announcement, remedy legal.Day) {
			t.Helper()
			in(func(ctx context.Context, tx *store.Tx) error {
				lists, err := tn.Dates.OfSides(ctx, tx, sides)
				if err != nil {
					return err
				}
				for i, list := range lists {
					if len(list) != want {
						t.Errorf("%d dates on %s", len(list), sides[i])
						continue
					}
					if want == 0 {
						continue
					}
					if list[0].Result.Date != announcement || list[1].Result.Date != remedy || list[1].Result.Rule.Special != legal.NoInstruction {
						t.Errorf("%s: %s %s", sides[i], list[0].Result.Date, list[1].Result.Date)
					}
					found, err := tn.Dates.OfMany(ctx, tx, legal.Announcement, []string{sides[i]}, []string{sent.ID})
					if err != nil || found[dates.Of{SideID: sides[i], MessageID: sent.ID}].Result.Explain("de") != list[0].Result.Explain("de") {
						t.Error(found, err)
					}
					for today, runs := range map[legal.Day]bool{announcement: true, remedy: true, remedy.AddDays(1): false} {
						if day, ok, err := tn.Dates.LatestRunning(ctx, tx, sides[i], today); err != nil || ok != runs || runs && day != remedy {
							t.Errorf("on %s: %s %v %v", today, day, ok, err)
						}
					}
				}
				return nil
			})
		}
		announced(legal.NoticeSent, "2026-03-02")
		counts(2, "2026-03-05", "2027-03-05")
		announced(legal.NoticeSent, "2026-03-02")
		counts(2, "2026-03-05", "2027-03-05")
		rows := func() (all int) {
			in(func(ctx context.Context, tx *store.Tx) (err error) {
				all, err = tx.LegalDate.Query().Count(ctx)
				return err
			})
			return all
		}
		if n := rows(); n != 4 {
			t.Errorf("the same fact told twice made %d rows", n)
		}
		since := w.Clock.Now().Add(-time.Hour)
		stored, err := tn.Dates.ComputedBy(t.Context(), "baydig-24-notice", 1, since, 1)
		if err != nil || len(stored) != 2 || stored[0].Event != "2026-03-02" || stored[0].Day != "2026-03-05" || stored[0].Length != (dates.Length{Amount: 3, Unit: legal.Days}) {
			t.Errorf("%+v, %v", stored, err)
		}
		if later, err := tn.Dates.ComputedBy(t.Context(), "baydig-24-notice", 1, w.Clock.Now().Add(time.Hour), 1); err != nil || len(later) != 0 {
			t.Error(later, err)
		}
		// The notice came back, and the person fetched it.
		announced(legal.Retrieved, "2026-03-20")
		counts(2, "2026-03-20", "2027-03-22") // a year later is a Saturday
		if n := rows(); n != 8 {
			t.Errorf("%d rows: a changed fact supersedes", n)
		}
		in(func(ctx context.Context, tx *store.Tx) error {
			found, err := tn.Dates.OfMany(ctx, tx, legal.Announcement, []string{caseID}, []string{sent.ID})
			d := found[dates.Of{SideID: caseID, MessageID: sent.ID}]
			if err != nil || d == nil || d.Supersedes == nil {
				t.Fatal(d, err)
			}
			before, err := tn.Dates.ByID(ctx, tx, *d.Supersedes)
			if err != nil || before.Result.Date != "2026-03-05" || before.SupersededAt == nil {
				t.Errorf("%+v, %v", before, err)
			}
			return tn.Dates.Meet(ctx, tx, caseID, dates.Fact{Kind: legal.RemedyEnds, AuthorityID: city, MessageID: &sent.ID}, true)
		})
		in(func(ctx context.Context, tx *store.Tx) error {
			if _, ok, err := tn.Dates.LatestRunning(ctx, tx, caseID, "2026-03-20"); err != nil || ok {
				t.Error("what is met runs on", err)
			}
			return nil
		})
		in(func(ctx context.Context, tx *store.Tx) error {
			for _, sideID := range sides {
				if err := tn.Dates.End(ctx, tx, sideID, dates.Fact{Kind: legal.Announcement, AuthorityID: city, MessageID: &sent.ID}); err != nil {
					return err
				}
			}
			return nil
		})
		counts(0, "", "")
		announced(legal.NoticeSent, "2026-03-02")
		if _, err := tn.DeleteMailbox(as(anna), box.ID); err != nil {
			t.Fatal(err)
		}
		in(func(ctx context.Context, tx *store.Tx) error {
			lists, err := tn.Dates.OfSides(ctx, tx, sides)
			if err != nil || len(lists[0]) != 0 || len(lists[1]) != 2 {
				t.Error("after the deletion: ", lists, err)
			}
			return nil
		})
	})
}

// Without a rule there is no day, and none that stood before; a period of approval is as long as its service says.
func TestDatesOfRulesThatAreNotThere(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		box := tn.open(t, city)
		err := w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
			side, err := tn.Sides.LockByID(ctx, tx, box.ID)
			if err != nil {
				return err
			}
			f := dates.Fact{Kind: legal.Announcement, AuthorityID: city, MessageID: ptr("msg_1"), ProcedureLaw: legal.VwVfG, Anchor: legal.NoticeSent, AnchorDay: "2026-03-02"}
			if d, ok, err := tn.Dates.Set(ctx, tx, side, f); d != nil || ok || err != nil {
				t.Error(d, ok, err)
			}
			f = dates.Fact{Kind: legal.DeemedApproval, AuthorityID: city, MessageID: ptr("msg_1"), ServiceID: &trade, ProcedureLaw: legal.BayVwVfG, Anchor: legal.DocumentsComplete,
				AnchorDay: "2026-03-02", Place: ars, Special: "Art. 5 BayTestG", Length: &dates.Length{Amount: 6, Unit: legal.Weeks}}
			d, ok, err := tn.Dates.Set(ctx, tx, side, f)
			if err != nil || !ok || d.Result.Date != "2026-04-13" || d.Result.Rule.Name() != "Art. 5 BayTestG" {
				t.Errorf("%+v %v", d, err)
			}
			longer := legal.Day("2026-05-11")
			f.ExtendedTo = &longer
			if d, _, err = tn.Dates.Set(ctx, tx, side, f); err != nil || d.Result.Date != longer || d.Supersedes == nil || *d.ExtendedTo != longer {
				t.Errorf("%+v %v", d, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}

// Of a side with more dates than are shown those that come last are, however many another side has.
func TestTheDatesThatComeLastAreShown(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		tn := newTown(t, w)
		crowded, other := tn.open(t, city), tn.open(t, city)
		err := w.DB.Tx(system(), func(ctx context.Context, tx *store.Tx) error {
			for sideID, days := range map[string]int{crowded.ID: dates.MaxOfSide + 10, other.ID: 1} {
				side, err := tn.Sides.LockByID(ctx, tx, sideID)
				if err != nil {
					return err
				}
				for i := range days {
					f := dates.Fact{Kind: legal.AnswerDue, AuthorityID: city, MessageID: ptr(fmt.Sprint("msg_", i)), ProcedureLaw: legal.BayVwVfG, Anchor: legal.Provided,
						AnchorDay: legal.Day("2026-03-02").AddDays(i)}
					if _, ok, err := tn.Dates.Set(ctx, tx, side, f); err != nil || !ok {
						return fmt.Errorf("%v, %w", ok, err)
					}
				}
			}
			lists, err := tn.Dates.OfSides(ctx, tx, []string{crowded.ID, other.ID})
			if err != nil {
				return err
			}
			if n := len(lists[0]); n != dates.MaxOfSide || lists[0][0].Result.Date != legal.Day("2026-03-02").AddDays(10) || len(lists[1]) != 1 {
				t.Errorf("%d dates, the first %s; of the other %d", n, lists[0][0].Result.Date, len(lists[1]))
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
