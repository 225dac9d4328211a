package outbound

import (
	"testing"

	"schalter/internal/cms"
	"schalter/internal/delivery"
	"schalter/internal/testkit"
)

// A test goes out for the certificate that is to be used next, so that its answer proves that key; messages do not.
func TestConnectionTestIsForTheCertificateOnTrial(t *testing.T) {
	t.Parallel()
	testkit.OnBoth(t, func(t *testing.T, w *testkit.World) {
		s := newSender(t, w)
		s.channels.change(func(b *delivery.Mailbox) { b.Trial, b.Encryption = b.Encryption, nil })
		s.test(t, "tst_trial", string(cms.Modern))
		if opened, _ := s.open(t, s.one(t).raw, cms.Modern); opened.Profile != cms.Modern {
			t.Errorf("got %s", opened.Profile)
		}
		s.message(t, func(*delivery.Outgoing) {})
		s.work(t)
		if got := len(s.post.taken()); got != 1 {
			t.Errorf("%d mails went out, want the test alone", got)
		}
	})
}
