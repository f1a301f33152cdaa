import Basics
import Secrets
import Testing

@testable import Authority
@testable import Store
@testable import Vault

/// New data keys for a file: all that is kept of it is under them, and the former open nothing more.
@Suite struct DataKeyRenewalTests {
    private func renew(
        _ bench: Bench, _ classes: ClassSet, leaf: UInt64 = 7
    ) throws -> (classes: ClassSet, count: Int) {
        try bench.store.group { group in
            var acts = ActsHash()
            let renewed = try bench.vault.renewDataKeys(
                classes, of: file(1), leaf: leaf, acts: &acts, permit: .system(.renewal),
                in: group)
            #expect(acts.count == renewed.count)
            return renewed
        }
    }

    private func check(_ bench: Bench) throws {
        try bench.store.group { group in
            try bench.vault.checkSpine(of: file(1), again: true, permit: .all, in: group)
            let acts = try bench.vault.acts(of: file(1), permit: .all, in: group)
            #expect(acts.map(\.plaintext) == [[2], [1], [3]])
            for (dataClass, plaintext) in [(DataClass.health, [UInt8(8)]), (.social, [9])] {
                let head = try bench.vault.head(of: file(1), dataClass, permit: .all, in: group)
                #expect(head == OpenedHead(position: 2, plaintext: plaintext))
            }
        }
    }

    /// A file with two acts in two classes, and the heads of both.
    private func bench() throws -> Bench {
        let bench = try Bench()
        try bench.append([(.health, [1]), (.social, [2])], to: file(1), record: 1)
        try bench.append([(.social, [3])], to: file(1), record: 2)
        try bench.store.group { group in
            for (dataClass, plaintext) in [(DataClass.health, [UInt8(8)]), (.social, [9])] {
                try bench.vault.setHead(
                    plaintext, of: file(1), dataClass, position: 2, permit: .all, in: group)
            }
        }
        return bench
    }

