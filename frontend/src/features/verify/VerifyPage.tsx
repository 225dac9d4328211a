import { useRef } from 'react';
import { useFileDrop } from '../../postbox/useFileDrop.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { Page } from '../../ui/Page.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { FocusedResult } from './FocusedResult.tsx';
import { type Stage, useVerification } from './useVerification.ts';
import { VerdictView } from './VerdictView.tsx';
import './verify.css';
import { useVerifyMessages } from './verifyMessages.ts';

interface PickProps {
  again: boolean;
  onFile: (file: File) => void;
}

function Pick({ again, onFile }: PickProps) {
  const t = useVerifyMessages();
  const input = useRef<HTMLInputElement>(null);
  const { over, handlers } = useFileDrop((files) => {
    if (files[0]) onFile(files[0]);
  });
  return (
    <section
      className={over ? 'verify-pick verify-pick--over no-print' : 'verify-pick no-print'}
      aria-label={t.choose}
      {...handlers}
    >
      <Button
        look={again ? 'secondary' : 'primary'}
        icon="drive-folder-upload"
        aria-describedby="verify-hint"
        onClick={() => input.current?.click()}
      >
        {again ? t.another : t.choose}
      </Button>
      <input
        ref={input}
        id="package"
        type="file"
        hidden
        accept=".asice,application/vnd.etsi.asic-e+zip"
        aria-label={t.choose}
        onChange={({ target }) => {
          const file = target.files?.[0];
          // The same file may be chosen again.
          target.value = '';
          if (file) onFile(file);
        }}
      />
      <p id="verify-hint" className="small">
        {over ? t.drop : t.chooseHint}
        <br />
        <strong>{t.stays}</strong>
      </p>
    </section>
  );
}

function Checking({ stage, onCancel }: { stage: Extract<Stage, { kind: 'checking' }>; onCancel: () => void }) {
  const t = useVerifyMessages();
  return (
    <div className="verify-checking">
      <p role="status" className="verbatim">
        {t.checking(stage.name)} …
      </p>
      <progress aria-label={t.progress} max={stage.total || 1} value={stage.done} />
      <Button small icon="close" onClick={onCancel}>
        {t.cancel}
      </Button>
    </div>
  );
}

function Otherwise() {
  const t = useVerifyMessages();
  return (
    <section className="stack" aria-labelledby="verify-otherwise">
      <h2 className="kern-heading-medium" id="verify-otherwise">
        {t.otherwise.title}
      </h2>
      <p>{t.otherwise.text}</p>
      <ul className="verify-ways">
        <li>
          {t.otherwise.program} <code className="verify-code">{t.otherwise.command}</code>
        </li>
        <li>{t.otherwise.openssl}</li>
      </ul>
      <p>
        <TextLink to="/vertrauen">{t.about.compare}</TextLink>
      </p>
    </section>
  );
}

/** Checks a package of evidence in the browser; the file goes nowhere. */
export function VerifyPage() {
  const t = useVerifyMessages();
  const { stage, start, cancel } = useVerification();
  const able = globalThis.crypto?.subtle !== undefined;
  const stop = () => {
    cancel();
    say(t.cancelled);
  };
  return (
    <Page title={t.title} lead={t.lead}>
      <div className="verify-sections">
        {able ? <Pick again={stage.kind === 'done'} onFile={start} /> : <Alert kind="warning" title={t.insecure} />}
        {stage.kind === 'checking' && <Checking stage={stage} onCancel={stop} />}
        {stage.kind === 'cancelled' && <p>{t.cancelled}</p>}
        {stage.kind === 'unusable' && (
          <FocusedResult>
            <Alert kind="danger" title={t.unusable.title(stage.name)}>
              <p>{t.unusable[stage.reason]}</p>
            </Alert>
          </FocusedResult>
        )}
        {stage.kind === 'done' && <VerdictView name={stage.name} verdict={stage.verdict} />}
        <Otherwise />
      </div>
    </Page>
  );
}
