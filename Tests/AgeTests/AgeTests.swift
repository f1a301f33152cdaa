import Age
import Basics
import Foundation
import Secrets
import Support
import Testing

/// Sealing and opening, by ourselves and with the program that everybody else has.
@Suite struct AgeTests {
    private static let sizes = [0, 1, 65_535, 65_536, 65_537, 131_072, 200_001]

    @Test func whatIsSealedIsOpenedByEveryRecipientAndNobodyElse() throws {
        let identities = [AgeIdentity(), AgeIdentity()]
        for size in Self.sizes {
            let content = Random.bytes(size)
            let file = try sealed(content, to: identities, piece: 10_007)
            for identity in identities {
                #expect(try opened(file, with: [AgeIdentity(), identity], piece: 9_999) == content)
            }
            #expect(throws: AgeError.noMatch) { try opened(file, with: [AgeIdentity()]) }
        }
    }

    /// Cut anywhere, a chunk left out, two of them in the other order, more behind the end: never a
    /// whole file.
    @Test func contentThatIsCutOrMovedIsRefused() throws {
        let identity = AgeIdentity()
        let file = try sealed(Random.bytes(200_000), to: [identity])
        let start = file.count - 200_000 - 4 * 16
        let chunk = 65_536 + 16
        for kept in [start, start + 1, start + 15, start + 16, start + chunk, file.count - 1] {
            #expect(throws: AgeError.payload) {
                try opened(Array(file.prefix(kept)), with: [identity])
            }
        }
        let (first, second) = (
            file[start..<(start + chunk)], file[(start + chunk)..<(start + 2 * chunk)]
        )
        let rest = file[(start + 2 * chunk)...]
        for wrong in [second + first + rest, first + rest, first + second + rest + [0]] {
            #expect(throws: AgeError.payload) {
                try opened(file[..<start] + wrong, with: [identity])
            }
        }
    }

    @Test func aChangedBitIsFoundWhereverItStands() throws {
        let identity = AgeIdentity()
        let file = try sealed(Array("a file of a few bytes".utf8), to: [identity, AgeIdentity()])
        for position in file.indices {
            var changed = file
            changed[position] ^= 1
            #expect(throws: AgeError.self, "\(position)") { try opened(changed, with: [identity]) }
        }
    }

    @Test func whoHasJustSealedAFileOpensItAndNoOther() throws {
        let content = Random.bytes(70_000)
        func reopened(_ change: (inout [UInt8]) -> Void) throws -> [UInt8] {
            var (file, output): ([UInt8], [UInt8]) = ([], [])
            var sealer = try AgeSealer(to: [AgeIdentity().recipient], appendingTo: &file)
            var opener = sealer.opener()
            sealer.seal(content, appendingTo: &file)
            sealer.finish(appendingTo: &file)
            change(&file)
            try opener.open(file, appendingTo: &output)
            try opener.finish(appendingTo: &output)
            return output
        }
        #expect(try reopened { _ in } == content)
        let other = try sealed(content, to: [AgeIdentity()])
        #expect(throws: AgeError.headerNotAuthentic) { try reopened { $0 = other } }
        for position in [0, 40, 1_000, 70_000] {
            #expect(throws: AgeError.self, "\(position)") {
                try reopened { $0[position] ^= 1 }
            }
        }
        #expect(throws: AgeError.payload) { try reopened { $0.removeLast() } }
    }

    /// An endless header asks for no endless memory.
    @Test func aHeaderThatDoesNotEndIsRefused() {
        var opener = AgeOpener(with: [AgeIdentity()])
        var output: [UInt8] = []
        let endless = "age-encryption.org/v1\n-> " + String(repeating: "a", count: 70_000)
        #expect(throws: AgeError.header) {
            try opener.open(Array(endless.utf8), appendingTo: &output)
        }
    }

    @Test func keysAreReadAsTheyAreWrittenAndNotOtherwise() throws {
        let identity = AgeIdentity()
        let recipient = identity.recipient.description
        #expect(recipient.hasPrefix("age1"))
        #expect(try AgeRecipient(recipient) == identity.recipient)
        #expect(try AgeIdentity(identity.exported()).recipient == identity.recipient)
        for wrong in [
            recipient.uppercased(), String(recipient.dropLast()), recipient + "q", "", "age1",
            recipient.replacingOccurrences(of: "age1", with: "abe1"),
            String(decoding: identity.exported(), as: UTF8.self),
        ] {
            #expect(throws: AgeError.recipient, "\(wrong)") { try AgeRecipient(wrong) }
        }
        // Bech32 of 32 zeros: a point of low order, to which everybody would hold the key.
        #expect(throws: AgeError.recipient) {
            try AgeRecipient("age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z")
        }
        var file = Array("# created: today\n\n".utf8) + identity.exported() + [0x0a]
        #expect(try AgeIdentity.list(wiping: &file).map(\.recipient) == [identity.recipient])
        #expect(file.isEmpty)
        for text in ["", "# nothing\n", recipient] {
            var file = Array(text.utf8)
            #expect(throws: AgeError.identity) { try AgeIdentity.list(wiping: &file) }
        }
        var output: [UInt8] = []
        #expect(throws: AgeError.recipientCount) { _ = try AgeSealer(to: [], appendingTo: &output) }
    }

    /// The program of Debian's package `age` opens what we write, and we what it writes.
    @Test(.enabled(if: StockProgram.shouldRun("age"), "no program `age`"))
    func theStockProgramOpensOursAndWeItsOwn() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("age-\(Random.bytes(6).hexadecimal)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let keyFile = folder.appendingPathComponent("key")
        #expect(try StockProgram.run("age-keygen", ["-o", keyFile.path]).status == 0)
        var text = Array(try Data(contentsOf: keyFile))
        let identity = try #require(try AgeIdentity.list(wiping: &text).first)
        let ours = AgeIdentity()
        for size in Self.sizes {
            let content = Random.bytes(size)
            let (plain, file) = (
                folder.appendingPathComponent("plain"), folder.appendingPathComponent("file")
            )
            try Data(try sealed(content, to: [ours, identity])).write(to: file)
            let theirs = try StockProgram.run("age", ["-d", "-i", keyFile.path, file.path])
            #expect(theirs.status == 0 && theirs.output == content)
            try Data(content).write(to: plain)
            let made = try StockProgram.run(
                "age", ["-r", ours.recipient.description, plain.path])
            #expect(made.status == 0)
            #expect(try opened(made.output, with: [ours]) == content)
        }
        // What `age-keygen` calls the public key of ours is the recipient that we name.
        let ourFile = folder.appendingPathComponent("ours")
        try Data(ours.exported()).write(to: ourFile)
        let named = try StockProgram.run("age-keygen", ["-y", ourFile.path])
        #expect(
            String(decoding: named.output, as: UTF8.self) == "\(ours.recipient)\n")
    }

    private func sealed(
        _ content: [UInt8], to identities: [AgeIdentity], piece: Int = Int.max
    ) throws -> [UInt8] {
        var file: [UInt8] = []
        var sealer = try AgeSealer(to: identities.map(\.recipient), appendingTo: &file)
        var rest = content[...]
        while !rest.isEmpty {
            sealer.seal(Array(rest.prefix(piece)), appendingTo: &file)
            rest = rest.dropFirst(piece)
        }
        sealer.finish(appendingTo: &file)
        return file
    }

    private func opened(
        _ file: some Sequence<UInt8>, with identities: [AgeIdentity], piece: Int = Int.max
    ) throws -> [UInt8] {
        var content: [UInt8] = []
        var opener = AgeOpener(with: identities)
        var rest = Array(file)[...]
        while !rest.isEmpty {
            try opener.open(Array(rest.prefix(piece)), appendingTo: &content)
            rest = rest.dropFirst(piece)
        }
        try opener.finish(appendingTo: &content)
        return content
    }
}
