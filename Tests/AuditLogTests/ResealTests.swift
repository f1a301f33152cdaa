import Basics
import Testing

@testable import AuditLog
@testable import Authority
@testable import Store
@testable import Vault

extension Bench {
    /// Gives a file new data keys under a leaf of its own.
    func renew(_ file: FileID, _ classes: ClassSet = [.identity, .social, .spine]) throws {
        let permit = Permit.system(.renewal)
        try store.group { group in
            var acts = ActsHash()
            _ = try vault.renewDataKeys(
                classes, of: file, leaf: log.nextIndex(in: group), acts: &acts, permit: permit,
                in: group)
            _ = try log.append(
                .reseal, payload: [], acts: acts, time: Instant(milliseconds: 4), permit: permit,
                in: group)
            try log.signCheckpoint(in: group)
        }
    }

    /// Erases a class of a file under a leaf of its own.
    func erase(_ dataClass: DataClass, of file: FileID) throws {
        try store.group { group in
            var acts = ActsHash()
            _ = try vault.erase(
                dataClass, of: file, leaf: log.nextIndex(in: group), acts: &acts, permit: permit,
                in: group)
            _ = try log.append(
                .erase, payload: [], acts: acts, time: Instant(milliseconds: 4), permit: permit,
                in: group)
            try log.signCheckpoint(in: group)
        }
    }
}

/// What was sealed anew is bound by the leaves as before: each hash that an envelope ever had, by the
/// leaf under which it came to have it (LAYOUT L-22, L-77).
@Suite struct ResealTests {
    /// A store with a file that got new keys twice, with acts before, between and after, and of which
    /// something was then erased.
    private func bench() throws -> Bench {
        let bench = try Bench()
        try bench.fill()
        try bench.renew(bench.file(1))
        try bench.fill()
        try bench.renew(bench.file(1), [.social])
        try bench.renew(bench.file(2))
        try bench.fill()
        try bench.erase(.identity, of: bench.file(1))
        return bench
    }

    @Test func aLogVerifiesAfterItsFilesWereSealedAnew() throws {
        let bench = try bench()
        for opening in [true, false] {
            let result = try bench.verify(opening: opening)
            #expect(result.isClean, "\(result.failures)")
            #expect(result.actCount == 36 && result.tombstoneCount == 12)
        }
        let open = try bench.verify(opening: true)
        #expect(open.openedActCount == 36 && open.fileCount == 2)
    }

    @Test func aFormerHashThatWasChangedIsFound() throws {
        let tricks: [(String, String)] = [
            ("one dropped", "DELETE FROM former WHERE act = 1 AND leaf = 12"),
            ("a later one dropped", "DELETE FROM former WHERE act = 2 AND leaf = 25"),
            ("all dropped", "DELETE FROM former"),
            ("one changed", "UPDATE former SET hash = zeroblob(32) WHERE act = 1"),
            (
                "one moved to another leaf",
                "UPDATE former SET leaf = 26 WHERE act = 2 AND leaf = 25"
            ),
            ("one named a leaf of reading", "UPDATE former SET leaf = 1 WHERE act = 5"),
            ("one added", "INSERT INTO former VALUES(24, 12, zeroblob(32))"),
            ("one added to a leaf beyond", "INSERT INTO former VALUES(24, 900, zeroblob(32))"),
            ("one of no act", "INSERT INTO former VALUES(700, 12, zeroblob(32))"),
        ]
        for (name, sql) in tricks {
            let bench = try bench()
            try bench.execute(sql)
            #expect(try !bench.verify().isClean, "\(name)")
        }
    }

    @Test func anEnvelopeIsNotPutBackFromBeforeItWasSealedAnew() throws {
        let bench = try Bench()
        try bench.fill()
        let former = try #require(try bench.store.group { try $0.act(row: 1) })
        try bench.renew(bench.file(1))
        // The old envelope with the old hash is what the leaf of its writing says, and yet not what
        // the leaf of the sealing anew says.
        try bench.store.group { group in
            let query = try group.query(.setEnvelope)
            query.bind(former.envelope, 0)
            query.bind(Int64(1), 1)
            try group.write(query)
        }
        let result = try bench.verify()
        #expect(result.failures == [.acts(leaf: 12)])
    }
}
