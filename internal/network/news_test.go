package network_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"schalter/internal/network"
	"schalter/internal/pagination"
	"schalter/internal/store"
	"schalter/internal/viewer"
)

func TestF38AnOfferingLeadsToItsGroup(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("gewerbe", "off_trade", "off_permit")
		ids := []string{"off_trade", "off_permit", "off_alone"}
		for name, who := range map[string]context.Context{"nobody": viewer.With(context.Background(), viewer.Anonymous()), "citizen": citizen(), "member": as("anna")} {
			found, err := w.GroupsOfOfferings(who, ids)
			if err != nil || len(found) != 2 || *found["off_trade"] != (network.OfferingGroup{Slug: "gewerbe", Name: "Gruppe gewerbe"}) || found["off_alone"] != nil {
				t.Errorf("%s learns %+v, %v", name, found, err)
			}
		}
		if found, err := w.GroupsOfOfferings(inEnglish(citizen()), ids); err != nil || found["off_permit"].Name != "Gruppe gewerbe (en)" {
			t.Errorf("in English %+v, %v", found, err)
		}
		if got := w.view(as("anna"), g); !got.HasCatalogue() || len(got.OfferingIDs) != 2 {
			t.Errorf("%+v", got)
		}
		if _, err := w.change(g, func(in *network.Saving) { in.Archived = true }); err != nil {
			t.Fatal(err)
		}
		if found, err := w.GroupsOfOfferings(citizen(), ids); err != nil || len(found) != 0 {
			t.Errorf("of an archived group %+v, %v", found, err)
		}
	})
}

func TestF39NewsAreToldOnceInTheGroupAndInThatOfTheWholeMarket(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		own, other, market := w.group("gewerbe", "off_trade"), w.group("wohnen", "off_home"), w.group("markt")
		for _, g := range []*network.Group{own, other, market} {
			w.join("anna", g)
		}
		w.Clock.Advance(time.Second)
		news := network.News{OfferingID: "off_trade", VersionID: "ofv_1", Orderable: true, Revision: 4}
		w.announce(news)
		w.run()
		// Once more, as after a crash between the posts and the end of the job.
		w.announce(news)
		w.run()
		for _, g := range []*network.Group{own, market} {
			list := w.list(as("anna"), g, "")
			if len(list) != 1 || !list[0].Official || list[0].AuthorName != "Schalter" || *list[0].OfferingID != "off_trade" || w.unread(as("anna"), g) != 1 {
				t.Fatalf("%s: %+v", g.Slug, list)
			}
			if got := list[0].Body; got != `**Gewerbe \*neu\* de** kann jetzt bestellt werden. Es gilt der Steckbrief in Version 3.` {
				t.Errorf("it says %q", got)
			}
			if got := w.list(inEnglish(as("anna")), g, "")[0].Body; got != `**Gewerbe \*neu\* en** can be ordered now. Version 3 of its sheet holds.` {
				t.Errorf("in English %q", got)
			}
		}
		if list := w.list(as("anna"), other, ""); len(list) != 0 {
			t.Errorf("the group of another offering has %s", transcript(list))
		}
		w.announce(network.News{OfferingID: "off_trade", VersionID: "ofv_2", Revision: 5})
		w.announce(network.News{OfferingID: "off_trade", VersionID: "ofv_market", Orderable: true, Revision: 6})
		w.run()
		text := transcript(w.list(as("anna"), own, ""))
		for _, want := range []string{"wurde geändert. Es gilt jetzt Version 3.", "ist jetzt bei seinem Anbieter erhältlich"} {
			if !strings.Contains(text, want) {
				t.Errorf("%q is missing in %s", want, text)
			}
		}
		// People answer news, and find it by the offering's name; nobody but moderators takes it away.
		first := w.list(as("anna"), own, "")[0]
		w.write(as("anna"), own, first, "Endlich!")
		if got := w.list(as("anna"), own, "gewerbe neu"); len(got) != 3 {
			t.Errorf("a search finds %s", transcript(got))
		}
		if _, err := w.Remove(as("anna"), first.ID, first.Version); refused(err) != "FORBIDDEN" {
			t.Errorf("a member removes news: %v", err)
		}
	})
}

func TestNewsOfATransactionThatFailsAreNeverTold(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		market := w.group("markt")
		failed := errors.New("something else failed")
		err := w.DB.Tx(viewer.System(t.Context(), "test"), func(ctx context.Context, tx *store.Tx) error {
			if err := w.Announce(ctx, tx, network.News{OfferingID: "off_trade", VersionID: "ofv_1", Orderable: true, Revision: 1}); err != nil {
				return err
			}
			return failed
		})
		if !errors.Is(err, failed) {
			t.Fatal(err)
		}
		w.run()
		if list := w.list(operator(), market, ""); len(list) != 0 {
			t.Errorf("%s", transcript(list))
		}
	})
}

