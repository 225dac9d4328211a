package network_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"schalter/internal/network"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

// Any member of any organisation is inside with the one account, whatever role they have and whether or not the organisation ordered anything.
func TestF22TheNetworkIsOpenWithTheOneAccount(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		market := w.group("markt")
		if g := w.view(as("anna"), market); g.Joined || g.Moderator || g.Texts != nil || g.Name != "Gruppe markt" {
			t.Errorf("before joining: %+v", g)
		}
		if got := w.members(as("anna"), market, ""); got != "no list" || w.list(as("anna"), market, "") != nil {
			t.Errorf("who has not joined sees %q", got)
		}
		w.join("anna", market)
		w.join("bert", market)
		first := w.write(as("anna"), market, nil, "Wer hat das **Wohngeld** schon eingeführt?")
		w.write(as("bert"), market, first, "Wir, im März.")
		if got := transcript(w.list(as("bert"), market, "")); got != "Anna: Wer hat das **Wohngeld** schon eingeführt?" {
			t.Errorf("Bert reads %q", got)
		}
		if got := w.members(as("bert"), market, ""); got != "Anna Bert" {
			t.Errorf("the members are %q", got)
		}
		for name, who := range map[string]context.Context{"citizen": citizen(), "editor": viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_ed", Roles: []viewer.Role{viewer.Editor}})} {
			page, err := w.Groups(who, pagination.Request{Limit: 10})
			if err != nil || len(page.Items) != 0 {
				t.Errorf("%s lists %v, %v", name, page.Items, err)
			}
			if _, err := w.BySlug(who, "markt"); refused(err) != "NOT_FOUND" {
				t.Errorf("%s: %v", name, err)
			}
			if _, err := w.GroupPost(who, first.ID); refused(err) != "NOT_FOUND" {
				t.Errorf("%s reads a post: %v", name, err)
			}
		}
		if _, err := w.Groups(context.Background(), pagination.Request{Limit: 10}); refused(err) != "UNAUTHENTICATED" {
			t.Errorf("anonymous: %v", err)
		}
		vendor := viewer.With(context.Background(), &viewer.Viewer{VendorID: "org_vendor"})
		if _, err := w.BySlug(vendor, "markt"); refused(err) != "UNAUTHENTICATED" {
			t.Errorf("a vendor's session: %v", err)
		}
	})
}

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

func TestWhatIsWrittenIsSealed(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		fileID, _ := w.file(as("anna"), g, "geheim.txt", "Geheimer Inhalt")
		p := w.write(as("anna"), g, nil, "Geheimer Text", fileID)
		if _, err := w.Hide(operator(), p.ID, p.Version, true, "Geheimer Grund"); err != nil {
			t.Fatal(err)
		}
		for _, query := range []string{`SELECT sealed FROM network_post`, `SELECT sealed_reason FROM network_post`, `SELECT sealed FROM network_file`} {
			var b []byte
			if err := w.DB.QueryRow(t.Context(), query).Scan(&b); err != nil || len(b) == 0 {
				t.Fatalf("%s: %v", query, err)
			}
			for _, word := range []string{"Geheim", "geheim", "Anna", "Markt"} {
				if strings.Contains(string(b), word) {
					t.Errorf("%s holds %q", query, word)
				}
			}
		}
	})
}

