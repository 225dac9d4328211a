import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import type { Letter } from '../draftKeeper.ts';
import { useFormMessages } from './formMessages.ts';
import { SubmissionNotice } from './SubmissionNotice.tsx';

const MailboxForms = graphql(`
  query MailboxForms($id: ID!) {
    caseMailbox(id: $id) {
      id
      parties {
        id
        authority { id }
        submissions { service { id name } submission { kind ...SubmissionParts } }
      }
    }
  }
`);

interface ApplicationMarkProps {
  mailboxId: string;
  letter: Letter;
  error: string | undefined;
  change: (change: Partial<Letter>) => void;
}

/** Marks a message as an application, and says for which of the services meant a message will not do. */
export function ApplicationMark({ mailboxId, letter, error, change }: ApplicationMarkProps) {
  const t = useFormMessages();
  const [{ data }] = useQuery({ query: MailboxForms, variables: { id: mailboxId } });
  const { recipientIds, serviceIds } = letter;
  const meant = (data?.caseMailbox?.parties ?? [])
    .filter(({ authority }) => recipientIds.includes(authority.id))
    .flatMap(({ submissions }) => submissions)
    .filter(({ service }) => serviceIds.length === 0 || serviceIds.includes(service.id));
  const forms = [...new Map(meant.map((one) => [one.service.id, one])).values()];
  return (
    <>
      {forms.map(({ service, submission }) => (
        <SubmissionNotice key={service.id} submission={submission} service={service.name} />
      ))}
      <Checkbox
        id="application"
        label={t.mark}
        hint={forms.length > 0 ? t.markHint : `${t.markHint} ${t.unknown}`}
        error={error}
        checked={letter.kind === 'APPLICATION'}
        onChange={(event) => change({ kind: event.target.checked ? 'APPLICATION' : 'MESSAGE' })}
      />
    </>
  );
}
