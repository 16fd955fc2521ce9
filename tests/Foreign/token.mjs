// An access token: OAuth 2.0 client credentials over mutual TLS, proved by the certificate (RFC 8705) or by a signed assertion besides (RFC 7523).
import { randomUUID, sign } from 'node:crypto';
import { request } from 'node:https';

const base64url = (json) => Buffer.from(JSON.stringify(json)).toString('base64url');

function ask(url, { ca, cert, key }, form) {
  const body = form && new URLSearchParams(form).toString();
  return new Promise((resolve, reject) => {
    const call = request(url, { method: body ? 'POST' : 'GET', ca, cert, key, timeout: 10_000,
      headers: body ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) } : {} }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => { text += part; }).on('error', reject)
        .on('end', () => answer.statusCode === 200 ? resolve(JSON.parse(text)) : reject(new Error(`${url} answers ${answer.statusCode}: ${text}`)));
    });
    call.on('timeout', () => call.destroy(new Error(`${url} does not answer`))).on('error', reject).end(body);
  });
}

/** ES256: the certificate's own key (EC P-256) signs; the audience is the issuer, exactly; each assertion is used once. */
async function assertion(ready, member) {
  const { issuer } = await ask(new URL('/.well-known/openid-configuration', ready.gateway), member);
  const now = Math.floor(Date.now() / 1000);
  const content = [
    base64url({ alg: 'ES256', typ: 'JWT' }),
    base64url({ iss: member.clientId, sub: member.clientId, aud: issuer, jti: randomUUID(), iat: now, exp: now + 60 }),
  ].join('.');
  return `${content}.${sign('sha256', Buffer.from(content), { key: member.key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** @param purpose e.g. `border_targeting`; none to contribute. It lives five minutes: ask again at four fifths of `expires_in`. */
export async function getToken(ready, member, { purpose, jwt }) {
  const form = { grant_type: 'client_credentials', client_id: member.clientId };
  if (purpose) form.scope = `purpose:${purpose}`;
  if (jwt) {
    form.client_assertion_type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
    form.client_assertion = await assertion(ready, member);
  }
  return (await ask(ready.token_endpoint, member, form)).access_token;
}
