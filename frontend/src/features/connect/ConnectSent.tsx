import { Alert } from '../../ui/Alert.tsx';
import { ButtonLink } from '../../ui/ButtonLink.tsx';
import { Timeline } from '../../ui/Timeline.tsx';
import { useConnectMessages } from './connectMessages.ts';

/** After the request: what comes next, and that nothing is to be done now. */
export function ConnectSent() {
  const t = useConnectMessages();
  return (
    <div className="stack-l">
      <Timeline
        label={t.sent.way}
        steps={t.how.steps.map(({ title, text }, index) => ({
          key: title,
          state: index === 0 ? 'done' : index === 1 ? 'current' : 'upcoming',
          title,
          children: index > 0 && <p className="muted small">{text}</p>,
        }))}
      />
      <Alert kind="info" title={t.sent.tip} />
      <p className="muted">{t.sent.again}</p>
      <div className="form-actions">
        <ButtonLink to="/">{t.sent.home}</ButtonLink>
      </div>
    </div>
  );
}
