package network_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"schalter/internal/network"
	"schalter/internal/viewer"
)

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
	})
}

// What was taken out of a form is never sent: it keeps nobody from giving other files. What a post names stays.
func TestANewFileTakesThePlaceOfTheOldestThatWaits(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		w.join("bert", g)
		sent, _ := w.file(as("anna"), g, "liste.txt", "Liste")
		w.write(as("anna"), g, nil, "Mit Datei", sent)
		others, _ := w.file(as("bert"), g, "liste.txt", "Liste")
		var waiting []string
		for range 11 {
			w.Clock.Advance(time.Millisecond)
			fileID, _ := w.file(as("anna"), g, "liste.txt", "Liste")
			waiting = append(waiting, fileID)
		}
		if _, err := w.Document(as("anna"), waiting[0]); refused(err) != "NOT_FOUND" {
			t.Errorf("the oldest: %v", err)
		}
		for _, fileID := range append(waiting[1:], sent) {
			if _, _, err := w.OpenFile(as("anna"), fileID); err != nil {
				t.Errorf("a newer one, and that of a post: %v", err)
			}
		}
		if _, _, err := w.OpenFile(as("bert"), others); err != nil {
			t.Errorf("somebody else's: %v", err)
		}
	})
}

// What was refused is no file that waits for a post: it keeps nobody from giving another.
func TestRefusedFilesDoNotFillTheRoomForThoseThatWait(t *testing.T) {
	t.Parallel()
	onTowns(t, func(t *testing.T, w *town) {
		g := w.group("markt")
		w.join("anna", g)
		for range 10 {
			if _, state := w.file(as("anna"), g, "virus.txt", "EICAR"); state != "REFUSED" {
				t.Fatal(state)
			}
		}
		good, _ := w.file(as("anna"), g, "liste.txt", "Liste")
		w.write(as("anna"), g, nil, "Mit Datei", good)
	})
}
