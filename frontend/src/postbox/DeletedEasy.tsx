import { EasyLanguage } from '../ui/EasyLanguage.tsx';
import { useProgressMessages } from './progressMessages.ts';

/** What it means for an authority that the person's mailbox is gone, in easy language. */
export function DeletedEasy() {
  return <EasyLanguage lines={useProgressMessages().easyDeleted} />;
}
