import { useState } from 'react';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDate } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Button } from '../../ui/Button.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { useRolloutsMessages } from './rolloutsMessages.ts';

/** All that somebody needs who sets the service up elsewhere. */
export const SetUpDataParts = graphql(`
  fragment SetUpData on Rollout {
    id reference procedureVersion wishedOn alreadyInUse
    organisation { id name region { id ars ags } }
    unit { id name }
    offering { id name provider { id name } services { id name leikaKey } }
    subjectContact { name email phone department }
    technicalContact { name email phone department }
    vendor { id name }
    itProvider { id name }
    procedure { id name }
    parameters { value parameter { key label } }
  }
`);

interface Contact {
  name: string;
  email: string;
  phone?: string | null;
  department?: string | null;
}

const contactLine = (contact: Contact | null) =>
  contact && [contact.name, contact.department, contact.email, contact.phone].filter(Boolean).join(', ');

/** The set-up data as a list to read, to copy as text and to print. */
export function SetUpData({ rollout }: { rollout: FragmentType<typeof SetUpDataParts> }) {
  const t = useRolloutsMessages();
  const words = t.data;
  const locale = useLocale();
  const [failed, setFailed] = useState(false);
  const r = readFragment(SetUpDataParts, rollout);
  const procedure = [r.procedure?.name, r.procedureVersion && words.version(r.procedureVersion)];
  const lines: readonly (readonly [string, string | null | undefined])[] = [
    [words.reference, r.reference],
    [words.offering, r.offering.name],
    [words.provider, r.offering.provider.name],
    [words.organisation, r.organisation.name],
    [words.unit, r.unit?.name],
    [words.ars, r.organisation.region?.ars],
    [words.ags, r.organisation.region?.ags],
    [words.services, r.offering.services.map(({ name, leikaKey }) => words.service(name, leikaKey ?? null)).join('; ')],
    [words.subjectContact, contactLine(r.subjectContact ?? null)],
    [words.technicalContact, contactLine(r.technicalContact ?? null)],
    [words.vendor, r.vendor?.name],
    [words.itProvider, r.itProvider?.name],
    [words.procedure, procedure.filter(Boolean).join(', ')],
    [words.wishedOn, r.wishedOn && formatDate(r.wishedOn, locale)],
    [words.alreadyInUse, r.alreadyInUse ? words.yes : null],
    ...r.parameters.map(({ parameter, value }) => [parameter.label, value] as const),
  ];
  const copy = async () => {
    const text = lines.flatMap(([term, value]) => (value ? [`${term}: ${value}`] : [])).join('\n');
    const refused = await navigator.clipboard.writeText(text).then(
      () => false,
      () => true,
    );
    setFailed(refused);
    if (!refused) say(words.copied);
  };
  return (
    <section className="rollouts-data stack" aria-labelledby="rollouts-data">
      <h2 className="kern-heading-small" id="rollouts-data">
        {words.title}
      </h2>
      <p className="no-print">{words.lead}</p>
      <Facts rows={lines} />
      <p className="row no-print">
        <Button icon="draft" onClick={() => void copy()}>
          {words.copy}
        </Button>
        <Button onClick={() => print()}>{words.print}</Button>
      </p>
      {failed && <p role="status">{words.copyFailed}</p>}
    </section>
  );
}
