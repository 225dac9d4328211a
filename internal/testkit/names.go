package testkit

import (
	"context"
	"slices"
	"strings"
	"testing"

	"entgo.io/ent/dialect/sql/schema"
	"entgo.io/ent/schema/field"

	"schalter/ent/migrate"
	"schalter/internal/store"
)

// Kind is what a column may name that somebody can delete.
type Kind string

// The kinds.
const (
	Mailbox  Kind = "mailbox"
	Message  Kind = "message"
	Document Kind = "document"
	Draft    Kind = "draft"
	Person   Kind = "account"
)

// Name says what a column holds that names something which can be deleted, and what becomes of it then.
type Name struct {
	// Becomes says it in words.
	Becomes string
	// Stays are the kinds whose ids may still be found there after the deletion, for the reason in Becomes.
	Stays []Kind
}

func goes(with string) Name { return Name{Becomes: "goes with " + with} }

func empties(when string) Name { return Name{Becomes: "is emptied " + when} }

func stays(why string, kinds ...Kind) Name { return Name{Becomes: "stays: " + why, Stays: kinds} }

const (
	oldCopy = "an authority holds its copy; without one the row is gone"
	noSense = "an id says nothing once what it named is gone"
)

// Names lists every column that names a mailbox, a message, a document, a draft or a person, or that holds what one of them
// says. Together with Plain it names all columns of text and bytes that there are; a test compares it with the schema, and others
// delete for real and look.
var Names = map[string]Name{
	// Whose the account is.
	"account.id": goes("the account"), "account.email_index": goes("the account"), "account.sealed_profile": goes("the account; what it said before, with its key"),
	"activation.account_id": goes("the account"), "activation.sealed_address": empties("when another address is given; goes with the account"),
	"identity.account_id": goes("the account"), "identity.secret": goes("the account"),
	"identity.subject_index": goes("the account, or its certificate"), "identity.certificate_index": goes("the account, or its certificate"),
	"certificate_sign_in.session_id": goes("the session"), "certificate_sign_in.account_id": goes("the session"),
	"certificate_sign_in.subject_index": goes("the session"), "certificate_sign_in.certificate_index": goes("the session"),
	"certificate_sign_in.sealed_claims": goes("the session"), "sign_in_attempt.session_id": goes("the attempt, after a day"),
	"link_token.sealed":     empties("with the link's use or end, and goes with it"),
	"link_token.account_id": goes("the account"),
	"letter.account_id":     goes("the account, or 7 days after it was printed; one about a mailbox's end after 90"), "letter.activation_id": goes("the letter"),
	"deletion_certificate.account_id": goes("the account, or 90 days after what it certifies"), "deletion_certificate.reference": goes("the row, a year after the case"), "deletion_certificate.token": goes("the row; of what was deleted it has a digest of the id"),
	"letter.sealed": goes("the letter"),
	"session.id":    goes("the account, or 7 days after its end"), "session.account_id": goes("the session"),
	"session.sealed_user_agent": empties("when the session ends"), "refresh_token.session_id": goes("the session"),
	"membership.account_id":    goes("the membership; before that the account cannot be purged"),
	"letter_reader.account_id": stays("an operator who could read the code, for 180 days", Person),
	"letter_batch.created_by":  stays("an operator; who has a role is not purged", Person),
	"connect_request.sealed":   goes("the request"),
	"account.sealed_block":     empties("when the account is opened again; goes with the account"), "account.blocked_by": stays("an operator; who has a role is not purged", Person),
	"organisation.excluded":       stays("operators who had part in connecting it: never members", Person),
	"connect_request.proposed_by": stays("an operator; who has a role is not purged", Person), "connect_request.operators": stays("operators; who has a role is not purged", Person),
	"connect_request.decided_by":   stays("an operator; who has a role is not purged", Person),
	"connect_request.email_index":  goes("the request"),
	"certificate.added_by":         stays("who registered it is on record", Person),
	"audit_entry.actor_id":         stays("the record of the operation keeps pseudonyms", Person),
	"audit_entry.subject_id":       stays("the record of the operation keeps pseudonyms", Person),
	"audit_entry.detail":           stays("codes and ids", Person),
	"counter.id":                   goes("its window of time; a keyed hash"),
	"offering_interest.account_id": goes("the account, or the wish: told or withdrawn"),
	// Who somebody is in a group goes with the account; what they wrote stays there with the name as it was, unless they remove it.
	"network_member.account_id": goes("the account"),
	"network_post.sealed":       empties("when its author removes it; the group keeps the rest"), "network_post.sealed_reason": empties("when the post is shown again or removed"),
	"network_file.sealed": goes("the file: with its post, or after a day without one"),
	// Who acts for an organisation in the market. An account with such a row is not purged.
	"market_account.account_id":      stays("who has or had a market account is not purged", Person),
	"market_account.decided_by":      stays("an operator; who has a role is not purged", Person),
	"market_account.person_index":    stays("a keyed hash; who has or had a market account is not purged"),
	"market_account.place":           stays("who has or had a market account is not purged", Person),
	"market_account.sealed":          stays("who has or had a market account is not purged"),
	"contract.sealed":                stays("contracts stay as long as they may be asked for; who has a market account is not purged"),
	"contract_document.sealed":       stays("goes with no account: a contract is proof for both sides"),
	"contract_signature.account_id":  stays("who has or had a market account is not purged", Person),
	"contract_signature.sealed":      stays("a contract says who signed it; who has a market account is not purged"),
	"contract_template.saved_by":     stays("an operator; who has a role is not purged", Person),
	"signing_authority.confirmed_by": stays("an operator; who has a role is not purged", Person),
	"signing_authority.sealed":       stays("the evidence by which an operator confirmed it"),
	"invitation.invited_by":          stays("an admin at work; goes 90 days after the end of the invitation", Person),
	"invitation.email_index":         stays("a keyed hash; goes 90 days after the end of the invitation"),
	"invitation.sealed":              stays("goes 90 days after the end of the invitation"),
	"rollout.sealed":                 stays("contacts of an organisation at work, and what it is set up by, with the order"),
	"rollout_task.sealed":            stays("who did it and why, with the order"),
	"vendor_mail.sealed":             stays("the address of an organisation, with the order"),
	"organisation_details.sealed":    stays("contacts of the organisation, as it last wrote them"),
	"market_order.prepared_by":       stays("a member; the organisation's record", Person),
	"market_order.submitted_by":      stays("a member; the organisation's record", Person),
	"market_order.decided_by":        stays("an operator; who has a role is not purged", Person),
	"market_order.sealed":            stays("the organisation's record"),
	// What waits or was told.
	"mail.account_id": empties("with the account; what waits is not sent"), "mail.side_id": empties("with the mailbox; what waits is not sent"),
	"mail.sealed": empties("when it was sent"),
	"job.subject": goes("the job: notices of a mailbox are taken back, the others find nothing"), "job.unique_key": goes("the job"),
	"stream.id":               stays("the number of the stream goes on; an account that has one is not purged", Person),
	"stream_entry.reader":     goes("the entry, after 30 days"),
	"stream_entry.side_id":    stays("the deletion itself is told to devices for 30 days; all others of the mailbox forget it", Mailbox),
	"stream_entry.message_id": stays("in an authority's stream, of its copy; the owner's forgets it", Message, Mailbox), "stream_entry.event_id": stays("the event of the deletion", Mailbox),
	"idempotency_record.actor":          goes("the mailbox, or after 30 days"),
	"idempotency_record.request_digest": empties("with what the key did; sealed under its key"),
	"idempotency_record.result_id":      empties("with what the key did"),
	// The mailbox and what is in it.
	"case_mailbox.id": goes("the mailbox"), "case_mailbox.account_id": goes("the mailbox"), "case_mailbox.reference": goes("the mailbox"),
	"case_mailbox.predecessor_id": empties("with the mailbox that was handed over"),
	"case_party.mailbox_id":       goes("the mailbox"), "case_party.account_id": goes("the mailbox"), "case_party.sealed_progress": goes("the mailbox"),
	"party_grant.party_id": goes("the mailbox"), "party_grant.mailbox_id": goes("the mailbox"), "party_grant.account_id": goes("the mailbox"),
	"side.id": goes("the mailbox"), "side.mailbox_id": stays(oldCopy, Mailbox), "side.reader": goes("the mailbox"),
	"side.reference": stays("the authority's file number; "+oldCopy, Mailbox), "side.sealed_head": stays(oldCopy), "side.sealed_progress": stays("what the authority said itself; its record"),
	"side.warning_mails": goes("the mailbox"), "side.end_letter_id": goes("the mailbox"), "side.sealed_hold": stays("an admin of the authority and the reason; goes with the order, or the authority's copy"),
	"side.assignee_id": stays("a clerk of the authority; its record", Person),
	"message.id":       stays(oldCopy, Mailbox, Message), "message.mailbox_id": stays(oldCopy, Mailbox),
	"message.in_reply_to_id": stays("of the answers to it; "+noSense, Message, Mailbox),
	"message.sealed_head":    stays(oldCopy), "message.sealed_body": stays(oldCopy),
	"message.sealed_original": stays(oldCopy), "message.original_blob_key": stays(oldCopy, Message, Mailbox),
	"view_message.side_id": goes("the side's copy"), "view_message.message_id": stays(oldCopy, Message, Mailbox), "view_message.reader": goes("the side's copy"),
	"view_message.event_id": goes("the side's copy"), "view_message.sealed_withdrawal": goes("the side's copy"),
	"document.id": stays(oldCopy, Document, Message, Mailbox), "document.mailbox_id": stays(oldCopy, Mailbox),
	"document.sealed_meta": stays(oldCopy), "document.blob_key": stays(oldCopy, Document, Message, Mailbox),
	"view_document.side_id": goes("the side's copy"), "view_document.document_id": stays(oldCopy, Document, Message, Mailbox),
	"view_document.reader": goes("the side's copy"), "view_document.message_id": stays(oldCopy, Message, Mailbox),
	"draft.id": goes("the draft"), "draft.side_id": goes("the draft"), "draft.reader": goes("the draft"),
	"draft.author_id": goes("the draft"), "draft.sealed": goes("the draft; what it said before, with its key"),
	"draft.document_ids":    stays("a draft names documents until it is saved or sent; one that is gone is left out", Document),
	"delivery.id":           goes("the mailbox, where no authority holds a copy"),
	"delivery.message_id":   stays("an answer by mail must still find the mailbox; goes with it, where no authority holds a copy", Message, Mailbox),
	"delivery.owner_reader": empties("with the mailbox"), "delivery.owner_side_id": stays(oldCopy, Mailbox),
	"delivery.authority_side_id": goes("the mailbox"),
	"delivery_fact.delivery_id":  goes("the delivery"), "delivery_fact.actor_id": stays("a clerk; the authority's record", Person),
	"delivery_fact.sealed_detail": goes("the message's key"),
	"manifest.side_id":            goes("the side's copy"), "manifest.message_id": stays(oldCopy, Message, Mailbox), "manifest.reader": goes("the side's copy"),
	"manifest.sealed": goes("the side's copy"),
	"side_event.id":   goes("the side"), "side_event.side_id": goes("the side"), "side_event.reader": goes("the side"),
	"side_event.message_id": stays("the record says what was sent, opened and deleted, until the side goes", Message, Mailbox),
	"side_event.sealed":     goes("the side"),
	"consent.account_id":    goes("the account"),
	"provision.side_id":     goes("the side's copy"), "provision.message_id": stays("an authority's proof of how its message was announced", Message, Mailbox), "provision.reader": goes("the side's copy"),
	"legal_date.side_id": goes("the side's copy"), "legal_date.reader": goes("the side's copy"),
	"legal_date.message_id": stays("an authority's proof of the day its message counts from", Message, Mailbox),
	"legal_rule.saved_by":   stays("an editor; the record of the rules", Person),
	"case_note.side_id":     stays("an authority's own"), "case_note.reader": stays("an authority's own"), "case_note.sealed": stays("an authority's own"),
	"case_note.author_id": stays("a clerk; the authority's record", Person),
	"search_word.side_id": goes("the side"), "search_word.reader": goes("the side"), "search_word.message_id": stays(oldCopy, Message, Mailbox),
	// On its way by mail.
	"gateway_mail.delivery_id": empties("with the mailbox, once it was handed over"), "gateway_mail.reference": empties("with the mailbox"),
	"gateway_mail.subject_id": goes("the mail, after 90 days; a held mail's or a test's id"), "gateway_mail.sealed": empties("when it was handed over"),
	"inbound_mail.id":              goes("the mailbox, where the answer was posted; its random part is the answer's"),
	"inbound_mail.gateway_mail_id": goes("the mail"), "inbound_mail.digest": empties("with the mailbox; keyed"),
	"inbound_mail.sealed_envelope": goes("the mailbox, or after 90 days; of what was not accepted the sender stays for the operators"),
	"inbound_mail.blob_key":        empties("when the mail is settled, or after 30 days in quarantine"),
	// Tickets, which belong to an organisation and name no mailbox.
	"ticket.sealed": goes("the ticket"), "ticket.requester_id": stays("a member; the organisation's record", Person),
	"ticket.assignee_id":            stays("an operator; who has a role is not purged", Person),
	"ticket_entry.account_id":       stays("a member or an operator; the organisation's record", Person),
	"ticket_entry.sealed":           goes("the ticket"),
	"ticket_file.sealed":            goes("the ticket"),
	"ticket_participant.sealed":     goes("the ticket"),
	"ticket_participant.account_id": stays("a member; the organisation's record", Person),
	"ticket_arrival.digest":         goes("the arrival, after 30 days; keyed"),
	"ticket_arrival.sealed":         empties("when the mail is settled"),
	"ticket_arrival.blob_key":       empties("when the mail is settled"),
}

