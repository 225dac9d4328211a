import { Suspense } from 'react';
import type { CasePartsFragment, CaseRowPartsFragment } from '../../gql/graphql.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { lazyPart, nothing } from '../../lib/lazyPart.ts';
import { PostalAddressLines } from '../../ui/PostalAddressLines.tsx';
import { useInboxMessages } from './inboxMessages.ts';

const CaseConsents = lazyPart(() => import('./CaseConsents.tsx'), 'CaseConsents', nothing);

/** Who writes, how surely that is known, and what it is about. */
export function CaseFacts({ parts, row }: { parts: CasePartsFragment; row: CaseRowPartsFragment }) {
  const t = useInboxMessages();
  const locale = useLocale();
  const { address, trustLevel, region } = parts;
  return (
    <dl className="inbox-facts">
      <div>
        <dt>{t.case.person}</dt>
        <dd>
          {address ? (
            <PostalAddressLines address={address} locale={locale} />
          ) : (
            <>
              <span className="verbatim">{row.person.name}</span>, {t.case.noAddress}
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>{t.case.trust}</dt>
        <dd>{t.case.trustLevels[trustLevel]}</dd>
      </div>
      <Suspense>
        <CaseConsents caseId={row.id} />
      </Suspense>
      {region && (
        <div>
          <dt>{t.case.region}</dt>
          <dd>{[region.designation, region.name].filter(Boolean).join(' ')}</dd>
        </div>
      )}
      {row.services.length > 0 && (
        <div className="inbox-facts-wide">
          <dt>{t.case.services}</dt>
          <dd>{row.services.map(({ name }) => name).join(' · ')}</dd>
        </div>
      )}
    </dl>
  );
}
