import { useState } from 'react';
import { useClient } from 'urql';
import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { problemText } from '../../lib/problems.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { useAccountMessages } from './accountMessages.ts';
import { deviceName } from './deviceName.ts';

/** Where the person is signed in. */
export const SessionsParts = graphql(`
  fragment SessionsSection on Viewer { id sessions { id userAgent createdAt lastSeenAt expiresAt current } }
`);

const SessionEnd = graphql(`
  mutation SessionEnd($input: SessionEndInput!) {
    sessionEnd(input: $input) { viewer { ...SessionsSection } userErrors { code field message } }
  }
`);

/** Devices that are signed in; each other one can be signed out, or all of them at once. */
export function SessionsSection({ viewer }: { viewer: FragmentType<typeof SessionsParts> }) {
  const t = useAccountMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const client = useClient();
  const { sessions } = readFragment(SessionsParts, viewer);
  const [problem, setProblem] = useState('');
  // The answer holds the devices that are left.
  const end = async (input: { sessionId: string } | { others: true }, done: string) => {
    const { data, error } = await client.mutation(SessionEnd, { input });
    const refusal = data?.sessionEnd.userErrors[0]?.message;
    setProblem(error ? problemText(error, common) : (refusal ?? ''));
    if (error || refusal) return;
    say(done);
    // The button is gone with its device: the list's heading takes the focus.
    document.getElementById('sessions')?.focus();
  };
  const others = sessions.filter(({ current }) => !current).length;
  return (
    <section aria-labelledby="sessions">
      <h2 className="kern-heading-medium" id="sessions" tabIndex={-1}>
        {t.account.sessions.title}
      </h2>
      {problem && <Alert kind="danger" title={problem} announce />}
      <ul className="account-sessions">
        {sessions.map(({ id, userAgent, createdAt, lastSeenAt, expiresAt, current }) => {
          const name = deviceName(userAgent, t);
          return (
            <li key={id}>
              <div>
                <p className="row">
                  <strong>{name}</strong>
                  {current && <Badge kind="success">{t.account.sessions.current}</Badge>}
                </p>
                <p className="muted small">
                  {t.account.sessions.seen(formatTime(lastSeenAt, locale))} ·{' '}
                  {t.account.sessions.since(formatTime(createdAt, locale))} ·{' '}
                  {t.account.sessions.until(formatTime(expiresAt, locale))}
                </p>
              </div>
              {!current && (
                <Button
                  small
                  onClick={() => void end({ sessionId: id }, t.account.sessions.ended)}
                  aria-label={t.account.sessions.endNamed(name)}
                >
                  {t.account.sessions.end}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {others > 1 && (
        <Button onClick={() => void end({ others: true }, t.account.sessions.othersEnded)}>
          {t.account.sessions.endOthers}
        </Button>
      )}
    </section>
  );
}
