import { Dialog } from '../../ui/Dialog.tsx';
import { TextLink } from '../../ui/TextLink.tsx';
import { useInboxMessages } from './inboxMessages.ts';

interface KeysHelpProps {
  open: boolean;
  onClose: () => void;
  /** Whether single keys act. */
  enabled: boolean;
}

/** Which keys do what. */
export function KeysHelp({ open, onClose, enabled }: KeysHelpProps) {
  const t = useInboxMessages();
  return (
    <Dialog open={open} title={t.keys.title} onClose={onClose}>
      <table className="kern-table kern-table--small">
        <thead className="kern-table__head">
          <tr className="kern-table__row">
            <th className="kern-table__header" scope="col">
              {t.keys.key}
            </th>
            <th className="kern-table__header" scope="col">
              {t.keys.effect}
            </th>
          </tr>
        </thead>
        <tbody className="kern-table__body">
          {t.keys.list.map(([key, effect]) => (
            <tr key={key} className="kern-table__row">
              <td className="kern-table__cell">
                <kbd>{key}</kbd>
              </td>
              <td className="kern-table__cell">{effect}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="small">
        {enabled ? t.keys.on : t.keys.off}{' '}
        <TextLink to="/konto" onClick={onClose}>
          {t.keys.account}
        </TextLink>
      </p>
    </Dialog>
  );
}
