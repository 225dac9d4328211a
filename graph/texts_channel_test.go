package graph

import (
	"testing"

	"schalter/internal/organisation"
)

func TestEveryKeyThatChannelsHoldHasASentence(t *testing.T) {
	t.Parallel()
	keys := organisation.Keys()
	for _, p := range []organisation.CryptoProfile{organisation.Modern, organisation.Compat, organisation.Legacy} {
		keys = append(keys, "test_answered_"+string(p))
	}
	for _, key := range append(keys, "test_failed", "test_expired") {
		if textFor("de", key) == "" || textFor("en", key) == "" {
			t.Errorf("%s is missing", key)
		}
	}
}

func TestResultOfATest(t *testing.T) {
	t.Parallel()
	detail, unheard := "test_no_gateway", "nothing_of_ours"
	for want, tested := range map[string]organisation.ChannelTest{
		"": {State: organisation.TestWaiting},
		"The answer arrived: the mailbox masters the strongest method.": {State: organisation.TestAnswered, Profile: organisation.Modern},
		"The mail could not be delivered.":                              {State: organisation.TestFailed, Detail: &unheard},
		"S/MIME is not set up on this platform.":                        {State: organisation.TestFailed, Detail: &detail},
		"No answer to this mail came, or a new test replaced it.":       {State: organisation.TestExpired},
	} {
		got := ""
		if sentence := testResult("en", &tested); sentence != nil {
			got = *sentence
		}
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}
