import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { readStatement } from './read-statement.ts'
import { guardWorkbook } from './workbook-guard.ts'

// A ZIP archive of one entry, which may say another size than it has.
function archive(name: string, content: string | Buffer, said?: number): Buffer {
  const data = deflateRawSync(content)
  const size = said ?? Buffer.byteLength(content)
  const local = Buffer.alloc(30)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(data.length, 18)
  local.writeUInt32LE(size, 22)
  local.writeUInt16LE(name.length, 26)
  const entry = Buffer.alloc(46)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(data.length, 20)
  entry.writeUInt32LE(size, 24)
  entry.writeUInt16LE(name.length, 28)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length + name.length, 12)
  end.writeUInt32LE(local.length + name.length + data.length, 16)
  return Buffer.concat([local, Buffer.from(name), data, entry, Buffer.from(name), end])
}

const sheet = 'xl/worksheets/sheet1.xml'

describe('a workbook is refused before it fills the memory', () => {
  test.each([
    ['a cell far to the right', '<sheetData><row r="1"><c r="AAA1"/></row></sheetData>'],
    ['a cell far below', '<sheetData><row r="1048576"><c r="A1048576"/></row></sheetData>'],
  ])('for %s', (_, xml) => {
    expect(() => guardWorkbook(archive(sheet, xml), 100_000)).toThrow(/more than the 100,000 rows/)
  })

  test('for a size that nobody wants to unpack', () => {
    const file = archive(sheet, '<x/>', 300 * 1024 * 1024)
    expect(() => guardWorkbook(file, 100_000)).toThrow(/export the statement as CSV/)
  })

  test('for the size of something that is no sheet, as the reader unpacks that too', () => {
    const file = archive('xl/media/image1.png', 'x', 300 * 1024 * 1024)
    expect(() => guardWorkbook(file, 100_000)).toThrow(/export the statement as CSV/)
  })

  const large = archive(sheet, '<x/>', 300 * 1024 * 1024)
  const endAt = large.length - 22
  const locator = Buffer.from([0x50, 0x4b, 0x06, 0x07, ...Array.from({ length: 16 }, () => 0)])
  test.each([
    ['a signature behind the directory', Buffer.concat([large, Buffer.from('PK\u0005\u0006')])],
    ['another number of entries', Buffer.from(large).fill(0, endAt + 10, endAt + 12)],
    [
      'a second directory',
      Buffer.concat([large.subarray(0, endAt), locator, large.subarray(endAt)]),
    ],
  ])('when %s would hide its size', (_, file) => {
    expect(() => guardWorkbook(file, 100_000)).toThrow(/export the statement as CSV/)
  })

  test('for holding more than it says', async () => {
    const file = archive(sheet, Buffer.alloc(50 * 1024 * 1024), 1000)
    expect(() => guardWorkbook(file, 100_000)).toThrow(/is damaged/)
    await expect(readStatement(file)).rejects.toMatchObject({ code: 'damaged' })
  })
})

test('a sheet of the usual size passes, also where windows meet', () => {
  const row = '<row r="7"><c r="M7" t="inlineStr"><is><t>x</t></is></c></row>'
  const xml = `<sheetData>${row.repeat(40_000)}</sheetData>`
  expect(() => guardWorkbook(archive(sheet, xml), 100)).not.toThrow()
  expect(() => guardWorkbook(archive('docProps/app.xml', 'r="ZZZ9"'), 100)).not.toThrow()
})
