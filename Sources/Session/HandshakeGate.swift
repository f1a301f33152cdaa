internal import NIOCore

/// The part of an address by which handshakes are counted: an IPv4 address, or the first 64 bits
/// of an IPv6 one.
struct Network: Hashable, Sendable {
    private let bits: UInt64
    private let isVersion6: Bool

    /// The network of an address; nil for one that is not of the Internet, such as a UNIX socket.
    init?(_ address: SocketAddress?) {
        guard let address else { return nil }
        // Where the address lies in what the system calls sockaddr_in and sockaddr_in6.
        let range: Range<Int>
        switch address {
        case .v4: range = 4..<8
        case .v6: range = 8..<24
        case .unixDomainSocket: return nil
        }
        let bytes = unsafe address.withSockAddr { pointer, count in
            unsafe Array(UnsafeRawBufferPointer(start: pointer, count: count)[range])
        }
        self.init(bytes)
    }

    /// The network of an address of 4 or 16 bytes; one that maps an IPv4 address counts as that.
    init(_ bytes: [UInt8]) {
        let isMapped = bytes.starts(with: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF])
        isVersion6 = bytes.count == 16 && !isMapped
        let part = isVersion6 ? bytes.prefix(8) : bytes.suffix(4)
        bits = part.reduce(0) { $0 << 8 | UInt64($1) }
    }
}

/// Who may begin a handshake: a flood of handshakes that nobody finishes must not lock out
/// devices that do (SPEC W-19).
///
/// Clock and randomness are handed in.
struct HandshakeGate {
    private struct Entry {
        var halfOpenCount = 0
        /// What is left to begin, in handshakes.
        var tokens: Double
        var updated: NIODeadline
        var goodUntil: NIODeadline?

        /// Whether forgetting it changes nothing.
        func isIdle(now: NIODeadline, burst: Double) -> Bool {
            halfOpenCount == 0 && tokens >= burst && (goodUntil.map { $0 <= now } ?? true)
        }
    }

    private let limits: SessionLimits
    private var networks: [Network: Entry] = [:]
    /// How many handshakes are unfinished.
    private(set) var halfOpenCount = 0

    init(limits: SessionLimits) { self.limits = limits }

    /// How many networks are remembered.
    var networkCount: Int { networks.count }

    /// Admits a handshake, which `ended` has to follow; or drops it.
    ///
    /// - Parameter random: a number of any size, uniform.
    mutating func admits(_ network: Network?, now: NIODeadline, random: UInt64) -> Bool {
        guard let network else { return admitsOne(isGood: false, random: random) }
        guard var entry = refreshed(network, now: now) else { return false }
        let isGood = entry.goodUntil.map { $0 > now } ?? false
        let share =
            limits.halfOpenPerNetworkMax + (isGood ? limits.halfOpenReserveCount : 0)
        let isAdmitted =
            entry.halfOpenCount < share && entry.tokens >= 1
            && admitsOne(isGood: isGood, random: random)
        if isAdmitted {
            entry.halfOpenCount += 1
            entry.tokens -= 1
        }
        networks[network] = entry
        return isAdmitted
    }

    /// A handshake that was admitted has ended.
    ///
    /// One that ended well gives back what it took from
    /// its network's rate: many units of a province may share one address.
    mutating func ended(_ network: Network?, isGood: Bool, now: NIODeadline) {
        halfOpenCount -= 1
        guard let network, var entry = networks[network] else { return }
        entry.halfOpenCount -= 1
        if isGood {
            let wasGood = entry.goodUntil.map { $0 > now } ?? false
            entry.goodUntil = now + limits.goodNetworkMemory
            let burst = Double(limits.handshakesBurst * limits.goodNetworkFactor)
            entry.tokens = wasGood ? min(entry.tokens + 1, burst) : burst
        }
        networks[network] = entry
    }

    private mutating func admitsOne(isGood: Bool, random: UInt64) -> Bool {
        let excess = halfOpenCount - limits.halfOpenDropCount
        if isGood {
            guard halfOpenCount < limits.halfOpenCountMax + limits.halfOpenReserveCount else {
                return false
            }
        } else if excess >= 0 {
            let span = max(limits.halfOpenCountMax - limits.halfOpenDropCount, 1)
            guard Int(random % UInt64(span)) > excess else { return false }
        }
        halfOpenCount += 1
        return true
    }

    /// What is known of a network, its tokens brought up to now; nil where no room is left to
    /// remember it.
    private mutating func refreshed(_ network: Network, now: NIODeadline) -> Entry? {
        guard var entry = networks[network] else {
            if networks.count >= limits.networksMax { forget(now: now) }
            guard networks.count < limits.networksMax else { return nil }
            return Entry(tokens: Double(limits.handshakesBurst), updated: now)
        }
        refill(&entry, now: now)
        return entry
    }

    private func refill(_ entry: inout Entry, now: NIODeadline) {
        let isGood = entry.goodUntil.map { $0 > now } ?? false
        let factor = Double(isGood ? limits.goodNetworkFactor : 1)
        let seconds = Double((now - entry.updated).nanoseconds) / 1e9
        let rate = Double(limits.handshakesPerSecond)
        entry.tokens = min(
            entry.tokens + seconds * rate * factor, Double(limits.handshakesBurst) * factor)
        entry.updated = now
    }

    private mutating func forget(now: NIODeadline) {
        networks = networks.compactMapValues { entry in
            var entry = entry
            refill(&entry, now: now)
            return entry.isIdle(now: now, burst: Double(limits.handshakesBurst)) ? nil : entry
        }
    }
}
