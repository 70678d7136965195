import 'server-only'

/** A file to keep, named after its document. Papers are personal: nothing in between may store them. */
export function fileResponse(file: { filename: string; contentType: string; bytes: Buffer }): Response {
  return new Response(new Uint8Array(file.bytes), {
    headers: {
      'content-type': file.contentType,
      'content-disposition': `attachment; filename="${file.filename.replace(/[^\w.-]/g, '_')}"`,
      'cache-control': 'private, no-store',
    },
  })
}
