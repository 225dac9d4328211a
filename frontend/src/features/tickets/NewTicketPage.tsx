import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { nonEmpty, object, pipe, string, trim } from 'valibot';
import { graphql } from '../../gql/index.ts';
import { useForm } from '../../lib/form.ts';
import { marketOrganisations } from '../../lib/marketRights.ts';
import { dropLocalDraft, keepLocalDraft, readLocalDraft } from '../../lib/storage.ts';
import { useAttemptKey, useSubmit } from '../../lib/useSubmit.ts';
import { useViewer } from '../../lib/viewer.ts';
import { Button } from '../../ui/Button.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Page } from '../../ui/Page.tsx';
import { Select } from '../../ui/Select.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import './tickets.css';
import { useTicketsMessages } from './ticketsMessages.ts';

const AskedAbout = graphql(`
  query AskedAbout($slug: String!) { offering(slug: $slug) { id slug current { id name } } }
`);

const TicketOpen = graphql(`
  mutation TicketOpen($input: TicketOpenInput!) {
    ticketOpen(input: $input) { ticket { id reference ...TicketParts } userErrors { code field message } }
  }
`);

interface Draft {
  organisationId: string;
  subject: string;
  body: string;
}

interface AskingProps {
  organisations: readonly { id: string; name: string }[];
  offering: { id: string; name: string } | undefined;
  cannotSign: boolean;
  /** Which draft this is: a question about one offering is none about another. */
  draft: string;
}

// At most 200 characters.
const asSubject = (text: string) => [...text].slice(0, 200).join('');

function Asking({ organisations, offering, cannotSign, draft }: AskingProps) {
  const t = useTicketsMessages();
  const navigate = useNavigate();
  const keyOf = useAttemptKey();
  const name = offering?.name ?? '';
  // What was begun is read once: a form takes over what it begins with whenever that changes.
  const [initial] = useState<Draft>(
    () =>
      readLocalDraft<Draft>(draft) ?? {
        organisationId: organisations.length === 1 ? (organisations[0]?.id ?? '') : '',
        subject: offering ? asSubject(cannotSign ? t.open.cannotSignSubject(name) : t.open.questionSubject(name)) : '',
        body: '',
      },
  );
  const form = useForm<Draft>({
    initial,
    schema: object({
      organisationId: pipe(string(), nonEmpty(t.open.requiredOrganisation)),
      subject: pipe(string(), trim(), nonEmpty(t.open.requiredSubject)),
      body: pipe(string(), trim(), nonEmpty(t.open.requiredBody)),
    }),
  });
  const submit = useSubmit(form, TicketOpen);
  const { values } = form;
  useEffect(() => (values.body ? keepLocalDraft(draft, values) : dropLocalDraft(draft)), [draft, values]);
  return (
    <Form
      form={form}
      onSubmit={async (typed) => {
        const asked = { ...typed, ...(offering && { offeringId: offering.id }) };
        const answer = await submit({ input: { ...asked, idempotencyKey: keyOf(asked) } });
        if (!answer?.ticket) return;
        dropLocalDraft(draft);
        say(t.open.done);
        await navigate({ to: '/tickets/$reference', params: { reference: answer.ticket.reference } });
      }}
    >
      {organisations.length > 1 && (
        <Select label={t.open.organisation} {...form.field('organisationId')}>
          <option value="" />
          {organisations.map(({ id, name: label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </Select>
      )}
      <TextInput label={t.open.subject} maxLength={200} {...form.field('subject')} />
      <TextArea
        label={t.open.body}
        hint={`${cannotSign ? `${t.open.cannotSignHint} ` : ''}${t.open.bodyHint}`}
        rows={8}
        maxLength={20_000}
        {...form.field('body')}
      />
      <Button type="submit" look="primary" busy={form.submitting}>
        {t.open.submit}
      </Button>
    </Form>
  );
}

/** Where a member asks the operators, about an offering or anything else, or says that they cannot sign. */
export function NewTicketPage() {
  const t = useTicketsMessages();
  const { loading, viewer } = useViewer();
  const { angebot, grund } = useSearch({ from: '/tickets/neu' });
  const cannotSign = grund === 'unterschrift';
  const [{ data, fetching }] = useQuery({
    query: AskedAbout,
    variables: { slug: angebot ?? '' },
    pause: angebot === undefined,
  });
  if (loading || !viewer || (angebot !== undefined && fetching)) return <Spinner />;
  const organisations = marketOrganisations(viewer);
  if (organisations.length === 0) {
    return (
      <Page title={t.none} lead={t.noneText}>
        <ButtonLink to="/markt">{t.toMarket}</ButtonLink>
      </Page>
    );
  }
  const found = data?.offering;
  const offering = found ? { id: found.id, name: found.current.name } : undefined;
  return (
    <Page
      title={cannotSign ? t.open.cannotSignTitle : t.open.title}
      lead={cannotSign ? t.open.cannotSignLead : t.open.lead}
      above={<TextLink to="/tickets">{t.title}</TextLink>}
    >
      <div className="stack">
        {found && (
          <p>
            <TextLink to="/markt/leistung/$slug" params={{ slug: found.slug }}>
              {t.open.about(found.current.name)}
            </TextLink>
          </p>
        )}
        <Asking
          key={`${angebot} ${grund}`}
          organisations={organisations}
          offering={offering}
          cannotSign={cannotSign}
          draft={`ticket.new.${angebot ?? ''}.${grund ?? ''}`}
        />
      </div>
    </Page>
  );
}
