import { RouterProvider } from '@tanstack/react-router';
import { ClientProvider } from '../lib/ClientProvider.tsx';
import { router } from './router.tsx';

/** The whole application: data around, pages inside. */
export function App() {
  return (
    <ClientProvider>
      <RouterProvider router={router} />
    </ClientProvider>
  );
}
