#!/usr/bin/env node
// Stands in for pinentry: speaks its side of the Assuan protocol, does what the test's file says, and writes down what
// it was told to show. Usage: scripted-pinentry.mjs FILE, where FILE is {"answers": [PIN | null | true | false], "shown": []}.
import { readFileSync, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

const file = process.argv[2]
const GPG_ERR_CANCELED = 83886179
const dialog = { description: '', prompt: '', error: '', title: '' }
const fields = { SETDESC: 'description', SETPROMPT: 'prompt', SETERROR: 'error', SETTITLE: 'title' }
const decode = (text) => decodeURIComponent(text)
const encode = (text) => text.replaceAll('%', '%25').replaceAll('\n', '%0A')

const answer = (question) => {
  const script = JSON.parse(readFileSync(file, 'utf8'))
  const next = script.answers.shift() ?? null
  script.shown.push({ question, ...dialog })
  writeFileSync(file, JSON.stringify(script))
  return next
}

const reply = (line) => process.stdout.write(`${line}\n`)

reply('OK Pleased to meet you')
for await (const line of createInterface({ input: process.stdin })) {
  const space = line.indexOf(' ')
  const command = space === -1 ? line : line.slice(0, space)
  const parameter = space === -1 ? '' : line.slice(space + 1)
  if (command in fields) dialog[fields[command]] = decode(parameter)
  if (command === 'OPTION' && parameter.startsWith('lc-messages')) reply('ERR 83886254 Unknown option <Pinentry>')
  else if (command === 'GETPIN' || command === 'CONFIRM') {
    const next = answer(command)
    if (typeof next === 'string') {
      reply('S PASSWORD_FROM_SCRIPT')
      reply(`D ${encode(next)}`)
      reply('OK')
    } else reply(next === true ? 'OK' : `ERR ${GPG_ERR_CANCELED} Operation cancelled <Pinentry>`)
  } else reply('OK')
}
