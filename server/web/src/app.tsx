// SPDX-License-Identifier: EUPL-1.2
// Who is signed in decides the menu; the address decides the page. The first page of one's first role
// answers without a click.
import { Suspense } from "react";
import { Redirect, Route, Switch } from "wouter";
import { type Session, useSession } from "./api/session";
import { actingRole, menuFor, type Page, pages } from "./shell/pages";
import { NotFound, Shell } from "./shell/shell";
import { Failed, Forbidden, Guard, Loading } from "./shell/states";
import { useTexts } from "./texts/texts";

export function App() {
  const session = useSession();
  if (session.data) return <SignedIn session={session.data} />;
  return (
    <Shell menu={[]} session={null}>
      {session.error ? (
        <Failed error={session.error} page="" retry={() => void session.refetch()} />
      ) : (
        <Loading lines={4} />
      )}
    </Shell>
  );
}

function SignedIn({ session }: { session: Session }) {
  const menu = menuFor(session.roles);
  const first = menu[0];
  return (
    <Shell menu={menu} session={session}>
      <Switch>
        {pages
          .filter((page) => page.view !== null)
          .map((page) => (
            <Route key={page.path} path={page.below ? `${page.path}/*?` : page.path}>
              <PageFor page={page} session={session} />
            </Route>
          ))}
        <Route path="/">{first ? <Redirect to={first.path} replace /> : <Forbidden page="" />}</Route>
        <Route>
          <NotFound />
        </Route>
      </Switch>
    </Shell>
  );
}

function PageFor({ page, session }: { page: Page; session: Session }) {
  const { term } = useTexts();
  const role = actingRole(page, session.roles);
  if (role === null || page.view === null) return <Forbidden page={term(page.term)} />;
  const View = page.view;
  return (
    <Guard key={page.path}>
      <Suspense fallback={<Loading lines={6} />}>
        <View role={role} />
      </Suspense>
    </Guard>
  );
}
