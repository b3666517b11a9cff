"""Provisional."""

from contextvars import ContextVar
from datetime import UTC, datetime
from twisted.web.client import HTTPConnectionPool
from scrapy.core.downloader.handlers.http11 import _LenientHTTP11ClientFactory
from archive.exchange import Exchange

CURRENT = ContextVar("c")


class Recording:
    def __init__(self, url):
        self.url = url
        self.req = b""
        self.res = b""
        self.ip = None
        self.started = datetime.now(UTC)

    def exchange(self):
        return Exchange(url=self.url, request=self.req, response=self.res, started=self.started, ip=self.ip)


class Tee:
    def __init__(self, t, r):
        self.t = t
        self.r = r

    def write(self, d):
        self.r.req += d
        self.t.write(d)

    def writeSequence(self, ds):
        for d in ds:
            self.write(d)

    def __getattr__(self, n):
        return getattr(self.t, n)


class Req:
    def __init__(self, q, r):
        self.q = q
        self.r = r

    def writeTo(self, t):
        return self.q.writeTo(Tee(t, self.r))

    def __getattr__(self, n):
        return getattr(self.q, n)


class Pool(HTTPConnectionPool):
    retryAutomatically = False

    def getConnection(self, key, endpoint):
        rec = CURRENT.get()

        def attach(p):
            orig = type(p).dataReceived

            def dr(data, p=p):
                rec.res += data
                orig(p, data)

            p.dataReceived = dr
            rec.ip = p.transport.getPeer().host
            oreq = type(p).request
            p.request = lambda q: oreq(p, Req(q, rec))
            return p

        return super().getConnection(key, endpoint).addCallback(attach)
