import Basics
import Circuit
import ClientSupport
import Framing
import Mapping
import Merkle
import Messages
import Secrets
import Session
import Synchronization
import Testing

@testable import MadarClient

/// What a client learns from its daemon and keeps: definition, checkpoint, invitations.
@Suite struct KnowledgeTests {
    private func running() async throws -> ScriptedDaemon {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        return daemon
    }

    // MARK: - The definition

    private static func definition(_ version: UInt32) -> CircuitDefinition {
        var parts = CircuitDefinition.Parts()
        parts.version = version
        parts.tasks = [
            TaskKind(
                terms: Terms(
                    code: "T1", labels: Labels(arabic: "أ", french: "a", english: "a")))
        ]
        return CircuitDefinition(parts)
    }

    private static func content(_ definition: CircuitDefinition) throws -> [UInt8] {
        var content: [UInt8] = []
        for item in try DefinitionStream.encode(definition) { Delimited.append(item, to: &content) }
        return content
    }

    private func serve(
        _ daemon: ScriptedDaemon, _ content: [UInt8], hash: [UInt8]? = nil
    ) {
        var who = WireWhoAmIAnswer()
        who.member = MemberID(high: 1, low: 1).blob
        who.device = DeviceID(high: 1, low: 1).blob
        who.definitionHash = (hash ?? SHA256.hash(content)).blob
        let answer = MessageCodec.encode(who)
        daemon.script { call, _ in
            call.method == UInt16(WireMethod.definition.rawValue)
                ? .answer(Answer(status: .ok, content: content))
                : .answer(Answer(status: .ok, payload: answer))
        }
    }

    /// SPEC W-64, W-84.
    @Test func `The definition is fetched once, kept, and fetched again when it changes`()
        async throws
    {
        let daemon = try await running()
        let device = try daemon.device()
        serve(daemon, try Self.content(Self.definition(1)))
        func fetched() -> Int { daemon.calls.count { $0.method == 4 } }
        let client = DaemonClient(device, retry: impatient)
        #expect(try await client.keptDefinition() == nil)
        #expect(try await client.definition() == Self.definition(1))
        #expect(try await client.definition() == Self.definition(1))
        #expect(fetched() == 1)
        let later = DaemonClient(device, retry: impatient)
        #expect(try await later.keptDefinition() == Self.definition(1))
        #expect(try await later.definition() == Self.definition(1))
        #expect(fetched() == 1)
        serve(daemon, try Self.content(Self.definition(2)))
        #expect(try await later.definition() == Self.definition(2))
        #expect(fetched() == 2)
        await daemon.stop()
    }

    @Test func `A definition of another hash than the daemon told is refused and not kept`()
        async throws
    {
        let daemon = try await running()
        let device = try daemon.device()
        serve(
            daemon, try Self.content(Self.definition(1)),
            hash: [UInt8](repeating: 1, count: 32))
        let client = DaemonClient(device, retry: impatient)
        #expect(
            await failure { _ = try await client.definition() }?.code == .definitionMismatch)
        #expect(try await client.keptDefinition() == nil)
        await daemon.stop()
    }
}

/// A later key of a log.
private final class Signer: Sendable {
    let key = SigningKey(seed: SecretKey())
}

/// The checkpoint that a client remembers.
@Suite struct CheckpointTests {
    /// Answers CHECKPOINT from a log of a size; leaves from `turn` on are of another history.
    private final class Log: Sendable {
        private let signer = SigningKey(seed: SecretKey())
        let origin = "madar/0011"

        var publicKey: [UInt8] { signer.publicKey }

        /// A log whose leaves are others from a turn on, and from a second one on others again.
        private func nodes(
            _ size: UInt64, _ history: UInt8, from turn: UInt64 = 0, then second: UInt64 = .max
        ) -> ([NodeID: MerkleHash], MerkleHash) {
            var nodes: [NodeID: MerkleHash] = [:]
            var range = CompactRange()
            for index in 0..<size {
                let course = index < turn ? 0 : index < second ? history : history + 1
                range.append(.leaf([course, UInt8(truncatingIfNeeded: index)])) {
                    nodes[$0] = $1
                }
            }
            return (nodes, range.root)
        }

        /// A note of a size.
        func note(_ size: UInt64, history: UInt8 = 0, from turn: UInt64 = 0) -> String {
            let root = nodes(size, history, from: turn).1
            let text = Checkpoint(origin: origin, size: size, root: root).text
            guard let key = NoteKey(name: origin, publicKey: signer.publicKey) else { return "" }
            return SignedNote(text, signer: signer, key: key).encoded
        }

