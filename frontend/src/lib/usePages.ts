import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import {
  type AnyVariables,
  type Client,
  type CombinedError,
  createRequest,
  type TypedDocumentNode,
  useClient,
} from 'urql';
import { pipe, subscribe } from 'wonka';

/** What a connection of the contract must answer to be paged through. */
export interface PageShape<N> {
  edges: readonly { node: N }[];
  pageInfo: {
    hasNextPage?: boolean;
    hasPreviousPage?: boolean;
    startCursor?: string | null;
    endCursor?: string | null;
  };
  totalCount?: number | null;
}

interface PagesInput<D, V extends AnyVariables, N> {
  /** Takes `$after: String`, or `$before: String` when `backward`, and selects the page info that leads on. */
  query: TypedDocumentNode<D, V>;
  variables: V;
  /** Finds the connection in an answer; null when what it belongs to does not exist. */
  read: (data: D) => PageShape<N> | null | undefined;
  /** The first page is the end of the list, further pages come before it. */
  backward?: boolean;
}

/** A list as far as it is loaded. */
export interface Pages<D, N> {
  /** In the order of the list, each node once. */
  nodes: readonly N[];
  /** The first page's answer, undefined until it is there. */
  data: D | undefined;
  totalCount: number | null;
  error: CombinedError | undefined;
  hasMore: boolean;
  /** The first page is on its way. */
  loading: boolean;
  /** The first page is the server's answer, not only what was remembered. */
  fresh: boolean;
  loadingMore: boolean;
  more: () => void;
  /** Asks the server for all loaded pages again. */
  reload: () => void;
}

interface Slot<D> {
  cursor: string | null;
  data?: D;
  error?: CombinedError | undefined;
  fresh?: boolean;
  stop: () => void;
}

type View<D> = Pick<Pages<D, never>, 'data' | 'error' | 'hasMore' | 'loading' | 'fresh' | 'loadingMore'> & {
  pages: readonly D[];
};

/**
 * Pages chained by cursor: each begins where its neighbour ends, also after that one was loaded again, so that no gap
 * opens when the list grows meanwhile. Every page stays connected to the cache.
 */
class PageChain<D, V extends AnyVariables, N> {
  private slots: Slot<D>[] = [];
  private wanted = 1;
  private listeners = new Set<() => void>();
  private view: View<D> = {
    pages: [],
    data: undefined,
    error: undefined,
    hasMore: false,
    loading: true,
    fresh: false,
    loadingMore: false,
  };
  private readonly client: Client;
  private readonly input: PagesInput<D, V, N>;

  constructor(client: Client, input: PagesInput<D, V, N>) {
    this.client = client;
    this.input = input;
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    if (this.slots.length === 0) this.open(0, null);
    return () => {
      this.listeners.delete(listener);
      if (this.listeners.size === 0) this.cut(0);
    };
  };

  snapshot = () => this.view;

  more = () => {
    if (!this.view.hasMore || this.view.loadingMore) return;
    this.wanted = this.slots.length + 1;
    this.extend(this.slots.length - 1);
    this.publish();
  };

  reload = () => {
    for (const { cursor } of this.slots) {
      void this.client.query(this.input.query, this.variables(cursor), { requestPolicy: 'network-only' }).toPromise();
    }
  };

  private variables(cursor: string | null): V {
    return { ...this.input.variables, [this.input.backward ? 'before' : 'after']: cursor } as V;
  }

  private open(index: number, cursor: string | null): void {
    const slot: Slot<D> = { cursor, stop: () => {} };
    this.slots[index] = slot;
    const request = createRequest(this.input.query, this.variables(cursor));
    const source = this.client.executeQuery(request, { requestPolicy: 'cache-and-network' });
    const { unsubscribe } = pipe(
      source,
      subscribe(({ data, error, stale }) => {
        if (this.slots[index] !== slot) return;
        if (!stale && !error) slot.fresh = true;
        if (data !== undefined && data !== null) slot.data = data;
        slot.error = error;
        this.extend(index);
        this.publish();
      }),
    );
    slot.stop = unsubscribe;
    if (this.slots[index] !== slot) unsubscribe();
  }

  // The neighbour is opened again when it no longer begins where this page ends.
  private extend(index: number): void {
    if (index + 1 >= this.wanted) return;
    const cursor = this.cursorAfter(index);
    const next = this.slots[index + 1];
    if (cursor === undefined || next?.cursor === cursor) return;
    this.cut(index + 1);
    if (cursor !== null) this.open(index + 1, cursor);
  }

  /** Where the neighbour begins, null when there is none, undefined while unknown. */
  private cursorAfter(index: number): string | null | undefined {
    const data = this.slots[index]?.data;
    if (data === undefined) return undefined;
    const page = this.input.read(data);
    if (!page) return null;
    const { hasNextPage, hasPreviousPage, startCursor, endCursor } = page.pageInfo;
    return (this.input.backward ? hasPreviousPage && startCursor : hasNextPage && endCursor) || null;
  }

  private cut(from: number): void {
    for (const { stop } of this.slots.splice(from)) stop();
  }

  private publish(): void {
    const pages = this.slots.map(({ data }) => data).filter((data): data is D => data !== undefined);
    const last = this.slots.at(-1);
    this.view = {
      pages,
      data: this.slots[0]?.data,
      error: this.slots.find(({ error }) => error)?.error,
      hasMore: last?.data !== undefined && Boolean(this.cursorAfter(this.slots.length - 1)),
      loading: this.slots[0]?.data === undefined && !this.slots[0]?.error,
      fresh: this.slots[0]?.fresh === true,
      loadingMore: this.slots.length > 1 && last?.data === undefined && !last?.error,
    };
    for (const listener of this.listeners) listener();
  }
}

function distinct<D, N extends { id: string }>(
  { pages }: View<D>,
  { read, backward }: PagesInput<D, AnyVariables, N>,
): N[] {
  const found = new Map<string, N>();
  for (const data of backward ? pages.toReversed() : pages) {
    for (const { node } of read(data)?.edges ?? []) if (!found.has(node.id)) found.set(node.id, node);
  }
  return [...found.values()];
}

/** A list of the contract, page by page. While its variables change, what was shown before stays until the answer is there. */
export function usePages<D, V extends AnyVariables, N extends { id: string }>(input: PagesInput<D, V, N>): Pages<D, N> {
  const client = useClient();
  const key = JSON.stringify(input.variables);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the variables; document and reader never change.
  const chain = useMemo(() => new PageChain(client, input), [client, key]);
  const view = useSyncExternalStore(chain.subscribe, chain.snapshot);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the reader never changes.
  const fresh = useMemo(
    () => ({
      nodes: distinct(view, input as never) as N[],
      totalCount: view.data === undefined ? null : (input.read(view.data)?.totalCount ?? null),
    }),
    [view],
  );
  const [shown, setShown] = useState(fresh);
  const settled = !view.loading;
  useEffect(() => {
    if (settled) setShown(fresh);
  }, [settled, fresh]);
  const { data, error, hasMore, loading, fresh: upToDate, loadingMore } = view;
  const list = settled ? fresh : shown;
  return {
    ...list,
    data,
    error,
    hasMore,
    loading,
    fresh: upToDate,
    loadingMore,
    more: useCallback(() => chain.more(), [chain]),
    reload: useCallback(() => chain.reload(), [chain]),
  };
}
