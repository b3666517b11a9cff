"""The command in an internet of its own: names lead where a test says, and public addresses lead to this machine.

Environment: FAR, JSON {name: [[address, …] at the first look-up, … at the second, the last one for ever]}. A connection
to any other address than this machine's own goes to 127.0.0.1 at the same port, and has the other address for whoever
asks who is at its end. Arguments: the command's own.
"""

import ipaddress
import json
import os
import socket
import sys
from collections import Counter

NAMES = json.loads(os.environ["FAR"])
ASKED = Counter()
find = socket.getaddrinfo


def addresses_of(name):
    ASKED[name] += 1
    steps = NAMES[name]
    return steps[min(ASKED[name], len(steps)) - 1]


def getaddrinfo(host, port, family=0, kind=0, proto=0, flags=0):
    if host not in NAMES:
        if all(mark not in str(host) for mark in ".:"):
            return find(host, port, family, kind, proto, flags)
        try:
            return find(host, port, family, kind, proto, flags | socket.AI_NUMERICHOST)
        except socket.gaierror:
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known") from None
    found = [found for one in addresses_of(host) for found in find(one, port, 0, kind, proto, flags)]
    return [one for one in found if not family or one[0] == family]


socket.getaddrinfo = getaddrinfo
socket.gethostbyname = lambda name: getaddrinfo(name, 0, socket.AF_INET)[0][4][0]

from twisted.internet import tcp  # noqa: E402 - looks for getaddrinfo as it is imported


class FarSocket(socket.socket):
    """A socket that reaches this machine, whatever public address it is told to reach."""

    def connect_ex(self, address):
        where = ipaddress.ip_address(address[0].partition("%")[0])
        if where.is_global:
            here = "127.0.0.1" if where.version == 4 else "::1"
            return super().connect_ex((here, *address[1:]))
        return super().connect_ex(address)


def create(client):
    made = FarSocket(client.addressFamily, client.socketType)
    made.settimeout(0)
    return made


tcp.Client.createInternetSocket = create

from crawler.cli import main  # noqa: E402

sys.argv[0] = "envnews"
main()