// Plain are the columns of text and bytes that name none of these: ids of their own rows, of authorities and services, keys,
// codes, hashes, certificates.
var Plain = map[string]string{
	"account": "platform_roles terms_version kek_id wrapped_key", "activation": "id code_hash", "audit_entry": "id capacity action organisation_id",
	"case_mailbox": "undertaking_id region_ars directory_revision", "case_note": "id", "case_party": "id authority_id authority_name service_ids rule_ids expected_by suggested_authority_id auto_reply_told",
	"party_grant": "id authority_id", "consent": "id authority_id text_version", "provision": "mail_id",
	"certificate_sign_in": "id issuer kek_id wrapped_key", "identity": "issuer", "sign_in_attempt": "secret_hash issuer",
	"certificate": "id authority_id der chain fingerprint gateway_domain", "channel": "id organisation_id problem email auto_reply retention_classes", "channel_test": "id authority_id run_id nonce_hash detail",
	"connect_request": "id authority_id code_hash kek_id wrapped_key", "delivery": "authority_id authority_name", "delivery_fact": "code status", "document": "refusal", "deletion_certificate": "id authority_id class_name",
	"draft": "wrapped_key recipient_ids service_ids", "gateway_mail": "id authority_id failure message_id kek_id wrapped_key",
	"idempotency_record": "key_hash", "inbound_mail": "reason authority_id kek_id wrapped_key", "instance": "id epoch store_id", "job": "id kind error_code", "kek_generation": "id",
	"letter": "id request_id batch_id return_reason kek_id wrapped_key", "legal_date": "id authority_id service_id procedure_law rule_id basis anchor anchor_day unit place extended_to day steps supersedes",
	"legal_rule":    "id rule_id kind law article jurisdiction procedure_law anchor unit holidays valid_from valid_to special note replaces_id",
	"levy_official": "id region_ars",
	"levy_share":    "id levy_year_id region_ars name", "levy_year": "id state_share positions due_on settlement_note correction_note population_on territory_on shares_digest",
	"letter_batch": "id", "letter_reader": "subject_id", "link_token": "id token_hash",
	"log_checkpoint": "note timestamp", "log_leaf": "hash", "log_node": "hash", "mail": "id kek_id wrapped_key", "manifest": "signing_key_id",
	"membership": "id organisation_id roles authority_ids unit_id absent_until deputy_id", "message": "from_authority_id from_authority_name service_ids due_on",
	"offering": "id slug orderable_from current_id", "offering_interest": "id offering_id", "offering_version": "id offering_id sheet", "organisation": "id name kind region_ars email address",
	"platform_key": "id public sealed_private certificate kek_id wrapped_key", "refresh_token": "token_hash", "seen_signature": "id",
	"specialist_procedure": "id name vendor_id versions",
	"side":                 "undertaking_id region_ars wrapped_head_key event_head due_on expected_by retention_class archive_answered_on hold_until service_ids kek_id wrapped_key",
	"view_document":        "wrapped_key", "view_message": "wrapped_key",
	"functional_mailbox": "id organisation_id email_index",
	"contract":           "id reference parent_id offering_id grantor_id grantee_id signer_id order_id effective_from own_ends_on ends_on told_state told_ends_on record_key kek_id wrapped_key",
	"contract_document":  "id contract_id", "contract_signature": "id contract_id organisation_id sign_key", "contract_template": "id body annexes valid_from",
	"market_account":       "id organisation_id request_key live_certificate certificate_index tax_index replaces kek_id wrapped_key",
	"market_order":         "id reference organisation_id for_organisation_id unit_id offering_id version_id place request_key ticket_id kek_id wrapped_key",
	"organisation_details": "id tax_index kek_id wrapped_key", "set_up_delegation": "id organisation_id to_organisation_id",
	"invitation":        "id organisation_id token_hash kek_id wrapped_key",
	"signing_authority": "id organisation_id signer_organisation_id membership_id valid_from valid_to kek_id wrapped_key", "unit": "id organisation_id kind name valid_to",
	"rollout":      "id order_id reference organisation_id ordered_by_id unit_id offering_id offering_version_id region_ars vendor_id it_provider_id procedure_id procedure_version wished_on ticket_id live_since kek_id wrapped_key",
	"rollout_task": "id rollout_id key", "portal_link": "id rollout_id service_id organisation_id authority_id region_ars url problem online_since request_key",
	"vendor_mail": "id rollout_id organisation_id problem request_key", "vendor_token": "id organisation_id mail_id token_hash",
	"canned_answer": "id title_de body_de title_en body_en", "ticket_arrival": "id reason kek_id wrapped_key", "ticket_file": "id entry_id origin_id refusal blob_key",
	"ticket":       "id reference organisation_id order_id offering_id parent_of parent_id unique_key merged_into_id kek_id wrapped_key",
	"ticket_entry": "id ticket_id origin_id participant_id unique_key", "ticket_mail": "id ticket_id entry_id participant_id failure message_id unique_key",
	"network_group": "id slug texts request_key kek_id wrapped_key", "network_group_offering": "group_id offering_id",
	"network_member": "id group_id membership_id join_key leave_key", "network_post": "id group_id reply_to_id member_id offering_id offering_version_id unique_key",
	"network_file":       "id group_id member_id post_id refusal blob_key unique_key",
	"ticket_participant": "id ticket_id origin_id organisation_id mail_problem replaced_by_id", "ticket_word": "ticket_id",
}

