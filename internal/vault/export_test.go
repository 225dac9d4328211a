package vault

// Wraps are the tables that the sweep moves, with the beginnings of their associated data.
func Wraps() map[string]string {
	m := map[string]string{}
	for _, w := range wraps {
		m[w.table] = w.aad
	}
	return m
}

// WithProvider is a platform over the same rows with another provider.
func (p *Platform) WithProvider(provider Provider) *Platform {
	other := &Platform{db: p.db, vault: New(provider), options: p.options}
	other.current.Store(p.current.Load())
	return other
}

// SealAs is Seal in a format, whatever the process seals in.
func (k Key) SealAs(format byte, aad string, plain []byte) ([]byte, error) {
	return k.sealAs(format, aad, plain)
}
