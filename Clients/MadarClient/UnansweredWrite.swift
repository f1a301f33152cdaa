public import Basics
import Framing
import Mapping
import Messages

/// A write that was kept before it was sent and whose answer nobody has used: it may have been
/// done, or is being done now.
public struct UnansweredWrite: Equatable, Sendable {
    /// The write.
    public let call: PreparedCall
    /// When it was made, by this machine's clock.
    public let madeAt: Instant
    private static let version: UInt8 = 1
    private static let prefix = "write."

    /// How a person names it: the random part of its operation key, in hexadecimal.
    public var id: String { (call.request.operationKey ?? []).dropFirst(4).hexadecimal }

    /// The name under which a write is kept.
    static func name(_ call: PreparedCall) -> String {
        prefix + (call.request.operationKey ?? []).hexadecimal
    }

    static func isName(_ name: String) -> Bool { name.hasPrefix(prefix) }

    /// The layout: version u8 = 1, time u64 in milliseconds, the write.
    var bytes: [UInt8] {
        var bytes: [UInt8] = [Self.version]
        bytes.appendBigEndian(UInt64(bitPattern: madeAt.milliseconds))
        return bytes + call.bytes
    }

    init(_ call: PreparedCall, madeAt: Instant) {
        self.call = call
        self.madeAt = madeAt
    }

    init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard (try? reader.integer(UInt8.self)) == Self.version,
            let time = try? reader.integer(UInt64.self),
            let rest = try? reader.take(reader.remaining), let call = PreparedCall(Array(rest))
        else { return nil }
        self.init(call, madeAt: Instant(milliseconds: Int64(bitPattern: time)))
    }
}

/// What became of a write whose answer was asked for again.
public enum WriteResult: Equatable, Sendable {
    /// It was done; its answer told nothing that is still wanted.
    case done
    /// It was done, and this invitation can be handed over.
    case invited(IssuedInvitation)
    /// The daemon refused it, for good.
    case refused(ClientError)
    /// Nobody knows yet, or ever will where the key has expired: a person looks whether it was
    /// done (SPEC W-56).
    case unknown(ClientError)
}

extension DaemonClient {
    /// Makes a write that is kept, sealed, before it is sent.
    ///
    /// It is kept on where nobody knows whether it was done; after an answer, until `finish`.
    func perform(_ prepared: PreparedCall) async throws(ClientError) -> CallAnswer {
        let name = UnansweredWrite.name(prepared)
        try await keeper.keep(name, UnansweredWrite(prepared, madeAt: ClientFile.now).bytes)
        do throws(ClientError) {
            return try await call(prepared.request)
        } catch {
            if error.outcome != .unknown { try? await keeper.forget(name) }
            throw error
        }
    }

    /// The writes of this device, other than the outbox's, whose answers nobody has used, the
    /// oldest first.
    ///
    /// One that another program makes at this moment is among them.
    public func unansweredWrites() async throws(ClientError) -> [UnansweredWrite] {
        var writes: [UnansweredWrite] = []
        for name in try await keeper.kept() where UnansweredWrite.isName(name) {
            guard let bytes = try await keeper.recall(name), let write = UnansweredWrite(bytes)
            else { continue }
            writes.append(write)
        }
        return writes.sorted { $0.madeAt < $1.madeAt }
    }

    /// Asks for the answer to a write by sending the same bytes with the same key.
    ///
    /// Once its result is used, `finish` it; what is unknown stays kept.
    public func resume(_ write: UnansweredWrite) async -> WriteResult {
        do throws(ClientError) {
            let answer = try await call(write.call.request)
            guard write.call.method == .invite else { return .done }
            return .invited(try await issued(write.call, answer))
        } catch {
            // Only after the daemon has looked for the key does a refusal say that it was not
            // done the first time either.
            return error.outcome == .refused && error.isDecision ? .refused(error) : .unknown(error)
        }
    }
}
