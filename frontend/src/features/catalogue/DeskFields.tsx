import type { ReactNode } from 'react';
import { DeskBasics } from './DeskBasics.tsx';
import { DeskContacts } from './DeskContacts.tsx';
import { DeskCost } from './DeskCost.tsx';
import { DeskDataProtection } from './DeskDataProtection.tsx';
import { DeskEligible } from './DeskEligible.tsx';
import { DeskInterfaces } from './DeskInterfaces.tsx';
import { DeskParameters } from './DeskParameters.tsx';
import { DeskProvider } from './DeskProvider.tsx';
import { DeskTasks } from './DeskTasks.tsx';
import { DeskTest } from './DeskTest.tsx';
import { DeskTexts } from './DeskTexts.tsx';
import type { FieldsProps } from './deskFields.ts';
import type { Section } from './sheetChanges.ts';

const parts: Record<Section, (props: FieldsProps) => ReactNode> = {
  basics: DeskBasics,
  texts: DeskTexts,
  provider: DeskProvider,
  eligible: DeskEligible,
  cost: DeskCost,
  interfaces: DeskInterfaces,
  parameters: DeskParameters,
  tasks: DeskTasks,
  test: DeskTest,
  contacts: DeskContacts,
  dataProtection: DeskDataProtection,
};

/** The fields of one section. */
export function DeskFields({ section, ...props }: FieldsProps & { section: Section }) {
  const Part = parts[section];
  return <Part {...props} />;
}
