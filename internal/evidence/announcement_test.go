package evidence_test

import (
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"schalter/internal/evidence"
	"schalter/internal/legal"
)

// decision is a decision and what a record holds of how it reached the person: what may be changed, one by one.
type decision struct {
	kind, effect string
	consent      *evidence.Consent
	provided     time.Time
	events       []evidence.Event
}

var (
	providedAt = time.Date(2027, 2, 26, 10, 0, 0, 0, time.UTC)
	consented  = evidence.Consent{ID: "con_1", Scope: "ANNOUNCEMENT", TextVersion: "2026-11", GivenAt: "2027-01-04T09:00:00.000000Z"}
)

func noticeSent(at time.Time) evidence.Event {
	return evidence.Event{Kind: "NOTIFICATION_SENT", Messages: []string{"msg_1"}, Occurred: at, Capacity: "system"}
}

func noticeFailed(at time.Time) evidence.Event {
	return evidence.Event{Kind: "NOTIFICATION_FAILED", Messages: []string{"msg_1"}, Occurred: at, Capacity: "system"}
}

func opened(at time.Time) evidence.Event {
	return evidence.Event{Kind: "MESSAGE_OPENED", Message: "msg_1", At: at, Capacity: "owner"}
}

func withdrawn(at time.Time) evidence.Event {
	return evidence.Event{Kind: "MESSAGE_WITHDRAWN", Message: "msg_1", At: at, Capacity: "clerk"}
}

// day is 2027-03-01 and so many days later, at an hour in UTC.
func day(n, hour int) time.Time { return time.Date(2027, 3, 1+n, hour, 0, 0, 0, time.UTC) }

// golden are decisions with the day that they count as announced; the empty one is none.
var golden = map[string]struct {
	decision
	day, rule string
}{
	"the notice was sent":                   {decision{events: []evidence.Event{noticeSent(day(0, 9))}}, "2027-03-04", "baydig-24-notice"},
	"at night it is the next day in Berlin": {decision{events: []evidence.Event{noticeSent(day(0, 23))}}, "2027-03-05", "baydig-24-notice"},
	"fetched after the third day":           {decision{events: []evidence.Event{noticeSent(day(0, 9)), opened(day(8, 9))}}, "2027-03-04", "baydig-24-notice"},
	"fetched earlier":                       {decision{events: []evidence.Event{noticeSent(day(0, 9)), opened(day(1, 9))}}, "2027-03-02", "baydig-24-retrieval"},
	"came back, never fetched":              {decision{events: []evidence.Event{noticeSent(day(0, 9)), noticeFailed(day(6, 9))}}, "", ""},
	"fetched, came back then":               {decision{events: []evidence.Event{noticeSent(day(0, 9)), opened(day(8, 9)), noticeFailed(day(9, 9))}}, "2027-03-09", "baydig-24-retrieval"},
	"not sent, fetched":                     {decision{events: []evidence.Event{noticeFailed(day(2, 9)), opened(day(20, 9))}}, "2027-03-21", "baydig-24-retrieval"},
	"not yet sent":                          {decision{}, "", ""},
	"withdrawn":                             {decision{events: []evidence.Event{noticeSent(day(0, 9)), withdrawn(day(1, 9))}}, "", ""},
	"for information":                       {decision{effect: "INFORMATION", events: []evidence.Event{noticeSent(day(0, 9)), opened(day(1, 9))}}, "", ""},
	"formally served":                       {decision{effect: "SERVICE_OF_DOCUMENTS", events: []evidence.Event{noticeSent(day(0, 9))}}, "", ""},
}

func (d decision) whole() decision {
	if d.kind == "" {
		d.kind = "DECISION"
	}
	if d.effect == "" {
		d.effect = "ANNOUNCEMENT"
	}
	if d.provided.IsZero() {
		d.provided = providedAt
	}
	if d.consent == nil && d.effect != "INFORMATION" {
		given := consented
		given.Scope = d.effect
		d.consent = &given
	}
	return d
}

