import { type AnyVariables, type TypedDocumentNode, useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText, type UserErrorShape } from '../../lib/problems.ts';

const DeleteMessage = graphql(`
  mutation DeleteMessage($input: MessageDeleteInput!) {
    messageDelete(input: $input) { deletedMessageId userErrors { code field message } }
  }
`);

const DeleteDocument = graphql(`
  mutation DeleteDocument($input: DocumentDeleteInput!) {
    documentDelete(input: $input) { deletedDocumentId userErrors { code field message } }
  }
`);

interface Deletion {
  message: (messageId: string) => Promise<string | null>;
  document: (documentId: string, mailboxId: string) => Promise<string | null>;
}

/** Deletes on the owner's side; each answers why not, or null when it is done. */
export function useDeletion(): Deletion {
  const client = useClient();
  const common = useCommonMessages();
  async function run<D, V extends AnyVariables>(
    document: TypedDocumentNode<D, V>,
    variables: V,
    errorsOf: (data: D) => readonly UserErrorShape[],
  ): Promise<string | null> {
    const { data, error } = await client.mutation(document, variables).toPromise();
    if (error || !data) return error ? problemText(error, common) : common.problem.unknown;
    return errorsOf(data)[0]?.message ?? null;
  }
  return {
    message: (messageId) =>
      run(DeleteMessage, { input: { messageId } }, ({ messageDelete }) => messageDelete.userErrors),
    document: (documentId, mailboxId) =>
      run(DeleteDocument, { input: { documentId, mailboxId } }, ({ documentDelete }) => documentDelete.userErrors),
  };
}
