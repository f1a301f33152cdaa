import Basics
import Circuit
import Framing
import Messages
import Secrets
import Session

extension DirectCaller {
    /// Sends the content of an attachment that the caller's own act promises; it goes on where a
    /// cut left it, for as long as anything arrives.
    ///
    /// - Parameters:
    ///   - progress: hears how many bytes have left; it may fall back after a cut.
    ///   - read: gives so many bytes of the content from an offset.
    /// - Throws: `contentMismatch` where the content is not the one that was promised: nothing of
    ///   it is kept; `inputOutput` where it cannot be read; what a call can end with.
    public func upload(
        _ place: AttachmentPlace, progress: @Sendable (Int) -> Void = { _ in },
        read: @Sendable (_ offset: Int, _ byteCount: Int) async throws -> [UInt8]
    ) async throws(ClientError) {
        var patience = Patience(policy, at: clock.now)
        while true {
            let status = try await uploadStatus(place)
            if status.isWhole { return }
            patience.note(Int(status.offset), at: clock.now)
            do throws(StreamEnd) {
                return try await send(place, from: Int(status.offset), progress, read)
            } catch {
                let pause = try patience.pause(after: error, at: clock.now)
                try? await clock.sleep(for: .milliseconds(pause))
            }
        }
    }

    private func uploadStatus(
        _ place: AttachmentPlace
    ) async throws(ClientError) -> WireUploadStatusAnswer {
        var request = WireUploadStatusRequest()
        request.file = place.file.blob
        request.sequence = place.sequence
        request.attachment = place.attachment.id.blob
        let answer = try await call(
            CallRequest(.uploadStatus, payload: MessageCodec.encode(request)))
        return try DaemonClient.message(answer) {
            try MessageCodec.decode(WireUploadStatusAnswer.self, from: $0)
        }
    }

    private func send(
        _ place: AttachmentPlace, from offset: Int, _ progress: @Sendable (Int) -> Void,
        _ read: @Sendable (Int, Int) async throws -> [UInt8]
    ) async throws(StreamEnd) {
        var request = WireUploadRequest()
        request.file = place.file.blob
        request.sequence = place.sequence
        request.attachment = place.attachment.id.blob
        request.offset = UInt32(offset)
        let line = try await begin(.upload, MessageCodec.encode(request))
        defer { line.pulse.cancel() }
        let byteCount = Int(place.attachment.byteCount)
        var position = offset
        while position < byteCount {
            let count = min(ClientLimits.pieceByteCount, byteCount - position)
            let piece: [UInt8]
            do {
                piece = try await read(position, count)
            } catch {
                line.stream.cancel()
                throw .failed(error as? ClientError ?? ClientError(.inputOutput))
            }
            guard piece.count == count else {
                line.stream.cancel()
                throw .failed(ClientError(.inputOutput))
            }
            guard try await line.write(piece) else { break }
            position += count
            progress(position)
        }
        line.stream.finish()
        var told: [UInt8] = []
        while let piece = try await line.read() { told += piece }
        let last = Delimited.split(told)?.last.flatMap {
            try? MessageCodec.decode(WireUploadProgress.self, from: Array($0))
        }
        guard let last else { throw .cut(.lost(nil)) }
        if last.isWhole { return }
        // All came, and all was dropped: the act promises another content.
        throw last.offset == 0 ? .failed(ClientError(.contentMismatch)) : .cut(.lost(nil))
    }

    /// Fetches the content of an attachment; it goes on where a cut left it.
    ///
    /// - Parameters:
    ///   - write: takes the next bytes; they are the attachment's only once this has returned.
    /// - Throws: `contentMismatch` where size or hash are not those of the act; `precondition`
    ///   where the content has not arrived yet; `inputOutput` where it cannot be written; what a
    ///   call can end with.
    public func download(
        _ place: AttachmentPlace, motive: String = "",
        write: @Sendable ([UInt8]) async throws -> Void
    ) async throws(ClientError) {
        let byteCount = Int(place.attachment.byteCount)
        var patience = Patience(policy, at: clock.now)
        var hash = SHA256()
        var received = 0
        while received < byteCount {
            patience.note(received, at: clock.now)
            do throws(StreamEnd) {
                try await fetch(place, motive: motive, from: received) {
                    (piece: [UInt8]) async throws(StreamEnd) in
                    received += piece.count
                    hash.update(piece)
                    guard received <= byteCount else {
                        throw .failed(ClientError(.contentMismatch))
                    }
                    do { try await write(piece) } catch {
                        throw .failed(error as? ClientError ?? ClientError(.inputOutput))
                    }
                }
            } catch {
                let pause = try patience.pause(after: error, at: clock.now)
                try? await clock.sleep(for: .milliseconds(pause))
            }
        }
        guard hash.finish() == place.attachment.sha256 else {
            throw ClientError(.contentMismatch)
        }
    }

    private func fetch(
        _ place: AttachmentPlace, motive: String, from offset: Int,
        _ take: ([UInt8]) async throws(StreamEnd) -> Void
    ) async throws(StreamEnd) {
        var request = WireDownloadRequest()
        request.file = place.file.blob
        request.sequence = place.sequence
        request.attachment = place.attachment.id.blob
        request.offset = UInt32(offset)
        request.motive = motive
        let line = try await begin(.download, MessageCodec.encode(request))
        defer { line.pulse.cancel() }
        line.stream.finish()
        var count = offset
        while let piece = try await line.read() {
            count += piece.count
            do throws(StreamEnd) {
                try await take(piece)
            } catch {
                line.stream.cancel()
                throw error
            }
        }
        if count < Int(place.attachment.byteCount) { throw .cut(.lost(nil)) }
    }
}
