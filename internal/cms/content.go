package cms

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/subtle"
	"fmt"

	"golang.org/x/crypto/cryptobyte"
	"golang.org/x/crypto/cryptobyte/asn1"
)

const (
	nonceSize = 12
	tagSize   = 16
)

// contentCipher is the content encryption of an envelope.
type contentCipher struct {
	bits int // of the key; 0 for a cipher that is not read
	gcm  bool
	iv   []byte
}

func (c contentCipher) algorithmName() string {
	mode := "CBC"
	if c.gcm {
		mode = "GCM"
	}
	return fmt.Sprintf("AES-%d-%s", c.bits, mode)
}

func (c contentCipher) strongestProfile() Profile {
	switch {
	case c.gcm && c.bits == 256:
		return Modern
	case c.gcm || c.bits == 256:
		return Compat
	}
	return Legacy
}

// accepts says whether the key is long enough for the policy.
func (p Policy) accepts(c contentCipher) bool {
	least := p.CBCBits
	if c.gcm {
		least = p.GCMBits
	}
	return least > 0 && c.bits >= least
}

// readCipher reads a ContentEncryptionAlgorithmIdentifier; ok is false for parameters outside of what is read.
func readCipher(a algorithm) (c contentCipher, ok bool) {
	switch a.oid {
	case oidAES128CBC:
		c.bits = 128
	case oidAES256CBC:
		c.bits = 256
	case oidAES128GCM:
		c.bits, c.gcm = 128, true
	case oidAES192GCM:
		c.bits, c.gcm = 192, true
	case oidAES256GCM:
		c.bits, c.gcm = 256, true
	default:
		return c, false
	}
	params := a.params
	if c.gcm {
		c.iv, ok = readGCM(params)
		return c, ok
	}
	var iv cryptobyte.String
	ok = params.ReadASN1(&iv, asn1.OCTET_STRING) && params.Empty() && len(iv) == aes.BlockSize
	c.iv = iv
	return c, ok
}

// readGCM reads GCMParameters (RFC 5084, 3.2): a nonce of 12 bytes and a tag of 16, which must be written, as its default is 12.
func readGCM(params cryptobyte.String) ([]byte, bool) {
	var body, nonce cryptobyte.String
	var tag int
	ok := params.ReadASN1(&body, asn1.SEQUENCE) && params.Empty() && body.ReadASN1(&nonce, asn1.OCTET_STRING) &&
		body.ReadASN1Integer(&tag) && body.Empty() && len(nonce) == nonceSize && tag == tagSize
	return nonce, ok
}

func addCipher(b *cryptobyte.Builder, c contentCipher) {
	if !c.gcm {
		addAlgorithm(b, oidAES256CBC, func(b *cryptobyte.Builder) { b.AddASN1OctetString(c.iv) })
		return
	}
	addAlgorithm(b, oidAES256GCM, func(b *cryptobyte.Builder) {
		b.AddASN1(asn1.SEQUENCE, func(b *cryptobyte.Builder) {
			b.AddASN1OctetString(c.iv)
			b.AddASN1Int64(tagSize)
		})
	})
}

// openGCM decrypts in place; sealed has the tag behind the content.
func openGCM(key, nonce, sealed, additional []byte) ([]byte, error) {
	gcm, err := newGCM(key)
	if err != nil || len(nonce) != nonceSize {
		return nil, ErrDecrypt
	}
	plain, err := gcm.Open(sealed[:0], nonce, sealed, additional)
	if err != nil {
		return nil, ErrDecrypt
	}
	return plain[:len(plain):len(plain)], nil
}

func newGCM(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

// openCBC decrypts in place and takes the padding off (RFC 5652, 6.3), without telling in time where a bad one differs.
func openCBC(key, iv, sealed []byte) ([]byte, error) {
	block, err := aes.NewCipher(key)
	if err != nil || len(iv) != aes.BlockSize || len(sealed) == 0 || len(sealed)%aes.BlockSize != 0 {
		return nil, ErrDecrypt
	}
	cipher.NewCBCDecrypter(block, iv).CryptBlocks(sealed, sealed)
	last := sealed[len(sealed)-aes.BlockSize:]
	pad := int(last[aes.BlockSize-1])
	good := subtle.ConstantTimeLessOrEq(1, pad) & subtle.ConstantTimeLessOrEq(pad, aes.BlockSize)
	for i := range aes.BlockSize {
		isPad := subtle.ConstantTimeLessOrEq(aes.BlockSize-i, pad)
		good &= subtle.ConstantTimeSelect(isPad, subtle.ConstantTimeByteEq(last[i], byte(pad)), 1)
	}
	if good != 1 {
		return nil, ErrDecrypt
	}
	end := len(sealed) - pad
	return sealed[:end:end], nil
}

// sealCBC pads and encrypts in place; buf is the content with room for the padding behind it.
func sealCBC(key, iv, buf []byte, size int) error {
	block, err := aes.NewCipher(key)
	if err != nil {
		return err
	}
	pad := byte(len(buf) - size)
	for i := size; i < len(buf); i++ {
		buf[i] = pad
	}
	cipher.NewCBCEncrypter(block, iv).CryptBlocks(buf, buf)
	return nil
}
