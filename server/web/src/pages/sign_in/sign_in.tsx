// SPDX-License-Identifier: EUPL-1.2
// Logga in: the municipality's own ways as buttons and, in a demonstration, the invented persons one
// can be. What went wrong at a sign-in service stands in the address (`fel`) and is said in words.
import { Button } from "@midas-ds/components";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation, useSearchParams } from "wouter";
import { ApiProblem } from "../../api/client";
import { type Role, roles, type Session } from "../../api/session";
import { bePerson, byLink, secretOf, useWays, wayBack } from "../../api/sign_in";
import { Notice, Failed, Loading } from "../../shell/states";
import { useTexts } from "../../texts/texts";
import "./sign_in.css";

type Ways = NonNullable<ReturnType<typeof useWays>["data"]>;

export default function SignIn() {
  const { text, term, has } = useTexts();
  const [search] = useSearchParams();
  const ways = useWays();
  const back = wayBack(search.get("till"));
  const fault = search.get("fel");
  const [secret] = useState(() => secretOf(window.location.hash));
  const said = `sign_in.fault.${fault}`;
  return (
    <div className="sign-in">
      <h1>{text("sign_in.title")}</h1>
      <p className="lead">{text("sign_in.lead")}</p>
      {fault !== null && (
        <div role="alert">
          <Notice glyph="broken" level="part" title={text("sign_in.fault.title")}>
            <p>{has(said) ? text(said) : text("sign_in.fault.other")}</p>
          </Notice>
        </div>
      )}
      {ways.data ? (
        <>
          {secret !== null && <FirstAdministrator secret={secret} />}
          <Buttons ways={ways.data} back={back} />
          {ways.data.demonstration && <Persons persons={ways.data.persons} back={back} />}
        </>
      ) : ways.error ? (
        <Failed error={ways.error} page={term("product")} level="part" retry={() => void ways.refetch()} />
      ) : (
        <Loading lines={3} />
      )}
    </div>
  );
}

function Buttons({ ways, back }: { ways: Ways; back: string }) {
  const { text } = useTexts();
  if (ways.ways.length === 0) return ways.demonstration ? null : <p>{text("sign_in.no_way")}</p>;
  return (
    <ul className="ways">
      {ways.ways.map((way) => (
        <li key={way.method}>
          <a className="way" href={`${way.address}?till=${encodeURIComponent(back)}`}>
            {way.name ?? text(`sign_in.way.${way.method}`)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** Tries to sign in and goes on to `back`; `busy` while it does, `problem` when it did not work. */
function useSignIn(back: string) {
  const queries = useQueryClient();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Error | null>(null);
  const sign = async (open: () => Promise<Session>) => {
    setBusy(true);
    setProblem(null);
    try {
      const session = await open();
      queries.clear();
      queries.setQueryData(["session"], session);
      navigate(back, { replace: true });
    } catch (cause) {
      setBusy(false);
      setProblem(cause instanceof Error ? cause : new Error(String(cause)));
    }
  };
  return { busy, problem, sign, forget: () => setProblem(null) };
}

function FirstAdministrator({ secret }: { secret: string }) {
  const { text } = useTexts();
  const { busy, problem, sign } = useSignIn("/");
  return (
    <section aria-labelledby="setup">
      <h2 id="setup">{text("sign_in.setup.title")}</h2>
      <p>{text("sign_in.setup.text")}</p>
      {problem && (
        <div role="alert">
          <Notice glyph="broken" level="part" title={text("sign_in.fault.title")}>
            <p>
              {problem instanceof ApiProblem && problem.kind === "not_found"
                ? text("sign_in.fault.link")
                : text("sign_in.fault.other")}
            </p>
          </Notice>
        </div>
      )}
      <Button isDisabled={busy} onPress={() => void sign(() => byLink(secret))}>
        {text("sign_in.setup.action")}
      </Button>
    </section>
  );
}

function Persons({ persons, back }: { persons: Ways["persons"]; back: string }) {
  const { text } = useTexts();
  const { busy, problem, sign, forget } = useSignIn(back);
  return (
    <section aria-labelledby="persons">
      <h2 id="persons">{text("sign_in.persons.title")}</h2>
      <p>{text("sign_in.persons.text")}</p>
      {problem && <Failed error={problem} page="" level="part" retry={forget} />}
      {persons.length === 0 && <p>{text("sign_in.persons.none")}</p>}
      <ul className="persons">
        {persons.map((person) => (
          <li key={person.id}>
            <Button
              variant="secondary"
              isDisabled={busy}
              aria-describedby={`roles-${person.id}`}
              onPress={() => void sign(() => bePerson(person.id))}
            >
              {person.name}
            </Button>
            <p className="note" id={`roles-${person.id}`}>
              {known(person.roles)
                .map((role) => text(`role.${role}`))
                .join(", ")}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

function known(held: readonly string[]): Role[] {
  return roles.filter((role) => held.includes(role));
}