// EachColumn visits the columns of text and bytes of the whole schema. Enums are fixed words and name nothing.
func EachColumn(visit func(table string, c *schema.Column)) {
	for _, t := range migrate.Tables {
		for _, c := range t.Columns {
			if c.Type == field.TypeString || c.Type == field.TypeBytes || c.Type == field.TypeJSON {
				visit(t.Name, c)
			}
		}
	}
}

// IsPlain reports whether a column is listed as naming nothing.
func IsPlain(table, column string) bool { return slices.Contains(strings.Fields(Plain[table]), column) }

// Naming lists the columns of a database, as table.column, in which a text can be found: an id, a reference, a word.
func Naming(t testing.TB, db *store.DB, text string) (found []string) {
	t.Helper()
	EachColumn(func(table string, c *schema.Column) {
		match, arg := c.Name+` LIKE ?`, any("%"+text+"%")
		switch {
		case c.Type == field.TypeBytes && db.Postgres():
			match, arg = `position(?::bytea in `+c.Name+`) > 0`, []byte(text)
		case c.Type == field.TypeBytes:
			match, arg = `instr(`+c.Name+`, ?) > 0`, []byte(text)
		case db.Postgres():
			match = c.Name + `::text LIKE ?`
		}
		var n int
		if err := db.QueryRow(context.Background(), `SELECT COUNT(*) FROM "`+table+`" WHERE `+match, arg).Scan(&n); err != nil {
			t.Fatalf("%s.%s: %v", table, c.Name, err)
		}
		if n > 0 {
			found = append(found, table+"."+c.Name)
		}
	})
	return found
}

// Forgotten fails for every column in which something that was deleted can still be found, unless Names says that it stays.
func Forgotten(t testing.TB, db *store.DB, kind Kind, text string) {
	t.Helper()
	for _, column := range Naming(t, db, text) {
		if !slices.Contains(Names[column].Stays, kind) {
			t.Errorf("%s still names the deleted %s %s", column, kind, text)
		}
	}
}
