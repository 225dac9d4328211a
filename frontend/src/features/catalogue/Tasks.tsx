import { type FragmentType, graphql, readFragment } from '../../gql/index.ts';
import { ExternalLink } from '../../ui/ExternalLink.tsx';
import { useCatalogueMessages } from './catalogueMessages.ts';

/** The steps from contract to live service. */
export const TasksParts = graphql(`
  fragment Tasks on OfferingVersion { id tasks { key title responsible guide { title url } } }
`);

/** The steps from contract to live service in their order, each with who has to do it and its guide. */
export function Tasks({ version }: { version: FragmentType<typeof TasksParts> }) {
  const t = useCatalogueMessages();
  const { tasks } = readFragment(TasksParts, version);
  if (tasks.length === 0) return null;
  return (
    <section className="stack" aria-labelledby="catalogue-tasks">
      <h2 className="kern-heading-medium" id="catalogue-tasks">
        {t.sheet.tasks}
      </h2>
      <p>{t.sheet.tasksText}</p>
      <ol className="catalogue-tasks">
        {tasks.map(({ key, title, responsible, guide }) => (
          <li key={key}>
            <p>{title}</p>
            <p className="muted small">
              {t.sheet.responsible(t.sheet.parties[responsible])}
              {guide && (
                <>
                  {' · '}
                  <ExternalLink href={guide.url}>{guide.title || t.sheet.guide}</ExternalLink>
                </>
              )}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
