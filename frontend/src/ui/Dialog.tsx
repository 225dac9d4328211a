import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { useCommonMessages } from '../lib/i18n/common.ts';
import { Button } from './Button.tsx';

interface DialogProps {
  open: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
  /** The buttons, the one that acts first. */
  actions?: ReactNode;
}

/** The browser's own modal dialog: it holds the focus, closes with Escape and gives the focus back. */
export function Dialog({ open, title, onClose, children, actions }: DialogProps) {
  const t = useCommonMessages();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open === open) return;
    if (open) element.showModal();
    else element.close();
  }, [open]);
  // One that is taken out of the page while it is open gives the focus back, too: before it is gone.
  useLayoutEffect(() => {
    const element = dialog.current;
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className="kern-dialog" aria-labelledby={titleId} onClose={onClose}>
      {open && (
        <>
          <header className="kern-dialog__header">
            <h2 className="kern-title kern-title--large" id={titleId}>
              {title}
            </h2>
            <Button look="tertiary" icon="close" iconOnly onClick={onClose}>
              {t.close}
            </Button>
          </header>
          <section className="kern-dialog__body">{children}</section>
          {actions && <footer className="kern-dialog__footer">{actions}</footer>}
        </>
      )}
    </dialog>
  );
}
