import { allMembers, type Member, type Operation, placeOf, typesOf } from '@ai-sessions/contract';
import { codecs, type FormatName } from '@ai-sessions/formats';
import { LinkedHeading } from './linked-heading.tsx';
import { SampleBlock } from './sample-block.tsx';

/** The same call in other words; the page's script fills them in. */
const calls = [
  ['curl', 'curl'],
  ['fetch', 'fetch'],
  ['servicestack', '@servicestack/client'],
  ['csharp', 'C#'],
  ['python', 'Python'],
] as const;

/** Lets a reader fill in an operation and send it. It shows when the script that does so runs. */
export function TryForm({ operation, format }: { operation: Operation; format: FormatName }) {
  const { name, verb, route } = operation;
  return (
    <section aria-labelledby="try" hidden>
      <LinkedHeading level={2} id="try">
        Try it
      </LinkedHeading>
      <p>
        It is really sent, as whoever is signed in in this browser. The answer comes in {format.toUpperCase()}
        .
      </p>
      <form
        id="try-form"
        data-operation={name}
        data-verb={verb}
        data-route={route}
        data-media-type={codecs[format].mediaTypes.answer.replace(/;.*/, '')}
      >
        {allMembers(typesOf(operation).request).map((member) => (
          <TryField key={member.wireName} member={member} place={placeOf(operation, member.wireName)} />
        ))}
        <p className="send">
          <button type="submit">
            Send {verb} {route}
          </button>
          <span id="try-status" role="status" />
        </p>
      </form>
      <div id="try-answer" hidden>
        <SampleBlock label="Answer" text="" />
      </div>
      <h3>The same call</h3>
      {calls.map(([id, label]) => (
        <div key={id} id={`call-${id}`}>
          <SampleBlock label={label} text="" />
        </div>
      ))}
    </section>
  );
}

function TryField({ member: { wireName, type }, place }: { member: Member; place: string }) {
  const id = `field-${wireName}`;
  const given = { id, name: wireName, 'data-place': place, 'data-kind': type.kind };
  const choices = type.kind === 'enum' ? type.type.values : type.kind === 'bool' ? ['true', 'false'] : [];
  return (
    <p className="field">
      <label htmlFor={id}>{wireName}</label>
      {choices.length > 0 ? (
        <select {...given}>
          <option value="">not sent</option>
          {choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input {...given} required={place === 'path'} autoComplete="off" />
      )}
    </p>
  );
}
