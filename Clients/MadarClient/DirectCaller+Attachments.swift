public import Basics
public import Circuit
import Framing
import Messages
import Secrets
import Session

/// An attachment of an act (SPEC W-100).
public struct AttachmentPlace: Hashable, Sendable {
    /// The file.
    public let file: FileID
    /// The act's position in it, from 1.
    public let sequence: UInt64
    /// What the act promises.
    public let attachment: Attachment

    /// Joins a place.
    public init(file: FileID, sequence: UInt64, attachment: Attachment) {
        self.file = file
        self.sequence = sequence
        self.attachment = attachment
    }
}

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
        read: @Sendable (_ offset: Int, _ byteCount: Int) throws -> [UInt8]
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
        _ read: @Sendable (Int, Int) throws -> [UInt8]
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
            guard let piece = try? read(position, count), piece.count == count else {
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
        _ place: AttachmentPlace, motive: String = "", write: @Sendable ([UInt8]) throws -> Void
    ) async throws(ClientError) {
        let byteCount = Int(place.attachment.byteCount)
        var patience = Patience(policy, at: clock.now)
        var hash = SHA256()
        var received = 0
        while received < byteCount {
            patience.note(received, at: clock.now)
            do throws(StreamEnd) {
                try await fetch(place, motive: motive, from: received) {
                    (piece: [UInt8]) throws(StreamEnd) in
                    received += piece.count
                    hash.update(piece)
                    guard received <= byteCount else {
                        throw .failed(ClientError(.contentMismatch))
                    }
                    do { try write(piece) } catch { throw .failed(ClientError(.inputOutput)) }
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
        _ take: ([UInt8]) throws(StreamEnd) -> Void
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
                try take(piece)
            } catch {
                line.stream.cancel()
                throw error
            }
        }
        if count < Int(place.attachment.byteCount) { throw .cut(.lost(nil)) }
    }

    /// Makes a stream call, and gives its stream once the daemon has said OK.
    private func begin(
        _ method: WireMethod, _ payload: [UInt8]
    ) async throws(StreamEnd) -> OpenLine {
        let answer: Answer
        let line: OpenLine
        do throws(ConnectionError) {
            let connection = try await open()
            let stream = try await connection.open(
                method: UInt16(truncatingIfNeeded: method.rawValue), payload: payload)
            // A line that is silently dead is found by its pulse, which ends it.
            line = OpenLine(stream: stream, pulse: Task { await beat(connection) })
            answer = try await stream.head()
        } catch {
            throw .cut(error)
        }
        guard answer.status == .ok else {
            line.pulse.cancel()
            line.stream.finish()
            throw .failed(ClientError(answer: answer))
        }
        return line
    }
}

/// A stream call that the daemon has taken on, and what watches its line.
private struct OpenLine {
    let stream: ClientStream
    let pulse: Task<Void, Never>

    func write(_ piece: [UInt8]) async throws(StreamEnd) -> Bool {
        do throws(ConnectionError) { return try await stream.write(piece) } catch {
            throw .cut(error)
        }
    }

    func read() async throws(StreamEnd) -> [UInt8]? {
        do throws(ConnectionError) { return try await stream.read() } catch {
            throw .cut(error)
        }
    }
}

/// Why a stream call ended before its purpose.
private enum StreamEnd: Error {
    /// The line was cut, or the daemon ended the stream: it is made again from where it got to.
    case cut(ConnectionError)
    /// Something that the same call meets again.
    case failed(ClientError)
}

/// How long a stream is taken up again: as long as something has come since the last time.
private struct Patience {
    private let policy: RetryPolicy
    private var backoff: Backoff
    private var since: ContinuousClock.Instant
    private var reached = -1

    init(_ policy: RetryPolicy, at now: ContinuousClock.Instant) {
        self.policy = policy
        backoff = Backoff(policy)
        since = now
    }

    mutating func note(_ offset: Int, at now: ContinuousClock.Instant) {
        guard offset > reached else { return }
        reached = offset
        backoff = Backoff(policy)
        since = now
    }

    /// How long to wait before the next attempt, in milliseconds.
    mutating func pause(
        after end: StreamEnd, at now: ContinuousClock.Instant
    ) throws(ClientError) -> Int64 {
        let error: ClientError
        switch end {
        case .cut(let lost): error = ClientError(connection: lost)
        case .failed(let failed): error = failed
        }
        let limit = Duration.milliseconds(policy.giveUpInDoubtMilliseconds)
        guard Self.isPassing(error.code), now - since < limit, !Task.isCancelled else {
            throw error
        }
        return backoff.next(least: Int64(error.retryAfterMilliseconds))
    }

    /// Whether the same call may end otherwise in a moment.
    private static func isPassing(_ code: ClientError.Code) -> Bool {
        switch code {
        case .unreachable, .timedOut, .connectionLost, .conflict, .overloaded, .draining: true
        default: false
        }
    }
}