        /// The text of a checkpoint of a size.
        func text(_ size: UInt64) -> String {
            Checkpoint(origin: origin, size: size, root: nodes(size, 0).1).text
        }

        /// A text with the signature of the first key of the log.
        func signed(_ text: String) -> SignedNote {
            guard let key = NoteKey(name: origin, publicKey: signer.publicKey) else {
                preconditionFailure("a name and a key")
            }
            return SignedNote(text, signer: signer, key: key)
        }

        func answer(
            _ request: [UInt8], size: UInt64, history: UInt8 = 0, from turn: UInt64 = 0,
            then second: UInt64 = .max, restoration: WireRestoration? = nil,
            former: [WireRestoration] = []
        ) throws -> Answer {
            let known = try MessageCodec.decode(WireCheckpointRequest.self, from: request)
                .knownSize
            let (nodes, root) = nodes(size, history, from: turn, then: second)
            let text = Checkpoint(origin: origin, size: size, root: root).text
            guard let key = NoteKey(name: origin, publicKey: signer.publicKey) else {
                throw ClientError(.badCheckpoint)
            }
            var answer = WireCheckpointAnswer()
            answer.note = SignedNote(text, signer: signer, key: key).encoded
            if known <= size {
                let needed = try Proof.consistencyNodes(old: known, new: size)
                answer.proof = Proof.hashes(of: needed) { nodes[$0] ?? .emptyRoot }
                    .map(\.bytes.blob)
            }
            if let restoration {
                answer.restorationID = restoration.restoration
                if known == 0 { (answer.restoration, answer.former) = (restoration, former) }
            }
            return Answer(status: .ok, payload: MessageCodec.encode(answer))
        }

        func proof(of leaf: UInt64, size: UInt64, told: UInt64? = nil) throws -> Answer {
            let (nodes, _) = nodes(size, 0)
            var answer = WireProveLeafAnswer()
            answer.leaf = told ?? leaf
            answer.hash = (nodes[NodeID(level: 0, index: leaf)] ?? .emptyRoot).bytes.blob
            answer.proof = Proof.hashes(of: try Proof.inclusionNodes(index: leaf, size: size)) {
                nodes[$0] ?? .emptyRoot
            }.map(\.bytes.blob)
            return Answer(status: .ok, payload: MessageCodec.encode(answer))
        }
    }

    private func serve(
        _ daemon: ScriptedDaemon, _ log: Log, size: UInt64, history: UInt8 = 0
    ) {
        daemon.script { call, _ in
            .answer(
                (try? log.answer(call.payload, size: size, history: history))
                    ?? Answer(status: .internalFault))
        }
    }

