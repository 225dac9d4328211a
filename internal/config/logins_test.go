package config_test

import (
	"strings"
	"testing"

	"schalter/internal/config"
)

func TestLoginsAreJudged(t *testing.T) {
	t.Parallel()
	const good = `{"key":"elster","name":"Mein Unternehmenskonto","issuer":"https://login.example/realm","clientId":"schalter","clientSecret":"geheim-4711"}`
	with := func(old, by string) string { return strings.Replace(good, old, by, 1) }
	tests := map[string]struct{ value, want string }{
		"good":                {"[" + good + "]", ""},
		"none":                {"", ""},
		"no JSON":             {"geheim-4711", "want a list"},
		"unknown member":      {"[" + with(`"key"`, `"secret":"geheim-4711","key"`) + "]", "want a list"},
		"two of one key":      {"[" + good + "," + good + "]", "number 2: key"},
		"a key with capitals": {"[" + with("elster", "ELSTER") + "]", "number 1: key"},
		"no name":             {"[" + with("Mein Unternehmenskonto", " ") + "]", "elster: name"},
		"http beyond":         {"[" + with("https://", "http://") + "]", "elster: issuer: want https"},
		"http here":           {"[" + with("https://login.example", "http://127.0.0.1:9000") + "]", ""},
		"no client":           {"[" + with(`"schalter"`, `""`) + "]", "elster: clientId"},
		"no proof":            {"[" + with("geheim-4711", "") + "]", "one of them"},
		"two proofs":          {"[" + with(`"clientSecret"`, `"privateKey":"geheim-4711","clientSecret"`) + "]", "one of them"},
		"unknown claim":       {"[" + with(`"clientId"`, `"claims":{"shoeSize":"x"},"clientId"`) + "]", "elster: claims"},
	}
	for name, tt := range tests {
		_, err := config.Load([]string{"SCHALTER_ORGANISATION_LOGINS=" + tt.value}, false)
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: got %v, want %s", name, err, tt.want)
		case err != nil && strings.Contains(err.Error(), "4711"):
			t.Errorf("%s: the error tells a secret: %v", name, err)
		}
	}
}
