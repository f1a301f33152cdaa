import Basics
public import MadarClient
import Messages

/// What a program asks of the agent of its user.
///
/// A local message is a length u32, big-endian, and a body. A request's body is a number u8 and
/// what it needs; an answer's is 0 and what was asked, or 1 and `ClientError.bytes`. Answers come
/// in the order of requests.
/// ```
/// 1 call      method u16, deadline u32, 0 or 1 and an operation key, payload
///             -> length u32 of the payload, payload, content
/// 2 greeting  -> instance 16, epoch u32
/// 3 info      -> see `AgentStatus`
/// 4 sign      statement -> signature
/// 5 keep      length u8, name, bytes
/// 6 recall    name -> 0, or 1 and bytes
/// 7 forget    name
/// 8 kept      -> length u8, name, for each
/// 9 status    -> connected u8, idle seconds left u32, info
/// 10 lock
/// 11 enqueue  entered u64, unsearched u8, length u8, file's number, write -> number u64
/// 12 entries  -> number u64, length u32, entry, for each
/// 13 deliver  number u64 -> as of a call
/// 14 drop     number u64 -> 1 where there was one, else 0
/// 15 send all -> sent u32, refused u32, waiting u32, and the error that ended it, or nothing
/// 16 uploads  -> number u64, sent u64, length u32, record, for each
/// 17 fetch    length u16, motive, place
///             -> 1 where it is held now, else 0 and how much came u64
/// 18 release  attachment 16
/// 19 watch    0, or 1 and a place, of the first of a connection
///             -> length u32, event, for each that came within a time
/// 20 claim    key of a draft 12 -> 1 where no other connection has it, else 0
/// 21 unclaim  key of a draft 12
/// 32 finish   operation key 16
/// ```
enum LocalRequest: Equatable {
    case call(CallRequest)
    case greeting
    case info
    case sign([UInt8])
    case keep(String, [UInt8])
    case recall(String)
    case forget(String)
    case kept
    case status
    case lock
    case enqueue(PreparedCall, enteredAt: Instant, fileNumber: String, isUnsearched: Bool)
    case entries
    case deliver(UInt64)
    case drop(UInt64)
    case sendAll
    case uploads
    case fetch(AttachmentPlace, motive: String)
    case release(AttachmentID)
    case watch(EventPlace?)
    case claim([UInt8])
    case unclaim([UInt8])
    case finish([UInt8])

    var bytes: [UInt8] {
        switch self {
        case .call(let request):
            var bytes: [UInt8] = [1]
            bytes.appendBigEndian(UInt16(truncatingIfNeeded: request.method.rawValue))
            bytes.appendBigEndian(request.deadlineMilliseconds)
            bytes.append(request.operationKey == nil ? 0 : 1)
            return bytes + (request.operationKey ?? []) + request.payload
        case .greeting: return [2]
        case .info: return [3]
        case .sign(let statement): return [4] + statement
        case .keep(let name, let content):
            return [5, UInt8(clamping: name.utf8.count)] + Array(name.utf8) + content
        case .recall(let name): return [6] + Array(name.utf8)
        case .forget(let name): return [7] + Array(name.utf8)
        case .kept: return [8]
        case .status: return [9]
        case .lock: return [10]
        case .enqueue(let call, let enteredAt, let fileNumber, let isUnsearched):
            var bytes: [UInt8] = [11]
            bytes.appendBigEndian(UInt64(bitPattern: enteredAt.milliseconds))
            bytes.append(isUnsearched ? 1 : 0)
            bytes.appendRun(fileNumber)
            return bytes + call.bytes
        case .entries: return [12]
        case .deliver(let number): return [13] + Self.bytes(of: number)
        case .drop(let number): return [14] + Self.bytes(of: number)
        case .sendAll: return [15]
        case .uploads: return [16]
        case .fetch(let place, let motive):
            var bytes: [UInt8] = [17]
            bytes.appendBigEndian(UInt16(clamping: motive.utf8.count))
            bytes += motive.utf8.prefix(Int(UInt16.max))
            return bytes + place.bytes
        case .release(let id): return [18] + id.bytes
        case .watch(let place): return [19] + (place.map { [1] + $0.bytes } ?? [0])
        case .claim(let key): return [20] + key
        case .unclaim(let key): return [21] + key
        case .finish(let key): return [32] + key
        }
    }

