package outbound

import (
	"strings"

	"schalter/internal/cms"
	"schalter/internal/mail/relay"
)

// Why a mail waits or failed, where no mail server said so: keys of the message catalogue.
const (
	codePlatform    = "mail_platform"
	codeNoMailbox   = "mail_no_mailbox"
	codeSuspended   = "mail_suspended"
	codeClosed      = "mail_closed"
	codeUntested    = "mail_untested"
	codeLegacyEnded = "mail_legacy_ended"
	// CodeFiltered is a mail that a filter of the mailbox rejected.
	CodeFiltered = "mail_filtered"
	// codeMissing is an authority without a certificate to encrypt to.
	codeMissing = "certificate_missing"
)

// CodeOf is what a mail server's refusal is called.
func CodeOf(c relay.Cause) string { return "mail_" + strings.ToLower(string(c)) }

// codeOfProblem is what a fault of a certificate is called.
func codeOfProblem(p cms.Problem) string { return "certificate_" + strings.ToLower(string(p)) }

// Codes are the keys of the message catalogue that facts of mails going out may carry, and problems of channels and details
// of connection tests with them.
func Codes() []string {
	codes := []string{codePlatform, codeNoMailbox, codeSuspended, codeClosed, codeUntested, codeLegacyEnded, CodeFiltered, codeMissing}
	for _, c := range []relay.Cause{relay.UnknownMailbox, relay.MailboxFull, relay.TooLarge, relay.Refused, relay.Unreachable, relay.Other} {
		codes = append(codes, CodeOf(c))
	}
	for _, p := range []cms.Problem{
		cms.Expired, cms.NotYetValid, cms.WrongKeyUsage, cms.WeakKey, cms.UnsupportedKey, cms.UnsupportedCurve, cms.Brainpool,
		cms.NoAddress, cms.OtherAddress, cms.SHA1Signed, cms.Authority,
	} {
		codes = append(codes, codeOfProblem(p))
	}
	return codes
}
