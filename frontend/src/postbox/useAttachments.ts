import { useCallback, useEffect, useRef, useState } from 'react';
import { type Client, useClient } from 'urql';
import type { DocumentPartsFragment } from '../gql/graphql.ts';
import { graphql, readFragment } from '../gql/index.ts';
import { mostDocuments, type Refusal, refusalOf } from './acceptance.ts';
import { DocumentParts } from './DocumentList.tsx';
import type { Target } from './draftKeeper.ts';
import { canDecode, isHeic, toJpeg } from './heic.ts';
import { UploadProblem, upload } from './upload.ts';

const CreateDocument = graphql(`
  mutation CreateDocument($input: DocumentCreateInput!) {
    documentCreate(input: $input) {
      document { id uploadUrl ...DocumentParts }
      userErrors { code field message }
    }
  }
`);

const DocumentProgress = graphql(`
  query DocumentProgress($id: ID!) { node(id: $id) { __typename id ...DocumentParts } }
`);

const DropDocument = graphql(`
  mutation DropDocument($input: DocumentDeleteInput!) {
    documentDelete(input: $input) { deletedDocumentId userErrors { code field message } }
  }
`);

/** A document on its way into a message. `message` is the server's reason for a refusal. */
export interface Attachment {
  key: string;
  filename: string;
  size: number;
  status: 'sending' | 'checking' | 'ready' | 'refused' | 'failed';
  documentId?: string;
  uploadUrl?: string;
  progress?: number;
  refusal?: Refusal;
  message?: string | null;
  scanned?: boolean;
  /** It belongs to a message that was sent elsewhere meanwhile: taking it out here deletes nothing there. */
  sent?: boolean;
  /** Of a picture that not everybody can open: whether this browser can make a JPEG of it that fits, or is doing so. */
  jpeg?: 'possible' | 'impossible' | 'large' | 'making';
}

/** Documents of a message being written. */
export interface Attachments {
  list: readonly Attachment[];
  /** Ids of the documents that are at the server, in order. */
  documentIds: readonly string[];
  /** Bytes of all documents that are not refused. */
  bytes: number;
  /** Some are still on their way. */
  pending: boolean;
  add: (files: readonly File[], room: number) => void;
  remove: (key: string) => void;
  retry: (key: string) => void;
  /** Sends the JPEG of a picture instead of it; gives its name, or null where that is not possible. */
  convert: (key: string, room: number) => Promise<string | null>;
  /** Learns that what is here now was sent elsewhere. */
  wereSent: () => void;
  /** Shows what a draft holds, or nothing after sending. */
  replace: (documents: readonly DocumentPartsFragment[]) => void;
}

const pollMs = [300, 700, 1500, 3000];
const patience = 100;

/** A document of the server as a row of the composer. */
export function toAttachment({ id, filename, size, state, refusal, scanned }: DocumentPartsFragment): Attachment {
  const status = { AWAITING_UPLOAD: 'failed', SCANNING: 'checking', READY: 'ready', REFUSED: 'refused' } as const;
  const row = { key: id, documentId: id, filename, size, status: status[state], message: refusal ?? null, scanned };
  // The bytes are at the server: here is nothing left that a JPEG could be made of.
  return isHeic(filename) ? { ...row, jpeg: 'impossible' } : row;
}

async function announce(client: Client, target: Target, file: File): Promise<Partial<Attachment>> {
  const { data, error } = await client
    .mutation(CreateDocument, {
      input: { ...target, filename: file.name, size: file.size, mediaType: file.type || 'application/octet-stream' },
    })
    .toPromise();
  const payload = data?.documentCreate;
  if (error || !payload) return { status: 'failed' };
  const refused = payload.userErrors[0];
  if (refused) return { status: 'refused', message: refused.message };
  return { documentId: payload.document?.id ?? '', uploadUrl: payload.document?.uploadUrl ?? '' };
}

/** What the server says of a document; while it still looks, asks again up to `turns` times. */
async function judged(
  client: Client,
  documentId: string,
  signal: AbortSignal,
  turns: number,
): Promise<Partial<Attachment>> {
  for (let turn = 0; ; turn++) {
    const { data } = await client
      .query(DocumentProgress, { id: documentId }, { requestPolicy: 'network-only' })
      .toPromise();
    const node = data?.node;
    const found = node?.__typename === 'Document' ? readFragment(DocumentParts, node) : null;
    if (found && (found.state === 'READY' || found.state === 'REFUSED')) {
      const { key: _, jpeg: __, ...fresh } = toAttachment(found);
      return fresh;
    }
    if (turn >= turns) return { status: 'failed' };
    await new Promise((resolve) => setTimeout(resolve, pollMs[Math.min(turn, pollMs.length - 1)]));
    signal.throwIfAborted();
  }
}

