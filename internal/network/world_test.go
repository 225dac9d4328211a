package network_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/blob"
	"schalter/internal/errs"
	"schalter/internal/id"
	"schalter/internal/job"
	"schalter/internal/network"
	"schalter/internal/pagination"
	"schalter/internal/scan"
	"schalter/internal/store"
	"schalter/internal/testkit"
	"schalter/internal/viewer"
)

// town is the network with all that stands around it: people, organisations and a catalogue.
type town struct {
	*testkit.World
	*network.Service
	t      testing.TB
	runner *job.Runner
	blobs  *blob.Files

	mu sync.Mutex
	// works are the memberships that there are: who works where.
	works map[string]network.Member
	// former are the operators that are none any more. details says of what is in the audit log what it is about.
	former         map[string]bool
	audit, details []string
	keys           int
	// whenAsked is done once, when somebody next asks who works where.
	whenAsked func(tx *store.Tx)
}

func onTowns(t *testing.T, test func(t *testing.T, w *town)) {
	t.Helper()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		blobs, err := blob.OpenFiles(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = blobs.Close() })
		s := &town{World: w, t: t, blobs: blobs, works: map[string]network.Member{}, former: map[string]bool{}}
		for _, who := range []string{"anna", "bert", "cora"} {
			s.works["mem_"+who] = network.Member{Name: strings.ToUpper(who[:1]) + who[1:], OrganisationID: "org_" + who}
		}
		s.Service = network.New(network.Options{
			DB: w.DB, Vault: w.Vault, MAC: w.Platform, People: s, Organisations: employers{s}, Offerings: s, Audit: s, Blobs: blobs, Inspector: s, Platform: "Schalter",
			Log: testkit.Silent(),
		})
		s.runner = job.NewRunner(w.DB, testkit.Silent())
		s.RegisterJobs(s.runner)
		test(t, s)
	})
}

func (w *town) Names(_ context.Context, accountIDs []string) (map[string]string, error) {
	names := map[string]string{}
	for _, accountID := range accountIDs {
		who := strings.TrimPrefix(accountID, "acc_")
		names[accountID] = strings.ToUpper(who[:1]) + who[1:]
	}
	return names, nil
}

func (w *town) Operating(_ context.Context, accountIDs []string) (map[string]bool, error) {
	found := map[string]bool{}
	for _, accountID := range accountIDs {
		found[accountID] = accountID == "acc_olga" && !w.former[accountID]
	}
	return found, nil
}

// employers answers the network with the organisations.
type employers struct{ *town }

func (w employers) Members(_ context.Context, membershipIDs []string) (map[string]network.Member, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	found := map[string]network.Member{}
	for _, membershipID := range membershipIDs {
		if m, ok := w.works[membershipID]; ok {
			found[membershipID] = m
		}
	}
	return found, nil
}

func (w employers) Employs(_ context.Context, tx *store.Tx, membershipID, accountID string) (bool, error) {
	w.mu.Lock()
	_, ok := w.works[membershipID]
	first := w.whenAsked
	w.whenAsked = nil
	w.mu.Unlock()
	if first != nil {
		first(tx)
	}
	return ok && strings.HasPrefix(membershipID, "mem_"+strings.TrimPrefix(accountID, "acc_")), nil
}

func (w employers) OrganisationName(organisationID string) (string, bool) {
	return "Markt " + strings.TrimPrefix(organisationID, "org_"), true
}

func (w *town) Known(offeringID string) bool { return strings.HasPrefix(offeringID, "off_") }

func (w *town) Sheets(_ context.Context, versionIDs []string, locale string) (map[string]network.Sheet, error) {
	found := map[string]network.Sheet{}
	for _, versionID := range versionIDs {
		found[versionID] = network.Sheet{Name: "Gewerbe *neu* " + locale, Version: 3, Here: !strings.Contains(versionID, "market")}
	}
	return found, nil
}

func (w *town) Record(_ context.Context, _ *store.Tx, by *viewer.Viewer, action, subjectID, _, detail string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.audit = append(w.audit, by.AccountID+" "+action)
	w.details = append(w.details, strings.TrimSpace(action+" "+subjectID+" "+detail))
	return nil
}

func (w *town) CheckName(filename, mediaType string) error {
	return scan.CheckName(filename, mediaType)
}

func (w *town) Check(_ context.Context, r io.ReaderAt, size int64, filename string) (string, bool, error) {
	content, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if err == nil && strings.Contains(string(content), "EICAR") {
		return "", true, &scan.Error{Reason: scan.Malware}
	}
	mediaType, err := scan.Check(r, size, filename)
	return mediaType, true, err
}

// as is a member of an organisation of their own, of no role at all; inEnglish reads English.
func as(who string) context.Context {
	return viewer.With(context.Background(), &viewer.Viewer{
		AccountID: "acc_" + who, SessionID: "ses_1", Locale: "de", Memberships: []viewer.Membership{{ID: "mem_" + who, OrganisationID: "org_" + who}},
	})
}

func inEnglish(ctx context.Context) context.Context {
	v := *viewer.From(ctx)
	v.Locale = "en"
	return viewer.With(ctx, &v)
}

func citizen() context.Context {
	return viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_citizen", SessionID: "ses_1", Locale: "de"})
}

func operator() context.Context {
	return viewer.With(context.Background(), &viewer.Viewer{AccountID: "acc_olga", SessionID: "ses_2", Locale: "de", Roles: []viewer.Role{viewer.Operator}})
}

func (w *town) key() string { w.keys++; return fmt.Sprint("key-", w.keys) }

