package scan

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
)

// emptyPassword is what stands for an empty password (ISO 32000-1, algorithm 2).
var emptyPassword = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

// opensWithoutPassword tries the empty password, as every viewer does first. An encryption of a revision that is not known is taken to
// open; one for holders of certificates does not. Nothing is protected here by the old functions: a file of others is read.
func opensWithoutPassword(d pdfDict, id []byte) bool {
	if string(d["Filter"]) != "/Standard" {
		return len(d["Filter"]) == 0
	}
	revision, u, o := d.number("R", 0), d["U"], d["O"]
	switch {
	case revision >= 2 && revision <= 4 && len(u) >= 32 && len(o) >= 32:
		return opensUpToRevision4(d, revision, u[:32], o[:32], id)
	case revision == 5 && len(u) >= 40:
		sum := sha256.Sum256(u[32:40])
		return bytes.Equal(sum[:], u[:32])
	case revision == 6 && len(u) >= 40:
		return bytes.Equal(hardenedHash(u[32:40]), u[:32])
	}
	return true
}

// opensUpToRevision4 is for revisions 2 to 4 (algorithms 2, 4 and 5).
func opensUpToRevision4(d pdfDict, revision int64, u, o, id []byte) bool {
	length := d.number("Length", 40) / 8
	switch {
	case d.number("V", 0) == 4:
		length = 16
	case revision == 2 || length < 5 || length > 16:
		length = 5
	}
	in := append(append([]byte{}, emptyPassword...), o...)
	in = binary.LittleEndian.AppendUint32(in, uint32(d.number("P", 0)))
	in = append(in, id...)
	if revision >= 4 && string(d["EncryptMetadata"]) == "false" {
		in = append(in, 0xff, 0xff, 0xff, 0xff)
	}
	key := md5.Sum(in)
	if revision == 2 {
		return bytes.Equal(encryptRC4(key[:length], emptyPassword), u)
	}
	for range 50 {
		key = md5.Sum(key[:length])
	}
	sum := md5.Sum(append(append([]byte{}, emptyPassword...), id...))
	got := sum[:]
	for i := range 20 {
		turned := make([]byte, length)
		for j := range turned {
			turned[j] = key[j] ^ byte(i)
		}
		got = encryptRC4(turned, got)
	}
	return bytes.Equal(got, u[:16])
}

func encryptRC4(key, in []byte) []byte {
	c, err := rc4.NewCipher(key)
	if err != nil {
		return nil
	}
	out := make([]byte, len(in))
	c.XORKeyStream(out, in)
	return out
}

// hardenedHash is the hash of an empty password with a salt (ISO 32000-2, algorithm 2.B).
func hardenedHash(salt []byte) []byte {
	first := sha256.Sum256(salt)
	k := first[:]
	for i := 0; ; i++ {
		e := bytes.Repeat(k, 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		sum := 0
		for _, b := range e[:16] {
			sum += int(b)
		}
		switch sum % 3 {
		case 0:
			h := sha256.Sum256(e)
			k = h[:]
		case 1:
			h := sha512.Sum384(e)
			k = h[:]
		default:
			h := sha512.Sum512(e)
			k = h[:]
		}
		if i >= 63 && int(e[len(e)-1]) <= i-31 {
			return k[:32]
		}
	}
}
