/** What a server action answers, as the screens read it: the shape of next-safe-action with flattened field errors. */
export interface Outcome<Data = unknown> {
  data?: Data
  serverError?: { code: string; message: string }
  validationErrors?: { formErrors?: string[]; fieldErrors?: Record<string, string[] | undefined> }
}

export type Action<Input, Data = unknown> = (input: Input) => Promise<Outcome<Data> | undefined>
