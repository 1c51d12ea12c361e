# syntax=docker/dockerfile:1
# The App, from this checkout: docker build -t keyhawk-app .
# docs/deploy.md says how to run it.
FROM node:24.21.0-trixie-slim AS build
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && mkdir /packed && npm pack --ignore-scripts --pack-destination /packed ./build/keyhawk-app
RUN npm install --prefix /opt/keyhawk --ignore-scripts --no-audit --no-fund /packed/keyhawk-app-*.tgz

FROM node:24.21.0-trixie-slim
# Scans of histories copy repositories with git.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates git \
  && rm -rf /var/lib/apt/lists/*
RUN mkdir /data /clones && chown 1000:1000 /data /clones && chmod 700 /data /clones
COPY --from=build /opt/keyhawk /opt/keyhawk
ENV NODE_ENV=production \
  PATH=/opt/keyhawk/node_modules/.bin:$PATH \
  HOST=0.0.0.0 \
  PORT=3000 \
  KEYHAWK_METRICS_PORT=9464 \
  KEYHAWK_DATA=/data \
  LOG_FORMAT=json
USER 1000:1000
WORKDIR /data
VOLUME ["/data"]
EXPOSE 3000 9464
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["keyhawk-app", "health"]
ENTRYPOINT ["keyhawk-app"]
