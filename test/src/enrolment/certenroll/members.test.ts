import { describe, expect, it } from 'vitest'
import { caughtNumber } from '../caught.ts'
import { fakeHost, type MemberName, put } from './fake-host.ts'

const { make } = fakeHost()

describe('CX509PrivateKey', () => {
  it('has these values before a page sets any', () => {
    const key = make('CX509PrivateKey')
    expect([key.ProviderName, key.ProviderType, key.Length, key.KeySpec, key.ExportPolicy, key.MachineContext]).toEqual(
      ['', 0, 0, 0, 0, false],
    )
  })

  it.each<[MemberName, unknown, unknown]>([
    ['KeySpec', '1', 1],
    ['ProviderType', '24', 24],
    ['Length', '2048', 2048],
    ['KeyUsage', 0xffffff, 0xffffff],
    ['KeyProtection', 1, 1],
    ['ExportPolicy', 1, 1],
    ['MachineContext', 'false', false],
    ['ContainerName', 'bank', 'bank'],
  ])('keeps %s', (name, given, read) => {
    const key = make('CX509PrivateKey')
    put(key, name, given)
    expect(key[name]).toBe(read)
  })

  it('is open between Create or Open and Close', () => {
    const key = make('CX509PrivateKey')
    const states = [key.Opened]
    for (const name of ['Create', 'Close', 'Open'] as const) {
      key[name]()
      states.push(key.Opened)
    }
    expect(states).toEqual([false, true, false, true])
  })

  it('takes no PIN from a page', () => {
    expect(caughtNumber(() => put(make('CX509PrivateKey'), 'Pin', '1234'))).toBe(0x80070005)
  })

  it('never exports', () => {
    expect(caughtNumber(() => make('CX509PrivateKey').Export('PRIVATEBLOB', 1))).toBe(0x80070005)
  })
})

describe('CX509CertificateRequestPkcs10', () => {
  const initialized = () => {
    const request = make('CX509CertificateRequestPkcs10')
    request.InitializeFromPrivateKey(1, make('CX509PrivateKey'), '')
    return request
  }

  it('refuses a second initialisation', () => {
    const request = initialized()
    expect(caughtNumber(() => request.InitializeFromPrivateKey(1, make('CX509PrivateKey'), ''))).toBe(0x800704df)
  })

  it('refuses the computer’s context', () => {
    expect(
      caughtNumber(() =>
        make('CX509CertificateRequestPkcs10').InitializeFromPrivateKey(2, make('CX509PrivateKey'), ''),
      ),
    ).toBe(0x80070005)
  })

  it('finds no template', () => {
    expect(
      caughtNumber(() =>
        make('CX509CertificateRequestPkcs10').InitializeFromPrivateKey(1, make('CX509PrivateKey'), 'User'),
      ),
    ).toBe(0x80070490)
  })

  it('gives back the key', () => {
    const key = make('CX509PrivateKey')
    const request = make('CX509CertificateRequestPkcs10')
    request.InitializeFromPrivateKey(1, key)
    expect(request.PrivateKey === key).toBe(true)
  })

  it('keeps the hash that a page wishes', () => {
    const request = initialized()
    const hash = make('CObjectId')
    hash.InitializeFromValue('1.3.14.3.2.26')
    put(request, 'HashAlgorithm', hash)
    expect(request.HashAlgorithm.Value).toBe('1.3.14.3.2.26')
  })

  it('has one collection of extensions', () => {
    const request = initialized()
    const usage = make('CX509ExtensionKeyUsage')
    usage.InitializeEncode(0xa0)
    request.X509Extensions.Add(usage)
    expect([request.X509Extensions.Count, request.X509Extensions.ItemByIndex(0).KeyUsage]).toEqual([1, 0xa0])
  })

  it('refuses an extension that is none', () => {
    expect(caughtNumber(() => initialized().X509Extensions.Add(make('CObjectId')))).toBe(0x80020005)
  })

  it.each(['InitializeFromCertificate', 'RawData', 'Encode'] as const)('says E_NOTIMPL of %s', (name) => {
    expect(caughtNumber(() => initialized()[name]())).toBe(0x80004001)
  })
})

describe('CX500DistinguishedName', () => {
  it('gives back its name', () => {
    const name = make('CX500DistinguishedName')
    name.Encode('CN=a, C=JP')
    expect(name.Name).toBe('CN=a, C=JP')
  })

  it('is blank before', () => {
    expect(caughtNumber(() => make('CX500DistinguishedName').Name)).toBe(0x80040007)
  })

  it('refuses a bad name', () => {
    expect(caughtNumber(() => make('CX500DistinguishedName').Encode('hello', 0))).toBe(0x80092023)
  })

  it('refuses a name longer than a message may carry', () => {
    expect(caughtNumber(() => make('CX500DistinguishedName').Encode(`CN=${'a'.repeat(1998)}`, 0))).toBe(0x800700ce)
  })
})

