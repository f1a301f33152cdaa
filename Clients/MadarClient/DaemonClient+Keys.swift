public import Basics
import Mapping
public import Messages
import Secrets

/// A rotation that this client planned.
public struct PlannedRotation: Sendable {
    /// The rotation's id, in hexadecimal.
    public let id: String
    /// Until when a second person may approve it.
    public let expires: Instant
}

/// A key that may be replaced (SPEC W-161).
public enum RotatedKey: Hashable, Sendable {
    /// That which wraps the data keys of a class.
    case ofClass(DataClass)
    /// That which makes the tokens of the index on disk.
    case index
    /// That which signs the log.
    case log

    /// Which key a rotation replaces; nil for one that this client does not know.
    public init?(_ rotation: WireRotation) {
        switch rotation.kind {
        case 0, 1:
            guard let dataClass = UInt8(exactly: rotation.dataClass).flatMap(DataClass.init) else {
                return nil
            }
            self = .ofClass(dataClass)
        case 3: self = .index
        case 4: self = .log
        default: return nil
        }
    }
}

/// What the rotation of a class's key would have to do, and how long that may take.
public struct RotationEstimate: Equatable, Sendable {
    /// How many data keys are to be wrapped anew.
    public let count: UInt64
    /// How many of them are counted on a second, while callers are served.
    public let perSecond: UInt64
    /// Whether the daemon's last rotation went at that rate, its pauses and proofs included; else it
    /// is assumed.
    public let isMeasured: Bool
    /// How long it may take, in seconds.
    public var seconds: UInt64 { count / perSecond + 1 }
}

extension WireListKeysAnswer {
    /// What a rotation of a class's key would have to do, of an answer with a census.
    public func estimate(of dataClass: DataClass) -> RotationEstimate {
        let count = keys.filter { $0.kind == 1 && $0.dataClass == UInt32(dataClass.rawValue) }
            .reduce(0) { $0 + $1.wraps }
        // What cools has been done since it was approved: later its times tell of something else.
        let last = rotations.filter {
            $0.kind <= 1 && $0.state == .cooling && $0.done >= ClientLimits.rewrapsMeasuredMin
                && $0.approvedAtMs > 0 && $0.approvedAtMs < $0.changedAtMs
        }.max { $0.changedAtMs < $1.changedAtMs }
        guard let last else {
            return RotationEstimate(
                count: count, perSecond: ClientLimits.rewrapsPerSecondAssumed, isMeasured: false)
        }
        let spent = Double(last.changedAtMs - last.approvedAtMs) / 1_000
        return RotationEstimate(
            count: count, perSecond: UInt64(max(1, Double(last.done) / spent)), isMeasured: true)
    }
}

// The keys of the store and their rotations (SPEC W-160, W-161).
extension DaemonClient {
    /// Which keys there are and where the last rotation of each class stands.
    ///
    /// - Parameters:
    ///   - census: whether the daemon counts what each key wraps, too, which takes it a moment.
    ///   - estimate: whether it measures what a rotation of the index key would have to do, too.
    public func listKeys(
        census: Bool = false, estimate: Bool = false
    ) async throws(ClientError) -> WireListKeysAnswer {
        var request = WireListKeysRequest()
        request.census = census
        request.estimate = estimate
        return try await ask(.listKeys, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireListKeysAnswer.self, from: $0)
        }
    }

    /// Plans the rotation of a key; a second person approves.
    ///
    /// - Throws: `precondition` where one of that key is under way.
    public func planRotation(
        of key: RotatedKey, isCompromised: Bool
    ) async throws(ClientError) -> PlannedRotation {
        let id = RotationID(high: Random.number(), low: Random.number())
        var request = WireChangeRotationRequest()
        request.change = .plan
        request.rotation = id.blob
        switch key {
        case .ofClass(let dataClass): request.dataClass = UInt32(dataClass.rawValue)
        case .index: request.kind = 3
        case .log: request.kind = 4
        }
        request.compromised = isCompromised
        let answer = try await write(.changeRotation, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireChangeRotationAnswer.self, from: $0)
        }
        return PlannedRotation(
            id: id.blob.hexadecimal, expires: Instant(milliseconds: answer.expiresAtMs))
    }

    /// Halts, resumes or takes back a rotation.
    ///
    /// - Throws: `precondition` where it does not stand where that is possible.
    public func change(
        _ rotation: WireRotation, _ change: WireRotationChange
    ) async throws(ClientError) {
        var request = WireChangeRotationRequest()
        request.change = change
        request.rotation = rotation.rotation
        request.kind = max(rotation.kind, 1)
        _ = try await write(.changeRotation, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireChangeRotationAnswer.self, from: $0)
        }
    }

    /// Approves a rotation as it was listed, as the second person: what is signed is the digest of
    /// what was listed.
    ///
    /// - Throws: `digestMismatch` where the daemon told another; nothing was signed then.
    public func approve(
        _ rotation: WireRotation, from list: WireListKeysAnswer
    ) async throws(ClientError) {
        try await approve(
            .changeRotation, rotation.rotation, try Self.digest(of: rotation),
            until: rotation.untilMs, logSize: list.logSize, store: list.store)
    }

    /// The digest of what a list tells of a rotation that waits (SPEC W-161).
    ///
    /// - Throws: `digestMismatch` where the daemon told another.
    @discardableResult
    public static func digest(of rotation: WireRotation) throws(ClientError) -> [UInt8] {
        guard let shown = rotation.signedBytes, SHA256.hash(shown) == Array(rotation.digest)
        else { throw ClientError(.digestMismatch) }
        return Array(rotation.digest)
    }
}
