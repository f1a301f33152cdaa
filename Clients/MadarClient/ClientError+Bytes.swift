import Basics
import Circuit
import Mapping
import Messages
import Secrets

extension ClientError {
    /// The error as the agent hands it on: code and outcome with their lengths, status, and the
    /// rest as the message in which a daemon puts it.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        for text in [code.rawValue, outcome.rawValue] {
            bytes.append(UInt8(text.utf8.count))
            bytes += Array(text.utf8)
        }
        bytes.appendBigEndian(status)
        var rest = WireError()
        rest.retryAfterMs = retryAfterMilliseconds
        rest.reference = reference.blob
        rest.fields = fields.map(WireFieldError.init)
        return bytes + MessageCodec.encode(rest)
    }

    /// Reads what `bytes` gave; nil for anything else.
    public init?(bytes: [UInt8]) {
        var reader = ByteReader(bytes)
        func text(_ reader: inout ByteReader) -> String? {
            guard let count = try? reader.integer(UInt8.self),
                let bytes = try? reader.take(Int(count))
            else { return nil }
            return String(validating: bytes, as: UTF8.self)
        }
        guard let code = text(&reader).flatMap(Code.init(rawValue:)),
            let outcome = text(&reader).flatMap(Outcome.init(rawValue:)),
            let status = try? reader.integer(UInt16.self),
            let message = try? reader.take(reader.remaining),
            let rest = try? MessageCodec.decode(WireError.self, from: message)
        else { return nil }
        self.init(
            code, outcome: outcome, status: status,
            fields: rest.fields.compactMap(CheckError.init(wire:)),
            retryAfterMilliseconds: rest.retryAfterMs, reference: Array(rest.reference))
    }
}

/// What a program does once, before it touches a key.
public enum ClientStart {
    /// Starts the cryptographic library and checks it, and that memory for keys can be locked.
    ///
    /// - Throws: `memoryRefused`, or `internalFault` where a known answer comes out wrong.
    public static func prepare() throws(ClientError) {
        do {
            try Sodium.start()
        } catch {
            throw ClientError(error == .memoryNotLocked ? .memoryRefused : .internalFault)
        }
    }

    /// The names in a folder; none where there is no folder.
    package static func names(in folder: String) -> [String] { ClientFile.names(in: folder) }
}
