package store

import "net/netip"

// siteShare is how many times what one network may the networks of a /48 may together: a site has 65,536 of them, and so have the
// customers of a mobile network.
const siteShare = 10

// Source is whom something is counted for that comes from outside, and how many times the limit of a network it has.
type Source struct {
	Who   string
	Share int
}

// SourcesOf are those of an address, the narrowest first: its network, one IPv4 address or a /64 of IPv6, and for IPv6 its site, a /48.
// A host with one address of IPv6 has its /64.
func SourcesOf(a netip.Addr) []Source {
	a = a.Unmap()
	if !a.IsValid() {
		a = netip.IPv4Unspecified()
	}
	if a.Is4() {
		return []Source{{a.String(), 1}}
	}
	network, _ := a.Prefix(64)
	site, _ := a.Prefix(48)
	return []Source{{network.String(), 1}, {site.String(), siteShare}}
}
