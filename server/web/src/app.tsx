// SPDX-License-Identifier: EUPL-1.2
// Who is signed in decides the menu; the address decides the page. The first page of one's first role
// answers without a click. Who is not signed in is led to the sign-in page, and back from there.
import { lazy, Suspense } from "react";
import { Redirect, Route, Switch, useLocation, useSearch } from "wouter";
import { ApiProblem } from "./api/client";
import { type Session, useSession } from "./api/session";
import { signInAddress } from "./api/sign_in";
import { actingRole, menuFor, type Page, pages } from "./shell/pages";
import { NotFound, Shell } from "./shell/shell";
import { Failed, Forbidden, Guard, Loading } from "./shell/states";
import { useTexts } from "./texts/texts";

const SignIn = lazy(() => import("./pages/sign_in/sign_in"));

export function App() {
  const session = useSession();
  const [path] = useLocation();
  const search = useSearch();
  if (path === "/logga-in") {
    return (
      <Shell menu={[]} session={null}>
        <Guard>
          <Suspense fallback={<Loading lines={4} />}>
            <SignIn />
          </Suspense>
        </Guard>
      </Shell>
    );
  }
  if (session.data) return <SignedIn session={session.data} />;
  if (session.error instanceof ApiProblem && session.error.kind === "signed_out") {
    return <Redirect to={signInAddress(search ? `${path}?${search}` : path)} replace />;
  }
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
