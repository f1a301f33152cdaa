import Basics
import Circuit
import Merkle
import Secrets
import Testing

@testable import Returns

/// A made-up province that signs descriptors and returns.
struct Neighbour {
    let code: String
    let publicKey: [UInt8]
    let origin: String
    private let seed: UInt8

    init(_ code: String, seed: UInt8) throws {
        self.code = code
        self.seed = seed
        publicKey = try Self.key(seed).publicKey
        origin = "madar/" + [UInt8](repeating: seed, count: 16).hexadecimal
    }

    private static func key(_ seed: UInt8) throws -> SigningKey {
        SigningKey(seed: try SecretKey(copying: [UInt8](repeating: seed, count: 32).rawSpan))
    }

    /// Its signature over a text.
    func sign(_ text: String) throws -> [UInt8] {
        unsafe try Self.key(seed).sign(text.utf8.span.bytes)
    }

    /// A second line of signature under a note.
    func sign(_ note: inout SignedNote, as key: NoteKey) throws {
        note.sign(with: try Self.key(seed), key: key)
    }

    /// Its descriptor, as a ministry keeps it.
    func descriptor(
        at made: Int64 = 1_795_000_000_000
    ) throws -> (descriptor: ProvinceDescriptor, signed: String) {
        let descriptor = try #require(
            ProvinceDescriptor(
                code: code, madeAt: Instant(milliseconds: made),
                staticKey: [UInt8](repeating: 1, count: 32),
                transferKey: [UInt8](repeating: 2, count: 32), logKey: publicKey, address: ""))
        let signature = try sign(descriptor.text)
        return (descriptor, try #require(descriptor.signed(origin: origin, signature: signature)))
    }

    var noteKey: NoteKey {
        get throws { try #require(SignedReturn.key(log: origin, publicKey: publicKey)) }
    }

    /// A file as the province signs it.
    func file(_ content: ProvinceReturn) throws -> [UInt8] {
        let signature = try sign(content.text)
        let signed = try #require(
            SignedReturn(content, signature: signature, key: try noteKey))
        return Array(signed.encoded.utf8)
    }

    /// A return of the third quarter of 2026.
    func content(
        _ tables: [ReturnTable], publication: UInt8 = 9, at published: Int64 = 1_796_000_000_000,
        first: String = "2026-07-01", last: String = "2026-09-30", version: UInt32 = 10,
        hash: UInt8 = 0xAB, base: UInt32 = 3
    ) throws -> ProvinceReturn {
        let (first, last) = (try #require(CivilDate(first)), try #require(CivilDate(last)))
        return try #require(
            ProvinceReturn(
                province: code, first: first, last: last, definitionVersion: version,
                definitionHash: [UInt8](repeating: hash, count: 32),
                publication: [UInt8](repeating: publication, count: 16),
                publishedAt: Instant(milliseconds: published), base: base, tables: tables))
    }
}

/// Tables by sex and age.
enum Told {
    static let sex = ReturnDimension("sex", ["M", "F"])
    static let age = ReturnDimension("age", ["0-4", "5-9", "?"])

    static func bySexAndAge(_ cells: [UInt32]) -> ReturnTable {
        ReturnTable(
            code: "SA", indicator: "I01", measure: "children", state: .told,
            dimensions: [sex, age], cells: cells)
    }

    static func whole(_ count: UInt32, code: String = "W") -> ReturnTable {
        ReturnTable(
            code: code, indicator: "I02", measure: "files", state: .told, cells: [count])
    }
}