func TestHiddenPostsAreForTheirAuthorAndModerators(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		for _, who := range []string{"anna", "bert", "cora"} {
			w.join(who, g)
		}
		cora := w.profile(as("cora"), g).ID
		if _, err := w.change(g, func(in *network.Saving) { in.ModeratorIDs = []string{cora} }); err != nil {
			t.Fatal(err)
		}
		fileID, _ := w.file(as("anna"), g, "liste.txt", "Liste")
		p := w.write(as("anna"), g, nil, "Kauft bei uns", fileID)
		if _, err := w.Hide(as("bert"), p.ID, p.Version, true, "Werbung"); refused(err) != "FORBIDDEN" {
			t.Errorf("a member hides: %v", err)
		}
		if _, err := w.Hide(as("cora"), p.ID, p.Version, true, " "); refused(err) != "REQUIRED" {
			t.Errorf("without a reason: %v", err)
		}
		if _, err := w.Hide(as("cora"), p.ID, p.Version+1, true, "Werbung"); refused(err) != "STALE" {
			t.Errorf("another version: %v", err)
		}
		hidden, err := w.Hide(as("cora"), p.ID, p.Version, true, "Werbung")
		if err != nil || !hidden.Hidden || *hidden.HiddenReason != "Werbung" || hidden.Body != "Kauft bei uns" {
			t.Fatalf("the moderator sees %+v, %v", hidden, err)
		}
		if own := w.list(as("anna"), g, "")[0]; own.Body != "Kauft bei uns" || *own.HiddenReason != "Werbung" {
			t.Errorf("its author sees %+v", own)
		}
		other := w.list(as("bert"), g, "")[0]
		if !other.Hidden || other.Body != "" || other.HiddenReason != nil {
			t.Errorf("others see %+v", other)
		}
		// Neither a search nor a file tells what it said.
		if got := w.list(as("bert"), g, "kauft"); len(got) != 0 {
			t.Errorf("others find %q", transcript(got))
		}
		if got := w.list(as("cora"), g, "kauft"); len(got) != 1 {
			t.Errorf("the moderator finds %q", transcript(got))
		}
		for who, want := range map[string]string{"anna": "", "cora": "", "bert": "NOT_FOUND"} {
			if _, _, err := w.OpenFile(as(who), fileID); refused(err) != want && !(want == "" && err == nil) {
				t.Errorf("%s opens its file: %v", who, err)
			}
			page, err := w.Documents(as(who), w.view(as(who), g), pagination.Request{Limit: 5})
			if n := len(page.Items); err != nil || n != map[string]int{"": 1}[want] {
				t.Errorf("%s lists %d files, %v", who, n, err)
			}
		}
		lists, err := w.FilesOf(as("bert"), []*network.GroupPost{other})
		if err != nil || len(lists[0]) != 0 {
			t.Errorf("files of what is hidden: %v %v", lists, err)
		}
		if shown, err := w.Hide(operator(), p.ID, hidden.Version, false, ""); err != nil || shown.Hidden {
			t.Errorf("shown again: %+v %v", shown, err)
		}
		if got := transcript(w.list(as("bert"), g, "")); got != "Anna: Kauft bei uns" {
			t.Errorf("others see %q again", got)
		}
	})
}

func TestOnlyOnesOwnPostsAreRemoved(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		w.join("bert", g)
		fileID, _ := w.file(as("anna"), g, "liste.txt", "Liste")
		p := w.write(as("anna"), g, nil, "Meins", fileID)
		for name, c := range map[string]struct {
			ctx     context.Context
			version int
			want    string
		}{
			"another member": {as("bert"), p.Version, "FORBIDDEN"}, "an operator": {operator(), p.Version, "FORBIDDEN"},
			"who never joined": {as("cora"), p.Version, "NOT_FOUND group_post_unknown"}, "a citizen": {citizen(), p.Version, "NOT_FOUND group_post_unknown"},
			"another version": {as("anna"), p.Version + 1, "STALE"},
		} {
			if _, err := w.Remove(c.ctx, p.ID, c.version); refused(err) != c.want {
				t.Errorf("%s: %v", name, err)
			}
		}
		removed, err := w.Remove(as("anna"), p.ID, p.Version)
		if err != nil || !removed.Removed || removed.Body != "" || !removed.Mine {
			t.Fatalf("%+v %v", removed, err)
		}
		if again, err := w.Remove(as("anna"), p.ID, p.Version); err != nil || again.Version != removed.Version {
			t.Errorf("once more: %+v %v", again, err)
		}
		if _, err := w.Document(as("anna"), fileID); refused(err) != "NOT_FOUND" {
			t.Errorf("its file: %v", err)
		}
		if _, err := w.Post(as("bert"), network.Posting{GroupID: g.ID, ReplyTo: &p.ID, Body: "Und?", IdempotencyKey: w.key()}); refused(err) != "WRONG_STATE group_post_closed" {
			t.Errorf("answering it: %v", err)
		}
		if _, err := w.Hide(operator(), p.ID, removed.Version, true, "Grund"); refused(err) != "WRONG_STATE group_post_removed" {
			t.Errorf("hiding it: %v", err)
		}
	})
}

