import type { DecisionEffect, DraftSaveInput, MessageKind, PeriodInput } from '../gql/graphql.ts';

/** What somebody writes, apart from its documents. */
export interface Letter {
  subject: string;
  body: string;
  kind: MessageKind;
  recipientIds: string[];
  serviceIds: string[];
  receiptRequested: boolean;
  /** A contract `Date` or empty. */
  dueOn: string;
  /** The message answered. */
  inReplyToId: string | null;
  /** What a clerk chose that a decision does. */
  decisionEffect?: DecisionEffect | null;
  /** How long a remedy is open, by a clerk's choice. */
  remedy?: PeriodInput | null;
  /** A clerk chose that a decision has no instruction on remedies. */
  noRemedy?: boolean;
}

/** A letter as a draft keeps it. */
export function toDraft({ dueOn, ...letter }: Letter) {
  return { ...letter, dueOn: dueOn || null };
}

/** Where a letter is written: exactly one of the two. */
export type Target = { mailboxId: string } | { caseId: string };

/** A letter with the ids of its documents. */
export interface Written {
  letter: Letter;
  documentIds: string[];
}

/** What came of a save. `gone`: the draft was discarded elsewhere. `sent`: it was sent, as a message that may be deleted since. */
export type SaveAnswer =
  | { kind: 'sent'; messageId: string | null }
  | { kind: 'saved'; draftId: string; version: number; savedAt: string }
  | { kind: 'stale' }
  | { kind: 'gone' }
  | { kind: 'refused'; message: string }
  | { kind: 'unreachable' };

/** Where a draft is kept at the server. */
export interface KeptAt {
  draftId: string | null;
  version: number | null;
  savedAt: string | null;
}

/**
 * The state of saving. `stale`: another device saved a newer version, `sent`: the draft was sent elsewhere; nobody has decided about
 * either yet.
 */
export interface KeeperState extends KeptAt {
  status: 'resting' | 'waiting' | 'saving' | 'failed' | 'refused' | 'stale' | 'sent';
  message: string | null;
  /** The message that the draft became, with `sent`. */
  becameId: string | null;
}

interface KeeperInput {
  target: Target;
  save: (input: DraftSaveInput) => Promise<SaveAnswer>;
  begun: KeptAt;
  /** Begins without saving, because a sending before may have arrived. */
  held?: boolean;
  /** Milliseconds of rest before a save. */
  pauseMs?: number;
}

const nowhere: KeptAt = { draftId: null, version: null, savedAt: null };

/** Whether there is anything to keep. The subject of an answer was not typed by anybody. */
export function worthKeeping({ letter, documentIds }: Written): boolean {
  const { subject, body, inReplyToId } = letter;
  return (subject.trim() !== '' && inReplyToId === null) || body.trim() !== '' || documentIds.length > 0;
}

/**
 * Keeps a letter at the server while it is written: one save at a time, the newest text last, each with the version it
 * is based on.
 */
export class DraftKeeper {
  private state: KeeperState;
  private readonly input: Required<KeeperInput>;
  private listeners = new Set<() => void>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private newest: Written | null = null;
  private saving: Promise<void> | null = null;
  private held: boolean;

  constructor(input: KeeperInput) {
    this.input = { pauseMs: 1500, held: false, ...input };
    this.held = this.input.held;
    this.state = { ...input.begun, status: 'resting', message: null, becameId: null };
  }

  subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  snapshot = () => this.state;

  /** Takes what is written now; it is saved once the writing rests. */
  change(written: Written): void {
    this.newest = written;
    if (this.held || this.undecided) return;
    if (this.state.draftId === null && !worthKeeping(written)) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.flush(), this.input.pauseMs);
    if (this.state.status !== 'saving') this.publish({ status: 'waiting' });
  }

  /** Saves what is not saved yet and waits until it is, or could not be. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    if (this.saving) await this.saving;
    const written = this.newest;
    if (!written || this.held || this.undecided) return;
    if (this.state.draftId === null && !worthKeeping(written)) return;
    this.newest = null;
    this.saving = this.store(written).finally(() => {
      this.saving = null;
    });
    await this.saving;
  }

  /** Stops saving while the letter is being sent; the draft's address stays as it is. */
  async hold(): Promise<void> {
    clearTimeout(this.timer);
    this.held = true;
    await this.saving;
  }

  /** Goes on after a sending that was refused. */
  release(): void {
    this.held = false;
    if (this.newest) this.change(this.newest);
  }

  /** Decides about another device's newer version: the next save is based on it. */
  adopt(kept: KeptAt): void {
    this.publish({ ...kept, status: 'resting', message: null, becameId: null });
  }

  /** Takes in what another device did with the draft; nothing is saved until somebody decides. */
  learn(what: 'stale' | { becameId: string | null }): void {
    clearTimeout(this.timer);
    this.held = false;
    if (what === 'stale') this.publish({ status: 'stale' });
    else this.publish({ status: 'sent', becameId: what.becameId });
  }

  private get undecided(): boolean {
    return this.state.status === 'stale' || this.state.status === 'sent';
  }

  /** Begins an empty page, after sending or discarding. */
  reset(): void {
    clearTimeout(this.timer);
    this.newest = null;
    this.held = false;
    this.publish({ ...nowhere, status: 'resting', message: null, becameId: null });
  }

  private async store(written: Written): Promise<void> {
    this.publish({ status: 'saving', message: null });
    const { letter, documentIds } = written;
    const answer = await this.input.save({
      ...this.input.target,
      ...toDraft(letter),
      documentIds,
      draftId: this.state.draftId,
      expectedVersion: this.state.version,
    });
    this.settle(answer, written);
  }

  private settle(answer: SaveAnswer, written: Written): void {
    switch (answer.kind) {
      case 'saved': {
        const { draftId, version, savedAt } = answer;
        this.publish({ draftId, version, savedAt, status: this.newest ? 'waiting' : 'resting' });
        break;
      }
      case 'gone':
        this.publish({ ...nowhere, status: 'waiting' });
        this.change(this.newest ?? written);
        break;
      case 'sent':
        this.newest ??= written;
        this.learn({ becameId: answer.messageId });
        break;
      case 'stale':
        this.newest ??= written;
        this.publish({ status: 'stale' });
        break;
      case 'refused':
        this.publish({ status: 'refused', message: answer.message });
        break;
      case 'unreachable':
        this.newest ??= written;
        this.timer = setTimeout(() => void this.flush(), 10 * this.input.pauseMs);
        this.publish({ status: 'failed' });
    }
  }

  private publish(change: Partial<KeeperState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}
