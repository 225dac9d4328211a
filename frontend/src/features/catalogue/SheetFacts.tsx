import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { formatDate, formatTimeAsDay } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Facts } from '../../ui/Facts.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';

/** What a sheet says in single words: cost, levy, who may take it over, who provides and answers. */
export const SheetFactsParts = graphql(`
  fragment SheetFacts on OfferingVersion {
    id validFrom costClass costNote financedByLevy eligible eligibleOn citizenSupport provider { id name }
  }
`);

/** Cost, levy, who may take it over, who provides it, who answers citizens. */
export function SheetFacts({ version }: { version: FragmentType<typeof SheetFactsParts> }) {
  const t = useCatalogueMessages();
  const locale = useLocale();
  const { validFrom, costClass, costNote, financedByLevy, eligible, eligibleOn, citizenSupport, provider } =
    readFragment(SheetFactsParts, version);
  return (
    <section className="catalogue-box stack" aria-labelledby="catalogue-facts">
      <h2 className="kern-heading-small" id="catalogue-facts">
        {t.sheet.inShort}
      </h2>
      <Facts
        rows={[
          [
            t.cost,
            <>
              <strong>{t.costs[costClass]}</strong>
              {costNote && <p>{costNote}</p>}
            </>,
          ],
          [t.sheet.levy, financedByLevy ? t.sheet.levyYes : t.sheet.levyNo],
          [
            t.sheet.eligible,
            <>
              {eligible.length > 0 ? eligible.map((kind) => t.organisations[kind]).join(', ') : t.sheet.eligibleAll}
              <br />
              <span className="muted small">{t.sheet.eligibleOn(formatDate(eligibleOn, locale))}</span>
            </>,
          ],
          [t.sheet.provider, provider.name],
          [t.sheet.support, t.sheet.supports[citizenSupport]],
          [t.sheet.dated, formatTimeAsDay(validFrom, locale)],
        ]}
      />
    </section>
  );
}
