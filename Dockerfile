# One image, four commands:
#   app      node server.js     (the default)
#   worker   node dist/worker.mjs
#   intake   node --max-semi-space-size=32 --single-threaded-gc dist/intake.mjs
#   migrate  node scripts/migrate.mjs deploy

FROM node:24-slim AS build
WORKDIR /app
ENV NPM_CONFIG_UPDATE_NOTIFIER=false
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PORT=3000 HOSTNAME=0.0.0.0 INTAKE_HOST=0.0.0.0
COPY --from=build --chown=node:node /app/.next/standalone ./
USER node
EXPOSE 3000 4020
CMD ["node", "server.js"]