    /// SPEC W-65, W-85.
    @Test func `A log that grows is followed, and one that shrinks or forks is refused`()
        async throws
    {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let log = Log()
        let device = try daemon.device(logKey: log.publicKey, origin: log.origin)
        serve(daemon, log, size: 5)
        let first = try await DaemonClient(device, retry: impatient).checkpoint()
        #expect(first.isFirst && first.size == 5)
        serve(daemon, log, size: 13)
        // Another process of the same device remembers it.
        let client = DaemonClient(device, retry: impatient)
        let second = try await client.checkpoint()
        #expect(!second.isFirst && second.size == 13)
        #expect(try await client.checkpoint().root == second.root)
        serve(daemon, log, size: 12)
        #expect(
            await failure { _ = try await client.checkpoint() }?.code == .rollbackSuspected)
        serve(daemon, log, size: 13, history: 1)
        #expect(await failure { _ = try await client.checkpoint() }?.code == .forked)
        serve(daemon, log, size: 20, history: 1)
        #expect(await failure { _ = try await client.checkpoint() }?.code == .forked)
        // What was kept stands: the true log goes on.
        serve(daemon, log, size: 20)
        #expect(try await client.checkpoint().size == 20)
        await daemon.stop()
    }

    /// SPEC W-193.
    @Test func `A device follows the keys of the log from statement to statement, and no further`()
        async throws
    {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let log = Log()
        let (second, third) = (Signer(), Signer())
        let keys = try [log.publicKey, second.key.publicKey, third.key.publicKey].map {
            try #require(NoteKey(name: log.origin, publicKey: $0))
        }
        func statement(_ former: Int, _ new: Int) throws -> String {
            let said = try #require(
                LogKeyStatement(
                    origin: log.origin, madeAt: Instant(milliseconds: 1),
                    until: Instant(milliseconds: 2), former: keys[former].publicKey,
                    new: keys[new].publicKey))
            var note: SignedNote
            if former == 0 {
                note = log.signed(said.text)
            } else {
                note = SignedNote(said.text, signer: second.key, key: keys[1])
            }
            if new == 1 {
                note.sign(with: second.key, key: keys[1])
            } else {
                note.sign(with: third.key, key: keys[2])
            }
            return note.encoded
        }
        let chain = [try statement(0, 1), try statement(1, 2)]
        /// The daemon, whose checkpoint some of the keys sign.
        func serve(_ size: UInt64, signers: Set<Int>, _ statements: [String]) throws {
            var note: SignedNote?
            let text = log.text(size)
            func add(_ made: SignedNote) {
                guard note != nil else { return note = made }
                _ = note?.add(
                    made.signatures[0].bytes,
                    key: keys[made.signatures[0].keyHash == keys[1].hash ? 1 : 2])
            }
            if signers.contains(0) { add(log.signed(text)) }
            if signers.contains(1) { add(SignedNote(text, signer: second.key, key: keys[1])) }
            if signers.contains(2) { add(SignedNote(text, signer: third.key, key: keys[2])) }
            let encoded = try #require(note?.encoded)
            daemon.script { call, _ in
                guard let plain = try? log.answer(call.payload, size: size),
                    var answer = try? MessageCodec.decode(
                        WireCheckpointAnswer.self, from: plain.payload)
                else { return .answer(Answer(status: .internalFault)) }
                (answer.note, answer.logKeys) = (encoded, statements)
                return .answer(Answer(status: .ok, payload: MessageCodec.encode(answer)))
            }
        }
        func told(_ device: UnlockedDevice) async -> ClientError.Code? {
            await failure { _ = try await DaemonClient(device, retry: impatient).checkpoint() }?
                .code
        }
        let device = try daemon.device(logKey: log.publicKey, origin: log.origin)
        // A statement that is told before its key signs leads nowhere yet.
        try serve(3, signers: [0], [chain[0]])
        #expect(await told(device) == nil)
        try serve(4, signers: [0], [])
        #expect(await told(device) == nil)
        try serve(5, signers: [0, 1], [chain[0]])
        #expect(await told(device) == nil)
        // From now on the former key alone is not enough.
        try serve(6, signers: [0], [chain[0]])
        #expect(await told(device) == .badCheckpoint)
        try serve(6, signers: [1], [chain[0]])
        #expect(await told(device) == nil)
        try serve(7, signers: [2], [chain[0]])
        #expect(await told(device) == .logKeyUnfollowed)
        // One that was away for long follows over two.
        let late = try daemon.device(logKey: log.publicKey, origin: log.origin)
        try serve(7, signers: [2], chain)
        #expect(await told(device) == nil)
        #expect(await told(late) == nil)
        let lost = try daemon.device(logKey: log.publicKey, origin: log.origin)
        for broken in [
            [chain[1]], [chain[1], chain[0]], [String(chain[0].dropLast(40)), chain[1]],
        ] {
            try serve(7, signers: [2], broken)
            #expect(await told(lost) == .logKeyUnfollowed)
        }
        await daemon.stop()
    }
    /// SPEC W-175.
    @Test
    func `A shorter log is taken where two signed that the store was restored, and then alone`()
        async throws
    {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let log = Log()
        let device = try daemon.device(logKey: log.publicKey, origin: log.origin)
        serve(daemon, log, size: 8)
        let client = DaemonClient(device, retry: impatient)
        _ = try await client.checkpoint()
        let note = await (try? client.keptNote()).map { String(decoding: $0, as: UTF8.self) }
        #expect(note == log.note(8))
        #expect(try await client.restoration() == nil)
        /// The daemon after it was restored with 5 leaves, and has written others since.
        func tell(lost: String, isSigned: Bool, from turn: UInt64 = 5) {
            var told = WireRestoration()
            told.restoration = RestorationID(high: 1, low: 1).blob
            told.store = StoreID(high: 1, low: 1).blob
            told.note = log.note(5)
            told.lost = lost
            told.proposer = MemberID(high: 1, low: 1).blob
            told.proposedBy = "O"
            told.approvedBy = isSigned ? "C" : ""
            told.approvedAtMs = isSigned ? 1 : 0
            let restoration = told
            daemon.script { call, _ in
                .answer(
                    (try? log.answer(
                        call.payload, size: 12, history: 1, from: turn, restoration: restoration))
                        ?? Answer(status: .internalFault))
            }
        }
        for (lost, isSigned, turn, wanted) in [
            // Two have not signed; they know of less than this device saw, or of another past.
            (log.note(9), false, 5, ClientError.Code.precondition),
            (log.note(7), true, 5, .precondition),
            (log.note(8, history: 2), true, 5, .precondition),
            // The log does not go on from what was restored.
            (log.note(9), true, 3, .forked),
        ] as [(String, Bool, UInt64, ClientError.Code)] {
            tell(lost: lost, isSigned: isSigned, from: turn)
            #expect(await failure { _ = try await client.checkpoint() }?.code == .forked)
            let told = try #require(try await client.restoration())
            #expect(told.isLonger && told.keptSize == 8 && told.restoredSize == 5)
            #expect(await failure { try await client.accept(told) }?.code == wanted)
            // Nor does who signs let go of what he saw for a note of less.
            let less = Array(log.note(7).utf8)
            #expect(
                await failure { try await client.sign(told, lost: less) }?.code == .precondition)
            #expect(try await client.keptNote() == Array(log.note(8).utf8))
        }
        tell(lost: log.note(8), isSigned: true)
        let told = try #require(try await client.restoration())
        #expect(told.isSigned && told.isCovered && told.lostSize == 8)
        try await client.accept(told)
        #expect(try await client.checkpoint().size == 12)
        #expect(try await client.restoration()?.isLonger == false)
        // The same restoration covers no second rollback.
        tell(lost: log.note(30), isSigned: true, from: 6)
        #expect(await failure { _ = try await client.restoration() }?.code == .forked)
        await daemon.stop()
    }

    /// SPEC W-177.
    @Test
    func `A device that missed one of two restorations takes it, and no log that forked`()
        async throws
    {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let log = Log()
        func restoration(_ number: UInt64, note: String, lost: String) -> WireRestoration {
            var told = WireRestoration()
            told.restoration = RestorationID(high: 1, low: number).blob
            told.store = StoreID(high: 1, low: 1).blob
            (told.note, told.lost) = (note, lost)
            told.approvedAtMs = 1
            return told
        }
        // Of 9 leaves 5 were restored; the log went on to 14, of which 11 were restored.
        let first = restoration(1, note: log.note(5), lost: log.note(9))
        let last = restoration(
            2, note: log.note(11, history: 1, from: 5), lost: log.note(14, history: 1, from: 5))
        /// The daemon that goes on after both.
        func goOn(former: [WireRestoration], from turn: UInt64 = 5) {
            daemon.script { call, _ in
                .answer(
                    (try? log.answer(
                        call.payload, size: 20, history: 1, from: turn, then: 11,
                        restoration: last, former: former))
                        ?? Answer(status: .internalFault))
            }
        }
        /// A device that saw 8 leaves of the log as it first was.
        func away() async throws -> DaemonClient {
            let client = DaemonClient(
                try daemon.device(logKey: log.publicKey, origin: log.origin), retry: impatient)
            serve(daemon, log, size: 8)
            _ = try await client.checkpoint()
            return client
        }
        let client = try await away()
        // Told of the last alone, it cannot know; nor of a former one that took nothing of its log.
        goOn(former: [])
        #expect(await failure { _ = try await client.restoration() }?.code == .forked)
        goOn(former: [restoration(1, note: log.note(8), lost: log.note(9))])
        #expect(await failure { _ = try await client.restoration() }?.code == .forked)
        goOn(former: [first])
        #expect(await failure { _ = try await client.checkpoint() }?.code == .forked)
        let told = try #require(try await client.restoration())
        #expect(told.told == first && told.isLonger && told.isCovered && !told.isLast)
        #expect(told.keptSize == 8 && told.restoredSize == 5 && told.lostSize == 9)
        // A log that forked before what was restored is not taken for it.
        goOn(former: [first], from: 3)
        #expect(await failure { try await client.accept(told) }?.code == .forked)
        goOn(former: [first])
        try await client.accept(told)
        #expect(try await client.checkpoint().size == 20)
        let settled = try #require(try await client.restoration())
        #expect(settled.told == last && !settled.isLonger && settled.isLast)
        // Whoever took the first and missed the last takes that one.
        let other = try await away()
        daemon.script { call, _ in
            .answer(
                (try? log.answer(
                    call.payload, size: 13, history: 1, from: 5, restoration: first))
                    ?? Answer(status: .internalFault))
        }
        try await other.accept(try #require(try await other.restoration()))
        #expect(try await other.checkpoint().size == 13)
        goOn(former: [first])
        let second = try #require(try await other.restoration())
        #expect(second.told == last && second.isLonger && second.isLast)
        try await other.accept(second)
        // Both are settled now, and explain no third log.
        goOn(former: [first], from: 2)
        #expect(await failure { _ = try await other.restoration() }?.code == .forked)
        await daemon.stop()
    }

    /// SPEC W-85.
    @Test func `Each run of the daemon is looked at once, before the first call on records`()
        async throws
    {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let log = Log()
        let device = try daemon.device(logKey: log.publicKey, origin: log.origin)
        let size = Mutex<UInt64>(5)
        let list = MessageCodec.encode(WireListFilesAnswer())
        daemon.script { call, _ in
            guard call.method == UInt16(WireMethod.checkpoint.rawValue) else {
                return .answer(Answer(status: .ok, payload: list))
            }
            let answer = try? log.answer(call.payload, size: size.withLock { $0 }, history: 0)
            return .answer(answer ?? Answer(status: .internalFault))
        }
        let client = DaemonClient(device, retry: impatient)
        _ = try await client.listFiles(.all)
        _ = try await client.listFiles(.all)
        let (look, ask) = (
            UInt16(WireMethod.checkpoint.rawValue), UInt16(WireMethod.listFiles.rawValue)
        )
        #expect(daemon.calls.map(\.method) == [look, ask, ask])
        // A daemon that starts again is another run; this one has forgotten.
        let port = daemon.port
        await daemon.stop()
        try await daemon.start(port: port)
        size.withLock { $0 = 4 }
        daemon.forgetCalls()
        #expect(
            await failure { _ = try await client.listFiles(.all) }?.code == .rollbackSuspected)
        let draft = ActDraft(kind: .form, form: "F1", formVersion: 1, definitionVersion: 1)
        let write = await failure {
            _ = try await client.appendAct(FileID(high: 1, low: 2), after: 1, draft)
        }
        #expect(write?.code == .rollbackSuspected && write?.outcome == .notExecuted)
        #expect(daemon.calls.allSatisfy { $0.operationKey == nil })
        // It comes back with all that it knew.
        size.withLock { $0 = 9 }
        _ = try await client.listFiles(.all)
        await daemon.stop()
    }

    /// SPEC W-146.
    @Test func `A leaf that is not where the daemon tells that it is, is an alarm`() async throws {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let log = Log()
        let device = try daemon.device(logKey: log.publicKey, origin: log.origin)
        let client = DaemonClient(device, retry: impatient)
        func answer(_ proof: @escaping @Sendable () throws -> Answer) {
            daemon.script { call, _ in
                let answer =
                    call.method == UInt16(WireMethod.checkpoint.rawValue)
                    ? try? log.answer(call.payload, size: 13) : try? proof()
                return .answer(answer ?? Answer(status: .internalFault))
            }
        }
        let file = FileID(high: 1, low: 2)
        answer { try log.proof(of: 4, size: 13) }
        let act = try #require(try await client.proof(ofAct: 1, of: file))
        #expect(act.index == 4 && act.checkpoint.size == 13)
        #expect(try await client.proof(ofLeaf: 4).hash == act.hash)
        // It is another leaf than the one that was asked for, or of another tree.
        #expect(await failure { _ = try await client.proof(ofLeaf: 5) }?.code == .forked)
        answer { try log.proof(of: 4, size: 13, told: 5) }
        #expect(await failure { _ = try await client.proof(ofLeaf: 5) }?.code == .forked)
        answer { try log.proof(of: 4, size: 12) }
        #expect(await failure { _ = try await client.proof(ofAct: 1, of: file) }?.code == .forked)
        // An act was written before the checkpoint; a leaf by its index may not be there yet.
        answer { Answer(status: .precondition) }
        #expect(await failure { _ = try await client.proof(ofAct: 1, of: file) }?.code == .forked)
        #expect(await failure { _ = try await client.proof(ofLeaf: 99) }?.code == .precondition)
        answer { Answer(status: .notAvailable) }
        #expect(try await client.proof(ofAct: 1, of: file) == nil)
        await daemon.stop()
    }

    @Test func `A note of another key, or no key at all, is refused`() async throws {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let log = Log()
        serve(daemon, log, size: 5)
        let other = try daemon.device(logKey: Log().publicKey, origin: log.origin)
        let stranger = await failure {
            _ = try await DaemonClient(other, retry: impatient).checkpoint()
        }
        #expect(stranger?.code == .logKeyUnfollowed)
        let blind = try daemon.device()
        let unknown = await failure {
            _ = try await DaemonClient(blind, retry: impatient).checkpoint()
        }
        #expect(unknown?.code == .logKeyUnknown)
        await daemon.stop()
    }
}

