package evidence

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
)

// member is an entry of the ZIP file, as its directory describes it.
type member struct {
	name            string
	version, method uint16
	// stamp is time and date as they stand in the headers.
	stamp        [4]byte
	crc          uint32
	packed, size uint64
	header       uint64
	// start is where the content begins.
	start int64
}

// directory is the table at the end of a ZIP file and where it begins.
type directory struct {
	members []*member
	start   int64
}

// The methods that are used.
const (
	stored   = 0
	deflated = 8
)

const (
	streamFlag = 0x8
	max16      = 1<<16 - 1
	max32      = 1<<32 - 1

	endSize     = 22
	end64Size   = 56 + 20
	entrySize   = 46
	zip64Size   = 28
	zip64Header = 0x00180001
)

var le = binary.LittleEndian

// readDirectory reads the table, behind which there is nothing but its end record.
func readDirectory(r io.ReaderAt, size int64) (*directory, error) {
	count, length, start, err := readEnd(r, size)
	if err != nil {
		return nil, err
	}
	table := make([]byte, length)
	if _, err := r.ReadAt(table, start); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnusable, err)
	}
	d := &directory{start: start}
	for range count {
		m, rest := readMember(table)
		if m == nil {
			return nil, fmt.Errorf("%w: its directory", ErrUnusable)
		}
		d.members, table = append(d.members, m), rest
	}
	if len(table) > 0 {
		return nil, fmt.Errorf("%w: its directory is longer than its entries", ErrUnusable)
	}
	return d, nil
}

// readEnd reads the end record, with that of ZIP64 before it where one is needed.
func readEnd(r io.ReaderAt, size int64) (count, length, start int64, err error) {
	var end [endSize]byte
	if size < endSize {
		return 0, 0, 0, fmt.Errorf("%w: it is too short", ErrUnusable)
	}
	behind := size - endSize
	if _, err := r.ReadAt(end[:], behind); err != nil {
		return 0, 0, 0, fmt.Errorf("%w: %w", ErrUnusable, err)
	}
	entries, tableLength, tableStart := uint64(le.Uint16(end[10:])), uint64(le.Uint32(end[12:])), uint64(le.Uint32(end[16:]))
	if entries == max16 && tableLength == max32 && tableStart == max32 {
		if behind -= end64Size; behind < 0 {
			return 0, 0, 0, fmt.Errorf("%w: it is too short", ErrUnusable)
		}
		var record [end64Size]byte
		if _, err := r.ReadAt(record[:], behind); err != nil {
			return 0, 0, 0, fmt.Errorf("%w: %w", ErrUnusable, err)
		}
		entries, tableLength, tableStart = le.Uint64(record[32:]), le.Uint64(record[40:]), le.Uint64(record[48:])
		if entries < max16 && tableLength < max32 && tableStart < max32 || !bytes.Equal(record[:], end64(entries, tableLength, tableStart, uint64(behind))) {
			return 0, 0, 0, fmt.Errorf("%w: its end record", ErrUnusable)
		}
	} else if entries == max16 || tableLength == max32 || tableStart == max32 {
		return 0, 0, 0, fmt.Errorf("%w: its end record", ErrUnusable)
	}
	if !bytes.Equal(end[:], endRecord(entries, tableLength, tableStart)) || entries > maxFiles || tableLength > maxDirectory ||
		tableStart > uint64(size) || tableStart+tableLength != uint64(behind) {
		return 0, 0, 0, fmt.Errorf("%w: its end record", ErrUnusable)
	}
	return int64(entries), int64(tableLength), int64(tableStart), nil
}

// endRecord is the end of a file without comment, on one disk.
func endRecord(entries, length, start uint64) []byte {
	if entries >= max16 || length >= max32 || start >= max32 {
		entries, length, start = max16, max32, max32
	}
	b := append([]byte("PK\x05\x06"), 0, 0, 0, 0)
	b = le.AppendUint16(le.AppendUint16(b, uint16(entries)), uint16(entries))
	b = le.AppendUint32(le.AppendUint32(b, uint32(length)), uint32(start))
	return append(b, 0, 0)
}

