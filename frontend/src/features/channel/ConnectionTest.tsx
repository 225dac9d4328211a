import { useEffect, useRef, useState } from 'react';
import type { ChannelPartsFragment, ChannelTestState } from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useForm } from '../../lib/form.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Form } from '../../ui/Form.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { usable } from './certificateState.ts';
import { useChannelMessages } from './channelMessages.ts';
import { CertificateParts } from './channelParts.ts';
import { usePolling } from './usePolling.ts';

const ChannelTestStart = graphql(`
  mutation ChannelTestStart($input: ChannelTestInput!) {
    channelTest(input: $input) { authority { id ...ChannelParts } userErrors { code field message } }
  }
`);

type Channel = NonNullable<ChannelPartsFragment['channel']>;

const badges = { WAITING: 'info', ANSWERED: 'success', FAILED: 'danger', EXPIRED: 'warning' } as const;

// Says what changed since the page last showed the tests; nothing on the first look.
function useAnnounced(tests: Channel['tests']): void {
  const t = useChannelMessages();
  const seen = useRef<Map<string, ChannelTestState> | null>(null);
  useEffect(() => {
    const before = seen.current;
    seen.current = new Map(tests.map(({ startedAt, profile, state }) => [`${startedAt} ${profile}`, state]));
    for (const { startedAt, profile, state } of before ? tests : []) {
      const was = before?.get(`${startedAt} ${profile}`);
      if (was && was !== state) say(t.test.changed(t.profiles[profile].name, t.test.states[state]));
    }
  }, [tests, t]);
}

function TestList({ tests }: { tests: Channel['tests'] }) {
  const t = useChannelMessages();
  const locale = useLocale();
  const first = tests[0];
  if (!first) return null;
  return (
    <div className="stack">
      <h3 className="kern-heading-small">{t.test.list}</h3>
      <p className="muted small">{t.test.since(formatTime(first.startedAt, locale))}</p>
      <ul className="channel-tests">
        {tests.map(({ profile, state, answeredAt, result }) => (
          <li key={profile}>
            <div>
              <p>
                <strong>{t.profiles[profile].name}</strong>
              </p>
              <p className="muted small verbatim">{t.profiles[profile].detail}</p>
              {answeredAt && <p className="small">{t.test.answeredAt(formatTime(answeredAt, locale))}</p>}
              {result && <p className="small">{result}</p>}
            </div>
            <Badge kind={badges[state]}>{t.test.states[state]}</Badge>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ConnectionTestProps {
  authorityId: string;
  channel: Channel;
  onAsk: () => void;
}

/** Starts the connection test and shows what came of each of its mails, as it comes. */
export function ConnectionTest({ authorityId, channel, onAsk }: ConnectionTestProps) {
  const t = useChannelMessages();
  const [started, setStarted] = useState(false);
  const form = useForm({ initial: { authorityId } });
  const submit = useSubmit(form, ChannelTestStart, { authorityId: 'authorityId' });
  const { email, tests } = channel;
  const ready = email !== null && readFragment(CertificateParts, channel.certificates).some(usable);
  const waiting = tests.some(({ state }) => state === 'WAITING');
  usePolling(waiting, onAsk);
  useAnnounced(tests);
  const start = async () => {
    const payload = await submit({ input: { authorityId } });
    if (!payload) return;
    setStarted(true);
    say(t.test.started);
  };
  return (
    <section className="stack" aria-labelledby="channel-test">
      <h2 className="kern-heading-medium" id="channel-test" tabIndex={-1}>
        {t.test.title}
      </h2>
      {ready && email ? (
        <>
          <p className="verbatim">{t.test.text(email)}</p>
          <p>{t.test.several}</p>
          <Form form={form} onSubmit={start}>
            <Button type="submit" look={tests.length > 0 ? 'secondary' : 'primary'} icon="mail" busy={form.submitting}>
              {tests.length > 0 ? t.test.again : t.test.start}
            </Button>
          </Form>
          {started && waiting && <p className="muted">{t.test.started}</p>}
        </>
      ) : (
        <p>{t.test.needs}</p>
      )}
      <TestList tests={tests} />
    </section>
  );
}
