import { useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { Provider } from 'urql';
import { formatTime } from '../../lib/dates.ts';
import { useLocale } from '../../lib/i18n/locale.ts';
import { lazyPart } from '../../lib/lazyPart.ts';
import { fragmentValue } from '../../lib/urlFragment.ts';
import { Alert } from '../../ui/Alert.tsx';
import { Button } from '../../ui/Button.tsx';
import { Page } from '../../ui/Page.tsx';
import './rollouts.css';
import { useRolloutsMessages } from './rolloutsMessages.ts';
import { VendorRedeem } from './VendorRedeem.tsx';
import { VendorRollouts } from './VendorRollouts.tsx';
import { leaveVendorSession, useVendorSession, type VendorSession } from './vendorSession.ts';

const VendorRollout = lazyPart(() => import('./VendorRollout.tsx'), 'VendorRollout');

/** Where the link of a vendor's mail leads: what is to be set up, for whom, without an account. */
export function VendorPage() {
  const t = useRolloutsMessages();
  const session = useVendorSession();
  const [token, setToken] = useState(() => fragmentValue('token'));
  const [left, setLeft] = useState(false);
  if (token) return <VendorRedeem token={token} onRedeemed={() => setToken('')} />;
  if (!session) {
    return (
      <Page key="none" takesFocus={left} title={left ? t.vendor.left : t.vendor.noLink}>
        <p>{left ? t.vendor.endedText : t.vendor.noLinkText}</p>
        <p>{t.vendor.again}</p>
      </Page>
    );
  }
  const leave = () => {
    leaveVendorSession();
    setLeft(true);
  };
  return (
    <Provider value={session.client}>
      <Work bar={<Bar session={session} onLeave={leave} />} />
    </Provider>
  );
}

function Work({ bar }: { bar: ReactNode }) {
  const { vorgang } = useSearch({ from: '/einrichtung' });
  if (vorgang) return <VendorRollout key={vorgang} rolloutId={vorgang} bar={bar} />;
  return <VendorRollouts bar={bar} />;
}

// For whom one works here and until when; once that is over, how to come back.
function Bar({ session, onLeave }: { session: VendorSession; onLeave: () => void }) {
  const t = useRolloutsMessages();
  const locale = useLocale();
  if (session.ended) {
    return (
      <div className="rollouts-vendor-bar">
        <Alert kind="warning" title={t.vendor.ended} announce>
          <p>
            {t.vendor.endedText} {t.vendor.again}
          </p>
        </Alert>
      </div>
    );
  }
  return (
    <div className="rollouts-vendor-bar row">
      <p>
        {t.vendor.as(session.name)} {t.vendor.until(formatTime(session.expiresAt, locale))}
      </p>
      <Button small look="tertiary" icon="logout" onClick={onLeave}>
        {t.vendor.leave}
      </Button>
    </div>
  );
}
