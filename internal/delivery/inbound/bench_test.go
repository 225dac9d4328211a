package inbound

import (
	"encoding/base64"
	"fmt"
	"testing"

	"schalter/internal/testkit"
)

// BenchmarkArrival takes answers from the inlet to the mailbox: spool, job, decryption, verification, settling, on SQLite.
func BenchmarkArrival(b *testing.B) {
	for _, size := range []int{10 << 10, 10 << 20} {
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			g := newDesk(b, testkit.SQLite(b))
			q := g.ask(b, city, newReference())
			mails := make([][]byte, b.N)
			for i := range mails {
				r := g.to(q, "Anbei.")
				r.entity = withFile(&r, "a.pdf", lines(base64.StdEncoding.EncodeToString(noise(size, byte(i)))))
				mails[i] = g.write(b, r)
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			b.ResetTimer()
			for _, raw := range mails {
				g.deliver(b, "a@city.example", raw)
				g.work(b)
			}
		})
	}
}
