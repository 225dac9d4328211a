import { Suspense, useEffect, useMemo, useState } from 'react';
import { useClient } from 'urql';
import type {
  CaseRowPartsFragment,
  ConsentScope,
  DecisionEffect,
  DraftPartsFragment,
  MessagePartsFragment,
} from '../../gql/graphql.ts';
import { graphql, readFragment } from '../../gql/index.ts';
import { useCommonMessages } from '../../lib/i18n/common.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { problemText } from '../../lib/problems.ts';
import { ComposerForm } from '../../postbox/ComposerForm.tsx';
import { ComposerLine } from '../../postbox/ComposerLine.tsx';
import { ComposerPlaceholder } from '../../postbox/ComposerPlaceholder.tsx';
import { checkLetter, refusalsOf } from '../../postbox/checkLetter.ts';
import type { Letter } from '../../postbox/draftKeeper.ts';
import { usePostboxMessages } from '../../postbox/postboxMessages.ts';
import { DraftParts, useComposer } from '../../postbox/useComposer.ts';
import { useWriting } from '../../postbox/useWriting.ts';
import { say } from '../../ui/LiveRegion.tsx';
import { useAnswerMessages } from './answerMessages.ts';
import { useInboxSignals } from './inboxSignals.ts';

const CaseDrafts = graphql(`
  query CaseDrafts($id: ID!) { authorityCase(id: $id) { id consents { id scope } drafts { id ...DraftParts } } }
`);

const SendReply = graphql(`
  mutation SendReply($input: CaseReplyInput!) {
    caseReply(input: $input) {
      messageEdge { cursor node { id ...MessageParts } }
      case { id ...CaseParts }
      alreadySent { id }
      userErrors { code field message }
    }
  }
`);

const AnswerKind = lazyPart(() => import('./AnswerKind.tsx'), 'AnswerKind');
const EffectChoice = lazyPart(() => import('./EffectChoice.tsx'), 'EffectChoice');

// The server's limit for the documents of an answer (internal/postbox/documents); the contract names none for a case.
const mostBytes = 250 * 1024 * 1024;

// No choice of another decision is left behind.
const nothingChosen = { decisionEffect: null, remedy: null, noRemedy: false };

const effects = ['ANNOUNCEMENT', 'SERVICE_OF_DOCUMENTS'] as const;

/** Somebody asks to answer; a new object each time. */
export interface Replying {
  message: MessagePartsFragment | undefined;
  /** A letter that was begun stays as it is, also what it answers. */
  keepBegun: boolean;
}

interface AnswerComposerProps {
  row: CaseRowPartsFragment;
  messages: readonly MessagePartsFragment[];
  /** The last message that the clerk has seen. */
  lastSeen: () => string | null;
  replying: Replying | null;
  onSent: () => void;
}

function freshLetter({ services }: CaseRowPartsFragment): Letter {
  return {
    subject: '',
    body: '',
    kind: 'MESSAGE',
    recipientIds: [],
    serviceIds: services.length === 1 ? services.map(({ id }) => id) : [],
    receiptRequested: false,
    dueOn: '',
    inReplyToId: null,
  };
}

/** Where a clerk answers; waits for the drafts of the server first. */
export function AnswerComposer(props: AnswerComposerProps) {
  const { id } = props.row;
  const client = useClient();
  const [drafts, setDrafts] = useState<readonly DraftPartsFragment[] | null>(null);
  const [agreed, setAgreed] = useState<readonly ConsentScope[]>([]);
  useEffect(() => {
    let left = false;
    void client
      .query(CaseDrafts, { id }, { requestPolicy: 'network-only' })
      .toPromise()
      .then(({ data }) => {
        if (left) return;
        setAgreed((data?.authorityCase?.consents ?? []).map(({ scope }) => scope));
        setDrafts(readFragment(DraftParts, data?.authorityCase?.drafts ?? []));
      });
    return () => {
      left = true;
    };
  }, [client, id]);
  return drafts ? (
    <Writing {...props} drafts={drafts} agreed={agreed} onRefused={setAgreed} />
  ) : (
    <ComposerPlaceholder />
  );
}

