// Preloaded into the real host (`node --require kill-at.cjs koshin.cjs …`): numbers every call that changes a file below
// the state folder, writes each down, and at one of them kills the host, with or without the power going at that moment.
// What to do stands in the file that KOSHIN_KILL_AT names: {"state": folder, "list": file, "at": number | null, "how": …}
//   before, after  SIGKILL before the call, or when it has returned; processes that the host has started live on
//   lost, torn     after it the power goes: bytes that were not synced are gone, or half of them
//   unnamed        after it the power goes: files made, renamed or removed in a folder that was not synced are as before
// A line of the list: [number, call, path below the state folder, files not synced, names not synced].
const { basename } = require('node:path')
const { isMainThread } = require('node:worker_threads')

// Processes and threads that the host starts are started with its options, and are not the ones to be killed.
if (isMainThread && basename(process.argv[1] ?? '') === 'koshin.cjs') require('./watch-file-calls.cjs')
