package evidence_test

import (
	"encoding/json"
	"slices"
	"strings"

	"schalter/internal/evidence"
)

// deletionCases are certificates of deletion that somebody with seal and keys wrote otherwise: what their one event says must be a deletion.
func (k *corpus) deletionCases() {
	p := certificate(k.t, destroyed)
	p.Log, p.Record[0].Proof = nil, nil
	pkg := write(k.t, p)
	of := &corpus{t: k.t, w: &world{pkg: p}, pkg: pkg, base: take(k.t, pkg)}
	of.add("a certificate of deletion", pkg, true)
	for name, good := range map[string]bool{"PROOF": false, "EXPORT": true, "ERASURE": false} {
		of.rewritten("a certificate of deletion that says it is "+name, "paket.json", `"kind":"DELETION"`, `"kind":"`+name+`"`, slices.Repeat([]bool{true}, count(good))...)
	}
	of.rewritten("a certificate of deletion of two events", "paket.json", `"count":1`, `"count":2`)
	of.rewritten("a certificate of deletion that is not whole", "paket.json", `"complete":true`, `"complete":false`)
	of.rewritten("a certificate of another deletion", "paket.json", destroyed.Digest, evidence.Digest([]byte("mbx_another")))
	is := evidence.Event{ID: "evt_1", Side: destroyed.Digest, Seq: 1, Kind: "MAILBOX_DELETED", At: created, Actor: "owner", Capacity: "owner"}
	for name, of1 := range map[string]struct {
		good   bool
		change func(e *evidence.Event)
	}{
		"signed anew":                      {true, func(*evidence.Event) {}},
		"of an account":                    {true, func(e *evidence.Event) { e.Kind = "ACCOUNT_DELETED" }},
		"by the platform":                  {true, func(e *evidence.Event) { e.Capacity = "system" }},
		"by a clerk":                       {false, func(e *evidence.Event) { e.Capacity = "clerk" }},
		"of a message that was sent":       {false, func(e *evidence.Event) { e.Kind = "MESSAGE_SENT" }},
		"of a message that was deleted":    {false, func(e *evidence.Event) { e.Kind = "MESSAGE_DELETED" }},
		"that names a message":             {false, func(e *evidence.Event) { e.Message = "msg_1" }},
		"that comes second":                {false, func(e *evidence.Event) { e.Seq = 2 }},
		"that follows another":             {false, func(e *evidence.Event) { e.Previous = evidence.Link("x") }},
		"whose side is an id":              {false, func(e *evidence.Event) { e.Side = "cas_06h2noinrdb5v4elnav776pnu8" }},
		"whose digest has capital letters": {false, func(e *evidence.Event) { e.Side = strings.ToUpper(e.Side) }},
		"whose digest is short":            {false, func(e *evidence.Event) { e.Side = e.Side[2:] }},
	} {
		e := is
		of1.change(&e)
		token, err := e.Token(keyID, key(k.t))
		if err != nil {
			k.t.Fatal(err)
		}
		of.sealed("sealed: a certificate of deletion "+name, of1.good, func(c *container) {
			before := string(c.content("events.jsonl"))
			var line struct{ Token string }
			if err := json.Unmarshal([]byte(before), &line); err != nil {
				k.t.Fatal(err)
			}
			c.at("events.jsonl").fill([]byte(strings.Replace(before, line.Token, token, 1)))
			index := strings.NewReplacer(evidence.Link(line.Token), evidence.Link(token), destroyed.Digest, e.Side).Replace(string(c.content("paket.json")))
			c.at("paket.json").fill([]byte(index))
		})
	}
	k.list = append(k.list, of.list...)
}

func count(of bool) int {
	if of {
		return 1
	}
	return 0
}
