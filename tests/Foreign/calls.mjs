// Push, pull, watch, get: how a client uses the streams.
import { setTimeout as pause } from 'node:timers/promises';
import grpc from '@grpc/grpc-js';

const RecordsAMessage = 100;
const UnaryDeadline = 30_000;

/** Streams records in and gives one result a record. After a break, what has no result is sent again: nothing is stored twice. */
export async function push(hub, records) {
  const results = new Array(records.length);
  for (let attempt = 1; ; attempt++) {
    const open = [...records.keys()].filter((at) => !results[at]);
    if (open.length === 0) return results;
    try {
      await pushOnce(hub, open, records, results);
    } catch (error) {
      if (error.code !== grpc.status.UNAVAILABLE || attempt === 10) throw error;
      await pause(Math.min(10_000, 100 * 2 ** attempt) * (0.5 + Math.random() / 2));
    }
  }
}

function pushOnce(hub, open, records, results) {
  return new Promise((resolve, reject) => {
    const call = hub.intake.Submit();
    let [sent, credit] = [0, 0];
    const send = () => {
      while (sent < open.length && credit >= Math.min(RecordsAMessage, open.length - sent)) {
        const part = open.slice(sent, sent + RecordsAMessage);
        sent += part.length;
        credit -= part.length;
        call.write({ records: part.map((at) => records[at]) });
      }
      if (sent === open.length) call.end();
    };
    call.on('data', ({ opened, results: some }) => {
      credit += opened?.credit ?? some?.results.length ?? 0;
      for (const result of some?.results ?? []) results[open[result.position]] = result;
      if (opened || some) send();
    });
    call.on('end', resolve).on('error', reject);
  });
}

/** All that agreements allow now, with the hub's end marker. */
export async function pull(hub, query) {
  const views = [];
  for await (const { page, end } of hub.disclosure.Pull({ query })) {
    if (page) views.push(...page.views);
    if (end) return { views, end };
  }
  throw new Error('The stream ended without an end marker: this is not all.');
}

/** What is there, then what comes, until enough came. A client that lives longer stores page.cursor and opens again with it. */
export async function watch(hub, query, enough, caughtUp) {
  const views = [];
  const call = hub.disclosure.Subscribe({ query });
  for await (const { page, caughtUp: reached, end } of call) {
    if (page) views.push(...page.views);
    if (reached) caughtUp(views.length);
    if (end) return { views, end };
    if (views.length >= enough) break;
  }
  call.on('error', () => {}).cancel();
  return { views };
}

/** One record. Unary calls must state a deadline. */
export function get(hub, purpose, name) {
  return new Promise((resolve, reject) => {
    hub.disclosure.Get({ purpose, name }, { deadline: Date.now() + UnaryDeadline }, (error, answer) => error ? reject(error) : resolve(answer.view));
  });
}
