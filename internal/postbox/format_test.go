package postbox_test

import (
	"testing"

	"schalter/internal/postbox/conversation"
	"schalter/internal/postbox/inbox"
	"schalter/internal/testkit"
	"schalter/internal/vault"
)

// A database filled in the format of former versions goes on in the new one, and a program set to the former one, such as a replica that is
// not replaced yet, reads what was sealed meanwhile. Not in parallel: the format is the process's.
func TestADatabaseOfTheFormerFormatGoesOn(t *testing.T) {
	use := func(format int) {
		t.Helper()
		if err := vault.UseFormat(format); err != nil {
			t.Fatal(err)
		}
	}
	defer use(0)
	for name, world := range map[string]func(testing.TB) *testkit.World{"sqlite": testkit.SQLite, "postgres": testkit.Postgres} {
		t.Run(name, func(t *testing.T) {
			use(0)
			tn := newTown(t, world(t))
			box := tn.open(t, city)
			old := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, Body: "Alt"})
			use(1)
			opens(t, tn, old, "Alt")
			young := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, Body: "Neu"})
			row, err := tn.DB.Client().Message.Get(system(), young.ID)
			if err != nil || row.SealedBody[0] != 1 || row.SealedHead[0] != 1 {
				t.Errorf("what is sealed now: %x, %v", row.SealedBody, err)
			}
			if err := tn.Conversation.DeleteMessage(as(anna), old.ID); err != nil {
				t.Fatal(err)
			}
			// The deletion gave the side a new key, and all that is held a new wrap.
			opens(t, tn, young, "Neu")
			use(0)
			opens(t, tn, young, "Neu")
			last := tn.send(t, box, conversation.MessageSendInput{RecipientIDs: []string{city}, Body: "Wieder alt"})
			use(1)
			opens(t, tn, last, "Wieder alt")
			if c := cases(t, tn, clerkCity, city, inbox.CaseFilter{}); len(c) != 1 || c[0].Person.Name == "" {
				t.Errorf("the authority's copy: %+v", c)
			}
		})
	}
}

// opens reads the text of a message.
func opens(t *testing.T, tn *town, m *conversation.Message, want string) {
	t.Helper()
	got, err := tn.Conversation.Message(as(anna), m.SideID, m.ID)
	if err != nil {
		t.Fatal(err)
	}
	texts, err := tn.Conversation.MessageTexts(as(anna), []*conversation.Message{got})
	if err != nil || *texts[0] != want {
		t.Errorf("got %v, %v, want %s", texts, err, want)
	}
}
