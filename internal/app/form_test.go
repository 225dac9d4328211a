//go:build demo

package app

import (
	"slices"
	"strings"
	"testing"

	"schalter/internal/directory"
	"schalter/internal/testkit"
)

// submission is by which way an application is valid, as the API says.
type submission struct {
	Kind                                string
	URL                                 *string
	Note, LegalBasis, Source, CheckedOn *string
}

const submissionFields = "submission { kind url note legalBasis source checkedOn }"

// A service that the law wants in writing says so before the mailbox is opened, in the mailbox, and where the application is sent by API; the
// level of the account changes nothing.
func TestAFormThatDoesNotSufficeIsRefusedWithTheOneThatDoes(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, w *world) {
		anna, building := w.as(t, citizen), directory.ServiceID("baugenehmigung")
		var before struct {
			Node struct {
				WrittenForm bool
				Submission  submission
			}
			Competences []struct {
				Candidates []struct {
					Authority  struct{ ID string }
					Submission submission
				}
			}
		}
		read(t, testkit.Client{URL: w.URL}, `query($id: ID!, $ars: ARS!) { node(id: $id) { ... on Service { writtenForm `+submissionFields+` } }
			competences(ars: $ars, serviceIds: [$id]) { candidates { authority { id } `+submissionFields+` } } }`, map[string]any{"id": building, "ars": townHall}, &before)
		claimed := before.Node.Submission
		if !before.Node.WrittenForm || claimed.Kind != "WRITTEN" || !strings.Contains(*claimed.LegalBasis, "Art. 64 Abs. 1 BayBO") || *claimed.CheckedOn < "2026-11-30" || *claimed.Note == "" || *claimed.Source == "" {
			t.Fatalf("the service says %+v", claimed)
		}
		if c := before.Competences[0].Candidates; len(c) != 1 || c[0].Authority.ID != bamberg || c[0].Submission.Kind != "WRITTEN" {
			t.Fatalf("the candidates say %+v", c)
		}

		var opened struct {
			Mailbox struct {
				ID      string
				Parties []struct {
					Submissions []struct {
						Service    struct{ ID string }
						Submission submission
					}
				}
			}
		}
		refused := mutate(t, anna, "mailboxOpen", "mailbox { id parties { submissions { service { id } "+submissionFields+" } } }", map[string]any{
			"ars": townHall, "serviceIds": []string{building, trade}, "choices": []any{map[string]any{"serviceId": trade, "authorityId": bamberg}},
		}, &opened)
		if refused != nil {
			t.Fatalf("refused: %+v", refused)
		}
		if of := opened.Mailbox.Parties[0].Submissions; len(of) != 1 || of[0].Service.ID != building || *of[0].Submission.Note != *claimed.Note {
			t.Fatalf("the mailbox says %+v", opened.Mailbox.Parties)
		}

		send := func(kind string, services ...string) []userError {
			return mutate(t, anna, "messageSend", "messageEdge { node { id } }", map[string]any{
				"mailboxId": opened.Mailbox.ID, "recipientIds": []string{bamberg}, "kind": kind, "serviceIds": services, "subject": "Antrag", "body": "Hiermit",
				"idempotencyKey": kind + strings.Join(services, ""),
			}, nil)
		}
		refused = send("APPLICATION", building)
		if len(refused) != 1 || refused[0].Code != "FORM_NOT_SUFFICIENT" || !slices.Equal(refused[0].Field, []string{"kind"}) ||
			!strings.Contains(refused[0].Message, "Art. 64 Abs. 1 BayBO") || !strings.Contains(refused[0].Message, *claimed.Note) {
			t.Errorf("the application: %+v", refused)
		}
		if refused = send("APPLICATION"); len(refused) != 1 || refused[0].Code != "REQUIRED" || !slices.Equal(refused[0].Field, []string{"serviceIds"}) {
			t.Errorf("an application for nothing: %+v", refused)
		}
		for _, kind := range []string{"MESSAGE", "APPLICATION"} {
			if refused = send(kind, map[string]string{"MESSAGE": building, "APPLICATION": trade}[kind]); refused != nil {
				t.Errorf("%s: %+v", kind, refused)
			}
		}
	})
}