// packed is a package of the decision, with the claim that its facts give; one that cannot have any has none.
func (d decision) packed(t testing.TB, kind evidence.PackageKind) *world {
	t.Helper()
	w := newWorld(t, kind, ecSeal)
	w.pkg.Log, w.pkg.Messages = nil, w.pkg.Messages[:1]
	m := &w.pkg.Messages[0]
	described, err := evidence.Verify(m.Signed, public(key(t)))
	if err != nil {
		t.Fatal(err)
	}
	described.Direction, described.Kind, described.DecisionEffect, described.Consent = "INBOUND", d.kind, d.effect, d.consent
	described.SentAt = evidence.Instant(d.provided)
	if m.Signed, err = evidence.Sign(described, keyID, key(t)); err != nil {
		t.Fatal(err)
	}
	w.pkg.Record = nil
	head := ""
	var events []evidence.Event
	for i, e := range append([]evidence.Event{{Kind: "MESSAGE_RECEIVED", Message: "msg_1", Manifest: m.Signed.Digest, At: d.provided, Capacity: "clerk"}}, d.events...) {
		e.ID, e.Side, e.Seq, e.Previous = fmt.Sprintf("evt_%d", i+1), "mbx_1", int64(i+1), head
		if e.At.IsZero() {
			e.At = e.Occurred.Add(time.Minute)
		}
		token, err := e.Token(keyID, key(t))
		if err != nil {
			t.Fatal(err)
		}
		head = evidence.Link(token)
		parsed, err := evidence.ParseToken(token, func(string) ed25519.PublicKey { return public(key(t)) })
		if err != nil {
			t.Fatal(err)
		}
		events = append(events, parsed)
		w.pkg.Record = append(w.pkg.Record, evidence.Entry{Token: token})
	}
	m.Announcement = claimed(described, events, legal.BayVwVfG)
	return w
}

// claimed is what the platform says of a decision by the rules that come with the program.
func claimed(m evidence.Manifest, events []evidence.Event, law legal.ProcedureLaw) *evidence.Announcement {
	facts, ok := evidence.FactsOf(m, events)
	if !ok {
		return nil
	}
	a := &evidence.Announcement{Facts: facts, ProcedureLaw: string(law), Rules: []evidence.AnnouncementRule{}}
	for _, e := range facts.Events() {
		if r, ok := legal.Shipped().Applicable(legal.Announcement, law, e.Anchor, e.Day); ok {
			a.Rules = append(a.Rules, evidence.RuleFile(r))
		}
	}
	a.Conclude()
	return a
}

// announced is what a package gives, computed again; the check must be all that is wrong with it, if anything is.
func announced(t testing.TB, pkg []byte) (found []evidence.Announced, result evidence.Result) {
	t.Helper()
	v, found, err := evidence.VerifyAnnouncements(bytes.NewReader(pkg), int64(len(pkg)), evidence.Trust{})
	if err != nil {
		t.Fatal(err)
	}
	if bad := failed(v); len(bad) > 0 && !slices.Equal(bad, []evidence.CheckName{evidence.CheckAnnouncement}) {
		t.Errorf("something else failed: %v", bad)
	}
	c, made := v.Of(evidence.CheckAnnouncement)
	if !made {
		t.Fatal("the check was not made")
	}
	if (c.Result == evidence.Failed) == v.Valid || c.Result == evidence.Failed && len(found) > 0 {
		t.Errorf("valid is %v, the check %s, and a day is given: %v", v.Valid, c.Result, len(found) > 0)
	}
	return found, c.Result
}

func TestTheDayOfAnnouncementIsComputedFromThePackageAlone(t *testing.T) {
	t.Parallel()
	for name, g := range golden {
		for _, kind := range []evidence.PackageKind{evidence.Proof, evidence.Export} {
			t.Run(name+", "+string(kind), func(t *testing.T) {
				t.Parallel()
				found, result := announced(t, write(t, g.whole().packed(t, kind).pkg))
				if result != evidence.Passed || len(found) != 1 {
					t.Fatalf("%s, %d decisions", result, len(found))
				}
				if res := found[0].Result; g.day == "" && res != nil || g.day != "" && (res == nil || string(res.Date) != g.day || res.Rule.ID != g.rule || !found[0].Shipped || !res.Provisional) {
					t.Errorf("%+v", res)
				}
			})
		}
	}
}

