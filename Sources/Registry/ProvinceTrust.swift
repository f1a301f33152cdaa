public import Basics

/// Another province that this one relies on, once a second person has approved it.
public struct ProvinceTrust: Equatable, Sendable {
    /// The trust's id, made by the client of who proposed it.
    public var id: ProvinceTrustID
    /// The code of the province.
    public var code: String
    /// Where its daemon listens, as a hint; empty for none.
    public var address: String
    /// Its daemon's static X25519 key, 32 bytes.
    public var staticKey: [UInt8]
    /// The X25519 key to which transfers to it are sealed, 32 bytes.
    public var transferKey: [UInt8]
    /// The Ed25519 key that signs what comes from it, 32 bytes.
    public var logKey: [UInt8]
    /// When its descriptor was made.
    public var madeAt: Instant
    /// Who proposed it.
    public var proposer: MemberID
    /// When.
    public var proposed: Instant
    /// Who approved it; nil where it waits.
    public var approver: MemberID?
    /// When; the epoch's beginning where it waits.
    public var trustedAt = Instant(milliseconds: 0)

    /// The log key that was trusted before it, while what that has signed may be under way still; nil
    /// where there is none.
    public var formerLogKey: [UInt8]?
    /// Until when.
    public var formerUntil = Instant(milliseconds: 0)

    /// The keys that may have signed what comes from it now.
    public func logKeys(at now: Instant) -> [[UInt8]] {
        [logKey] + (now < formerUntil ? [formerLogKey].compactMap(\.self) : [])
    }

    /// Until when it may be approved.
    public var expires: Instant { proposed.adding(seconds: RegistryLimits.proposalSeconds) }

    /// Names a trust that waits for a second person.
    public init(
        id: ProvinceTrustID, code: String, address: String, staticKey: [UInt8],
        transferKey: [UInt8], logKey: [UInt8], madeAt: Instant, proposer: MemberID,
        proposed: Instant
    ) {
        self.id = id
        self.code = code
        self.address = address
        self.staticKey = staticKey
        self.transferKey = transferKey
        self.logKey = logKey
        self.madeAt = madeAt
        self.proposer = proposer
        self.proposed = proposed
    }
}

extension MemberRegistry {
    /// The province of a code on which one may rely.
    public func trustedProvince(_ code: String) -> ProvinceTrust? {
        provinces.values.first { $0.code == code && $0.approver != nil }
    }

    /// Proposes to rely on a province.
    ///
    /// - Throws: `wrongState` where the id is there, the same keys wait or are trusted already, or
    ///   the descriptor is older than that of the one that is; `limitExceeded` where there are too
    ///   many.
    public func propose(
        _ trust: ProvinceTrust, now: Instant
    ) throws(RegistryError) -> [Change] {
        let known = provinces.values.filter { $0.approver != nil || now < $0.expires }
        guard provinces[trust.id] == nil else { throw .wrongState }
        for other in known where other.code == trust.code {
            let isSame =
                other.logKey == trust.logKey && other.transferKey == trust.transferKey
                && other.staticKey == trust.staticKey
            guard !isSame, other.approver == nil || other.madeAt <= trust.madeAt else {
                throw .wrongState
            }
        }
        guard known.count < RegistryLimits.provinceCount else { throw .limitExceeded }
        // What nobody approved in time makes room.
        return provinces.values.filter { $0.approver == nil && $0.expires <= now }
            .sorted { $0.proposed < $1.proposed }
            .map { Change.remove(.province($0)) } + [.put(.province(trust))]
    }

    /// Puts the trust in a province in force, in the place of what was trusted of that code.
    ///
    /// - Throws: `notFound`; `wrongState` where it does not wait or the approver proposed it;
    ///   `invitationClosed` where it is over.
    public func approve(
        _ id: ProvinceTrustID, by approver: MemberID, now: Instant
    ) throws(RegistryError) -> [Change] {
        guard var trust = provinces[id] else { throw .notFound }
        guard trust.approver == nil, approver != trust.proposer else { throw .wrongState }
        guard now < trust.expires else { throw .invitationClosed }
        trust.approver = approver
        trust.trustedAt = now
        let replaced = trustedProvince(trust.code)
        if let replaced, replaced.logKey != trust.logKey {
            trust.formerLogKey = replaced.logKey
            trust.formerUntil = now.adding(seconds: RegistryLimits.formerLogKeySeconds)
        } else if let replaced {
            // What else changed ends no time that was given to the former key.
            (trust.formerLogKey, trust.formerUntil) = (replaced.formerLogKey, replaced.formerUntil)
        }
        let former = replaced.map { [Change.remove(.province($0))] } ?? []
        return former + [.put(.province(trust))]
    }

    /// Forgets a province, trusted or waiting.
    ///
    /// - Throws: `notFound`.
    public func forget(_ id: ProvinceTrustID) throws(RegistryError) -> [Change] {
        guard let trust = provinces[id] else { throw .notFound }
        return [.remove(.province(trust))]
    }
}
