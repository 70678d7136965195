import type { Prisma } from './generated/client'

/** What a JSON column takes. */
export type Json = Prisma.InputJsonValue
export type JsonObject = Prisma.InputJsonObject
