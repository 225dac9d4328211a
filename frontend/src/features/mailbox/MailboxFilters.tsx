import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useProgressMessages } from '../../postbox/progressMessages.ts';
import { Button } from '../../ui/Button.tsx';
import { DateField } from '../../ui/DateField.tsx';
import { Select } from '../../ui/Select.tsx';
import { progressWords, stateOfWord } from './mailboxFilter.ts';
import { useMailboxFiltersMessages } from './mailboxFiltersMessages.ts';

// Enough to choose from; who has more mailboxes than that searches by words.
const Authorities = graphql(`
  query MailboxAuthorities {
    viewer {
      id
      caseMailboxes(first: 50) { edges { cursor node { id parties { id authority { id name } } } } }
    }
  }
`);

/** Filters of the list of mailboxes by state, authority and days; they stand in the address. */
export function MailboxFilters() {
  const t = useMailboxFiltersMessages();
  const progress = useProgressMessages();
  const navigate = useNavigate({ from: '/postfach' });
  const { ungelesen, stand = '', stelle = '', von = '', bis = '' } = useSearch({ from: '/postfach' });
  const [entries, setEntries] = useState({ stand, stelle, von, bis });
  const [{ data }] = useQuery({ query: Authorities });
  const authorities = new Map<string, string>();
  for (const { node } of data?.viewer?.caseMailboxes.edges ?? [])
    for (const { authority } of node.parties) authorities.set(authority.id, authority.name);
  const show = (next: Record<string, string>) => {
    const wanted = Object.entries({ ungelesen: ungelesen ?? '', ...next }).filter(([, value]) => value);
    void navigate({ search: Object.fromEntries(wanted), state: true, replace: true });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    show(entries);
  };
  const none = { stand: '', stelle: '', von: '', bis: '' };
  return (
    <form className="mailbox-filters" noValidate onSubmit={onSubmit}>
      <Select
        id="stand"
        label={t.filterState}
        value={entries.stand}
        onChange={(event) => setEntries({ ...entries, stand: event.target.value })}
      >
        <option value="">{t.all}</option>
        {progressWords.map((word) => (
          <option key={word} value={word}>
            {progress.states[stateOfWord[word]]}
          </option>
        ))}
      </Select>
      <Select
        id="stelle"
        label={t.authority}
        value={entries.stelle}
        onChange={(event) => setEntries({ ...entries, stelle: event.target.value })}
      >
        <option value="">{t.all}</option>
        {[...authorities].map(([id, name]) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <DateField
        id="von"
        label={t.from}
        optional
        value={entries.von}
        onChange={(event) => setEntries({ ...entries, von: event.target.value })}
      />
      <DateField
        id="bis"
        label={t.until}
        optional
        value={entries.bis}
        onChange={(event) => setEntries({ ...entries, bis: event.target.value })}
      />
      <div className="form-actions">
        <Button type="submit">{t.apply}</Button>
        {(stand || stelle || von || bis) && (
          <Button
            look="tertiary"
            onClick={() => {
              setEntries(none);
              show(none);
            }}
          >
            {t.clear}
          </Button>
        )}
      </div>
    </form>
  );
}
