import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '../styles/main.scss';
import { onRecovered, watchNetwork } from '../lib/connection.ts';
import { resumeSession } from '../lib/session.ts';
import { App } from './App.tsx';

void resumeSession();
watchNetwork();
onRecovered(() => void resumeSession());

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
