package testkit

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"
)

// Client sends requests to a server as one person would.
type Client struct {
	URL   string
	Token string
}

// Answer is a response of GraphQL.
type Answer struct {
	Data   json.RawMessage `json:"data"`
	Errors []struct {
		Message    string         `json:"message"`
		Path       []any          `json:"path"`
		Extensions map[string]any `json:"extensions"`
	} `json:"errors"`
	Status int `json:"-"`
}

// Code is the code of the first error, or "".
func (a *Answer) Code() string {
	if len(a.Errors) == 0 {
		return ""
	}
	code, _ := a.Errors[0].Extensions["code"].(string)
	return code
}

// Ask sends a document; a failure to get any answer is an error.
func (c Client) Ask(ctx context.Context, document string, variables any) (*Answer, error) {
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.URL+"/graphql", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	if c.Token != "" {
		req.Header.Set("Authorization", "Bearer "+c.Token)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		return nil, err
	}
	a := &Answer{Status: res.StatusCode}
	if err := json.Unmarshal(raw, a); err != nil {
		return nil, fmt.Errorf("status %d: %w: %.200s", res.StatusCode, err, raw)
	}
	return a, nil
}

// Must sends a document and puts the data into out; an error of any kind fails the test. It retries when the server asks for that.
func (c Client) Must(t testing.TB, document string, variables, out any) {
	t.Helper()
	a, err := c.Ask(t.Context(), document, variables)
	for range 100 {
		if err != nil || a.Status != http.StatusTooManyRequests {
			break
		}
		time.Sleep(100 * time.Millisecond)
		a, err = c.Ask(t.Context(), document, variables)
	}
	if err != nil {
		t.Fatal(err)
	}
	if len(a.Errors) > 0 {
		t.Fatalf("%s\n%+v", document, a.Errors)
	}
	if out == nil {
		return
	}
	if err := json.Unmarshal(a.Data, out); err != nil {
		t.Fatal(err)
	}
}

// SignIn returns a client for a person.
func (c Client) SignIn(t testing.TB, email, password string) Client {
	t.Helper()
	var out struct {
		SessionStart struct {
			AccessToken *string
			UserErrors  []struct{ Code string }
		}
	}
	c.Must(t, `mutation($i: SessionStartInput!) { sessionStart(input: $i) { accessToken userErrors { code } } }`,
		map[string]any{"i": map[string]any{"email": email, "password": password}}, &out)
	if out.SessionStart.AccessToken == nil {
		t.Fatalf("sign-in of %s: %+v", email, out.SessionStart.UserErrors)
	}
	c.Token = *out.SessionStart.AccessToken
	return c
}