func TestTheSameKeyActsOnce(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		in := network.Saving{Slug: "markt", Texts: texts("Markt"), WholeMarket: true, IdempotencyKey: "make"}
		g, err := w.Save(operator(), in)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := w.Save(operator(), in); err != nil || again.ID != g.ID {
			t.Errorf("another group: %+v %v", again, err)
		}
		in.Slug = "markt-2"
		if _, err := w.Save(operator(), in); refused(err) != "IDEMPOTENCY_CONFLICT" {
			t.Errorf("another slug: %v", err)
		}
		w.join("anna", g)
		post := network.Posting{GroupID: g.ID, Body: "Einmal", IdempotencyKey: "post"}
		first, err := w.Post(as("anna"), post)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := w.Post(as("anna"), post); err != nil || again.ID != first.ID || len(w.list(as("anna"), g, "")) != 1 {
			t.Errorf("another post: %+v %v", again, err)
		}
		post.Body = "Anders"
		if _, err := w.Post(as("anna"), post); refused(err) != "IDEMPOTENCY_CONFLICT" {
			t.Errorf("another text: %v", err)
		}
		file := network.Announcing{GroupID: g.ID, Filename: "a.txt", Size: 3, MediaType: "text/plain", IdempotencyKey: "file"}
		d, err := w.AnnounceFile(as("anna"), file)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := w.AnnounceFile(as("anna"), file); err != nil || again.ID != d.ID {
			t.Errorf("another file: %+v %v", again, err)
		}
		file.Size = 4
		if _, err := w.AnnounceFile(as("anna"), file); refused(err) != "IDEMPOTENCY_CONFLICT" {
			t.Errorf("another size: %v", err)
		}
	})
}

func TestFilesOfPosts(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		w.join("bert", g)
		good, state := w.file(as("anna"), g, "liste.txt", "Liste")
		bad, refusedState := w.file(as("anna"), g, "virus.txt", "EICAR")
		if state != "READY" || refusedState != "REFUSED" {
			t.Fatalf("%s, %s", state, refusedState)
		}
		if d, err := w.Document(as("anna"), bad); err != nil || d.RefusalKey == nil || *d.RefusalKey != "file_malware" || w.Link(as("anna"), d) != nil {
			t.Errorf("what was refused: %+v %v", d, err)
		}
		// Before it is in a post it is for who gave it alone, operators included.
		for name, who := range map[string]context.Context{"another member": as("bert"), "an operator": operator()} {
			if _, err := w.Document(who, good); refused(err) != "NOT_FOUND" {
				t.Errorf("%s sees a file without a post: %v", name, err)
			}
			if _, err := w.Upload(who, good, strings.NewReader("x")); refused(err) != "NOT_FOUND" {
				t.Errorf("%s uploads: %v", name, err)
			}
		}
		for name, ids := range map[string][]string{"refused": {bad}, "unknown": {"gfi_1"}} {
			if _, err := w.Post(as("anna"), network.Posting{GroupID: g.ID, Body: "Datei", DocumentIDs: ids, IdempotencyKey: w.key()}); refused(err) != "NOT_FOUND group_file_unknown" {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := w.Post(as("bert"), network.Posting{GroupID: g.ID, Body: "Datei", DocumentIDs: []string{good}, IdempotencyKey: w.key()}); refused(err) != "NOT_FOUND group_file_unknown" {
			t.Errorf("somebody else's file: %v", err)
		}
		p := w.write(as("anna"), g, nil, "Mit Datei", good)
		d, content, err := w.OpenFile(as("bert"), good)
		if err != nil || string(content) != "Liste" || d.AuthorName != "Anna" || *d.PostID != p.ID || !d.Scanned {
			t.Errorf("Bert opens %q of %+v, %v", content, d, err)
		}
		link := w.Link(as("bert"), d)
		_, ticket, _ := strings.Cut(link.Path, "?ticket=")
		if err := w.CheckTicket(viewer.From(as("bert")), good, ticket); err != nil {
			t.Errorf("his link: %v", err)
		}
		if err := w.CheckTicket(viewer.From(as("anna")), good, ticket); refused(err) != "UNAUTHENTICATED" {
			t.Errorf("his link, by another one: %v", err)
		}
		w.Clock.Advance(2 * time.Minute)
		if err := w.CheckTicket(viewer.From(as("bert")), good, ticket); refused(err) != "UNAUTHENTICATED" {
			t.Errorf("his link, two minutes later: %v", err)
		}
		if _, err := w.Post(as("anna"), network.Posting{GroupID: g.ID, Body: "Nochmal", DocumentIDs: []string{good}, IdempotencyKey: w.key()}); refused(err) != "NOT_FOUND group_file_unknown" {
			t.Errorf("a file of two posts: %v", err)
		}
		// What waits goes after a day; what is in a post stays.
		w.Clock.Advance(25 * time.Hour)
		if err := w.SweepFiles(t.Context(), w.Clock.Now()); err != nil {
			t.Fatal(err)
		}
		if _, err := w.Document(as("anna"), bad); refused(err) != "NOT_FOUND" {
			t.Errorf("after the sweep: %v", err)
		}
		if _, _, err := w.OpenFile(as("bert"), good); err != nil {
			t.Errorf("the file of a post: %v", err)
		}
	})
}

