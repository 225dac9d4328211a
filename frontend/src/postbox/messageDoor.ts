import type { Client } from 'urql';
import type { DocumentPartsFragment } from '../gql/graphql.ts';
import { graphql, readFragment } from '../gql/index.ts';
import { mostDocuments } from './acceptance.ts';
import { DocumentParts } from './DocumentList.tsx';
import type { Target } from './draftKeeper.ts';
import { isHeic } from './heic.ts';
import type { Attachment, DocumentDoor } from './useAttachments.ts';

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

/** A document of the server as a row of the composer. */
export function toAttachment({ id, filename, size, state, refusal, scanned }: DocumentPartsFragment): Attachment {
  const status = { AWAITING_UPLOAD: 'failed', SCANNING: 'checking', READY: 'ready', REFUSED: 'refused' } as const;
  const row = { key: id, documentId: id, filename, size, status: status[state], message: refusal ?? null, scanned };
  // The bytes are at the server: here is nothing left that a JPEG could be made of.
  return isHeic(filename) ? { ...row, jpeg: 'impossible' } : row;
}

/** The way of a document into a message of a mailbox or a case. */
export function messageDoor(client: Client, target: Target): DocumentDoor {
  return {
    most: mostDocuments,
    async announce(file) {
      const { data, error } = await client
        .mutation(CreateDocument, {
          input: {
            ...target,
            filename: file.name,
            size: file.size,
            mediaType: file.type || 'application/octet-stream',
          },
        })
        .toPromise();
      const payload = data?.documentCreate;
      if (error || !payload) return { status: 'failed' };
      const refused = payload.userErrors[0];
      if (refused) return { status: 'refused', message: refused.message };
      return { documentId: payload.document?.id ?? '', uploadUrl: payload.document?.uploadUrl ?? '' };
    },
    async look(documentId) {
      const { data } = await client
        .query(DocumentProgress, { id: documentId }, { requestPolicy: 'network-only' })
        .toPromise();
      const node = data?.node;
      const found = node?.__typename === 'Document' ? readFragment(DocumentParts, node) : null;
      if (!found) return undefined;
      const { key: _, jpeg: __, ...fresh } = toAttachment(found);
      return fresh;
    },
    drop(documentId) {
      void client.mutation(DropDocument, { input: { ...target, documentId, onlyUnsent: true } }).toPromise();
    },
  };
}
