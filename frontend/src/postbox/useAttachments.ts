import { useCallback, useEffect, useRef, useState } from 'react';
import { type Refusal, refusalOf } from './acceptance.ts';
import { canDecode, isHeic, toJpeg } from './heic.ts';
import { UploadProblem, upload } from './upload.ts';

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
  /** The most that there may be. */
  most: number;
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
  replace: (rows: readonly Attachment[]) => void;
}

const pollMs = [300, 700, 1500, 3000];
const patience = 100;

/** How documents reach the place that they are written for. */
export interface DocumentDoor {
  /** The most documents of one text. */
  most: number;
  /** Tells the server of a document: its id and where its bytes go, or why it is not taken. */
  announce: (file: File) => Promise<Partial<Attachment>>;
  /** What the server says of a document now; undefined while that is not known. */
  look: (documentId: string) => Promise<Partial<Attachment> | undefined>;
  /** Deletes what was not sent. */
  drop: (documentId: string) => void;
}

/** What the server says of a document; while it still looks, asks again up to `turns` times. */
async function judged(
  door: DocumentDoor,
  documentId: string,
  signal: AbortSignal,
  turns: number,
): Promise<Partial<Attachment>> {
  for (let turn = 0; ; turn++) {
    const found = await door.look(documentId);
    if (found?.status === 'ready' || found?.status === 'refused') return found;
    if (turn >= turns) return { status: 'failed' };
    await new Promise((resolve) => setTimeout(resolve, pollMs[Math.min(turn, pollMs.length - 1)]));
    signal.throwIfAborted();
  }
}

/** Uploads documents as soon as they are chosen, each with progress, cancelling and another try. */
export function useAttachments(door: DocumentDoor, begun: readonly Attachment[]): Attachments {
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
          const announced = await door.announce(file);
          signal.throwIfAborted();
          patch(key, announced);
          if (announced.status) return;
          ({ documentId, uploadUrl } = announced);
        }
        if (file && uploadUrl) {
          await upload({ url: uploadUrl, file, signal, onProgress: (progress) => patch(key, { progress }) });
          patch(key, { status: 'checking' });
        }
        if (documentId) patch(key, await judged(door, documentId, signal, patience));
      } catch (problem) {
        if (signal.aborted) return;
        // A repeated upload is refused when the first arrived after all: the document itself says what became of it.
        const answered = problem instanceof UploadProblem && problem.status > 0 && documentId;
        patch(key, answered ? await judged(door, answered, signal, 0) : { status: 'failed' });
      } finally {
        running.current.delete(key);
      }
    },
    [door, patch],
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
    if (row?.documentId && !row.sent) door.drop(row.documentId);
  };

  const wereSent = useCallback(() => setList((all) => all.map((one) => ({ ...one, sent: true }))), []);

  const counted = list.filter(({ status }) => status !== 'refused');
  return {
    list,
    most: door.most,
    documentIds: counted.flatMap(({ documentId, status }) => (documentId && status !== 'failed' ? [documentId] : [])),
    bytes: counted.reduce((sum, { size }) => sum + size, 0),
    pending: list.some(({ status, jpeg }) => status === 'sending' || status === 'checking' || jpeg === 'making'),
    add(added, room) {
      let left = room;
      let places = door.most - counted.length;
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
    replace(rows) {
      for (const controller of running.current.values()) controller.abort();
      files.current.clear();
      setList([...rows]);
    },
  };
}
