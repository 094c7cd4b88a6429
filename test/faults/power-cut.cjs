// What a power cut would take away from a folder: a small model of a disk that keeps only what was synced. Bytes are on the
// disk once their file was synced; names (a file made, renamed, removed) once the folder that has them was.
const { existsSync, readFileSync, renameSync, rmSync, writeFileSync } = require('node:fs')
const { dirname } = require('node:path')

const contentOf = (file) => {
  try {
    return readFileSync(file)
  } catch {
    return null
  }
}

const putBack = (file, content) =>
  content === null ? rmSync(file, { recursive: true, force: true }) : writeFileSync(file, content)

/** Path → its content as the disk surely has it; null: nothing of it. */
const unsynced = new Map()
/** Changes of folders that are not on the disk yet, in their order, and how each is taken back. */
let unnamed = []

const rewritten = (file) => {
  if (!unsynced.has(file)) unsynced.set(file, contentOf(file))
}

const made = (file) => {
  if (!existsSync(file)) unnamed.push({ folder: dirname(file), file, undo: () => putBack(file, null) })
}

/** With all folders above it that are made with it. */
const madeFolder = (file) => {
  if (existsSync(file)) return
  madeFolder(dirname(file))
  made(file)
}

const removed = (file) => {
  const content = contentOf(file)
  unsynced.delete(file)
  if (content !== null) unnamed.push({ folder: dirname(file), file, undo: () => putBack(file, content) })
}

const renamed = (from, to) => {
  const before = contentOf(to)
  const surely = unsynced.get(from)
  const isUnsynced = unsynced.delete(from)
  unsynced.delete(to)
  if (isUnsynced) unsynced.set(to, surely)
  const undo = () => {
    renameSync(to, from)
    if (before !== null) putBack(to, before)
  }
  unnamed.push({ folder: dirname(to), file: to, undo })
}

const synced = (file) => {
  unsynced.delete(file)
  unnamed = unnamed.filter(({ folder }) => folder !== file)
}

/** What is not on the disk yet. An empty file has no bytes to lose. */
const pending = () => ({
  bytes: [...unsynced.keys()].filter((file) => contentOf(file)?.length > 0),
  names: unnamed.map(({ file }) => file),
})

const CUTS = {
  lost: () => {
    for (const [file, content] of unsynced) writeFileSync(file, content ?? '')
  },
  torn: () => {
    for (const file of unsynced.keys()) {
      const content = contentOf(file)
      writeFileSync(file, content.subarray(0, content.length >> 1))
    }
  },
  unnamed: () => {
    for (const { undo } of unnamed.toReversed()) undo()
  },
}

module.exports = { rewritten, made, madeFolder, removed, renamed, synced, pending, CUTS }
