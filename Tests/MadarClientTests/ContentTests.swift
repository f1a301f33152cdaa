import Basics
import Circuit
import ClientSupport
import Framing
import Mapping
import Messages
import Secrets
import Session
import Testing

@testable import MadarClient

private typealias Attachment = Circuit.Attachment

/// SPEC W-100: what a picture tells beside itself stays on this machine.
@Suite struct CleanedContentTests {
    private static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
        let length = body.count + 2
        return [0xFF, marker, UInt8(length >> 8), UInt8(length & 0xFF)] + body
    }

    private static func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(UInt32(body.count))
        return bytes + Array(type.utf8) + body + [1, 2, 3, 4]
    }

    private static func exif(turn: UInt8, isLittle: Bool) -> [UInt8] {
        let place = Array("GPS 34 N".utf8)
        let body: [UInt8] =
            isLittle
            ? Array("II".utf8) + [
                42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, turn, 0, 0, 0,
            ]
            : Array("MM".utf8) + [
                0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turn, 0, 0,
            ]
        return Array("Exif\0\0".utf8) + body + place
    }

    private static let looks =
        segment(0xE0, Array("JFIF\0".utf8) + [1, 2]) + segment(0xE2, Array("ICC_PROFILE\0x".utf8))
        + segment(0xEE, Array("Adobe".utf8) + [0]) + segment(0xDB, [9, 9])
    /// A scan with a stuffed byte and a restart marker in it, and a second scan.
    private static let scans: [UInt8] =
        segment(0xDA, [1]) + [7, 0xFF, 0, 7, 0xFF, 0xD0, 7] + segment(0xC4, [5])
        + segment(0xDA, [2]) + [8, 8]

    @Test func `A JPEG keeps how it looks and nothing else`() throws {
        let told =
            Self.segment(0xE1, Array("http://ns.adobe.com/xap/1.0/\0secret".utf8))
            + Self.segment(0xED, Array("Photoshop secret".utf8))
            + Self.segment(0xE2, Array("MPF\0secret".utf8))
            + Self.segment(0xE0, Array("JFXX\0secret".utf8))
            + Self.segment(0xFE, Array("secret".utf8))
        let file =
            [0xFF, 0xD8] + told + Self.looks + Self.scans + [0xFF, 0xD9] + Array("film".utf8)
        let content = try CleanedContent(file)
        #expect(content.kind == .jpeg)
        #expect(content.bytes == [0xFF, 0xD8] + Self.looks + Self.scans + [0xFF, 0xD9])
    }

    @Test(arguments: [true, false], [UInt8(1), 3, 6, 8, 9])
    func `How a JPEG is to be turned stays, and where it was taken does not`(
        isLittle: Bool, turn: UInt8
    ) throws {
        let exif = Self.segment(0xE1, Self.exif(turn: turn, isLittle: isLittle))
        let content = try CleanedContent([0xFF, 0xD8] + exif + Self.scans + [0xFF, 0xD9])
        let rest = content.bytes.dropFirst(2).dropLast(Self.scans.count + 2)
        guard (2...8).contains(turn) else {
            #expect(rest.isEmpty)
            return
        }
        // Read again, it turns the picture as before.
        let again = try CleanedContent(content.bytes)
        #expect(again.bytes == content.bytes)
        #expect(rest.count == 36 && rest.contains(turn))
        #expect(!rest.contains(UInt8(ascii: "G")))
    }

    @Test func `A PNG keeps what shows it and nothing else`() throws {
        let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
        let shown = Self.chunk("IHDR", [1]) + Self.chunk("sRGB", [0]) + Self.chunk("IDAT", [5, 5])
        let told = ["tEXt", "iTXt", "zTXt", "eXIf", "tIME", "maDr"]
            .flatMap { Self.chunk($0, Array("secret".utf8)) }
        let end = Self.chunk("IEND", [])
        let content = try CleanedContent(signature + told + shown + told + end + [9])
        #expect(content.kind == .png)
        #expect(content.bytes == signature + shown + end)
    }

    @Test func `Whatever is cut short is refused, and nothing is read beyond its end`() {
        let jpeg = [0xFF, 0xD8] + Self.looks + Self.scans + [0xFF, 0xD9]
        let png: [UInt8] =
            [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Self.chunk("IHDR", [1])
            + Self.chunk("IEND", [])
        for whole in [jpeg, png] {
            for count in 1..<whole.count {
                #expect(throws: CleanedContent.Refusal.unreadable) {
                    try CleanedContent(Array(whole.prefix(count)))
                }
            }
        }
        #expect(throws: CleanedContent.Refusal.empty) { try CleanedContent([]) }
        #expect(throws: CleanedContent.Refusal.unreadable) {
            try CleanedContent(Array("GIF89a".utf8))
        }
        #expect(throws: CleanedContent.Refusal.tooLarge) {
            try CleanedContent([UInt8](repeating: 0xFF, count: CleanedContent.byteCountMax + 1))
        }
    }

    @Test func `A promise is of the cleaned content, and its name fits`() throws {
        let content = try CleanedContent(Array("%PDF-1.7 text".utf8))
        #expect(content.kind == .pdf)
        let promise = content.attachment(named: String(repeating: "صورة", count: 60))
        #expect(promise.byteCount == 13 && promise.sha256 == SHA256.hash(content.bytes))
        #expect(promise.name.utf8.count == 256)
        #expect(promise.id != content.attachment(named: "").id)
    }
}

