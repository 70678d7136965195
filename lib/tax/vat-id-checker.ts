/** The port to whoever can say whether a VAT id is registered: VIES, by `lib/processors/vies`. */
export type VatIdAnswer =
  | {
      outcome: 'VALID' | 'INVALID'
      /** VIES' consultation number, where it gives one: proof that we asked. */
      requestIdentifier: string | null
      /** As registered, where the member state tells. */
      name: string | null
      address: string | null
    }
  /** No answer, whatever the reason (`error` is VIES' code, or ours): it says nothing about the id. */
  | { outcome: 'UNAVAILABLE'; error: string }

export interface VatIdChecker {
  /** Asks once; never throws for what may happen on the way. Ids carry their prefix, without spaces. */
  check(question: { vatId: string; requesterVatId: string; timeoutMs: number }): Promise<VatIdAnswer>
}

let registered: VatIdChecker | undefined

/** Called once per process by `lib/runtime/compose.ts`. */
export function registerVatIdChecker(checker: VatIdChecker): void {
  registered = checker
}

export function vatIdChecker(): VatIdChecker {
  if (!registered) throw new Error('No checker of VAT ids is registered: import lib/runtime/compose first.')
  return registered
}
