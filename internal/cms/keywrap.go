package cms

import (
	"crypto/aes"
	"crypto/subtle"
	"encoding/binary"
)

// wrapIntegrity is the initial value of AES key wrap (RFC 3394, 2.2.3.1).
const wrapIntegrity = "\xA6\xA6\xA6\xA6\xA6\xA6\xA6\xA6"

// wrapKey is the AES key wrap of RFC 3394 for keys of whole 8 bytes, at least 16.
func wrapKey(kek, key []byte) ([]byte, error) {
	if len(key)%8 != 0 || len(key) < 16 {
		return nil, ErrMalformed
	}
	block, err := aes.NewCipher(kek)
	if err != nil {
		return nil, err
	}
	n := len(key) / 8
	out := append([]byte(wrapIntegrity), key...)
	var buf [16]byte
	for round := range 6 {
		for i := 1; i <= n; i++ {
			copy(buf[:8], out[:8])
			copy(buf[8:], out[8*i:])
			block.Encrypt(buf[:], buf[:])
			binary.BigEndian.PutUint64(out, binary.BigEndian.Uint64(buf[:])^uint64(n*round+i))
			copy(out[8*i:], buf[8:])
		}
	}
	return out, nil
}

// unwrapKey undoes wrapKey; ErrDecrypt if the integrity value is another.
func unwrapKey(kek, sealed []byte) ([]byte, error) {
	if len(sealed)%8 != 0 || len(sealed) < 24 || len(sealed) > 8*64 {
		return nil, ErrDecrypt
	}
	block, err := aes.NewCipher(kek)
	if err != nil {
		return nil, ErrDecrypt
	}
	n := len(sealed)/8 - 1
	out := append([]byte(nil), sealed...)
	var buf [16]byte
	for round := 5; round >= 0; round-- {
		for i := n; i >= 1; i-- {
			binary.BigEndian.PutUint64(buf[:], binary.BigEndian.Uint64(out)^uint64(n*round+i))
			copy(buf[8:], out[8*i:8*i+8])
			block.Decrypt(buf[:], buf[:])
			copy(out, buf[:8])
			copy(out[8*i:], buf[8:])
		}
	}
	if subtle.ConstantTimeCompare(out[:8], []byte(wrapIntegrity)) != 1 {
		return nil, ErrDecrypt
	}
	return out[8:], nil
}
