import { useMemo } from 'react';
import { type Client, useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { type Attachment, type Attachments, type DocumentDoor, useAttachments } from '../../postbox/useAttachments.ts';
import type { KeptFile } from './postDraft.ts';

const GroupDocumentCreate = graphql(`
  mutation GroupDocumentCreate($input: GroupDocumentCreateInput!) {
    groupDocumentCreate(input: $input) { document { id uploadUrl } userErrors { code field message } }
  }
`);

const GroupDocumentState = graphql(`
  query GroupDocumentState($id: ID!) {
    node(id: $id) { __typename id ... on GroupDocument { mediaType scanned refusal uploadUrl } }
  }
`);

/** The most files of one post. */
export const mostFiles = 5;
/** The most bytes of the files of one post. */
export const mostBytes = 20_000_000;

function groupDoor(client: Client, groupId: string): DocumentDoor {
  return {
    most: mostFiles,
    async announce({ name: filename, size, type }) {
      const mediaType = type || 'application/octet-stream';
      const input = { groupId, filename, size, mediaType, idempotencyKey: crypto.randomUUID() };
      const { data } = await client.mutation(GroupDocumentCreate, { input }).toPromise();
      const [refused] = data?.groupDocumentCreate.userErrors ?? [];
      if (refused) return { status: 'refused', message: refused.message };
      const document = data?.groupDocumentCreate.document;
      return document ? { documentId: document.id, uploadUrl: document.uploadUrl ?? '' } : { status: 'failed' };
    },
    async look(documentId) {
      const { data } = await client
        .query(GroupDocumentState, { id: documentId }, { requestPolicy: 'network-only' })
        .toPromise();
      if (!data) return undefined;
      const file = data.node?.__typename === 'GroupDocument' ? data.node : null;
      // What waited for a day is gone, and so is what the reason says nothing of.
      if (!file) return { status: 'refused', message: null };
      if (file.refusal) return { status: 'refused', message: file.refusal };
      if (file.uploadUrl) return { status: 'failed' };
      return { status: file.mediaType ? 'ready' : 'checking', scanned: file.scanned };
    },
    // A file without a post goes by itself, after a day.
    drop: () => {},
  };
}

const asAttachment = ({ documentId, filename, size }: KeptFile): Attachment => ({
  key: documentId,
  documentId,
  filename,
  size,
  status: 'checking',
});

/** The files of a post being written; `kept` are those that were there before the page was left. */
export function useGroupFiles(groupId: string, kept: readonly KeptFile[]): Attachments {
  const client = useClient();
  const door = useMemo(() => groupDoor(client, groupId), [client, groupId]);
  return useAttachments(door, kept.map(asAttachment));
}

/** The files that are at the server, to be kept with the draft. */
export function keptFiles({ list }: Attachments): KeptFile[] {
  return list.flatMap(({ documentId, filename, size, status }) =>
    documentId && (status === 'ready' || status === 'checking') ? [{ documentId, filename, size }] : [],
  );
}
