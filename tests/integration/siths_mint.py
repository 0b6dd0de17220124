#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""A hierarchy shaped as SITHS', and cards of it: RSA keys, HSA-id in serialNumber, keyUsage and policies
as the real ones are described. Usage: siths_mint.py FOLDER

Makes in FOLDER: roots.pem (root), crl.pem, test-roots.pem, and for each card NAME.pem (card, its CA) and
NAME.key: good, expired, revoked, reserve (level 2), unmapped, test, personnummer, signing, foreign."""
import datetime
import pathlib
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = datetime.datetime.utcnow().replace(microsecond=0)
FOLDER = pathlib.Path(sys.argv[1])
HSA_ID, OTHER = "SE2120000472-K1M", "SE2120000472-0K2ND"


def new_key():
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def name(common_name, serial=None):
    parts = [x509.NameAttribute(NameOID.COUNTRY_NAME, "SE"),
             x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Inera AB"),
             x509.NameAttribute(NameOID.COMMON_NAME, common_name)]
    if serial:
        parts.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, serial))
    return x509.Name(parts)


def key_usage(**used):
    kinds = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")
    return x509.KeyUsage(**{kind: used.get(kind, False) for kind in kinds})


def certificate(subject, key, issuer, issuer_key, first=-1, last=365, authority=False, signing=False):
    builder = (x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
               .serial_number(x509.random_serial_number())
               .not_valid_before(NOW + datetime.timedelta(days=first))
               .not_valid_after(NOW + datetime.timedelta(days=last))
               .add_extension(x509.BasicConstraints(authority, None), True))
    if authority:
        builder = builder.add_extension(key_usage(key_cert_sign=True, crl_sign=True), True)
    else:
        builder = builder.add_extension(
            key_usage(content_commitment=True) if signing else key_usage(digital_signature=True, key_encipherment=True), True)
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CLIENT_AUTH]), False)
        policy = x509.PolicyInformation(x509.ObjectIdentifier("1.2.752.74.8.77"), None)
        builder = builder.add_extension(x509.CertificatePolicies([policy]), False)
    return builder.sign(issuer_key, hashes.SHA256())


class Authority:
    def __init__(self, common_name, above=None):
        self.key = new_key()
        issuer = above.certificate.subject if above else name(common_name)
        self.certificate = certificate(name(common_name), self.key, issuer, above.key if above else self.key,
                                       first=-2000, authority=True)

    def card(self, file, serial, **how):
        key = new_key()
        made = certificate(name("Kim Påhittad", serial), key, self.certificate.subject, self.key, **how)
        (FOLDER / f"{file}.pem").write_bytes(pem(made) + pem(self.certificate))
        (FOLDER / f"{file}.key").write_bytes(key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
        return made

    def revocation_list(self, *revoked):
        builder = (x509.CertificateRevocationListBuilder().issuer_name(self.certificate.subject)
                   .last_update(NOW - datetime.timedelta(days=1)).next_update(NOW + datetime.timedelta(days=7)))
        for one in revoked:
            builder = builder.add_revoked_certificate(
                x509.RevokedCertificateBuilder().serial_number(one.serial_number)
                .revocation_date(NOW - datetime.timedelta(hours=1)).build())
        return builder.sign(self.key, hashes.SHA256())


def pem(made):
    return made.public_bytes(serialization.Encoding.PEM)


root = Authority("SITHS e-id Root CA v2")
test_root = Authority("TEST SITHS e-id Root CA v2")
three = Authority("SITHS e-id Person HSA-id 3 CA v1", root)
two = Authority("SITHS e-id Person HSA-id 2 CA v1", root)
numbers = Authority("SITHS e-id Person ID 3 CA v1", root)
test = Authority("TEST SITHS e-id Person HSA-id 3 CA v1", test_root)
forger = Authority("SITHS e-id Person HSA-id 3 CA v1", Authority("SITHS e-id Root CA v2"))

three.card("good", HSA_ID)
three.card("expired", HSA_ID, first=-800, last=-1)
revoked = three.card("revoked", HSA_ID)
two.card("reserve", HSA_ID)
three.card("unmapped", OTHER)
test.card("test", HSA_ID)
numbers.card("personnummer", "191212121212")
three.card("signing", HSA_ID, signing=True)
forger.card("foreign", HSA_ID)
(FOLDER / "roots.pem").write_bytes(pem(root.certificate))
(FOLDER / "test-roots.pem").write_bytes(pem(root.certificate) + pem(test_root.certificate))
(FOLDER / "crl.pem").write_bytes(b"".join(
    pem(one) for one in (three.revocation_list(revoked), two.revocation_list(), test.revocation_list())))
