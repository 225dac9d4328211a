import { useLocale } from '../../lib/i18n/locale.ts';
import { useMarketAccountMessages } from './marketAccountMessages.ts';

interface LimitNoteProps {
  /** How many accounts the tax number has; absent for who sees no organisation from inside. */
  used?: number;
  limit?: number;
}

/** How many accounts there may be, ours and the provider's certificates, and why each person has one. */
export function LimitNote({ used, limit }: LimitNoteProps) {
  const t = useMarketAccountMessages().numbers;
  const locale = useLocale();
  const number = (n: number) => n.toLocaleString(locale === 'de' ? 'de-DE' : 'en-GB');
  return (
    <section aria-labelledby="market-account-numbers" className="stack">
      <h2 className="kern-heading-medium" id="market-account-numbers">
        {t.title}
      </h2>
      <p>{t.own}</p>
      {used !== undefined && limit !== undefined && (
        <p>
          <strong>{t.used(number(used), number(limit))}</strong> {t.counted}
        </p>
      )}
      <p className="muted">{t.provider}</p>
    </section>
  );
}
