internal import Basics

/// A tar file (POSIX ustar) of small files, so that whoever opens the backup of the keys with the
/// programs of any system finds them by name.
enum TarFile {
    struct Entry: Equatable {
        let name: String
        let bytes: [UInt8]
    }

    private static let blockByteCount = 512
    private static let magic = Array("ustar\0".utf8) + Array("00".utf8)

    /// Writes files of mode 0600; names have at most 100 bytes.
    static func encode(_ entries: [Entry], at time: Instant) -> [UInt8] {
        var bytes: [UInt8] = []
        for entry in entries {
            bytes += header(entry, time)
            bytes += entry.bytes
            bytes.appendZeros(padding(entry.bytes.count))
        }
        bytes.appendZeros(2 * blockByteCount)
        return bytes
    }

    /// Reads such a file; nil where it is none.
    static func decode(_ bytes: [UInt8]) -> [Entry]? {
        var entries: [Entry] = []
        var position = 0
        while position + blockByteCount <= bytes.count {
            let header = Array(bytes[position..<position + blockByteCount])
            position += blockByteCount
            if header.allSatisfy({ $0 == 0 }) { return entries }
            guard Array(header[257..<265]) == magic,
                number(header[148..<156]) == checksum(header), header[156] == UInt8(ascii: "0"),
                let size = number(header[124..<136]), size <= bytes.count - position
            else { return nil }
            let name = String(decoding: header[..<100].prefix { $0 != 0 }, as: UTF8.self)
            entries.append(Entry(name: name, bytes: Array(bytes[position..<position + size])))
            position += size + padding(size)
        }
        return nil
    }

    private static func padding(_ count: Int) -> Int {
        (blockByteCount - count % blockByteCount) % blockByteCount
    }

    private static func header(_ entry: Entry, _ time: Instant) -> [UInt8] {
        precondition(entry.name.utf8.count <= 100)
        var header = Array(entry.name.utf8)
        header.appendZeros(100 - header.count)
        header += octal(0o600, 8) + octal(0, 8) + octal(0, 8)
        header += octal(entry.bytes.count, 12)
        header += octal(Int(max(time.milliseconds / 1_000, 0)), 12)
        header += [UInt8](repeating: UInt8(ascii: " "), count: 8)
        header.append(UInt8(ascii: "0"))
        header.appendZeros(100)
        header += magic
        header.appendZeros(blockByteCount - header.count)
        header.replaceSubrange(148..<156, with: octal(checksum(header), 7) + [UInt8(ascii: " ")])
        return header
    }

    /// The sum of the bytes, those of the sum itself taken as blanks.
    private static func checksum(_ header: [UInt8]) -> Int {
        header.enumerated().reduce(0) { sum, item in
            sum + ((148..<156).contains(item.offset) ? 32 : Int(item.element))
        }
    }

    private static func octal(_ value: Int, _ width: Int) -> [UInt8] {
        let digits = String(value, radix: 8)
        let zeros = String(repeating: "0", count: max(width - 1 - digits.utf8.count, 0))
        return Array((zeros + digits).utf8) + [0]
    }

    private static func number(_ field: ArraySlice<UInt8>) -> Int? {
        let digits = field.prefix { (UInt8(ascii: "0")...UInt8(ascii: "7")).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self), radix: 8)
    }
}
