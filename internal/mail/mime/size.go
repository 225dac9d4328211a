package mime

// growth is what base64 in lines of 76 characters makes of bytes, 78/57, twice: in the signed entity and around the
// envelope. It is 1.8726; with 1.87 a mail of more than 20 MB would pass its limit.
const (
	growth     = 18726
	growthUnit = 10000
	// overhead is what does not grow with the bytes: signature and envelope (CMS, up to 8 KiB), headers inside and outside,
	// 50 references in each of them, and the headers of up to 20 files with names of 120 bytes. 50 KiB are too few for that.
	// What MaxRaw allows, MailSize allows too.
	overhead = 80 << 10
)

// MaxRaw returns how many bytes of text and files, at most 20 files, fit into a mail of mailLimit bytes, signed and encrypted.
// A text counts with CRLF line ends. It is never negative.
func MaxRaw(mailLimit int64) int64 {
	if mailLimit <= overhead {
		return 0
	}
	free := mailLimit - overhead
	return free/growth*growthUnit + free%growth*growthUnit/growth
}

// MailSize returns an upper bound of the bytes of the whole mail around an inner entity of innerSize bytes, signed and
// encrypted with at most cms bytes of CMS structures.
func MailSize(innerSize, cms int64) int64 {
	signed := innerSize + wrapped(cms) + 1<<10
	return wrapped(signed+cms) + headerRoom
}