/** Uploads documents as soon as they are chosen, each with progress, cancelling and another try. */
export function useAttachments(target: Target, begun: readonly Attachment[]): Attachments {
  const client = useClient();
  const [list, setList] = useState(() =>
    begun.map((one) => (one.jpeg ? { ...one, jpeg: 'impossible' as const } : one)),
  );
  const files = useRef(new Map<string, File>());
  const running = useRef(new Map<string, AbortController>());
  const current = useRef(list);
  current.current = list;

  const patch = useCallback((key: string, change: Partial<Attachment>) => {
    setList((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)));
  }, []);

  const run = useCallback(
    async (key: string, known: Partial<Attachment>) => {
      const controller = new AbortController();
      running.current.set(key, controller);
      const { signal } = controller;
      let { documentId, uploadUrl } = known;
      try {
        const file = files.current.get(key);
        if (!documentId && file) {
          const announced = await announce(client, target, file);
          signal.throwIfAborted();
          patch(key, announced);
          if (announced.status) return;
          ({ documentId, uploadUrl } = announced);
        }
        if (file && uploadUrl) {
          await upload({ url: uploadUrl, file, signal, onProgress: (progress) => patch(key, { progress }) });
          patch(key, { status: 'checking' });
        }
        if (documentId) patch(key, await judged(client, documentId, signal, patience));
      } catch (problem) {
        if (signal.aborted) return;
        // A repeated upload is refused when the first arrived after all: the document itself says what became of it.
        const answered = problem instanceof UploadProblem && problem.status > 0 && documentId;
        patch(key, answered ? await judged(client, answered, signal, 0) : { status: 'failed' });
      } finally {
        running.current.delete(key);
      }
    },
    [client, target, patch],
  );

  // A document that was being checked when the page was left is asked for again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was there at first.
  useEffect(() => {
    for (const { key, status, documentId } of begun) {
      if (status === 'checking' && documentId) void run(key, { documentId });
    }
  }, []);

  const offer = async (key: string) => {
    const file = files.current.get(key);
    if (file) patch(key, { jpeg: (await canDecode(file)) ? 'possible' : 'impossible' });
  };
  const remove = (key: string) => {
    running.current.get(key)?.abort();
    files.current.delete(key);
    const row = current.current.find((one) => one.key === key);
    setList((all) => all.filter((one) => one.key !== key));
    if (row?.documentId && !row.sent)
      void client
        .mutation(DropDocument, { input: { ...target, documentId: row.documentId, onlyUnsent: true } })
        .toPromise();
  };

  const wereSent = useCallback(() => setList((all) => all.map((one) => ({ ...one, sent: true }))), []);

  const counted = list.filter(({ status }) => status !== 'refused');
  return {
    list,
    documentIds: counted.flatMap(({ documentId, status }) => (documentId && status !== 'failed' ? [documentId] : [])),
    bytes: counted.reduce((sum, { size }) => sum + size, 0),
    pending: list.some(({ status, jpeg }) => status === 'sending' || status === 'checking' || jpeg === 'making'),
    add(added, room) {
      let left = room;
      let places = mostDocuments - counted.length;
      const rows = added.map((file): Attachment => {
        const key = crypto.randomUUID();
        const row = { key, filename: file.name, size: file.size };
        const refusal = refusalOf(file, left, places);
        if (refusal) return { ...row, status: 'refused', refusal };
        left -= file.size;
        places -= 1;
        files.current.set(key, file);
        return { ...row, status: 'sending', progress: 0 };
      });
      setList((all) => [...all, ...rows]);
      for (const { key, status, filename } of rows) {
        if (status !== 'sending') continue;
        void run(key, {});
        if (isHeic(filename)) void offer(key);
      }
    },
    remove,
    async convert(key, room) {
      const original = files.current.get(key);
      if (!original) return null;
      patch(key, { jpeg: 'making' });
      const jpeg = await toJpeg(original);
      // It may have been taken out meanwhile.
      if (!files.current.has(key)) return null;
      const refusal = jpeg && refusalOf(jpeg, room + original.size, 1);
      if (!jpeg || refusal) {
        patch(key, { jpeg: jpeg ? 'large' : 'impossible' });
        return null;
      }
      const row: Attachment = {
        key: crypto.randomUUID(),
        filename: jpeg.name,
        size: jpeg.size,
        status: 'sending',
        progress: 0,
      };
      files.current.set(row.key, jpeg);
      setList((all) => all.flatMap((one) => (one.key === key ? [row, one] : [one])));
      remove(key);
      void run(row.key, {});
      return jpeg.name;
    },
    retry(key) {
      const row = current.current.find((one) => one.key === key);
      if (!row) return;
      patch(key, { status: 'sending', progress: 0 });
      void run(key, row);
    },
    wereSent,
    replace(documents) {
      for (const controller of running.current.values()) controller.abort();
      files.current.clear();
      setList(documents.map(toAttachment));
    },
  };
}
