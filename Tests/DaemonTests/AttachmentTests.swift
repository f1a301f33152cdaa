import Basics
import Circuit
import Framing
import Messages
import ProvinceSupport
import Secrets
import Session
import Testing

@testable import Daemon

/// Attachments over real connections to a whole daemon: what an act promises comes in chunks.
@Suite(.serialized) struct AttachmentTests {
    private static let chunk = 65_536

    /// One attachment with the content that was promised, or with another.
    private struct Picture {
        let promise: Circuit.Attachment
        let content: [UInt8]
        let file: FileID

        var status: [UInt8] {
            var request = WireUploadStatusRequest()
            request.file = file.blob
            request.sequence = 1
            request.attachment = promise.id.blob
            return MessageCodec.encode(request)
        }

        func upload(from offset: Int) -> [UInt8] {
            var request = WireUploadRequest()
            request.file = file.blob
            request.sequence = 1
            request.attachment = promise.id.blob
            request.offset = UInt32(offset)
            return MessageCodec.encode(request)
        }

        func download(from offset: Int) -> [UInt8] {
            var request = WireDownloadRequest()
            request.file = file.blob
            request.sequence = 1
            request.attachment = promise.id.blob
            request.offset = UInt32(offset)
            return MessageCodec.encode(request)
        }
    }

    private func running(_ body: (Unit, DeviceConnection) async throws -> Void) async throws {
        let province = try await RunningProvince(
            coordinatorRoles: ["CAPE-COORDINATOR", "UPE-WORKER"])
        do {
            let unit = try await Unit(province)
            try await body(unit, try await unit.connect(unit.coordinator))
        } catch {
            await province.end()
            throw error
        }
        await province.end()
    }

    /// Opens a file whose opening promises a picture.
    private func open(
        _ unit: Unit, _ session: DeviceConnection, byteCount: Int
    ) async throws -> Picture {
        let content = Random.bytes(byteCount)
        let promise = Circuit.Attachment(
            id: AttachmentID(high: Random.number(), low: Random.number()), kind: .jpeg,
            byteCount: UInt32(byteCount), sha256: SHA256.hash(content), name: "صورة")
        let file = try await unit.open(
            session,
            [
                FieldValue("photo", .attachment(promise)),
                FieldValue("photo_permission", .flag(true)),
            ])
        return Picture(promise: promise, content: content, file: file)
    }

    private func status(
        _ picture: Picture, _ session: DeviceConnection
    ) async throws -> WireUploadStatusAnswer {
        try MessageCodec.decode(
            WireUploadStatusAnswer.self,
            from: try await session.get(.uploadStatus, picture.status))
    }

    /// Begins a stream call and gives it with the status of its answer.
    private func begin(
        _ method: WireMethod, _ payload: [UInt8], _ session: DeviceConnection
    ) async throws -> (stream: ClientStream, status: StatusCode) {
        let stream = try await session.open(
            method: UInt16(method.rawValue), payload: payload)
        return (stream, try await stream.head().status)
    }

    /// Sends bytes and the end, and gives what was told of progress.
    private func send(
        _ bytes: some Collection<UInt8>, on stream: ClientStream
    ) async throws -> [WireUploadProgress] {
        async let told = read(stream)
        if try await stream.write(Array(bytes)) { stream.finish() }
        var content = try await told
        var progress: [WireUploadProgress] = []
        while content.count >= 4 {
            let count = content.prefix(4).reduce(0) { $0 << 8 | Int($1) }
            progress.append(
                try MessageCodec.decode(
                    WireUploadProgress.self, from: Array(content[4..<4 + count])))
            content.removeFirst(4 + count)
        }
        return progress
    }

    private func read(_ stream: ClientStream) async throws -> [UInt8] {
        var content: [UInt8] = []
        while let piece = try await stream.read() { content += piece }
        return content
    }

    /// SPEC W-100, W-101, W-102, W-103: sent in three goes over three connections, read in two.
    @Test func anUploadGoesOnWhereItWasCut() async throws {
        try await running { unit, session in
            var session = session
            let picture = try await open(unit, session, byteCount: 5 * Self.chunk + 777)
            #expect(try await status(picture, session).offset == 0)
            let early = try await begin(.download, picture.download(from: 0), session)
            #expect(early.status == .precondition)

            // Two chunks and a half, then the caller ends: the half is not kept.
            var call = try await begin(.upload, picture.upload(from: 0), session)
            #expect(call.status == .ok)
            let first = try await send(
                picture.content[..<(2 * Self.chunk + 9_000)], on: call.stream)
            #expect(first.map(\.offset) == [65_536, 131_072])

            // The line is cut in the middle of the fourth chunk.
            call = try await begin(.upload, picture.upload(from: 2 * Self.chunk), session)
            let half = picture.content[(2 * Self.chunk)..<(3 * Self.chunk + 30_000)]
            _ = try await call.stream.write(Array(half))
            while try await status(picture, session).offset < 3 * Self.chunk {}
            await session.close()

            session = try await unit.connect(unit.coordinator)
            #expect(try await status(picture, session).offset == 3 * 65_536)
            let wrong = try await begin(.upload, picture.upload(from: Self.chunk), session)
            #expect(wrong.status == .conflict)
            call = try await begin(.upload, picture.upload(from: 3 * Self.chunk), session)
            let last = try await send(picture.content[(3 * Self.chunk)...], on: call.stream)
            #expect(last.last?.isWhole == true)
            #expect(last.last.map { Int($0.offset) } == picture.content.count)
            #expect(try await status(picture, session).isWhole)
            // Whoever did not hear that, and sends again, hears it at once.
            call = try await begin(.upload, picture.upload(from: 0), session)
            #expect(try await send([], on: call.stream).map(\.isWhole) == [true])

            // A colleague of the unit reads it, from the middle of a chunk too.
            try await unit.province.restart()
            let theirs = try await unit.connect(unit.colleague)
            let whole = try await begin(.download, picture.download(from: 0), theirs)
            #expect(whole.status == .ok)
            #expect(try await read(whole.stream) == picture.content)
            let rest = try await begin(.download, picture.download(from: 100_000), theirs)
            #expect(try await read(rest.stream) == Array(picture.content[100_000...]))
            let end = try await begin(
                .download, picture.download(from: picture.content.count), theirs)
            #expect(try await read(end.stream).isEmpty)
        }
    }

