// Package errs holds the one error type that crosses package borders.
//
// A fault has a [Code]; a refused business rule is a [Refusal], which becomes data (userErrors) in the API and never a
// top-level error. Everything else is internal: logged, never shown.
package errs

import (
	"errors"
	"fmt"
	"strings"
)

// Code classifies a fault of the caller or of the server; it is the extensions.code of the GraphQL contract.
type Code string

// The codes of the contract.
const (
	Unauthenticated Code = "UNAUTHENTICATED"
	Forbidden       Code = "FORBIDDEN"
	NotFound        Code = "NOT_FOUND"
	Invalid         Code = "INVALID"
	Conflict        Code = "CONFLICT"
	CursorExpired   Code = "CURSOR_EXPIRED"
	RateLimited     Code = "RATE_LIMITED"
	TooComplex      Code = "TOO_COMPLEX"
	Unavailable     Code = "UNAVAILABLE"
	Internal        Code = "INTERNAL"
)

// Error is a fault with a code and a text that may be shown.
type Error struct {
	Code    Code
	Message string
	// German is the text for those who read German; empty where only programs meet the fault.
	German string
	Err    error
}

// New returns a fault with a text that may be shown to anyone.
func New(code Code, message string) *Error { return &Error{Code: code, Message: message} }

// Told returns a fault that people meet, too, with its text in both languages.
func Told(code Code, german, english string) *Error {
	return &Error{Code: code, Message: english, German: german}
}

// The faults that anything may come to.
var (
	GivenUp = Told(Unavailable, "Die Anfrage wurde abgebrochen: Sie hat zu lange gedauert. Bitte versuchen Sie es noch einmal.",
		"The request was given up: it took too long. Please try again.")
	Outage = Told(Unavailable, "Der Dienst kann gerade nicht antworten. Bitte versuchen Sie es gleich noch einmal.",
		"The service cannot answer now. Please try again in a moment.")
	SessionEnded = Told(Unauthenticated, "Die Sitzung ist beendet. Bitte melden Sie sich neu an.", "The session has ended. Please sign in again.")
)

// Bilingual is an argument of a sentence that reads otherwise in each language.
type Bilingual struct{ German, English string }

// In is the text in a language, "de" or "en".
func (e *Error) In(locale string) string {
	if locale == "en" || e.German == "" {
		return e.Message
	}
	return e.German
}

// Newf is New with a format.
func Newf(code Code, format string, args ...any) *Error {
	return &Error{Code: code, Message: fmt.Sprintf(format, args...)}
}

// Error is for logs and operators: what caused it, rather than the sentence for people.
func (e *Error) Error() string {
	if e.Err != nil && e.German != "" {
		return e.Err.Error()
	}
	if e.Err != nil {
		return e.Message + ": " + e.Err.Error()
	}
	return e.Message
}

func (e *Error) Unwrap() error { return e.Err }

// CodeOf returns the code of err, INTERNAL for an unknown error and "" for nil.
func CodeOf(err error) Code {
	if err == nil {
		return ""
	}
	var e *Error
	if errors.As(err, &e) {
		return e.Code
	}
	return Internal
}

// Wrap adds context to *errp once, at the top of an exported function: defer errs.Wrap(&err, "postbox.Send(%s)", id).
// The context must identify by ids only, never by personal data.
func Wrap(errp *error, format string, args ...any) {
	if *errp == nil {
		return
	}
	var r *Refusal
	if errors.As(*errp, &r) {
		return
	}
	*errp = fmt.Errorf("%s: %w", fmt.Sprintf(format, args...), *errp)
}

// Rule is the code of a refused business rule (enum UserErrorCode of the contract).
type Rule string

