# SPDX-License-Identifier: EUPL-1.2
"""A PIV smart card with one certificate, put into the virtual reader vpcd over TCP.

Usage: piv_card.py PORT CERTIFICATE.pem. The card is in the reader while this runs. It answers the
commands that reading needs (SELECT, GET DATA, GET RESPONSE) and refuses all others: no PIN, no key.
"""
import base64
import re
import socket
import struct
import sys

ATR = bytes.fromhex("3B 88 01 44 4B 2D 54 45 53 54 31".replace(" ", ""))
AID = bytes.fromhex("A000000308")
OK, MORE, NOT_FOUND, REFUSED = b"\x90\x00", b"\x61", b"\x6a\x82", b"\x6d\x00"


def tlv(tag, value):
    size = len(value)
    if size < 0x80:
        length = bytes([size])
    elif size < 0x100:
        length = b"\x81" + bytes([size])
    else:
        length = b"\x82" + struct.pack(">H", size)
    return bytes.fromhex(tag) + length + value


def objects(certificate):
    chuid = tlv("30", bytes(25)) + tlv("34", bytes(range(16))) + tlv("35", b"20351231")
    return {
        "5fc102": chuid + tlv("3e", b"") + tlv("fe", b""),
        "5fc105": tlv("70", certificate) + tlv("71", b"\0") + tlv("fe", b""),
    }


class Card:
    def __init__(self, certificate):
        self.objects = objects(certificate)
        self.pending = b""

    def reply(self, data):
        """At most 256 bytes at a time, the rest by GET RESPONSE."""
        now, self.pending = data[:256], data[256:]
        if not self.pending:
            return now + OK
        return now + MORE + bytes([len(self.pending) & 0xFF if len(self.pending) < 256 else 0])

    def answer(self, apdu):
        instruction = apdu[1]
        data = apdu[5 : 5 + apdu[4]] if len(apdu) > 5 else b""
        if instruction == 0xC0:
            return self.reply(self.pending)
        if instruction == 0xA4:
            if not data.startswith(AID):
                return NOT_FOUND
            name = tlv("4f", bytes.fromhex("000010000100"))
            return self.reply(tlv("61", name + tlv("79", tlv("4f", AID))))
        if instruction == 0xCB and data[:1] == b"\x5c":
            wanted = data[2 : 2 + data[1]].hex()
            if wanted in self.objects:
                return self.reply(tlv("53", self.objects[wanted]))
            return NOT_FOUND
        return REFUSED


def receive(connection, size):
    data = b""
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            sys.exit(0)
        data += part
    return data


def main():
    pem = open(sys.argv[2], encoding="ascii").read()
    body = re.search("-----BEGIN CERTIFICATE-----(.*?)-----END", pem, re.S).group(1)
    card = Card(base64.b64decode(body))
    checksum = 0
    for byte in ATR[1:]:
        checksum ^= byte
    connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    while True:
        message = receive(connection, struct.unpack(">H", receive(connection, 2))[0])
        if len(message) > 1:
            answer = card.answer(message)
        elif message[0] == 4:  # "which ATR"
            answer = ATR + bytes([checksum])
        else:  # power on, off, reset
            continue
        connection.sendall(struct.pack(">H", len(answer)) + answer)


main()
