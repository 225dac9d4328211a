import type { RefObject } from 'react';
import { saveFrom } from '../lib/saveFile.ts';
import { Checkbox } from '../ui/Checkbox.tsx';
import { EasyLanguage } from '../ui/EasyLanguage.tsx';
import { useCertificateMessages } from './certificateMessages.ts';

/** Asks, before something is deleted, whether a certificate of that is wanted; `wanted` has the answer. */
export function CertificateWish({ wanted }: { wanted: RefObject<boolean> }) {
  const t = useCertificateMessages();
  return (
    <>
      <Checkbox
        id="certificate"
        label={t.wish}
        hint={t.hint}
        defaultChecked={wanted.current}
        onChange={({ target }) => {
          wanted.current = target.checked;
        }}
      />
      <EasyLanguage lines={t.easy} />
    </>
  );
}

/** Has the browser save a certificate where it is wanted and there is one. */
export function saveCertificate(
  wanted: RefObject<boolean>,
  certificate: { url: string; filename: string } | null,
): void {
  if (wanted.current && certificate) saveFrom(certificate.url, certificate.filename);
}
