public import Catalog
public import MadarClient

extension Fault {
    /// The words for a file of a log that was refused, or not signed.
    public init(_ error: LogFileError) {
        switch error {
        case .unreadable: self = .logFileUnreadable
        case .otherLog: self = .logFileOfOther
        case .badSignature: self = .logFileForged
        case .keyUnfollowed: self = .logKeyElsewhere
        case .notProved: self = .leafNotProved
        case .badWitnessKey: self = .badWitnessKey
        case .notCosigned(let witness): self = .notCosigned(witness: witness)
        case .noWitness: self = .noWitness
        case .witnessThere: self = .witnessThere
        case .badWitnessName: self = .badWitnessName
        case .unknownLog: self = .unknownLog
        case .tooManyLogs: self = .tooManyLogs
        case .otherSize(let last): self = .witnessElsewhere(size: String(last))
        case .forked: self = .logForked
        }
    }
}

extension DescribedProvince {
    /// The province of a file of descriptors that is named, or the only one; of one that stands
    /// twice, the newest.
    public static func chosen(from file: String, code: String?) throws -> DescribedProvince {
        let bytes = try Input.bytes(
            file, byteCountMax: CommandLimits.provinceListByteCount,
            tooLarge: .descriptorUnreadable)
        guard let all = read(bytes) else { throw Failure(.descriptorUnreadable) }
        let codes = Set(all.map(\.code))
        let wanted = code ?? (codes.count == 1 ? all[0].code : nil)
        guard let wanted else {
            throw Failure(.severalProvinces(codes: codes.sorted().joined(separator: ", ")))
        }
        let found = all.filter { $0.code == wanted }.max { $0.madeAt < $1.madeAt }
        guard let found else { throw Failure(.provinceNotInFile(code: wanted)) }
        return found
    }
}
