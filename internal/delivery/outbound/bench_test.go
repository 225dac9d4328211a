package outbound

import (
	"fmt"
	"io"
	"runtime"
	"syscall"
	"testing"
	"time"

	"schalter/internal/cms/cmstest"
	"schalter/internal/delivery"
	"schalter/internal/testkit"
)

// cpu is what this process used so far.
func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// BenchmarkMessage is one message through the gateway: row and job, composed, signed, encrypted, handed over by SMTP on the
// loopback, facts committed. The receiving server is in the same process, so its CPU counts too.
func BenchmarkMessage(b *testing.B) {
	for _, key := range []string{cmstest.AuthorityRSA, cmstest.AuthorityEC} {
		for _, size := range []int{0, 10_000, 1_000_000, 10_000_000} {
			b.Run(fmt.Sprintf("%s/%d", key, size), func(b *testing.B) {
				s := newSender(b, testkit.SQLite(b))
				s.post.discard = true
				authority := identity(b, key, authorityAddress, nil)
				s.channels.change(func(m *delivery.Mailbox) { m.Encryption = authority.Certificate })
				content := noise(size, 1)
				began := cpu()
				for b.Loop() {
					s.message(b, func(o *delivery.Outgoing) {
						if size > 0 {
							o.Documents = []delivery.OutgoingDocument{file("a.pdf", content)}
						}
					})
					s.work(b)
				}
				b.ReportMetric(float64((cpu()-began).Microseconds())/1000/float64(b.N), "cpu-ms/op")
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
				if got := len(s.post.taken()); got != b.N {
					b.Fatalf("%d of %d mails arrived", got, b.N)
				}
			})
		}
	}
}

// BenchmarkMessages is the same with the workers of one running replica.
func BenchmarkMessages(b *testing.B) {
	s := newSender(b, testkit.SQLite(b))
	s.post.discard = true
	for i := range b.N {
		s.message(b, func(o *delivery.Outgoing) {
			o.Documents = []delivery.OutgoingDocument{file("a.pdf", noise(10_000, byte(i)))}
		})
	}
	began := cpu()
	b.ResetTimer()
	s.runUntil(b, func() bool { return len(s.post.taken()) >= b.N })
	b.ReportMetric(float64((cpu()-began).Microseconds())/1000/float64(b.N), "cpu-ms/op")
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "messages/s")
}

// A mail of a large document is in memory as the signed entity and the whole mail, and not more often.
func TestMemoryOfALargeMail(t *testing.T) {
	s := newSender(t, testkit.SQLite(t))
	s.post.discard = true
	s.channels.change(func(b *delivery.Mailbox) { b.MailLimit = 0 })
	const size = 40_000_000
	deliveryID := s.message(t, func(o *delivery.Outgoing) {
		d := file("a.pdf", nil)
		d.Size = size
		d.Open = openZeros(size)
		o.Documents = []delivery.OutgoingDocument{d}
	})
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	s.work(t)
	runtime.ReadMemStats(&after)
	// All that was ever allocated is more than what there was at once.
	allocated := float64(after.TotalAlloc-before.TotalAlloc) / size
	t.Logf("a document of 40 MB: %.2f times its size was allocated", allocated)
	if got := s.cases.last(deliveryID); got.State != delivery.FactHandedOver || allocated > 4 {
		t.Errorf("got %+v, %.2f times the document", got, allocated)
	}
	if reserved := float64(s.memoryFor(size*78/57)) / size; reserved < 3 || reserved > 4 {
		t.Errorf("%.2f times the document is reserved", reserved)
	}
}

type zeros struct{ left int }

func (z *zeros) Read(p []byte) (int, error) {
	if z.left == 0 {
		return 0, io.EOF
	}
	n := min(len(p), z.left)
	clear(p[:n])
	z.left -= n
	return n, nil
}

func (*zeros) Close() error { return nil }
