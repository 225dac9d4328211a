package delivery

import (
	"context"
	"fmt"
	"path"
	"strings"
	"time"

	"schalter/ent/gatewaymail"
	"schalter/internal/errs"
	"schalter/internal/mail/mime"
	"schalter/internal/store"
)

// leftOut is a part of an answer that could not be accepted; why is a key of the message catalogue.
type leftOut struct{ name, why string }

const leftOutPrefix = "part_"

// LeftOutReasons are all reasons for which a part of an answer is left out, as keys of the message catalogue.
func LeftOutReasons() []string {
	var keys []string
	for _, why := range []string{
		"tnef", "message", "sealed", "html", "header", "encoding", "damaged",
		"extension", "mismatch", "empty", "encrypted", "active", "bomb", "too_large",
	} {
		keys = append(keys, leftOutPrefix+why)
	}
	return keys
}

// leftOutOf are the parts of an answer that were not accepted. The attachments are those that were kept, those of the mail
// itself at the end.
func leftOutOf(m *mime.Message, attachments []Attachment, kept []Kept) []leftOut {
	var list []leftOut
	own := len(attachments) - len(m.Attachments)
	for i, k := range kept {
		why := k.Refused()
		if why == "" {
			continue
		}
		if i >= own {
			why = whyLeftOut(m.Attachments[i-own], why)
		}
		list = append(list, leftOut{attachments[i].Filename, leftOutPrefix + why})
	}
	return list
}

// whyLeftOut says more than that a kind of file is not accepted, where more is known.
func whyLeftOut(f mime.File, refused string) string {
	extension := strings.ToLower(path.Ext(f.Name))
	switch {
	case f.Fault == mime.BadHeader:
		return "header"
	case f.Fault == mime.BadEncoding:
		return "encoding"
	case f.Fault == mime.Damaged:
		return "damaged"
	case strings.HasSuffix(f.MediaType, "/ms-tnef") || strings.HasSuffix(f.MediaType, "/vnd.ms-tnef") || strings.EqualFold(f.Name, "winmail.dat"):
		return "tnef"
	case refused != "extension":
		return refused
	case strings.HasPrefix(f.MediaType, "message/") || extension == ".eml" || extension == ".msg":
		return "message"
	case strings.HasSuffix(f.MediaType, "pkcs7-mime") || extension == ".p7m":
		return "sealed"
	case f.MediaType == "text/html" || extension == ".html" || extension == ".htm":
		return "html"
	}
	return refused
}

// LeftOut is the notice about an authority's own answer, beyond doubt, of which something or all could not be accepted.
type LeftOut struct {
	AuthorityID, Reference string
	ReceivedAt             time.Time
	// Posted says that the rest of the answer was.
	Posted bool
	Parts  []leftOut
}

const (
	// maxLeftOutPerDay is how many such notices an authority gets in a day: each is about an answer that it signed.
	maxLeftOutPerDay = 50
	// maxLeftOut is how many parts are named.
	maxLeftOut = 20
)

// SendLeftOut notifies an authority, at its registered address only, which parts of its answer could not be accepted, and why.
func (s *Service) SendLeftOut(ctx context.Context, tx *store.Tx, l LeftOut) (err error) {
	defer errs.Wrap(&err, "delivery.SendLeftOut(%s)", l.AuthorityID)
	today, err := tx.Count(ctx, "gateway-left-out|"+l.AuthorityID, 24*time.Hour)
	if err != nil || today > maxLeftOutPerDay {
		return err
	}
	subject := "Ihre Antwort ist nicht vollständig zugestellt"
	if !l.Posted {
		subject = "Ihre Antwort wurde nicht zugestellt"
	}
	return s.queueMail(ctx, tx, platformMail{
		kind: gatewaymail.KindPOLICY, authorityID: l.AuthorityID, text: platformText{Subject: subject, Text: s.leftOutText(l)},
	})
}

func (s *Service) leftOutText(l LeftOut) string {
	var b strings.Builder
	if l.Posted {
		fmt.Fprintf(&b, "Ihre Antwort vom %s ist im Postfach der Person, aber nicht vollständig.\n\n", dayAndTime(l.ReceivedAt))
	} else {
		fmt.Fprintf(&b, "Ihre Antwort vom %s wurde nicht zugestellt: Nichts von dem, was sie enthält, konnte übernommen werden. Die Person hat sie nicht gesehen.\n\n", dayAndTime(l.ReceivedAt))
	}
	fmt.Fprintf(&b, "Aktenzeichen: %s\n\nNicht übernommen:\n", oneLine(l.Reference))
	for i, part := range l.Parts {
		if i == maxLeftOut {
			fmt.Fprintf(&b, "- und %d weitere\n", len(l.Parts)-i)
			break
		}
		fmt.Fprintf(&b, "- %s: %s\n", truncate(withoutReferences(oneLine(part.name))), oneLine(s.Sentence(part.why)))
	}
	b.WriteString("\nSenden Sie bitte noch einmal, was fehlt: als PDF oder im Text einer Antwort auf die Mail zum Vorgang. Auf diese Mail müssen Sie nicht antworten; Antworten auf sie werden nicht zugestellt.\n")
	return b.String()
}
