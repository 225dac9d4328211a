import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { type Client, type CombinedError, useClient } from 'urql';
import type { DraftPartsFragment, DraftSaveInput } from '../gql/graphql.ts';
import { graphql, readFragment } from '../gql/index.ts';
import { type UserErrorShape, unanswered } from '../lib/problems.ts';
import { dropLocalDraft, keepLocalDraft, readLocalDraft } from '../lib/storage.ts';
import { DocumentParts } from './DocumentList.tsx';
import {
  DraftKeeper,
  type KeeperState,
  type KeptAt,
  type Letter,
  type SaveAnswer,
  type Target,
  toDraft,
  worthKeeping,
} from './draftKeeper.ts';
import { letterName } from './letterName.ts';
import { messageDoor, toAttachment } from './messageDoor.ts';
import { type Attachment, type Attachments, useAttachments } from './useAttachments.ts';

/** A message being written, as the server keeps it. */
export const DraftParts = graphql(`
  fragment DraftParts on Draft {
    id
    version
    subject
    body
    kind
    recipients { id }
    services { id }
    documents { id ...DocumentParts }
    receiptRequested
    dueOn
    inReplyToId
    decisionEffect
    remedy { amount unit }
    noRemedy
    savedAt
  }
`);

const SaveDraft = graphql(`
  mutation SaveDraft($input: DraftSaveInput!) {
    draftSave(input: $input) { draft { id version savedAt } alreadySent { id } userErrors { code field message } }
  }
`);

const DiscardDraft = graphql(`
  mutation DiscardDraft($input: DraftDiscardInput!) {
    draftDiscard(input: $input) { discardedDraftId userErrors { code field message } }
  }
`);

const NewerDraft = graphql(`
  query NewerDraft($id: ID!) { node(id: $id) { __typename id ...DraftParts } }
`);

/** What came of a sending: payload errors, or a fault when the answer is unknown. */
export interface SendAnswer {
  userErrors?: readonly UserErrorShape[];
  error?: CombinedError | undefined;
  /** The message that the draft became when it was sent elsewhere. */
  alreadySentId?: string | null | undefined;
}

/** What a sending is given beside the letter. The key stays the same until the message is known to be sent. */
export interface Sending {
  letter: Letter;
  documentIds: string[];
  draftId: string | null;
  expectedDraftVersion: number | null;
  idempotencyKey: string;
}

/** What this tab keeps of a letter, so that a reload costs nothing. */
interface KeptLetter extends KeptAt {
  letter: Letter;
  documents: Attachment[];
  key: string;
  /** A sending was begun and its answer never came. */
  unsure: boolean;
}

/** A letter being written, with all that keeps it safe. */
export interface Composer {
  letter: Letter;
  change: (change: Partial<Letter>) => void;
  attachments: Attachments;
  saved: KeeperState;
  /** There is something that would be lost. */
  started: boolean;
  sending: boolean;
  /** The answer to a sending never came: sending again is safe. */
  unsure: boolean;
  /** A newer version of this draft from another device. */
  newer: DraftPartsFragment | null;
  resolve: (whose: 'theirs' | 'mine') => void;
  /** After the draft was sent elsewhere: what is written here becomes a message of its own. */
  writeAnew: () => void;
  /** Asks what became of the draft elsewhere; called when there is reason to. */
  check: () => void;
  send: (run: (sending: Sending) => Promise<SendAnswer>) => Promise<SendAnswer | 'sent' | 'busy'>;
  discard: () => Promise<void>;
  open: (draft: DraftPartsFragment) => void;
}

interface ComposerInput {
  target: Target;
  /** An empty letter as it should begin here. */
  fresh: Letter;
  /** The drafts at the server, newest first. */
  drafts: readonly DraftPartsFragment[];
}

function letterOf(draft: DraftPartsFragment, fresh: Letter): Letter {
  const { subject, body, kind, receiptRequested, dueOn, inReplyToId, decisionEffect, noRemedy } = draft;
  const recipientIds = draft.recipients.map(({ id }) => id);
  const serviceIds = draft.services.map(({ id }) => id);
  return {
    ...fresh,
    subject,
    body,
    kind,
    receiptRequested,
    serviceIds,
    dueOn: dueOn ?? '',
    inReplyToId,
    decisionEffect,
    remedy: draft.remedy && { amount: draft.remedy.amount, unit: draft.remedy.unit },
    noRemedy,
    recipientIds: recipientIds.length > 0 ? recipientIds : fresh.recipientIds,
  };
}

