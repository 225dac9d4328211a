package letter_test

import (
	"testing"

	"schalter/internal/letter"
)

// BenchmarkBatch is a batch as large as one may be.
func BenchmarkBatch(b *testing.B) {
	letters := make([]letter.Letter, 1000)
	for i := range letters {
		letters[i] = sample()
	}
	for b.Loop() {
		pdf, _, err := letter.Batch(letters)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(len(pdf))/1e6, "MB")
	}
}
