import { useCallback, useEffect, useRef } from 'react';
import { useClient } from 'urql';
import { graphql } from '../gql/index.ts';
import type { Target } from './draftKeeper.ts';

/** Opens messages or marks them unread again; opening is a fact of the record. */
export const MarkRead = graphql(`
  mutation MarkRead($input: MessageMarkReadInput!) {
    messageMarkRead(input: $input) { messages { id ...MessageParts } userErrors { code field message } }
  }
`);

// Long enough to have been seen, short enough not to lag behind the eye.
const restMs = 800;
// Fine enough that a message several windows tall still tells when a good part of it is in sight.
const steps = Array.from({ length: 21 }, (_, index) => index / 20);

interface MarkReadInput {
  /** Whose copies are opened. */
  of: Target;
  /** Ids of the messages to be opened when they are seen. */
  unread: readonly string[];
  onMarked: () => void;
}

function seen({ isIntersecting, intersectionRatio, intersectionRect }: IntersectionObserverEntry): boolean {
  return isIntersecting && (intersectionRatio >= 0.5 || intersectionRect.height >= innerHeight * 0.4);
}

/** How a thread has its messages opened by being seen. */
export interface Seeing {
  /** The ref of each message's element. */
  watch: (element: HTMLElement | null) => (() => void) | undefined;
  /** Somebody wants to keep a message unread: being in sight opens it no more. */
  leave: (messageId: string) => void;
}

/** Opens unread messages once they have been in sight for a moment. */
export function useMarkRead({ of, unread, onMarked }: MarkReadInput): Seeing {
  const client = useClient();
  const place = useRef(of);
  place.current = of;
  const wanted = useRef(new Set<string>());
  wanted.current = new Set(unread);
  const told = useRef(onMarked);
  told.current = onMarked;
  const sent = useRef(new Set<string>());
  const elements = useRef(new Set<HTMLElement>());
  const observer = useRef<IntersectionObserver | null>(null);

  useEffect(() => {
    const visible = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const mark = async () => {
      const messageIds = [...visible].filter((id) => wanted.current.has(id) && !sent.current.has(id));
      if (messageIds.length === 0 || document.visibilityState !== 'visible') return;
      for (const id of messageIds) sent.current.add(id);
      const { error } = await client.mutation(MarkRead, { input: { ...place.current, messageIds } }).toPromise();
      if (error) for (const id of messageIds) sent.current.delete(id);
      else told.current();
    };
    const plan = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void mark(), restMs);
    };
    const watcher = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          const id = (entry.target as HTMLElement).dataset.message ?? '';
          if (seen(entry)) visible.add(id);
          else visible.delete(id);
        }
        plan();
      },
      { threshold: steps },
    );
    observer.current = watcher;
    for (const element of elements.current) watcher.observe(element);
    document.addEventListener('visibilitychange', plan);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', plan);
      watcher.disconnect();
      observer.current = null;
    };
  }, [client]);

  const watch = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    elements.current.add(element);
    observer.current?.observe(element);
    return () => {
      elements.current.delete(element);
      observer.current?.unobserve(element);
    };
  }, []);
  const leave = useCallback((messageId: string) => void sent.current.add(messageId), []);
  return { watch, leave };
}
