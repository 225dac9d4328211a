package network_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"schalter/internal/network"
	"schalter/internal/pagination"
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
		for name, change := range map[string]func(in *network.Saving){
			"another slug":       func(in *network.Saving) { in.Slug = "markt-2" },
			"another name":       func(in *network.Saving) { in.Texts = texts("Anders") },
			"not of the market":  func(in *network.Saving) { in.WholeMarket = false },
			"with an offering":   func(in *network.Saving) { in.OfferingIDs = []string{"off_trade"} },
			"with moderators":    func(in *network.Saving) { in.ModeratorIDs = []string{"prf_1"} },
			"archived from once": func(in *network.Saving) { in.Archived = true },
		} {
			other := in
			change(&other)
			if _, err := w.Save(operator(), other); refused(err) != "IDEMPOTENCY_CONFLICT" {
				t.Errorf("%s: %v", name, err)
			}
		}
		if _, err := w.change(g, func(in *network.Saving) { in.Texts = texts("Später anders") }); err != nil {
			t.Fatal(err)
		}
		if again, err := w.Save(operator(), in); err != nil || again.ID != g.ID {
			t.Errorf("the same again, of a group that was changed: %+v %v", again, err)
		}
		w.join("anna", g)
		organisation := "org_anna"
		joining := network.Joining{GroupID: g.ID, OrganisationID: &organisation, IdempotencyKey: "join"}
		if _, err := w.Join(as("anna"), joining); err != nil {
			t.Fatal(err)
		}
		both := viewer.With(context.Background(), &viewer.Viewer{
			AccountID: "acc_anna", SessionID: "ses_1", Locale: "de", Roles: []viewer.Role{viewer.Operator}, Memberships: viewer.From(as("anna")).Memberships,
		})
		joining.OrganisationID = nil
		if _, err := w.Join(both, joining); refused(err) != "IDEMPOTENCY_CONFLICT" {
			t.Errorf("joining as somebody else: %v", err)
		}
		post := network.Posting{GroupID: g.ID, Body: "Einmal", IdempotencyKey: "post"}
		first, err := w.Post(as("anna"), post)
		if err != nil {
			t.Fatal(err)
		}
		if again, err := w.Post(as("anna"), post); err != nil || again.ID != first.ID || len(w.list(as("anna"), g, "")) != 1 {
			t.Errorf("another post: %+v %v", again, err)
		}
		document, _ := w.file(as("anna"), g, "liste.txt", "Liste")
		for name, other := range map[string]network.Posting{
			"another text": {GroupID: g.ID, Body: "Anders", IdempotencyKey: "post"}, "with a file": {GroupID: g.ID, Body: "Einmal", DocumentIDs: []string{document}, IdempotencyKey: "post"},
			"as a reply": {GroupID: g.ID, Body: "Einmal", ReplyTo: &first.ID, IdempotencyKey: "post"},
		} {
			if _, err := w.Post(as("anna"), other); refused(err) != "IDEMPOTENCY_CONFLICT" {
				t.Errorf("%s: %v", name, err)
			}
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
