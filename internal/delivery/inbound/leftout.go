package inbound

import (
	"path"
	"strings"

	"schalter/internal/delivery"
	"schalter/internal/delivery/outbound"
	"schalter/internal/mail/mime"
)

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
func leftOutOf(m *mime.Message, attachments []delivery.Attachment, kept []delivery.Kept) []outbound.LeftOutPart {
	var list []outbound.LeftOutPart
	own := len(attachments) - len(m.Attachments)
	for i, k := range kept {
		why := k.Refused()
		if why == "" {
			continue
		}
		if i >= own {
			why = whyLeftOut(m.Attachments[i-own], why)
		}
		list = append(list, outbound.LeftOutPart{Name: attachments[i].Filename, Why: leftOutPrefix + why})
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
