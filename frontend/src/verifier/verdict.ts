/** What a check found: OPEN where the file, or this browser, does not tell. */
export type Result = 'PASSED' | 'FAILED' | 'OPEN';

/** The checks, in their order; PLATFORM compares with what this platform publishes. */
export type CheckName =
  | 'CONTAINER'
  | 'FILES'
  | 'SEAL'
  | 'INDEX'
  | 'PDF'
  | 'PDF_WHOLE'
  | 'MESSAGES'
  | 'TEXTS'
  | 'DOCUMENTS'
  | 'ORIGINAL'
  | 'RECORD'
  | 'LOG'
  | 'STAMP'
  | 'PLATFORM';

/** Why a check is open or, for PLATFORM, failed. */
export type Reason =
  /** This browser cannot check Ed25519 signatures. */
  | 'unsupported'
  /** Documents are not enclosed any more. */
  | 'absent'
  /** There is no log, or events are younger than its state. */
  | 'young'
  /** What the platform publishes could not be fetched. */
  | 'unreachable'
  /** Sealed by another seal than the one published here. */
  | 'otherSeal'
  /** Sealed by another seal, but signed with keys of this platform. */
  | 'formerSeal'
  /** The seal is ours, the keys inside are not. */
  | 'otherKeys';

/** One check and what it found. */
export interface Check {
  name: CheckName;
  result: Result;
  /** Those that failed or are missing. */
  files: readonly string[];
  /** A value to be shown with the text: a number, a name. */
  detail: string;
  /** A time to be shown with the text. */
  at?: string;
  reason?: Reason;
}

/** A message as its signed description has it. */
export interface Described {
  id: string;
  direction: string;
  kind: string;
  from: string;
  to: readonly string[];
  sentAt: string;
  documents: readonly { name: string; size: number }[];
}

/** What a package was found to be. */
export interface Verdict {
  /** No check failed. */
  valid: boolean;
  checks: readonly Check[];
  /** What the package says of itself; null when that cannot be read. */
  about: About | null;
  /** Described and signed by the platform's keys as enclosed. */
  messages: readonly Described[];
  /** The seal certificate, when its signature fits: whom it names and its fingerprint as openssl prints it. */
  seal: { subject: string; fingerprint: string } | null;
  /** What a certificate of deletion says, signed by the keys enclosed; null for other packages. */
  deleted: Deleted | null;
}

/** What a certificate of deletion says. */
export interface Deleted {
  kind: 'MAILBOX_DELETED' | 'ACCOUNT_DELETED' | 'CASE_DELETED';
  at: string;
  byPlatform: boolean;
  /** SHA-256 of the id of what was deleted, in hexadecimal. */
  digest: string;
}

/** What a package says of itself. */
export interface About {
  kind: 'PROOF' | 'EXPORT' | 'DELETION';
  platform: string;
  baseUrl: string;
  createdAt: string;
  reference: string;
  title: string;
}

/** What this platform publishes of its keys. */
export interface Published {
  /** SHA-256 of the seal certificate in hexadecimal. */
  sealFingerprint: string;
  /** Base64 of the Ed25519 keys, also former ones. */
  keys: readonly string[];
  /** The log's key as in a signed note: name, hash and key. */
  logKey: string;
}

/** Collects checks. */
export class Findings {
  readonly checks: Check[] = [];

  add(
    name: CheckName,
    result: Result,
    more: { files?: readonly string[]; detail?: string; at?: string; reason?: Reason } = {},
  ): void {
    this.checks.push({ name, result, files: [], detail: '', ...more });
  }

  /** Failed when there are files to name. */
  found(name: CheckName, faulty: readonly string[], detail = ''): void {
    if (faulty.length > 0) this.add(name, 'FAILED', { files: [...new Set(faulty)].sort() });
    else this.add(name, 'PASSED', { detail });
  }
}
