import 'server-only'

/** A PDF to keep, named after its document. Papers are personal: nothing in between may store them. */
export function pdfResponse(pdf: Buffer, name: string): Response {
  return new Response(new Uint8Array(pdf), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}.pdf"`,
      'cache-control': 'private, no-store',
    },
  })
}
