import Basics
import Circuit
import ClientSupport
import Framing
import Glibc
import Mapping
import Messages
import Secrets
import Session
import Testing

@testable import MadarClient

/// Answers that wait on a device, on a real disk.
@Suite struct DraftTests {
    private static let file = FileID(high: 9, low: 9)
    private static let said = "قالت إنها تخاف من العودة إلى البيت"

    private static func draft(
        _ number: UInt32 = 1, said: String = said, at time: Int64 = 1_700_000_000_000
    ) -> Draft {
        var draft = Draft(
            .act, number: number, file: file, fileNumber: "7K3M-92QA-Y",
            now: Instant(milliseconds: time))
        var act = ActDraft(
            kind: .transition, form: "F2", formVersion: 3, definitionVersion: 7, to: "LISTEN")
        act.values = [
            FieldValue("narration", .text(said)),
            FieldValue("relative_link", row: 2, .choice("MOTHER")),
        ]
        draft.acts = [act]
        draft.declined = [FieldValue("sex", .choice("F"))]
        draft.last = Draft.Place("relative_link", row: 2)
        return draft
    }

    private static func picture(_ low: UInt64) -> Circuit.Attachment {
        Circuit.Attachment(
            id: AttachmentID(high: 7, low: low), kind: .jpeg, byteCount: 1,
            sha256: [UInt8](repeating: 1, count: 32), name: "")
    }

    private func device() throws -> UnlockedDevice { try ScriptedDaemon().device() }

    private func names(_ device: UnlockedDevice) async throws -> [String] {
        try await device.kept().filter { $0.hasPrefix("draft.") }
    }

    @Test func `A draft reads as it was written, and nothing else does`() {
        let draft = Self.draft()
        #expect(Draft(key: draft.key, draft.bytes) == draft)
        #expect(draft.answerCount == 3)
        let opening = Draft(
            .opening, number: 2, file: nil, fileNumber: "", now: Instant(milliseconds: -5))
        #expect(Draft(key: opening.key, opening.bytes) == opening)
        #expect(Draft(key: draft.key, Array(draft.bytes.prefix(120))) == nil)
        #expect(Draft(key: draft.key, []) == nil)
        var later = draft.bytes
        later[4] = 2
        #expect(Draft(key: draft.key, later) == nil)
        var longer = draft.bytes
        longer[3] &+= 1
        #expect(Draft(key: draft.key, longer) == nil)
    }

    @Test func `Sizes on disk tell little of what was answered`() async throws {
        let device = try device()
        let drafts = Drafts(device)
        try await drafts.keep(Self.draft(1, said: "x"))
        try await drafts.keep(Self.draft(2, said: String(repeating: "خوف ", count: 200)))
        let sizes = try await names(device).map { name in
            contents(of: device.profile.keptFolder + "/" + name).count
        }
        #expect(sizes.count == 2)
        #expect(Set(sizes).count == 1)
        let long = Self.draft(3, said: String(repeating: "خوف ", count: 2_000))
        let longer = Self.draft(4, said: String(repeating: "خوف ", count: 2_001))
        #expect(long.bytes.count == longer.bytes.count)
    }

    @Test func `Nothing of the answers lies in clear, and another device reads none of it`()
        async throws
    {
        let (device, other) = (try device(), try self.device())
        let draft = Self.draft()
        try await Drafts(device).keep(draft)
        let name = try #require(try await names(device).first)
        let bytes = contents(of: device.profile.keptFolder + "/" + name)
        for text in [Self.said, "narration", "MOTHER", "LISTEN", "7K3M-92QA-Y", "relative_link"] {
            let needle = Array(text.utf8)
            let isThere = bytes.indices.contains { bytes[$0...].starts(with: needle) }
            #expect(!isThere, "\(text)")
        }
        // Where the member of another profile of this machine gets hold of the file itself.
        try ClientFile.makeFolder(other.profile.keptFolder)
        put(bytes, at: other.profile.keptFolder + "/" + name)
        let seen = try await Drafts(other).all()
        #expect(seen.drafts.isEmpty && seen.unreadableCount == 1)
    }

    @Test func `Drafts keep their order, and a number occurs once`() async throws {
        let drafts = Drafts(try device())
        for draft in [
            Self.draft(2, at: 5), Self.draft(1, at: 9), Self.draft(2, at: 6), Self.draft(3, at: 1),
        ] {
            try await drafts.keep(draft)
        }
        let all = try await drafts.all().drafts
        #expect(all.map(\.number) == [1, 2, 3, 4])
        #expect(all.map(\.startedAt.milliseconds) == [9, 5, 6, 1])
        #expect(try await drafts.count() == 4)
    }

    @Test func `One too many is refused, and one that is there is written over`() async throws {
        let drafts = Drafts(try device())
        var first = Self.draft(1)
        for number in 1...UInt32(ClientLimits.draftsMax) {
            let draft = Self.draft(number)
            if number == 1 { first = draft }
            try await drafts.keep(draft)
        }
        #expect(await failure { try await drafts.keep(Self.draft(99)) }?.code == .keptTooMuch)
        first.last = nil
        try await drafts.keep(first)
        #expect(try await drafts.all().drafts.first == first)
        try await drafts.forget(first)
        try await drafts.keep(Self.draft(99))
        #expect(try await !drafts.holds(first))
    }