// The rules of the contract.
const (
	Required               Rule = "REQUIRED"
	InvalidValue           Rule = "INVALID"
	TooLong                Rule = "TOO_LONG"
	TooLarge               Rule = "TOO_LARGE"
	TooMany                Rule = "TOO_MANY"
	Taken                  Rule = "TAKEN"
	Missing                Rule = "NOT_FOUND"
	WrongState             Rule = "WRONG_STATE"
	Stale                  Rule = "STALE"
	IdempotencyConflict    Rule = "IDEMPOTENCY_CONFLICT"
	Expired                Rule = "EXPIRED"
	WrongCode              Rule = "WRONG_CODE"
	CodeVoid               Rule = "CODE_VOID"
	LetterLimit            Rule = "LETTER_LIMIT"
	WeakPassword           Rule = "WEAK_PASSWORD"
	WrongCredentials       Rule = "WRONG_CREDENTIALS"
	NotActivated           Rule = "NOT_ACTIVATED"
	TrustLevelTooLow       Rule = "TRUST_LEVEL_TOO_LOW"
	AuthorityNotConnected  Rule = "AUTHORITY_NOT_CONNECTED"
	ConversationNotStarted Rule = "CONVERSATION_NOT_STARTED"
	MediaTypeRefused       Rule = "MEDIA_TYPE_REFUSED"
	QuotaExceeded          Rule = "QUOTA_EXCEEDED"
	// MailboxesRemain: case mailboxes must be deleted before the account.
	MailboxesRemain Rule = "MAILBOXES_REMAIN"
	// ConsentMissing: the person does not agree to what a decision is to do.
	ConsentMissing Rule = "CONSENT_MISSING"
	// FormNotSufficient: the law asks for another form or way than a message.
	FormNotSufficient Rule = "FORM_NOT_SUFFICIENT"
	// CertificateSignInRequired: the action needs a fresh sign-in by the account's certificate.
	CertificateSignInRequired Rule = "CERTIFICATE_SIGN_IN_REQUIRED"
	CertificateEmailMismatch  Rule = "CERTIFICATE_EMAIL_MISMATCH"
	CertificateInUse          Rule = "CERTIFICATE_IN_USE"
	// LastOfRole: the last administrator or signatory cannot be removed.
	LastOfRole Rule = "LAST_OF_ROLE"
	// CertificateNameMismatch: the certificate is in the name of somebody else, or of nobody.
	CertificateNameMismatch Rule = "CERTIFICATE_NAME_MISMATCH"
	AccountLimitReached     Rule = "ACCOUNT_LIMIT_REACHED"
	NotAuthorisedToSign     Rule = "NOT_AUTHORISED_TO_SIGN"
	// NotEligible: this kind of organisation, or unit, may not order it; NotOrderable: nobody may, now.
	NotEligible  Rule = "NOT_ELIGIBLE"
	NotOrderable Rule = "NOT_ORDERABLE"
	// AlreadyOrdered: the organisation that it is for has it.
	AlreadyOrdered Rule = "ALREADY_ORDERED"
	// DigestMismatch: what is agreed to is not what was shown.
	DigestMismatch Rule = "DIGEST_MISMATCH"
)

// Problem is one refused rule at one place of the input. Text names the sentence shown to the person: the presenter looks it
// up by Rule and Text in the request's language; Args fill it.
type Problem struct {
	Rule Rule
	// Field is the path into the input, outermost first; nil when it concerns the whole input.
	Field []string
	// Text is a key of the message catalogue in package graph; empty means the rule's general sentence.
	Text string
	Args []any
}

// Refusal is what a domain method returns when business rules refuse the input: all problems at once.
type Refusal struct{ Problems []Problem }

func (r *Refusal) Error() string {
	parts := make([]string, len(r.Problems))
	for i, p := range r.Problems {
		parts[i] = string(p.Rule) + " " + strings.Join(p.Field, ".")
	}
	return "refused: " + strings.Join(parts, ", ")
}

// Refuse returns a refusal of one rule at one field path; an empty path concerns the whole input.
func Refuse(rule Rule, field ...string) *Refusal {
	return &Refusal{Problems: []Problem{{Rule: rule, Field: field}}}
}

// RefuseText is Refuse with a sentence of its own.
func RefuseText(rule Rule, text string, args []any, field ...string) *Refusal {
	return &Refusal{Problems: []Problem{{Rule: rule, Field: field, Text: text, Args: args}}}
}

// Problems collects refused rules while an input is validated.
type Problems []Problem

// Add notes one problem.
func (ps *Problems) Add(rule Rule, field ...string) {
	*ps = append(*ps, Problem{Rule: rule, Field: field})
}

// AddText notes one problem with a sentence of its own.
func (ps *Problems) AddText(rule Rule, text string, args []any, field ...string) {
	*ps = append(*ps, Problem{Rule: rule, Field: field, Text: text, Args: args})
}

// Err returns the refusal, or nil when nothing was noted.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	return &Refusal{Problems: ps}
}

// AsRefusal returns the refusal inside err, or nil.
func AsRefusal(err error) *Refusal {
	var r *Refusal
	if errors.As(err, &r) {
		return r
	}
	return nil
}
