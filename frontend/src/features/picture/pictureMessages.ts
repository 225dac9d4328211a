import { defineMessages } from '../../lib/i18n/messages.ts';
import { pictureDe } from './picture.de.ts';

/** Texts of the picture of how far municipalities are. */
export const usePictureMessages = defineMessages(pictureDe, () => import('./picture.en.ts').then((m) => m.pictureEn));
