import type { FragmentType } from '../../gql/index.ts';
import type { Pages } from '../../lib/usePages.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { ListState } from './ListState.tsx';
import { RolloutCard, type RolloutCardParts } from './RolloutCard.tsx';
import './rollouts.css';
import { useRolloutsMessages } from './rolloutsMessages.ts';

interface RolloutSectionProps {
  id: string;
  title: string;
  pages: Pages<unknown, { id: string } & FragmentType<typeof RolloutCardParts>>;
  /** Nothing is shown of it where it is empty. */
  hideEmpty?: boolean;
  /** What an empty one says, where it is no list of all. */
  none?: string;
}

/** A list of rollouts with its heading, page by page. */
export function RolloutSection({ id, title, pages, hideEmpty, none }: RolloutSectionProps) {
  const t = useRolloutsMessages();
  const empty = !pages.loading && !pages.error && pages.nodes.length === 0;
  if (hideEmpty && pages.nodes.length === 0) return null;
  return (
    <section className="stack" aria-labelledby={id}>
      <h2 className="kern-heading-medium" id={id}>
        {title}
      </h2>
      <ListState loading={pages.loading} error={pages.error} />
      {empty && (none ? <p>{none}</p> : <EmptyState title={t.list.empty}>{t.list.emptyText}</EmptyState>)}
      <ul className="card-list">
        {pages.nodes.map((node) => (
          <RolloutCard key={node.id} rollout={node} />
        ))}
      </ul>
      <LoadMore hasMore={pages.hasMore} busy={pages.loadingMore} onMore={pages.more} />
    </section>
  );
}
