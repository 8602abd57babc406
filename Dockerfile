# The mock in a container. Everything is set by the environment (`clickup-mock --help` names the variables):
#   docker build -t clickup-mock .
#   docker run --rm -p 2558:2558 clickup-mock
#   docker run --rm -p 2558:2558 -v ./my.yaml:/fixtures/my.yaml:ro -e CLICKUP_MOCK_SEED=/fixtures/my.yaml clickup-mock
# Kept plain: CI has no Docker engine, so scripts/dockerfile-steps.mjs runs these very steps in a clean folder.
FROM node:24-alpine AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts ./scripts
COPY specs ./specs
COPY fixtures ./fixtures
COPY scenarios ./scenarios
COPY test/recorded ./test/recorded
COPY src ./src
RUN npm run build
RUN npm prune --omit=dev && npm install --omit=dev --no-save lmdb@3 node-forge@1

FROM node:24-alpine
# A container is reached from outside, so the mock listens on every address there; -p decides who gets that far.
ENV NODE_ENV=production CLICKUP_MOCK_HOST=0.0.0.0
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/fixtures ./fixtures
USER node
EXPOSE 2558
HEALTHCHECK --interval=3s --timeout=5s --start-period=15s --retries=3 CMD ["node", "dist/bundle/bin.js", "health"]
# No shell between Docker and node, so that SIGTERM arrives.
ENTRYPOINT ["node", "dist/bundle/bin.js"]
CMD ["start"]