    private static func bytes(of number: UInt64) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(number)
        return bytes
    }

    init?(_ bytes: [UInt8]) {
        var reader = LocalReader(bytes)
        guard let number: UInt8 = reader.integer() else { return nil }
        switch number {
        case 1:
            guard let method: UInt16 = reader.integer(), let deadline: UInt32 = reader.integer(),
                let hasKey: UInt8 = reader.integer(), hasKey <= 1,
                let method = WireMethod(rawValue: Int(method))
            else { return nil }
            var request = CallRequest(method, deadlineMilliseconds: deadline)
            if hasKey == 1 {
                guard let key = reader.take(16) else { return nil }
                request.operationKey = key
            }
            request.payload = reader.rest()
            self = .call(request)
        case 2: self = .greeting
        case 3: self = .info
        case 4: self = .sign(reader.rest())
        case 5:
            guard let name = reader.run() else { return nil }
            self = .keep(name, reader.rest())
        case 6, 7:
            guard let name = String(validating: reader.rest(), as: UTF8.self) else { return nil }
            self = number == 6 ? .recall(name) : .forget(name)
        case 8: self = .kept
        case 9: self = .status
        case 10: self = .lock
        case 11:
            guard let entered: UInt64 = reader.integer(), let mark: UInt8 = reader.integer(),
                mark <= 1, let fileNumber = reader.run(), let call = PreparedCall(reader.rest())
            else { return nil }
            self = .enqueue(
                call, enteredAt: Instant(milliseconds: Int64(bitPattern: entered)),
                fileNumber: fileNumber, isUnsearched: mark == 1)
        case 12: self = .entries
        case 13, 14:
            guard let entry: UInt64 = reader.integer() else { return nil }
            self = number == 13 ? .deliver(entry) : .drop(entry)
        case 15: self = .sendAll
        case 16: self = .uploads
        case 17:
            guard let count: UInt16 = reader.integer(), let motive = reader.take(Int(count)),
                let motive = String(validating: motive, as: UTF8.self),
                let place = AttachmentPlace(reader.rest())
            else { return nil }
            self = .fetch(place, motive: motive)
        case 18:
            guard let id = reader.take(16).flatMap({ AttachmentID($0) }) else { return nil }
            self = .release(id)
        case 19:
            guard let mark: UInt8 = reader.integer(), mark <= 1 else { return nil }
            let place = mark == 1 ? EventPlace(reader.rest()) : nil
            guard (place == nil) == (mark == 0) else { return nil }
            self = .watch(place)
        case 20, 21:
            guard let key = reader.take(12) else { return nil }
            self = number == 20 ? .claim(key) : .unclaim(key)
        case 32:
            guard let key = reader.take(16) else { return nil }
            self = .finish(key)
        default: return nil
        }
        guard reader.isAtEnd else { return nil }
    }
}

/// Reads the parts of a local message.
struct LocalReader {
    private var reader: ByteReader

    init(_ bytes: [UInt8]) { reader = ByteReader(bytes) }

    var isAtEnd: Bool { reader.remaining == 0 }

    mutating func integer<Number: FixedWidthInteger>() -> Number? { try? reader.integer() }

    mutating func take(_ count: Int) -> [UInt8]? { (try? reader.take(count)).map { Array($0) } }

    mutating func rest() -> [UInt8] { take(reader.remaining) ?? [] }

    mutating func run() -> String? {
        guard let count: UInt8 = integer(), let bytes = take(Int(count)) else { return nil }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension [UInt8] {
    /// Appends a short text with its length; longer than 255 bytes it is cut.
    mutating func appendRun(_ text: String) {
        let bytes = Array(text.utf8.prefix(255))
        append(UInt8(clamping: bytes.count))
        self += bytes
    }
}

/// What an agent says of itself.
public struct AgentStatus: Equatable, Sendable {
    /// What is known of the device.
    public var info: DeviceInfo
    /// Whether the agent has a connection to the daemon now.
    public var isConnected: Bool
    /// After how many seconds without a request it locks itself.
    public var idleSecondsLeft: UInt32

    /// The status as it is sent: connected u8, seconds u32, member 16, device 16, number of the
    /// daemon's key u8, then six runs: profile, label, address, daemon's key in hexadecimal,
    /// name of the log, key of the log in hexadecimal.
    var bytes: [UInt8] {
        var bytes: [UInt8] = [isConnected ? 1 : 0]
        bytes.appendBigEndian(idleSecondsLeft)
        bytes.append(info.member)
        bytes.append(info.device)
        bytes.append(info.daemonKeyID)
        for text in [
            info.profile, info.label, info.address, info.daemonKey.hexadecimal, info.logOrigin,
            info.logKey.hexadecimal,
        ] {
            bytes.appendRun(text)
        }
        return bytes
    }

    init(info: DeviceInfo, isConnected: Bool, idleSecondsLeft: UInt32) {
        self.info = info
        self.isConnected = isConnected
        self.idleSecondsLeft = idleSecondsLeft
    }

    init?(_ bytes: [UInt8]) {
        var reader = LocalReader(bytes)
        guard let connected: UInt8 = reader.integer(), let seconds: UInt32 = reader.integer(),
            let member = reader.take(16).flatMap({ MemberID($0) }),
            let device = reader.take(16).flatMap({ DeviceID($0) }),
            let keyID: UInt8 = reader.integer(), let profile = reader.run(),
            let label = reader.run(), let address = reader.run(),
            let daemonKey = reader.run().flatMap({ [UInt8](hexadecimal: $0) }),
            let origin = reader.run(),
            let logKey = reader.run().flatMap({ [UInt8](hexadecimal: $0) }), reader.isAtEnd
        else { return nil }
        self.init(
            info: DeviceInfo(
                profile: profile, member: member, device: device, label: label,
                address: address, daemonKeyID: keyID, daemonKey: daemonKey, logOrigin: origin,
                logKey: logKey),
            isConnected: connected == 1, idleSecondsLeft: seconds)
    }
}

/// The answers of the agent, cut out of a stream of bytes and put into one.
enum LocalFrame {
    static func append(_ body: [UInt8], to bytes: inout [UInt8]) {
        bytes.appendBigEndian(UInt32(body.count))
        bytes += body
    }

    /// An answer's body: what was asked, or an error.
    static func answer(_ result: Result<[UInt8], ClientError>) -> [UInt8] {
        switch result {
        case .success(let body): [0] + body
        case .failure(let error): [1] + error.bytes
        }
    }

    static func read(_ body: [UInt8]) throws(ClientError) -> [UInt8] {
        switch body.first {
        case 0: return Array(body.dropFirst())
        case 1:
            throw ClientError(bytes: Array(body.dropFirst()))
                ?? ClientError(.agentFailed, outcome: .unknown)
        default: throw ClientError(.agentFailed, outcome: .unknown)
        }
    }
}
