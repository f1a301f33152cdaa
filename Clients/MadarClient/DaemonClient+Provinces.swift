public import Basics
import Mapping
import Merkle
public import Messages
import Secrets

/// Another province as a file tells of it, with a signature that agrees.
public struct DescribedProvince: Equatable, Sendable {
    /// The code of the province.
    public let code: String
    /// Where its daemon listens, as a hint; empty for none.
    public let address: String
    /// When the descriptor was made.
    public let madeAt: Instant
    /// What two people read to each other.
    public let fingerprint: String
    /// The descriptor as it was signed.
    public let signed: String

    /// Reads a file of descriptors; nil where one of them is not whole or falsely signed.
    public static func read(_ bytes: [UInt8]) -> [DescribedProvince]? {
        guard let list = try? ProvinceDescriptor.list(bytes) else { return nil }
        return list.map { one in
            DescribedProvince(
                code: one.descriptor.code, address: one.descriptor.address,
                madeAt: one.descriptor.madeAt, fingerprint: one.descriptor.fingerprint,
                signed: one.signed)
        }
    }
}

extension WireProvince {
    /// What two people read to each other, of the keys that the daemon listed.
    public var fingerprint: String {
        ProvinceDescriptor(
            code: code, madeAt: Instant(milliseconds: madeAtMs), staticKey: Array(staticKey),
            transferKey: Array(transferKey), logKey: Array(logKey), address: "")?.fingerprint ?? ""
    }
}

// Other provinces.
extension DaemonClient {
    /// The daemon's own descriptor, and the provinces that are trusted or wait to be.
    ///
    /// - Parameter address: the hint in the own descriptor; nil for the address that this client
    ///   connects to, where that fits.
    public func listProvinces(
        address: String? = nil
    ) async throws(ClientError) -> WireListProvincesAnswer {
        var request = WireListProvincesRequest()
        if let address {
            request.address = address
        } else {
            request.address = try await ownAddress()
        }
        return try await ask(.listProvinces, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireListProvincesAnswer.self, from: $0)
        }
    }

    private func ownAddress() async throws(ClientError) -> String {
        let address = try await keeper.info().address
        return address.utf8.count <= MerkleLimits.addressByteCountMax ? address : ""
    }

    /// Proposes to trust a province; a second person approves.
    public func trust(
        _ province: DescribedProvince
    ) async throws(ClientError) -> ProvinceTrustID {
        let id = ProvinceTrustID(high: Random.number(), low: Random.number())
        var request = WireChangeProvinceRequest()
        request.change = .trust
        request.province = id.blob
        request.descriptor = province.signed
        try await change(request)
        return id
    }

    /// Forgets a province, trusted or waiting.
    public func forget(_ province: ProvinceTrustID) async throws(ClientError) {
        var request = WireChangeProvinceRequest()
        request.change = .forget
        request.province = province.blob
        try await change(request)
    }

    private func change(_ request: WireChangeProvinceRequest) async throws(ClientError) {
        _ = try await write(.changeProvince, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireChangeProvinceAnswer.self, from: $0)
        }
    }

    /// Approves the trust in a province of a list, as the second person: what is signed is the
    /// digest of what was listed.
    ///
    /// - Throws: `digestMismatch` where the daemon told another; nothing was signed then.
    public func approve(
        _ province: WireProvince, from list: WireListProvincesAnswer
    ) async throws(ClientError) {
        guard list.provinces.contains(province) else {
            throw ClientError(.precondition, outcome: .refused)
        }
        try await approve(
            .changeProvince, province.province, try Self.digest(of: province),
            until: province.expiresAtMs, logSize: list.logSize, store: list.store)
    }

    /// The digest of what a list tells of a province that waits (SPEC W-140).
    ///
    /// - Throws: `digestMismatch` where the daemon told another.
    @discardableResult
    public static func digest(of province: WireProvince) throws(ClientError) -> [UInt8] {
        guard let shown = province.signedBytes, SHA256.hash(shown) == Array(province.digest)
        else { throw ClientError(.digestMismatch) }
        return Array(province.digest)
    }
}
