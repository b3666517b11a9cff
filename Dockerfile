# envnews in a container: docker build -t envnews . && docker compose up -d
# Any command works as well: docker compose exec envnews envnews search "biến đổi khí hậu"

FROM python:3.11-slim AS build
WORKDIR /src
RUN python -m venv /opt/envnews
COPY requirements.lock ./
RUN /opt/envnews/bin/pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY archive archive
COPY crawler crawler
RUN /opt/envnews/bin/pip install --no-cache-dir --no-build-isolation --no-deps .

FROM python:3.11-slim
COPY --from=build /opt/envnews /opt/envnews
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin envnews \
    && install -d -o envnews -g envnews /archive
# HOME: the image may be run as any user, and keeps nothing there.
ENV PATH=/opt/envnews/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    ENVNEWS_ARCHIVE=/archive
USER envnews
WORKDIR /archive
VOLUME /archive
STOPSIGNAL SIGTERM
# Unhealthy: some portal needs a person. `docker compose exec envnews envnews health` tells which, and why.
HEALTHCHECK --interval=30m --timeout=1m --start-period=1h --retries=1 CMD ["envnews", "health"]
ENTRYPOINT ["envnews"]
CMD ["schedule"]