describe('CObjectId', () => {
  const initializedBy = (method: MemberName, ...values: unknown[]) => {
    const oid = make('CObjectId')
    oid[method](...values)
    return [oid.Value, oid.Name, oid.FriendlyName]
  }

  it.each<[MemberName, unknown[], unknown[]]>([
    ['InitializeFromValue', ['1.3.6.1.5.5.7.3.2'], ['1.3.6.1.5.5.7.3.2', 245, 'Client Authentication']],
    ['InitializeFromValue', ['1.2.3.4'], ['1.2.3.4', 0, '']],
    ['InitializeFromName', ['89'], ['1.3.14.3.2.26', 89, 'sha1']],
    ['InitializeFromAlgorithmName', [1, 0, 0, 'SHA256'], ['2.16.840.1.101.3.4.2.1', 345, 'sha256']],
    ['InitializeFromAlgorithmName', [3, 0, 0, '1.2.840.113549.1.1.1'], ['1.2.840.113549.1.1.1', 16, 'RSA']],
  ])('%s(%o)', (method, values, expected) => {
    expect(initializedBy(method, ...values)).toEqual(expected)
  })

  it.each<[MemberName, unknown[], number]>([
    ['InitializeFromValue', ['sha1'], 0x80070057],
    ['InitializeFromName', [9999], 0x80070057],
    ['InitializeFromAlgorithmName', [1, 0, 0, 'WHIRLPOOL'], 0x80091002],
  ])('fails: %s(%o)', (method, values, hresult) => {
    expect(caughtNumber(() => initializedBy(method, ...values))).toBe(hresult)
  })

  it('is initialised once', () => {
    const oid = make('CObjectId')
    oid.InitializeFromValue('1.2.3')
    expect(caughtNumber(() => oid.InitializeFromValue('1.2.3'))).toBe(0x800704df)
  })

  it('is blank before', () => {
    expect(caughtNumber(() => make('CObjectId').Value)).toBe(0x80040007)
  })
})

describe('extensions', () => {
  it('keep the usages that a page wishes', () => {
    const [ids, oid, usage] = [make('CObjectIds'), make('CObjectId'), make('CX509ExtensionEnhancedKeyUsage')]
    oid.InitializeFromValue('1.3.6.1.5.5.7.3.2')
    ids.Add(oid)
    usage.InitializeEncode(ids)
    expect([usage.EnhancedKeyUsage.ItemByIndex(0).Value, usage.ObjectId.Value]).toEqual([
      '1.3.6.1.5.5.7.3.2',
      '2.5.29.37',
    ])
  })

  it('keep a template’s name', () => {
    const template = make('CX509ExtensionTemplateName')
    template.InitializeEncode('User')
    expect(template.TemplateName).toBe('User')
  })

  it('are blank before', () => {
    expect(caughtNumber(() => make('CX509ExtensionKeyUsage').KeyUsage)).toBe(0x80040007)
  })
})

describe('collections', () => {
  const three = () => {
    const ids = make('CObjectIds')
    for (const value of ['1.1', '1.2', '1.3']) {
      const oid = make('CObjectId')
      oid.InitializeFromValue(value)
      ids.Add(oid)
    }
    return ids
  }

  it('begin at 0', () => {
    expect([three().ItemByIndex(0).Value, three().ItemByIndex(2).Value]).toEqual(['1.1', '1.3'])
  })

  it.each([-1, 3])('fail at index %d', (index) => {
    expect(caughtNumber(() => three().ItemByIndex(index))).toBe(0x80070057)
  })

  it('lose one item', () => {
    const ids = three()
    ids.Remove(1)
    expect([ids.Count, ids.ItemByIndex(1).Value]).toEqual([2, '1.3'])
  })

  it('lose all items', () => {
    const ids = three()
    ids.Clear()
    expect(ids.Count).toBe(0)
  })
})

describe('providers', () => {
  const available = () => {
    const csps = make('CCspInformations')
    csps.AddAvailableCsps()
    return csps
  }

  it('are none before they are asked for', () => {
    expect(make('CCspInformations').Count).toBe(0)
  })

  it.each([
    ['Microsoft Enhanced Cryptographic Provider v1.0', 1, true, false],
    ['Microsoft Base Cryptographic Provider v1.0', 1, true, false],
    ['Microsoft Enhanced RSA and AES Cryptographic Provider', 24, true, false],
    ['Microsoft Software Key Storage Provider', 0, false, false],
    ['Microsoft Base Smart Card Crypto Provider', 1, true, true],
  ])('have the names that pages look for: %s', (name, type, legacy, smartCard) => {
    const csp = available().ItemByName(name.toUpperCase())
    expect([csp.Name, csp.Type, csp.LegacyCsp, csp.IsSmartCard]).toEqual([name, type, legacy, smartCard])
  })

  it('fail by a name that is not there', () => {
    expect(caughtNumber(() => available().ItemByName('Net iD - CSP'))).toBe(0x80070490)
  })

  it('can be made by name and added', () => {
    const [csp, csps] = [make('CCspInformation'), make('CCspInformations')]
    csp.InitializeFromName('Microsoft Enhanced Cryptographic Provider v1.0')
    csps.Add(csp)
    expect(csps.ItemByIndex(0).Type).toBe(1)
  })

  it('show algorithms with the lengths of a token', () => {
    const rsa = available().ItemByIndex(0).CspAlgorithms.ItemByIndex(0)
    expect([rsa.Name, rsa.Type, rsa.MinLength, rsa.DefaultLength, rsa.MaxLength, rsa.IncrementLength]).toEqual([
      'RSA_SIGN',
      5,
      2048,
      2048,
      4096,
      1024,
    ])
  })

  it('show their algorithms by operation', () => {
    const csps = available()
    const statuses = csps.GetCspStatusesFromOperations(0x10, csps.ItemByIndex(0))
    expect([statuses.Count, statuses.ItemByIndex(0).CspAlgorithm.GetAlgorithmOid(0, 0).Value]).toEqual([
      1,
      '1.2.840.113549.1.1.1',
    ])
  })

  it('have a status by name', () => {
    const status = available().GetCspStatusFromProviderName('Microsoft Software Key Storage Provider', 0)
    expect([status.CspInformation.Type, status.CspAlgorithm.Name]).toEqual([0, 'RSA'])
  })
})
