import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';

/** Where what is no EfA service is got. */
export const WhereToGetParts = graphql(`
  fragment WhereToGet on OfferingVersion { id kind vendorUrl provider { id name } }
`);

/** The way to who sells or gives what is no EfA service; it leaves the site and says so. */
export function WhereToGet({ version }: { version: FragmentType<typeof WhereToGetParts> }) {
  const t = useCatalogueMessages();
  const { kind, vendorUrl, provider } = readFragment(WhereToGetParts, version);
  if (kind === 'EFA') return null;
  return (
    <section className="catalogue-box stack" aria-labelledby="catalogue-where">
      <h2 className="kern-heading-small" id="catalogue-where">
        {t.sheet.where}
      </h2>
      <p>{t.sheet.whereTexts[kind]}</p>
      {vendorUrl ? (
        <p>
          <ExternalLink href={vendorUrl}>{t.sheet.toVendor(provider.name)}</ExternalLink>
          <br />
          <span className="muted small">{t.sheet.leaves}</span>
        </p>
      ) : (
        <p>{t.sheet.noVendorUrl}</p>
      )}
    </section>
  );
}
