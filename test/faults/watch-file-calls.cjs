// Counts the host's file calls and kills it at one of them: see kill-at.cjs.
const fs = require('node:fs')
const childProcess = require('node:child_process')
const { relative, resolve } = require('node:path')

// The library that locks files copies the functions: before that they are replaced, and these are the real ones.
const real = { ...fs }
const disk = require('./power-cut.cjs')

const plan = JSON.parse(real.readFileSync(process.env.KOSHIN_KILL_AT, 'utf8'))

/** Below the state folder; null: elsewhere, or the log, which nobody relies on. */
const placeOf = (file) => {
  const place = relative(plan.state, resolve(String(file)))
  return place === '' || place.startsWith('..') || place.startsWith('koshin.log') ? null : place
}
/** Locks are for those who live at the same time: after a power cut there is nobody. */
const lasting = (files) => files.filter((file) => !relative(plan.state, file).startsWith('locks')).length

const children = []
const die = () => process.kill(process.pid, 'SIGKILL')
const cutPower = () => {
  for (const child of children) child.kill('SIGKILL')
  within(disk.CUTS[plan.how])
  die()
}

let count = 0
const arrive = () => {
  count += 1
  if (plan.at === count && plan.how === 'before') die()
}
const leave = (call, file) => {
  const { bytes, names } = disk.pending()
  const line = [count, call, relative(plan.state, file), lasting(bytes), lasting(names)]
  real.appendFileSync(plan.list, `${JSON.stringify(line)}\n`)
  if (plan.at !== count || plan.how === 'before') return
  if (plan.how === 'after') die()
  cutPower()
}

/** Descriptor → path, of files and folders in the state folder. */
const opened = new Map()

const overwriting = (file) => {
  disk.made(file)
  disk.rewritten(file)
}
/** What a call is about to do to the disk. Times and modes are left out: nothing is lost with them. */
const EFFECTS = {
  writeSync: disk.rewritten,
  writeFileSync: overwriting,
  appendFileSync: overwriting,
  ftruncateSync: disk.rewritten,
  truncateSync: disk.rewritten,
  fsyncSync: () => {},
  fdatasyncSync: () => {},
  renameSync: disk.renamed,
  linkSync: (_, to) => disk.made(to),
  copyFileSync: (_, to) => overwriting(to),
  unlinkSync: disk.removed,
  rmSync: disk.removed,
  rmdirSync: disk.removed,
  rmdir: disk.removed,
  mkdirSync: disk.madeFolder,
  mkdir: disk.madeFolder,
}
const TO_SECOND = new Set(['renameSync', 'linkSync', 'copyFileSync'])
const isSync = (call) => call === 'fsyncSync' || call === 'fdatasyncSync'

/** Making what is there, or removing what is not, changes nothing. */
const isIdle = (call, file) =>
  call.startsWith('mkdir') ? real.existsSync(file) : /^(rm|unlink)/.test(call) && !real.existsSync(file)

const targetOf = (call, args) => {
  if (typeof args[0] === 'number') {
    const file = opened.get(args[0])
    return file === undefined || (placeOf(file) === null && !isSync(call)) ? null : file
  }
  const file = resolve(String(TO_SECOND.has(call) ? args[1] : args[0]))
  return placeOf(file) === null || isIdle(call, file) ? null : file
}

/** Calls that a call makes within itself are not counted again. */
let isWithin = false
const within = (act) => {
  isWithin = true
  try {
    return act()
  } finally {
    isWithin = false
  }
}

const wrapped =
  (call) =>
  (...args) => {
    const file = isWithin ? null : targetOf(call, args)
    if (file === null) return real[call](...args)
    arrive()
    EFFECTS[call](...(TO_SECOND.has(call) ? [resolve(args[0]), file] : [file]))
    const finish = () => {
      if (isSync(call)) disk.synced(file)
      leave(call, file)
    }
    const last = args.at(-1)
    if (typeof last !== 'function') {
      const result = within(() => real[call](...args))
      finish()
      return result
    }
    return real[call](...args.slice(0, -1), (...results) => {
      finish()
      last(...results)
    })
  }

const isWriting = (flags) => (typeof flags === 'number' ? (flags & 3) !== 0 : /[wa+]/.test(flags ?? 'r'))

const openSync = (name, flags, ...more) => {
  const file = resolve(String(name))
  const isOurs = !isWithin && !relative(plan.state, file).startsWith('..')
  const isCounted = isOurs && isWriting(flags) && placeOf(file) !== null
  if (isCounted) {
    arrive()
    if (String(flags).includes('w')) overwriting(file)
    else disk.made(file)
  }
  const descriptor = real.openSync(name, flags, ...more)
  if (isOurs) opened.set(descriptor, file)
  if (isCounted) leave('openSync', file)
  return descriptor
}

const closeSync = (descriptor) => {
  opened.delete(descriptor)
  return real.closeSync(descriptor)
}

const noting =
  (start) =>
  (...args) => {
    const child = start(...args)
    children.push(child)
    return child
  }

for (const call of Object.keys(EFFECTS)) fs[call] = wrapped(call)
Object.assign(fs, { openSync, closeSync })
Object.assign(childProcess, { spawn: noting(childProcess.spawn), fork: noting(childProcess.fork) })
