package vault

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/binary"
	"io"

	"github.com/tink-crypto/tink-go/v2/streamingaead/subtle"
)

// The form of a sealed file is Tink's AES256-GCM-HKDF with segments of 64 KiB: a header (its length, a salt, a nonce
// prefix), then segments, each with the nonce prefix | number | last, so that cutting or swapping segments shows.
const (
	segmentSize  = 64 << 10
	noncePrefix  = 7
	headerSize   = 1 + KeySize + noncePrefix
	tagSize      = 16
	plainSegment = segmentSize - tagSize
	firstPlain   = plainSegment - headerSize
)

// SealWriter returns a writer that seals a file into w. The file is whole only after Close returned nil.
func (k Key) SealWriter(w io.Writer, aad string) (io.WriteCloser, error) {
	s, err := subtle.NewAESGCMHKDF(k[:], "SHA256", KeySize, segmentSize, 0)
	if err != nil {
		return nil, err
	}
	return s.NewEncryptingWriter(w, []byte(aad))
}

// SealedSize is the size of a sealed file of plain bytes.
func SealedSize(plain int64) int64 {
	if plain <= firstPlain {
		return headerSize + plain + tagSize
	}
	rest := plain - firstPlain
	segments := (rest + plainSegment - 1) / plainSegment
	return headerSize + plain + tagSize*(1+segments)
}

// FileReader reads a sealed file from anywhere; it opens only the segments it needs. Not safe for concurrent use.
type FileReader struct {
	src    io.ReaderAt
	size   int64
	sealed int64
	gcm    cipher.AEAD
	nonce  [12]byte
	pos    int64
	loaded int64
	plain  []byte
	buf    []byte
}

// OpenFile opens a sealed file of size plain bytes. A file of another length is refused, so that a cut one is never taken
// for a short one.
func (k Key) OpenFile(src io.ReaderAt, sealedSize, size int64, aad string) (*FileReader, error) {
	if SealedSize(size) != sealedSize {
		return nil, ErrTampered
	}
	var header [headerSize]byte
	if _, err := src.ReadAt(header[:], 0); err != nil || header[0] != headerSize {
		return nil, ErrTampered
	}
	fileKey, err := hkdf.Key(sha256.New, k[:], header[1:1+KeySize], aad, KeySize)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(fileKey)
	if err != nil {
		return nil, err
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	f := &FileReader{src: src, size: size, sealed: sealedSize, gcm: gcm, loaded: -1, buf: make([]byte, segmentSize)}
	copy(f.nonce[:], header[1+KeySize:])
	return f, nil
}

// Read implements io.Reader.
func (f *FileReader) Read(p []byte) (int, error) {
	if f.pos >= f.size {
		return 0, io.EOF
	}
	segment, offset := locate(f.pos)
	if err := f.load(segment); err != nil {
		return 0, err
	}
	n := copy(p, f.plain[offset:])
	f.pos += int64(n)
	return n, nil
}

// Seek implements io.Seeker.
func (f *FileReader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += f.pos
	case io.SeekEnd:
		offset += f.size
	}
	if offset < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	f.pos = offset
	return offset, nil
}

// locate says which segment holds a plain position, and where in it.
func locate(pos int64) (segment, offset int64) {
	if pos < firstPlain {
		return 0, pos
	}
	pos -= firstPlain
	return 1 + pos/plainSegment, pos % plainSegment
}

func (f *FileReader) load(segment int64) error {
	if f.loaded == segment {
		return nil
	}
	start := max(segment*segmentSize, headerSize)
	end := min((segment+1)*segmentSize, f.sealed)
	buf := f.buf[:end-start]
	if _, err := f.src.ReadAt(buf, start); err != nil && err != io.EOF {
		return err
	}
	nonce := f.nonce
	binary.BigEndian.PutUint32(nonce[noncePrefix:], uint32(segment))
	if end == f.sealed {
		nonce[11] = 1
	}
	plain, err := f.gcm.Open(buf[:0], nonce[:], buf, nil)
	if err != nil {
		f.loaded = -1
		return ErrTampered
	}
	f.plain, f.loaded = plain, segment
	return nil
}