func TestAnUploadOfAnotherLengthIsTriedAgain(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		d, err := w.AnnounceFile(as("anna"), network.Announcing{GroupID: g.ID, Filename: "a.txt", Size: 5, MediaType: "text/plain", IdempotencyKey: "f"})
		if err != nil || d.UploadPath() == nil {
			t.Fatalf("%+v %v", d, err)
		}
		for _, content := range []string{"kurz", "zu lang"} {
			if _, err := w.Upload(as("anna"), d.ID, strings.NewReader(content)); refused(err) != "INVALID file_length" {
				t.Errorf("%q: %v", content, err)
			}
		}
		if state, err := w.Upload(as("anna"), d.ID, strings.NewReader("genau")); state != "READY" || err != nil {
			t.Fatalf("%s %v", state, err)
		}
		if _, err := w.Upload(as("anna"), d.ID, strings.NewReader("genau")); refused(err) != "WRONG_STATE" {
			t.Errorf("once more: %v", err)
		}
	})
}

func TestAFileThatIsTooLargeOrOfAForbiddenKindIsNotAnnounced(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		for want, in := range map[string]network.Announcing{
			"TOO_LARGE file_too_large":          {Filename: "a.txt", Size: network.MaxFileBytes + 1, MediaType: "text/plain"},
			"INVALID file_empty":                {Filename: "a.txt", MediaType: "text/plain"},
			"MEDIA_TYPE_REFUSED file_extension": {Filename: "a.exe", Size: 1, MediaType: "application/octet-stream"},
		} {
			in.GroupID, in.IdempotencyKey = g.ID, w.key()
			if _, err := w.AnnounceFile(as("anna"), in); refused(err) != want {
				t.Errorf("%v, want %s", err, want)
			}
		}
		if _, err := w.AnnounceFile(as("cora"), network.Announcing{GroupID: g.ID, Filename: "a.txt", Size: 1, MediaType: "text/plain", IdempotencyKey: w.key()}); refused(err) != "WRONG_STATE group_join_first" {
			t.Errorf("who has not joined: %v", err)
		}
		for i := range 11 {
			_, err := w.AnnounceFile(as("anna"), network.Announcing{GroupID: g.ID, Filename: "a.txt", Size: 1, MediaType: "text/plain", IdempotencyKey: w.key()})
			if i < 10 && err != nil || i == 10 && refused(err) != "TOO_MANY group_files_waiting" {
				t.Errorf("file %d: %v", i, err)
			}
		}
	})
}

