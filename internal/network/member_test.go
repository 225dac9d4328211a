package network_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/network"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

func TestWhoLeavesTheirOrganisationIsOutsideAtOnce(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		w.join("bert", g)
		p := w.write(as("anna"), g, nil, "Guten Tag")
		w.leavesOrganisation("anna")
		// The session does not know it yet: what writes asks again.
		if _, err := w.Post(as("anna"), network.Posting{GroupID: g.ID, Body: "Noch hier", IdempotencyKey: w.key()}); refused(err) != "WRONG_STATE group_join_first" {
			t.Errorf("writing: %v", err)
		}
		organisation := "org_anna"
		if _, err := w.Join(as("anna"), network.Joining{GroupID: g.ID, OrganisationID: &organisation, IdempotencyKey: w.key()}); refused(err) != "NOT_FOUND group_organisation_unknown" {
			t.Errorf("joining again: %v", err)
		}
		// The next request has a session without the membership.
		gone := viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_anna", SessionID: "ses_1", Locale: "de", Memberships: []viewer.Membership{{ID: "mem_other", OrganisationID: "org_other"}}})
		if got := w.view(gone, g); got.Joined || w.list(gone, g, "") != nil {
			t.Errorf("reading: %+v", got)
		}
		if _, err := w.GroupPost(gone, p.ID); refused(err) != "NOT_FOUND" {
			t.Errorf("one's own post: %v", err)
		}
		// What was written stays with the name, and who wrote it is in no list.
		list := w.list(as("bert"), g, "")
		if transcript(list) != "Anna: Guten Tag" || list[0].AuthorOrganisationName != "Markt anna" {
			t.Errorf("the post says %q", transcript(list))
		}
		if authors, err := w.AuthorsOf(as("bert"), list); err != nil || authors[0] != nil || w.members(as("bert"), g, "") != "Bert" {
			t.Errorf("its author is %v, %v; members %q", authors, err, w.members(as("bert"), g, ""))
		}
		if n := w.count(g); n != 2 {
			t.Errorf("before the sweep %d are counted", n)
		}
		if err := w.SweepMembers(context.Background(), w.Clock.Now()); err != nil || w.count(g) != 1 {
			t.Errorf("after it %d are counted, %v", w.count(g), err)
		}
	})
}