/// Members, and streams that fill more than one page.
@Suite struct ConversationTests {
    @Test func `An invitation's text holds what the daemon was told, the same on a retry`()
        async throws
    {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        daemon.script { call, number in
            guard number > 0,
                let request = try? MessageCodec.decode(WireInviteRequest.self, from: call.payload)
            else { return .cut }
            var answer = WireInviteAnswer()
            answer.invitation = request.invitation
            answer.needsApproval = true
            answer.expiresAtMs = 5_000
            return .answer(Answer(status: .ok, payload: MessageCodec.encode(answer)))
        }
        let client = DaemonClient(try daemon.device(), retry: impatient)
        var role = WireRoleGrant()
        role.role = "UPE-WORKER"
        role.organisationName = "UPE Fès"
        let issued = try await client.invite(memberName: "Amina", roles: [role])
        let text = try #require(InvitationText(issued.text))
        let request = try MessageCodec.decode(
            WireInviteRequest.self, from: daemon.calls[1].payload)
        #expect(Array(request.secret) == text.secret)
        #expect(InvitationID(blob: request.invitation) == issued.id)
        #expect(text.invitation == issued.id && text.daemonKey == daemon.publicKey)
        #expect(text.address == "127.0.0.1:\(daemon.port)" && issued.needsApproval)
        #expect(daemon.calls[0].payload == daemon.calls[1].payload)
        #expect(daemon.calls[0].operationKey == daemon.calls[1].operationKey)
        await daemon.stop()
    }

