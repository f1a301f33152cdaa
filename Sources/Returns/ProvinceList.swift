public import Basics
public import Merkle

/// A province whose returns can be checked, by its descriptor (SPEC W-140).
public struct KnownProvince: Equatable, Sendable {
    /// Its code.
    public let code: String
    /// When the descriptor was made.
    public let madeAt: Instant
    /// What two people read to each other.
    public let fingerprint: String
    /// Under which name and key it signs returns.
    let key: NoteKey
}

/// The provinces that are asked for returns.
public struct ProvinceList: Equatable, Sendable {
    /// Each province once, in the order of their codes.
    public let provinces: [KnownProvince]
    /// The codes of those of which several descriptors with other keys stood in the list: the newest
    /// counts.
    public let renewed: [String]

    /// Why descriptors make no list.
    public enum Fault: Error, Equatable, Sendable {
        /// The name of a log has not its form.
        case malformed(code: String)
        /// Two descriptors of one province have other keys, and neither is newer.
        case contradicting(code: String)
    }

    /// Takes descriptors whose signatures were checked: of a province that stands several times,
    /// the newest.
    public init(
        _ descriptors: [(descriptor: ProvinceDescriptor, signed: String)]
    ) throws(Fault) {
        var found: [String: KnownProvince] = [:]
        var renewed: Set<String> = []
        for (descriptor, signed) in descriptors {
            let code = descriptor.code
            guard
                let origin = try? SignedNote(encoded: Array(signed.utf8)).signatures.first?.name,
                let key = SignedReturn.key(log: origin, publicKey: descriptor.logKey)
            else { throw .malformed(code: code) }
            let province = KnownProvince(
                code: code, madeAt: descriptor.madeAt, fingerprint: descriptor.fingerprint,
                key: key)
            guard let other = found[code] else {
                found[code] = province
                continue
            }
            if other.key != key || other.fingerprint != province.fingerprint {
                guard other.madeAt != province.madeAt else { throw .contradicting(code: code) }
                renewed.insert(code)
            }
            if other.madeAt < province.madeAt { found[code] = province }
        }
        provinces = found.values.sorted { $0.code < $1.code }
        self.renewed = renewed.sorted()
    }
}
