package scalar_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/99designs/gqlgen/graphql"

	"schalter/graph/scalar"
	"schalter/internal/clock"
	"schalter/internal/errs"
	"schalter/internal/id"
)

func written(m graphql.Marshaler) string {
	var b bytes.Buffer
	m.MarshalGQL(&b)
	return b.String()
}

func TestWriting(t *testing.T) {
	t.Parallel()
	night := time.Date(2026, 3, 1, 23, 30, 0, 1_000, time.UTC)
	for want, m := range map[string]graphql.Marshaler{
		`"2026-03-01T23:30:00.000001Z"`: scalar.MarshalTime(night),
		`"2026-03-01T22:30:00.000001Z"`: scalar.MarshalTime(night.Add(-time.Hour).In(clock.Berlin)),
		`"2026-03-02"`:                  scalar.MarshalDay(night),
		`"a\"b"`:                        scalar.MarshalURL(`a"b`),
		`"09461"`:                       scalar.MarshalARS("09461"),
	} {
		if got := written(m); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestReading(t *testing.T) {
	t.Parallel()
	good := id.New(id.Case, time.Unix(0, 0))
	tests := []struct {
		name string
		read func(any) (string, error)
		in   any
		ok   bool
	}{
		{"id", scalar.UnmarshalID, good, true},
		{"id of another form", scalar.UnmarshalID, "msg_1", false},
		{"id with a NUL", scalar.UnmarshalID, good[:10] + "\x00" + good[11:], false},
		{"numeric id", scalar.UnmarshalID, int64(7), false},
		{"ars", scalar.UnmarshalARS, "09461", true},
		{"ars without its zero", scalar.UnmarshalARS, "9461", false},
		{"ars with letters", scalar.UnmarshalARS, "0946x", false},
		{"ars as number", scalar.UnmarshalARS, int64(94610), false},
		{"leika", scalar.UnmarshalLeikaKey, "99050012104000", true},
		{"leika of another catalogue", scalar.UnmarshalLeikaKey, "11050012104000", false},
		{"date", scalar.UnmarshalDate, "2026-02-28", true},
		{"date that is not", scalar.UnmarshalDate, "2026-02-30", false},
		{"digest", scalar.UnmarshalSHA256, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", true},
		{"digest in capitals", scalar.UnmarshalSHA256, "E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", false},
		{"short digest", scalar.UnmarshalSHA256, "e3b0", false},
		{"nothing", scalar.UnmarshalID, nil, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, err := tt.read(tt.in)
			if (err == nil) != tt.ok {
				t.Fatalf("got %v", err)
			}
			if err != nil && errs.CodeOf(err) != errs.Invalid {
				t.Errorf("got %s, want INVALID", errs.CodeOf(err))
			}
		})
	}
}

func TestTimeIsReadInAnyZone(t *testing.T) {
	t.Parallel()
	got, err := scalar.UnmarshalTime("2026-03-01T09:15:00.1234567+01:00")
	want := time.Date(2026, 3, 1, 8, 15, 0, 123456000, time.UTC)
	if err != nil || !got.Equal(want) {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}