    /// SPEC W-102: content with another hash than the act promises is not kept.
    @Test func whatHasAnotherHashIsDropped() async throws {
        try await running { unit, session in
            let picture = try await open(unit, session, byteCount: Self.chunk + 100)
            var other = picture.content
            other[70_00] ^= 1
            var call = try await begin(.upload, picture.upload(from: 0), session)
            let told = try await send(other, on: call.stream)
            #expect(told.map(\.offset) == [65_536, 0])
            #expect(told.allSatisfy { !$0.isWhole })
            #expect(try await status(picture, session).offset == 0)
            // The same author sends the right bytes, and more than was promised is not taken.
            call = try await begin(.upload, picture.upload(from: 0), session)
            let again = try await send(picture.content + [1, 2, 3], on: call.stream)
            #expect(again.last?.isWhole == true)
            call = try await begin(.download, picture.download(from: 0), session)
            #expect(try await read(call.stream) == picture.content)
        }
    }

    /// SPEC W-101, W-103: who may not, hears what he hears of an attachment that is not there.
    @Test func onlyTheAuthorSendsAndOnlyReadersRead() async throws {
        try await running { unit, session in
            let picture = try await open(unit, session, byteCount: 1_000)
            let colleague = try await unit.connect(unit.colleague)
            let stranger = try await unit.connect(unit.stranger)
            for other in [colleague, stranger] {
                let call = try await begin(.upload, picture.upload(from: 0), other)
                #expect(call.status == .notAvailable)
            }
            let call = try await begin(.upload, picture.upload(from: 0), session)
            #expect(try await send(picture.content, on: call.stream).last?.isWhole == true)
            let read = try await begin(.download, picture.download(from: 0), stranger)
            #expect(read.status == .notAvailable)
            let operates = try await unit.connect(unit.runner)
            let refused = try await begin(.download, picture.download(from: 0), operates)
            #expect(refused.status == .permission)
            // An id that the act does not hold, by a reader of the act.
            let absent = Picture(
                promise: Circuit.Attachment(
                    id: AttachmentID(high: 9, low: 9), kind: .pdf, byteCount: 1, sha256: [],
                    name: ""), content: [], file: picture.file)
            let nothing = try await begin(.download, absent.download(from: 0), colleague)
            #expect(nothing.status == .notAvailable)
            let unsent = try await begin(.upload, absent.upload(from: 0), session)
            #expect(unsent.status == .notAvailable)
        }
    }

    /// Two uploads of one attachment at a time: one of them goes on, the other ends.
    @Test func twoUploadsOfOneDoNotMix() async throws {
        try await running { unit, session in
            let picture = try await open(unit, session, byteCount: 3 * Self.chunk)
            let second = try await unit.connect(unit.coordinator)
            let one = try await begin(.upload, picture.upload(from: 0), session)
            let two = try await begin(.upload, picture.upload(from: 0), second)
            #expect(one.status == .ok && two.status == .ok)
            async let told = send(picture.content, on: one.stream)
            async let alsoTold = send(picture.content, on: two.stream)
            let (first, other) = (try await told, try await alsoTold)
            // The sum of what both were told is each chunk once.
            #expect((first + other).map(\.offset).sorted() == [65_536, 131_072, 196_608])
            #expect(try await status(picture, session).isWhole)
        }
    }

    /// An upload that waits while the attachment is dropped and begun anew adds nothing to the new
    /// one: its chunks would be sealed under a key that no longer belongs to it.
    @Test func aChunkForADroppedAttachmentIsNotTaken() async throws {
        try await running { unit, session in
            let picture = try await open(unit, session, byteCount: Self.chunk + 100)
            let waits = try await begin(.upload, picture.upload(from: 0), session)
            #expect(try await waits.stream.write(Array(picture.content[..<Self.chunk])))
            #expect(try await waits.stream.read() != nil)

            let second = try await unit.connect(unit.coordinator)
            var call = try await begin(.upload, picture.upload(from: Self.chunk), second)
            let dropped = try await send([UInt8](repeating: 0, count: 100), on: call.stream)
            #expect(dropped.map(\.offset) == [0])
            call = try await begin(.upload, picture.upload(from: 0), second)
            #expect(
                try await send(picture.content[..<Self.chunk], on: call.stream).map(\.offset)
                    == [65_536])

            #expect(
                try await send(picture.content[Self.chunk...], on: waits.stream).isEmpty)
            let left = try await status(picture, session)
            #expect(left.offset == 65_536 && !left.isWhole)
            call = try await begin(.upload, picture.upload(from: Self.chunk), second)
            let last = try await send(picture.content[Self.chunk...], on: call.stream)
            #expect(last.last?.isWhole == true)
            call = try await begin(.download, picture.download(from: 0), second)
            #expect(try await read(call.stream) == picture.content)
        }
    }
}
