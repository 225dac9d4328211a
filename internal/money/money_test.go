package money

import (
	"math/big"
	"testing"
)

func TestAmountsAreReadAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]Euro{"0.00": 0, "0.05": 5, "1234.00": 123400, "-0.50": -50, "99999999999.99": 9_999_999_999_999} {
		got, err := ParseEuro(text)
		if err != nil || got != want || got.String() != text {
			t.Errorf("%s is %d, written %s, %v", text, got, got, err)
		}
	}
}

func TestWhatIsNoAmountIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "1", "1.0", "1.000", "1,00", "01.00", "+1.00", "-0.00", "1e2.00", " 1.00", "100000000000.01", "9999999999999.00", ".00", "--1.00", "١.00"} {
		if got, err := ParseEuro(text); err == nil {
			t.Errorf("%q is %s", text, got)
		}
	}
}

func TestSharesAreExactAndInLowestTerms(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"1/3": "1/3", "2/6": "1/3", "0.25": "1/4", "0": "0", "1": "1", "0.0": "0", "1.0": "1", "7/7": "1", "0.33333333": "33333333/100000000"} {
		got, err := ParseShare(text)
		if err != nil || got.String() != want {
			t.Errorf("%s is %s, %v", text, got, err)
		}
		again, err := ParseShare(got.String())
		if err != nil || again != got {
			t.Errorf("%s is not read again: %v", got, err)
		}
	}
	sum := new(big.Rat)
	for range 3 {
		sum.Add(sum, MustShare("1/3").Rat())
	}
	if sum.Cmp(big.NewRat(1, 1)) != 0 {
		t.Errorf("three thirds are %s", sum)
	}
	if zero := (Share{}); zero.String() != "0" || zero.Rat().Sign() != 0 || !zero.IsZero() {
		t.Errorf("no share is %s", zero)
	}
}

func TestWhatIsNoShareIsRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "4/3", "1/0", "-1/3", "1.5", "0,5", "1/3/3", "50%", ".5", "0.", "1/", "/3", "1234567890/9999999999", "0.123456789", "10.5"} {
		if got, err := ParseShare(text); err == nil {
			t.Errorf("%q is %s", text, got)
		}
	}
}

func TestTheNearestCentIsForShowing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		euros *big.Rat
		want  string
	}{{big.NewRat(0, 1), "0.00"}, {big.NewRat(5, 1), "5.00"}, {big.NewRat(1, 3), "0.33"}, {big.NewRat(2, 3), "0.67"}, {big.NewRat(1, 200), "0.01"}} {
		if got := Nearest(c.euros).String(); got != c.want {
			t.Errorf("nearest to %s is %s", c.euros, got)
		}
	}
}