function Writing({
  row,
  messages,
  lastSeen,
  replying,
  onSent,
  drafts,
  agreed,
  onRefused,
}: AnswerComposerProps & {
  drafts: readonly DraftPartsFragment[];
  agreed: readonly ConsentScope[];
  /** What the person agrees to was found to be less than was shown. */
  onRefused: (agreed: readonly ConsentScope[]) => void;
}) {
  const t = useAnswerMessages();
  const postbox = usePostboxMessages();
  const common = useCommonMessages();
  const locale = useLocale();
  const client = useClient();
  const caseId = row.id;
  const target = useMemo(() => ({ caseId }), [caseId]);
  const composer = useComposer({ target, fresh: freshLetter(row), drafts });
  const { letter, change, started, unsure } = composer;
  // What was chosen before holds only while the person agrees to it.
  const possible: readonly DecisionEffect[] = [...effects.filter((one) => agreed.includes(one)), 'INFORMATION'];
  const chosen = letter.decisionEffect;
  const effect = chosen && possible.includes(chosen) ? chosen : (possible[0] ?? 'INFORMATION');
  // Undefined: not chosen yet.
  const remedy = letter.noRemedy ? null : (letter.remedy ?? undefined);
  const writing = useWriting(unsure, letter);
  useInboxSignals((signal) => {
    if (signal.kind === 'CHANGED' && signal.caseId === caseId) composer.check();
  });

  // What a decision does is said for each anew: one that was discarded or became something else leaves nothing behind.
  useEffect(() => {
    if (letter.kind !== 'DECISION' && (chosen || letter.remedy || letter.noRemedy)) change(nothingChosen);
  }, [letter, chosen, change]);

  // While somebody waits, a letter answers the last message seen, unless the clerk says that it is no answer.
  const begin = () => {
    const upTo = messages.findIndex(({ id }) => id === lastSeen());
    const asked = messages.slice(0, upTo + 1).findLast(({ direction }) => direction === 'OUTBOUND');
    if (asked && row.waitingSince && !letter.inReplyToId) change({ inReplyToId: asked.id });
    writing.show(letter.subject ? 'body' : 'subject');
  };
  const reply = ({ message, keepBegun }: Replying) => {
    if (!message || (keepBegun && started)) return begin();
    change({
      inReplyToId: message.id,
      ...(message.services.length > 0 && { serviceIds: message.services.map(({ id }) => id) }),
      ...(!letter.subject && { subject: postbox.compose.answerSubject(message.subject) }),
    });
    writing.show('body');
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new wish to answer acts.
  useEffect(() => {
    if (replying) queueMicrotask(() => reply(replying));
  }, [replying]);

  const send = async () => {
    const found = checkLetter({ composer, limit: mostBytes, t: postbox, locale });
    const asksDay = letter.kind === 'REQUEST' || letter.kind === 'EXTENSION';
    if (asksDay && !letter.dueOn) found.unshift({ fieldId: 'dueOn', message: postbox.compose.required.dueOn });
    if (letter.kind === 'DECISION' && effect === 'ANNOUNCEMENT' && remedy === undefined)
      found.unshift({ fieldId: 'remedy', message: t.remedyMissing });
    if (found.length > 0) return writing.refuse(found);
    writing.forgive();
    const answer = await composer.send(async ({ letter: written, ...rest }) => {
      const { subject, body, serviceIds, inReplyToId, dueOn, kind } = written;
      const due = asksDay ? { dueOn } : {};
      const does = kind === 'DECISION' ? { decisionEffect: effect, ...(effect === 'ANNOUNCEMENT' && { remedy }) } : {};
      const { data, error } = await client
        .mutation(SendReply, {
          input: {
            caseId,
            kind,
            subject,
            body,
            serviceIds,
            inReplyToId,
            ...due,
            ...does,
            ...rest,
            lastSeenMessageId: lastSeen(),
          },
        })
        .toPromise();
      return { error, userErrors: data?.caseReply.userErrors ?? [], alreadySentId: data?.caseReply.alreadySent?.id };
    });
    if (answer === 'busy') return;
    if (answer === 'sent') {
      say(postbox.compose.sent);
      onSent();
      return writing.fold();
    }
    if (answer.error)
      return writing.refuse([{ message: `${postbox.compose.failed} ${problemText(answer.error, common)}` }]);
    if (answer.userErrors?.some(({ code }) => code === 'CONSENT_MISSING'))
      onRefused(agreed.filter((one) => one !== effect));
    const fields = {
      decisionEffect: 'decisionEffect',
      remedy: 'remedy',
      subject: 'subject',
      body: 'body',
      dueOn: 'dueOn',
      serviceIds: 'services',
      kind: 'kind',
    };
    writing.refuse(refusalsOf(answer.userErrors ?? [], fields, postbox));
  };

  if (!writing.open) {
    return (
      <div ref={writing.box} className="inbox-answer-line">
        <ComposerLine text={t.line(row.person.name)} composer={composer} onOpen={begin} />
      </div>
    );
  }
  return (
    <div ref={writing.box} className="postbox-composer no-print">
      <ComposerForm
        composer={composer}
        label={t.label}
        limit={mostBytes}
        before={
          <Suspense>
            <AnswerKind
              composer={composer}
              row={row}
              errorOf={writing.errorOf}
              effect={
                <EffectChoice
                  possible={possible}
                  effect={effect}
                  error={writing.errorOf('decisionEffect')}
                  onChange={(one) => {
                    change({ decisionEffect: one });
                    writing.forgive();
                  }}
                  remedy={remedy}
                  remedyError={writing.errorOf('remedy')}
                  onRemedy={(one) => {
                    change({ remedy: one, noRemedy: one === null });
                    writing.forgive();
                  }}
                />
              }
            />
          </Suspense>
        }
        answering={messages.find(({ id }) => id === letter.inReplyToId)?.subject}
        errors={writing.errors}
        attempt={writing.attempt}
        onSend={() => void send()}
        onCollapse={writing.fold}
      />
    </div>
  );
}