func texts(name string) []*network.GroupText {
	return []*network.GroupText{{Locale: network.German, Name: name, Description: "Für alle."}, {Locale: network.English, Name: name + " (en)", Description: "For all."}}
}

// group makes a group for offerings; without any it is that of the whole market.
func (w *town) group(slug string, offeringIDs ...string) *network.Group {
	w.t.Helper()
	w.Clock.Advance(time.Second)
	g, err := w.Save(operator(), network.Saving{
		Slug: slug, Texts: texts("Gruppe " + slug), OfferingIDs: offeringIDs, WholeMarket: len(offeringIDs) == 0, IdempotencyKey: w.key(),
	})
	if err != nil {
		w.t.Fatal(err)
	}
	return g
}

// change saves a group as it is, but for what the test changes.
func (w *town) change(g *network.Group, change func(in *network.Saving)) (*network.Group, error) {
	w.t.Helper()
	now, err := w.Group(operator(), g.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	in := network.Saving{
		GroupID: &now.ID, ExpectedVersion: &now.Version, Slug: now.Slug, Texts: now.Texts, OfferingIDs: now.OfferingIDs, WholeMarket: now.WholeMarket, Archived: now.Archived,
	}
	change(&in)
	return w.Save(operator(), in)
}

func (w *town) join(who string, groups ...*network.Group) {
	w.t.Helper()
	for _, g := range groups {
		w.Clock.Advance(time.Millisecond)
		organisationID := "org_" + who
		if _, err := w.Join(as(who), network.Joining{GroupID: g.ID, OrganisationID: &organisationID, IdempotencyKey: w.key()}); err != nil {
			w.t.Fatal(err)
		}
	}
}

// write posts something, or a reply.
func (w *town) write(ctx context.Context, g *network.Group, replyTo *network.GroupPost, text string, documentIDs ...string) *network.GroupPost {
	w.t.Helper()
	w.Clock.Advance(time.Second)
	in := network.Posting{GroupID: g.ID, Body: text, DocumentIDs: documentIDs, IdempotencyKey: w.key()}
	if replyTo != nil {
		in.ReplyTo = &replyTo.ID
	}
	p, err := w.Post(ctx, in)
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// view is a group as a viewer sees it.
func (w *town) view(ctx context.Context, g *network.Group) *network.Group {
	w.t.Helper()
	seen, err := w.Group(ctx, g.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	return seen
}

// list are the posts that a viewer sees; of a search where there is one.
func (w *town) list(ctx context.Context, g *network.Group, search string) (list []*network.GroupPost) {
	w.t.Helper()
	page, err := w.Posts(ctx, w.view(ctx, g), search, pagination.Request{Limit: 100})
	if err != nil {
		w.t.Fatal(err)
	}
	if page == nil {
		return nil
	}
	for _, item := range page.Items {
		list = append(list, item.Node)
	}
	return list
}

// transcript are posts in words: who and what.
func transcript(list []*network.GroupPost) string {
	var all []string
	for _, p := range list {
		all = append(all, p.AuthorName+": "+p.Body)
	}
	return strings.Join(all, "; ")
}

// members are the names of those whom a viewer sees in a group.
func (w *town) members(ctx context.Context, g *network.Group, search string) string {
	w.t.Helper()
	page, err := w.Service.Members(ctx, w.view(ctx, g), search, pagination.Request{Limit: 100})
	if err != nil {
		w.t.Fatal(err)
	}
	if page == nil {
		return "no list"
	}
	var all []string
	for _, item := range page.Items {
		all = append(all, item.Node.Name)
	}
	return strings.Join(all, " ")
}

func (w *town) unread(ctx context.Context, g *network.Group) int {
	w.t.Helper()
	n, err := w.Unread(ctx, []*network.Group{w.view(ctx, g)})
	if err != nil {
		w.t.Fatal(err)
	}
	return n[0]
}

// profile is who a viewer is in a group.
func (w *town) profile(ctx context.Context, g *network.Group) *network.Profile {
	w.t.Helper()
	own, err := w.OwnProfiles(ctx, []*network.Group{w.view(ctx, g)})
	if err != nil {
		w.t.Fatal(err)
	}
	return own[0]
}

// leavesOrganisation ends somebody's membership, of which sessions may not know yet.
func (w *town) leavesOrganisation(who string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	delete(w.works, "mem_"+who)
}

// run does what is due.
func (w *town) run() {
	w.t.Helper()
	if err := w.runner.RunDue(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *town) announce(n network.News) {
	w.t.Helper()
	err := w.DB.Tx(viewer.System(context.Background(), "test"), func(ctx context.Context, tx *store.Tx) error { return w.Announce(ctx, tx, n) })
	if err != nil {
		w.t.Fatal(err)
	}
}

// file announces and uploads a file, and returns its id and what became of it.
func (w *town) file(ctx context.Context, g *network.Group, name, content string) (fileID, state string) {
	w.t.Helper()
	d, err := w.AnnounceFile(ctx, network.Announcing{GroupID: g.ID, Filename: name, Size: int64(len(content)), MediaType: "text/plain", IdempotencyKey: w.key()})
	if err != nil {
		w.t.Fatal(err)
	}
	if state, err = w.Upload(ctx, d.ID, strings.NewReader(content)); err != nil {
		w.t.Fatal(err)
	}
	return d.ID, state
}

// refused is the refusal of an error, or its code.
func refused(err error) string {
	if r := errs.AsRefusal(err); r != nil {
		return strings.TrimSpace(string(r.Problems[0].Rule) + " " + r.Problems[0].Text)
	}
	return string(errs.CodeOf(err))
}

// unknownGroup is the id of no group.
var unknownGroup = id.Derive(id.Group, "none")
