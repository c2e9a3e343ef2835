FROM python:3.12-slim-trixie AS packages
RUN pip install --no-cache-dir uv
COPY requirements.txt .
RUN uv venv /venv \
 && uv pip sync --python /venv/bin/python --require-hashes --compile-bytecode --no-cache requirements.txt

FROM python:3.12-slim-trixie
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    ALSWEAK_PRODUCTION=1 \
    ALSWEAK_VAR=/var/lib/alsweak \
    BIND=0.0.0.0:8000
# What lays out a PDF, and its letters: Latin, Hebrew, Arabic and pictures; pg_dump and pg_restore of compose's PostgreSQL.
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    fonts-liberation fonts-dejavu-core fonts-noto-color-emoji postgresql-client-17 \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --user-group --create-home --home-dir /var/lib/alsweak alsweak
RUN install --directory --owner alsweak --mode 0700 /backups
RUN install --directory --owner alsweak /tls/authority /tls/postgres /tls/redis
WORKDIR /app
COPY --from=packages /venv /venv
COPY . .
# It makes the catalogues too, which the user below could not write beside their texts.
# In a folder of its own: the secret that a bare start makes for its machine must not end up in the image.
RUN ALSWEAK_VAR=/tmp/build python manage.py collectstatic --noinput && rm -r /tmp/build
USER alsweak
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-m", "alsweak.probe"]
CMD ["gunicorn", "-c", "python:alsweak.gunicorn", "alsweak.wsgi"]
