package inbound

import (
	"errors"

	"schalter/ent/inboundmail"
	"schalter/internal/delivery/outbound"
	"schalter/internal/mail/mime"
	"schalter/internal/smime"
)

// Reason says why a mail did not take effect: a key of the message catalogue. Operators read it, and authorities in a policy
// notice; an envelope sender never does.
type Reason string

// The reasons for quarantine.
const (
	ReasonNotEncrypted       Reason = "inbound_not_encrypted"
	ReasonNotWholeBody       Reason = "inbound_not_whole_body"
	ReasonUndecryptable      Reason = "inbound_undecryptable"
	ReasonNotSigned          Reason = "inbound_not_signed"
	ReasonSignerUnknown      Reason = "inbound_signer_unknown"
	ReasonSignatureInvalid   Reason = "inbound_signature_invalid"
	ReasonAlgorithm          Reason = "inbound_algorithm"
	ReasonCertificate        Reason = "inbound_certificate"
	ReasonExpired            Reason = "inbound_certificate_expired"
	ReasonMalformed          Reason = "inbound_malformed"
	ReasonTooLarge           Reason = "inbound_too_large"
	ReasonTooManyParts       Reason = "inbound_too_many_parts"
	ReasonTooDeep            Reason = "inbound_too_deep"
	ReasonUnreadable         Reason = "inbound_unreadable"
	ReasonOuterSigner        Reason = "inbound_outer_signer"
	ReasonNotToUs            Reason = "inbound_not_to_us"
	ReasonNoConversation     Reason = "inbound_no_conversation"
	ReasonTokenInvalid       Reason = "inbound_token_invalid"
	ReasonTokenForeign       Reason = "inbound_token_foreign"
	ReasonTokensDiffer       Reason = "inbound_tokens_differ"
	ReasonReferenceMissing   Reason = "inbound_reference_missing"
	ReasonReferenceForeign   Reason = "inbound_reference_foreign"
	ReasonReplay             Reason = "inbound_replay"
	ReasonTime               Reason = "inbound_time"
	ReasonEmpty              Reason = "inbound_empty"
	ReasonMalware            Reason = "inbound_malware"
	ReasonMailboxGone        Reason = "inbound_mailbox_gone"
	ReasonNoMailbox          Reason = "inbound_no_mailbox"
	ReasonTestOver           Reason = "inbound_test_over"
	ReasonTestNonce          Reason = "inbound_test_nonce"
	ReasonConfirmCode        Reason = "inbound_confirm_code"
	ReasonConfirmOver        Reason = "inbound_confirm_over"
	ReasonUnconfirmed        Reason = "inbound_unconfirmed"
	ReasonConfirmUndelivered Reason = "inbound_confirm_undelivered"
	ReasonLost               Reason = "inbound_lost"
	ReasonStuck              Reason = "inbound_stuck"
	// ReasonReportUnread is also the reason of mails that are ignored, when no report was expected any more.
	ReasonReportUnread Reason = "inbound_report_unread"
)

// The reasons for which a mail is ignored: nobody is notified, and it waits for nobody.
const (
	ReasonAutomatic       Reason = "inbound_automatic"
	ReasonLoop            Reason = "inbound_loop"
	ReasonReportUnknown   Reason = "inbound_report_unknown"
	ReasonReportLate      Reason = "inbound_report_late"
	ReasonReceiptUnsigned Reason = "inbound_receipt_unsigned"
	ReasonReceiptOther    Reason = "inbound_receipt_other"
)

// confirmedBefore is what an earlier version wrote as the reason of a mail that was confirmed and was to be judged again.
const confirmedBefore = "inbound_confirmed"

// Reasons are all reasons there are.
func Reasons() []Reason {
	return []Reason{
		ReasonNotEncrypted, ReasonNotWholeBody, ReasonUndecryptable, ReasonNotSigned, ReasonSignerUnknown, ReasonSignatureInvalid,
		ReasonAlgorithm, ReasonCertificate, ReasonExpired, ReasonMalformed, ReasonTooLarge, ReasonTooManyParts, ReasonTooDeep, ReasonUnreadable, ReasonOuterSigner, ReasonNotToUs, ReasonNoConversation,
		ReasonTokenInvalid, ReasonTokenForeign, ReasonTokensDiffer, ReasonReferenceMissing, ReasonReferenceForeign, ReasonReplay,
		ReasonTime, ReasonEmpty, ReasonMalware, ReasonMailboxGone, ReasonNoMailbox, ReasonTestOver, ReasonTestNonce, ReasonConfirmCode,
		ReasonConfirmOver, ReasonUnconfirmed, ReasonConfirmUndelivered, ReasonLost, ReasonStuck, ReasonReportUnread,
		ReasonAutomatic, ReasonLoop, ReasonReportUnknown, ReasonReportLate, ReasonReceiptUnsigned, ReasonReceiptOther,
	}
}

// notNotified are the reasons of which an authority gets no notice: it need not do anything, or its answer would begin a loop.
var notNotified = map[Reason]bool{
	ReasonReplay: true, ReasonTestOver: true, ReasonConfirmOver: true, ReasonStuck: true, ReasonLost: true, ReasonReportUnread: true,
}

// reasonOfSMIME says why a mail could not be opened.
var reasonOfSMIME = map[smime.Reason]Reason{
	smime.NotEncrypted: ReasonNotEncrypted, smime.NotWholeBody: ReasonNotWholeBody, smime.Undecryptable: ReasonUndecryptable,
	smime.NotSigned: ReasonNotSigned, smime.SignerUnknown: ReasonSignerUnknown, smime.SignatureInvalid: ReasonSignatureInvalid,
	smime.AlgorithmRefused: ReasonAlgorithm, smime.CertificateRefused: ReasonCertificate, smime.CertificateExpired: ReasonExpired, smime.Malformed: ReasonMalformed,
	smime.TooLarge: ReasonTooLarge,
}

// reasonOfMIME says why a mail could not be taken apart.
func reasonOfMIME(err error) Reason {
	switch {
	case errors.Is(err, mime.ErrTooLarge):
		return ReasonTooLarge
	case errors.Is(err, mime.ErrTooManyParts):
		return ReasonTooManyParts
	case errors.Is(err, mime.ErrTooDeep):
		return ReasonTooDeep
	}
	return ReasonMalformed
}

// finding is what was found out about a mail, and what follows from it.
type finding struct {
	state  inboundmail.State
	reason Reason
	// authorityID is the signer's, or the one to whose mail it answers; empty when neither is known.
	authorityID string
	// mailID is the mail of ours that it answers or reports on.
	mailID string
	// quiet sends the authority no notice of a refusal.
	quiet bool
	// signed says that the mail was signed by a certificate that its authority registered: nobody else wrote it.
	signed bool
	// leftOut are the parts of an answer that could not be accepted, reference the number of its case: the authority is notified of
	// each.
	leftOut   []outbound.LeftOutPart
	reference string
	// signature is counted together with the effect; empty counts none.
	signature string
	// effect is what follows, beside state, signature and notice; nil for nothing.
	effect effect
}

func quarantined(r Reason) finding {
	return finding{state: inboundmail.StateQUARANTINED, reason: r, quiet: notNotified[r]}
}

func ignored(r Reason) finding { return finding{state: inboundmail.StateIGNORED, reason: r} }

// of names the authority and the mail that a finding concerns, as far as they are known.
func (f finding) of(authorityID, mailID string) finding {
	f.authorityID, f.mailID = authorityID, mailID
	return f
}

func (f finding) quietly() finding {
	f.quiet = true
	return f
}
