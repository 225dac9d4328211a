import { useState } from 'react';
import { useQuery } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Button } from '../../ui/Button.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useTicketsMessages } from './ticketsMessages.ts';

const CannedChoice = graphql(`
  query CannedChoice {
    desk {
      cannedAnswers(first: 100) {
        edges { cursor node { id version titleDe bodyDe titleEn bodyEn updatedAt } }
        pageInfo { endCursor hasNextPage }
      }
    }
  }
`);

/** Inserts a text that is used again, in the language that its reader has. */
export function CannedInsert({ onInsert }: { onInsert: (text: string) => void }) {
  const t = useTicketsMessages();
  const locale = useLocale();
  const [{ data }] = useQuery({ query: CannedChoice, requestPolicy: 'cache-and-network' });
  const [chosen, setChosen] = useState('');
  const answers = data?.desk?.cannedAnswers.edges.map(({ node }) => node) ?? [];
  const answer = answers.find(({ id }) => id === chosen) ?? answers[0];
  if (!answer) return null;
  const insert = (text: string) => {
    onInsert(text);
    say(t.reply.inserted);
  };
  return (
    <div className="tickets-canned">
      <Select
        id="canned"
        label={t.reply.canned}
        optional
        value={answer.id}
        onChange={({ target }) => setChosen(target.value)}
      >
        {answers.map(({ id, titleDe, titleEn }) => (
          <option key={id} value={id}>
            {locale === 'de' ? titleDe : titleEn}
          </option>
        ))}
      </Select>
      <div className="form-actions">
        <Button small onClick={() => insert(answer.bodyDe)}>
          {t.reply.insertDe}
        </Button>
        <Button small onClick={() => insert(answer.bodyEn)}>
          {t.reply.insertEn}
        </Button>
        <TextLink to="/betrieb/textbausteine" className="small">
          {t.toCanned}
        </TextLink>
      </div>
    </div>
  );
}