/// What waits, sealed, on a device beside its acts.
@Suite struct HeldContentTests {
    private static let file = FileID(high: 9, low: 9)

    private static func attachment(_ content: [UInt8]) -> Attachment {
        Attachment(
            id: AttachmentID(high: Random.number(), low: Random.number()), kind: .png,
            byteCount: UInt32(content.count), sha256: SHA256.hash(content), name: "صورة")
    }

    private static func act(_ promised: [Attachment]) -> ActDraft {
        var draft = ActDraft(kind: .form, form: "F1", formVersion: 1, definitionVersion: 1)
        draft.values = promised.enumerated().map { place, attachment in
            FieldValue("attachments", row: UInt16(place), .attachment(attachment))
        }
        return draft
    }

    @Test func `A content is read again at any place, across its pieces`() async throws {
        let daemon = ScriptedDaemon()
        let device = try daemon.device()
        let contents = HeldContents(device)
        let size = ClientLimits.heldPieceByteCount
        let content = Random.bytes(2 * size + 77)
        let attachment = Self.attachment(content)
        try await contents.hold(attachment, content)
        #expect(try await contents.held(attachment.id) == attachment)
        let reader = HeldReader(attachment.id, contents)
        for (offset, count) in [(0, 10), (size - 3, 7), (2 * size, 77), (5, 2 * size)] {
            #expect(
                try await reader.read(offset, count) == Array(content[offset..<(offset + count)]))
        }
        #expect(await failure { _ = try await reader.read(2 * size, 78) }?.code == .keptFileDamaged)
        var whole: [UInt8] = []
        try await contents.read(attachment) { whole += $0 }
        #expect(whole == content)
        try await contents.drop(attachment.id)
        #expect(try await device.kept().isEmpty)
    }

    @Test func `An upload and a place read as they were written`() {
        let place = AttachmentPlace(
            file: Self.file, sequence: 7, attachment: Self.attachment([1, 2, 3]))
        #expect(AttachmentPlace(place.bytes) == place)
        #expect(AttachmentPlace(Array(place.bytes.dropLast())) == nil)
        for refusal in [nil, ClientError(.notAvailable, outcome: .refused, status: 0x0104)] {
            let upload = WaitingUpload(
                number: 4, place: place, field: "photo", fileNumber: "7K3M-92QA-Y",
                enteredAt: Instant(milliseconds: 5), refusal: refusal)
            #expect(WaitingUpload(number: 4, upload.bytes) == upload)
            #expect(WaitingUpload(number: 4, upload.bytes + [0]) == nil)
            #expect(WaitingUpload(number: 4, Array(upload.bytes.dropLast())) == nil)
        }
    }

    @Test func `Once an act is taken its contents wait, each once, though the answer came twice`()
        async throws
    {
        let daemon = ScriptedDaemon()
        try await daemon.start()
        let device = try daemon.device()
        daemon.script { call, _ in
            guard call.method == 65 else {
                return .answer(Answer(status: .ok, payload: call.payload))
            }
            var answer = WireAppendActAnswer()
            answer.act = ActID(high: 1, low: 1).blob
            answer.sequence = 6
            return .answer(Answer(status: .ok, payload: MessageCodec.encode(answer)))
        }
        let caller = DirectCaller(device, retry: impatient)
        let client = DaemonClient(caller: caller, keeper: device)
        let outbox = Outbox(caller: caller, keeper: device)
        let contents = HeldContents(device)
        let (held, foreign) = (Self.attachment([1, 2, 3]), Self.attachment([4]))
        try await contents.hold(held, [1, 2, 3])
        let call = try await client.prepareAct(Self.file, after: 5, Self.act([held, foreign]))
        for _ in 0..<2 {
            let number = try await outbox.enqueue(
                call, enteredAt: Instant(milliseconds: 5), fileNumber: "7K3M-92QA-Y",
                isUnsearched: false)
            _ = try await outbox.deliver(number)
        }
        let waiting = try await Uploads.records(device)
        #expect(waiting.map(\.place.attachment) == [held])
        #expect(waiting.first?.place.sequence == 6 && waiting.first?.place.file == Self.file)
        #expect(waiting.first?.number == 2)
        // The next number is of no entry and of no upload.
        let next = try await outbox.enqueue(
            call, enteredAt: Instant(milliseconds: 5), fileNumber: "", isUnsearched: false)
        #expect(next == 4)
        await daemon.stop()
    }

    @Test func `What nothing needs is let go, what an act or an upload needs is not`() async throws
    {
        let daemon = ScriptedDaemon()
        let device = try daemon.device()
        let outbox = Outbox(caller: DirectCaller(device, retry: impatient), keeper: device)
        let contents = HeldContents(device)
        let kept = (0..<3).map { Self.attachment([UInt8($0)]) }
        for (place, attachment) in kept.enumerated() {
            try await contents.hold(attachment, [UInt8(place)])
        }
        // A fetch that was never finished leaves pieces without a name.
        try await device.keep(HeldContents.name(AttachmentID(high: 1, low: 1), 0), [1])
        var request = WireAppendActRequest()
        request.file = Self.file.blob
        request.afterSequence = 1
        request.draft = WireActDraft(Self.act([kept[0]]))
        let call = PreparedCall(
            .appendAct, payload: MessageCodec.encode(request),
            operationKey: [UInt8](repeating: 1, count: 16))
        let number = try await outbox.enqueue(
            call, enteredAt: Instant(milliseconds: 1), fileNumber: "", isUnsearched: false)
        let upload = WaitingUpload(
            number: 9,
            place: AttachmentPlace(file: Self.file, sequence: 1, attachment: kept[1]),
            field: "photo", fileNumber: "", enteredAt: Instant(milliseconds: 1))
        try await device.keep(Uploads.name(9), upload.bytes)
        try await outbox.release()
        #expect(try await contents.all() == Set(kept.prefix(2).map(\.id)))
        #expect(try await outbox.drop(number))
        #expect(try await contents.all() == [kept[1].id])
        let uploads = Uploads(
            carrier: DirectCaller(device, retry: impatient), keeper: device)
        #expect(try await uploads.drop(9))
        #expect(try await !uploads.drop(9))
        #expect(try await device.kept().isEmpty)
    }
}

