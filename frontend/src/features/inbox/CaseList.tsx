import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useRef } from 'react';
import type { CaseRowPartsFragment } from '../../gql/graphql.ts';
import { useFrameMessages } from '../../lib/i18n/frame.ts';
import { useMedia } from '../../lib/useMedia.ts';
import { Button } from '../../ui/Button.tsx';
import { CaseRow } from './CaseRow.tsx';
import { useInboxMessages } from './inboxMessages.ts';
import type { InboxSearch } from './inboxSearch.ts';

interface CaseListProps {
  rows: readonly CaseRowPartsFragment[];
  authorityId: string;
  search: InboxSearch;
  currentId: string | undefined;
  total: number | null;
  more: { has: boolean; busy: boolean; load: () => void };
}

/** From this width on list and case stand side by side. */
export const sideBySide = '(min-width: 64rem)';

function More({ more }: Pick<CaseListProps, 'more'>) {
  const t = useInboxMessages();
  const { loading } = useFrameMessages();
  if (!more.has) return null;
  return (
    <p className="inbox-more">
      <Button small busy={more.busy} onClick={more.load}>
        {more.busy ? loading : t.more}
      </Button>
    </p>
  );
}

function setSize({ total, rows, more }: CaseListProps): number {
  return total ?? (more.has ? -1 : rows.length);
}

// On narrow windows people load page by page; the list is as long as they asked for.
function PlainList(props: CaseListProps) {
  const t = useInboxMessages();
  const { rows, authorityId, search, currentId, more } = props;
  return (
    <div className="inbox-scroll">
      <ul className="inbox-rows" aria-label={t.list}>
        {rows.map((row, index) => (
          <li key={row.id} aria-setsize={setSize(props)} aria-posinset={index + 1}>
            <CaseRow row={row} authorityId={authorityId} search={search} current={row.id === currentId} />
          </li>
        ))}
      </ul>
      <More more={more} />
    </div>
  );
}

function useRows({ rows, currentId }: CaseListProps, scroller: RefObject<HTMLDivElement | null>) {
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 132,
    overscan: 6,
    getItemKey: (index) => rows[index]?.id ?? index,
  });
  const index = rows.findIndex(({ id }) => id === currentId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another case moves the list, never what arrives.
  useEffect(() => {
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' });
  }, [currentId]);
  return virtualizer;
}

function VirtualList(props: CaseListProps) {
  const t = useInboxMessages();
  const { rows, authorityId, search, currentId, more } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useRows(props, scroller);
  return (
    <div className="inbox-scroll" ref={scroller}>
      <ul className="inbox-rows" aria-label={t.list} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const row = rows[index];
          return (
            row && (
              <li
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                className="inbox-virtual"
                style={{ transform: `translateY(${start}px)` }}
                aria-setsize={setSize(props)}
                aria-posinset={index + 1}
              >
                <CaseRow row={row} authorityId={authorityId} search={search} current={row.id === currentId} />
              </li>
            )
          );
        })}
      </ul>
      <More more={more} />
    </div>
  );
}

/** The cases of the inbox: only those in sight are in the page where list and case stand side by side. */
export function CaseList(props: CaseListProps) {
  return useMedia(sideBySide) ? <VirtualList {...props} /> : <PlainList {...props} />;
}
