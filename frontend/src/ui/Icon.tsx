/** The KERN icons this product uses; a new name is added to src/styles/icons.scss as well. */
export type IconName =
  | 'account-circle'
  | 'add'
  | 'arrow-back'
  | 'arrow-down'
  | 'arrow-forward'
  | 'arrow-up'
  | 'autorenew'
  | 'calendar-today'
  | 'check'
  | 'checklist'
  | 'close'
  | 'danger'
  | 'delete'
  | 'download'
  | 'draft'
  | 'drive-folder-upload'
  | 'edit'
  | 'help'
  | 'home'
  | 'info'
  | 'logout'
  | 'mail'
  | 'open-in-new'
  | 'search'
  | 'success'
  | 'visibility'
  | 'visibility-off'
  | 'warning'
  | 'brightness-medium';

/** A decorative icon; its meaning is always beside it in words. */
export function Icon({ name, size = 'default' }: { name: IconName; size?: 'small' | 'default' | 'large' }) {
  return <span className={`kern-icon kern-icon--${name} kern-icon--${size}`} aria-hidden="true" />;
}
