package main

import (
	"crypto/ed25519"
	"encoding/json"
	"time"

	"github.com/golang-jwt/jwt/v5"

	"schalter/internal/vault"
)

// How rows are sealed and tokens signed, written down a second time: the seeded rows and the hand-written handler use
// it, and the product, which opens the same rows, is the proof that it is right.

func sideAAD(sideID string) string                  { return "side|" + sideID }
func sideHeadAAD(sideID string) string              { return sideID + "|side|head" }
func messageKeyAAD(sideID, messageID string) string { return sideID + "|" + messageID }
func headAAD(messageID string) string               { return messageID + "|message|head" }
func textAAD(messageID string) string               { return messageID + "|message|body" }

// sealedHead is what is sealed of a message for lists.
type sealedHead struct {
	Subject string `json:"subject"`
	Sender  string `json:"sender"`
}

// sealedMessage is a message's content under a key of its own, and that key under the side's.
type sealedMessage struct{ head, text, wrappedKey []byte }

func sealMessage(side vault.Key, sideID, messageID string, h sealedHead, text string) (m sealedMessage, err error) {
	key, err := vault.NewKey()
	if err != nil {
		return m, err
	}
	plain, err := json.Marshal(h)
	if err != nil {
		return m, err
	}
	if m.head, err = key.Seal(headAAD(messageID), plain); err != nil {
		return m, err
	}
	if m.text, err = key.Seal(textAAD(messageID), []byte(text)); err != nil {
		return m, err
	}
	m.wrappedKey, err = side.Wrap(messageKeyAAD(sideID, messageID), key)
	return m, err
}

// tokenLife is that of the program's access tokens.
const tokenLife = 10 * time.Minute

// accessClaims are those of an access token.
type accessClaims struct {
	jwt.RegisteredClaims
	SessionID string `json:"sid"`
}

func signToken(keyID string, key ed25519.PrivateKey, accountID, sessionID string, now time.Time) (string, error) {
	t := jwt.NewWithClaims(jwt.SigningMethodEdDSA, accessClaims{SessionID: sessionID, RegisteredClaims: jwt.RegisteredClaims{
		Issuer: baseURL, Audience: jwt.ClaimStrings{"schalter"}, Subject: accountID,
		IssuedAt: jwt.NewNumericDate(now.Truncate(time.Second)), ExpiresAt: jwt.NewNumericDate(now.Add(tokenLife)),
	}})
	t.Header["kid"], t.Header["typ"] = keyID, "at+jwt"
	return t.SignedString(key)
}