    @Test func `An approval signs what the list showed, for this store alone`() async throws {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let client = DaemonClient(try daemon.device(), retry: impatient)
        // The example of SPEC W-87.
        var invitation = WireInvitation()
        invitation.invitation = [UInt8](0xC0...0xCF).blob
        invitation.member = [UInt8](0xD0...0xDF).blob
        invitation.memberName = "Amina"
        var role = WireRoleGrant()
        role.role = "coordinator"
        role.organisation = [UInt8](0xE0...0xEF).blob
        role.organisationName = "any name, which is not signed"
        invitation.roles = [role]
        invitation.issuer = [UInt8](repeating: 0, count: 16).blob
        invitation.expiresAtMs = 1_767_582_245_000
        let digest = try #require(
            [UInt8](
                hexadecimal: "3d6328113f425f00f71b098de428c36e1ab94fc73ae6d697f51048f18647efe3"))
        invitation.digest = digest.blob
        var list = WireListInvitationsAnswer()
        list.store = StoreID(high: 6, low: 6).blob
        list.logSize = 77
        list.invitations = [invitation]
        try await client.approve(invitation, from: list)
        let request = try MessageCodec.decode(
            WireApproveRequest.self, from: try #require(daemon.calls.first).payload)
        let bytes = Array(request.statement)
        let statement = try MessageCodec.decode(WireApprovalStatement.self, from: bytes)
        #expect(statement.operation == 18 && statement.logSize == 77)
        #expect(Array(statement.digest) == digest && statement.store == list.store)
        #expect(statement.target == invitation.invitation)
        #expect(statement.expiresAtMs == 1_767_582_245_000)
        #expect(daemon.calls.first?.operationKey != nil)
        // An invitation that is not in the list, as it was shown, is not approved.
        invitation.digest = Random.bytes(32).blob
        let changed = invitation
        let shown = list
        #expect(
            await failure {
                try await client.approve(changed, from: shown)
            }?.code == .precondition)
        #expect(daemon.calls.count == 1)
        await daemon.stop()
    }

    /// SPEC W-215: what was approved is published, whatever becomes of the line behind it.
    @Test(arguments: [true, false])
    func `A line that is lost behind an approval takes nothing back`(isLost: Bool) async throws {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let client = DaemonClient(try daemon.device(), retry: impatient)
        var shown = WirePublication()
        shown.publication = [UInt8](0xC0...0xCF).blob
        shown.proposer = [UInt8](0xD0...0xDF).blob
        shown.proposedBy = "Amina"
        shown.proposedAtMs = 1_767_582_245_000
        shown.expiresAtMs = 1_768_000_000_000
        shown.hash = SHA256.hash(shown.publishedBytes).blob
        shown.digest =
            SHA256.hash(
                try #require(shown.signedBytes(hash: Array(shown.hash)))
            ).blob
        var read = WireReadPublicationAnswer()
        read.publication = shown
        read.store = StoreID(high: 6, low: 6).blob
        read.logSize = 77
        var published = read
        published.publication.publishedAtMs = 1_767_600_000_000
        let after = MessageCodec.encode(published)
        daemon.script { _, number in
            if number == 0 { return .answer(Answer(status: .ok)) }
            return isLost ? .cut : .answer(Answer(status: .ok, payload: after))
        }
        let now = try await client.publish(read)
        #expect((now == nil) == isLost)
        #expect((now?.publishedAtMs ?? 1_767_600_000_000) == 1_767_600_000_000)
        // Approved is once, however often it is read.
        let approve = UInt16(WireMethod.approve.rawValue)
        #expect(daemon.calls.map(\.method).filter { $0 == approve }.count == 1)
        await daemon.stop()
    }

    /// SPEC W-121: what is signed of a lower level of risk is made of what was read.
    @Test func `The approval of a lower level signs what the file showed`() async throws {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let client = DaemonClient(try daemon.device(), retry: impatient)
        var downgrade = WirePendingChange()
        downgrade.act = [UInt8](0xB0...0xBF).blob
        downgrade.sequence = 6
        (downgrade.standing, downgrade.proposed) = ("R4", "R1")
        downgrade.author = [UInt8](0xC0...0xCF).blob
        downgrade.authorName = "Amina"
        downgrade.atMs = 1_767_582_245_000
        downgrade.expiresAtMs = 1_767_600_000_000
        downgrade.logSize = 77
        downgrade.store = StoreID(high: 6, low: 6).blob
        let file = try #require(FileID([UInt8](0xA0...0xAF)))
        let number = try #require(FileNumber("7K3M-92QA-Y"))
        var view = FileView(
            file: file, number: number, sequence: 9, heads: Heads(), tasks: [], classes: .social,
            downgrade: downgrade)
        try await client.approve(.risk, of: view)
        let request = try MessageCodec.decode(
            WireApproveRequest.self, from: try #require(daemon.calls.first).payload)
        let statement = try MessageCodec.decode(
            WireApprovalStatement.self, from: Array(request.statement))
        // The example of the clause.
        #expect(
            statement.digest.hexadecimal
                == "d5253aa5bc8f2a7e10897428f3b43cf756758882df8352fc4bc262a04d0946ce")
        #expect(statement.operation == 65 && statement.target == file.blob)
        #expect(statement.logSize == 77 && statement.store == downgrade.store)
        #expect(statement.expiresAtMs == 1_767_600_000_000 && statement.nonce.count == 16)
        #expect(request.signature.count == 64 && daemon.calls.first?.operationKey != nil)
        view.downgrade = nil
        let nothing = view
        #expect(
            await failure { try await client.approve(.risk, of: nothing) }?.code
                == .precondition)
        #expect(daemon.calls.count == 1)
        await daemon.stop()
    }

    /// SPEC W-87: a daemon that shows one invitation and has another signed.
    @Test func `Nothing is signed where the digest is not that of what is shown`() async throws {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let client = DaemonClient(try daemon.device(), retry: impatient)
        var role = WireRoleGrant()
        role.role = "UPE-WORKER"
        role.organisation = OrganisationID(high: 1, low: 1).blob
        var honest = WireInvitation()
        honest.invitation = InvitationID(high: 4, low: 4).blob
        honest.member = MemberID(high: 5, low: 5).blob
        honest.memberName = "أمينة"
        honest.roles = [role]
        honest.issuer = MemberID(high: 6, low: 6).blob
        honest.expiresAtMs = 9_000
        honest.digest = try #require(InvitationDigest.of(honest)).blob
        let lies: [(inout WireInvitation) -> Void] = [
            { $0.invitation = InvitationID(high: 4, low: 5).blob },
            { $0.member = MemberID(high: 5, low: 6).blob },
            { $0.memberName = "أمين" },
            { $0.roles[0].role = "OPERATOR" },
            { $0.roles[0].organisation = OrganisationID(high: 1, low: 2).blob },
            { $0.roles.append($0.roles[0]) },
            { $0.roles = [] },
            { $0.issuer = MemberID(high: 6, low: 7).blob },
            { $0.expiresAtMs += 1 },
            { $0.digest = Random.bytes(32).blob },
            { $0.digest = [UInt8]().blob },
            { $0.member = [UInt8]().blob },
        ]
        for (number, lie) in lies.enumerated() {
            var shown = honest
            lie(&shown)
            var list = WireListInvitationsAnswer()
            list.store = StoreID(high: 6, low: 6).blob
            list.invitations = [shown]
            let (invitation, told) = (shown, list)
            let error = await failure { try await client.approve(invitation, from: told) }
            #expect(error?.code == .digestMismatch, "\(number)")
            #expect(error?.exitStatus == 2 && error?.outcome == .notExecuted)
        }
        #expect(daemon.calls.isEmpty)
        var list = WireListInvitationsAnswer()
        list.store = StoreID(high: 6, low: 6).blob
        list.invitations = [honest]
        try await client.approve(honest, from: list)
        #expect(daemon.calls.count == 1)
        await daemon.stop()
    }

    /// SPEC W-59, W-86.
    @Test func `A signature is over the label and the statement`() async throws {
        let seed = [UInt8](1...32)
        let keys = OwnKeys()
        let record = DeviceRecord(
            keys: keys, preSharedKey: SecretKey(), device: .zero, member: .zero,
            daemonKeys: [DaemonKey(id: 1, publicKey: seed)], address: "h:1", label: "x",
            logOrigin: "", logKey: [])
        let publicKey = SigningKey(seed: record.keys.seed).publicKey
        let device = try UnlockedDevice(withoutPassphrase: record, profile: try temporaryProfile())
        let signature = try await device.signApproval(seed)
        let signed = Array("madar/1 approval".utf8) + seed
        let isValid = SigningKey.isValid(
            signature: signature.rawSpan, of: signed.rawSpan, by: publicKey.rawSpan)
        let isBare = SigningKey.isValid(
            signature: signature.rawSpan, of: seed.rawSpan, by: publicKey.rawSpan)
        #expect(isValid && !isBare)
    }

    @Test func `A history that fills a page is asked for on`() async throws {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let text = String(repeating: "x", count: 16_000)
        daemon.script { call, _ in
            let request = try? MessageCodec.decode(WireHistoryRequest.self, from: call.payload)
            var content: [UInt8] = []
            for sequence in (request?.fromSequence ?? 1)...UInt64(80) {
                var act = WirePartialAct()
                act.act = ActID(high: 1, low: sequence).blob
                act.sequence = sequence
                act.classes = 4
                act.values = [WireFieldValue(FieldValue("note", .text(text)))]
                let message = MessageCodec.encode(act)
                guard content.count + 4 + message.count <= FramingLimits.pageByteCountMax else {
                    break
                }
                Delimited.append(message, to: &content)
            }
            return .answer(Answer(status: .ok, content: content))
        }
        let client = DaemonClient(try daemon.device(), retry: impatient)
        let acts = try await client.history(FileID(high: 1, low: 1))
        #expect(acts.map(\.sequence) == Array(1...80))
        #expect(daemon.calls.count == 2)
        await daemon.stop()
    }
}

/// What members and organisations are called.
@Suite struct NameTests {
    @Test func `A name is known once an answer has told it, and of nobody else`() async throws {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let (author, other) = (MemberID(high: 3, low: 3), MemberID(high: 4, low: 4))
        daemon.script { _, _ in
            var heading = WireHeading()
            heading.kind = .form
            heading.author = author.blob
            heading.organisation = OrganisationID(high: 5, low: 5).blob
            var act = WirePartialAct()
            act.act = ActID(high: 1, low: 1).blob
            act.sequence = 1
            act.heading = heading
            act.names = [WireName()]
            act.names[0].id = author.blob
            act.names[0].name = "نعيمة"
            var answer = WireReadActAnswer()
            answer.act = act
            return .answer(Answer(status: .ok, payload: MessageCodec.encode(answer)))
        }
        let client = DaemonClient(try daemon.device(), retry: impatient)
        #expect(client.name(of: author) == nil)
        _ = try await client.readAct(FileID(high: 9, low: 9), 1)
        #expect(client.name(of: author) == "نعيمة")
        #expect(client.name(of: other) == nil)
        await daemon.stop()
    }
}
