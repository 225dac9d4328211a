package outbound

import (
	"context"
	"crypto/x509"
	"encoding/base64"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"schalter/ent/gatewaymail"
	"schalter/internal/clock"
	"schalter/internal/cms/cmstest"
	"schalter/internal/delivery"
	"schalter/internal/job"
	"schalter/internal/mail/relay"
	"schalter/internal/store"
	"schalter/internal/testkit"
)

// What the process that dies is told.
const (
	crashDatabase    = "SCHALTER_TEST_CRASH_DATABASE"
	crashFolder      = "SCHALTER_TEST_CRASH_FOLDER"
	crashServer      = "SCHALTER_TEST_CRASH_SERVER"
	crashCertificate = "SCHALTER_TEST_CRASH_CERTIFICATE"
	crashRecipient   = "SCHALTER_TEST_CRASH_RECIPIENT"
)

// A process of its own hands the mail over and is killed in the transaction that would have noted it; another one sends the
// same mail again, and it counts once.
func TestAttack53KilledProcess(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		deliveryID := s.message(t, nil)
		child := exec.Command(os.Args[0], "-test.run=^TestProcessThatDies$") //nolint:gosec // the test itself
		child.Env = append(os.Environ(), crashDatabase+"="+w.DB.URL(), crashFolder+"="+w.DataDir, crashServer+"="+s.post.url,
			crashCertificate+"="+encoded(s.Keys.SMIME()[0].Certificate), crashRecipient+"="+encoded(s.authority.Certificate))
		output, err := child.CombinedOutput()
		status, _ := child.ProcessState.Sys().(syscall.WaitStatus)
		if err == nil || !status.Signaled() || status.Signal() != syscall.SIGKILL {
			t.Fatalf("the process was not killed: %v\n%s", err, output)
		}
		if row := s.rows(t)[0]; row.State != gatewaymail.StateQUEUED || row.Attempts != 1 || len(s.post.taken()) != 1 {
			t.Fatalf("got %s after %d attempts, %d mails", row.State, row.Attempts, len(s.post.taken()))
		}
		s.pass(t, 6*time.Minute) // the job is free, the mail is not
		s.pass(t, claimDuration)
		s.sameMailTwice(t)
		if got := s.cases.states(deliveryID); got != "HANDED_OVER" {
			t.Errorf("got %q", got)
		}
	})
}

func encoded(c *x509.Certificate) string { return base64.StdEncoding.EncodeToString(c.Raw) }

func decoded(t *testing.T, variable string) *x509.Certificate {
	t.Helper()
	raw, err := base64.StdEncoding.DecodeString(os.Getenv(variable))
	if err != nil {
		t.Fatal(err)
	}
	c, err := x509.ParseCertificate(raw)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestProcessThatDies is the other process of TestAttack53KilledProcess; by itself it does nothing.
func TestProcessThatDies(t *testing.T) {
	t.Parallel()
	server := os.Getenv(crashServer)
	if server == "" {
		t.Skip("only as the other process of TestAttack53KilledProcess")
	}
	db, err := store.Open(context.Background(), os.Getenv(crashDatabase), os.Getenv(crashFolder), clock.NewFake(testkit.Start), testkit.Quiet())
	if err != nil {
		t.Fatal(err)
	}
	s := newSender(t, &testkit.World{DB: db, Clock: clock.NewFake(testkit.Start), Log: testkit.Quiet()})
	client, err := relay.New(relay.Config{URL: server, Hello: "schalter.example"})
	if err != nil {
		t.Fatal(err)
	}
	s.Transport = client
	s.Keys = keyRing{{ID: "key_1", Key: cmstest.Of(t, cmstest.PlatformRSA).Key, Certificate: decoded(t, crashCertificate)}}
	s.channels.change(func(b *delivery.Mailbox) { b.Encryption = decoded(t, crashRecipient) })
	row := s.rows(t)[0]
	s.cases.set(func(c *cases) {
		c.outgoing[*row.DeliveryID] = &delivery.Outgoing{DeliveryID: *row.DeliveryID, Reference: caseReference, PersonName: "Anna", Subject: "x", SentAt: testkit.Start}
		c.before = func(_ string, f delivery.Fact) error {
			if f.State == delivery.FactHandedOver {
				_ = syscall.Kill(os.Getpid(), syscall.SIGKILL)
				select {}
			}
			return nil
		}
	})
	runner := job.NewRunner(db, testkit.Quiet())
	s.RegisterJobs(runner)
	if err := runner.RunDue(s.ctx); err != nil {
		t.Fatal(err)
	}
	t.Fatal("it lived")
}
