package organisation

// ChannelKindOf is by which way an authority receives, as last known in memory; nil when it is not connected.
func (s *Service) ChannelKindOf(authorityID string) *ChannelKind {
	c := s.current.Load().channels[authorityID]
	if c.Reachability() == NotConnected {
		return nil
	}
	return &c.Kind
}
