# The HTTP API, the command line and the migrations: one image, told apart by the command.
FROM python:3.12-slim AS build
WORKDIR /src
RUN python -m venv /opt/northlog
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
# The dependencies first: their layer lasts as long as the lock.
COPY requirements-runtime.lock ./
RUN /opt/northlog/bin/pip install --require-hashes --no-deps -r requirements-runtime.lock
COPY pyproject.toml README.md LICENSE ./
COPY domain ./domain
COPY events ./events
COPY projections ./projections
COPY workers ./workers
COPY northlog ./northlog
COPY migrations ./migrations
RUN /opt/northlog/bin/pip install --no-deps . \
    && /opt/northlog/bin/pip check \
    && /opt/northlog/bin/pip uninstall --yes pip

FROM python:3.12-slim
LABEL org.opencontainers.image.title="Northlog" \
      org.opencontainers.image.description="An event-sourced system of record for OKRs" \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="0.1.0"
COPY --from=build /opt/northlog /opt/northlog
ENV PATH=/opt/northlog/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    NORTHLOG_HOST=0.0.0.0
# A number, so that a cluster can see that it is not root; nothing in the image belongs to it.
USER 10001:10001
WORKDIR /tmp
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
    CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
ENTRYPOINT ["northlog"]
CMD ["serve"]
