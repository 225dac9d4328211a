package measure_test

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"schalter/internal/cms"
	"schalter/internal/smime/measure"
)

var at = time.Date(2027, 3, 1, 9, 30, 0, 0, time.UTC)

func trip(t testing.TB, p cms.Profile) measure.Trip {
	t.Helper()
	from, err := measure.NewSide("gateway@schalter.example", at)
	if err != nil {
		t.Fatal(err)
	}
	to, err := measure.NewSide("amt@stadt.example", at)
	if err != nil {
		t.Fatal(err)
	}
	return measure.Trip{From: from, To: to, Profile: p, At: at}
}

const (
	megabyte = 1 << 20
	child    = "SCHALTER_MEASURE_CHILD"
)

// A mail of 50 MB takes less than 6 times its size, sealed and opened in one process that still holds the entity and the mail.
func TestALargeMailTakesLessThanSixTimesItsSize(t *testing.T) {
	if p := os.Getenv(child); p != "" {
		peak, err := trip(t, cms.Profile(p)).RoundTrip(50 * megabyte)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Printf("peak %d\n", peak)
		return
	}
	if raceDetector {
		t.Skip("the race detector takes memory of its own")
	}
	t.Parallel()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []cms.Profile{cms.Modern, cms.Compat} {
		cmd := exec.Command(self, "-test.run", "^"+t.Name()+"$")
		cmd.Env = append(os.Environ(), child+"="+string(p))
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		_, after, _ := strings.Cut(string(out), "peak ")
		var peak int64
		if _, err := fmt.Sscan(after, &peak); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		t.Logf("%s: %d MB, %.1f times the mail", p, peak/megabyte, float64(peak)/(50*megabyte))
		if peak > 6*50*megabyte {
			t.Errorf("%s: %d MB", p, peak/megabyte)
		}
	}
}

func TestCompareMeasuresBoth(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("openssl"); err != nil {
		t.Fatal("this test needs the program openssl: install the Debian package openssl")
	}
	for _, p := range []cms.Profile{cms.Modern, cms.Compat, cms.Legacy} {
		f, err := trip(t, p).Compare(t.Context(), t.TempDir(), megabyte, 1)
		if err != nil || f.Seal <= 0 || f.Open <= 0 || f.OpenSSLSeal <= 0 || f.OpenSSLDecode <= 0 {
			t.Errorf("%s: got %+v, %v", p, f, err)
		}
	}
}

func BenchmarkSeal(b *testing.B) { each(b, false) }
func BenchmarkOpen(b *testing.B) { each(b, true) }

func each(b *testing.B, open bool) {
	for _, p := range []cms.Profile{cms.Modern, cms.Compat} {
		for _, size := range []int{10 << 10, 10 * megabyte} {
			b.Run(fmt.Sprintf("%s/%dKB", p, size>>10), func(b *testing.B) {
				t := trip(b, p)
				entity := measure.Entity(size)
				mail, err := t.Seal(entity)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(size))
				b.ReportAllocs()
				for b.Loop() {
					if open {
						_, err = t.Open(mail)
					} else {
						_, err = t.Seal(entity)
					}
					if err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}

// BenchmarkAgainstOpenSSL reports CPU milliseconds of a mail of 10 MB, ours and openssl's, and their ratios.
func BenchmarkAgainstOpenSSL(b *testing.B) {
	for _, p := range []cms.Profile{cms.Modern, cms.Compat} {
		b.Run(string(p), func(b *testing.B) {
			f, err := trip(b, p).Compare(b.Context(), b.TempDir(), 10*megabyte, max(b.N, 3))
			if err != nil {
				b.Fatal(err)
			}
			ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
			b.ReportMetric(ms(f.Seal), "ms-seal")
			b.ReportMetric(ms(f.OpenSSLSeal), "ms-openssl-seal")
			b.ReportMetric(float64(f.Seal)/float64(f.OpenSSLSeal), "seal/openssl")
			b.ReportMetric(ms(f.Open), "ms-open")
			b.ReportMetric(ms(f.OpenSSLDecode), "ms-openssl-open")
			b.ReportMetric(float64(f.Open)/float64(f.OpenSSLDecode), "open/openssl")
		})
	}
}
