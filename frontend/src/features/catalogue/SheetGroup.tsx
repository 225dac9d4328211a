import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { TextLink } from '../../ui/TextLink.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';

/** The group of an offering, as everybody sees it. */
export const SheetGroupParts = graphql(`
  fragment SheetGroup on Offering { id group { slug name } }
`);

/** The way to the group in which those who use an offering help each other; not shown where there is none. */
export function SheetGroup({ offering }: { offering: FragmentType<typeof SheetGroupParts> }) {
  const t = useCatalogueMessages().sheet;
  const { group } = readFragment(SheetGroupParts, offering);
  if (!group) return null;
  return (
    <section className="no-print" aria-labelledby="catalogue-group">
      <h2 className="kern-heading-small" id="catalogue-group">
        {t.help}
      </h2>
      <p className="muted small">{t.helpText}</p>
      <ul className="catalogue-links">
        <li>
          <TextLink to="/netzwerk/$slug" params={{ slug: group.slug }}>
            {t.group(group.name)}
          </TextLink>
        </li>
      </ul>
    </section>
  );
}
