import type { OrderDraftFragment, OrderSaveInput } from '../../gql/graphql.ts';
import type { FormState } from '../../lib/form.ts';
import { useSubmit } from '../../lib/useSubmit.ts';
import { draftInput, OrderSave } from './orderDraft.ts';

/** What every step of an order gets. */
export interface StepProps {
  /** One, or those of several members, which are filled in together. */
  drafts: readonly OrderDraftFragment[];
  /** The server has what was typed: on to the next page. */
  onSaved: (first: OrderDraftFragment | undefined) => void;
  /** Something was refused: perhaps somebody else changed a draft. */
  onRefused: () => void;
  /** One comes back from the check page: what is empty was left so. */
  again: boolean;
}

/** Saves what a step changed in all drafts, one after the other; false when one was refused, which then stands at the form. */
export function useSaveDrafts<T extends object>(
  form: Pick<FormState<T>, 'values' | 'showErrors'>,
  { drafts, onSaved, onRefused }: StepProps,
  names: Record<string, keyof T & string> = {},
): (change: (draft: OrderDraftFragment) => Partial<OrderSaveInput>) => Promise<boolean> {
  const submit = useSubmit(form, OrderSave, names);
  return async (change) => {
    let first: OrderDraftFragment | undefined;
    for (const draft of drafts) {
      const saved = await submit({ input: draftInput(draft, change(draft)) });
      if (!saved) {
        onRefused();
        return false;
      }
      first ??= (saved.order as OrderDraftFragment | null) ?? undefined;
    }
    onSaved(first);
    return true;
  };
}
