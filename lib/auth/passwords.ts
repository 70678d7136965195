import { hash, verify } from '@node-rs/argon2'

/** Argon2id (2 in the library's numbering) with OWASP's parameters: 19 MiB, two passes, one lane; some 20 ms of CPU. */
const PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), PARAMETERS)
}

/** Whether the password is right. Without a hash (unknown user, no password set) it takes as long and says no. */
export async function verifyPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const right = await verify(passwordHash ?? (await hashOfNobody()), password.normalize('NFKC'))
  return Boolean(passwordHash) && right
}

let nobody: Promise<string> | undefined
const hashOfNobody = () => (nobody ??= hashPassword('the password of nobody'))