// oneChange changes one fact of a decision; false where it has no such fact.
var oneChange = map[string]func(*decision) bool{
	"another effect": func(d *decision) bool {
		d.effect = map[bool]string{true: "INFORMATION", false: "ANNOUNCEMENT"}[d.effect != "INFORMATION"]
		return true
	},
	"no effect":              func(d *decision) bool { d.effect = ""; return true },
	"no decision":            func(d *decision) bool { d.kind = "MESSAGE"; return true },
	"provided later":         func(d *decision) bool { d.provided = d.provided.Add(time.Second); return true },
	"no consent":             func(d *decision) bool { had := d.consent != nil; d.consent = nil; return had },
	"another consent":        changedConsent(func(c *evidence.Consent) { c.ID = "con_2" }),
	"another text":           changedConsent(func(c *evidence.Consent) { c.TextVersion = "2026-10" }),
	"another scope":          changedConsent(func(c *evidence.Consent) { c.Scope = "SERVICE_OF_DOCUMENT" }),
	"consent given later":    changedConsent(func(c *evidence.Consent) { c.GivenAt = "2027-01-04T09:00:00.000001Z" }),
	"consent revoked":        changedConsent(func(c *evidence.Consent) { c.RevokedAt = "2027-01-05T09:00:00.000000Z" }),
	"withdrawn":              changedEvents("MESSAGE_WITHDRAWN", withdrawn(day(30, 9))),
	"fetched":                changedEvents("MESSAGE_OPENED", opened(day(30, 9))),
	"the notice was sent":    changedEvents("NOTIFICATION_SENT", noticeSent(day(30, 9))),
	"the notice came back":   changedEvents("NOTIFICATION_FAILED", noticeFailed(day(30, 9))),
	"the notice a bit later": movedEvent("NOTIFICATION_SENT"), "it came back a bit later": movedEvent("NOTIFICATION_FAILED"), "fetched a bit later": movedEvent("MESSAGE_OPENED"),
	"the notice told of another message": func(d *decision) bool {
		at := slices.IndexFunc(d.events, func(e evidence.Event) bool { return e.Kind == "NOTIFICATION_SENT" })
		if at >= 0 {
			d.events[at].Messages = []string{"msg_2"}
		}
		return at >= 0
	},
	"opened by somebody else": func(d *decision) bool {
		at := slices.IndexFunc(d.events, func(e evidence.Event) bool { return e.Kind == "MESSAGE_OPENED" })
		if at >= 0 {
			d.events[at].Capacity = "clerk"
		}
		return at >= 0
	},
}

func changedConsent(change func(*evidence.Consent)) func(*decision) bool {
	return func(d *decision) bool {
		if d.consent == nil {
			return false
		}
		other := *d.consent
		change(&other)
		d.consent = &other
		return true
	}
}

// changedEvents leaves out an event of a kind, or adds one where there is none.
func changedEvents(kind string, added evidence.Event) func(*decision) bool {
	return func(d *decision) bool {
		at := slices.IndexFunc(d.events, func(e evidence.Event) bool { return e.Kind == kind })
		if at < 0 {
			d.events = append(d.events, added)
		} else {
			d.events = slices.Delete(d.events, at, at+1)
		}
		return true
	}
}

func movedEvent(kind string) func(*decision) bool {
	return func(d *decision) bool {
		at := slices.IndexFunc(d.events, func(e evidence.Event) bool { return e.Kind == kind })
		if at < 0 {
			return false
		}
		e := &d.events[at]
		if !e.Occurred.IsZero() {
			e.Occurred = e.Occurred.Add(time.Second)
		} else {
			e.At = e.At.Add(time.Second)
		}
		return true
	}
}

// Somebody who has all keys of the platform and changes one fact, but not what the package says of the day, is found out: manifest, record, list and seal
// are right, and the day does not follow.
func TestOneChangedFactFailsTheAnnouncement(t *testing.T) {
	t.Parallel()
	for name, g := range golden {
		for changed, change := range oneChange {
			after := g.whole()
			after.events = slices.Clone(after.events)
			if !change(&after) {
				continue // it has no such fact
			}
			t.Run(name+": "+changed, func(t *testing.T) {
				t.Parallel()
				before := g.whole()
				claim, err := json.Marshal(before.packed(t, evidence.Proof).pkg.Messages[0].Announcement)
				if err != nil {
					t.Fatal(err)
				}
				w := after.packed(t, evidence.Proof)
				pkg := write(t, w.pkg)
				k := &corpus{t: t, w: w, pkg: pkg, base: take(t, pkg)}
				k.sealed(changed, false, func(c *container) {
					text := string(c.content("paket.json"))
					head, rest, has := strings.Cut(text, `,"announcement":`)
					if !has {
						head, rest, _ = strings.Cut(text, `],"events"`)
						head, rest = strings.TrimSuffix(head, "}"), `}],"events"`+rest
					} else {
						_, rest, _ = strings.Cut(rest, `}],"events"`)
						rest = `}],"events"` + rest
					}
					c.at("paket.json").fill([]byte(head + `,"announcement":` + string(claim) + rest))
				})
				if _, result := announced(t, k.list[0].pkg); result != evidence.Failed {
					t.Errorf("it is %s", result)
				}
			})
		}
	}
}

