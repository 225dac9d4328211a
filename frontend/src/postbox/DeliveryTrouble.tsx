import type { DeliveryPartsFragment } from '../gql/graphql.ts';
import { Alert } from '../ui/Alert.tsx';
import { EasyLanguage } from '../ui/EasyLanguage.tsx';
import { LetterButton } from './LetterButton.tsx';
import { useTroubleMessages } from './troubleMessages.ts';

interface DeliveryTroubleProps {
  delivery: DeliveryPartsFragment;
}

function Failure({ delivery: { id, state, failure, authorityName } }: DeliveryTroubleProps) {
  const t = useTroubleMessages();
  return (
    failure && (
      <Alert kind="danger" title={failure.cause}>
        <div className="stack">
          <p>
            <strong>{t.what}:</strong> {failure.advice}
          </p>
          {state === 'FAILED' && <LetterButton deliveryId={id} name={authorityName} />}
        </div>
      </Alert>
    )
  );
}

function Silence({ delivery: { id, channel, authorityName } }: DeliveryTroubleProps) {
  const t = useTroubleMessages();
  return (
    <Alert kind="warning" title={t.title[channel]}>
      <div className="stack">
        <p>{t.text[channel]}</p>
        <p>{t.advice}</p>
        <LetterButton deliveryId={id} name={authorityName} />
        <EasyLanguage lines={t.easy[channel]} />
      </div>
    </Alert>
  );
}

/** Why a delivery failed, or that nothing was heard of the authority for two weeks; what to do next, and the message as a letter. */
export function DeliveryTrouble({ delivery }: DeliveryTroubleProps) {
  return delivery.silent ? <Silence delivery={delivery} /> : <Failure delivery={delivery} />;
}
