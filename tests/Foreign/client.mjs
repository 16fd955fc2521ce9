// node client.mjs --ready FILE --protos DIR --protos DIR --as MEMBER [--purpose NAME] [--jwt] push FILE | pull | watch COUNT | get CONTRIBUTOR KIND ID
// One line of JSON an answer.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { get, pull, push, watch } from './calls.mjs';
import { Hub } from './hub.mjs';

const { values: given, positionals: [command, ...rest] } = parseArgs({
  allowPositionals: true,
  options: {
    ready: { type: 'string' }, protos: { type: 'string', multiple: true }, as: { type: 'string' },
    purpose: { type: 'string' }, jwt: { type: 'boolean', default: false },
  },
});
const say = (answer) => console.log(JSON.stringify(answer));
const ids = (views) => views.map((view) => view.name.id);
const purpose = `PURPOSE_${(given.purpose ?? 'unspecified').toUpperCase()}`;
const hub = await Hub.connect({ readyFile: given.ready, protos: given.protos, memberId: given.as, purpose: given.purpose, jwt: given.jwt });
const commands = {
  async push(file) {
    const records = readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => hub.encode(JSON.parse(line)));
    const outcomes = {};
    for (const { outcome } of await push(hub, records)) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    say(outcomes);
  },
  async pull() {
    const { views, end } = await pull(hub, { purpose });
    say({ ids: ids(views), end: end.reason });
  },
  async watch(count) {
    const { views } = await watch(hub, { purpose }, Number(count), (sofar) => say({ caught_up: sofar }));
    say({ ids: ids(views) });
  },
  async get(contributor, kind, id) {
    const view = await get(hub, purpose, { contributor, kind: `RECORD_KIND_${kind.toUpperCase()}`, id });
    say({ id: hub.decode(view.record).id, withheld: view.withheld });
  },
};
try {
  await commands[command](...rest);
} catch (error) {
  console.error(error.details ? `${error.code}: ${error.details}` : error);
  process.exitCode = 1;
} finally {
  hub.close();
}
