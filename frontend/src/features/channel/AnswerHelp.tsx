import { Disclosure } from '../../ui/Disclosure.tsx';
import { useChannelMessages } from './channelMessages.ts';

/** How an answer has to be written in a mail program so that it counts. */
export function AnswerHelp() {
  const t = useChannelMessages();
  return (
    <section className="stack" aria-labelledby="channel-help">
      <h2 className="kern-heading-medium" id="channel-help">
        {t.help.title}
      </h2>
      <div className="prose">
        <ul>
          {t.help.rules.map((rule) => (
            <li key={rule}>{rule}</li>
          ))}
        </ul>
      </div>
      {(['outlook', 'thunderbird'] as const).map((program) => (
        <Disclosure key={program} summary={t.help[program]}>
          <div className="prose">
            <ol>
              {t.help[`${program}Steps`].map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
          </div>
        </Disclosure>
      ))}
      <p className="muted small">{t.help.note}</p>
    </section>
  );
}
