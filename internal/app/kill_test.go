//go:build demo

package app

import (
	"context"
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"schalter/internal/testkit"
	"schalter/internal/vault"
)

// The loop of make kill. Rounds go in turn to a SQLite file and a PostgreSQL database: people and authorities work, the program
// is killed -9 at a random moment, started again, and asked from outside for everything it ever acknowledged.
const (
	roundsVariable = "SCHALTER_TEST_KILL_ROUNDS"
	seedVariable   = "SCHALTER_TEST_KILL_SEED"
)

// TestKillLoop runs as many rounds as the environment says; make test has two of each database.
func TestKillLoop(t *testing.T) {
	if testing.Short() {
		t.Skip("starts and kills processes")
	}
	rounds := 4
	if text := os.Getenv(roundsVariable); text != "" {
		var err error
		if rounds, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	seed := uint64(time.Now().UnixNano())
	if text := os.Getenv(seedVariable); text != "" {
		var err error
		if seed, err = strconv.ParseUint(text, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%s=%d", seedVariable, seed)
	random := rand.New(rand.NewPCG(seed, 0))
	sqlite, postgres := t.TempDir(), t.TempDir()
	makeKeys(t, filepath.Join(postgres, "keys"))
	fronts := []*front{
		layFront(t, "SQLite", sqlite, "", random), layFront(t, "PostgreSQL", postgres, testkit.PostgresURL(t), random),
	}
	migrations := newMigrations(t, random)
	began := time.Now()
	for number := range rounds {
		fronts[number%2].round(t, number/2)
		if number%10 == 1 {
			migrations.round(t)
		}
		if number%20 == 19 {
			t.Logf("%d of %d rounds, %s", number+1, rounds, time.Since(began).Round(time.Second))
		}
		if t.Failed() {
			break
		}
	}
	for _, f := range fronts {
		f.end(t)
		t.Logf("%s", f.tally())
	}
	t.Logf("%-10s %4d killed while migrating, %d of them before the end", "migrations", migrations.rounds, migrations.cut)
}

// front is one instance under siege, and all that it ever acknowledged.
type front struct {
	*siege
	name   string
	random *rand.Rand
	clerk  testkit.Client
	// signedIn is when the clients' tokens were made.
	signedIn time.Time
	// chores are what somebody is about; era is the mailbox at the inbox in use, and eras those before.
	chores []*chore
	desk   *desk
	desks  []*desk
	counts map[string]int
	number int
	// caught are the moments of the kills: what was under way and not acknowledged.
	caught map[string]int
	// lastAnswer is the last refusal or error of the program, for the analysis of a failure.
	lastAnswer string
}

// desk is one mailbox of the citizen with an authority that receives here, and what must be there.
type desk struct {
	mailbox, theCase string
	// owner and authority are the subjects that each side must show once.
	owner, authority map[string]bool
	// sentIDs are subjects and ids of the owner's messages that may be deleted.
	sentIDs [][2]string
	// gone are ids of what was deleted for good on the owner's side.
	gone map[string]bool
	// drafts are the acknowledged ones by id: texts that they may have.
	drafts map[string]map[string]bool
	// files are the contents of documents that were sent, by id.
	files map[string][]byte
}

func newDesk(mailbox string) *desk {
	return &desk{mailbox: mailbox, owner: map[string]bool{}, authority: map[string]bool{}, gone: map[string]bool{},
		drafts: map[string]map[string]bool{}, files: map[string][]byte{}}
}

func layFront(t *testing.T, name, dir, databaseURL string, random *rand.Rand) *front {
	t.Helper()
	f := &front{siege: layGatewaySiege(t, dir, databaseURL), name: name, random: random, counts: map[string]int{}, caught: map[string]int{}}
	f.signIn(t)
	f.openDesk(t)
	return f
}

func (f *front) signIn(t *testing.T) {
	t.Helper()
	if time.Since(f.signedIn) < 5*time.Minute && f.clerk.Token != "" {
		f.clerk.URL = f.process.URL
		return
	}
	f.client, f.clerk, f.signedIn = f.process.SignIn(t, citizen, password), f.process.SignIn(t, clerkEA, password), time.Now()
}

// openDesk begins a mailbox with an authority that receives here; its case begins with a first message.
func (f *front) openDesk(t *testing.T) {
	t.Helper()
	d := newDesk(openMailbox(t, f.client, eaUpper))
	sendMessage(t, f.client, d.mailbox, eaUpper, "first"+d.mailbox)
	d.theCase = newestCase(t, f.clerk, eaUpper)
	d.owner["Gewerbe anmelden"], d.authority["Gewerbe anmelden"] = true, true
	f.desk, f.desks = d, append(f.desks, d)
}

// round works, kills, starts again and checks.
func (f *front) round(t *testing.T, number int) {
	t.Helper()
	f.number = number
	if number > 0 && number%10 == 0 {
		f.openDesk(t)
	}
	f.plan(t)
	ctx, stop := context.WithCancel(t.Context())
	var work sync.WaitGroup
	enough := f.next + 1 + f.random.IntN(4)
	for range 2 {
		work.Go(func() { f.write(ctx, enough) })
	}
	failed := make(chan error, 1)
	work.Go(func() { failed <- f.answer(ctx, func() {}) })
	something := make(chan struct{}, len(f.chores))
	for _, c := range f.chores {
		work.Go(func() {
			if c.work(ctx, f); c.done {
				something <- struct{}{}
			}
		})
	}
	if number%3 == 1 {
		work.Go(func() { f.moveKeys(ctx, t) })
	}
	// One time in four at once; otherwise not before something was acknowledged, however slow the machine is, and then at any moment.
	if f.random.IntN(4) > 0 {
		select {
		case <-something:
		case <-time.After(30 * time.Second):
			t.Errorf("%s: nothing was acknowledged in half a minute; last said: %s", f.name, f.lastAnswer)
		}
	}
	time.Sleep(time.Duration(f.random.IntN(700)) * time.Millisecond)
	f.process.kill()
	stop()
	work.Wait()
	if err := <-failed; err != nil {
		t.Fatal(err)
	}
	f.settle()
	f.lapse(t)
	f.checkRows(t)
	f.launch(t)
	f.signIn(t)
	f.check(t, f.desk)
	f.checkDeliveries(t)
}

// end finishes what was begun and checks everything once more.
func (f *front) end(t *testing.T) {
	t.Helper()
	if t.Failed() {
		return
	}
	for range 20 {
		for _, c := range f.chores {
			c.work(t.Context(), f)
		}
		f.settle()
	}
	if len(f.chores) > 0 {
		t.Errorf("%s: %d pieces of work cannot be finished: %s; last said: %s", f.name, len(f.chores), f.chores[0].what, f.lastAnswer)
	}
	f.quiet(t)
	f.signIn(t)
	for _, d := range f.desks {
		f.check(t, d)
	}
	f.checkAnswers(t)
	f.process.kill()
	f.checkRows(t)
}

// settle counts what was acknowledged and keeps the rest for later.
func (f *front) settle() {
	f.chores = slices.DeleteFunc(f.chores, func(c *chore) bool {
		if c.done {
			f.counts[c.what]++
			return true
		}
		f.caught[c.what]++
		return false
	})
}

func (f *front) tally() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%-10s %4d rounds; by mail %d sent, %d mails, %d answers;", f.name, f.number+1, len(f.sent), len(f.mails), f.answered())
	for _, what := range []string{"message", "reply", "upload", "draft", "draft sent", "draft discarded", "message deleted", "mailbox deleted", "keys"} {
		fmt.Fprintf(&b, " %s %d (%d)", what, f.counts[what], f.caught[what])
	}
	return b.String() + " – in brackets how often the kill came between"
}

// moveKeys begins a new generation of keys, and a new key of the platform, by a process of its own that is killed now and then.
func (f *front) moveKeys(ctx context.Context, t *testing.T) {
	f.mu.Lock()
	purpose, soon := []string{"ACCESS_TOKEN", "DOWNLOAD_TICKET", "SEAL", "LOG"}[f.random.IntN(4)], time.Duration(f.random.IntN(400))*time.Millisecond
	killed := f.random.IntN(2) == 0
	f.mu.Unlock()
	args := "keys kek-rotate"
	if f.databaseURL != "" {
		key, err := vault.NewKey()
		if err != nil {
			t.Error(err)
			return
		}
		name := filepath.Join(f.dir, "keys", fmt.Sprintf("kek-%04d-%d.kek", f.number+2, time.Now().UnixNano()))
		if err := os.WriteFile(name, []byte(base64.StdEncoding.EncodeToString(key[:])), 0o600); err != nil {
			t.Error(err)
		}
		args = "keys rotate " + purpose
	} else if f.number%2 == 0 {
		args = "keys rotate " + purpose
	}
	cmd := f.command(args)
	if err := cmd.Start(); err != nil {
		t.Error(err)
		return
	}
	if killed {
		select {
		case <-ctx.Done():
		case <-time.After(soon):
		}
		_ = cmd.Process.Kill()
	}
	_ = cmd.Wait()
	f.mu.Lock()
	f.counts["keys"]++
	if killed {
		f.caught["keys"]++
	}
	f.mu.Unlock()
}
