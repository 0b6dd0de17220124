#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Certificates and revocation lists as no honest CA would issue them: any usage, any dates, any
issuer. For the tests of who believes what.

  mint.py cert OUT KEY ISSUER ISSUER-KEY [cn=… dns=a,b uri=… eku=client|server|none from=DAYS
               to=DAYS ca=PATHLEN|any]
      OUT is the certificate (PEM); KEY (PEM) is made when it is not there, and may be a certificate
      whose key is wanted. ISSUER "self" signs itself. Days count from now.
  mint.py crl OUT ISSUER ISSUER-KEY from=DAYS to=DAYS [CERT…]   what is revoked
"""
import datetime
import os
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.datetime.utcnow().replace(microsecond=0)
USAGES = {"client": ExtendedKeyUsageOID.CLIENT_AUTH, "server": ExtendedKeyUsageOID.SERVER_AUTH}


def read_key(path):
    with open(path, "rb") as file:
        return serialization.load_pem_private_key(file.read(), None)


def read_certificate(path):
    with open(path, "rb") as file:
        return x509.load_pem_x509_certificate(file.read())


def write(path, data, mode=0o644):
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "wb") as file:
        file.write(data)


def key_of(path):
    if not os.path.exists(path):
        key = ec.generate_private_key(ec.SECP256R1())
        write(path, key.private_bytes(serialization.Encoding.PEM,
                                      serialization.PrivateFormat.PKCS8,
                                      serialization.NoEncryption()), 0o600)
    return read_key(path)


def public_key_of(path):
    if os.path.exists(path):
        with open(path, "rb") as file:
            if file.read().startswith(b"-----BEGIN CERTIFICATE-----"):
                return read_certificate(path).public_key()
    return key_of(path).public_key()


def day(words, name, otherwise):
    return NOW + datetime.timedelta(days=float(words.get(name, otherwise)))


def cert(out, key_file, issuer_file, issuer_key_file, *arguments):
    words = dict(word.split("=", 1) for word in arguments)
    key = public_key_of(key_file)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, words.get("cn", "test"))])
    own = issuer_file == "self"
    issuer = subject if own else read_certificate(issuer_file).subject
    signer = key_of(key_file) if own else read_key(issuer_key_file)
    builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer)
               .public_key(key).serial_number(x509.random_serial_number())
               .not_valid_before(day(words, "from", -1)).not_valid_after(day(words, "to", 30)))
    names = [x509.DNSName(name) for name in words.get("dns", "").split(",") if name]
    if "uri" in words:
        names.append(x509.UniformResourceIdentifier(words["uri"]))
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), False)
    if "ca" in words:
        length = None if words["ca"] == "any" else int(words["ca"])
        builder = builder.add_extension(x509.BasicConstraints(True, length), True)
    else:
        builder = builder.add_extension(x509.BasicConstraints(False, None), True)
    if words.get("eku", "client") != "none":
        usage = x509.ExtendedKeyUsage([USAGES[words.get("eku", "client")]])
        builder = builder.add_extension(usage, False)
    made = builder.sign(signer, hashes.SHA256())
    write(out, made.public_bytes(serialization.Encoding.PEM))


def crl(out, issuer_file, issuer_key_file, *arguments):
    words = dict(word.split("=", 1) for word in arguments if "=" in word)
    builder = (x509.CertificateRevocationListBuilder()
               .issuer_name(read_certificate(issuer_file).subject)
               .last_update(day(words, "from", -1)).next_update(day(words, "to", 7)))
    for file in (word for word in arguments if "=" not in word):
        entry = (x509.RevokedCertificateBuilder().revocation_date(NOW)
                 .serial_number(read_certificate(file).serial_number).build())
        builder = builder.add_revoked_certificate(entry)
    made = builder.sign(read_key(issuer_key_file), hashes.SHA256())
    write(out, made.public_bytes(serialization.Encoding.PEM))


if __name__ == "__main__":
    {"cert": cert, "crl": crl}[sys.argv[1]](*sys.argv[2:])
