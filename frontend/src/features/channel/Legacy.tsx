import { Suspense } from 'react';
import { formatDate } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { Spinner } from '../../ui/Spinner.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useChannelMessages } from './channelMessages.ts';

const LegacyAllow = lazyPart(() => import('./LegacyAllow.tsx'), 'LegacyAllow');

interface LegacyProps {
  authorityId: string;
  until: string | null;
  operator: boolean;
}

/** What the older method is, whether it is allowed, and for operators how to allow it. */
export function Legacy({ authorityId, until, operator }: LegacyProps) {
  const t = useChannelMessages();
  const locale = useLocale();
  return (
    <section className="stack" aria-labelledby="channel-legacy">
      <h2 className="kern-heading-medium" id="channel-legacy">
        {t.legacy.title}
      </h2>
      <p>{t.legacy.text}</p>
      <p>
        <strong>{until ? t.legacy.until(formatDate(until, locale)) : t.legacy.not}</strong>{' '}
        {!until && !operator && (
          <>
            {t.legacy.ask}{' '}
            <TextLink to="/rechtliches/$kind" params={{ kind: 'impressum' }}>
              {t.legacy.imprint}
            </TextLink>
          </>
        )}
      </p>
      {operator && (
        <Suspense fallback={<Spinner />}>
          <LegacyAllow authorityId={authorityId} until={until} />
        </Suspense>
      )}
    </section>
  );
}
