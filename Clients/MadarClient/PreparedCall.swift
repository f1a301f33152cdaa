public import Basics
import Framing
public import Messages

/// A write that is ready to be sent: its bytes and its operation key, made once.
///
/// Keep `bytes` before the first send where the write must outlive this process. Sent again, it
/// happens once; prepared again, it would happen twice.
public struct PreparedCall: Equatable, Sendable {
    let request: CallRequest
    private static let version: UInt8 = 1

    init(_ method: WireMethod, payload: [UInt8], operationKey: [UInt8]) {
        request = CallRequest(method, payload: payload, operationKey: operationKey)
    }

    /// Reads what `bytes` gave; nil for anything else.
    public init?(_ bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        guard (try? reader.integer(UInt8.self)) == Self.version,
            let number = try? reader.integer(UInt16.self),
            let method = WireMethod(rawValue: Int(number)),
            MethodTable.traits(number)?.isMutating == true,
            let key = try? reader.take(OperationKey.byteCount),
            let payload = try? reader.take(reader.remaining)
        else { return nil }
        self.init(method, payload: Array(payload), operationKey: Array(key))
    }

    /// The version, the method's number, the operation key and the encoded request.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = [Self.version]
        bytes.appendBigEndian(UInt16(truncatingIfNeeded: request.method.rawValue))
        bytes += request.operationKey ?? []
        return bytes + request.payload
    }

    /// The method that is called.
    public var method: WireMethod { request.method }

    /// The random part of the operation key, by which the draft is known that became this write.
    public var draftKey: [UInt8] {
        Array((request.operationKey ?? []).suffix(Draft.keyByteCount))
    }

    /// The day, since 1970-01-01 by the daemon's clock, on which the key was made; after 30 more
    /// the daemon no longer knows it.
    public var epoch: UInt32 {
        (request.operationKey ?? []).prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}

/// A file that was opened.
public struct OpenedFile: Equatable, Sendable {
    /// The file.
    public var file: FileID
    /// Its number.
    public var number: FileNumber
    /// The opening act.
    public var act: ActID
    /// The place of the opening act, which is 1.
    public var sequence: UInt64
}

/// An act that was appended.
public struct AppendedAct: Equatable, Sendable {
    /// The act.
    public var act: ActID
    /// Its place in the file.
    public var sequence: UInt64
}

/// What a prepared write came to.
public enum PreparedOutcome: Equatable, Sendable {
    /// It opened a file.
    case opened(OpenedFile)
    /// It appended an act.
    case appended(AppendedAct)
    /// Another write was done.
    case done
}
