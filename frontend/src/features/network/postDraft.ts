import { readLocalDraft } from '../../lib/storage.ts';

/** A file that was uploaded for a post that is not sent yet. */
export interface KeptFile {
  documentId: string;
  filename: string;
  size: number;
}

/** What is being written. */
export interface PostDraft {
  body: string;
  files: KeptFile[];
}

/** Under which name this tab keeps what is written in a group, or as an answer to a post. */
export const draftName = (groupId: string, replyTo?: string) => `group.${groupId}.${replyTo ?? 'post'}`;

/** Whether something was begun and not sent. */
export const hasDraft = (groupId: string, replyTo?: string) => readLocalDraft(draftName(groupId, replyTo)) !== null;
