package inbound

import (
	"slices"
	"testing"
)

// The subject outside of our mails, which answers quote, marks no answer as automatic.
func TestSubjectsOutsideMarkNoAnswerAsAutomatic(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		g.ask(t, city, newReference())
		subject := headPart(g.outbox.all()[0].Body).Fields("Subject")
		if len(subject) != 1 || subject[0] == "" || slices.ContainsFunc(subject, automaticSubject.MatchString) {
			t.Errorf("%q reads as something else", subject)
		}
	})
}
