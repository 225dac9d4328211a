import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { useCatalogueMessages } from './catalogueMessages.ts';
import { DataTable } from './DataTable.tsx';

/** What must be known of an organisation to set an offering up. */
export const ParametersParts = graphql(`
  fragment Parameters on OfferingVersion { id parameters { key label source example required } }
`);

/** What must be known to set the offering up, and where each value comes from. */
export function Parameters({ version }: { version: FragmentType<typeof ParametersParts> }) {
  const t = useCatalogueMessages();
  const { parameters } = readFragment(ParametersParts, version);
  if (parameters.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="catalogue-parameters">
      <h2 className="kern-heading-medium" id="catalogue-parameters">
        {t.sheet.parameters}
      </h2>
      <p>{t.sheet.parametersText}</p>
      <DataTable
        labelledBy="catalogue-parameters"
        columns={[t.sheet.parameter, t.sheet.needed, t.sheet.source, t.sheet.example]}
        rows={parameters.map(({ key, label, source, example, required }) => ({
          key,
          name: label,
          cells: [
            required ? t.sheet.yes : t.sheet.no,
            source ?? '–',
            <span key="example" className="verbatim catalogue-example">
              {example ?? '–'}
            </span>,
          ],
        }))}
      />
    </section>
  );
}
