import type { ChannelPartsFragment } from '../../gql/graphql.ts';
import { readFragment } from '../../gql/index.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { formatLimit } from '../../lib/sizes.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Timeline, type TimelineStep } from '../../ui/Timeline.tsx';
import { usable } from './certificateState.ts';
import { useChannelMessages } from './channelMessages.ts';
import { beingSetUp, CertificateParts } from './channelParts.ts';

type Channel = NonNullable<ChannelPartsFragment['channel']>;

const badges = { PENDING: 'info', ACTIVE: 'success', SUSPENDED: 'danger', CLOSED: 'warning' } as const;

// The three things an e-mail mailbox needs, each with whether it is there.
function Setup({ channel }: { channel: Channel }) {
  const t = useChannelMessages();
  const certified = readFragment(CertificateParts, channel.certificates).some(usable);
  const done = [channel.email !== null, certified, channel.profile !== null];
  const current = done.indexOf(false);
  const steps: TimelineStep[] = [t.state.stepMailbox, t.state.stepCertificate, t.state.stepTest].map(
    (title, index) => ({
      key: title,
      title,
      state: done[index] ? 'done' : index === current ? 'current' : 'upcoming',
    }),
  );
  return (
    <div className="stack">
      <h3 className="kern-heading-small">{t.state.steps}</h3>
      <Timeline label={t.state.steps} steps={steps} />
    </div>
  );
}

/** How the authority is reached now, and what is missing. */
export function ChannelState({ channel }: { channel: Channel }) {
  const t = useChannelMessages();
  const locale = useLocale();
  const { kind, state, problem, email, profile, maxMessageBytes } = channel;
  // A mailbox without an address has no limit yet.
  const limited = state !== 'CLOSED' && maxMessageBytes > 0 && (kind === 'INBOX' || email !== null);
  return (
    <section className="stack" aria-labelledby="channel-state">
      <div className="row">
        <h2 className="kern-heading-medium" id="channel-state">
          {t.state.title}
        </h2>
        <Badge kind={badges[state]}>{t.state.names[state]}</Badge>
      </div>
      <p>{t.state.texts[state]}</p>
      {state === 'SUSPENDED' && (
        <Alert kind="danger" title={t.state.problem}>
          <p>{problem ?? t.state.noProblem}</p>
          {kind === 'SMIME' && (
            <p>
              <a className="kern-link kern-link--no-visited-state" href="#channel-test">
                {t.state.toTest}
              </a>
            </p>
          )}
        </Alert>
      )}
      <Facts
        rows={[
          [t.state.kind, t.state.kinds[kind]],
          [t.state.email, kind === 'SMIME' && email],
          [t.state.largest, limited && formatLimit(maxMessageBytes, locale)],
          [
            t.state.profile,
            kind === 'SMIME' && profile && `${t.profiles[profile].name} (${t.profiles[profile].detail})`,
          ],
        ]}
      />
      {beingSetUp(channel) && email && <p className="verbatim">{t.state.settingUp(email)}</p>}
      {(beingSetUp(channel) || (kind === 'SMIME' && state === 'PENDING')) && <Setup channel={channel} />}
    </section>
  );
}