// What the package says of rule and day is held against the facts, and a rule of ours against the one that this program has.
func TestAChangedRuleOrDayFailsTheAnnouncement(t *testing.T) {
	t.Parallel()
	w := golden["fetched after the third day"].whole().packed(t, evidence.Proof)
	pkg := write(t, w.pkg)
	for name, change := range map[string][2]string{
		"another day": {`"day":"2027-03-04"`, `"day":"2027-03-05"`}, "no day": {`,"day":"2027-03-04"`, ""}, "another anchor day": {`"anchorDay":"2027-03-01"`, `"anchorDay":"2027-03-02"`},
		"another anchor": {`"anchor":"NOTICE_SENT","anchorDay"`, `"anchor":"PROVIDED","anchorDay"`}, "another rule": {`"rule":"baydig-24-notice"`, `"rule":"baydig-24-retrieval"`},
		"another version": {`"rule":"baydig-24-notice","version":1`, `"rule":"baydig-24-notice","version":2`}, "certain": {`,"provisional":true`, ""},
		"another length": {`"amount":3`, `"amount":4`}, "another unit": {`"unit":"DAYS"`, `"unit":"WEEKS"`}, "another article": {"Satz 1", "Satz 2"}, "another law": {`"law":"BayDiG"`, `"law":"VwVfG"`},
		"another jurisdiction": {`"jurisdiction":"DE-BY"`, `"jurisdiction":"DE"`}, "of another procedure": {`"procedureLaw":"BAYVWVFG","rules"`, `"procedureLaw":"AO","rules"`},
		"a shift": {`"shiftForDate":false`, `"shiftForDate":true`}, "other holidays": {`"holidays":"MUNICIPALITY"`, `"holidays":"NONE"`}, "valid later": {`"validFrom":"2022-08-01"`, `"validFrom":"2027-03-02"`},
		"confirmed": {`"counselConfirmed":false`, `"counselConfirmed":true`}, "a place": {`"procedureLaw":"BAYVWVFG","rules"`, `"procedureLaw":"BAYVWVFG","place":"09461000","rules"`},
		"facts": {`"noticeSentAt":"2027-03-01T09`, `"noticeSentAt":"2027-03-01T08`}, "a unit that is none": {`"unit":"DAYS"`, `"unit":"YEARS"`}, "an amount beyond all": {`"amount":3`, `"amount":300000000`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			k := &corpus{t: t, w: w, pkg: pkg, base: take(t, pkg)}
			k.rewritten(name, "paket.json", change[0], change[1])
			if _, result := announced(t, k.list[0].pkg); result != evidence.Failed {
				t.Errorf("it is %s", result)
			}
			// Without the seal it is no package of ours any more.
			plain := take(t, pkg)
			plain.at("paket.json").fill([]byte(strings.Replace(string(plain.content("paket.json")), change[0], change[1], 1)))
			v, found, err := evidence.VerifyAnnouncements(bytes.NewReader(plain.put()), int64(len(plain.put())), evidence.Trust{})
			if err != nil || v.Valid || found != nil {
				t.Errorf("%v, valid %v, %v", err, v.Valid, found)
			}
		})
	}
}

// A rule that editors added is the package's alone, and counts; a claim that does not follow cannot become a package, and neither decisions of before nor
// messages say anything about a day.
func TestRulesOfEditorsCountAndWrongClaimsBecomeNoPackage(t *testing.T) {
	t.Parallel()
	w := golden["the notice was sent"].whole().packed(t, evidence.Proof)
	claim := w.pkg.Messages[0].Announcement
	claim.Rules[0].Version, claim.Rules[0].Amount = 2, 4
	claim.Conclude()
	found, result := announced(t, write(t, w.pkg))
	if result != evidence.Passed || found[0].Shipped || found[0].Result.Date != "2027-03-05" {
		t.Errorf("%s, %+v", result, found)
	}
	claim.Day = "2027-03-04"
	if err := evidence.WritePackage(&bytes.Buffer{}, w.pkg); err == nil {
		t.Error("a day that does not follow became a package")
	}
	w.pkg.Messages[0].Announcement = nil
	if found, result := announced(t, write(t, w.pkg)); result != evidence.Open || found != nil {
		t.Errorf("a decision without a claim: %s, %v", result, found)
	}
	if found, result := announced(t, write(t, newWorld(t, evidence.Proof, ecSeal).pkg)); result != evidence.Open || found != nil {
		t.Errorf("a message: %s, %v", result, found)
	}
}

// The PDF says what the decision does, how it reached the person and from when it counts; of one for information no more than that it is not announced.
func TestThePDFSaysWhetherADecisionIsAnnounced(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"the notice was sent":      "gilt als bekannt gegeben am Donnerstag, 4. März 2027 (vorläufig)",
		"came back, never fetched": "ergibt sich bisher kein Tag der Bekanntgabe",
		"for information":          "Zur Kenntnis, nicht bekannt gegeben",
		"formally served":          "Ein Tag der Zustellung wird nicht berechnet",
	} {
		out, err := run(t, ".", "pdftotext", "-layout", pdfOf(t, golden[name].whole().packed(t, evidence.Proof)), "-")
		if err != nil {
			t.Fatal(err, out)
		}
		text := strings.Join(strings.Fields(out), " ")
		if !strings.Contains(text, want) {
			t.Errorf("%s: %q is not said", name, want)
		}
		if says := strings.Contains(text, "gilt als bekannt"); says != strings.HasPrefix(want, "gilt") {
			t.Errorf("%s: says a day: %v", name, says)
		}
	}
}
