import type { DeliveryPartsFragment } from '../gql/graphql.ts';
import { Alert } from '../ui/Alert.tsx';
import { LetterButton } from './LetterButton.tsx';
import { usePostboxMessages } from './postboxMessages.ts';

interface FailedDeliveryProps {
  deliveryId: string;
  failure: NonNullable<DeliveryPartsFragment['failure']>;
  /** The authority's. */
  name: string;
  /** There is a letter for it. */
  printable: boolean;
}

/** Why a delivery failed, what to do next, and the message as a letter. */
export function FailedDelivery({ deliveryId, failure, name, printable }: FailedDeliveryProps) {
  const t = usePostboxMessages();
  return (
    <Alert kind="danger" title={failure.cause}>
      <div className="stack">
        <p>
          <strong>{t.delivery.advice}:</strong> {failure.advice}
        </p>
        {printable && <LetterButton deliveryId={deliveryId} name={name} />}
      </div>
    </Alert>
  );
}
