import Basics
public import Circuit
import Messages
import Secrets

/// The content of a picture or document, made ready to be promised by an act.
///
/// A picture leaves without what tells when, where and by which device it was taken (SPEC W-100):
/// of a JPEG go all application segments but those without which it would look otherwise, its
/// comments and what follows its end, of a PNG all chunks that are not needed to show it. How a
/// JPEG is to be turned stays. A PDF leaves as it is.
public struct CleanedContent: Sendable {
    /// What it is.
    public let kind: AttachmentKind
    /// The content.
    public let bytes: [UInt8]

    /// Why a file is no content of an attachment.
    public enum Refusal: Error, Equatable, Sendable {
        /// It is empty.
        case empty
        /// It is larger than 20 MiB.
        case tooLarge
        /// It is no JPEG, PNG or PDF, or is damaged.
        case unreadable
    }

    /// The largest content, in bytes.
    public static var byteCountMax: Int { BasicsLimits.attachmentByteCountMax }

    /// Reads a file's bytes by what they are, whatever the file is called.
    public init(_ file: [UInt8]) throws(Refusal) {
        guard !file.isEmpty else { throw .empty }
        guard file.count <= Self.byteCountMax else { throw .tooLarge }
        if file.starts(with: JPEG.start) {
            guard let bytes = JPEG.cleaned(file) else { throw .unreadable }
            (kind, self.bytes) = (.jpeg, bytes)
        } else if file.starts(with: PNG.start) {
            guard let bytes = PNG.cleaned(file) else { throw .unreadable }
            (kind, self.bytes) = (.png, bytes)
        } else if file.starts(with: Array("%PDF-".utf8)) {
            (kind, bytes) = (.pdf, file)
        } else {
            throw .unreadable
        }
    }

    /// What an act promises of it, under a new id; a name that is too long is cut.
    public func attachment(named name: String) -> Attachment {
        var cut = name
        while cut.utf8.count > MessageLimits.nameByteCountMax { cut.removeLast() }
        return Attachment(
            id: AttachmentID(high: Random.number(), low: Random.number()), kind: kind,
            byteCount: UInt32(bytes.count), sha256: SHA256.hash(bytes), name: cut)
    }
}

/// ISO/IEC 10918-1 annex B: markers, each `FF` and a byte; most are followed by a segment with its
/// length, u16 and itself included.
private enum JPEG {
    static let start: [UInt8] = [0xFF, 0xD8, 0xFF]
    private static let exif = Array("Exif\0\0".utf8)

    static func cleaned(_ file: [UInt8]) -> [UInt8]? {
        var out: [UInt8] = [0xFF, 0xD8]
        out.reserveCapacity(file.count)
        var place = 2
        while place + 1 < file.count, file[place] == 0xFF {
            let marker = file[place + 1]
            switch marker {
            case 0xFF: place += 1
            case 0xD9: return out + [0xFF, 0xD9]
            case 0x01, 0xD0...0xD7: return nil
            default:
                guard place + 4 <= file.count else { return nil }
                let length = Int(file[place + 2]) << 8 | Int(file[place + 3])
                let end = place + 2 + length
                guard length >= 2, end <= file.count else { return nil }
                let body = file[(place + 4)..<end]
                if marker == 0xE1, body.starts(with: exif) {
                    if let turn = orientation(Array(body.dropFirst(exif.count))) {
                        out += segment(turn: turn)
                    }
                } else if isKept(marker, body) {
                    out += file[place..<end]
                }
                place = end
                if marker == 0xDA {
                    let next = endOfScan(file, from: place)
                    out += file[place..<next]
                    place = next
                }
            }
        }
        return nil
    }

    /// JFIF, colour profile and Adobe's colour transform change how a picture looks; all else of
    /// its kind tells something beside it.
    private static func isKept(_ marker: UInt8, _ body: ArraySlice<UInt8>) -> Bool {
        switch marker {
        case 0xE0: body.starts(with: Array("JFIF\0".utf8))
        case 0xE2: body.starts(with: Array("ICC_PROFILE\0".utf8))
        case 0xEE: body.starts(with: Array("Adobe".utf8))
        case 0xE1, 0xE3...0xED, 0xEF, 0xFE: false
        default: true
        }
    }

    /// Where the next marker stands after coded data; within them `FF` is followed by 0, or by a
    /// restart marker.
    private static func endOfScan(_ file: [UInt8], from start: Int) -> Int {
        var place = start
        while place + 1 < file.count {
            if file[place] == 0xFF {
                switch file[place + 1] {
                case 0, 0xD0...0xD7: place += 1
                default: return place
                }
            }
            place += 1
        }
        return file.count
    }

    /// The value of tag 0112 in the first directory of a TIFF body; nil where it turns nothing.
    private static func orientation(_ tiff: [UInt8]) -> UInt8? {
        guard tiff.count >= 8 else { return nil }
        let isLittle = tiff.starts(with: Array("II".utf8))
        func number(_ at: Int, _ count: Int) -> Int? {
            guard at >= 0, at + count <= tiff.count else { return nil }
            let bytes = tiff[at..<(at + count)]
            return (isLittle ? bytes.reversed() : Array(bytes)).reduce(0) { $0 << 8 | Int($1) }
        }
        guard let directory = number(4, 4), let entries = number(directory, 2) else { return nil }
        for entry in 0..<entries {
            let at = directory + 2 + entry * 12
            guard let tag = number(at, 2) else { return nil }
            guard tag == 0x0112 else { continue }
            return number(at + 8, 2).flatMap { (2...8).contains($0) ? UInt8($0) : nil }
        }
        return nil
    }

    /// An Exif segment that tells nothing but how to turn the picture.
    private static func segment(turn: UInt8) -> [UInt8] {
        let tiff: [UInt8] =
            Array("MM".utf8) + [0, 42, 0, 0, 0, 8]
            + [0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0, 0, 0, 0, 0]
        let length = 2 + exif.count + tiff.count
        return [0xFF, 0xE1, UInt8(length >> 8), UInt8(length & 0xFF)] + exif + tiff
    }
}

/// ISO/IEC 15948: a signature, then chunks of a length u32, a type, a body and a checksum.
private enum PNG {
    static let start: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    private static let kept: Set<String> = [
        "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD",
        "pHYs",
    ]

    static func cleaned(_ file: [UInt8]) -> [UInt8]? {
        var out = start
        out.reserveCapacity(file.count)
        var place = start.count
        while place + 12 <= file.count {
            let length = file[place..<(place + 4)].reduce(0) { $0 << 8 | Int($1) }
            let end = place + 12 + length
            guard end <= file.count else { return nil }
            let type = String(decoding: file[(place + 4)..<(place + 8)], as: UTF8.self)
            if kept.contains(type) { out += file[place..<end] }
            if type == "IEND" { return out }
            place = end
        }
        return nil
    }
}
