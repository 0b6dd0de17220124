# SPDX-License-Identifier: EUPL-1.2
"""A USB reader with a card, pcscd, OpenSC and logind: who logged in with the card, whether it is still
there, the reader pulled out, the screen locked. The login screen itself is a stand-in: a PAM service
of gdm's name that asks for nothing; the session that it opens is logind's own."""

import base64

from laptop import CARD

BOUND = 15  # seconds, of which USB and pcscd take some on an emulated machine
READER = "/usr/libexec/distanskoll/distanskoll-card-reader"
MODULE = "/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so"
LOGIN = """
systemd-run --quiet --no-block --collect --unit=card-login --service-type=simple -p PAMName=gdm-smartcard -p User=person \
  -p TTYPath=/dev/tty7 -p StandardInput=tty -p StandardOutput=tty -p Restart=no \
  -E PKCS11_LOGIN_TOKEN_NAME='@LABEL@' bash -c 'sleep infinity & wait'
for _ in $(seq 50); do
  session=$(loginctl list-sessions --no-legend | awk '/tty7/ {print $1}')
  [ -z "$session" ] || break
  sleep 0.2
done
loginctl activate "$session"
printf '%s' "$session"
"""


def console_login(laptop):
    laptop.until_observed("a person at the console has a session", 5, "session", state="present")
    laptop.until_observed("and a console login proves no card", 5, "siths_login", unobservable="login_method_unproven")


def card_login(laptop):
    """Returns the session."""
    guest, checks = laptop.guest, laptop.checks
    done = guest.run(f"{READER} {MODULE}")
    lines = [line.split(" ", 1) for line in done.out.splitlines()]
    token = base64.b64decode(lines[0][1]).decode() if lines else ""
    checks.equal("three certificates are read from the card through OpenSC, without a PIN", 3,
                 sum(1 for line in lines if line[0] == "cert"))
    session = guest.must(LOGIN.replace("@LABEL@", token)).strip()
    laptop.until_observed("a session that the card opened is one", BOUND, "siths_login", state="card_session",
                          method="smart_card", card_present=True)
    laptop.until_observed("with the level of the issuer whose key is pinned", BOUND, "siths_login", assurance_level=3,
                          card_issuer_kind="siths")
    return session


def pull_and_put(laptop):
    guest = laptop.guest
    guest.tell("device_del", id="card0")
    laptop.until_observed("the card is pulled: seen", BOUND, "siths_login", state="card_session", card_present=False,
                          assurance_level=3)
    guest.tell("device_add", **CARD, db=f"sql:{laptop.folder}/card")
    laptop.until_observed("and put back: seen", BOUND, "siths_login", card_present=True)
    guest.tell("device_del", id="card0")
    guest.tell("device_del", id="reader")
    laptop.until_observed("the whole reader is unplugged: seen", BOUND, "siths_login", card_present=False)
    guest.tell("device_add", driver="usb-ccid", bus="usb.0", id="reader")
    guest.tell("device_add", **CARD, db=f"sql:{laptop.folder}/card")
    laptop.until_observed("plugged in again with its card: seen", BOUND, "siths_login", card_present=True)


def lock_and_leave(laptop, session):
    """The policy says that a computer locked for a second is one that nobody works at."""
    guest = laptop.guest
    path = guest.must(f"busctl --json=short call org.freedesktop.login1 /org/freedesktop/login1 "
                      f"org.freedesktop.login1.Manager GetSession s {session} | grep -o '/org[^\"]*'").strip()
    hint = f"runuser -u person -- busctl call org.freedesktop.login1 {path} org.freedesktop.login1.Session SetLockedHint b "
    guest.must(hint + "true")
    laptop.until_observed("locked for longer than the policy allows, nobody is there", BOUND, "session", state="none")
    guest.must(hint + "false")
    laptop.until_observed("unlocked, somebody is", BOUND, "session", state="present")
    guest.must("systemctl stop card-login.service")
    laptop.until_observed("after the logout the card's session is over", BOUND, "siths_login", state="no_session")


def watch(laptop):
    console_login(laptop)
    session = card_login(laptop)
    pull_and_put(laptop)
    lock_and_leave(laptop, session)
