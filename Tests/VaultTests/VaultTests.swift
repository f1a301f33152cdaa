import Basics
import Foundation
import Secrets
import Testing

@testable import Authority
@testable import Store
@testable import Vault

@Suite struct VaultTests {
    private let note = Array("إفادة المستمع".utf8)

    @Test func anActIsReadBackFromAReopenedStore() throws {
        let bench = try Bench()
        #expect(try bench.append([(.social, note), (.identity, [1])], to: file(1)) == 1)
        #expect(try bench.append([(.social, [])], to: file(1)) == 2)
        try bench.store.close()
        let store = try RecordStore.open(in: bench.path, reserveByteCount: 0)
        let vault = try RecordVault(folder: bench.path, storeID: store.id, province: 7)
        #expect(!vault.isUnsealed)
        try store.group { group throws in
            #expect(
                failure {
                    _ = try vault.act(
                        of: file(1), sequence: 1, .social, permit: .all, in: group)
                } == .sealed)
        }
        try vault.unseal(credential: bench.credential)
        try store.group { group throws in
            try vault.checkSpine(of: file(1), permit: .all, in: group)
            let acts = try vault.acts(of: file(1), permit: .all, in: group)
            #expect(acts.map(\.plaintext) == [[1], note, []])
            #expect(acts.map(\.sequence) == [1, 1, 2])
            #expect(try vault.position(of: file(1), permit: .all, in: group) == 2)
        }
        #expect(vault.status.unsealedBy == .credential)
    }

    @Test func aPermitForOneClassNeverTouchesAnotherClasssKeys() throws {
        let bench = try Bench()
        let parts = DataClass.content.classes.map { ($0, [UInt8]([1, 2, 3])) }
        try bench.append(parts, to: file(1))
        for permitted in DataClass.content.classes {
            bench.vault.cache.removeAll()
            let before = bench.vault.derivations
            try bench.store.group { group throws in
                let permit = Permit.only(ClassSet(permitted))
                for other in DataClass.content.classes {
                    let error = failure {
                        _ = try bench.vault.act(
                            of: file(1), sequence: 1, other, permit: permit, in: group)
                    }
                    #expect(error == (other == permitted ? nil : .classNotPermitted))
                    #expect(
                        failure {
                            _ = try bench.vault.head(of: file(1), other, permit: permit, in: group)
                        } == (other == permitted ? nil : .classNotPermitted))
                }
                #expect(
                    try bench.vault.acts(of: file(1), permit: permit, in: group)
                        .map(\.dataClass) == [permitted])
            }
            for other in DataClass.allCases where other != permitted {
                let index = Int(other.rawValue)
                #expect(bench.vault.derivations[index] == before[index], "\(permitted) \(other)")
            }
        }
    }

    @Test func aPermitForAnotherFileOrWithoutWritingSealsAndOpensNothing() throws {
        let bench = try Bench()
        try bench.append([(.social, note)], to: file(1))
        try bench.store.group { group throws in
            var acts = ActsHash()
            for permit in [
                Permit.only(.social, file: file(2), writes: true), Permit.only(.social),
                Permit.only(.health, writes: true),
            ] {
                #expect(
                    failure {
                        _ = try bench.vault.append(
                            [(.social, note)], record: .zero, to: file(1), leaf: 0,
                            time: Instant(milliseconds: 1), acts: &acts, permit: permit, in: group)
                    } == .classNotPermitted)
            }
            #expect(
                failure {
                    _ = try bench.vault.act(
                        of: file(1), sequence: 1, .social,
                        permit: Permit.only(.social, file: file(2)), in: group)
                } == .classNotPermitted)
            #expect(
                failure { _ = try bench.vault.sealLeaf([1], index: 0, permit: .all) } == nil)
            #expect(
                failure {
                    _ = try bench.vault.openLeaf([], index: 0, permit: .only(.social))
                } == .classNotPermitted)
        }
    }

    @Test func everyExchangedRowIsFound() throws {
        let bench = try Bench()
        for number in UInt64(1)...2 {
            try bench.append([(.social, note), (.health, note)], to: file(number))
            try bench.append([(.social, note), (.health, note)], to: file(number))
        }
        let acts = try bench.store.group { try $0.acts(after: 0, limit: 99) }
        #expect(acts.count == 8)
        try bench.store.group { group throws in
            for (target, source) in acts.flatMap({ first in acts.map { (first, $0) } })
            where target.row != source.row {
                var moved = target
                moved.envelope = source.envelope
                let id = try #require(group.file(target.file))
                let error = failure {
                    _ = try bench.vault.open(moved, of: id, permit: .all, in: group)
                }
                #expect(error == .wrongKeyOrContext, "\(source.row) into \(target.row)")
            }
            // Wraps: every one in the place of every other.
            let wraps = try (1...2).flatMap { try group.wraps(of: FileRow($0)) }
            for (target, source) in wraps.flatMap({ first in wraps.map { (first, $0) } })
            where target != source {
                var moved = target
                moved.wrap = source.wrap
                _ = try group.replaceWrap(target, with: moved)
                bench.vault.cache.removeAll()
                let id = DataKeyID(file: target.file, dataClass: target.dataClass, generation: 1)
                let name = try #require(group.file(target.file))
                #expect(
                    failure { _ = try bench.vault.dataKey(id, file: name, in: group) }
                        == .wrongKeyOrContext)
                _ = try group.replaceWrap(moved, with: target)
            }
        }
    }

    @Test func aRemovedReplacedOrAddedActIsFoundWhenTheFileIsOpened() throws {
        let tricks: [(String, String)] = [
            ("last removed", "DELETE FROM act WHERE row = 3"),
            (
                "middle removed with its place",
                "DELETE FROM act WHERE row = 2; DELETE FROM place WHERE act = 2"
            ),
            (
                "swapped",
                "UPDATE act SET envelope = (SELECT envelope FROM act WHERE row = 1) WHERE row = 2"
            ),
            ("other file's", "UPDATE act SET file = 2 WHERE row = 2"),
            (
                "added",
                """
                INSERT INTO act SELECT 9, file, 4, class, record, leaf, time, envelope FROM act
                WHERE row = 3; INSERT INTO place VALUES(1, 4, 2, 9)
                """
            ),
            ("spine removed", "DELETE FROM spine"),
            (
                "last removed with its place and the spine",
                "DELETE FROM act WHERE row = 3; DELETE FROM place WHERE act = 3; DELETE FROM spine"
            ),
        ]
        for (name, sql) in tricks {
            let bench = try Bench()
            for _ in 0..<3 { try bench.append([(.social, note)], to: file(1)) }
            try bench.store.fold()
            bench.vault.spines.removeAll()
            try bench.store.group { group throws in
                try group.connection.execute(sql)
                #expect(
                    failure { try bench.vault.checkSpine(of: file(1), permit: .all, in: group) }
                        == .spineMismatch, "\(name)")
            }
        }
    }

    @Test func aRefusedCallLeavesNoKeyAndNoSpineBehind() throws {
        struct Refusal: Error {}
        let bench = try Bench()
        try bench.append([(.social, note)], to: file(1))
        try bench.store.group { group throws in
            _ = #expect(throws: Refusal.self) {
                try group.attempt {
                    var acts = ActsHash()
                    _ = try bench.vault.append(
                        [(.health, note)], record: .zero, to: file(1), leaf: 0,
                        time: Instant(milliseconds: 1), acts: &acts, permit: .all, in: group)
                    throw Refusal()
                }
            }
        }
        #expect(try bench.append([(.health, note)], to: file(1)) == 2)
        bench.vault.cache.removeAll()
        bench.vault.spines.removeAll()
        try bench.store.group { group throws in
            try bench.vault.checkSpine(of: file(1), permit: .all, in: group)
            #expect(try bench.vault.acts(of: file(1), permit: .all, in: group).count == 2)
        }
    }

    @Test func anErasedClassIsGoneAndTheRestStillAgrees() throws {
        let bench = try Bench()
        for _ in 0..<3 { try bench.append([(.identity, note), (.social, note)], to: file(1)) }
        try bench.store.group { group throws in
            try bench.vault.setHead(
                note, of: file(1), .social, position: 3, permit: .all, in: group)
        }
        try bench.store.fold()
        try bench.store.group { group throws in
            var acts = ActsHash()
            #expect(
                try bench.vault.erase(
                    .social, of: file(1), leaf: 9, acts: &acts, permit: .all, in: group) == 3)
            #expect(acts.count == 3)
        }
        bench.vault.spines.removeAll()
        try bench.store.group { group throws in
            try bench.vault.checkSpine(of: file(1), permit: .all, in: group)
            #expect(
                try bench.vault.acts(of: file(1), permit: .all, in: group).map(\.dataClass)
                    == [.identity, .identity, .identity])
            #expect(try bench.vault.head(of: file(1), .social, permit: .all, in: group) == nil)
            #expect(try group.wraps(of: FileRow(1)).map(\.dataClass) == [.identity, .spine])
        }
        #expect(try bench.append([(.social, note)], to: file(1)) == 4)
    }

    @Test func aSweepOpensWhatEachFileGivesByItself() throws {
        let bench = try Bench()
        for number in UInt64(1)...6 {
            try bench.append([(.identity, note), (.social, note)], to: file(number))
            try bench.store.group { group throws in
                for dataClass in [DataClass.identity, .social] {
                    try bench.vault.setHead(
                        [UInt8(number), dataClass.rawValue], of: file(number), dataClass,
                        position: 1, permit: .all, in: group)
                }
            }
        }
        try bench.append([(.health, note)], to: file(2))
        try bench.store.fold()
        // Of one act the place lies in its table, of the other in memory still.
        try bench.append([(.social, note)], to: file(5))
        try bench.store.group { group throws in
            try group.setHead(
                of: FileRow(3), .social, position: 1, envelope: [UInt8](repeating: 0, count: 99))
        }
        let asked = [6, 5, 3, 2, 1, 9].map { file($0) }
        let permit = Permit.only([.identity, .social, .health])
        let kept = bench.vault.status.dataKeyCount
        try bench.store.group { group throws in
            let swept = try bench.vault.sweptHeads(
                of: asked, [.identity, .social], permit: permit, in: group)
            #expect(swept.map(\.file) == [6, 5, 2, 1].map { file($0) })
            #expect(swept.map(\.isBehind) == [false, true, true, false])
            for one in swept {
                let heads = try bench.vault.heads(
                    of: one.file, [.identity, .social], permit: permit, in: group)
                #expect(heads.count == 2)
                #expect(try one.opened() == heads.map(\.head.plaintext))
            }
            let social = try bench.vault.sweptHeads(
                of: [file(2), file(5)], [.social], permit: .only([.social]), in: group)
            #expect(social.map(\.isBehind) == [false, true])
            #expect(try social.map { try $0.opened() } == [[[2, 2]], [[5, 2]]])
            #expect(
                failure {
                    _ = try bench.vault.sweptHeads(
                        of: asked, [.protected], permit: permit, in: group)
                } == .classNotPermitted)
        }
        #expect(bench.vault.status.dataKeyCount == kept)
        // What was changed in its cipher is found, and does not open.
        try bench.store.group { group throws in
            let stored = try #require(try group.head(of: FileRow(1), .social))
            var envelope = stored.envelope
            envelope[envelope.count - 1] ^= 1
            try group.setHead(
                of: FileRow(1), .social, position: stored.position, envelope: envelope)
            let swept = try bench.vault.sweptHeads(
                of: [file(1)], [.social], permit: .only([.social]), in: group)
            #expect(failure { _ = try swept.first?.opened() } == .damaged)
        }
        bench.vault.cache.removeAll()
        try bench.store.group { group throws in
            _ = try bench.vault.sweptHeads(
                of: asked, [.identity], permit: permit, in: group)
        }
        #expect(bench.vault.status.dataKeyCount == 0)
    }

    @Test func aPendingKeyThatOthersMayKnowLeavesBothFilesOfTheKeyring() throws {
        let bench = try Bench()
        let permit = Permit.system(.rotation)
        func check(_ version: UInt32) -> [UInt8]? {
            bench.vault.status.keys.first {
                $0.kind == .dataKeys && $0.dataClass == .social && $0.version == version
            }?.checkValue
        }
        let version = try bench.vault.addKey(
            .dataKeys, .social, at: Instant(milliseconds: 9), permit: permit)
        let known = try #require(check(version))
        let written = bench.vault.keyringSequence
        #expect(
            try bench.vault.addKey(
                .dataKeys, .social, isFresh: true, at: Instant(milliseconds: 10), permit: permit)
                == version)
        #expect(check(version) != known)
        #expect(bench.vault.status.keys.count { $0.state == .pending } == 1)
        for name in RecordVault.FileName.keyrings {
            let ring = try Data(contentsOf: URL(fileURLWithPath: bench.path + "/" + name))
            let claimed = try #require(RecordVault.claimedSequence(of: Array(ring)))
            #expect(claimed > written)
        }
        let fresh = check(version)
        bench.vault.seal()
        try bench.vault.unseal(credential: bench.credential)
        #expect(check(version) == fresh)
    }

    @Test func rotationRewrapsEveryWrapToACensusOfZero() throws {
        let bench = try Bench()
        for number in UInt64(1)...20 { try bench.append([(.social, note)], to: file(number)) }
        let permit = Permit.system(.rotation)
        let time = Instant(milliseconds: 9)
        let version = try bench.vault.addKey(.dataKeys, .social, at: time, permit: permit)
        #expect(try bench.vault.addKey(.dataKeys, .social, at: time, permit: permit) == version)
        try bench.vault.setState(
            .active, of: .dataKeys, .social, version: version, at: time, permit: permit)
        try bench.store.group { group throws in
            let old = try group.wraps(.social, under: version - 1, limit: 99)
            #expect(old.count == 20)
            let wraps = try old.map { FileWrap(file: try #require(group.file($0.file)), row: $0) }
            func rewrap(_ wraps: [FileWrap], from version: UInt32) throws(VaultError) -> [WrapRow] {
                try bench.vault.rewrap(wraps, of: .social, from: version, permit: permit)
            }
            // One that is damaged, wherever it stands among them, or another file's.
            for place in wraps.indices {
                var wrong = wraps
                let (wrap, other) = (wraps[place], wraps[(place + 1) % wraps.count])
                var row = wrap.row
                row.wrap[100] ^= 1
                wrong[place] = FileWrap(file: wrap.file, row: row)
                #expect(failure { _ = try rewrap(wrong, from: version - 1) } == .damaged)
                wrong[place] = FileWrap(file: other.file, row: wrap.row)
                #expect(failure { _ = try rewrap(wrong, from: version - 1) } == .wrongKeyOrContext)
            }
            #expect(failure { _ = try rewrap(wraps, from: version) } == .damaged)
            let fresh = try rewrap(wraps, from: version - 1)
            for (old, fresh) in zip(old, fresh) { #expect(try group.replaceWrap(old, with: fresh)) }
            try bench.vault.verify(
                fresh.map { FileWrap(file: try #require(group.file($0.file)), row: $0) },
                of: .social, under: version, permit: permit)
            #expect(
                failure {
                    try bench.vault.verify(wraps, of: .social, under: version, permit: permit)
                } == .wrongKeyOrContext)
            #expect(
                try group.census().filter { $0.dataClass == .social }
                    == [WrapCount(dataClass: .social, kekVersion: version, count: 20)])
        }
        for state in [KeyState.drained, .retired] {
            try bench.vault.setState(
                state, of: .dataKeys, .social, version: 1, at: time, permit: permit)
        }
        bench.vault.seal()
        try bench.vault.unseal(credential: bench.credential)
        try bench.store.group { group throws in
            #expect(
                try bench.vault.act(of: file(3), sequence: 1, .social, permit: .all, in: group)
                    .plaintext == note)
        }
        #expect(
            failure {
                try bench.vault.setState(
                    .active, of: .dataKeys, .social, version: 1, at: time, permit: permit)
            } == .wrongState)
    }

    @Test func theCacheIsBoundedAndForgetsTheUnusedFirst() {
        var cache = KeyCache(count: 4)
        func id(_ number: Int64) -> DataKeyID {
            DataKeyID(file: FileRow(number), dataClass: .social, generation: 1)
        }
        for number in Int64(1)...4 { cache.insert(KeyBox(SecretKey()), id(number)) }
        cache.insert(KeyBox(SecretKey()), id(5))
        #expect(cache.count == 4)
        #expect(cache.find(id(5)) != nil)
        cache.removeAll()
        #expect(cache.count == 0 && cache.find(id(5)) == nil)
    }
}
