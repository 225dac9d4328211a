package cms

// Profile is the set of algorithms agreed with an authority. Its text is stored.
type Profile string

// The profiles, strongest first.
const (
	// Modern is AuthEnvelopedData with AES-256-GCM, RSAES-OAEP or ECDH, RSASSA-PSS or ECDSA.
	Modern Profile = "MODERN"
	// Compat is EnvelopedData with AES-256-CBC, else as Modern: for gateways that cannot read GCM.
	Compat Profile = "COMPAT"
	// Legacy is AES-256-CBC with RSAES-PKCS1-v1_5 and RSASSA-PKCS1-v1_5: for desk programs that read nothing else.
	Legacy Profile = "LEGACY"
)

// Valid says whether p is one of the three.
func (p Profile) Valid() bool { return p.rank() > 0 }

func (p Profile) rank() int {
	switch p {
	case Modern:
		return 3
	case Compat:
		return 2
	case Legacy:
		return 1
	}
	return 0
}

// Accepts says whether a message that reached profile got is at least as strong as p.
func (p Profile) Accepts(got Profile) bool { return p.Valid() && got.rank() >= p.rank() }

// weaker is the lower of two profiles.
func (p Profile) weaker(q Profile) Profile {
	if q.rank() < p.rank() {
		return q
	}
	return p
}

// Policy is what Decrypt accepts: the algorithms of a profile or stronger ones. The zero value accepts nothing.
type Policy struct {
	// GCMBits is the shortest key of AES-GCM in bits, and of AES key wrap; 0 refuses GCM.
	GCMBits int
	// CBCBits is the shortest key of AES-CBC in bits; 0 refuses CBC.
	CBCBits int
	// PKCS1v15 accepts RSAES-PKCS1-v1_5 key transport.
	PKCS1v15 bool
}

// Inbound is the policy of a profile for received messages. A profile that is not Valid accepts nothing.
func (p Profile) Inbound() Policy {
	switch p {
	case Modern:
		return Policy{GCMBits: 256}
	case Compat:
		return Policy{GCMBits: 128, CBCBits: 256}
	case Legacy:
		return Policy{GCMBits: 128, CBCBits: 128, PKCS1v15: true}
	}
	return Policy{}
}

// InboundSignature is the policy of a profile for received signatures.
func (p Profile) InboundSignature() VerifyPolicy {
	return VerifyPolicy{PKCS1v15: p == Legacy}
}

// Info names the algorithms of an envelope, from its unprotected part: good for logs and the connection test, and filled as far
// as it was read when decryption fails.
type Info struct {
	// Type is TypeEnveloped or TypeAuthEnveloped.
	Type Type
	// Profile is the strongest profile whose policy accepts the message.
	Profile Profile
	// Content is the content encryption, such as "AES-256-GCM".
	Content string
	// KeyManagement is how our key got the content key, such as "RSAES-OAEP-SHA256" or "ECDH-SHA256-AES256-WRAP".
	KeyManagement string
	// Refused is the algorithm that the policy refused, before any key was used; empty if none was.
	Refused string
}
