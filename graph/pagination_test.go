package graph

import (
	"slices"
	"testing"

	"schalter/internal/errs"
	"schalter/internal/pagination"
)

func ptr[T any](v T) *T { return &v }

func TestPageOf(t *testing.T) {
	t.Parallel()
	good := cursor("messages", "7")
	tests := map[string]struct {
		w    window
		want pagination.Request
		code errs.Code
	}{
		"nothing asked":   {window{}, pagination.Request{Limit: 20}, ""},
		"first":           {window{first: ptr(5), after: &good}, pagination.Request{Limit: 5, After: "7"}, ""},
		"last":            {window{last: ptr(5), before: &good}, pagination.Request{Limit: 5, Before: "7", Backward: true}, ""},
		"before alone":    {window{before: &good}, pagination.Request{Limit: 20, Before: "7", Backward: true}, ""},
		"the largest":     {window{first: ptr(100)}, pagination.Request{Limit: 100}, ""},
		"too many":        {window{first: ptr(101)}, pagination.Request{}, errs.Invalid},
		"none":            {window{first: ptr(0)}, pagination.Request{}, errs.Invalid},
		"less than none":  {window{last: ptr(-1)}, pagination.Request{}, errs.Invalid},
		"both ways":       {window{first: ptr(1), last: ptr(1)}, pagination.Request{}, errs.Invalid},
		"another list's":  {window{after: ptr(cursor("cases", "7"))}, pagination.Request{}, errs.Invalid},
		"no cursor":       {window{after: ptr("%%%")}, pagination.Request{}, errs.Invalid},
		"a position bare": {window{after: ptr("7")}, pagination.Request{}, errs.Invalid},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got, err := pageOf("messages", tt.w)
			if errs.CodeOf(err) != tt.code || err == nil && got != tt.want {
				t.Errorf("got %+v, %v, want %+v, %s", got, err, tt.want, tt.code)
			}
		})
	}
}

// walk pages through a list to its end.
func walk(t *testing.T, all []int, size int, backward bool) []int {
	t.Helper()
	req := pagination.Request{Limit: size, Backward: backward}
	var seen []int
	for range len(all) + 2 {
		s, err := cut(req, all, "r")
		if err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, item := range s.Items {
			got = append(got, item.Node)
		}
		if backward {
			seen = append(got, seen...)
		} else {
			seen = append(seen, got...)
		}
		more := s.HasNext
		if backward {
			more = s.HasPrevious
		}
		if !more {
			return seen
		}
		if backward {
			req.Before = s.Items[0].Position
		} else {
			req.After = s.Items[len(s.Items)-1].Position
		}
	}
	t.Fatal("the list does not end")
	return nil
}

func TestCutShowsEveryEntryOnce(t *testing.T) {
	t.Parallel()
	for n := range 8 {
		all := make([]int, n)
		for i := range all {
			all[i] = i
		}
		for size := 1; size < 5; size++ {
			for _, backward := range []bool{false, true} {
				if got := walk(t, all, size, backward); !slices.Equal(got, all) {
					t.Errorf("%d entries, pages of %d, backward %v: got %v", n, size, backward, got)
				}
			}
		}
	}
}

func TestCutKnowsThatTheListChanged(t *testing.T) {
	t.Parallel()
	for pos, want := range map[string]errs.Code{"old.1": errs.CursorExpired, "r.9": errs.CursorExpired, "r.0": errs.Invalid, "r": errs.Invalid, "r.x": errs.Invalid} {
		_, err := cut(pagination.Request{Limit: 1, After: pos}, []int{1, 2}, "r")
		if got := errs.CodeOf(err); got != want {
			t.Errorf("%s: got %s, want %s", pos, got, want)
		}
	}
}

func FuzzCursor(f *testing.F) {
	f.Add(cursor("list", "7"), 3)
	f.Add("bGlzdHw", 100)
	f.Add("", -1)
	f.Add(cursor("list", "7")[:4]+"\n"+cursor("list", "7")[4:], 3)
	f.Fuzz(func(t *testing.T, c string, n int) {
		req, err := pageOf("list", window{first: &n, after: &c})
		if err != nil {
			if errs.CodeOf(err) != errs.Invalid {
				t.Fatalf("got %v", err)
			}
			return
		}
		if req.Limit < 1 || req.Limit > MaxPage {
			t.Fatalf("a page of %d", req.Limit)
		}
		if req.After != "" && cursor("list", req.After) != c {
			t.Fatalf("%q became %q", c, req.After)
		}
		_, err = cut(req, make([]int, 50), "r")
		if code := errs.CodeOf(err); err != nil && code != errs.Invalid && code != errs.CursorExpired {
			t.Fatalf("got %v", err)
		}
	})
}

func FuzzStreamCursor(f *testing.F) {
	f.Add(streamCursor("epoch", 7))
	f.Add("")
	f.Add("fDE")
	f.Fuzz(func(t *testing.T, c string) {
		epoch, seq, err := readStreamCursor(c)
		if err != nil {
			if errs.CodeOf(err) != errs.Invalid {
				t.Fatalf("got %v", err)
			}
			return
		}
		if again, n, err := readStreamCursor(streamCursor(epoch, seq)); err != nil || again != epoch || n != seq {
			t.Fatalf("%q: got %q %d, then %q %d, %v", c, epoch, seq, again, n, err)
		}
	})
}
