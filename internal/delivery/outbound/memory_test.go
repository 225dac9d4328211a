package outbound

import (
	"strings"
	"testing"

	"schalter/internal/delivery"
	"schalter/internal/mail/mime"
	"schalter/internal/testkit"
)

// What is asked for before a mail is built is at least what it takes.
func TestMemoryAskedForIsEnough(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "Guten Tag", strings.Repeat("ä", 200_000), strings.Repeat("=\n", 100_000)} {
		for _, sizes := range [][]int64{nil, {0}, {1, 2, 3}, {25 << 20}, {1 << 20, 77, 56}} {
			said := mailContent{subject: "Wort", text: text}
			c := mime.Content{Subject: said.subject, Text: text, Envelope: mime.Envelope{
				From: mime.Address{Name: "Schalter", Address: gatewayAddress}, To: mime.Address{Address: "post@city.example"}, Date: testkit.Start,
				MessageID: "x@schalter.example", OuterSubject: outerSubject,
			}}
			for _, size := range sizes {
				name := strings.Repeat("ü", 100) + ".pdf"
				said.documents = append(said.documents, delivery.OutgoingDocument{Filename: name, Size: size})
				c.Attachments = append(c.Attachments, mime.Attachment{Name: name, MediaType: "application/pdf", Size: size})
			}
			need, err := mime.InnerSize(c)
			if err != nil || said.innerSize() < need {
				t.Errorf("%d bytes of text, documents %v: asked for %d, need %d, %v", len(text), sizes, said.innerSize(), need, err)
			}
		}
	}
}
