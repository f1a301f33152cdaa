import Basics
import Circuit
import Merkle
import Testing

@testable import Returns

/// The text of a return and its signature (SPEC W-220, W-221).
@Suite struct SignedReturnTests {
    private func sale() throws -> Neighbour { try Neighbour("04.441", seed: 7) }

    private func content() throws -> ProvinceReturn {
        try sale().content([
            Told.bySexAndAge([12, 3, 0, 6, 9, 0]),
            ReturnTable(
                code: "V", indicator: "I04", measure: "acts", state: .coarsened,
                dimensions: [Told.sex], cells: [3, 6]),
            ReturnTable(
                code: "X", indicator: "I10", measure: "children", state: .withheld,
                dimensions: [Told.age]),
            ReturnTable(code: "N", indicator: "I26", measure: "scale", state: .notCollected),
            Told.whole(21),
        ])
    }

    /// The text as the specification writes it.
    private static let text = """
        madar-return/1
        province 04.441
        from 2026-07-01
        to 2026-09-30
        definition 10 abababababababababababababababababababababababababababababababab
        publication 09090909090909090909090909090909
        published 1796000000000
        base 3
        tables 5
        table SA
        indicator I01
        measure children
        state told
        by sex M F
        by age 0-4 5-9 ?
        cell M 0-4 12
        cell M 5-9 3
        cell M ? 0
        cell F 0-4 6
        cell F 5-9 9
        cell F ? 0
        table V
        indicator I04
        measure acts
        state coarsened
        by sex M F
        cell M 3
        cell F 6
        table X
        indicator I10
        measure children
        state withheld
        by age 0-4 5-9 ?
        table N
        indicator I26
        measure scale
        state not_collected
        table W
        indicator I02
        measure files
        state told
        cell 21

        """

    @Test func theTextIsAsTheSpecificationSays() throws {
        #expect(try content().text == Self.text)
        #expect(try ProvinceReturn(text: Self.text) == content())
    }

    @Test func whatIsSignedIsReadAgain() throws {
        let file = try sale().file(content())
        let read = try SignedReturn(encoded: file)
        try read.verify(by: sale().noteKey)
        #expect(try read.content == content())
        #expect(Array(read.encoded.utf8) == file)
    }

    /// Any single byte that is changed in any bit, dropped or doubled is noticed.
    @Test func nothingMayBeChanged() throws {
        let key = try sale().noteKey
        let file = try sale().file(content())
        func isTaken(_ bytes: [UInt8]) -> Bool {
            guard let read = try? SignedReturn(encoded: bytes) else { return false }
            return (try? read.verify(by: key)) != nil
        }
        #expect(isTaken(file))
        for place in file.indices {
            for bit in 0..<8 {
                var changed = file
                changed[place] ^= 1 << bit
                #expect(!isTaken(changed), "byte \(place), bit \(bit)")
            }
            var cut = file
            cut.remove(at: place)
            #expect(!isTaken(cut), "without byte \(place)")
            var doubled = file
            doubled.insert(file[place], at: place)
            #expect(!isTaken(doubled), "byte \(place) twice")
            #expect(!isTaken(Array(file.prefix(place))), "cut at \(place)")
        }
        #expect(!isTaken(file + [0x0A]))
        #expect(!isTaken(file + file))
    }

