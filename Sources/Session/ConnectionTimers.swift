internal import NIOCore

/// When an established connection has waited too long; a value that is told the time.
///
/// The handler keeps one timer: it asks when to look next, and what has run out by then.
struct ConnectionTimers {
    private struct Part {
        let frameCount: UInt64
        var begun: NIODeadline
        var checked: NIODeadline
        var checkedByteCount: Int
        var byteCount: Int
    }

    private struct Backlog {
        let begun: NIODeadline
        let sentByteCount: UInt64
    }

    private let limits: SessionLimits
    private var heard: NIODeadline
    private var part: Part?
    private var isUnwritableSince: NIODeadline?
    private var backlog: Backlog?

    init(limits: SessionLimits, now: NIODeadline) {
        self.limits = limits
        heard = now
    }

    /// Something was read.
    ///
    /// The frame that has begun, if any, is known by how many came before it.
    mutating func received(frameCount: UInt64, partByteCount: Int, now: NIODeadline) {
        heard = now
        guard partByteCount > 0 else {
            part = nil
            return
        }
        if part?.frameCount != frameCount {
            part = Part(
                frameCount: frameCount, begun: now, checked: now, checkedByteCount: 0,
                byteCount: 0)
        }
        part?.byteCount = partByteCount
    }

    /// The network takes bytes, or takes no more.
    ///
    /// While it takes none nothing is read either: a frame half read is not held against its
    /// sender, and has its whole time again afterwards.
    mutating func writable(_ isWritable: Bool, now: NIODeadline) {
        if isWritable, isUnwritableSince != nil, var part {
            part.begun = now
            part.checked = now
            part.checkedByteCount = part.byteCount
            self.part = part
        }
        isUnwritableSince = isWritable ? nil : isUnwritableSince ?? now
    }

    /// So much waits for credit, and so much has left.
    mutating func sending(waitingByteCount: Int, sentByteCount: UInt64, now: NIODeadline) {
        guard waitingByteCount > limits.writeBufferHighByteCount else {
            backlog = nil
            return
        }
        if backlog?.sentByteCount != sentByteCount {
            backlog = Backlog(begun: now, sentByteCount: sentByteCount)
        }
    }

    /// What has run out.
    enum Expired: Equatable {
        case idle
        case tooSlow
    }

    mutating func expired(now: NIODeadline) -> Expired? {
        if now - heard >= limits.idleTimeout { return .idle }
        if let since = isUnwritableSince, now - since >= limits.slowConsumerTimeout {
            return .tooSlow
        }
        if let backlog, now - backlog.begun >= limits.slowConsumerTimeout { return .tooSlow }
        guard isUnwritableSince == nil, var part else { return nil }
        if now - part.begun >= limits.frameTimeout { return .tooSlow }
        if now - part.checked >= limits.frameGrowthInterval {
            guard part.byteCount - part.checkedByteCount >= limits.frameGrowthByteCountMin
            else { return .tooSlow }
            part.checked = now
            part.checkedByteCount = part.byteCount
            self.part = part
        }
        return nil
    }

    /// When to look next.
    var next: NIODeadline {
        var next = heard + limits.idleTimeout
        if let since = isUnwritableSince { next = min(next, since + limits.slowConsumerTimeout) }
        if let backlog { next = min(next, backlog.begun + limits.slowConsumerTimeout) }
        if isUnwritableSince == nil, let part {
            next = min(
                next, part.begun + limits.frameTimeout, part.checked + limits.frameGrowthInterval)
        }
        return next
    }
}