func TestPostsAreListedByTheirLastReply(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		w.join("bert", g)
		first := w.write(as("anna"), g, nil, "Eins")
		w.write(as("anna"), g, nil, "Zwei")
		w.write(as("anna"), g, nil, "Drei")
		for _, text := range []string{"a", "b", "c"} {
			w.write(as("bert"), g, first, text)
		}
		list := w.list(as("bert"), g, "")
		if got := transcript(list); got != "Anna: Eins; Anna: Drei; Anna: Zwei" || list[0].ReplyCount != 3 || list[0].LastReplyAt == nil {
			t.Fatalf("%s, %+v", got, list[0])
		}
		page, err := w.Posts(as("bert"), w.view(as("bert"), g), "", pagination.Request{Limit: 1, After: list[0].Position()})
		if err != nil || !page.HasNext || page.Items[0].Node.Body != "Drei" || page.Items[0].Position != list[1].Position() {
			t.Errorf("the second page: %+v %v", page, err)
		}
		replies, err := w.RepliesOf(as("bert"), list, pagination.Request{Limit: 2})
		if err != nil || transcript(nodesOf(replies[0])) != "Bert: a; Bert: b" || !replies[0].HasNext || len(replies[1].Items) != 0 {
			t.Fatalf("%+v %v", replies, err)
		}
		replies, err = w.RepliesOf(as("bert"), list, pagination.Request{Limit: 2, After: replies[0].Items[1].Position})
		if err != nil || transcript(nodesOf(replies[0])) != "Bert: c" {
			t.Errorf("the rest: %+v %v", replies, err)
		}
		replies, err = w.RepliesOf(as("bert"), list, pagination.Request{Limit: 2, Backward: true})
		if err != nil || transcript(nodesOf(replies[0])) != "Bert: b; Bert: c" || !replies[0].HasPrevious {
			t.Errorf("the last two: %+v %v", replies, err)
		}
		if _, err := w.RepliesOf(as("bert"), list, pagination.Request{Limit: 2, After: "x"}); refused(err) != "INVALID" {
			t.Errorf("no cursor: %v", err)
		}
		reply := replies[0].Items[0].Node
		if _, err := w.Post(as("anna"), network.Posting{GroupID: g.ID, ReplyTo: &reply.ID, Body: "Tiefer", IdempotencyKey: w.key()}); refused(err) != "NOT_FOUND group_post_unknown" {
			t.Errorf("a reply to a reply: %v", err)
		}
		answered, err := w.RepliedTo(as("bert"), []*network.GroupPost{reply, first})
		if err != nil || answered[0].ID != first.ID || answered[1] != nil {
			t.Errorf("what was answered: %+v %v", answered, err)
		}
	})
}

func nodesOf[N any](s pagination.Slice[N]) (list []N) {
	for _, item := range s.Items {
		list = append(list, item.Node)
	}
	return list
}

func TestASearchFindsPostsByTheirWordsAndThoseOfReplies(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		w.join("bert", g)
		first := w.write(as("anna"), g, nil, "Wie läuft die Gewerbeanmeldung?")
		w.write(as("anna"), g, nil, "Etwas anderes")
		w.write(as("bert"), g, first, "Mit Schnittstelle zum Fachverfahren")
		for search, want := range map[string]string{
			"gewerbe": "Anna: Wie läuft die Gewerbeanmeldung?", "SCHNITTSTELLE": "Anna: Wie läuft die Gewerbeanmeldung?", "laeuft gewerbeanmeldung": "Anna: Wie läuft die Gewerbeanmeldung?",
			"gewerbe anderes": "", "gibtesnicht": "", "...": "",
		} {
			if got := transcript(w.list(as("bert"), g, search)); got != want {
				t.Errorf("%q finds %q", search, got)
			}
		}
		seen := w.view(as("bert"), g)
		for _, search := range []string{strings.Repeat("a", 201), strings.Repeat("a ", 11)} {
			if _, err := w.Posts(as("bert"), seen, search, pagination.Request{Limit: 5}); refused(err) != "INVALID" {
				t.Errorf("%q: %v", search, err)
			}
		}
		if got := w.members(as("anna"), g, "markt bert"); got != "Bert" {
			t.Errorf("of the members %q", got)
		}
	})
}

func TestUnreadIsWhatOthersWroteSinceTheGroupWasOpened(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g, other := w.group("markt"), w.group("gewerbe", "off_trade")
		w.join("anna", g, other)
		w.join("bert", g, other)
		first := w.write(as("anna"), g, nil, "Eins")
		w.write(as("anna"), g, first, "Nachtrag")
		w.write(as("anna"), other, nil, "Dort")
		w.write(as("bert"), g, nil, "Von mir")
		if a, b := w.unread(as("bert"), g), w.unread(as("bert"), other); a != 2 || b != 1 || w.unread(as("cora"), g) != 0 || w.unread(operator(), g) != 0 {
			t.Errorf("%d and %d are unread", a, b)
		}
		w.Clock.Advance(time.Second)
		if _, err := w.Seen(as("bert"), g.ID); err != nil || w.unread(as("bert"), g) != 0 || w.unread(as("bert"), other) != 1 {
			t.Errorf("after opening it: %d, %d, %v", w.unread(as("bert"), g), w.unread(as("bert"), other), err)
		}
		if _, err := w.Seen(as("cora"), g.ID); refused(err) != "WRONG_STATE group_join_first" {
			t.Errorf("who has not joined: %v", err)
		}
	})
}