    @Test func aFormerKeyOpensNoneOfTheNewEnvelopes() throws {
        let bench = try bench()
        func rows() throws -> (wraps: [WrapRow], act: ActRow, row: FileRow) {
            try bench.store.group { group in
                let row = try #require(group.row(of: file(1)))
                return (
                    try group.wraps(of: row),
                    try #require(try group.act(of: row, sequence: 1, .health)), row
                )
            }
        }
        let before = try rows()
        let renewed = try renew(bench, [.health, .social, .spine, .judicial])
        #expect(renewed.classes == [.health, .social, .spine] && renewed.count == 3)
        let after = try rows()
        #expect(after.wraps.map(\.dataClass) == before.wraps.map(\.dataClass))
        #expect(after.wraps.allSatisfy { $0.generation == 2 })
        #expect(Set(after.wraps.map(\.wrap)).isDisjoint(with: before.wraps.map(\.wrap)))
        // Whoever kept the old wrap, and has the key that it is under, has the old data key.
        let wrap = try #require(before.wraps.first { $0.dataClass == .health })
        let kek = try bench.vault.key(.dataKeys, .health, version: wrap.kekVersion)
        let former = try KeyWrap.unwrap(
            wrap.wrap, file: file(1), store: bench.vault.storeID, key: kek.box.key)
        let place = EnvelopePlace(
            file: file(1), record: before.act.record, type: .act, sequence: 1,
            dataClass: .health)
        #expect(
            try Envelope.open(
                before.act.envelope, at: place, store: bench.vault.storeID, key: former) == [1])
        #expect(
            failure {
                _ = try Envelope.open(
                    after.act.envelope, at: place, store: bench.vault.storeID, key: former)
            } == .wrongKeyOrContext)
        try check(bench)
        // The cache forgot the former keys, and what is written next is under the new ones.
        bench.vault.seal()
        try bench.vault.unseal(credential: bench.credential)
        try check(bench)
        try bench.append([(.social, [4])], to: file(1), record: 3)
        try bench.store.group { group in
            let act = try #require(try group.act(of: after.row, sequence: 3, .social))
            #expect(act.envelope[8..<12] == [0, 0, 0, 2])
            let formers = try group.formerEnvelopes(of: before.act.row)
            #expect(formers.map(\.leaf) == [7])
            #expect(formers.map(\.hash) == [ActsHash.hash(of: before.act.envelope)])
        }
    }

    @Test func oneClassIsRenewedAndTheOthersAreLeftAlone() throws {
        let bench = try bench()
        #expect(try renew(bench, .social).count == 2)
        try check(bench)
        // Again, under the next generation; what was written by then is taken along.
        #expect(try renew(bench, .social, leaf: 9).count == 2)
        try check(bench)
        let generations = try bench.store.group { group in
            try group.wraps(of: try #require(group.row(of: file(1)))).map(\.generation)
        }
        #expect(generations == [3, 1, 1])
    }

    @Test func whatWasTakenBackLeftNothing() throws {
        struct Cut: Error {}
        let bench = try bench()
        func envelopes() throws -> [[UInt8]] {
            try bench.store.group { try $0.acts(after: 0, limit: 10) }.map(\.envelope)
        }
        let before = try envelopes()
        #expect(throws: Cut.self) {
            try bench.store.group { group in
                var acts = ActsHash()
                _ = try bench.vault.renewDataKeys(
                    [.health, .social, .spine], of: file(1), leaf: 7, acts: &acts,
                    permit: .system(.renewal), in: group)
                throw Cut()
            }
        }
        #expect(try envelopes() == before)
        try check(bench)
        try bench.append([(.social, [4])], to: file(1), record: 3)
        #expect(try renew(bench, [.social, .spine]).count == 3)
    }

    @Test func anotherPermitRenewsNothing() throws {
        let bench = try bench()
        for permit in [Permit.all, .system(.rotation), .system(.erasure)] {
            try bench.store.group { group in
                var acts = ActsHash()
                #expect(
                    failure {
                        _ = try bench.vault.renewDataKeys(
                            .social, of: file(1), leaf: 7, acts: &acts, permit: permit, in: group)
                    } == .classNotPermitted)
            }
        }
    }

    @Test func anAttachmentGetsAKeyOfItsOwnAnew() throws {
        let bench = try bench()
        let place = AttachmentPlace(
            file: file(1), sequence: 1, dataClass: .health, id: AttachmentID(high: 7, low: 1))
        let content = [UInt8](repeating: 5, count: VaultLimits.chunkByteCount + 10)
        let before = try bench.store.group { group in
            var attachment = try bench.vault.beginAttachment(
                at: place, byteCount: content.count, sha256: SHA256.hash(content), permit: .all,
                in: group)
            for part in [content.prefix(VaultLimits.chunkByteCount), content.suffix(10)] {
                try bench.vault.appendChunk(
                    Array(part), to: &attachment, permit: .all, in: group)
            }
            return (attachment, try group.chunk(0, of: attachment.row))
        }
        _ = try renew(bench, [.health])
        try bench.store.group { group in
            let after = try #require(
                try bench.vault.attachment(at: place, permit: .all, in: group))
            #expect(after.isWhole && after.sha256 == SHA256.hash(content))
            let isSameKey = after.key.key.isEqual(to: before.0.key.key)
            #expect(!isSameKey)
            #expect(try group.chunk(0, of: after.row) != before.1)
            let opened = try (0..<2).flatMap {
                try bench.vault.chunk($0, of: after, permit: .all, in: group)
            }
            #expect(opened == content)
            // Whoever goes on with what he looked up before finds that it is not there any more.
            #expect(
                failure {
                    _ = try bench.vault.chunk(0, of: before.0, permit: .all, in: group)
                } == .notFound)
            #expect(try group.attachments(of: after.row.file, from: 0).count == 1)
        }
    }

    @Test("Attachments that are too many for one transaction go before the rest (W-162)")
    func manyAttachmentsAreDoneInSlices() throws {
        let bench = try bench()
        let places = (1...3).map {
            AttachmentPlace(
                file: file(1), sequence: 1, dataClass: $0 == 2 ? .social : .health,
                id: AttachmentID(high: 7, low: UInt64($0)))
        }
        let part = [UInt8](repeating: 5, count: VaultLimits.chunkByteCount)
        let count = VaultLimits.chunksPerRenewal / 2
        try bench.store.group { group in
            for place in places {
                var attachment = try bench.vault.beginAttachment(
                    at: place, byteCount: count * part.count,
                    sha256: [UInt8](repeating: 1, count: 32), permit: .all, in: group)
                for _ in 0..<count {
                    try bench.vault.appendChunk(part, to: &attachment, permit: .all, in: group)
                }
            }
        }
        func generations() throws -> [DataClass: Set<UInt32>] {
            try bench.store.group { group in
                let row = try #require(group.row(of: file(1)))
                return Dictionary(
                    grouping: try group.wraps(of: row), by: \.dataClass
                ).mapValues { Set($0.map(\.generation)) }
            }
        }
        func slice(_ begun: ClassSet) throws -> ClassSet? {
            let made = try bench.store.group { group in
                try bench.vault.renewAttachments(
                    [.health, .social], begun: begun, of: file(1), permit: .system(.renewal),
                    in: group)
            }
            // All opens meanwhile, and what is written is under the new key.
            try check(bench)
            try bench.store.group { group in
                for place in places {
                    let stored = try #require(
                        try bench.vault.attachment(at: place, permit: .all, in: group))
                    #expect(
                        try bench.vault.chunk(0, of: stored, permit: .all, in: group) == part)
                }
            }
            return made
        }
        #expect(try slice([]) == [.health, .social])
        #expect(try generations() == [.health: [1, 2], .social: [1, 2], .spine: [1]])
        #expect(try slice([.health, .social]) == nil)
        try bench.store.group { group in
            var acts = ActsHash()
            _ = try bench.vault.renewDataKeys(
                [.health, .social], begun: [.health, .social], of: file(1), leaf: 7, acts: &acts,
                permit: .system(.renewal), in: group)
        }
        #expect(try generations() == [.health: [2], .social: [2], .spine: [1]])
        #expect(try slice([.health, .social]) == nil)
    }
}
