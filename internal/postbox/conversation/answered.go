package conversation

import "context"

// Answered are the messages that messages reply to, one for each; nil where there is none, or the side holds it no more.
func (s *Service) Answered(ctx context.Context, messages []*Message) ([]*Message, error) {
	named := make([]Holding, len(messages))
	for i, m := range messages {
		if m.InReplyToID != nil {
			named[i] = Holding{Side: m.SideID, Message: *m.InReplyToID}
		}
	}
	return s.messagesAt(ctx, named)
}

// messagesAt are the messages named, one for each; nil where none is named, or the side holds it no more.
func (s *Service) messagesAt(ctx context.Context, named []Holding) ([]*Message, error) {
	var wanted []Holding
	for _, n := range named {
		if n != (Holding{}) {
			wanted = append(wanted, n)
		}
	}
	found, err := s.MessagesNamed(ctx, wanted)
	list := make([]*Message, len(named))
	for i, n := range named {
		list[i] = found[n]
	}
	return list, err
}
