import { db } from '@/lib/platform/db/client'
import { Prisma } from '@/lib/platform/db/generated/client'
import type { DocumentKind } from '../number-series'

export type FileFormat = 'PDF' | 'UBL'

export interface FileRequest {
  kind: DocumentKind
  id: string
  format: FileFormat
  /** Only if it is this customer's. */
  customerId?: string
}

export interface KeptFile {
  number: string
  /** Of what is printed and may still change: how an invoice stands. */
  fingerprint: string
  /** `null` if it was never made, or made of an earlier state. */
  bytes: Uint8Array | null
}

/** The document's state and, if it was made of that state, its file: one read by key. `null` without such a document. */
export async function findFile({ kind, id, format, customerId }: FileRequest): Promise<KeptFile | null> {
  const mine = customerId === undefined ? Prisma.sql`true` : Prisma.sql`d.customer_id = ${customerId}`
  const rows =
    kind === 'INVOICE'
      ? await db.$queryRaw<KeptFile[]>`
          SELECT d.number, state.fingerprint, f.bytes
          FROM invoice d
          CROSS JOIN LATERAL (
            SELECT concat_ws(' ', d.status, d.collection_method, d.due_at, d.amount_paid, d.amount_credited, (
              SELECT string_agg(concat_ws('/', p.id, p.amount, p.settled_at), ' ' ORDER BY p.id)
              FROM payment p WHERE p.invoice_id = d.id AND p.status = 'SUCCEEDED')) AS fingerprint) state
          LEFT JOIN document_file f
            ON f.document_id = d.id AND f.format = ${format} AND f.fingerprint = state.fingerprint
          WHERE d.id = ${id} AND d.status <> 'DRAFT' AND ${mine}`
      : await db.$queryRaw<KeptFile[]>`
          SELECT d.number, '' AS fingerprint, f.bytes
          FROM credit_note d
          LEFT JOIN document_file f ON f.document_id = d.id AND f.format = ${format}
          WHERE d.id = ${id} AND ${mine}`
  return rows[0] ?? null
}

/** Keeps the newest state only. */
export async function keepFile(file: {
  documentId: string
  format: FileFormat
  fingerprint: string
  bytes: Uint8Array
}): Promise<void> {
  const { documentId, format, fingerprint, bytes } = file
  await db.$executeRaw`
    INSERT INTO document_file (document_id, format, fingerprint, bytes)
    VALUES (${documentId}, ${format}, ${fingerprint}, ${bytes})
    ON CONFLICT (document_id, format) DO UPDATE SET fingerprint = excluded.fingerprint, bytes = excluded.bytes`
}