// end64 is the end record of ZIP64 and its locator.
func end64(entries, length, start, at uint64) []byte {
	b := le.AppendUint64([]byte("PK\x06\x06"), 44)
	b = append(b, 45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	for _, n := range []uint64{entries, entries, length, start} {
		b = le.AppendUint64(b, n)
	}
	b = append(b, "PK\x06\x07\x00\x00\x00\x00"...)
	return append(le.AppendUint64(b, at), 1, 0, 0, 0)
}

// readMember reads the first entry of a table; nil for one that is not of the form that is written.
func readMember(table []byte) (m *member, rest []byte) {
	if len(table) < entrySize {
		return nil, nil
	}
	nameLength, extraLength := int(le.Uint16(table[28:])), int(le.Uint16(table[30:]))
	end := entrySize + nameLength + extraLength
	if len(table) < end || extraLength != 0 && extraLength != zip64Size {
		return nil, nil
	}
	m = &member{
		version: le.Uint16(table[6:]), method: le.Uint16(table[10:]), stamp: [4]byte(table[12:16]), crc: le.Uint32(table[16:]),
		packed: uint64(le.Uint32(table[20:])), size: uint64(le.Uint32(table[24:])), header: uint64(le.Uint32(table[42:])),
		name: string(table[entrySize : entrySize+nameLength]),
	}
	if extraLength == zip64Size {
		extra := table[entrySize+nameLength : end]
		m.size, m.packed, m.header = le.Uint64(extra[4:]), le.Uint64(extra[12:]), le.Uint64(extra[20:])
	}
	if m.method != stored && m.method != deflated || m.version != 0 && m.version != 20 || !bytes.Equal(table[:end], m.entry()) {
		return nil, nil
	}
	return m, table[end:]
}

// flags say that the name is UTF-8 and, for what is deflated, that checksum and sizes stand behind it.
func (m *member) flags() uint16 {
	if m.method == deflated {
		return utf8Flag | streamFlag
	}
	return utf8Flag
}

// isLong says that the sizes do not fit into 32 bits.
func (m *member) isLong() bool { return m.packed >= max32 || m.size >= max32 }

// facts are what both headers of an entry begin with.
func (m *member) facts(b []byte) []byte {
	b = le.AppendUint16(le.AppendUint16(le.AppendUint16(b, m.version), m.flags()), m.method)
	return append(b, m.stamp[:]...)
}

// entry is the entry of the table.
func (m *member) entry() []byte {
	packed, size, header, extra := m.packed, m.size, min(m.header, max32), 0
	if m.isLong() || m.header >= max32 {
		packed, size, extra = max32, max32, zip64Size
	}
	b := m.facts(le.AppendUint16([]byte("PK\x01\x02"), m.version))
	b = le.AppendUint32(le.AppendUint32(le.AppendUint32(b, m.crc), uint32(packed)), uint32(size))
	b = le.AppendUint16(le.AppendUint16(b, uint16(len(m.name))), uint16(extra))
	// No comment, the one disk, no attributes.
	b = append(b, make([]byte, 10)...)
	b = append(le.AppendUint32(b, uint32(header)), m.name...)
	if extra > 0 {
		b = le.AppendUint32(b, zip64Header)
		b = le.AppendUint64(le.AppendUint64(le.AppendUint64(b, m.size), m.packed), m.header)
	}
	return b
}

// local is the header before the content.
func (m *member) local() []byte {
	b := m.facts([]byte("PK\x03\x04"))
	if m.method == deflated {
		b = append(b, make([]byte, 12)...)
	} else {
		b = le.AppendUint32(le.AppendUint32(le.AppendUint32(b, m.crc), uint32(m.packed)), uint32(m.size))
	}
	return append(le.AppendUint16(le.AppendUint16(b, uint16(len(m.name))), 0), m.name...)
}

// descriptor is what stands behind the content.
func (m *member) descriptor() []byte {
	if m.method != deflated {
		return nil
	}
	b := le.AppendUint32([]byte("PK\x07\x08"), m.crc)
	if m.isLong() {
		return le.AppendUint64(le.AppendUint64(b, m.packed), m.size)
	}
	return le.AppendUint32(le.AppendUint32(b, uint32(m.packed)), uint32(m.size))
}

// checkLayout walks from header to header in the order of the table: programs that read a ZIP from its beginning must see what
// this one sees, and nothing lies between.
func (d *directory) checkLayout(r io.ReaderAt) error {
	end := int64(0)
	for _, m := range d.members {
		local, descriptor := m.local(), m.descriptor()
		m.start = end + int64(len(local))
		behind := m.start + int64(m.packed)
		if m.header != uint64(end) || behind+int64(len(descriptor)) > d.start || !isAt(r, local, end) || !isAt(r, descriptor, behind) {
			return fmt.Errorf("%w: the entry %.100q", ErrUnusable, m.name)
		}
		end = behind + int64(len(descriptor))
	}
	if end != d.start {
		return fmt.Errorf("%w: something lies before its directory", ErrUnusable)
	}
	return nil
}

func isAt(r io.ReaderAt, want []byte, at int64) bool {
	got := make([]byte, len(want))
	_, err := r.ReadAt(got, at)
	return (err == nil || err == io.EOF && len(want) == 0) && bytes.Equal(got, want)
}
