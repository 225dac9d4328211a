import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';

/** Quick guides of an offering. */
export function Guides({ guides }: { guides: readonly { title: string; url: string }[] }) {
  const t = useCatalogueMessages();
  if (guides.length === 0) return null;
  return (
    <section aria-labelledby="catalogue-guides">
      <h2 className="kern-heading-small" id="catalogue-guides">
        {t.sheet.guides}
      </h2>
      <ul className="catalogue-links">
        {guides.map(({ title, url }) => (
          <li key={url}>
            <ExternalLink href={url}>{title}</ExternalLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
