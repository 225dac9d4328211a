// Package id makes and checks typed ids: a prefix, an underscore and 26 base32 characters, time-ordered and opaque, the
// same string in the database, in addresses and in the API.
package id

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"errors"
	"strings"
	"time"
)

// Kind is the prefix of an id; it says what the id names.
type Kind string

// The kinds in use.
const (
	Account           Kind = "acc"
	Session           Kind = "ses"
	Token             Kind = "tok"
	Activation        Kind = "act"
	Letter            Kind = "let"
	DeletionCert      Kind = "dct"
	Mail              Kind = "mai"
	Person            Kind = "per"
	Organisation      Kind = "org"
	Membership        Kind = "mem"
	Region            Kind = "reg"
	Authority         Kind = "aut"
	Service           Kind = "srv"
	Undertaking       Kind = "und"
	Rule              Kind = "rul"
	Mailbox           Kind = "mbx"
	Party             Kind = "pty"
	PartyGrant        Kind = "pgr"
	Side              Kind = "sid"
	Case              Kind = "cas"
	Message           Kind = "msg"
	Document          Kind = "doc"
	Draft             Kind = "drf"
	Delivery          Kind = "dlv"
	Event             Kind = "evt"
	Note              Kind = "nte"
	Consent           Kind = "cns"
	Key               Kind = "key"
	Job               Kind = "job"
	Stream            Kind = "str"
	Audit             Kind = "aud"
	Certificate       Kind = "crt"
	ChannelTest       Kind = "tst"
	Request           Kind = "crq"
	LetterBatch       Kind = "ltb"
	GatewayMail       Kind = "gml"
	InboundMail       Kind = "inm"
	Offering          Kind = "off"
	SheetVersion      Kind = "ofv"
	Procedure         Kind = "spr"
	Interest          Kind = "int"
	LevyYear          Kind = "lvy"
	LevyShare         Kind = "lvs"
	LevyOfficial      Kind = "lvo"
	SignIn            Kind = "sgn"
	MarketAccount     Kind = "mac"
	SigningAuthority  Kind = "sga"
	Invitation        Kind = "inv"
	Unit              Kind = "unt"
	Delegation        Kind = "dlg"
	FunctionMailbox   Kind = "fmb"
	Order             Kind = "ord"
	Rollout           Kind = "rol"
	RolloutTask       Kind = "rtk"
	PortalLink        Kind = "plk"
	OnlineService     Kind = "onl"
	VendorMail        Kind = "vml"
	VendorToken       Kind = "vtk"
	Ticket            Kind = "tkt"
	TicketEntry       Kind = "ten"
	Participant       Kind = "tpa"
	TicketMail        Kind = "tml"
	TicketFile        Kind = "tfi"
	Arrival           Kind = "tar"
	CannedAnswer      Kind = "can"
	Contract          Kind = "ctr"
	ContractDocument  Kind = "ctd"
	ContractSignature Kind = "cts"
	ContractTemplate  Kind = "ctm"
	Group             Kind = "grp"
	Profile           Kind = "prf"
	Post              Kind = "pst"
	GroupFile         Kind = "gfi"
	LegalRule         Kind = "lrl"
	LegalDate         Kind = "lgd"
)

// Size is the number of characters after the underscore.
const Size = 26

// encoding keeps byte order in text order (base32hex alphabet, lower case).
var encoding = base32.NewEncoding("0123456789abcdefghijklmnopqrstuv").WithPadding(base32.NoPadding)

// ErrMalformed is returned for text that is not an id of this program.
var ErrMalformed = errors.New("malformed id")

// New returns a fresh id: 48 bits of milliseconds since 1970, then 80 random bits.
func New(kind Kind, now time.Time) string {
	var b [16]byte
	putMillis(&b, now)
	if _, err := rand.Read(b[6:]); err != nil {
		panic("no entropy: " + err.Error())
	}
	return string(kind) + "_" + encoding.EncodeToString(b[:])
}

// Derive returns the id of something that the outside world names already, always the same for the same key.
func Derive(kind Kind, key string) string {
	sum := sha256.Sum256([]byte(string(kind) + "|" + key))
	return string(kind) + "_" + encoding.EncodeToString(sum[:16])
}

// Parse returns the kind of s, or ErrMalformed.
func Parse(s string) (Kind, error) {
	kind, rest, ok := strings.Cut(s, "_")
	if !ok || kind == "" || len(rest) != Size {
		return "", ErrMalformed
	}
	b, err := encoding.DecodeString(rest)
	if err != nil || encoding.EncodeToString(b) != rest {
		return "", ErrMalformed
	}
	return Kind(kind), nil
}

// Bytes are the 128 bits of an id, for where bytes are short of room; FromBytes turns them back.
func Bytes(s string) (b [16]byte, err error) {
	if _, err := Parse(s); err != nil {
		return b, err
	}
	_, rest, _ := strings.Cut(s, "_")
	_, err = encoding.Decode(b[:], []byte(rest))
	return b, err
}

// FromBytes is the id of this kind with these 128 bits.
func FromBytes(kind Kind, b [16]byte) string {
	return string(kind) + "_" + encoding.EncodeToString(b[:])
}

// Is reports whether s is a well-formed id of this kind.
func Is(kind Kind, s string) bool {
	k, err := Parse(s)
	return err == nil && k == kind
}

func putMillis(b *[16]byte, now time.Time) {
	ms := uint64(now.UnixMilli())
	for i := range 6 {
		b[5-i] = byte(ms >> (8 * i))
	}
}
