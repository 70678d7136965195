import { describe, expect, test } from 'vitest'
import { BillingError } from '@/lib/platform/errors'
import { isPublicAddress, literalAddress, parseEndpointUrl } from './endpoint-url'

function verdict(text: string, allowPrivate = false): string {
  try {
    return parseEndpointUrl(text, { allowPrivate }).href
  } catch (error) {
    if (!(error instanceof BillingError) || error.code !== 'invalid_url') throw error
    return 'refused'
  }
}

describe('an address on the public internet', () => {
  test.each(['8.8.8.8', '93.184.215.14', '2606:4700::1111', '2a00:1450:4001:80b::200e', '172.32.0.1', '11.0.0.1'])(
    '%s is one',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )

  test.each([
    ['this machine', '127.0.0.1', '127.255.255.254', '::1'],
    ['no address', '0.0.0.0', '::', '0.1.2.3'],
    ['private', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1'],
    ['link-local, where clouds keep their metadata', '169.254.169.254', 'fe80::1', 'fd00:ec2::254'],
    ['shared by carriers, and a metadata service', '100.64.0.1', '100.100.100.200'],
    ['for the machines of one cloud', '168.63.129.16', '192.0.0.192'],
    ['IPv4 in the clothes of IPv6', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '::ffff:a00:1', '::127.0.0.1', '::7f00:1'],
    ['translated', '64:ff9b::7f00:1', '64:ff9b:1::a00:1', '2002:7f00:1::', '2002:a00:1::1', '2001::1'],
    ['multicast or broadcast', '224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1'],
    [
      'reserved or for tests',
      '192.0.2.1',
      '198.51.100.1',
      '203.0.113.1',
      '198.18.0.1',
      '240.0.0.1',
      '2001:db8::1',
      '3fff::1',
    ],
    ['gone from use', 'fec0::1', '192.88.99.1', '5f00::1', '100::1'],
    ['nonsense', '', 'localhost', '999.1.1.1', '1.2.3.4:80', '127.0.0.1%lo'],
  ])('one that is %s is none', (_what, ...addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([])
  })
})

describe('the URL of an endpoint', () => {
  test.each([
    'https://hooks.example.com/concierge?tenant=7',
    'https://example.com:8443/',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'https://xn--bcher-kva.example/',
  ])('may be %s', (url) => expect(verdict(url)).toBe(url))

  test.each([
    ['no URL', 'example.com', '', 'https://', '//example.com'],
    [
      'another protocol',
      'http://example.com/',
      'ftp://example.com/',
      'file:///etc/passwd',
      'gopher://example.com/',
      'javascript:alert(1)',
    ],
    [
      'with credentials',
      'https://user:pass@example.com/',
      'https://user@example.com/',
      'https://example.com@127.0.0.1/',
    ],
    ['to a port of another service', 'https://example.com:25/', 'https://example.com:22/', 'https://example.com:80/'],
    [
      'to this machine',
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://localhost/',
      'https://localhost./',
      'https://0.0.0.0/',
      'https://[::]/',
    ],
    [
      'in decimal, octal, hex or short',
      'https://2130706433/',
      'https://0177.0.0.1/',
      'https://0x7f000001/',
      'https://127.1/',
      'https://0x7f.1/',
      'https://017700000001/',
      'https://0/',
    ],
    ['in other digits', 'https://①②⑦.⓪.⓪.①/', 'https://127。0。0。1/'],
    [
      'mapped or translated',
      'https://[::ffff:127.0.0.1]/',
      'https://[::ffff:7f00:1]/',
      'https://[64:ff9b::7f00:1]/',
      'https://[2002:7f00:1::]/',
    ],
    [
      'to the metadata of clouds',
      'https://169.254.169.254/latest/meta-data/',
      'https://[fd00:ec2::254]/',
      'https://2852039166/',
    ],
    ['to a name of one word', 'https://metadata/', 'https://postgres:5432/', 'https://db./'],
    ['with a part that is never sent', 'https://example.com/#hook'],
  ])('must not be %s', (_what, ...urls) => {
    expect(urls.filter((url) => verdict(url) !== 'refused')).toEqual([])
  })

  test('may be of this machine where that is allowed, but never another protocol or with credentials', () => {
    expect(verdict('http://127.0.0.1:4010/catcher', true)).toBe('http://127.0.0.1:4010/catcher')
    expect(verdict('http://localhost:3000/', true)).toBe('http://localhost:3000/')
    expect(verdict('ftp://127.0.0.1/', true)).toBe('refused')
    expect(verdict('http://a:b@127.0.0.1/', true)).toBe('refused')
  })

  test.each([
    ['https://0x7f.1/', '127.0.0.1'],
    ['https://[::ffff:127.0.0.1]/', '::ffff:7f00:1'],
    ['https://example.com/', null],
    ['https://localhost/', null],
  ])('%s names the address %s by itself', (url, address) => expect(literalAddress(new URL(url))).toBe(address))
})