func TestArchivedGroupsAreOnlyRead(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		p := w.write(as("anna"), g, nil, "Vorher")
		if _, err := w.change(g, func(in *network.Saving) { in.Archived = true }); err != nil {
			t.Fatal(err)
		}
		w.announce(network.News{OfferingID: "off_trade", VersionID: "ofv_1", Orderable: true, Revision: 1})
		w.run()
		if got := transcript(w.list(as("anna"), g, "")); got != "Anna: Vorher" {
			t.Errorf("it says %q", got)
		}
		for name, act := range map[string]func() error{
			"post": func() error {
				_, err := w.Post(as("anna"), network.Posting{GroupID: g.ID, Body: "Nachher", IdempotencyKey: w.key()})
				return err
			},
			"file": func() error {
				_, err := w.AnnounceFile(as("anna"), network.Announcing{GroupID: g.ID, Filename: "a.txt", Size: 1, MediaType: "text/plain", IdempotencyKey: w.key()})
				return err
			},
			"join": func() error {
				organisationID := "org_bert"
				_, err := w.Join(as("bert"), network.Joining{GroupID: g.ID, OrganisationID: &organisationID, IdempotencyKey: w.key()})
				return err
			},
		} {
			if err := act(); refused(err) != "WRONG_STATE group_archived" {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := w.Group(as("bert"), g.ID); refused(err) != "NOT_FOUND" {
			t.Errorf("who never joined: %v", err)
		}
		page, err := w.Groups(as("bert"), pagination.Request{Limit: 5})
		if err != nil || len(page.Items) != 0 {
			t.Errorf("lists %v, %v", page.Items, err)
		}
		if _, err := w.Remove(as("anna"), p.ID, p.Version); err != nil {
			t.Errorf("one's own post is removed still: %v", err)
		}
	})
}

func TestGroupsAreMadeAndChangedByOperators(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		market, trade := w.group("markt"), w.group("gewerbe", "off_trade")
		w.join("anna", trade)
		w.join("bert", market)
		stranger := w.profile(as("bert"), market).ID
		for name, c := range map[string]struct {
			change func(in *network.Saving)
			want   string
		}{
			"another version":         {func(in *network.Saving) { n := *in.ExpectedVersion + 1; in.ExpectedVersion = &n }, "STALE"},
			"no version":              {func(in *network.Saving) { in.ExpectedVersion = nil }, "REQUIRED"},
			"another slug":            {func(in *network.Saving) { in.Slug = "handwerk" }, "INVALID group_slug_fixed"},
			"no slug":                 {func(in *network.Saving) { in.Slug = "Ü" }, "INVALID group_slug"},
			"the address of a form":   {func(in *network.Saving) { in.Slug = "neu" }, "INVALID group_slug_reserved"},
			"one language":            {func(in *network.Saving) { in.Texts = in.Texts[:1] }, "REQUIRED group_languages"},
			"a language twice":        {func(in *network.Saving) { in.Texts[1].Locale = network.German }, "INVALID"},
			"no name":                 {func(in *network.Saving) { in.Texts[0].Name = "" }, "REQUIRED"},
			"a long name":             {func(in *network.Saving) { in.Texts[0].Name = strings.Repeat("a", 101) }, "TOO_LONG too_long"},
			"a long description":      {func(in *network.Saving) { in.Texts[1].Description = strings.Repeat("a", 2001) }, "TOO_LONG too_long"},
			"an unknown offering":     {func(in *network.Saving) { in.OfferingIDs = []string{"x"} }, "NOT_FOUND"},
			"an offering twice":       {func(in *network.Saving) { in.OfferingIDs = []string{"off_a", "off_a"} }, "NOT_FOUND"},
			"a second market":         {func(in *network.Saving) { in.WholeMarket = true }, "TAKEN group_market_taken"},
			"a moderator from afar":   {func(in *network.Saving) { in.ModeratorIDs = []string{stranger} }, "NOT_FOUND group_profile_unknown"},
			"a group that is not":     {func(in *network.Saving) { in.GroupID = &unknownGroup }, "NOT_FOUND group_unknown"},
			"as many as it likes":     {func(in *network.Saving) { in.OfferingIDs = make([]string, 51) }, "TOO_MANY too_many"},
			"as many people as there": {func(in *network.Saving) { in.ModeratorIDs = make([]string, 21) }, "TOO_MANY too_many"},
		} {
			if _, err := w.change(trade, c.change); refused(err) != c.want {
				t.Errorf("%s: %v, want %s", name, err, c.want)
			}
		}
		if _, err := w.change(market, func(in *network.Saving) { in.OfferingIDs = []string{"off_trade"} }); refused(err) != "TAKEN group_offering_taken" {
			t.Errorf("an offering of another group: %v", err)
		}
		if _, err := w.Save(operator(), network.Saving{Slug: "markt", Texts: texts("x"), IdempotencyKey: w.key()}); refused(err) != "TAKEN" {
			t.Errorf("a slug twice: %v", err)
		}
		if _, err := w.Save(as("anna"), network.Saving{Slug: "meine", Texts: texts("x"), IdempotencyKey: w.key()}); refused(err) != "FORBIDDEN" {
			t.Errorf("a member: %v", err)
		}
		anna := w.profile(as("anna"), trade).ID
		saved, err := w.change(trade, func(in *network.Saving) {
			in.ModeratorIDs, in.OfferingIDs = []string{anna}, []string{"off_trade", "off_b"}
		})
		if err != nil || len(saved.OfferingIDs) != 2 || saved.Version != trade.Version+1 || !w.view(as("anna"), trade).Moderator {
			t.Errorf("%+v %v", saved, err)
		}
		lists, err := w.Moderators(operator(), []*network.Group{trade, market})
		if err != nil || len(lists[0]) != 1 || lists[0][0].ID != anna || lists[1] == nil || len(lists[1]) != 0 {
			t.Errorf("moderators %v, %v", lists, err)
		}
		if lists, err := w.Moderators(as("anna"), []*network.Group{trade}); err != nil || lists[0] != nil {
			t.Errorf("a member sees the moderators: %v %v", lists, err)
		}
		if saved, err = w.change(trade, func(in *network.Saving) { in.ModeratorIDs = []string{} }); err != nil || w.view(as("anna"), trade).Moderator {
			t.Errorf("taken back: %+v %v", saved, err)
		}
	})
}
