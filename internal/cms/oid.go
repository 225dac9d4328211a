package cms

// oid is the content of a DER OBJECT IDENTIFIER. A string, so that identifiers are constants and comparisons are exact.
type oid string

const (
	oidData              oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01"         // 1.2.840.113549.1.7.1: id-data, RFC 5652
	oidSignedData        oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"         // 1.2.840.113549.1.7.2: id-signedData
	oidEnvelopedData     oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03"         // 1.2.840.113549.1.7.3: id-envelopedData
	oidAuthEnvelopedData oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17" // 1.2.840.113549.1.9.16.1.23: id-ct-authEnvelopedData, RFC 5083
)

const (
	oidRSA         oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01" // 1.2.840.113549.1.1.1: rsaEncryption: key transport PKCS#1 v1.5, RFC 8017
	oidOAEP        oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x07" // 1.2.840.113549.1.1.7: id-RSAES-OAEP
	oidMGF1        oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x08" // 1.2.840.113549.1.1.8: id-mgf1
	oidPSpecified  oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x09" // 1.2.840.113549.1.1.9: id-pSpecified
	oidPSS         oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0a" // 1.2.840.113549.1.1.10: id-RSASSA-PSS
	oidRSASHA256   oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b" // 1.2.840.113549.1.1.11: sha256WithRSAEncryption
	oidRSASHA384   oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0c" // 1.2.840.113549.1.1.12: sha384WithRSAEncryption
	oidRSASHA512   oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0d" // 1.2.840.113549.1.1.13: sha512WithRSAEncryption
	oidECPublicKey oid = "\x2a\x86\x48\xce\x3d\x02\x01"         // 1.2.840.10045.2.1: id-ecPublicKey
	oidECDSASHA256 oid = "\x2a\x86\x48\xce\x3d\x04\x03\x02"     // 1.2.840.10045.4.3.2: ecdsa-with-SHA256
	oidECDSASHA384 oid = "\x2a\x86\x48\xce\x3d\x04\x03\x03"     // 1.2.840.10045.4.3.3: ecdsa-with-SHA384
	oidECDSASHA512 oid = "\x2a\x86\x48\xce\x3d\x04\x03\x04"     // 1.2.840.10045.4.3.4: ecdsa-with-SHA512
	oidP256        oid = "\x2a\x86\x48\xce\x3d\x03\x01\x07"     // 1.2.840.10045.3.1.7: secp256r1
	oidP384        oid = "\x2b\x81\x04\x00\x22"                 // 1.3.132.0.34: secp384r1
	oidBrainpool   oid = "\x2b\x24\x03\x03\x02\x08\x01\x01"     // 1.3.36.3.3.2.8.1.1: the arc of RFC 5639's curves
)

const (
	oidSHA1   oid = "\x2b\x0e\x03\x02\x1a"                 // 1.3.14.3.2.26
	oidSHA256 oid = "\x60\x86\x48\x01\x65\x03\x04\x02\x01" // 2.16.840.1.101.3.4.2.1
	oidSHA384 oid = "\x60\x86\x48\x01\x65\x03\x04\x02\x02" // 2.16.840.1.101.3.4.2.2
	oidSHA512 oid = "\x60\x86\x48\x01\x65\x03\x04\x02\x03" // 2.16.840.1.101.3.4.2.3
)

const (
	oidKDFSHA1    oid = "\x2b\x81\x05\x10\x86\x48\x3f\x00\x02" // 1.3.133.16.840.63.0.2: dhSinglePass-stdDH-sha1kdf-scheme, RFC 5753
	oidKDFSHA256  oid = "\x2b\x81\x04\x01\x0b\x01"             // 1.3.132.1.11.1
	oidKDFSHA384  oid = "\x2b\x81\x04\x01\x0b\x02"             // 1.3.132.1.11.2
	oidKDFSHA512  oid = "\x2b\x81\x04\x01\x0b\x03"             // 1.3.132.1.11.3
	oidAES128Wrap oid = "\x60\x86\x48\x01\x65\x03\x04\x01\x05" // 2.16.840.1.101.3.4.1.5: RFC 3565
	oidAES256Wrap oid = "\x60\x86\x48\x01\x65\x03\x04\x01\x2d" // 2.16.840.1.101.3.4.1.45
)

const (
	oidAES128CBC oid = "\x60\x86\x48\x01\x65\x03\x04\x01\x02" // 2.16.840.1.101.3.4.1.2: RFC 3565
	oidAES256CBC oid = "\x60\x86\x48\x01\x65\x03\x04\x01\x2a" // 2.16.840.1.101.3.4.1.42
	oidAES128GCM oid = "\x60\x86\x48\x01\x65\x03\x04\x01\x06" // 2.16.840.1.101.3.4.1.6: RFC 5084
	oidAES192GCM oid = "\x60\x86\x48\x01\x65\x03\x04\x01\x1a" // 2.16.840.1.101.3.4.1.26
	oidAES256GCM oid = "\x60\x86\x48\x01\x65\x03\x04\x01\x2e" // 2.16.840.1.101.3.4.1.46
)

const (
	oidContentType   oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x03"         // 1.2.840.113549.1.9.3: RFC 5652 11.1
	oidMessageDigest oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x04"         // 1.2.840.113549.1.9.4: RFC 5652 11.2
	oidSigningTime   oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x05"         // 1.2.840.113549.1.9.5: RFC 5652 11.3
	oidCapabilities  oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x0f"         // 1.2.840.113549.1.9.15: RFC 8551 2.5.2
	oidEncryptionKey oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x0b" // 1.2.840.113549.1.9.16.2.11: SMIMEEncryptionKeyPreference, RFC 8551 2.5.3
	oidMicrosoftKey  oid = "\x2b\x06\x01\x04\x01\x82\x37\x10\x04"         // 1.3.6.1.4.1.311.16.4: the same for Outlook
	oidSigningCertV2 oid = "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x02\x2f" // 1.2.840.113549.1.9.16.2.47: RFC 5035
)
