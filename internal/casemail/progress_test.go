package casemail

import "testing"

// Every transition there is: rows are the state before, columns what the authority says.
func TestProgressMayFollow(t *testing.T) {
	t.Parallel()
	columns := []ProgressState{Received, InWork, WaitingForYou, Decided, Finished, "", "LOST"}
	for before, allowed := range map[ProgressState][]bool{
		"":            {false, false, false, false, false, false, false},
		Received:      {true, true, true, true, true, false, false},
		InWork:        {false, true, true, true, true, false, false},
		WaitingForYou: {false, true, true, true, true, false, false},
		Decided:       {false, true, true, true, true, false, false},
		Finished:      {false, true, true, true, true, false, false},
	} {
		for i, next := range columns {
			if got := next.MayFollow(before); got != allowed[i] {
				t.Errorf("%q after %q: %v, want %v", next, before, got, allowed[i])
			}
		}
	}
}

func TestMostPressing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		of   []ProgressState
		want ProgressState
	}{
		{nil, ""},
		{[]ProgressState{Finished}, Finished},
		{[]ProgressState{Finished, Decided}, Decided},
		{[]ProgressState{Decided, Received}, Received},
		{[]ProgressState{Received, InWork}, InWork},
		{[]ProgressState{InWork, WaitingForYou, Finished}, WaitingForYou},
	} {
		if got := MostPressing(c.of); got != c.want {
			t.Errorf("%v: %q, want %q", c.of, got, c.want)
		}
	}
}
