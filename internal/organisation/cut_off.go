package organisation

// suspendUnusable shows a channel as suspended when nothing can be sent by it: its authority is dissolved in the directory, or it is an
// S/MIME mailbox and the gateway of this instance has no address. The latter is derived, never stored: with the address the channels
// are back.
func (s *Service) suspendUnusable(c *Channel) *Channel {
	if s.isDissolved(c.AuthorityID) && c.State != ChannelClosed {
		problem := problemDissolved
		c.State, c.ProblemKey, c.dissolved = ChannelSuspended, &problem, true
		return c
	}
	if s.cutOff && c.Kind == SMIME && c.State == ChannelActive {
		problem := problemGatewayOff
		c.State, c.ProblemKey = ChannelSuspended, &problem
	}
	return c
}

// CutOff is how many authorities cannot be written to only because the gateway has no address, as this replica knows them.
func (s *Service) CutOff() (n int) {
	for _, c := range s.current.Load().channels {
		if c.State == ChannelSuspended && valueOrEmpty(c.ProblemKey) == problemGatewayOff {
			n++
		}
	}
	return n
}