func TestAPersonWritesSoMuchInAnHour(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g, other := w.group("markt"), w.group("gewerbe", "off_trade")
		w.join("anna", g, other)
		for range 30 {
			w.write(as("anna"), g, nil, "Noch einer")
		}
		// In all groups together.
		if _, err := w.Post(as("anna"), network.Posting{GroupID: other.ID, Body: "Einer zu viel", IdempotencyKey: w.key()}); refused(err) != "TOO_MANY group_too_often" {
			t.Errorf("%v", err)
		}
		w.Clock.Advance(time.Hour)
		w.write(as("anna"), other, nil, "Eine Stunde später")
	})
}

func TestPostsThatCannotBeAreRefused(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		for want, in := range map[string]network.Posting{
			"TOO_LONG too_long":             {GroupID: g.ID, Body: strings.Repeat("ä", network.MaxBody+1), IdempotencyKey: "1"},
			"REQUIRED":                      {GroupID: g.ID, Body: " \u200b\n", IdempotencyKey: "2"},
			"INVALID":                       {GroupID: g.ID, Body: "Text"},
			"NOT_FOUND group_unknown":       {GroupID: unknownGroup, Body: "Text", IdempotencyKey: "3"},
			"TOO_MANY group_files":          {GroupID: g.ID, Body: "Text", DocumentIDs: []string{"1", "2", "3", "4", "5", "6"}, IdempotencyKey: "4"},
			"WRONG_STATE group_join_first ": {GroupID: w.group("gewerbe", "off_trade").ID, Body: "Text", IdempotencyKey: "5"},
		} {
			if _, err := w.Post(as("anna"), in); refused(err) != strings.TrimSpace(want) {
				t.Errorf("%v, want %s", err, want)
			}
		}
		// What turns the direction of text is taken out, as everywhere.
		if p := w.write(as("anna"), g, nil, "Rechnung\u202egpj.exe"); p.Body != "Rechnunggpj.exe" {
			t.Errorf("%q", p.Body)
		}
	})
}

func TestWhatOperatorsWriteIsOfficial(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		if _, err := w.Post(operator(), network.Posting{GroupID: g.ID, Body: "Neues", IdempotencyKey: w.key()}); refused(err) != "WRONG_STATE group_join_first" {
			t.Errorf("before joining: %v", err)
		}
		if _, err := w.Join(as("anna"), network.Joining{GroupID: g.ID, IdempotencyKey: w.key()}); refused(err) != "NOT_FOUND group_organisation_unknown" {
			t.Errorf("a member joins as an operator: %v", err)
		}
		if _, err := w.Join(operator(), network.Joining{GroupID: g.ID, IdempotencyKey: w.key()}); err != nil {
			t.Fatal(err)
		}
		p := w.write(operator(), g, nil, "Am Freitag ist Sprechstunde.")
		if !p.Official || p.AuthorName != "Olga" || p.AuthorOrganisationName != "" {
			t.Errorf("%+v", p)
		}
		if w.write(as("anna"), g, p, "Danke").Official {
			t.Error("a member's reply is official")
		}
		// Without the role they are outside.
		former := viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_olga", SessionID: "ses_2", Locale: "de"})
		if _, err := w.GroupPost(former, p.ID); refused(err) != "NOT_FOUND" {
			t.Errorf("a former operator reads: %v", err)
		}
		if authors, err := w.AuthorsOf(as("anna"), []*network.GroupPost{p}); err != nil || !authors[0].Operator || authors[0].OrganisationName != "" {
			t.Errorf("%+v %v", authors[0], err)
		}
		for _, act := range []string{"acc_olga group.create", "acc_anna group.join", "acc_olga group.join", "acc_olga group.post", "acc_anna group.post"} {
			if !strings.Contains(strings.Join(w.audit, ";")+";", act+";") {
				t.Errorf("%s is not on record: %v", act, w.audit)
			}
		}
	})
}
