# SPDX-License-Identifier: EUPL-1.2
"""A browser that signs in: follows redirects between collector and provider, keeps cookies of both,
and can change one parameter on its way. Usage:

  browser.py COLLECTOR CA_FILE till=PATH [to_provider.NAME=VALUE] [back.NAME=VALUE] [wait=SECONDS]
             [again] [forget]

Prints where it ended (the collector's Location) and, when it got a session, what /api/v1/session says.
`again` comes back twice, `forget` loses the collector's cookies at the provider.
"""
import http.cookiejar
import json
import ssl
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

collector, ca_file, *words = sys.argv[1:]
said = dict(word.split("=", 1) for word in words if "=" in word)


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def browser():
    jar = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(secure_protocols=("https",)))
    context = ssl.create_default_context(cafile=ca_file)
    return urllib.request.build_opener(
        urllib.request.ProxyHandler({}), Stay, urllib.request.HTTPSHandler(context=context),
        urllib.request.HTTPCookieProcessor(jar)), jar


opener, cookies = browser()


def go(address):
    try:
        return opener.open(address, timeout=20)
    except urllib.error.HTTPError as answer:
        return answer


def changed(address, where):
    """The address with the parameters that the command line gives for this part of the way."""
    parts = urllib.parse.urlsplit(address)
    query = dict(urllib.parse.parse_qsl(parts.query))
    query.update({name.split(".")[1]: value for name, value in said.items() if name.startswith(where + ".")})
    return urllib.parse.urlunsplit(parts._replace(query=urllib.parse.urlencode(query)))


till = urllib.parse.quote(said.get("till", "/"), safe="")
address = go(f"{collector}/api/v1/sign-in/oidc?till={till}").headers["Location"]
if address.startswith("/"):
    print(address)
    sys.exit()
address = changed(address, "to_provider")
for _ in range(10):
    answer = go(address)
    target = answer.headers["Location"]
    if target is None:
        print(f"the provider stops with {answer.status}: {answer.read(500)!r}")
        sys.exit(1)
    address = urllib.parse.urljoin(address, target)
    if address.startswith(collector):
        break
address = changed(address, "back")
time.sleep(float(said.get("wait", "0")))
if "forget" in words:
    opener, cookies = browser()
answer = go(address)
if "again" in words:
    answer = go(address)
print(answer.headers["Location"])
session = go(f"{collector}/api/v1/session")
if session.status == 200:
    body = json.load(session)
    print(body["method"], body["name"], ",".join(body["roles"]))
