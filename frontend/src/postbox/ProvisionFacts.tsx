import type { ReactNode } from 'react';
import type { ProvisionPartsFragment } from '../gql/graphql.ts';
import { graphql } from '../gql/index.ts';
import { formatTime } from '../lib/dates.ts';
import { useLocale } from '../lib/i18n/locale.ts';
import { EasyLanguage } from '../ui/EasyLanguage.tsx';
import { useProvisionMessages } from './provisionMessages.ts';

/** How a decision reached the person. */
export const ProvisionParts = graphql(`
  fragment ProvisionParts on Provision { providedAt noticeState noticeSentAt noticeFailedAt }
`);

/** When a decision was provided, and what became of the mail that told of it. */
export function ProvisionFacts({
  provision,
  side,
  children,
}: {
  provision: ProvisionPartsFragment;
  side: 'owner' | 'authority';
  /** What follows from it, with the lines in easy language that it comes with; instead of them alone. */
  children?: ((easy: readonly string[]) => ReactNode) | false;
}) {
  const t = useProvisionMessages();
  const locale = useLocale();
  const { providedAt, noticeState, noticeSentAt, noticeFailedAt } = provision;
  const time = (at: string | null) => (at ? formatTime(at, locale) : '');
  const notice = {
    WAITING: t.waiting,
    SENT: t.sent(time(noticeSentAt)),
    FAILED: noticeSentAt ? t.returned(time(noticeSentAt), time(noticeFailedAt)) : t.notSent(time(noticeFailedAt)),
    OFF: t.off[side],
  }[noticeState];
  const easy = (side === 'owner' ? t.easy : t.easyAuthority)[noticeState];
  return (
    // biome-ignore lint/a11y/useSemanticElements: no set of fields, and no landmark: a thread may have several.
    <div role="group" className="stack" aria-label={t.title}>
      <p className="small">
        {t.provided(time(providedAt))} {notice}
      </p>
      {children ? children(easy) : <EasyLanguage lines={easy} />}
    </div>
  );
}
