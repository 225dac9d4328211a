package evidence

import (
	"bytes"
	"fmt"
	"slices"

	"schalter/internal/evidence/merkle"
	"schalter/internal/evidence/stamp"
)

// checkRecord checks the events: signed, in their order, each naming the one before where that is enclosed, and one of them
// naming each message's manifest.
func (v *verifier) checkRecord() {
	events, ok := v.readEvents()
	if !ok || !v.isInOrder(events) || !v.nameMessages(events) || !v.isDeletion(events) {
		v.add(CheckRecord, Failed, "", fileEvents)
		return
	}
	v.events = events
	for _, e := range events {
		if e.Authority != nil {
			v.Passed = append(v.Passed, e)
		}
	}
	v.add(CheckRecord, Passed, fmt.Sprint(len(events)))
}

func (v *verifier) readEvents() ([]Event, bool) {
	var events []Event
	for line := range bytes.Lines(v.read(fileEvents)) {
		var l eventLine
		if !readJSON(line, "\n", &l) {
			return nil, false
		}
		e, err := ParseToken(l.Token, v.keyOf)
		if err != nil || e.Side != v.index.Side {
			return nil, false
		}
		v.lines, events = append(v.lines, l), append(events, e)
	}
	return events, len(events) == v.index.Events.Count
}

func (v *verifier) isInOrder(events []Event) bool {
	seq, link := int64(0), ""
	for i, e := range events {
		follows := e.Seq == seq+1
		switch {
		case e.Seq <= seq, follows && e.Previous != link, !follows && v.index.Events.Complete, !follows && e.Previous == "":
			return false
		}
		seq, link = e.Seq, Link(v.lines[i].Token)
	}
	return link == v.index.Events.Head && (v.Kind == Proof || v.index.Events.Complete)
}

// isDeletion reads what a certificate of deletion says; there is nothing to read in other packages.
func (v *verifier) isDeletion(events []Event) bool {
	if v.Kind != Deletion {
		return true
	}
	d, is := events[0].deleted()
	if is {
		v.Deleted = &d
	}
	return is
}

func (v *verifier) nameMessages(events []Event) bool {
	for i, x := range v.index.Messages {
		if i >= len(v.Messages) {
			// A description that is not the signed one was found before; there is nothing to name.
			return true
		}
		digest := Digest(v.read(x.Folder + fileMessage))
		if !slices.ContainsFunc(events, func(e Event) bool { return e.Message == x.ID && e.Manifest == digest }) {
			return false
		}
	}
	return true
}

// checkLog checks that the log has the events, and the log itself.
func (v *verifier) checkLog() {
	x := v.index.Log
	if x == nil {
		v.add(CheckLog, Open, fmt.Sprintf("0/%d", len(v.lines)))
		return
	}
	signed := v.read(fileLog)
	c, err := merkle.OpenCheckpoint(signed, x.Key)
	if err != nil || c.Origin != x.Origin || c.Size != x.Size || v.trust.LogKey != nil && !v.trust.LogKey.Equal(x.Key) {
		v.add(CheckLog, Failed, "", fileLog)
		return
	}
	v.checkLeaves(c)
	v.checkStamp(signed)
	v.checkContinued(c)
}

func (v *verifier) checkLeaves(c merkle.Checkpoint) {
	var file proofsFile
	if !readJSON(v.read(fileProofs), "\n", &file) || file.Format != proofsFormat || file.Proofs == nil {
		v.add(CheckLog, Failed, "", fileProofs)
		return
	}
	proofs := make(map[int64][]merkle.Hash, len(file.Proofs))
	for _, p := range file.Proofs {
		if p.Hashes == nil {
			v.add(CheckLog, Failed, "", fileProofs)
			return
		}
		proofs[p.Leaf] = p.Hashes
	}
	proven := 0
	for _, l := range v.lines {
		if l.Leaf == nil {
			continue
		}
		record, salted := leafOf(l.Salt, l.Token)
		proof, enclosed := proofs[*l.Leaf]
		if !salted || !enclosed || merkle.CheckInclusion(c, *l.Leaf, record, proof) != nil {
			v.add(CheckLog, Failed, "", fileEvents, fileProofs)
			return
		}
		proven++
	}
	if proven < len(v.lines) {
		v.add(CheckLog, Open, fmt.Sprintf("%d/%d", proven, len(v.lines)))
		return
	}
	v.add(CheckLog, Passed, fmt.Sprintf("%s, %d", c.Origin, c.Size))
}

func (v *verifier) checkStamp(checkpoint []byte) {
	if !v.index.Log.Stamped {
		return
	}
	s, err := stamp.Verify(v.read(fileStamp), checkpoint, nil)
	if err != nil {
		v.add(CheckStamp, Failed, "", fileStamp)
		return
	}
	detail := formatMoment(s.Time) + ", " + nameOf(s.Authority.Subject)
	if v.trust.Roots == nil || s.CheckChain(v.trust.Roots) != nil {
		v.add(CheckStamp, Open, detail)
		return
	}
	v.StampedAt = s.Time
	v.add(CheckStamp, Passed, detail)
}

// checkContinued compares the package's checkpoint with the log's present one. A log that is shorter now was rolled back.
func (v *verifier) checkContinued(c merkle.Checkpoint) {
	if v.trust.Checkpoint == nil {
		return
	}
	given, err := merkle.ParseContinuation(v.trust.Checkpoint)
	if err != nil {
		v.add(CheckContinued, Failed, "")
		return
	}
	now, err := merkle.OpenCheckpoint(given.Signed, v.index.Log.Key)
	if err != nil {
		v.add(CheckContinued, Failed, "")
		return
	}
	detail := fmt.Sprintf("%s, %d → %d", now.Origin, c.Size, now.Size)
	proof := given.Proof
	if now.Size == c.Size {
		proof = nil
	}
	if now.Origin == c.Origin && now.Size > c.Size && given.Earlier != c.Size {
		v.add(CheckContinued, Open, detail)
		return
	}
	if merkle.CheckConsistency(c, now, proof) != nil {
		v.add(CheckContinued, Failed, detail)
		return
	}
	v.add(CheckContinued, Passed, detail)
}
