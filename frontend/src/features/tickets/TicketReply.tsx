import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { dropLocalDraft, keepLocalDraft, readLocalDraft } from '../../lib/storage.ts';
import { useAttemptKey } from '../../lib/useSubmit.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { RadioGroup } from '../../ui/RadioGroup.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { CannedInsert } from './CannedInsert.tsx';
import type { Reader } from './TicketRow.tsx';
import { useTicketsMessages } from './ticketsMessages.ts';

const TicketReplySend = graphql(`
  mutation TicketReply($input: TicketReplyInput!) {
    ticketReply(input: $input) {
      entryEdge { cursor node { id ...TicketEntryParts } }
      ticket { id ...TicketParts }
      userErrors { code field message }
    }
  }
`);

interface TicketReplyProps {
  ticketId: string;
  resolved: boolean;
  reader: Reader;
  onWritten: (entryId: string) => void;
}

interface Draft {
  body: string;
  internal: boolean;
}

/** Where one answers; operators write notes here as well. What is typed stays until it is sent. */
export function TicketReply({ ticketId, resolved, reader, onWritten }: TicketReplyProps) {
  const t = useTicketsMessages();
  const common = useCommonMessages();
  const client = useClient();
  const name = `ticket.${ticketId}`;
  const [draft, setDraft] = useState<Draft>(() => readLocalDraft<Draft>(name) ?? { body: '', internal: false });
  const [error, setError] = useState<string | undefined>();
  const [busy, setBusy] = useState(false);
  const keyOf = useAttemptKey();
  const area = useRef<HTMLTextAreaElement>(null);
  const { body, internal } = draft;
  useEffect(() => (body ? keepLocalDraft(name, { body, internal }) : dropLocalDraft(name)), [name, body, internal]);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (!body.trim()) {
      setError(t.reply.required);
      area.current?.focus();
      return;
    }
    setBusy(true);
    const input = { ticketId, body, internal, idempotencyKey: keyOf(draft) };
    const { data, error: fault } = await client.mutation(TicketReplySend, { input }).toPromise();
    setBusy(false);
    const entry = data?.ticketReply.entryEdge?.node;
    const refused = fault ? problemText(fault, common) : data?.ticketReply.userErrors[0]?.message;
    setError(entry ? undefined : (refused ?? common.problem.unknown));
    if (!entry) {
      area.current?.focus();
      return;
    }
    // What was typed meanwhile stays.
    setDraft((now) => (now.body === body ? { ...now, body: '' } : now));
    onWritten(entry.id);
    say(internal ? t.reply.noted : t.reply.sent);
  };
  return (
    <section className="no-print" aria-labelledby="ticket-reply">
      <form className="form" noValidate onSubmit={send}>
        <h2 className="kern-heading-medium" id="ticket-reply">
          {t.reply.title}
        </h2>
        {resolved && !internal && reader === 'member' && <Alert kind="info" title={t.reply.opens} />}
        {reader === 'operator' && (
          <>
            <RadioGroup<'answer' | 'note'>
              id="reply-kind"
              label={t.reply.what}
              horizontal
              value={internal ? 'note' : 'answer'}
              onChange={(what) => setDraft({ body, internal: what === 'note' })}
              options={[
                { value: 'answer', label: t.reply.answer },
                { value: 'note', label: t.reply.note },
              ]}
            />
            {!internal && (
              <CannedInsert
                onInsert={(text) => {
                  setDraft({ internal, body: body.trim() ? `${body.trimEnd()}\n\n${text}` : text });
                  area.current?.focus();
                }}
              />
            )}
          </>
        )}
        <TextArea
          ref={area}
          id="body"
          label={internal ? t.reply.noteLabel : t.reply.label}
          hint={`${internal ? t.reply.noteHint : t.reply.hint} ${t.reply.kept}`}
          rows={5}
          maxLength={20_000}
          className={internal ? 'tickets-note' : undefined}
          value={body}
          error={error}
          onChange={({ target }) => setDraft({ body: target.value, internal })}
        />
        <div>
          <Button type="submit" look="primary" busy={busy}>
            {internal ? t.reply.sendNote : t.reply.send}
          </Button>
        </div>
      </form>
    </section>
  );
}
