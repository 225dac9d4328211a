//go:build demo

package app

import (
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"schalter/internal/market/catalogue"
	"schalter/internal/network"
	"schalter/internal/organisation"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// shownGroup is a group with what is written in it.
type shownGroup struct {
	ID, Name       string
	Joined         bool
	MemberCount    int
	Unread         int
	CatalogueFiles []struct{ URL, Locale string }
	Members        *struct {
		Edges []struct {
			Node struct{ ID, Name, OrganisationName string }
		}
	}
	Posts     *struct{ Edges []struct{ Node shownPost } }
	Documents *struct{ Edges []struct{ Node shownFile } }
}

type shownPost struct {
	ID, Body, AuthorName, AuthorOrganisationName string
	Version                                      int
	Official                                     bool
	Offering                                     *struct{ Slug string }
	Files                                        []shownFile
	Replies                                      struct {
		Edges []struct {
			Node struct{ Body, AuthorName string }
		}
	}
}

type shownFile struct {
	ID, Filename, MediaType string
	Refusal, UploadURL      *string
	Download                *struct{ URL string }
}

const groupQuery = `query($s: String!) { group(slug: $s) { id name joined memberCount unread catalogueFiles { url locale } members { edges { node { id name organisationName } } }
	posts { edges { node { id version body authorName authorOrganisationName official offering { slug } files { id filename download { url } } replies(first: 5) { edges { node { body authorName } } } } } }
	documents { edges { node { id filename mediaType download { url } } } } } }`

func groupOf(t testing.TB, c testkit.Client, slug string) *shownGroup {
	t.Helper()
	var out struct{ Group *shownGroup }
	c.Must(t, groupQuery, map[string]any{"s": slug}, &out)
	return out.Group
}

// offeringInput is an offering as a form sends it unchanged.
func offeringInput(o *catalogue.Offering) catalogue.OfferingSaveInput {
	v := o.Current
	in := catalogue.OfferingSaveInput{
		OfferingID: &o.ID, ExpectedVersion: &o.Version, Slug: o.Slug, State: o.State, OrderableFrom: o.OrderableFrom, Kind: v.Kind, ServiceIDs: v.ServiceIDs,
		ProviderID: v.ProviderID, VendorURL: v.VendorURL, TestURL: v.TestURL, Interfaces: v.Interfaces, CostClass: v.CostClass, FinancedByLevy: v.FinancedByLevy,
		Eligible: v.Eligible, EligibleOn: &v.EligibleOn, CitizenSupport: v.CitizenSupport, Parameters: v.Parameters, Tasks: v.Tasks, Guides: v.Guides, Contacts: v.Contacts,
	}
	for _, t := range v.Texts {
		own := *t
		in.Texts = append(in.Texts, &own)
	}
	return in
}

// A clerk, whose town has ordered nothing by them, comes in with the account they have; what an offering becomes is told in its group and in that
// of the whole market, and everybody finds the way from the offering to its group.
func TestF38AndF39TheGroupOfAnOfferingHasItsNews(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := newFacts(t, w)
		announced := w.catalogue.OfferingBySlug(notYetOrderable(t, w))
		g, err := w.network.Save(asOperator(f), network.Saving{
			Slug: "neuigkeiten", IdempotencyKey: "f39", OfferingIDs: []string{announced.ID},
			Texts: []*network.GroupText{{Locale: network.German, Name: "Neuigkeiten", Description: "Für alle"}, {Locale: network.English, Name: "News", Description: "For all"}},
		})
		if err != nil {
			t.Fatal(err)
		}
		joinGroup(f, f.clerk, g)
		in := offeringInput(announced)
		in.State, in.OrderableFrom = catalogue.Orderable, nil
		if _, err := w.catalogue.SaveOffering(asOperator(f), in); err != nil {
			t.Fatal(err)
		}
		shown := awaitPost(t, f.clerk, "neuigkeiten")
		post := shown.Posts.Edges[0].Node
		if !post.Official || post.Offering == nil || post.Offering.Slug != announced.Slug || !strings.Contains(post.Body, announced.Current.TextIn(catalogue.German).Name) || shown.Unread != 1 {
			t.Errorf("got %+v, %d unread", post, shown.Unread)
		}
		for name, c := range map[string]testkit.Client{"anonymous": w.Client, "citizen": w.as(t, citizen), "clerk": f.clerk} {
			var out struct {
				Offering struct{ Group *struct{ Slug, Name string } }
			}
			c.Must(t, `query($s: String!) { offering(slug: $s) { group { slug name } } }`, map[string]any{"s": announced.Slug}, &out)
			if out.Offering.Group == nil || out.Offering.Group.Name != "Neuigkeiten" {
				t.Errorf("%s: %+v", name, out.Offering.Group)
			}
		}
		if got := groupOf(t, w.as(t, citizen), "neuigkeiten"); got != nil {
			t.Errorf("a citizen sees %+v", got)
		}
	})
}

