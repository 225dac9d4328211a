package imap

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"

	"github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"schalter/internal/mail/inlet"
	"schalter/internal/mail/mime"
)

// takeRound takes the mails that are neither taken nor flagged, oldest first.
func (s *session) takeRound(ctx context.Context) error {
	var found *imap.SearchData
	err := s.withDeadline(0, func() (err error) {
		found, err = s.conn.UIDSearch(&imap.SearchCriteria{NotFlag: []imap.Flag{imap.FlagFlagged, imap.FlagDeleted}}, nil).Wait()
		return err
	})
	if err != nil {
		return fmt.Errorf("imap: search: %w", err)
	}
	uids := found.AllUIDs()
	slices.Sort(uids)
	for _, uid := range uids[:min(len(uids), maxRound)] {
		if err := s.takeMail(ctx, uid); err != nil {
			return err
		}
	}
	return nil
}

// takeMail delivers one mail and only then moves it away. What is too large or not ours stays, flagged, for the operator.
func (s *session) takeMail(ctx context.Context, uid imap.UID) error {
	size, err := s.size(uid)
	if err != nil {
		return err
	}
	if size > s.config.MaxMessageBytes {
		s.log.Warn("mail fetched: too large", "uid", uint32(uid), "bytes", size)
		return s.flag(uid)
	}
	var raw []byte
	err = s.withDeadline(size, func() (err error) {
		raw, err = s.fetch(uid)
		return err
	})
	if err != nil || raw == nil {
		return err
	}
	e := inlet.Envelope{RemoteAddr: s.address, Key: fmt.Sprintf("imap/%d/%d", s.validity, uid)}
	if err := s.fillEnvelope(ctx, &e, raw); err != nil {
		return err
	}
	if len(e.Recipients) == 0 {
		s.log.Warn("mail fetched: not for the gateway", "uid", uint32(uid))
		return s.flag(uid)
	}
	deliver, cancel := context.WithTimeout(ctx, s.config.Timeout)
	defer cancel()
	if err := s.receiver.Deliver(deliver, e, raw); err != nil {
		return fmt.Errorf("imap: deliver: %w", err)
	}
	return s.moveAway(uid)
}

func (s *session) size(uid imap.UID) (int64, error) {
	var messages []*imapclient.FetchMessageBuffer
	err := s.withDeadline(0, func() (err error) {
		messages, err = s.conn.Fetch(imap.UIDSetNum(uid), &imap.FetchOptions{UID: true, RFC822Size: true}).Collect()
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("imap: size: %w", err)
	}
	if len(messages) == 0 {
		// Someone else took it away.
		return 0, nil
	}
	return messages[0].RFC822Size, nil
}

// fetch returns the mail, or nil when it is gone. The literal is read only as far as the limit, whatever its size claims.
func (s *session) fetch(uid imap.UID) ([]byte, error) {
	section := &imap.FetchItemBodySection{Peek: true}
	command := s.conn.Fetch(imap.UIDSetNum(uid), &imap.FetchOptions{UID: true, BodySection: []*imap.FetchItemBodySection{section}})
	var raw []byte
	for message := command.Next(); message != nil; message = command.Next() {
		for item := message.Next(); item != nil; item = message.Next() {
			body, is := item.(imapclient.FetchItemDataBodySection)
			if !is || body.Literal == nil {
				continue
			}
			content, err := io.ReadAll(io.LimitReader(body.Literal, s.config.MaxMessageBytes+1))
			if err != nil {
				return nil, fmt.Errorf("imap: fetch: %w", err)
			}
			if int64(len(content)) > s.config.MaxMessageBytes {
				s.conn.Close()
				return nil, ErrTooLong
			}
			raw = content
		}
	}
	if err := command.Close(); err != nil {
		return nil, fmt.Errorf("imap: fetch: %w", err)
	}
	return raw, nil
}

// fillEnvelope reads recipients where mail servers write them, in the order of trust, and keeps those that are ours.
func (s *session) fillEnvelope(ctx context.Context, e *inlet.Envelope, raw []byte) error {
	candidates, from := addresses(raw)
	e.From = from
	for _, address := range candidates {
		switch err := s.receiver.Recipient(ctx, address); {
		case err == nil:
			e.Recipients = append(e.Recipients, address)
		case !errors.Is(err, inlet.ErrUnknown):
			return fmt.Errorf("imap: recipient: %w", err)
		}
	}
	return nil
}

// addresses returns whom a mail may be for, each once, and its envelope sender: SenderUnknown where no server noted it.
func addresses(raw []byte) (candidates []string, from string) {
	fields, err := mime.ParseFields(raw, mime.Limits{Bytes: int64(len(raw)) + 1})
	if err != nil {
		return nil, SenderUnknown
	}
	for _, name := range []string{"Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc"} {
		for _, a := range fields.Addresses(name) {
			if a.Address != "" && !slices.Contains(candidates, a.Address) && len(candidates) < maxCandidates {
				candidates = append(candidates, a.Address)
			}
		}
	}
	return candidates, senderOf(raw, fields)
}

func senderOf(raw []byte, fields mime.Fields) string {
	if back := fields.Addresses("Return-Path"); len(back) == 1 && back[0].Address != "" {
		return back[0].Address
	}
	if nullSender.Match(head(raw)) {
		return ""
	}
	return SenderUnknown
}

// nullSender is the note of a server that a mail came without a sender, as bounces do (RFC 5321, 4.5.5).
var nullSender = regexp.MustCompile(`(?im)^return-path:[ \t]*<>[ \t]*\r?$`)

func head(raw []byte) []byte {
	head, _, _ := bytes.Cut(raw, []byte("\r\n\r\n"))
	return head
}

// moveAway moves a mail to the folder, or deletes it.
func (s *session) moveAway(uid imap.UID) error {
	if s.config.Done != "" {
		err := s.withDeadline(0, func() error {
			_, err := s.conn.Move(imap.UIDSetNum(uid), s.config.Done).Wait()
			return err
		})
		if err != nil {
			return fmt.Errorf("imap: move: %w", err)
		}
		return nil
	}
	if err := s.store(uid, imap.FlagDeleted); err != nil {
		return err
	}
	return s.withDeadline(0, func() error {
		if s.conn.Caps().Has(imap.CapUIDPlus) {
			return s.conn.UIDExpunge(imap.UIDSetNum(uid)).Close()
		}
		return s.conn.Expunge().Close()
	})
}

func (s *session) flag(uid imap.UID) error { return s.store(uid, imap.FlagFlagged) }

func (s *session) store(uid imap.UID, flag imap.Flag) error {
	err := s.withDeadline(0, func() error {
		return s.conn.Store(imap.UIDSetNum(uid), &imap.StoreFlags{Op: imap.StoreFlagsAdd, Silent: true, Flags: []imap.Flag{flag}}, nil).Close()
	})
	if err != nil {
		return fmt.Errorf("imap: store: %w", err)
	}
	return nil
}
