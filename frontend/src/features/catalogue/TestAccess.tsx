import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';

/** Where an offering can be tried out, and how one gets in. */
export const TestAccessParts = graphql(`
  fragment TestAccess on OfferingVersion { id testUrl testNote }
`);

/** The test link with how to get in, or that there is none. */
export function TestAccess({ version }: { version: FragmentType<typeof TestAccessParts> }) {
  const t = useCatalogueMessages();
  const { testUrl, testNote } = readFragment(TestAccessParts, version);
  return (
    <section className="stack" aria-labelledby="catalogue-test">
      <h2 className="kern-heading-small" id="catalogue-test">
        {t.sheet.testTitle}
      </h2>
      {testNote && <p className="verbatim">{testNote}</p>}
      {testUrl ? (
        <p>
          <ExternalLink href={testUrl}>{t.sheet.testLink}</ExternalLink>
        </p>
      ) : (
        !testNote && <p className="muted">{t.sheet.noTest}</p>
      )}
    </section>
  );
}