function keptOf(draft: DraftPartsFragment, fresh: Letter): KeptLetter {
  return {
    letter: letterOf(draft, fresh),
    documents: readFragment(DocumentParts, draft.documents).map(toAttachment),
    draftId: draft.id,
    version: draft.version,
    savedAt: draft.savedAt,
    key: crypto.randomUUID(),
    unsure: false,
  };
}

// What this tab holds goes first: it is what the person saw last. The server tells when it is out of date.
function begin(local: KeptLetter | null, { drafts, fresh }: ComposerInput): KeptLetter {
  if (local) return local;
  const [newest] = drafts;
  if (newest) return keptOf(newest, fresh);
  return {
    letter: fresh,
    documents: [],
    draftId: null,
    version: null,
    savedAt: null,
    key: crypto.randomUUID(),
    unsure: false,
  };
}

// Whether a refusal is about the draft itself.
function concerns(refused: UserErrorShape | undefined, code: UserErrorShape['code']): boolean {
  return refused?.code === code && Boolean(refused.field?.includes('draftId'));
}

async function save(client: Client, input: DraftSaveInput): Promise<SaveAnswer> {
  const { data, error } = await client.mutation(SaveDraft, { input }).toPromise();
  const payload = data?.draftSave;
  // The session it was written in has ended: trying again would never end.
  if (error?.networkError?.name === 'AbortError') return { kind: 'refused', message: '' };
  if (error || !payload) return { kind: 'unreachable' };
  const [refused] = payload.userErrors;
  if (concerns(refused, 'WRONG_STATE')) return { kind: 'sent', messageId: payload.alreadySent?.id ?? null };
  if (refused?.code === 'STALE') return { kind: 'stale' };
  if (concerns(refused, 'NOT_FOUND')) return { kind: 'gone' };
  if (refused || !payload.draft) return { kind: 'refused', message: refused?.message ?? '' };
  return { kind: 'saved', draftId: payload.draft.id, version: payload.draft.version, savedAt: payload.draft.savedAt };
}

function useNewer(client: Client, { status, draftId }: KeeperState): DraftPartsFragment | null {
  const [newer, setNewer] = useState<DraftPartsFragment | null>(null);
  useEffect(() => {
    if (status !== 'stale' || !draftId) return setNewer(null);
    let left = false;
    void client
      .query(NewerDraft, { id: draftId }, { requestPolicy: 'network-only' })
      .toPromise()
      .then(({ data }) => {
        if (!left && data?.node?.__typename === 'Draft') setNewer(readFragment(DraftParts, data.node));
      });
    return () => {
      left = true;
    };
  }, [client, status, draftId]);
  return newer;
}

