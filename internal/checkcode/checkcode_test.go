package checkcode_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"strings"
	"testing"

	"schalter/internal/checkcode"
)

const symbols = "123456789ABCDEFGHJKMNPQRSTVWXYZ"

func TestNewCodeIsReadBackAsTyped(t *testing.T) {
	t.Parallel()
	for range 1000 {
		want := checkcode.New(rand.Reader)
		printed := checkcode.Format(want)
		for _, typed := range []string{want, printed, strings.ToLower(printed), " " + strings.ReplaceAll(printed, "-", " – ") + "\n"} {
			got, err := checkcode.Parse(typed)
			if err != nil || got != want {
				t.Fatalf("Parse(%q) = %q, %v; want %q", typed, got, err, want)
			}
		}
	}
}

func TestFormatPrintsThreeGroupsOfFour(t *testing.T) {
	t.Parallel()
	if got, want := checkcode.Format("123456789ABC"), "1234-5678-9ABC"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestEverySymbolIsDrawnEquallyOften(t *testing.T) {
	t.Parallel()
	every := make([]byte, 0, 256*11)
	for b := range 256 {
		every = append(every, byte(b))
	}
	source := bytes.NewReader(bytes.Repeat(every, 11))
	count := map[rune]int{}
	for range 248 {
		for _, symbol := range checkcode.New(source)[:11] {
			count[symbol]++
		}
	}
	for _, symbol := range symbols {
		if got, want := count[symbol], 8*11; got != want {
			t.Errorf("symbol %q drawn %d times, want %d", symbol, got, want)
		}
	}
}

func TestEverySingleSubstitutionIsNoticed(t *testing.T) {
	t.Parallel()
	for range 200 {
		right := checkcode.New(rand.Reader)
		for i := range right {
			for _, other := range []byte(symbols) {
				if other == right[i] {
					continue
				}
				wrong := right[:i] + string(other) + right[i+1:]
				if _, err := checkcode.Parse(wrong); !errors.Is(err, checkcode.ErrCheck) {
					t.Fatalf("Parse(%q) for %q: %v, want ErrCheck", wrong, right, err)
				}
			}
		}
	}
}

func TestEveryTranspositionIsNoticed(t *testing.T) {
	t.Parallel()
	for range 200 {
		right := checkcode.New(rand.Reader)
		for i := range right {
			for j := i + 1; j < len(right); j++ {
				swapped := []byte(right)
				swapped[i], swapped[j] = swapped[j], swapped[i]
				if right[i] == right[j] {
					continue
				}
				if _, err := checkcode.Parse(string(swapped)); !errors.Is(err, checkcode.ErrCheck) {
					t.Fatalf("Parse(%q) for %q: %v, want ErrCheck", swapped, right, err)
				}
			}
		}
	}
}

func TestLookAlikesCountAsOne(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"1111-1111-1111", "iiiI-LLLl-1i1L"} {
		got, err := checkcode.Parse(typed)
		if want := "111111111111"; err != nil || got != want {
			t.Errorf("Parse(%q) = %q, %v; want %q", typed, got, err, want)
		}
	}
}

func TestWhatIsNoCodeIsMalformed(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{
		"", "-", "1111-1111-111", "1111-1111-1111-1", "1111-1111-111O", "1111-1111-1110", "1111-1111-111U",
		"1111-1111-111ı", "１111-1111-1111", "1111-1111-111\xff", "1111-1111-111\x7f", strings.Repeat("1", 1<<16),
	} {
		if got, err := checkcode.Parse(typed); !errors.Is(err, checkcode.ErrMalformed) || got != "" {
			t.Errorf("Parse(%.40q) = %q, %v; want ErrMalformed", typed, got, err)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add("1111-1111-1111")
	f.Add("BY-111-111-111")
	f.Fuzz(func(t *testing.T, typed string) {
		if got, err := checkcode.Parse(typed); err == nil {
			again, err := checkcode.Parse(checkcode.Format(got))
			if err != nil || again != got || len(got) != checkcode.Size {
				t.Errorf("Parse(%q) = %q, read again %q, %v", typed, got, again, err)
			}
		}
		if got, err := checkcode.ParseReference(typed); err == nil {
			if again, err := checkcode.ParseReference(got); err != nil || again != got {
				t.Errorf("ParseReference(%q) = %q, read again %q, %v", typed, got, again, err)
			}
		}
	})
}
