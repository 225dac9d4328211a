package main

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"database/sql"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"schalter/internal/clock"
	"schalter/internal/vault"
)

// handwritten is the limit that the program is measured against: one route, net/http and database/sql, three prepared
// statements, no GraphQL, no ent. It does what must be done: it checks the access token (signature, session, account), the
// right to the side, opens the keys and the sealed heads, and writes the same bytes.
type handwritten struct {
	vault  *vault.Vault
	public func(purpose vault.Purpose, keyID string) ed25519.PublicKey
	clock  clock.Clock

	session, side, messages *sql.Stmt
}

func (w *world) handwritten(ctx context.Context, db *sql.DB, clk clock.Clock) (h *handwritten, err error) {
	h = &handwritten{vault: w.vault, public: w.platform.Public, clock: clk}
	for _, s := range []struct {
		to    **sql.Stmt
		query string
	}{
		{&h.session, `SELECT 1 FROM session s JOIN account a ON a.id = s.account_id
			WHERE s.id = $1 AND s.account_id = $2 AND s.ended_at IS NULL AND s.expires_at > $3 AND a.state = 'ACTIVE'`},
		{&h.side, `SELECT kek_id, wrapped_key FROM side WHERE id = $1 AND kind = 'OWNER' AND reader = $2`},
		{&h.messages, `SELECT v.wrapped_key, v.unread, m.id, m.kind, m.sealed_head, m.receipt_requested, m.sent_at
			FROM view_message v JOIN message m ON m.id = v.message_id WHERE v.side_id = $1 ORDER BY v.seq DESC LIMIT 50`},
	} {
		if *s.to, err = db.PrepareContext(ctx, s.query); err != nil {
			return nil, err
		}
	}
	return h, nil
}

// The answer, field by field in the order of the query.
type (
	inboxAnswer struct {
		Data struct {
			CaseMailbox struct {
				Messages struct {
					Edges []inboxEdge `json:"edges"`
				} `json:"messages"`
			} `json:"caseMailbox"`
		} `json:"data"`
	}
	inboxEdge struct {
		Node inboxMessage `json:"node"`
	}
	inboxMessage struct {
		ID               string `json:"id"`
		Subject          string `json:"subject"`
		SenderName       string `json:"senderName"`
		SentAt           string `json:"sentAt"`
		Unread           bool   `json:"unread"`
		Kind             string `json:"kind"`
		ReceiptRequested bool   `json:"receiptRequested"`
	}
)

var (
	errDenied = errors.New("not signed in")
	errAbsent = errors.New("no such mailbox")
)

// ServeHTTP implements http.Handler.
func (h *handwritten) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	var request struct {
		Variables struct {
			ID string `json:"id"`
		} `json:"variables"`
	}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&request); err != nil {
		http.Error(w, "malformed", http.StatusBadRequest)
		return
	}
	accountID, err := h.authenticate(r)
	var answer inboxAnswer
	if err == nil {
		answer.Data.CaseMailbox.Messages.Edges, err = h.inbox(r.Context(), accountID, request.Variables.ID)
	}
	switch {
	case errors.Is(err, errDenied):
		http.Error(w, err.Error(), http.StatusUnauthorized)
	case errors.Is(err, errAbsent):
		http.Error(w, err.Error(), http.StatusNotFound)
	case err != nil:
		http.Error(w, "failed", http.StatusInternalServerError)
	default:
		write(w, answer)
	}
}

func write(w http.ResponseWriter, answer inboxAnswer) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(answer); err != nil {
		http.Error(w, "failed", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_, _ = w.Write(bytes.TrimRight(b.Bytes(), "\n"))
}

// authenticate checks the token's signature and claims, and that session and account still stand.
func (h *handwritten) authenticate(r *http.Request) (accountID string, err error) {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return "", errDenied
	}
	var c accessClaims
	_, err = jwt.ParseWithClaims(token, &c, func(t *jwt.Token) (any, error) {
		keyID, _ := t.Header["kid"].(string)
		if key := h.public(vault.AccessToken, keyID); t.Header["typ"] == "at+jwt" && key != nil {
			return key, nil
		}
		return nil, errDenied
	}, jwt.WithValidMethods([]string{jwt.SigningMethodEdDSA.Alg()}), jwt.WithIssuer(baseURL), jwt.WithAudience("schalter"),
		jwt.WithExpirationRequired(), jwt.WithTimeFunc(h.clock.Now))
	if err != nil {
		return "", errDenied
	}
	var one int
	err = h.session.QueryRowContext(r.Context(), c.SessionID, c.Subject, h.clock.Now()).Scan(&one)
	if errors.Is(err, sql.ErrNoRows) {
		return "", errDenied
	}
	return c.Subject, err
}

// inbox reads the 50 newest messages of the account's own mailbox, oldest first.
func (h *handwritten) inbox(ctx context.Context, accountID, mailboxID string) ([]inboxEdge, error) {
	var wrapped vault.Wrapped
	err := h.side.QueryRowContext(ctx, mailboxID, accountID).Scan(&wrapped.KEK, &wrapped.Blob)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, errAbsent
	}
	if err != nil {
		return nil, err
	}
	key, err := h.vault.Key(ctx, wrapped, sideAAD(mailboxID))
	if err != nil {
		return nil, err
	}
	rows, err := h.messages.QueryContext(ctx, mailboxID)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	edges := make([]inboxEdge, perMailbox)
	first := perMailbox
	for rows.Next() {
		first--
		if edges[first].Node, err = scanMessage(rows, key, mailboxID); err != nil {
			return nil, err
		}
	}
	return edges[first:], rows.Err()
}

func scanMessage(rows *sql.Rows, side vault.Key, sideID string) (m inboxMessage, err error) {
	var wrapped, sealed sql.RawBytes
	var sent time.Time
	if err := rows.Scan(&wrapped, &m.Unread, &m.ID, &m.Kind, &sealed, &m.ReceiptRequested, &sent); err != nil {
		return m, err
	}
	key, err := side.Unwrap(messageKeyAAD(sideID, m.ID), wrapped)
	if err != nil {
		return m, err
	}
	plain, err := key.Open(headAAD(m.ID), sealed)
	if err != nil {
		return m, err
	}
	var head sealedHead
	if err := json.Unmarshal(plain, &head); err != nil {
		return m, err
	}
	m.Subject, m.SenderName, m.SentAt = head.Subject, head.Sender, sent.UTC().Format("2006-01-02T15:04:05.000000Z")
	return m, nil
}