/// SPEC W-111: how far a client has dealt with its events.
@Suite struct EventPlaceTests {
    private static let file = FileID(high: 3, low: 4)

    private static func due(_ task: String, at time: Int64) -> FileEvent.Kind {
        .due(file, task: task, at: Instant(milliseconds: time))
    }

    @Test func `A task that fell due is told once, though the daemon tells it again`() {
        var place = EventPlace()
        #expect(place.take(Self.due("A", at: 10), position: 1) != nil)
        #expect(place.take(Self.due("B", at: 10), position: 1) != nil)
        // Kept and read again, as after a restart: the daemon tells that very time once more.
        guard var kept = EventPlace(place.bytes) else {
            Issue.record("the place does not read")
            return
        }
        #expect(kept == place)
        #expect(kept.take(Self.due("A", at: 10), position: 2) == nil)
        #expect(kept.take(Self.due("C", at: 10), position: 2)?.place.position == 2)
        #expect(kept.take(Self.due("A", at: 11), position: 2) != nil)
        #expect(kept.take(.act(Self.file, sequence: 2), position: 3) != nil)
        #expect(kept.position == 3)
    }

    @Test func `Events and places read as they were written`() {
        var place = EventPlace()
        #expect(EventPlace(place.bytes) == place)
        for kind: FileEvent.Kind in [
            .ready, .resync, .act(Self.file, sequence: 9), Self.due("REVIEW", at: 1_700),
        ] {
            guard let event = place.take(kind, position: 5) else {
                Issue.record("not told")
                continue
            }
            #expect(FileEvent(event.bytes) == event)
            #expect(FileEvent(Array(event.bytes.dropLast(30))) == nil)
        }
        #expect(EventPlace([]) == nil && EventPlace([2] + place.bytes.dropFirst()) == nil)
    }
}