    @Test func `One that is too large is refused and leaves the last one as it was`() async throws {
        let drafts = Drafts(try device())
        var draft = Self.draft()
        try await drafts.keep(draft)
        let kept = draft
        let long = FieldValue("narration", .text(String(repeating: "x", count: 60_000)))
        draft.acts = (0..<5).map { place in
            ActDraft(kind: .form, form: "F\(place)", definitionVersion: 1, values: [long])
        }
        #expect(await failure { try await drafts.keep(draft) }?.code == .keptTooMuch)
        #expect(try await drafts.all().drafts == [kept])
    }

    @Test func `A damaged draft is counted and stays`() async throws {
        let device = try device()
        let drafts = Drafts(device)
        try await drafts.keep(Self.draft(1))
        try await drafts.keep(Self.draft(2))
        let name = try #require(try await names(device).first)
        let path = device.profile.keptFolder + "/" + name
        var bytes = contents(of: path)
        bytes[bytes.count / 2] ^= 1
        put(bytes, at: path)
        let seen = try await drafts.all()
        #expect(seen.drafts.count == 1 && seen.unreadableCount == 1)
        #expect(try await names(device).count == 2)
    }

    // MARK: - What becomes of it

    private struct Bench {
        let daemon = ScriptedDaemon()
        let device: UnlockedDevice
        let client: DaemonClient
        let outbox: Outbox
        let drafts: Drafts

        init() async throws {
            try await daemon.start()
            daemon.script { call, _ in
                guard call.method == 65 else {
                    return .answer(Answer(status: .ok, payload: call.payload))
                }
                var answer = WireAppendActAnswer()
                answer.act = ActID(high: 1, low: 1).blob
                answer.sequence = 6
                return .answer(Answer(status: .ok, payload: MessageCodec.encode(answer)))
            }
            device = try daemon.device()
            let caller = DirectCaller(device, retry: impatient)
            client = DaemonClient(caller: caller, keeper: device)
            outbox = Outbox(caller: caller, keeper: device)
            drafts = Drafts(device)
        }

        func call(_ draft: Draft) async throws -> PreparedCall {
            try await client.prepareAct(
                DraftTests.file, after: 5, try #require(draft.acts.first), key: draft.key)
        }

        func enqueue(_ call: PreparedCall) async throws -> UInt64 {
            try await outbox.enqueue(
                call, enteredAt: Instant(milliseconds: 5), fileNumber: "", isUnsearched: false)
        }
    }

    @Test func `A draft goes when its write is in the outbox`() async throws {
        let bench = try await Bench()
        let (draft, other) = (Self.draft(1), Self.draft(2))
        try await bench.drafts.keep(draft)
        try await bench.drafts.keep(other)
        let call = try await bench.call(draft)
        #expect(call.draftKey == draft.key)
        _ = try await bench.enqueue(call)
        #expect(try await bench.drafts.all().drafts == [other])
        #expect(try await bench.outbox.entries().first?.draft == draft.acts.first)
        await bench.daemon.stop()
    }

    /// The crash lies between the write that is kept and the draft that is dropped.
    @Test func `A draft that a crash left beside its write is known by it, and goes with it`()
        async throws
    {
        let bench = try await Bench()
        let draft = Self.draft()
        let number = try await bench.enqueue(try await bench.call(draft))
        try await bench.drafts.keep(draft)
        let entry = try #require(try await bench.outbox.entries().first)
        #expect(entry.call.draftKey == draft.key)
        _ = try await bench.outbox.deliver(number)
        // Where the entry is let go, no draft is left that could become the same act once more.
        #expect(try await bench.outbox.entries().isEmpty)
        #expect(try await bench.drafts.count() == 0)
        #expect(bench.daemon.calls.count { $0.method == 65 } == 1)

        let again = try await bench.enqueue(try await bench.call(draft))
        try await bench.drafts.keep(draft)
        #expect(try await bench.outbox.drop(again))
        #expect(try await bench.drafts.count() == 0)
        await bench.daemon.stop()
    }

    @Test func `The pictures of a draft are held as long as it is`() async throws {
        let bench = try await Bench()
        let contents = HeldContents(bench.device)
        let (mine, stray) = (Self.picture(1), Self.picture(2))
        for attachment in [mine, stray] { try await contents.hold(attachment, [1]) }
        var draft = Self.draft()
        draft.acts[0].values.append(FieldValue("photo", .attachment(mine)))
        try await bench.drafts.keep(draft)
        try await bench.outbox.release()
        #expect(try await contents.all() == [mine.id])
        try await bench.drafts.forget(draft)
        try await bench.outbox.release([mine.id])
        #expect(try await contents.all().isEmpty)
        await bench.daemon.stop()
    }
}
