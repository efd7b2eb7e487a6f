# syntax=docker/dockerfile:1
# The service without a database: set DATABASE_URL. Build it with `docker build -t ai-sessions .`

FROM node:24-bookworm-slim AS build
WORKDIR /src
ENV CI=true
COPY . .
RUN npm run package -- /out

FROM node:24-bookworm-slim
# Reaps what has ended: Node does not, as process 1.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends tini \
    && rm -rf /var/lib/apt/lists/* \
    && install --directory --owner=node --group=node /data
COPY --from=build /out /app
WORKDIR /app
USER node
ENV NODE_ENV=production \
    PORT=3000 \
    DATA_DIR=/data
# Secrets that are generated when none are given.
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s CMD ["node", "health.mjs"]
# A stop takes DRAIN_SECONDS and up to SHUTDOWN_SECONDS: `docker stop --time 30`.
ENTRYPOINT ["tini", "--"]
CMD ["node", "apps/web/dist/server.js"]