// Who leaves one organisation and joins through another at the same moment takes part, whichever comes first.
func TestJoiningThroughAnotherOrganisationOutlivesLeavingTheFirst(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		other := "org_other"
		w.works["mem_anna_other"] = network.Member{Name: "Anna", OrganisationID: other}
		anna := viewer.With(context.Background(), &viewer.Viewer{
			AccountID: "acc_anna", SessionID: "ses_1", Locale: "de", Memberships: []viewer.Membership{{ID: "mem_anna_other", OrganisationID: other}},
		})
		w.leavesOrganisation("anna")
		joined := make(chan error, 1)
		w.whenAsked = func(tx *store.Tx) {
			go func() {
				_, err := w.Join(anna, network.Joining{GroupID: g.ID, OrganisationID: &other, IdempotencyKey: "other"})
				joined <- err
			}()
			// On SQLite one transaction waits for the other as a whole.
			for waiting := !tx.Postgres(); !waiting && len(joined) == 0; {
				err := w.DB.QueryRow(t.Context(), `SELECT count(*) > 0 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&waiting)
				if err != nil {
					t.Error(err)
					return
				}
			}
		}
		err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error { return w.Left(ctx, tx, "acc_anna") })
		if err != nil {
			t.Fatal(err)
		}
		if err := <-joined; err != nil {
			t.Fatal(err)
		}
		if !w.view(anna, g).Joined {
			t.Error("the part through the other organisation has ended")
		}
	})
}

func (w *town) count(g *network.Group) int {
	w.t.Helper()
	n, err := w.MemberCounts(operator(), []*network.Group{g})
	if err != nil {
		w.t.Fatal(err)
	}
	return n[0]
}

func TestAnAccountThatIsDeletedLeavesItsPostsWithTheName(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		w.join("bert", g)
		w.write(as("anna"), g, nil, "Bleibt")
		waiting, _ := w.file(as("anna"), g, "liste.txt", "Liste")
		err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error { return w.Forget(ctx, tx, "acc_anna") })
		if err != nil {
			t.Fatal(err)
		}
		if got := transcript(w.list(as("bert"), g, "")); got != "Anna: Bleibt" || w.count(g) != 1 {
			t.Errorf("%q, %d members", got, w.count(g))
		}
		if _, err := w.Document(as("anna"), waiting); refused(err) != "NOT_FOUND" {
			t.Errorf("a file that waited: %v", err)
		}
		if named, err := w.NamesBlobs(t.Context()); named || err != nil {
			t.Errorf("its bytes are still named: %v", err)
		}
	})
}

func TestLeavingAndComingBack(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		w.join("bert", g)
		p := w.write(as("anna"), g, nil, "Erster")
		reply := w.write(as("bert"), g, p, "Antwort")
		before := w.profile(as("anna"), g).ID
		if left, err := w.Leave(as("anna"), g.ID, false, "leave-1"); err != nil || left.Joined {
			t.Fatalf("%+v %v", left, err)
		}
		if got := transcript(w.list(as("bert"), g, "")); got != "Anna: Erster" {
			t.Errorf("%q stays", got)
		}
		// One's own post can be removed from outside.
		if removed, err := w.Remove(as("anna"), p.ID, p.Version); err != nil || removed != nil {
			t.Errorf("removing after leaving: %v %v", removed, err)
		}
		list := w.list(as("bert"), g, "")
		if !list[0].Removed || list[0].Body != "" || list[0].AuthorName != "" || list[0].ReplyCount != 1 {
			t.Errorf("what is left is %+v", list[0])
		}
		pages, err := w.RepliesOf(as("bert"), list, pagination.Request{Limit: 5})
		if err != nil || len(pages[0].Items) != 1 || pages[0].Items[0].Node.ID != reply.ID {
			t.Errorf("replies stay: %+v %v", pages, err)
		}
		w.join("anna", g)
		if got := w.profile(as("anna"), g); got == nil || got.ID != before {
			t.Errorf("who comes back is %+v", got)
		}
		// The old request again does not throw them out.
		if again, err := w.Leave(as("anna"), g.ID, false, "leave-1"); err != nil || !again.Joined {
			t.Errorf("the same key again: %+v %v", again, err)
		}
		w.write(as("anna"), g, nil, "Zweiter")
		if _, err := w.Leave(as("anna"), g.ID, true, "leave-2"); err != nil {
			t.Fatal(err)
		}
		for _, p := range w.list(as("bert"), g, "") {
			if !p.Removed {
				t.Errorf("after leaving with all: %+v", p)
			}
		}
	})
}

// A person has another id in each group, and none of them is the account's.
func TestNobodyIsFollowedFromOneGroupToAnother(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		one, other := w.group("markt"), w.group("gewerbe", "off_trade")
		w.join("anna", one, other)
		a, b := w.profile(as("anna"), one), w.profile(as("anna"), other)
		if a.ID == b.ID {
			t.Errorf("the same id in two groups: %s", a.ID)
		}
		p := w.write(as("anna"), one, nil, "Hallo")
		for _, shown := range []any{w.view(operator(), one), a, p} {
			text, err := json.Marshal(shown)
			if err != nil || strings.Contains(string(text), "acc_") || strings.Contains(string(text), "mem_") {
				t.Errorf("%s names an account: %v", text, err)
			}
		}
	})
}

// One key names one wish: who left and asks by the same key that their posts go, too, is not told that they went.
func TestLeavingByTheSameKeyAlsoRemovesPosts(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		w.join("bert", g)
		w.write(as("anna"), g, nil, "Erster")
		for _, removePosts := range []bool{false, true} {
			if _, err := w.Leave(as("anna"), g.ID, removePosts, "leave"); err != nil {
				t.Fatal(err)
			}
		}
		if p := w.list(as("bert"), g, "")[0]; !p.Removed {
			t.Errorf("the post says %+v", p)
		}
		if !slices.Contains(w.details, "group.leave "+g.ID+" posts-removed") {
			t.Errorf("the audit log has %q", w.details)
		}
	})
}

// Who joined as an operator and is none any more is not shown as one: the group lists them no more, nor the author of what they wrote, and a
// day later they are not counted.
func TestWhoIsNoOperatorAnyMoreIsOutOfTheGroups(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		w.Clock.Advance(time.Millisecond)
		if _, err := w.Join(operator(), network.Joining{GroupID: g.ID, IdempotencyKey: w.key()}); err != nil {
			t.Fatal(err)
		}
		p := w.write(operator(), g, nil, "Vom Betrieb")
		author := func() *network.Profile {
			authors, err := w.AuthorsOf(as("anna"), []*network.GroupPost{p})
			if err != nil {
				t.Fatal(err)
			}
			return authors[0]
		}
		if got := w.members(as("anna"), g, ""); got != "Anna Olga" || !author().Operator {
			t.Fatalf("members %q, author %+v", got, author())
		}
		w.former["acc_olga"] = true
		if got := w.members(as("anna"), g, ""); got != "Anna" || author() != nil {
			t.Errorf("members %q, author %+v", got, author())
		}
		if got := w.members(as("anna"), g, "olga"); got != "" {
			t.Errorf("a search finds %q", got)
		}
		if got := w.list(as("anna"), g, "")[0]; got.AuthorName != "Olga" || !got.Official {
			t.Errorf("what was written is of %+v", got)
		}
		if err := w.SweepMembers(t.Context(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if n, err := w.MemberCounts(as("anna"), []*network.Group{w.view(as("anna"), g)}); err != nil || n[0] != 1 {
			t.Errorf("counted: %v, %v", n, err)
		}
	})
}

// Who is given the right to hide what others wrote, and from whom it is taken, is in the audit log.
func TestModeratorsAreInTheAuditLog(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		w.join("bert", g)
		for _, who := range []string{"anna", "bert", "bert"} {
			own := w.profile(as(who), g).ID
			if _, err := w.change(g, func(in *network.Saving) { in.ModeratorIDs = []string{own} }); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		for _, act := range w.details {
			if strings.Contains(act, "moderator") {
				got = append(got, act)
			}
		}
		want := []string{"group.moderator.grant acc_anna " + g.ID, "group.moderator.revoke acc_anna " + g.ID, "group.moderator.grant acc_bert " + g.ID}
		if !slices.Equal(got, want) {
			t.Errorf("got %q", got)
		}
	})
}
