import { spawnSync } from 'node:child_process'
import { chownSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { Complaint } from './complaint.mjs'

// PostgreSQL refuses to run as root (containers and CI machines often are root), so there it runs as "postgres".

const isRoot = process.getuid?.() === 0
/** @type {{ uid: number, gid: number } | undefined} */
let account

function idOf(/** @type {string} */ flag) {
  const { status, stdout } = spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : undefined
}

/** The account that PostgreSQL runs as: undefined = our own. */
export function postgresAccount() {
  if (!isRoot || account) return account
  if (idOf('-u') === undefined) {
    spawnSync('groupadd', ['--system', 'postgres'])
    spawnSync('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres'])
  }
  const [uid, gid] = [idOf('-u'), idOf('-g')]
  if (uid === undefined || gid === undefined) {
    throw new Complaint(
      'PostgreSQL cannot run as root, and no user "postgres" could be added: run this as another user.',
    )
  }
  return (account = { uid, gid })
}

/**
 * The command line that runs a program as that account. A project folder which only root may enter (`/root/…`)
 * is opened to it by one capability, where the machine allows that.
 * @param {string} program
 * @param {string[]} args
 * @param {string} folder where its data is
 */
export function asPostgres(program, args, folder) {
  const who = postgresAccount()
  if (!who) return { program, args, options: {} }
  const may = (/** @type {string} */ path) => spawnSync('test', ['-x', path], { ...who, cwd: '/' }).status === 0
  if (may(program) && may(folder)) {
    return { program, args, options: { ...who } }
  }
  const capability = ['--securebits=+no_setuid_fixup', '--inh-caps=+dac_override', '--ambient-caps=+dac_override']
  const identity = [`--reuid=${who.uid}`, `--regid=${who.gid}`, '--clear-groups', ...capability]
  if (spawnSync('setpriv', [...identity, program, '--version']).status === 0) {
    return { program: 'setpriv', args: [...identity, program, ...args], options: {} }
  }
  throw new Complaint(
    'PostgreSQL cannot run as root, and its own user cannot enter this folder: move the project or run this as another user.',
  )
}

/** Hands a folder and all in it to the account that PostgreSQL runs as. */
export function giveToPostgres(/** @type {string} */ path) {
  const who = postgresAccount()
  if (!who) return
  chownSync(path, who.uid, who.gid)
  for (const entry of readdirSync(path, { withFileTypes: true, recursive: true })) {
    chownSync(join(entry.parentPath, entry.name), who.uid, who.gid)
  }
}
