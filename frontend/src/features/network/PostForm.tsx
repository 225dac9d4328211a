import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { problemText } from '../../lib/problems.ts';
import { dropLocalDraft, keepLocalDraft, readLocalDraft } from '../../lib/storage.ts';
import { useAttemptKey } from '../../lib/useSubmit.ts';
import { AttachButtons } from '../../postbox/AttachButtons.tsx';
import { AttachmentList } from '../../postbox/AttachmentList.tsx';
import { useFileDrop } from '../../postbox/useFileDrop.ts';
import { Button } from '../../ui/Button.tsx';
import { Disclosure } from '../../ui/Disclosure.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { TextArea } from '../../ui/TextArea.tsx';
import { useNetworkMessages } from './networkMessages.ts';
import { PostBody } from './PostBody.tsx';
import { draftName, type PostDraft } from './postDraft.ts';
import { keptFiles, mostBytes, useGroupFiles } from './useGroupFiles.ts';

const GroupPostSend = graphql(`
  mutation GroupPostSend($input: GroupPostInput!) {
    groupPost(input: $input) {
      postEdge { cursor node { id ...GroupPostParts } }
      post { id ...GroupPostParts }
      userErrors { code field message }
    }
  }
`);

interface PostFormProps {
  groupId: string;
  /** The post that is answered. */
  replyTo?: string;
  /** As whom one writes. */
  author: string;
  onSent: () => void;
  onClose: () => void;
}

/** Where one writes a post or an answer, with a preview and files. What is typed stays until the server has it. */
export function PostForm({ groupId, replyTo, author, onSent, onClose }: PostFormProps) {
  const t = useNetworkMessages().write;
  const common = useCommonMessages();
  const client = useClient();
  const name = draftName(groupId, replyTo);
  const [begun] = useState(() => readLocalDraft<PostDraft>(name) ?? { body: '', files: [] });
  const [body, setBody] = useState(begun.body);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const attachments = useGroupFiles(groupId, begun.files);
  const keyOf = useAttemptKey();
  const area = useRef<HTMLTextAreaElement>(null);
  const files = JSON.stringify(keptFiles(attachments));
  const empty = body === '' && files === '[]';
  useEffect(
    () => (empty ? dropLocalDraft(name) : keepLocalDraft(name, { body, files: JSON.parse(files) })),
    [name, body, files, empty],
  );
  useEffect(() => area.current?.focus(), []);
  const refuse = (why: string) => {
    setError(why);
    area.current?.focus();
  };
  const send = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    if (!body.trim()) return refuse(t.required);
    if (attachments.pending) return refuse(t.pending);
    if (attachments.list.some(({ status }) => status !== 'ready')) return refuse(t.failedFile);
    setBusy(true);
    const sent = { groupId, replyTo: replyTo ?? null, body, documentIds: [...attachments.documentIds] };
    const { data, error: fault } = await client
      .mutation(GroupPostSend, { input: { ...sent, idempotencyKey: keyOf(sent) } })
      .toPromise();
    setBusy(false);
    if (!data?.groupPost.postEdge) {
      const refused = data?.groupPost.userErrors[0]?.message;
      return refuse(fault ? problemText(fault, common) : (refused ?? common.problem.unknown));
    }
    dropLocalDraft(name);
    say(replyTo ? t.sentReply : t.sent);
    onSent();
  };
  const addFiles = (added: File[]) => attachments.add(added, mostBytes - attachments.bytes);
  const { over, handlers } = useFileDrop(addFiles);
  return (
    <form
      className="form network-form no-print"
      noValidate
      onSubmit={send}
      aria-label={replyTo ? t.replyTitle : t.title}
      {...handlers}
    >
      <p className="muted small verbatim">{author}</p>
      <TextArea
        ref={area}
        id="post-body"
        label={replyTo ? t.replyLabel : t.label}
        hint={`${t.hint} ${t.kept}`}
        rows={replyTo ? 3 : 6}
        maxLength={10_000}
        dir="auto"
        value={body}
        error={error}
        onChange={({ target }) => setBody(target.value)}
      />
      <div className="stack">
        <AttachmentList attachments={attachments} space={{ limit: mostBytes, room: mostBytes - attachments.bytes }} />
        <AttachButtons onFiles={addFiles} limit={mostBytes} />
      </div>
      {body.trim() && (
        <Disclosure summary={t.preview}>
          <PostBody text={body} />
        </Disclosure>
      )}
      <div className="form-actions">
        <Button type="submit" look="primary" busy={busy}>
          {replyTo ? t.sendReply : t.send}
        </Button>
        <Button look="tertiary" onClick={onClose}>
          {t.close}
        </Button>
      </div>
      {over && (
        <p className="postbox-drop" aria-hidden="true">
          {t.drop}
        </p>
      )}
    </form>
  );
}
