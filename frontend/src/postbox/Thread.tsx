import { type ReactNode, useRef, useState } from 'react';
import type { MessagePartsFragment } from '../gql/graphql.ts';
import { readFragment } from '../gql/index.ts';
import { Button } from '../ui/Button.tsx';
import { DeliveryParts } from './DeliverySteps.tsx';
import { goToMessage } from './goToMessage.ts';
import type { Side } from './MessageCard.tsx';
import { usePostboxMessages } from './postboxMessages.ts';

/** Something else between the messages, by its time. */
export interface Interlude {
  key: string;
  /** A contract `Time`. */
  at: string;
  content: ReactNode;
}

interface ThreadProps {
  messages: readonly MessagePartsFragment[];
  side: Side;
  interludes?: readonly Interlude[];
  older: { has: boolean; busy: boolean; load: () => void };
  render: (message: MessagePartsFragment, look: { isNew: boolean; folded: boolean }) => ReactNode;
  empty: ReactNode;
  /** Somebody asks for new messages that came while the thread was open. */
  onShow: (messageIds: readonly string[]) => void;
}

const shownWhole = 3;

function failing(message: MessagePartsFragment): boolean {
  return readFragment(DeliveryParts, message.deliveries).some(({ failure }) => failure !== null);
}

// What was new stays marked for this visit, although entering makes it read.
function useNew(messages: readonly MessagePartsFragment[]): ReadonlySet<string> {
  const seen = useRef(new Set<string>());
  for (const { id, unread } of messages) if (unread) seen.current.add(id);
  return seen.current;
}

function NewPill({ messages, onShow }: Pick<ThreadProps, 'messages' | 'onShow'>) {
  const t = usePostboxMessages();
  const [passed, setPassed] = useState<string[]>([]);
  const waiting = messages.filter(({ id, unread }) => unread && !passed.includes(id));
  const [first] = waiting;
  if (!first) return null;
  return (
    <p className="postbox-pill no-print">
      <Button
        small
        look="primary"
        icon="arrow-down"
        onClick={() => {
          const ids = waiting.map(({ id }) => id);
          setPassed([...passed, ...ids]);
          onShow(ids);
          goToMessage(first.id);
        }}
      >
        {t.newArrived(waiting.length)} – {t.showNew}
      </Button>
    </p>
  );
}

/** Messages in the order they came, the newest at the bottom; of a long thread the older ones begin folded. */
export function Thread({ messages, side, interludes = [], older, render, empty, onShow }: ThreadProps) {
  const t = usePostboxMessages();
  const isNew = useNew(messages);
  const oldest = messages[0]?.sentAt ?? '';
  const last = messages.at(-1);
  const rows = [
    ...messages.map((message, index) => ({
      key: message.id,
      at: message.sentAt,
      content: render(message, {
        isNew: isNew.has(message.id),
        folded: index < messages.length - shownWhole - 1 && !isNew.has(message.id) && !failing(message),
      }),
    })),
    ...interludes.filter(({ at }) => !older.has || at >= oldest),
  ].sort((a, b) => a.at.localeCompare(b.at));
  return (
    <section className="postbox-thread" aria-labelledby="postbox-thread">
      <h2 className="kern-sr-only" id="postbox-thread">
        {t.thread}
      </h2>
      {(older.has || messages.length > shownWhole) && (
        <div className="postbox-older no-print">
          {older.has && (
            <Button small busy={older.busy} icon="arrow-up" onClick={older.load}>
              {t.older}
            </Button>
          )}
          {last && (
            <Button small look="tertiary" icon="arrow-down" onClick={() => goToMessage(last.id)}>
              {t.newest}
            </Button>
          )}
        </div>
      )}
      {rows.length === 0 ? (
        empty
      ) : (
        <ol className="postbox-messages" data-side={side}>
          {rows.map(({ key, content }) => (
            <li key={key}>{content}</li>
          ))}
        </ol>
      )}
      <NewPill messages={messages} onShow={onShow} />
    </section>
  );
}
