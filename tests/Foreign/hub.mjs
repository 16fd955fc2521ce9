// A member's connection: what ready.json and the protos say, and nothing else.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import { getToken } from './token.mjs';

const Files = ['intake_service', 'disclosure_service', 'record', 'error_reason'].map((name) => join('sharinghub', 'v1', `${name}.proto`));

export class Hub {
  /** @param protos Folders: ours, and the one that holds google/type/money.proto. */
  static async connect({ readyFile, protos, memberId, purpose, jwt }) {
    const ready = JSON.parse(readFileSync(readyFile, 'utf8'));
    const known = ready.members[memberId];
    if (!known) throw new Error(`${readyFile} knows no member ${memberId}`);
    const member = { clientId: known.client_id, ca: readFileSync(ready.ca), cert: readFileSync(known.certificate), key: readFileSync(known.key) };
    const definition = loader.loadSync(Files, { includeDirs: protos, enums: String, longs: String, defaults: true, oneofs: true });
    return new Hub(ready, member, definition, await getToken(ready, member, { purpose, jwt }));
  }

  constructor(ready, member, definition, token) {
    this.definition = definition;
    const { v1 } = grpc.loadPackageDefinition(definition).sharinghub;
    const bearer = grpc.credentials.createFromMetadataGenerator((_, give) => {
      const headers = new grpc.Metadata();
      headers.set('authorization', `Bearer ${token}`);
      give(null, headers);
    });
    const credentials = grpc.credentials.combineChannelCredentials(grpc.credentials.createSsl(member.ca, member.key, member.cert), bearer);
    const limits = { 'grpc.max_receive_message_length': 72 * 1024 * 1024 };
    this.intake = new v1.IntakeService(new URL(ready.gateway).host, credentials, limits);
    this.disclosure = new v1.DisclosureService(new URL(ready.gateway).host, credentials, limits);
  }

  close() {
    this.intake.close();
    this.disclosure.close();
  }

  /** The bytes of a record given as protobuf JSON, as in the feeds. */
  encode(json) {
    return this.definition['sharinghub.v1.IntelRecord'].serialize(this.#withTimestamps('sharinghub.v1.IntelRecord', json));
  }

  decode(bytes) {
    return this.definition['sharinghub.v1.IntelRecord'].deserialize(bytes);
  }

  /** The one thing that proto-loader does not read from protobuf JSON: times as text. */
  #withTimestamps(type, json) {
    const copy = { ...json };
    for (const field of this.definition[type].type.field) {
      const key = field.jsonName || field.name.replace(/_(.)/g, (_, letter) => letter.toUpperCase());
      const name = field.typeName?.replace(/^\./, '');
      if (copy[key] === undefined) continue;
      if (name === 'google.protobuf.Timestamp') copy[key] = toTimestamp(copy[key]);
      else if (this.definition[name]?.type?.field?.length && Array.isArray(copy[key])) copy[key] = copy[key].map((one) => this.#withTimestamps(name, one));
      else if (this.definition[name]?.type?.field?.length) copy[key] = this.#withTimestamps(name, copy[key]);
    }
    return copy;
  }
}

function toTimestamp(text) {
  const [, fraction = ''] = /\.(\d+)/.exec(text) ?? [];
  return { seconds: Math.floor(Date.parse(text) / 1000), nanos: Number(fraction.padEnd(9, '0').slice(0, 9)) };
}
