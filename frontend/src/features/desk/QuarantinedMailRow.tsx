import type { QuarantinedMailPartsFragment } from '../../gql/graphql.ts';
import { graphql } from '../../gql/index.ts';
import { formatTime } from '../../lib/dates.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { formatSize } from '../../lib/sizes.ts';
import { Badge } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { useDeskMessages } from './deskMessages.ts';

/** The envelope of a mail that was not accepted, and why. */
export const QuarantinedMailParts = graphql(`
  fragment QuarantinedMailParts on QuarantinedMail {
    id
    authority { id name }
    state
    reason
    from
    subject
    receivedAt
    size
    retryable
  }
`);

// An address without a name is in angle brackets.
const sender = (from: string) => from.replace(/^<([^<>]*)>$/, '$1');

interface QuarantinedMailRowProps {
  mail: QuarantinedMailPartsFragment;
  busy: boolean;
  onRetry: () => void;
}

/** One mail in quarantine. */
export function QuarantinedMailRow({ mail, busy, onRetry }: QuarantinedMailRowProps) {
  const t = useDeskMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const subject = mail.subject || t.quarantine.noSubject;
  return (
    <li className="card">
      <div className="card-head">
        <h3 className="kern-heading-small verbatim">{subject}</h3>
        <Badge kind={mail.state === 'HELD' ? 'info' : 'warning'}>{t.quarantine.states[mail.state]}</Badge>
      </div>
      {mail.state === 'HELD' && <p>{t.quarantine.stateHint.HELD}</p>}
      <Facts
        rows={[
          [t.quarantine.reason, mail.reason],
          [t.quarantine.from, sender(mail.from)],
          [t.quarantine.known, mail.authority?.name],
          [t.quarantine.received, formatTime(mail.receivedAt, locale)],
          [t.quarantine.size, formatSize(mail.size, locale)],
        ]}
      />
      {mail.retryable && (
        <div>
          <Button small icon="autorenew" busy={busy} aria-label={t.quarantine.retryNamed(subject)} onClick={onRetry}>
            {busy ? common.working : t.quarantine.retry}
          </Button>
        </div>
      )}
    </li>
  );
}