// awaitPost waits until somebody sees a post in a group.
func awaitPost(t testing.TB, c testkit.Client, slug string) *shownGroup {
	t.Helper()
	for range 500 {
		if len(groupOf(t, c, slug).Posts.Edges) > 0 {
			// Read again: what is unread was counted before the posts were read, between which it came.
			return groupOf(t, c, slug)
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Fatalf("there is no post in %s", slug)
	return nil
}

// notYetOrderable is the slug of one that cannot be ordered yet.
func notYetOrderable(t *testing.T, w *world) string {
	t.Helper()
	state := catalogue.Announced
	list, err := w.catalogue.Offerings(t.Context(), &catalogue.OfferingFilter{State: &state}, "", catalogue.German)
	if err != nil || len(list.Offerings) == 0 {
		t.Fatal("nothing is announced", err)
	}
	return list.Offerings[0].Slug
}

// The tables of the catalogue are among the documents of a group with offerings, and are always today's.
func TestF21TheCatalogueIsAmongTheDocumentsOfAGroup(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	f := newFacts(t, w)
	newGroup(f, "ohne-angebote")
	if got := groupOf(t, f.clerk, "ohne-angebote"); len(got.CatalogueFiles) != 0 {
		t.Errorf("a group without offerings has %v", got.CatalogueFiles)
	}
	_, err := w.network.Save(asOperator(f), network.Saving{
		Slug: "mit-angebot", IdempotencyKey: "f21", OfferingIDs: []string{catalogue.OfferingIDOf(notYetOrderable(t, w))},
		Texts: []*network.GroupText{{Locale: network.German, Name: "A", Description: "B"}, {Locale: network.English, Name: "A", Description: "B"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	files := groupOf(t, f.clerk, "mit-angebot").CatalogueFiles
	if len(files) != len(catalogue.Tables()) {
		t.Fatalf("got %v", files)
	}
	for _, file := range files {
		if res, content := fetchFile(t, w.Client, file.URL, ""); res.StatusCode != http.StatusOK || len(content) < 1_000 {
			t.Errorf("%s: %s, %d bytes", file.URL, res.Status, len(content))
		}
	}
}

// A file goes the whole way: announced, uploaded, given with a post, listed, and fetched by a colleague elsewhere, never by a citizen.
func TestAFileOfAGroupIsFetchedByItsMembersAlone(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := newFacts(t, w)
		g := newGroup(f, "dateien")
		joinGroup(f, f.clerk, g)
		joinGroup(f, f.admin, g)
		content := pdf(300)
		fileID, url := announceInGroup(t, f.clerk, g.ID, len(content))
		if got := put(t, f.admin, url, content); got != http.StatusNotFound {
			t.Errorf("somebody else uploads: %d", got)
		}
		if got := put(t, w.Client, url, content); got != http.StatusUnauthorized {
			t.Errorf("nobody uploads: %d", got)
		}
		if got := put(t, f.clerk, url, content); got != http.StatusOK {
			t.Fatalf("the upload: %d", got)
		}
		var posted struct {
			GroupPost struct {
				Post       *shownPost
				UserErrors []userError
			}
		}
		f.clerk.Must(t, `mutation($i: GroupPostInput!) { groupPost(input: $i) { post { id files { id } } userErrors { code field message } } }`,
			map[string]any{"i": map[string]any{"groupId": g.ID, "body": "Unser Merkblatt", "documentIds": []string{fileID}, "idempotencyKey": "post"}}, &posted)
		if p := posted.GroupPost.Post; p == nil || len(p.Files) != 1 {
			t.Fatalf("got %+v", posted.GroupPost)
		}
		shown := groupOf(t, f.admin, "dateien")
		if len(shown.Documents.Edges) != 1 || shown.Documents.Edges[0].Node.Filename != "Merkblatt.pdf" || len(shown.Posts.Edges[0].Node.Files) != 1 {
			t.Fatalf("got %+v", shown)
		}
		link := shown.Documents.Edges[0].Node.Download.URL
		if res, got := fetchFile(t, w.Client, link, ""); res.StatusCode != http.StatusOK || string(got) != string(content) {
			t.Errorf("by the link: %s, %d bytes", res.Status, len(got))
		}
		address, _, _ := strings.Cut(link, "?")
		for name, c := range map[string]struct {
			client testkit.Client
			want   int
		}{"nobody": {w.Client, http.StatusUnauthorized}, "a citizen": {w.as(t, citizen), http.StatusNotFound}, "an operator": {w.as(t, operator), http.StatusOK},
			"a member of another town": {w.as(t, clerkMunich), http.StatusNotFound}} {
			if res, _ := fetchFile(t, c.client, address, ""); res.StatusCode != c.want {
				t.Errorf("%s: %s", name, res.Status)
			}
		}
	})
}

// A page of posts with their authors, files and replies asks no more of the database because there is more to show.
func TestStatementsOfAGroupDoNotGrow(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	f := newFacts(t, w)
	g := newGroup(f, "viele")
	joinGroup(f, f.clerk, g)
	joinGroup(f, f.admin, g)
	write := func(n int) {
		for range n {
			var out struct {
				GroupPost struct{ Post struct{ ID string } }
			}
			for _, replyTo := range []any{nil, "first"} {
				if replyTo != nil {
					replyTo = out.GroupPost.Post.ID
				}
				f.clerk.Must(t, `mutation($i: GroupPostInput!) { groupPost(input: $i) { post { id } userErrors { code } } }`,
					map[string]any{"i": map[string]any{"groupId": g.ID, "body": "Text", "replyTo": replyTo, "idempotencyKey": f.key()}}, &out)
			}
		}
	}
	counter := &statements{}
	w.db.Trace(counter.hear)
	read := func() int { return len(counter.during(func() { groupOf(t, f.admin, "viele") })) }
	write(2)
	few := read()
	write(8)
	if many := read(); many > few || many > 40 {
		t.Errorf("%d statements for little, %d for much", few, many)
	}
}

// The demonstration begins with groups in which people wrote, one of them with a file, all of it marked as invented in its data.
func TestTheDemonstrationHasItsGroups(t *testing.T) {
	t.Parallel()
	w := newWorld(t, "")
	member := w.as(t, buyer)
	var out struct {
		Groups struct {
			Edges []struct {
				Node struct {
					Slug        string
					WholeMarket bool
					Offerings   []struct{ Slug string }
				}
			}
		}
	}
	member.Must(t, `{ groups(first: 10) { edges { node { slug wholeMarket offerings { slug } } } } }`, nil, &out)
	var shown []string
	for _, e := range out.Groups.Edges {
		about := e.Node.Slug
		if e.Node.WholeMarket {
			about += " (market)"
		}
		for _, o := range e.Node.Offerings {
			about += " " + o.Slug
		}
		shown = append(shown, about)
	}
	want := "digitalmarkt (market), gesundheitsaemter belehrung-infektionsschutz, gewerbe gewerbe, verwaltungsgemeinschaften, wohngeld wohngeld"
	if got := strings.Join(shown, ", "); got != want {
		t.Errorf("got %s", got)
	}
	g := groupOf(t, member, "digitalmarkt")
	if len(g.Posts.Edges) != 3 || g.MemberCount != 5 || len(g.Documents.Edges) != 1 || len(g.Posts.Edges[0].Node.Replies.Edges) == 0 {
		t.Fatalf("got %+v", g)
	}
	if res, content := fetchFile(t, w.Client, g.Documents.Edges[0].Node.Download.URL, ""); res.StatusCode != http.StatusOK || !strings.Contains(string(content), "erfundenes Beispiel") {
		t.Errorf("%s: %s", res.Status, content)
	}
}

// Who is removed from their organisation reads nothing of a group from that moment, by the session that they have and by a link that they were
// given; they are counted and listed no more, and what they wrote stays with their name.
func TestARemovedMemberIsOutOfTheirGroupsAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := newFacts(t, w)
		clerkPost(f)
		g := cityGroup(f)
		content := pdf(100)
		fileID, url := announceInGroup(t, f.admin, g.ID, len(content))
		if got := put(t, f.admin, url, content); got != http.StatusOK {
			t.Fatalf("the upload: %d", got)
		}
		f.admin.Must(t, `mutation($i: GroupPostInput!) { groupPost(input: $i) { post { id } userErrors { code } } }`,
			map[string]any{"i": map[string]any{"groupId": g.ID, "body": "Datei", "documentIds": []string{fileID}, "idempotencyKey": "file-post"}}, nil)
		link := groupOf(t, f.clerk, g.Slug).Documents.Edges[0].Node.Download.URL
		membershipID, _ := membershipOf(t, f.clerk)
		f.admin.Must(t, `mutation($i: MemberRemoveInput!) { memberRemove(input: $i) { removedMembershipId userErrors { code } } }`,
			map[string]any{"i": map[string]any{"membershipId": membershipID}}, nil)
		if got := groupOf(t, f.clerk, g.Slug); got != nil {
			t.Errorf("the clerk still sees %+v", got)
		}
		if res, _ := fetchFile(t, w.Client, link, ""); res.StatusCode == http.StatusOK {
			t.Error("a link of before opens a file")
		}
		a, err := f.clerk.Ask(t.Context(), `mutation($i: GroupPostInput!) { groupPost(input: $i) { post { id } userErrors { code field message } } }`,
			map[string]any{"i": map[string]any{"groupId": g.ID, "body": "Noch hier", "idempotencyKey": "after"}})
		if err != nil || outcome(t, a) != "NOT_FOUND" {
			t.Errorf("writing: %v, %v", outcome(t, a), err)
		}
		left := groupOf(t, f.admin, g.Slug)
		if left.MemberCount != 1 || len(left.Members.Edges) != 1 {
			t.Errorf("%d are counted, %d listed", left.MemberCount, len(left.Members.Edges))
		}
		if p := left.Posts.Edges[len(left.Posts.Edges)-1].Node; p.Body != "Vom Amt" || p.AuthorName != "Petra Schütz" {
			t.Errorf("the post says %+v", p)
		}
	})
}

// Who may sign no more, and was a member for that alone, is out of the groups as who is removed: they are not counted from that moment.
func TestWhoIsReplacedAsSignatoryIsOutOfTheirGroupsAtOnce(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		f := newFacts(t, w)
		g := cityGroup(f)
		membershipID, _ := membershipOf(t, f.clerk)
		row, err := w.db.Client().Membership.Get(viewer.System(t.Context(), "test"), membershipID)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.db.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
			return marketOrganisations{w.organisations, w.app}.TakeRoles(ctx, tx, row.OrganisationID, row.AccountID, []string{string(organisation.Clerk)})
		}); err != nil {
			t.Fatal(err)
		}
		if left := groupOf(t, f.admin, g.Slug); left.MemberCount != 1 {
			t.Errorf("%d are counted", left.MemberCount)
		}
	})
}

// announceInGroup announces a PDF for a group and returns its id and where its bytes go.
func announceInGroup(t testing.TB, c testkit.Client, groupID string, size int) (fileID, url string) {
	t.Helper()
	var made struct {
		GroupDocumentCreate struct {
			Document   *shownFile
			UserErrors []userError
		}
	}
	c.Must(t, `mutation($i: GroupDocumentCreateInput!) { groupDocumentCreate(input: $i) { document { id uploadUrl } userErrors { code field message } } }`,
		map[string]any{"i": map[string]any{"groupId": groupID, "filename": "Merkblatt.pdf", "size": size, "mediaType": "application/pdf", "idempotencyKey": "file"}}, &made)
	d := made.GroupDocumentCreate.Document
	if d == nil || d.UploadURL == nil {
		t.Fatalf("got %+v", made.GroupDocumentCreate)
	}
	return d.ID, *d.UploadURL
}
