import { addedRow } from '../../lib/formRows.ts';
import { Button } from '../../ui/Button.tsx';
import { say } from '../../ui/LiveRegion.tsx';
import { TextInput } from '../../ui/TextInput.tsx';
import { useCatalogueDeskMessages } from './catalogueDeskMessages.ts';
import { OrganisationPicker, ServicePicker } from './DeskPickers.tsx';
import type { FieldsProps } from './deskFields.ts';
/** Who provides it, where it is had, and for which services. */
export function DeskProvider({ form }: FieldsProps) {
  const w = useCatalogueDeskMessages();
  const { values, errors } = form;
  return (
    <>
      <OrganisationPicker
        id="providerId"
        label={w.fields.provider}
        hint={w.hints.provider}
        error={errors.providerId}
        chosen={values.providerName}
        onPick={(providerId, providerName) => form.set({ providerId, providerName })}
      />
      <TextInput
        label={w.fields.vendorUrl}
        hint={w.hints.vendorUrl}
        type="url"
        autoComplete="off"
        optional={values.kind !== 'MARKET'}
        {...form.field('vendorUrl')}
      />
      <ServicePicker
        id="services"
        label={w.fields.services}
        hint={w.hints.services}
        error={errors.services}
        onPick={(serviceId, name) => {
          form.set(({ services }) => ({
            services: services.some((one) => one.serviceId === serviceId)
              ? services
              : [...services, addedRow({ serviceId, name })],
          }));
          say(w.serviceAdded(name));
        }}
      />
      {values.services.length > 0 && (
        <ul className="desk-chosen" aria-label={w.fields.services}>
          {values.services.map(({ key, name }) => (
            <li key={key}>
              <span>{name}</span>
              <Button
                look="tertiary"
                small
                icon="close"
                aria-label={w.removeService(name)}
                onClick={() => {
                  form.set(({ services }) => ({ services: services.filter((one) => one.key !== key) }));
                  say(w.serviceRemoved(name));
                  document.getElementById('services')?.focus();
                }}
              >
                {w.remove}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
