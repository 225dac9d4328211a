import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { Alert } from '../../ui/Alert.tsx';
import { EasyLanguage } from '../../ui/EasyLanguage.tsx';
import { Icon, type IconName } from '../../ui/Icon.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { faultyFiles, type Outcome, outcomeOf } from '../../verifier/outcome.ts';
import type { Check, Described, Result, Verdict } from '../../verifier/verdict.ts';
import { FocusedResult } from './FocusedResult.tsx';
import { useVerifyMessages } from './verifyMessages.ts';

const kinds: Record<Outcome, 'success' | 'warning' | 'info' | 'danger'> = {
  genuine: 'success',
  foreign: 'warning',
  unknown: 'info',
  partly: 'warning',
  broken: 'danger',
};
const icons: Record<Result, IconName> = { PASSED: 'success', FAILED: 'danger', OPEN: 'help' };
const mostMessages = 50;
const mostFiles = 50;

function Files({ files }: { files: readonly string[] }) {
  const t = useVerifyMessages();
  return (
    <ul className="verify-files">
      {files.slice(0, mostFiles).map((file) => (
        <li key={file} className="verbatim">
          <code className="verify-code">{file}</code>
        </li>
      ))}
      {files.length > mostFiles && <li>{t.about.more(files.length - mostFiles)}</li>}
    </ul>
  );
}

function CheckRow({ check: { name, result, files, detail, at, reason } }: { check: Check }) {
  const t = useVerifyMessages();
  const locale = useLocale();
  const shown = [at && formatTime(at, locale), detail].filter(Boolean).join(', ');
  return (
    <li className={`verify-check verify-check--${result.toLowerCase()}`}>
      <Icon name={icons[result]} />
      <div>
        <p>
          <strong>{t.checks.titles[name]}</strong>
          <span className="verify-result">{t.checks.results[result]}</span>
        </p>
        <p className="small">{t.checks.text(name, result, shown, reason)}</p>
        {files.length > 0 && <Files files={files} />}
      </div>
    </li>
  );
}

function Messages({ messages }: { messages: readonly Described[] }) {
  const t = useVerifyMessages();
  const locale = useLocale();
  return (
    <ul className="verify-messages">
      {messages.slice(0, mostMessages).map(({ id, from, to, sentAt, documents }) => (
        <li key={id}>
          <span className="verbatim">{t.about.message(from, to.join(', '))}</span>
          <span className="muted small">
            {' '}
            {formatTime(sentAt, locale)}
            {documents.length > 0 && `, ${t.about.documents(documents.length)}`}
          </span>
        </li>
      ))}
      {messages.length > mostMessages && <li>{t.about.more(messages.length - mostMessages)}</li>}
    </ul>
  );
}

/** A certificate of deletion has no message: that none was changed says nothing about it. */
function concerns({ name, result }: Check, { about }: Verdict): boolean {
  return about?.kind !== 'DELETION' || result === 'FAILED' || !['MESSAGES', 'TEXTS', 'DOCUMENTS'].includes(name);
}

function About({ verdict: { about, messages, seal, deleted, valid } }: { verdict: Verdict }) {
  const t = useVerifyMessages();
  const locale = useLocale();
  if (!about) return null;
  const rows = [
    [t.about.kind, t.about.kinds[about.kind]],
    [t.about.platform, [about.platform, about.baseUrl].filter(Boolean).join(', ')],
    [t.about.reference, about.reference],
    [t.about.caseTitle, about.title],
    [t.about.deleted, deleted && t.about.deletedKinds[deleted.kind]],
    [t.about.deletedAt, deleted && formatTime(deleted.at, locale)],
    [t.about.deletedBy, deleted && t.about.deletedByWhom(deleted.byPlatform, deleted.kind === 'CASE_DELETED')],
    [t.about.digest, deleted && <code className="verify-code">{deleted.digest}</code>],
    [t.about.createdAt, formatTime(about.createdAt, locale)],
    [t.about.messages, messages.length > 0 && <Messages messages={messages} />],
    [t.about.seal, seal?.subject],
    [
      t.about.fingerprint,
      seal && (
        <>
          <code className="verify-code">{seal.fingerprint}</code>
          <br />
          <TextLink to="/vertrauen">{t.about.compare}</TextLink>
        </>
      ),
    ],
  ] as const;
  return (
    <section className="stack" aria-labelledby="verify-about">
      <h2 className="kern-heading-medium" id="verify-about">
        {t.about.title}
      </h2>
      <dl className="verify-facts">
        {rows.map(
          ([term, value]) =>
            value && (
              <div key={term}>
                <dt>{term}</dt>
                <dd className="verbatim">{value}</dd>
              </div>
            ),
        )}
      </dl>
      {/* What was changed since proves nothing. */}
      {deleted && valid && (
        <>
          <p>{t.about.deletedProves[deleted.kind]}</p>
          <p>{t.about.deletedProvesNot[deleted.kind]}</p>
          <EasyLanguage lines={t.about.deletedEasy[deleted.kind]} />
        </>
      )}
    </section>
  );
}

/** What a package was found to be: first in one sentence, then what it says, then check by check. */
export function VerdictView({ name, verdict }: { name: string; verdict: Verdict }) {
  const t = useVerifyMessages();
  const outcome = outcomeOf(verdict);
  const { title, text } = t.outcomes[outcome];
  const faulty = faultyFiles(verdict);
  return (
    <>
      <FocusedResult>
        <Alert kind={kinds[outcome]} title={title}>
          <p className="verbatim">
            <strong>{name}</strong>
          </p>
          <p>{text}</p>
          {faulty.length > 0 && (
            <>
              <p>{t.outcomes.broken.files}</p>
              <Files files={faulty} />
            </>
          )}
        </Alert>
      </FocusedResult>
      <About verdict={verdict} />
      <section className="stack" aria-labelledby="verify-checks">
        <h2 className="kern-heading-medium" id="verify-checks">
          {t.checks.title}
        </h2>
        <ol className="verify-checks">
          {verdict.checks
            .filter((check) => concerns(check, verdict))
            .map((check) => (
              <CheckRow key={check.name} check={check} />
            ))}
        </ol>
      </section>
    </>
  );
}
