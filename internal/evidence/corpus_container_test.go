package evidence_test

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"hash/crc32"
	"io"
	"slices"
	"testing"
)

// piece is an entry of a ZIP file as it lies there, so that every byte of it can be another one.
type piece struct {
	// gap lies before the local header.
	gap, local, name, localExtra, packed, descriptor []byte
	// central is the entry of the directory without its name; nil hides the entry.
	central, centralName, centralExtra []byte
	// shared takes the local header and content of another entry, counted from the first.
	shared *int
}

// container is a whole ZIP file in pieces.
type container struct {
	pieces []piece
	// beforeDirectory, beforeEnd and behind are bytes where there should be none.
	beforeDirectory, beforeEnd, behind []byte
	// shift is added to the offsets of the directory.
	shift int
	end   func([]byte) []byte
}

// take takes a package of ours to pieces.
func take(t testing.TB, pkg []byte) *container {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(pkg), int64(len(pkg)))
	if err != nil {
		t.Fatal(err)
	}
	c := &container{}
	at := int(binary.LittleEndian.Uint32(pkg[len(pkg)-6:]))
	for _, f := range z.File {
		start, err := f.DataOffset()
		if err != nil {
			t.Fatal(err)
		}
		end := int(start) + int(f.CompressedSize64)
		p := piece{
			local: pkg[int(start)-30-len(f.Name) : int(start)-len(f.Name)], name: []byte(f.Name), packed: pkg[start:end], central: pkg[at : at+46], centralName: []byte(f.Name),
		}
		if f.Flags&8 != 0 {
			p.descriptor = pkg[end : end+16]
		}
		at += 46 + len(f.Name)
		c.pieces = append(c.pieces, p.clone())
	}
	if again := c.put(); !bytes.Equal(again, pkg) {
		t.Fatal("a package put together again is another one")
	}
	return c
}

func (p piece) clone() piece {
	p.local, p.packed, p.descriptor, p.central = bytes.Clone(p.local), bytes.Clone(p.packed), bytes.Clone(p.descriptor), bytes.Clone(p.central)
	return p
}

func (c *container) clone() *container {
	out := *c
	out.pieces = nil
	for _, p := range c.pieces {
		out.pieces = append(out.pieces, p.clone())
	}
	return &out
}

// put puts the pieces together; only the offsets are made again.
func (c *container) put() []byte {
	var b, table bytes.Buffer
	var offsets []int
	count := 0
	for _, p := range c.pieces {
		b.Write(p.gap)
		offset := b.Len()
		if p.shared != nil {
			offset = offsets[*p.shared]
		} else {
			b.Write(slices.Concat(p.local, p.name, p.localExtra, p.packed, p.descriptor))
		}
		offsets = append(offsets, offset)
		if p.central == nil {
			continue
		}
		count++
		central := bytes.Clone(p.central)
		if old := binary.LittleEndian.Uint32(central[42:]); old != 1<<32-1 {
			binary.LittleEndian.PutUint32(central[42:], uint32(offset+c.shift))
		}
		table.Write(slices.Concat(central, p.centralName, p.centralExtra))
	}
	b.Write(c.beforeDirectory)
	end := append([]byte("PK\x05\x06"), make([]byte, 18)...)
	binary.LittleEndian.PutUint16(end[8:], uint16(count))
	binary.LittleEndian.PutUint16(end[10:], uint16(count))
	binary.LittleEndian.PutUint32(end[12:], uint32(table.Len()))
	binary.LittleEndian.PutUint32(end[16:], uint32(b.Len()+c.shift))
	if c.end != nil {
		end = c.end(end)
	}
	return slices.Concat(b.Bytes(), table.Bytes(), c.beforeEnd, end, c.behind)
}

// fill gives an entry another content, stored or deflated as it was, with headers that fit.
func (p *piece) fill(content []byte) {
	p.packed = bytes.Clone(content)
	if p.local[8] == 8 {
		p.packed = deflate(content, flate.HuffmanOnly)
	}
	p.fits(crc32.ChecksumIEEE(content), len(content))
}

// fits sets checksum and sizes wherever they stand.
func (p *piece) fits(sum uint32, size int) {
	le := binary.LittleEndian
	facts := le.AppendUint32(le.AppendUint32(le.AppendUint32(nil, sum), uint32(len(p.packed))), uint32(size))
	copy(p.central[16:], facts)
	if p.descriptor != nil {
		copy(p.descriptor[4:], facts)
	} else {
		copy(p.local[14:], facts)
	}
}

func deflate(content []byte, level int) []byte {
	var b bytes.Buffer
	w, _ := flate.NewWriter(&b, level)
	_, _ = w.Write(content)
	_ = w.Close()
	return b.Bytes()
}

// newPiece is an entry that is stored.
func newPiece(name string, content []byte) piece {
	p := piece{local: append([]byte("PK\x03\x04"), make([]byte, 26)...), central: append([]byte("PK\x01\x02"), make([]byte, 42)...), name: []byte(name), centralName: []byte(name)}
	p.local[7], p.central[9] = 8, 8
	p.local[26], p.central[28] = byte(len(name)), byte(len(name))
	p.local[27], p.central[29] = byte(len(name)>>8), byte(len(name)>>8)
	p.fill(content)
	return p
}

func (c *container) at(name string) *piece {
	at := slices.IndexFunc(c.pieces, func(p piece) bool { return string(p.name) == name })
	return &c.pieces[at]
}

func (c *container) content(name string) []byte {
	p := c.at(name)
	if p.local[8] == 0 {
		return p.packed
	}
	b, _ := io.ReadAll(flate.NewReader(bytes.NewReader(p.packed)))
	return b
}

// headerFields are places in the local header and in the entry of the directory.
var headerFields = map[string][2]int{
	"signature": {1, 1}, "made by": {-1, 4}, "made by host": {-1, 5}, "version": {4, 6}, "flags": {6, 8}, "flags above": {7, 9}, "method": {8, 10}, "time": {10, 12}, "date": {12, 14},
	"checksum": {14, 16}, "packed size": {18, 20}, "size": {22, 24}, "length of the name": {26, 28}, "length of the extra field": {28, 30},
	"length of the comment": {-1, 32}, "disk": {-1, 34}, "internal attributes": {-1, 36}, "external attributes": {-1, 38}, "offset": {-1, 42},
}