/** Writes a letter: kept in this tab at every stroke, at the server when the hand rests, sent once. */
export function useComposer(input: ComposerInput): Composer {
  const { target, fresh } = input;
  const client = useClient();
  const name = letterName(target);
  const [begun] = useState(() => begin(readLocalDraft<KeptLetter>(name), input));
  const [letter, setLetter] = useState(begun.letter);
  const [key, setKey] = useState(begun.key);
  const [unsure, setUnsure] = useState(begun.unsure);
  const [sending, setSending] = useState(false);
  const busy = useRef(false);
  const door = useMemo(() => messageDoor(client, target), [client, target]);
  const attachments = useAttachments(door, begun.documents);
  const [keeper] = useState(
    () => new DraftKeeper({ target, begun, held: begun.unsure, save: (draft) => save(client, draft) }),
  );
  const saved = useSyncExternalStore(keeper.subscribe, keeper.snapshot);
  const newer = useNewer(client, saved);
  const { wereSent } = attachments;
  useEffect(() => {
    if (saved.status === 'sent') wereSent();
  }, [saved.status, wereSent]);

  const { list } = attachments;
  const idList = attachments.documentIds.join(' ');
  const documentIds = useMemo(() => (idList ? idList.split(' ') : []), [idList]);
  const { draftId, version, savedAt } = saved;
  const started = worthKeeping({ letter, documentIds: list.map(({ key: one }) => one) });

  const first = useRef(true);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    keeper.change({ letter, documentIds });
  }, [keeper, letter, documentIds]);

  useEffect(() => {
    if (!started) return dropLocalDraft(name);
    const documents = list.filter(
      ({ documentId, status }) => documentId && (status === 'ready' || status === 'checking'),
    );
    keepLocalDraft(name, { letter, documents, key, unsure, draftId, version, savedAt } satisfies KeptLetter);
  }, [name, started, letter, list, key, unsure, draftId, version, savedAt]);

  useEffect(() => {
    const leave = () => {
      if (document.visibilityState === 'hidden') void keeper.flush();
    };
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      void keeper.flush();
    };
  }, [keeper]);

  const change = useCallback((part: Partial<Letter>) => setLetter((one) => ({ ...one, ...part })), []);
  const startAnew = useCallback(
    (next: KeptLetter) => {
      keeper.reset();
      keeper.adopt(next);
      first.current = true;
      setLetter(next.letter);
      setKey(next.key);
      setUnsure(false);
    },
    [keeper],
  );
  const clear = () => {
    startAnew(begin(null, { ...input, drafts: [], fresh: { ...fresh, receiptRequested: letter.receiptRequested } }));
    attachments.replace([]);
  };

  const check = async () => {
    const { draftId, status } = keeper.snapshot();
    if (!draftId || busy.current || unsure || status === 'stale' || status === 'sent') return;
    const found = await client.query(NewerDraft, { id: draftId }, { requestPolicy: 'network-only' }).toPromise();
    const now = keeper.snapshot();
    if (found.error || busy.current || now.draftId !== draftId || now.status === 'saving') return;
    if (found.data?.node?.__typename === 'Draft') {
      if (readFragment(DraftParts, found.data.node).version > (now.version ?? 0)) keeper.learn('stale');
      return;
    }
    // It is gone: a save, which cannot do anything any more, is told what it became.
    const answer = await save(client, {
      ...target,
      ...toDraft(letter),
      documentIds,
      draftId,
      expectedVersion: now.version,
    });
    if (keeper.snapshot().draftId !== draftId) return;
    if (answer.kind === 'sent') keeper.learn({ becameId: answer.messageId });
    else if (answer.kind === 'gone') keeper.adopt({ draftId: null, version: null, savedAt: null });
  };
  const checking = useRef(check);
  checking.current = check;
  useEffect(() => {
    const come = () => {
      if (document.visibilityState === 'visible') void checking.current();
    };
    window.addEventListener('focus', come);
    document.addEventListener('visibilitychange', come);
    return () => {
      window.removeEventListener('focus', come);
      document.removeEventListener('visibilitychange', come);
    };
  }, []);

  const open = (draft: DraftPartsFragment) => {
    startAnew(keptOf(draft, fresh));
    attachments.replace(readFragment(DocumentParts, draft.documents).map(toAttachment));
  };
  const refused = ({ userErrors, error, alreadySentId }: SendAnswer) => {
    setUnsure(unanswered(error));
    if (userErrors?.some((one) => concerns(one, 'WRONG_STATE'))) keeper.learn({ becameId: alreadySentId ?? null });
    else if (userErrors?.some((one) => concerns(one, 'STALE'))) keeper.learn('stale');
    else if (userErrors?.some((one) => concerns(one, 'NOT_FOUND') || one.code === 'IDEMPOTENCY_CONFLICT')) {
      // The earlier text is sent and took the draft along, or the draft was discarded: what is written here is a new letter.
      keeper.reset();
      setKey(crypto.randomUUID());
    } else if (!unanswered(error)) keeper.release();
  };

  return {
    letter,
    change,
    attachments,
    saved,
    started,
    sending,
    unsure,
    newer,
    open,
    resolve(whose) {
      if (!newer) return;
      if (whose === 'theirs') return open(newer);
      keeper.adopt({ draftId: newer.id, version: newer.version, savedAt: newer.savedAt });
      keeper.change({ letter, documentIds });
    },
    writeAnew() {
      keeper.reset();
      setKey(crypto.randomUUID());
      keeper.change({ letter, documentIds });
    },
    check: () => void check(),
    async send(run) {
      if (busy.current) return 'busy';
      busy.current = true;
      setSending(true);
      try {
        await keeper.hold();
        const { draftId, version } = keeper.snapshot();
        const answer = await run({ letter, documentIds, draftId, expectedDraftVersion: version, idempotencyKey: key });
        if (!answer.error && !answer.userErrors?.length) {
          clear();
          return 'sent';
        }
        refused(answer);
        return answer;
      } finally {
        busy.current = false;
        setSending(false);
      }
    },
    async discard() {
      // What is on its way to the server, and documents that no draft names yet, would otherwise stay there.
      await (documentIds.length > 0 ? keeper.flush() : keeper.hold());
      const { draftId } = keeper.snapshot();
      if (draftId) void client.mutation(DiscardDraft, { input: { draftId } }).toPromise();
      clear();
    },
  };
}