    /// What the writer would not have written is no return, whoever signs it.
    @Test(arguments: [
        ("madar-return/1\n", "madar-return/2\n"), ("province 04.441\n", ""),
        ("province 04.441\n", "province 04.441\nprovince 04.441\n"),
        ("from 2026-07-01\nto 2026-09-30\n", "to 2026-09-30\nfrom 2026-07-01\n"),
        ("from 2026-07-01\n", "from 2026-10-01\n"), ("from 2026-07-01\n", "from 2026-7-01\n"),
        ("to 2026-09-30\n", "to 2026-09-31\n"), ("definition 10 ", "definition 010 "),
        ("definition 10 ", "definition +10 "), ("definition 10 ab", "definition 10 AB"),
        ("publication 09", "publication "), ("published 1796000000000", "published 0"),
        ("published 1796000000000", "published -5"), ("base 3\n", "base 1\n"),
        ("base 3\n", "base 100\n"), ("base 3\n", "base 5\n"), ("tables 5\n", "tables 4\n"),
        ("tables 5\n", "tables 6\n"), ("tables 5\n", "tables 05\n"),
        ("cell M 0-4 12\n", "cell M 0-4 13\n"), ("cell M 0-4 12\n", "cell M 0-4 012\n"),
        ("cell M 0-4 12\n", "cell M 0-4 -3\n"), ("cell M 0-4 12\n", "cell M 0-4 4294967298\n"),
        ("cell M 0-4 12\n", ""), ("cell M 0-4 12\n", "cell M 0-4  12\n"),
        ("cell M 0-4 12\n", "cell M 12\n"), ("cell M 0-4 12\n", "cell F 0-4 12\n"),
        ("cell M 0-4 12\ncell M 5-9 3\n", "cell M 5-9 3\ncell M 0-4 12\n"),
        ("cell F ? 0\n", "cell F ? 0\ncell F ? 0\n"), ("cell 21\n", "cell 21"),
        ("cell 21\n", "cell 21\n\n"), ("cell 21\n", "cell 21\nnote hello\n"),
        ("state told\nby sex", "state known\nby sex"), ("by sex M F\nby age", "by sex M M\nby age"),
        ("by sex M F\nby age", "by age M F\nby age"), ("by sex M F\nby age", "by sex\nby age"),
        ("table V\n", "table SA\n"), ("indicator I04\nmeasure acts", "measure acts\nindicator I04"),
        ("state withheld\nby age 0-4 5-9 ?\n", "state withheld\nby age 0-4 5-9 ?\ncell ? 0\n"),
        ("state not_collected\n", "state not_collected\ncell 0\n"),
        ("province 04.441\n", "province 04.441 \n"), ("province 04.441\n", "province 04.441\r\n"),
        ("province 04.441\n", "province سلا\n"),
    ])
    func anotherFormIsNoReturn(of part: String, instead: String) throws {
        let bytes = Array(Self.text.utf8)
        let place = try #require(
            bytes.indices.first { bytes[$0...].starts(with: part.utf8) })
        let changed = String(
            decoding: bytes[..<place] + instead.utf8 + bytes[(place + part.utf8.count)...],
            as: UTF8.self)
        #expect(changed != Self.text)
        #expect(ProvinceReturn(text: changed) == nil)
    }

    /// Each limit, at it and one past it.
    @Test func limitsHold() throws {
        func values(_ count: Int) -> [String] { (0..<count).map { "v\($0)" } }
        func isTaken(_ dimensions: [ReturnDimension]) throws -> Bool {
            let count = dimensions.reduce(1) { $0 * $1.values.count }
            let table = ReturnTable(
                code: "T", indicator: "I", measure: "m", state: .told, dimensions: dimensions,
                cells: [UInt32](repeating: 3, count: count))
            let sale = try sale()
            return ProvinceReturn(
                province: sale.code, first: .first, last: .last, definitionVersion: 0,
                definitionHash: [UInt8](repeating: 0, count: 32),
                publication: [UInt8](repeating: 0, count: 16),
                publishedAt: Instant(milliseconds: 1), base: 3, tables: [table]) != nil
        }
        #expect(try isTaken([ReturnDimension("d", values(128))]))
        #expect(try !isTaken([ReturnDimension("d", values(129))]))
        #expect(try isTaken([ReturnDimension("d", values(128)), ReturnDimension("e", values(8))]))
        #expect(try !isTaken([ReturnDimension("d", values(128)), ReturnDimension("e", values(9))]))
        #expect(try isTaken((0..<4).map { ReturnDimension("d\($0)", values(1)) }))
        #expect(try !isTaken((0..<5).map { ReturnDimension("d\($0)", values(1)) }))
        #expect(
            try isTaken([ReturnDimension(String(repeating: "d", count: 64), values(1))]))
        #expect(
            try !isTaken([ReturnDimension(String(repeating: "d", count: 65), values(1))]))
        let tables = (0..<64).map { Told.whole(3, code: "T\($0)") }
        #expect(try sale().content(tables).tables.count == 64)
        let one = try sale().content([Told.whole(3)])
        for tables in [[], tables + [Told.whole(3)]] {
            #expect(
                ProvinceReturn(
                    province: one.province, first: one.first, last: one.last,
                    definitionVersion: 10, definitionHash: one.definitionHash,
                    publication: one.publication, publishedAt: one.publishedAt, base: 3,
                    tables: tables) == nil)
        }
    }

    /// Nothing else that the key signs can be read as a return, nor a return as anything else.
    @Test func noSignatureStandsForAnother() throws {
        let sale = try sale()
        let log = try #require(NoteKey(name: sale.origin, publicKey: sale.publicKey))
        let key = try sale.noteKey
        #expect(key.name != log.name && key.hash != log.hash)
        #expect(NoteKey(text: key.text) == key)
        // The return under the log's own line, as a checkpoint has it.
        let content = try content()
        let signature = try sale.sign(content.text)
        let asLog = try #require(SignedNote(content.text, signature: signature, key: log))
        let read = try SignedReturn(encoded: Array(asLog.encoded.utf8))
        #expect(throws: NoteError.unknownSigner) { try read.verify(by: key) }
        #expect(throws: NoteError.self) {
            try SignedNote.checkpoint(
                Array(asLog.encoded.utf8), origin: sale.origin, keys: [log])
        }
        // A checkpoint under the line of returns.
        let checkpoint = Checkpoint(
            origin: sale.origin, size: 1, root: try #require(MerkleHash(content.definitionHash)))
        let other = try sale.sign(checkpoint.text)
        let note = try #require(SignedNote(checkpoint.text, signature: other, key: key))
        #expect(throws: NoteError.malformed) {
            try SignedReturn(encoded: Array(note.encoded.utf8))
        }
        #expect(throws: NoteError.unknownSigner) { try note.verify(keys: [log]) }
        // A second line of signature is not the one form.
        var twice = try SignedNote(
            encoded: sale.file(content), byteCountMax: ReturnsLimits.returnByteCountMax)
        try sale.sign(&twice, as: key)
        #expect(throws: NoteError.malformed) {
            try SignedReturn(encoded: Array(twice.encoded.utf8))
        }
    }
}
