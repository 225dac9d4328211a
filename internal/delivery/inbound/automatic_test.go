package inbound

import (
	"testing"

	"schalter/internal/mail/autoreply"
)

// The subject outside of our mails, which answers quote, marks no answer as automatic.
func TestSubjectsOutsideMarkNoAnswerAsAutomatic(t *testing.T) {
	t.Parallel()
	onDesks(t, func(t *testing.T, g *gatewayDesk) {
		g.ask(t, city, newReference())
		head := headPart(g.outbox.all()[0].Body)
		if subject := head.Fields("Subject"); len(subject) != 1 || subject[0] == "" || autoreply.HasSubject(head) {
			t.Errorf("%q reads as something else", subject)
		}
	})
}
