import Basics
import Secrets
import Testing

@testable import Authority
@testable import Store
@testable import Vault

/// Chunks of attachments that were moved, cut or changed on disk are refused (LAYOUT L-30, L-31).
@Suite struct ChunkTests {
    private static let chunk = VaultLimits.chunkByteCount

    private func place(_ number: UInt64, of file: FileID) -> AttachmentPlace {
        AttachmentPlace(
            file: file, sequence: 1, dataClass: .health, id: AttachmentID(high: 7, low: number))
    }

    /// A store with two attachments of two chunks and a bit.
    private func stored(
        _ bench: Bench,
        _ body: (StoreTransaction, StoredAttachment, StoredAttachment) throws -> Void
    ) throws {
        try bench.append([(.health, [1])], to: file(1))
        try bench.store.group { group throws in
            var made: [StoredAttachment] = []
            for number: UInt64 in 1...2 {
                let content = [UInt8](repeating: UInt8(number), count: 2 * Self.chunk + 10)
                var attachment = try bench.vault.beginAttachment(
                    at: place(number, of: file(1)), byteCount: content.count,
                    sha256: SHA256.hash(content), permit: .all, in: group)
                for start in stride(from: 0, to: content.count, by: Self.chunk) {
                    try bench.vault.appendChunk(
                        Array(content[start..<min(start + Self.chunk, content.count)]),
                        to: &attachment, permit: .all, in: group)
                }
                #expect(attachment.isWhole)
                made.append(attachment)
            }
            try body(group, made[0], made[1])
        }
    }

    private func replace(
        _ number: Int, of attachment: StoredAttachment, with sealed: [UInt8]?,
        in group: StoreTransaction
    ) throws {
        var kept: [[UInt8]] = []
        for other in 0..<attachment.chunkCount {
            kept.append(try #require(try group.chunk(other, of: attachment.row)))
        }
        try group.deleteAttachment(attachment.row)
        _ = try group.addAttachment(attachment.row)
        for (other, bytes) in kept.enumerated() {
            let chunk = other == number ? sealed : bytes
            if let chunk { try group.addChunk(chunk, number: other, of: attachment.row) }
        }
    }

    @Test func whatIsNotTheChunkOfThisNumberIsRefused() throws {
        let bench = try Bench()
        try stored(bench) { group, first, second in
            for number in 0..<3 {
                let opened = try bench.vault.chunk(number, of: second, permit: .all, in: group)
                #expect(opened.count == second.byteCount(ofChunk: number))
                #expect(opened.allSatisfy { $0 == 2 })
            }
            let own = try #require(try group.chunk(0, of: second.row))
            let next = try #require(try group.chunk(1, of: second.row))
            let last = try #require(try group.chunk(2, of: second.row))
            let foreign = try #require(try group.chunk(0, of: first.row))
            var flipped = own
            flipped[40_000] ^= 1
            for bad in [next, last, foreign, flipped, Array(own.dropLast()), own + [0], []] {
                try replace(0, of: second, with: bad, in: group)
                #expect(
                    failure {
                        _ = try bench.vault.chunk(0, of: second, permit: .all, in: group)
                    } == .damaged)
            }
            try replace(0, of: second, with: own, in: group)
            #expect(try bench.vault.chunk(0, of: second, permit: .all, in: group).count > 0)
            // Without its last chunk an attachment is not whole, and the one before is not the last.
            try replace(2, of: second, with: nil, in: group)
            let cut = try #require(
                try bench.vault.attachment(at: second.place, permit: .all, in: group))
            #expect(!cut.isWhole && cut.chunkCount == 2)
        }
    }

    @Test func aHeaderOpensNowhereElseAndForNobodyElse() throws {
        let bench = try Bench()
        try bench.append([(.health, [1])], to: file(2))
        try stored(bench) { group, first, _ in
            let other = try #require(group.row(of: file(2)))
            for (row, sequence, dataClass, id) in [
                (other, 1, .health, first.row.id),
                (first.row.file, 2, .health, first.row.id),
                (first.row.file, 1, .social, first.row.id),
                (first.row.file, 1, .health, AttachmentID(high: 9, low: 9)),
            ] as [(FileRow, UInt64, DataClass, AttachmentID)] {
                var moved = first.row
                moved.file = row
                moved.sequence = sequence
                moved.dataClass = dataClass
                moved.id = id
                _ = try group.addAttachment(moved)
                let place = AttachmentPlace(
                    file: row == other ? file(2) : first.place.file, sequence: sequence,
                    dataClass: dataClass, id: id)
                let error = failure {
                    _ = try bench.vault.attachment(at: place, permit: .all, in: group)
                }
                #expect(error == .wrongKeyOrContext, "\(sequence) \(dataClass)")
            }
            #expect(
                failure {
                    _ = try bench.vault.attachment(
                        at: first.place, permit: .only(.identity), in: group)
                } == .classNotPermitted)
            #expect(
                failure {
                    _ = try bench.vault.chunk(
                        0, of: first, permit: .only(.social), in: group)
                } == .classNotPermitted)
        }
    }

    @Test func erasingTheClassTakesTheChunks() throws {
        let bench = try Bench()
        try stored(bench) { _, _, _ in }
        try bench.store.fold()
        try bench.store.group { group throws in
            let row = try #require(group.row(of: file(1)))
            #expect(try group.attachments(of: row, from: 0).count == 2)
            let first = try #require(try group.attachments(of: row, from: 0).first)
            var acts = ActsHash()
            _ = try bench.vault.erase(
                .health, of: file(1), leaf: 1, acts: &acts, permit: .all, in: group)
            #expect(try group.attachments(of: row, from: 0).isEmpty)
            #expect(try group.chunkCount(of: first) == 0)
        }
    }
}
