package network_test

import (
	"context"
	"testing"

	"schalter/internal/network"
	"schalter/internal/pagination"
)

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

// What an operator hid, moderators neither show again nor give another reason for: their own posts as little as those of others.
func TestWhatOperatorsHidOnlyOperatorsShowAgain(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("cora", g)
		cora := w.profile(as("cora"), g).ID
		if _, err := w.change(g, func(in *network.Saving) { in.ModeratorIDs = []string{cora} }); err != nil {
			t.Fatal(err)
		}
		p := w.write(as("cora"), g, nil, "Kauft bei uns")
		hidden, err := w.Hide(operator(), p.ID, p.Version, true, "Werbung")
		if err != nil {
			t.Fatal(err)
		}
		for _, hide := range []bool{false, true} {
			if _, err := w.Hide(as("cora"), p.ID, hidden.Version, hide, "Anderer Grund"); refused(err) != "WRONG_STATE group_post_hidden" {
				t.Errorf("a moderator, hidden %v: %v", hide, err)
			}
		}
		shown, err := w.Hide(operator(), p.ID, hidden.Version, false, "")
		if err != nil || shown.Hidden {
			t.Fatalf("an operator: %+v %v", shown, err)
		}
		own, err := w.Hide(as("cora"), p.ID, shown.Version, true, "Doppelt")
		if err != nil {
			t.Fatal(err)
		}
		if again, err := w.Hide(as("cora"), p.ID, own.Version, false, ""); err != nil || again.Hidden {
			t.Errorf("what a moderator hid: %+v %v", again, err)
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
