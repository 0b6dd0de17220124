// SPDX-License-Identifier: EUPL-1.2
// npm's oidc-provider as the municipality's sign-in service, over TLS on loopback. Whoever comes is
// signed in as the person that the file PERSON names ("deny": refuses), without a form. One client for
// each algorithm that the collector verifies; codes hold two seconds.
//
//   node provider.mjs PORT CERTIFICATE KEY PERSON REDIRECT_URI
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { Provider } from "oidc-provider";

const [port, certificate, key, person, redirect] = process.argv.slice(2);
const issuer = `https://localhost:${port}`;

const jwk = (type, options, alg) => ({
  ...generateKeyPairSync(type, options).privateKey.export({ format: "jwk" }),
  use: "sig",
  kid: alg,
  alg,
});
const algorithms = ["RS256", "PS256", "ES256"];
const keys = [
  jwk("rsa", { modulusLength: 2048 }, "RS256"),
  jwk("rsa", { modulusLength: 2048 }, "PS256"),
  jwk("ec", { namedCurve: "P-256" }, "ES256"),
];
const client = (id, alg) => ({
  client_id: id,
  client_secret: "a secret: of/the+test",
  redirect_uris: [redirect],
  id_token_signed_response_alg: alg,
});

const provider = new Provider(issuer, {
  jwks: { keys },
  clients: [...algorithms.map((alg) => client(`distanskoll-${alg}`, alg)), client("other", "ES256")],
  claims: { openid: ["sub"], profile: ["preferred_username", "roles"] },
  conformIdTokenClaims: false,
  cookies: { keys: ["test"] },
  features: { devInteractions: { enabled: false } },
  enabledJWA: { idTokenSigningAlgValues: algorithms },
  ttl: { AuthorizationCode: 2, Grant: 60, IdToken: 60, AccessToken: 60, Session: 60, Interaction: 60 },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, preferred_username: id, roles: ["Distanskoll.IT"] }),
  }),
  async loadExistingGrant(ctx) {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid profile");
    await grant.save();
    return grant;
  },
});

const answer = provider.callback();
createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
  if (!request.url.startsWith("/interaction/")) return answer(request, response);
  const who = readFileSync(person, "utf8").trim();
  const result = who === "deny" ? { error: "access_denied" } : { login: { accountId: who, remember: false } };
  provider.interactionFinished(request, response, result).catch((error) => {
    response.statusCode = 500;
    response.end(String(error));
  });
}).listen(Number(port), "127.0.0.1", () => console.log(`listening at ${issuer}`));
